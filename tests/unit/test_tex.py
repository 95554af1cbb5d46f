"""LaTeX: what is text, what is code, and what TeX would make of a translation."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from translator.formats import load_format
from translator.formats.base import Options, configure
from translator.model import Inline, Pair, plain

SAMPLE = Path(__file__).parents[1] / "formats" / "paper.tex"


def texts(source: str) -> list[str]:
    """Return what is translated of a document."""
    return [plain(unit.source) for unit in load_format("tex").parse(source.encode()).units]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("One\nline.\n\nTwo.", ["One\nline.", "Two."]),
        ("A\\footnote{An aside \\emph{here}.} B", ["A B", "An aside here."]),
        ("\\section[Short]{Long \\textbf{title}}", ["Short", "Long title"]),
        ("\\begin{itemize}\\item One \\item[Two] Three\\end{itemize}", ["One", "Two", "Three"]),
        ("\\begin{tabular}{lr} a b & 1 \\\\ \\hline c d & 2 \\end{tabular}", ["a b", "c d"]),
        ("50\\,\\% of \\$5 \\& a\\_b", ["50\u202f% of $5 & a_b"]),
        ("Caf\\'e na\\\"{\\i}ve \\c{c}a ``quoted'' \\ldots", ["Café naïve ça “quoted” …"]),
        ("Where $x_1 < y$ is \\verb|a b|.", ["Where $x_1 < y$ is \\verb|a b|."]),
        ("Before \\[ x \\] after.", ["Before", "after."]),
        ("\\begin{lstlisting}\nprint { $\n\\end{lstlisting}\nText.", ["Text."]),
        ("\\unknown[opt]{not this}{nor this} Text.", ["Text."]),
        ("\\title{A {b}\n\\begin{document}Text.\\end{document}}", ["Text."]),
        ("% a comment {\nText. % more", ["Text."]),
        ("\\newcommand{\\x}{no}\n\\title{Yes}\n\\begin{document}Body\\end{document} after", ["Yes", "Body"]),
        ("\\href{https://x.org}{A link} and \\url{https://x.org}.", ["A link and ."]),
    ],
)
def test_what_is_text(source: str, wanted: list[str]) -> None:
    """And nothing else: what is not known to be text is code."""
    assert texts(source) == wanted


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        (("50% & $5 #1 {a_b}",), "50\\% \\& \\$5 \\#1 \\{a\\_b\\}"),
        (("x^2 ~ \\",), "x\\textasciicircum{}2 \\textasciitilde{} \\textbackslash{}"),
        ((Inline("\\LaTeX"), "은"), "\\LaTeX{}은"),
        ((Inline("\\LaTeX"), " 은"), "\\LaTeX 은"),
        (("가\n\n나",), "가\n나"),
        (("12\u00a0명",), "12~명"),
    ],
)
def test_a_translation_is_text_for_tex_too(target: tuple[str | Inline, ...], wanted: str) -> None:
    """Signs are escaped, a command ends before a letter, no paragraph ends in the middle."""
    reader = load_format("tex")
    assert reader.serialize(reader.parse(b"Text."), {0: target}).decode() == wanted


def test_a_footnote_goes_with_its_text() -> None:
    """Both translated, or one of them."""
    reader = load_format("tex")
    document = reader.parse(b"A\\footnote{B.} c.")
    (note,) = [part for part in document.units[0].source if isinstance(part, Inline)]
    assert reader.serialize(document, {0: ("가", note, " 나.")}) == "가\\footnote{B.} 나.".encode()
    assert reader.serialize(document, {1: ("주.",)}) == "A\\footnote{주.} c.".encode()
    assert reader.serialize(document, {0: ("가", note, " 나."), 1: ("주.",)}) == "가\\footnote{주.} 나.".encode()


def test_the_package_that_the_letters_need_is_named() -> None:
    """Unless the preamble loads one."""
    reader = configure(load_format("tex"), Options(Pair("en", "ko")))
    assert "kotex" in reader.parse(SAMPLE.read_bytes()).notes[0]
    assert not reader.parse(SAMPLE.read_bytes().replace(b"{inputenc}", b"{kotex}")).notes


@pytest.mark.parametrize("piece", ["\\footnote{", "$", "\\(", "{", "\\begin{verbatim}", "\\emph{a}", "``", "\\begin{tabular}"])
def test_hostile_documents_take_no_longer(piece: str) -> None:
    """Nothing grows with the square of what is left open; the bound is ten times what it takes."""
    source = (piece * 20_000).encode()
    reader = load_format("tex")
    began = time.process_time()
    assert reader.serialize(reader.parse(source), {}) == source
    assert time.process_time() - began < 5
