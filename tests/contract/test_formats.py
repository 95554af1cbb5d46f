"""What every format owes: the same bytes back, and a change to one unit that stays in that unit."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from translator.errors import ParseError, UnsupportedFormatError
from translator.formats import FORMATS, detect, load_format
from translator.formats.base import Format, Options, configure
from translator.model import Document, Inline, InlineKind, Pair, Pattern, plain

SAMPLES = sorted(path for path in (Path(__file__).parents[1] / "formats").iterdir() if path.name != "README.md")
TEXT_FORMATS = ("text", "markdown", "html", "srt", "vtt", "po", "yaml", "csv", "tsv", "tex")
BILINGUAL = ("po", "xliff", "tmx")
"""Formats that keep the source beside the translation, and in which a translated unit is no unit any more."""

EXTRACTED = ("pdf",)
"""Formats from which only the text is taken: what is written is of another format."""
COLUMNS = {"goods.csv": ("Title", "Description"), "no_header.csv": ("1",), "strings.tsv": ("English", "Note")}
"""Columns are named here, because which ones hold text depends on what is filled in."""

UNWRITABLE = {
    "- item": ("text", "srt", "vtt"),  # a dash at the start begins a list item or a speaker's line, whoever wrote it
    "# 1. New *text* | with [a](b) ` and <b> & &amp; ~~x~~ \\ _y_ $z$": ("srt", "json", "yaml", "csv", "tsv"),  # no escape for <b>
}
NASTY = [
    "한국어 문장",
    "# 1. New *text* | with [a](b) ` and <b> & &amp; ~~x~~ \\ _y_ $z$",
    "- item",
    "2025. 년",
    "| a | b |",
    "\"quoted\": 'text' # no comment",
    "日本語「引用」の文。",
]


def _parse(path: Path) -> tuple[Format, Document, bytes]:
    data = path.read_bytes()
    reader = configure(detect(data, path.name), Options(Pair("en", "ko"), COLUMNS.get(path.name, ())))
    return reader, reader.parse(data, path=path.name), data


def _shown(pattern: Pattern) -> str:
    return " ".join(plain(pattern).split())


def _structure(pattern: Pattern) -> list[tuple[str, str]]:
    return [(part, "") if isinstance(part, str) else (part.text, part.kind) for part in pattern]


def _others(document: Document, changed: int, related: set[int]) -> list[str]:
    return [_shown(unit.source) for unit in document.units if unit.id != changed and unit.id not in related]


def _related(document: Document, changed: int) -> set[int]:
    """Return the units inside the changed one: descriptions of images that went with the old text."""
    slots = getattr(document.skeleton, "slots", ())
    return {id for id, slot in enumerate(slots) if getattr(slot, "within", -1) == changed}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_sample_and_is_known_by_it(name: str) -> None:
    """A new format brings a document that is detected as it."""
    assert any(detect(path.read_bytes(), path.name).name == name for path in SAMPLES)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples_come_back_byte_for_byte(path: Path) -> None:
    """Nothing filled, nothing changed."""
    reader, document, data = _parse(path)
    assert document.units
    if reader.name in EXTRACTED:
        assert detect(reader.serialize(document, {}), f"x{reader.writes}").name == "markdown"  # type: ignore[attr-defined]
    else:
        assert reader.serialize(document, {}) == data


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_units_filled_with_themselves_say_the_same(path: Path) -> None:
    """The writer undoes what the reader did, so that only spelling can differ: an entity, an escape, `<em>` for `*`."""
    reader, document, _ = _parse(path)
    if reader.name in EXTRACTED:
        pytest.skip("what is written is of another format")
    if reader.name in BILINGUAL:
        pytest.skip("the source stays beside the translation")
    again = reader.parse(reader.serialize(document, {unit.id: unit.source for unit in document.units}))
    assert [_structure(unit.source) for unit in again.units] == [_structure(unit.source) for unit in document.units]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("text", NASTY)
def test_filling_one_unit_changes_that_unit_alone(path: Path, text: str) -> None:
    """The output is read again: the unit says what was filled in, and all others what they said before."""
    reader, document, _ = _parse(path)
    if reader.name in EXTRACTED:
        pytest.skip("what is written is of another format")
    if reader.name in UNWRITABLE.get(text, ()):
        pytest.skip("the format has no way to write this text as text")
    for unit in document.units:
        again = reader.parse(reader.serialize(document, {unit.id: (text,)}))
        related = _related(document, unit.id)
        position = sum(1 for id in range(unit.id) if id not in related)
        texts = [_shown(other.source) for other in again.units]
        if reader.name in BILINGUAL:
            texts.insert(position, text)
        assert texts[position] == text
        assert texts[:position] + texts[position + 1 :] == _others(document, unit.id, related)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_markup_of_a_unit_is_well_formed(path: Path) -> None:
    """Opening and closing tags come in pairs with a group of their own; atoms have none."""
    for unit in _parse(path)[1].units:
        inlines = [part for part in unit.source if isinstance(part, Inline)]
        opened = [part.group for part in inlines if part.kind is InlineKind.OPEN]
        closed = [part.group for part in inlines if part.kind is InlineKind.CLOSE]
        assert sorted(opened) == sorted(closed)
        assert len(set(opened)) == len(opened)
        assert all(part.group == 0 for part in inlines if part.kind is InlineKind.ATOM)
        assert "" not in unit.source


_PIECES = [
    "\n", "\n\n", "\r\n", "\r", "> ", "- ", "1. ", "    ", "# ", "```", "|", "---", "===", "*", "_", "**", "[", "]",
    "(", ")", "<b>", "</b>", "<div>", "<!--", "-->", "$", "\\", "`", "word", "a b. C", "한글", "&amp;", "![", "~~",
    "\t", "[^1]:", "[a]: b", "---\ntitle: x\n---\n", "| a | b |\n|---|---|\n", " ", "\u00a0", "\u2028", "é", "😀",
]  # fmt: skip
_documents = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=5)), max_size=40).map("".join)


@pytest.mark.parametrize("name", TEXT_FORMATS)
@given(text=_documents)
@example(text="*![~0{<b>\x80")  # tree-sitter ends the emphasis in the middle of a character
@settings(max_examples=150, deadline=None)
def test_any_text_comes_back_byte_for_byte(name: str, text: str) -> None:
    """Whatever can be read is written again as it was."""
    reader = load_format(name)
    data = text.encode(errors="ignore")
    try:
        document = reader.parse(data)
    except (UnsupportedFormatError, ParseError):
        return  # control characters: binary; or no YAML
    assert reader.serialize(document, {}) == data
    spans = sorted({(slot.span.start, slot.span.end) for slot in getattr(document.skeleton, "slots", ()) if slot.within < 0})
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for unit in document.units:
        filled = "가" if "가" not in text else "나" if "나" not in text else "다"
        assert "다" in text or reader.serialize(document, {unit.id: (filled,)}) != data


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
@pytest.mark.parametrize("encoding", ["cp949", "utf-16", "utf-8-sig"])
def test_older_encodings_come_back_and_are_filled_as_utf8(name: str, encoding: str) -> None:
    """Japanese can be written into a Korean file, because the output is UTF-8; a byte order mark stays."""
    data = "한국어 문장입니다.\r\n".encode(encoding)
    reader = load_format(name)
    document = reader.parse(data)
    assert reader.serialize(document, {}) == data
    filled = reader.serialize(document, {0: ("日本語です。",)})
    mark = b"" if encoding == "cp949" else b"\xef\xbb\xbf"
    assert filled == mark + "日本語です。\r\n".encode()


def test_the_content_comes_before_the_name() -> None:
    """A picture is a picture and a PDF a PDF, whatever they are called."""
    with pytest.raises(UnsupportedFormatError, match="a PNG image"):
        detect(b"\x89PNG\r\n", "notes.txt")
    assert detect(b"%PDF-1.7", "notes.txt").name == "pdf"


@pytest.mark.parametrize("call", [lambda: load_format("nope"), lambda: detect(b"text", "a.xyz")])
def test_an_unknown_format_lists_the_known_ones(call: object) -> None:
    """The error says what to type."""
    with pytest.raises(UnsupportedFormatError, match=r"markdown, .*text.*--format"):
        call()  # type: ignore[operator]
