"""XLIFF and TMX: what is filled, what stays, what is refused, and the translations that they hold."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator import Translator
from translator.errors import InputError, ParseError, UnsupportedFormatError
from translator.formats import detect, load_format, read_translations
from translator.formats.base import Options, configure
from translator.formats.message import message
from translator.formats.xml_source import MAX_DEPTH
from translator.model import Pair, plain
from translator.testing import FakeEngine

SAMPLES = Path(__file__).parents[1] / "formats"
PAIR = Pair("en", "ko")
TMX = '<tmx version="1.4"><header srclang="en"/><body>{}</body></tmx>'
XLIFF = '<xliff version="1.2"><file source-language="{}" target-language="{}"><body>{}</body></file></xliff>'


def filled(data: bytes, name: str, pair: Pair = PAIR) -> str:
    """Return a document in which every unit is translated with its text in brackets."""
    reader = configure(detect(data, name), Options(pair))
    document = reader.parse(data, path=name)
    targets = {unit.id: ("[", *unit.source, "]") for unit in document.units}
    return reader.serialize(document, targets, language=pair.target).decode()


def sample(name: str) -> str:
    """Return a sample in which every unit is translated."""
    return filled((SAMPLES / name).read_bytes(), name)


def test_missing_targets_are_made_and_marked() -> None:
    """With the codes of the source, at the indentation of the source, with the state of a machine's work."""
    text = sample("app.xlf")
    state = 'state="needs-review-translation" state-qualifier="mt-suggestion"'
    assert f'\n        <target {state}>[Open "%@" in <g id="1" ctype="bold">a new <x id="2" equiv-text="{{{{kind}}}}"/></g>' in text
    assert f"<target {state}>[Two lines" in text
    assert 'datatype="plaintext" target-language="ko">' in text
    assert text.count("]</target>") == 6


def test_what_people_translated_stays() -> None:
    """Approved, in review, or locked: not a byte of it changes."""
    text = sample("app.xlf")
    for line in (SAMPLES / "app.xlf").read_text().splitlines():
        if any(f'id="{name}"' in line for name in ("kept", "draft", "code", "a", "number")):
            assert line in text


def test_gaps_between_segments_are_filled() -> None:
    """Where a unit was split, done segments stay and the others get the translation, around them the same codes."""
    text = sample("segmented.sdlxliff")
    assert '<g id="3"><mrk mtype="seg" mid="1">회담이 시작됐다.</mrk> <mrk mtype="seg" mid="2">[They ended on <x id="4"/>' in text
    assert '<mrk mtype="seg" mid="3">[Nobody spoke.]</mrk> <mrk mtype="seg" mid="4">42</mrk></target>' in text
    assert 'target-language="ko-KR"' in text


def test_xliff_2_keeps_its_prefix_and_states() -> None:
    """The state stands at the segment, the target language at the root."""
    text = sample("messages_2.xliff")
    assert 'srcLang="en-GB" trgLang="ko">' in text
    assert '<xlf:segment id="s2" state="translated" subState="translator:machine">' in text
    assert '<xlf:target>[Hello <xlf:ph id="1" dataRef="d1" disp="{name}"/>, <xlf:pc id="2">welcome</xlf:pc>!]</xlf:target>' in text
    assert "끝" in text
    assert text.count("[") == 2


def test_a_memory_gets_what_it_lacks() -> None:
    """A variant behind the others, laid out like them; existing ones stay, empty ones are filled."""
    text = sample("memory.tmx")
    assert re.search(r'</tuv>\n      <tuv xml:lang="ko" creationtool="translator" [^>]*>\n        <seg>\[The <bpt', text)
    assert '<tuv xml:lang="ko" creationtool="translator"><seg>[Empty so far]</seg></tuv>' in text
    assert text.count("정상회담") == 1
    assert text.count("[") == 2


@pytest.mark.parametrize("name", ["app.xlf", "segmented.sdlxliff", "messages_2.xliff", "memory.tmx"])
def test_a_filled_file_has_nothing_left_to_fill(name: str) -> None:
    """Translating twice changes nothing more."""
    once = sample(name)
    assert filled(once.encode(), name) == once


def test_translations_are_read_with_their_standing() -> None:
    """People's and the machine's are told apart; of a unit that was split, each segment is one."""
    found = list(read_translations((SAMPLES / "segmented.sdlxliff").read_bytes(), "a.sdlxliff"))
    assert [(plain(each.source), plain(each.target), each.pair) for each in found] == [
        ("The talks began.", "회담이 시작됐다.", Pair("en-US", "ko-KR"))
    ]
    mine = list(read_translations(sample("messages_2.xliff").encode(), "a.xliff", PAIR))
    assert [(plain(each.source)[:5], each.by_machine, each.state) for each in mine] == [
        ("Hello", True, "translated"), ("Come ", True, "translated"), ("Done", False, "final"), ("Kept", False, "")
    ]  # fmt: skip
    assert {each.pair for each in mine} == {PAIR}


def test_a_memory_is_read_in_any_direction() -> None:
    """Whatever it was made for, it holds the same text in several languages."""
    data = (SAMPLES / "memory.tmx").read_bytes()
    assert [plain(each.target) for each in read_translations(data, "m.tmx", Pair("fr", "en"))] == ["The talks began{0} today."]
    assert len(list(read_translations(data, "m.tmx"))) == 2
    assert [each.by_machine for each in read_translations(sample("memory.tmx").encode(), "m.tmx", PAIR)] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('<!DOCTYPE tmx [<!ENTITY a "aaaa">]>' + TMX.format("&a;"), "holds definitions"),
        ('<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + TMX.format("&a;"), "holds definitions"),
        (TMX.format("<a>" * MAX_DEPTH + "</a>" * MAX_DEPTH), f"more than {MAX_DEPTH}"),
        (TMX.format("<tu>"), "line 1: this is no well-formed XML"),
        (TMX.format("&nbsp;"), "undefined entity"),
        ("<html>\n<tmx/></html>", "its root is <html>"),
    ],
)
def test_unsafe_and_broken_xml_is_refused(text: str, says: str) -> None:
    """Entities are not expanded, nothing outside is read, nesting is bounded."""
    with pytest.raises(ParseError, match=says):
        load_format("tmx").parse(text.encode())


@pytest.mark.parametrize(
    ("source", "target", "unit", "says"),
    [
        ("de", "ko", "<source>x</source>", "its source language is de"),
        ("en", "fr", "<source>x</source><target>y</target>", "translations into fr"),
        ("en", "fr", "<source>x</source>", ""),
    ],
)
def test_files_for_other_languages_are_refused(source: str, target: str, unit: str, says: str) -> None:
    """A Korean text may not end up in a file that says French; one without French in it may become Korean."""
    data = XLIFF.format(source, target, f'<trans-unit id="1">{unit}</trans-unit>').encode()
    if says:
        with pytest.raises(ParseError, match=says):
            filled(data, "a.xlf")
    else:
        assert 'target-language="ko"' in filled(data, "a.xlf")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "euc-jp", "iso-8859-1"])
def test_any_encoding_is_read_and_utf8_written(encoding: str) -> None:
    """The declaration follows what is written."""
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    data = (declared + TMX.format('<tu><tuv xml:lang="en"><seg>caf</seg></tuv></tu>')).encode(encoding)
    reader = load_format("tmx")
    assert detect(data, "x").name == "tmx"
    assert reader.serialize(reader.parse(data), {}) == data
    text = filled(data, "m.tmx").lstrip("\ufeff")
    assert text.lower().startswith('<?xml version="1.0" encoding="utf-8"?>')
    assert "[caf]" in text


def test_other_files_hold_no_translations() -> None:
    """And a memory cannot be written without a language."""
    with pytest.raises(UnsupportedFormatError, match="hold no translations"):
        list(read_translations(b"# Head", "a.md"))
    reader = load_format("tmx")
    document = reader.parse((SAMPLES / "memory.tmx").read_bytes())
    with pytest.raises(InputError, match="say into which"):
        reader.serialize(document, {0: ("가",)})


def test_the_library_translates_both(tmp_path: Path) -> None:
    """Through the pipeline, where the languages of the run decide what is to be done."""
    engine = FakeEngine({"Visible text": "보이는 글", "Empty so far": "아직 비어 있음"})
    for name, wanted in (("app.xlf", "보이는 글"), ("memory.tmx", "아직 비어 있음")):
        run = Translator("ko", engine=engine).translate_file(SAMPLES / name, tmp_path / name)
        assert wanted in (tmp_path / name).read_text(encoding="utf-8")
        assert "정상회담" not in [plain(outcome.target) for outcome in run.outcomes]


_CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from("<>&\"']]>%{}")
_TEXTS = st.text(_CHARACTERS, min_size=1).filter(str.strip)


@given(source=_TEXTS, target=_TEXTS, cdata=st.booleans())
@settings(max_examples=80, deadline=None)
def test_any_text_comes_back_and_is_read_back(source: str, target: str, cdata: bool) -> None:
    """Whatever the source says, in entities or as CDATA, the file comes back; whatever is filled in, is read again."""
    spelt = f"<![CDATA[{source}]]>" if cdata and "]]>" not in source else escape(source)
    unit = f'<trans-unit id="1"><source>{spelt}</source></trans-unit>'
    for name, text in (
        ("a.xlf", XLIFF.format("en", "ko", unit)),
        ("a.tmx", TMX.format(f'<tu><tuv xml:lang="en"><seg>{spelt}</seg></tuv></tu>')),
    ):
        data = text.encode()
        reader = configure(detect(data, name), Options(PAIR))
        document = reader.parse(data)
        assert reader.serialize(document, {}) == data
        for each in document.units:
            (found,) = read_translations(reader.serialize(document, {each.id: (target,)}, language="ko"), name, PAIR)
            written = reader.serialize(document, {each.id: (target,)}, language="ko").decode()
            assert escape(target.strip()) in written
            assert plain(found.source) == plain(tuple(message(source.strip())))


def test_only_the_root_decides() -> None:
    """A text about XLIFF is a text."""
    about = b"<p align=center>\n\n```xml\n<xliff version='1.2'>\n```\n"
    assert detect(about, "README.md").name == "markdown"
    assert detect(b"\xef\xbb\xbf<?xml version='1.0'?><!-- <html> --><xliff version='1.2'/>", "a.txt").name == "xliff"
