"""Curves as an SVG, without a plotting library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import log10
from pathlib import Path

WIDTH, HEIGHT, MARGIN = 720, 360, 64
COLOURS = ("#047", "#c40", "#283", "#727", "#888")
Points = Sequence[tuple[float, float]]


def curves(title: str, across: str, lines: Mapping[str, Points]) -> str:
    """Return `lines` over a logarithmic axis `across` and a linear one that begins at 0; each point bears its value."""
    xs = [x for points in lines.values() for x, _ in points]
    left, right = log10(min(xs)), log10(max(xs))
    high = max(y for points in lines.values() for _, y in points) or 1

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            MARGIN + (log10(x) - left) / ((right - left) or 1) * (WIDTH - 2 * MARGIN),
            HEIGHT - MARGIN - y / high * (HEIGHT - 2 * MARGIN),
        )

    parts = [f'<text x="{WIDTH / 2}" y="20" text-anchor="middle" font-size="14">{escape(title)}</text>']
    parts.append(f'<path fill="none" stroke="#888" d="M{MARGIN},{MARGIN} V{HEIGHT - MARGIN} H{WIDTH - MARGIN}"/>')
    for x in sorted(set(xs)):
        at, _ = place(x, 0)
        parts.append(f'<text x="{at:.0f}" y="{HEIGHT - MARGIN + 18}" text-anchor="middle">{x:,.0f}</text>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 16}" text-anchor="middle">{escape(across)}</text>')
    for index, (name, points) in enumerate(lines.items()):
        colour = COLOURS[index % len(COLOURS)]
        placed = [place(*point) for point in points]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{line}"/>')
        for (x, y), (_, value) in zip(placed, points, strict=True):
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
            parts.append(f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle" fill="{colour}">{value:.3g}</text>')
        parts.append(f'<text x="{MARGIN + 8}" y="{MARGIN - 22 + 14 * index}" fill="{colour}">{escape(name)}</text>')
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">'
    return "\n".join([opening, *parts, "</svg>", ""])


def draw(folder: Path | None, name: str, title: str, across: str, lines: Mapping[str, Points]) -> None:
    """Write curves to `name` in `folder`, and print where they are; without a folder nothing is wanted."""
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(curves(title, across, lines), encoding="utf-8")
        print(folder / name)
