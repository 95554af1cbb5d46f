"""What is shipped and what is installed along, under which licence.  python -m benchmarks.licences [--write]

Prints the table; with --write it replaces translator/LICENCES.md. A test fails when something is missing from it.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
TABLE = Path(__file__).parent.parent / "translator" / "LICENCES.md"
HEAD = """# Licences

What comes with translator, and what its installation brings along. `python -m benchmarks.licences --write` makes this file.

| shipped | licence |
|---|---|
| weights of the built-in model, `weights/` | Gemma Terms of Use; a modification of Gemma 3 270M, see `weights/MODEL.md` |
| curated glossary, `data/glossaries/` | facts, each entry with its source |

minisbd is under the AGPL. argos-translate-lt requires it, translator never imports it, and a test holds that; where it may
not even be installed, remove it (`pip uninstall minisbd`): everything works without.

| installed along | licence | for |
|---|---|---|
"""
Row = tuple[str, str, str]
"""Name, licence, and whom it is installed for."""


def rows() -> list[Row]:
    """Return everything that translator requires, directly or not, as it is installed here."""
    found: dict[str, Row] = {}
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    queue = [(_name(line), "translator") for line in project["dependencies"]]
    while queue:
        name, parent = queue.pop(0)
        if name in found:
            continue
        try:
            found[name] = (name, _licence(name), parent)
        except PackageNotFoundError:
            continue  # for another platform or another Python
        queue += [(each, name) for each in _required(name)]
    return sorted(found.values())


def table() -> str:
    """Return the whole file."""
    return HEAD + "".join(f"| {name} | {licence} | {parent} |\n" for name, licence, parent in rows())


def _required(name: str) -> Iterator[str]:
    for line in distribution(name).requires or ():
        requirement, _, marker = line.partition(";")
        if "extra" not in marker:
            yield _name(requirement)


def _name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement.strip())[0]).lower()


def _licence(name: str) -> str:
    metadata = distribution(name).metadata
    classifiers = [each.split(" :: ")[-1] for each in metadata.get_all("Classifier") or () if each.startswith("License")]
    return str(metadata.get("License-Expression") or "; ".join(classifiers) or metadata.get("License") or "?").splitlines()[0]


def main() -> None:
    """Print the table, or write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    if parser.parse_args().write:
        TABLE.write_text(table(), encoding="utf-8")
    else:
        print(table(), end="")


if __name__ == "__main__":
    main()
