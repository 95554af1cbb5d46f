"""Runs as XLIFF and TMX: their structure, and that our own readers find in them what was written."""

from __future__ import annotations

import xml.etree.ElementTree as Tree
from collections.abc import Iterable
from pathlib import Path

import pytest

from translator import Translator
from translator.formats import detect, read_translations
from translator.formats.inline import has_words
from translator.handoff import tmx_lines, xliff_lines
from translator.model import Finding, Inline, InlineKind, Outcome, Pair, Run, Segment, Severity, Span, Term, TermMatch, plain
from translator.testing import FakeEngine

SAMPLES = Path(__file__).parents[1] / "formats"
PAIR = Pair("en", "ko")
NAMESPACE = "{urn:oasis:names:tc:xliff:document:1.2}"
XML = "{http://www.w3.org/XML/1998/namespace}"
FINDING = Finding("terms", Severity.CRITICAL, "“Kim” & co. <lost>.", "kim")
OPEN, CLOSE = Inline("<b>", InlineKind.OPEN, group=1), Inline("</b>", InlineKind.CLOSE, group=1)


def text_of(lines: Iterable[str]) -> str:
    """Return a document by its lines."""
    return "".join(f"{line}\n" for line in lines)


def a_run(*provenances: str) -> Run:
    """Return a run with a segment of each provenance, with markup that changes its order."""
    match = TermMatch(Term("kim", "Kim", "김"), Span(0, 3), "Kim")
    outcomes = [
        Outcome(
            Segment(id, 0, (OPEN, "Kim", CLOSE, f" & {id}: ", Inline("`ls`", text="ls"), Inline("%s", text="%s")), line=3),
            (f"{id} & ", Inline("%s", text="%s"), Inline("`ls`", text="ls"), ": ", OPEN, "김", CLOSE),
            (match,),
            (False,),
            findings=(FINDING,),
            provenance=provenance,
        )
        for id, provenance in enumerate(provenances)
    ]
    return Run(PAIR, tuple(outcomes), "signature", source="docs/a.md")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A real run over a document with every kind of markup."""
    out = tmp_path_factory.mktemp("out") / "x.md"
    return Translator("ko", engine=FakeEngine()).translate_file(SAMPLES / "everything.md", out)


def test_xliff_has_the_structure_of_the_standard(run: Run) -> None:
    """Elements in their order, required attributes, ids once, codes paired (XLIFF 1.2, sections 2 and 3)."""
    root = Tree.fromstring(text_of(xliff_lines([run, a_run("engine")])))
    assert (root.tag, root.get("version")) == (NAMESPACE + "xliff", "1.2")
    for file in root:
        assert {"original", "source-language", "target-language", "datatype"} <= {*file.keys()}
        assert [child.tag.removeprefix(NAMESPACE) for child in file] == ["header", "body"]
        units = list(file[1])
        assert len({unit.get("id") for unit in units}) == len(units)
        for unit in units:
            names = [child.tag.removeprefix(NAMESPACE) for child in unit]
            assert names == ["source", "target", *["note"] * (len(names) - 2)]
            for text in unit[:2]:
                begins = [code.get("rid") for code in text.iter(NAMESPACE + "bpt")]
                assert sorted(begins) == sorted(code.get("rid") for code in text.iter(NAMESPACE + "ept"))
                assert len({code.get("id") for code in text}) == len(text)
            assert {code.get("id") for code in unit[1]} <= {code.get("id") for code in unit[0]}


def test_tmx_has_the_structure_of_the_standard(run: Run) -> None:
    """The header with all it needs, notes before texts, two texts a unit, numbers of codes (TMX 1.4b)."""
    root = Tree.fromstring(text_of(tmx_lines([run, a_run("engine")])))
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert required == {*root[0].keys()}
    for unit in root[1]:
        names = [child.tag for child in unit]
        assert names == [*["note"] * (len(names) - 2), "tuv", "tuv"]
        assert [child.get(XML + "lang") for child in unit[-2:]] == ["en", "ko"]
        for text in unit.iter("seg"):
            assert sorted(code.get("i") for code in text.iter("bpt")) == sorted(code.get("i") for code in text.iter("ept"))


def test_what_is_written_is_read(run: Run) -> None:
    """With our own readers: the same texts, in the same order; of the memory, each pair of texts once."""
    for text, name in ((text_of(xliff_lines([run])), "a.xlf"), (text_of(tmx_lines([run])), "a.tmx")):
        assert detect(text.encode(), "unnamed").name in ("xliff", "tmx")
        read = list(read_translations(text.encode(), name, PAIR))
        found = dict.fromkeys((plain(each.source), plain(each.target)) for each in read if has_words(each.source))
        translated = [outcome for outcome in run.outcomes if outcome.provenance != "copy"]
        wanted = dict.fromkeys((outcome.segment.text, plain(outcome.target)) for outcome in translated)
        assert len(wanted) >= 20
        assert [*found] == [*wanted]


def test_markup_and_order_survive() -> None:
    """Codes have the same numbers in both texts, whatever their order; code between backquotes stays readable."""
    for text in (text_of(xliff_lines([a_run("engine")])), text_of(tmx_lines([a_run("engine")]))):
        (found,) = read_translations(text.encode(), "a", PAIR)
        assert plain(found.source) == "Kim & 0: ls%s"
        assert plain(found.target) == "0 & %sls: 김"
        kinds = [part.kind for part in found.target if isinstance(part, Inline)]
        assert kinds == ["atom", "open", "close", "open", "close"]


def test_who_translated_is_told() -> None:
    """A person's translation is not marked as the machine's, so that an import ranks it right."""
    run = a_run("engine", "memory", "fuzzy", "glossary")
    for text in (text_of(xliff_lines([run])), text_of(tmx_lines([run]))):
        assert [each.by_machine for each in read_translations(text.encode(), "a", PAIR)] == [True, False, True, True]
    states = [target.get("state") for target in Tree.fromstring(text_of(xliff_lines([run]))).iter(NAMESPACE + "target")]
    assert states == ["needs-review-translation", "translated", "needs-review-translation", "needs-review-translation"]


def test_findings_and_terms_are_notes() -> None:
    """The worst first, escaped, with a priority."""
    notes = list(Tree.fromstring(text_of(xliff_lines([a_run("engine")]))).iter(NAMESPACE + "note"))
    assert [note.text for note in notes] == ["line 3", "critical: “Kim” & co. <lost>.", "term: Kim = 김 (not carried)"]
    assert notes[1].get("priority") == "1"
    units = Tree.fromstring(text_of(tmx_lines([a_run("engine")])))
    assert [note.text for note in units.iter("note")] == [note.text for note in notes[1:]]


def test_an_empty_run_is_a_document_too() -> None:
    """Nothing to translate is no error."""
    assert not list(read_translations(text_of(tmx_lines([Run(PAIR, (), "")])).encode(), "a.tmx"))
    assert not list(read_translations(text_of(xliff_lines([Run(PAIR, (), "")])).encode(), "a.xlf"))
