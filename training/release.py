"""The verb `release`: an exported model in pieces that a repository takes, with its card."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path
from string import Template
from typing import Any

PIECE = 45_000_000
"""Bytes. Hosts of repositories warn about files over 50 MB."""
CARD = Path(__file__).with_name("card.md")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("model", type=Path, help="folder that `export` wrote")
    parser.add_argument("greedy", type=Path, help="JSON that `score` wrote")
    parser.add_argument("searched", type=Path, help="JSON that `score --beam 4` wrote, of the same sentences")
    parser.add_argument("release", type=Path, help="folder to write")
    parser.add_argument("--name", required=True, help="of these weights, such as v1")
    parser.add_argument("--hours", required=True, help="of training, in words")
    parser.add_argument("--pairs", type=int, required=True, help="seen in training")
    parser.add_argument("--loss", type=float, required=True, help="at the end")


def run(arguments: argparse.Namespace) -> None:
    """Carry out the verb."""
    arguments.release.mkdir(parents=True, exist_ok=True)
    for stale in arguments.release.glob("model.bin.*"):
        stale.unlink()
    size = split(arguments.model / "model.bin", arguments.release)
    for name in ("config.json", "vocabulary.json", "sp.model"):
        shutil.copy(arguments.model / name, arguments.release / name)
    greedy, searched = (json.loads(path.read_text()) for path in (arguments.greedy, arguments.searched))
    pieces = len(json.loads((arguments.model / "vocabulary.json").read_text(encoding="utf-8")))
    card = written(
        greedy, searched, name=arguments.name, hours=arguments.hours, pairs=arguments.pairs, loss=arguments.loss, size=size,
        pieces=pieces,
    )  # fmt: skip
    (arguments.release / "MODEL.md").write_text(card, encoding="utf-8")
    facts = {"placeholders": {}, "chrf": {language: news(searched, language) for language in ("ja", "ko")}}
    (arguments.release / "facts.json").write_text(json.dumps(facts) + "\n")
    write_sums(arguments.release)


def news(scores: list[dict[str, Any]], language: str) -> float:
    """Return the chrF of the news set of a language."""
    sets = {"ja": "en-ja.wmt", "ko": "en-ko.jungyeul-news-devtest"}
    return round(next(row["chrf"] for row in scores if row["set"] == sets[language]), 1)


def write_sums(folder: Path) -> None:
    """Write the checksums of the model's files as sha256sum does; the card and the facts may change without them."""
    files = sorted(path for path in folder.iterdir() if path.suffix in {".json", ".model"} or path.name.startswith("model.bin."))
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files if path.name != "facts.json"]
    (folder / "SHA256SUMS").write_text("".join(lines))


def split(model: Path, folder: Path) -> int:
    """Write `model.bin.0`, `.1` and so on; return the size of the whole."""
    data = model.read_bytes()
    for number, start in enumerate(range(0, len(data), PIECE)):
        (folder / f"{model.name}.{number}").write_bytes(data[start : start + PIECE])
    return len(data)


def written(greedy: list[dict[str, Any]], searched: list[dict[str, Any]], **facts: Any) -> str:
    """Return the card: the template with the facts and a row for each measured set."""
    rows = []
    for first, second in zip(greedy, searched, strict=True):
        figures = (first["chrf"], second["chrf"])
        counts = (f"{first[name]}, {second[name]}" for name in ("loops", "wrong_script"))
        carried = (f"{row['carried']} of {row['told']}" for row in (first, second))
        cells = (first["set"], first["sentences"], *(f"{chrf:.1f}" for chrf in figures), *counts, *carried)
        rows.append(f"| {' | '.join(map(str, cells))} |")
    facts |= {name: f"{facts[name]:,}" for name in ("pairs", "size", "pieces")}
    signatures = ", ".join(sorted({row["signature"] for row in greedy + searched}))
    return Template(CARD.read_text(encoding="utf-8")).substitute(facts, rows="\n".join(rows), signature=signatures)
