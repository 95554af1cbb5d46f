"""A module imports from lower layers only, and each third-party package has one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "translator"

# From the nouns up to the command line. Modules of one layer do not know each other, but for those of one package
# and for the `base.py` in which the packages of a layer meet.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "model"),
    ("locales", "fuzzy", "scripts", "repetition", "grammar", "network", "settings", "cache", "spool"),
    ("segment", "markup", "figures", "glossary"),
    ("constraints", "engines", "formats", "checks", "memory"),
    ("finish", "style", "alignment"),
    ("ladder",),
    ("recall",),
    ("pipeline", "files", "handoff"),
    ("sections",),
    ("api", "evaluation", "exchange", "inspection", "packages", "testing"),
    ("folders",),
    ("report", "doctor"),
    ("cli",),
    ("__init__", "__main__"),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}

DOORS = {
    "babel": {"locales"},
    "rapidfuzz": {"fuzzy"},
    "sentencex": {"segment"},
    "ahocorasick": {"glossary"},
    "marisa_trie": {"glossary"},
    "ruamel": {"glossary", "formats"},  # entries of a glossary with their lines; scalars of a document with their places
    "tree_sitter": {"formats"},
    "tree_sitter_markdown": {"formats"},
    "pdfminer": {"formats"},
    "lxml": {"formats", "glossary"},
    "ctranslate2": {"engines"},
    "sentencepiece": {"engines"},
    "argostranslate": {"engines"},
    "sqlite3": {"memory"},
    "sacrebleu": {"evaluation"},
    "typer": {"cli"},
    "rich": {"cli"},
}
MODULES = sorted(ROOT.rglob("*.py"))


def top(path: Path) -> str:
    """Return the name by which a module's layer is looked up."""
    return path.relative_to(ROOT).with_suffix("").parts[0]


def imports(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield line, package and module of everything a module imports, wherever the import stands."""
    package = ("translator", *path.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0], alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            full = [*base, *(node.module or "").split(".")] if node.module else list(base)
            if full == ["translator"] or node.module is None:
                yield from ((node.lineno, full[0], ".".join([*full, alias.name])) for alias in node.names)
            else:
                yield node.lineno, full[0], ".".join(full)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_downwards(path: Path) -> None:
    """What a module knows lies below it, in its own package, or in the base of a sibling."""
    here = top(path)
    assert here in RANK, f"{here} has no layer yet: give it one in this test"
    for line, package, module in imports(path):
        parts = module.split(".")
        if package != "translator" or len(parts) < 2 or parts[1] == here or parts[1].startswith("__"):
            continue
        if path == ROOT / "__init__.py":
            continue
        below = RANK[parts[1]] < RANK[here]
        meeting = RANK[parts[1]] == RANK[here] and parts[2:3] == ["base"]
        assert below or meeting, f"{path.name}:{line} imports {module} from its own or a higher layer"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_third_parties_come_through_their_door(path: Path) -> None:
    """A package that is not ours is imported by the one place that speaks for it."""
    for line, package, _ in imports(path):
        if package in DOORS:
            assert top(path) in DOORS[package], f"{path.name}:{line} imports {package}; its door is {DOORS[package]}"


def test_modules_are_small() -> None:
    """Half of the modules have at most 120 lines and none more than 400."""
    sizes = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES)
    assert sizes[len(sizes) // 2] <= 120
    assert sizes[-1] <= 400, [path for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 400]
