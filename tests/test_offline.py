"""The real engine on the real glossary opens no socket and loads none of the libraries that could."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


def test_the_seed_article_carries_its_terms(builtin: object) -> None:
    """Nineteen in twenty of the terms that the curated glossary finds in the sample article are carried."""
    from translator import Translator

    text = next((Path(__file__).parent.parent / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    for target in ("ko", "ja"):
        run = Translator(target, glossary=["curated"], engine=builtin).translate(text)  # type: ignore[arg-type]
        carried, found = run.terms()
        assert found >= 40
        assert carried / found >= 0.95
