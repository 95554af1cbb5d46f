"""The real engine on the real glossary opens no socket and loads none of the libraries that could."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.argos_package import make_package, pack

CODE = """
import socket, sys

def refuse(*arguments, **options):
    raise SystemExit("a socket was opened")

socket.socket.connect = refuse
socket.getaddrinfo = refuse
from translator import Translator
run = Translator("ko", glossary=["curated"]).translate("Prime Minister Kim Min-seok met the Governor of Nagano Prefecture.")
print(run.text)
heavy = {"torch", "stanza", "spacy", "onnxruntime", "minisbd", "transformers"} & set(sys.modules)
print(sorted(heavy), *run.terms())
"""


def test_nothing_leaves_the_machine() -> None:
    """One sentence with two terms, in a fresh process with sockets refused."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    text, facts = done.stdout.strip().rsplit("\n", 1)
    assert facts == "[] 2 2"
    assert "김민석" in text
    assert "나가노현" in text


WATCHED = """
import sys
opened = []
sys.addaudithook(lambda event, arguments: opened.append(event) if event.startswith("socket.") else None)
from translator.cli import main
sys.argv = ["translator", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    print(f"status {end.code or 0}, sockets {opened}", file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words",
    [
        ["translate", "a.txt", "--to", "ko", "-g", "curated", "--fail-on", "never", "--engine", "argos"],
        ["inspect", "a.txt", "--to", "ko", "-g", "curated"],
        ["glossary", "match", "a.txt", "--to", "ko", "-g", "curated"],
        ["engines"],
        ["models", "list"],
        ["models", "bundle", "-o", "a.bundle"],
        ["models", "install", "p.argosmodel"],
        ["doctor"],
    ],
    ids=" ".join,
)
def test_no_command_opens_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    """Of any kind: Python itself is asked to tell of each, and tells of none."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    pack(make_package(tmp_path / "packages", "en", "ko")).rename(tmp_path / "p.argosmodel")
    (tmp_path / "a.txt").write_text("The governor met the mayor .\n")
    command = [sys.executable, "-c", WATCHED, *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stderr.splitlines()[-1] == "status 0, sockets []", done.stderr


def test_the_seed_article_carries_its_terms(builtin: object) -> None:
    """Nineteen in twenty of the terms that the curated glossary finds in the sample article are carried."""
    from translator import Translator

    text = next((Path(__file__).parent.parent / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    for target in ("ko", "ja"):
        run = Translator(target, glossary=["curated"], engine=builtin).translate(text)  # type: ignore[arg-type]
        carried, found = run.terms()
        assert found >= 40
        assert carried / found >= 0.95
