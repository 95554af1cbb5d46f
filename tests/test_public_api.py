"""What `import translator` promises, and what it costs."""

from __future__ import annotations

import subprocess
import sys

import translator

HEAVY = {"ctranslate2", "sentencepiece", "babel", "rapidfuzz", "ruamel", "lxml", "typer", "rich", "numpy"}


def test_public_names_are_few_and_there() -> None:
    """At most 20 names, sorted, each of them real."""
    assert len(translator.__all__) <= 20
    assert translator.__all__ == sorted(translator.__all__, key=str)
    assert all(getattr(translator, name) for name in translator.__all__)


def test_import_loads_nothing_heavy() -> None:
    """Importing the package loads none of the third parties."""
    code = "import sys, translator; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "translator" in loaded
    assert not HEAVY & {name.split(".")[0] for name in loaded}
