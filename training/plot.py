"""The verb `plot`: the loss over the pairs seen, as an SVG."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from .log import Entry, entries

WIDTH, HEIGHT, MARGIN = 720, 320, 48
SMOOTHING = 0.85
"""Share of the mean so far in the next: single steps scatter by a tenth."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("log", type=Path, help="train.log of a run")
    parser.add_argument("image", type=Path, help="SVG to write")


def run(arguments: argparse.Namespace) -> None:
    """Carry out the verb."""
    read = tuple(entries(arguments.log.read_text().splitlines()))
    if not read:
        raise SystemExit(f"{arguments.log} holds no step yet; wait for the first line that begins with `step`")
    arguments.image.write_text(drawn(read))


def drawn(read: Sequence[Entry]) -> str:
    """Return the curve: each line of the log faint, the running mean strong, and both axes with their ends."""
    pairs, losses = [entry.pairs for entry in read], [entry.loss for entry in read]
    left, right, low, high = min(pairs), max(pairs), min(losses), max(losses)

    def line(values: Sequence[float], style: str) -> str:
        points = " ".join(
            f"{MARGIN + (x - left) / (right - left or 1) * (WIDTH - 2 * MARGIN):.1f},"
            f"{HEIGHT - MARGIN - (y - low) / (high - low or 1) * (HEIGHT - 2 * MARGIN):.1f}"
            for x, y in zip(pairs, values, strict=True)
        )
        return f'<polyline fill="none" {style} points="{points}"/>'

    def label(x: float, y: float, text: str, anchor: str) -> str:
        return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{text}</text>'

    bottom = HEIGHT - MARGIN
    parts = [
        line(losses, 'stroke="#bcd"'),
        line(smoothed(losses), 'stroke="#047" stroke-width="2"'),
        f'<path fill="none" stroke="#888" d="M{MARGIN},{MARGIN} V{bottom} H{WIDTH - MARGIN}"/>',
        label(MARGIN - 6, bottom, f"{low:.2f}", "end"),
        label(MARGIN - 6, MARGIN + 8, f"{high:.2f}", "end"),
        label(MARGIN, bottom + 18, f"{left:,}", "start"),
        label(WIDTH - MARGIN, bottom + 18, f"{right:,} pairs", "end"),
        label(WIDTH / 2, MARGIN - 16, "training loss, nats a token", "middle"),
    ]
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
    return "\n".join([opening, *parts, "</svg>", ""])


def smoothed(values: Sequence[float]) -> list[float]:
    """Return the running mean.

    >>> [round(value, 2) for value in smoothed([2.0, 1.0])]
    [2.0, 1.85]
    """
    out = [values[0]]
    for value in values[1:]:
        out.append(SMOOTHING * out[-1] + (1 - SMOOTHING) * value)
    return out
