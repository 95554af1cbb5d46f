"""OpenDocument: what is text in it, what is markup, and what a translation of it looks like."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.errors import ParseError
from translator.formats import load_format
from translator.formats.odf_text import OdfSpelling
from translator.model import Document, Inline, Pattern, plain

from ..packages import archive, odf

ODT = load_format("odt")
STYLES = (
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="B2" style:family="text"><style:text-properties fo:font-weight="bold" fo:language="en"/></style:style>'
    '<style:style style:name="N" style:family="text"><style:text-properties fo:language="en" fo:country="US"'
    ' style:language-asian="zh" style:country-asian="CN"/></style:style>'
)


def parsed(content: str, kind: str = "text") -> Document:
    """Return a document with this body."""
    return load_format({"text": "odt", "presentation": "odp", "spreadsheet": "ods"}[kind]).parse(odf(kind, content, styles=STYLES))


def shown(pattern: Pattern) -> str:
    """Return a pattern with its markup as it is called."""
    return "".join(part if isinstance(part, str) else part.raw + part.text for part in pattern)


def written(document: Document, *targets: Pattern, language: str | None = None) -> str:
    """Return the content of the document with its first units filled."""
    data = load_format(document.format).serialize(document, dict(enumerate(targets)), language=language)
    return ZipFile(BytesIO(data)).read("content.xml").decode()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("A  line\n  with   space", "A line with space"),
        ('A<text:s text:c="3"/>line<text:s/>here', "A   line here"),
        ("A<text:tab/>line<text:line-break/>here", "A<tab1/>\tline<br2/>\nhere"),
        ('A <text:span text:style-name="B">bold</text:span> word', "A <b1>bold</b1> word"),
        ('A <text:span text:style-name="B">bo</text:span><text:span text:style-name="B2">ld</text:span> word',
         "A <b1>bold</b1> word"),
        ('A <text:span text:style-name="N">plain</text:span> word', "A plain word"),
        ('<text:span text:style-name="B">All bold</text:span>', "All bold"),
        ('See <text:a xlink:href="https://a.org">this</text:a> now', "See <link1>this</link1> now"),
        ('See <text:span text:style-name="B"><text:a xlink:href="https://a.org">this</text:a></text:span> now',
         "See <link1>this</link1> now"),
        ('Page <text:page-number>7</text:page-number> of it', "Page <page-number1/>7 of it"),
        ('A <text:bookmark-start text:name="m"/>place<text:bookmark-end text:name="m"/> here',
         "A <bookmark1>place</bookmark1> here"),
        ("So<text:soft-page-break/> on", "So on"),
        ("The <text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>とうきょう</text:ruby-text></text:ruby> is",
         "The <ruby1/>東京 is"),
        ("It's https://a.org/b &amp; more", "It's https://a.org/bhttps://a.org/b & more"),
    ],
)  # fmt: skip
def test_a_paragraph_is_one_text_with_its_markup(content: str, expected: str) -> None:
    """White space counts as OpenDocument says, spans that look alike are one; filled with itself it reads the same."""
    document = parsed(f"<text:p>{content}</text:p>")
    assert [shown(unit.source) for unit in document.units] == [expected]
    again = ODT.parse(ODT.serialize(document, {0: document.units[0].source}))
    assert [shown(unit.source) for unit in again.units] == [expected]


@given(st.text("ab \t\n<&가", max_size=12))
@settings(max_examples=80, deadline=None)
def test_spaces_are_written_so_that_they_are_read(text: str) -> None:
    """Any text comes back, line breaks and tabs as the spaces they are in a paragraph."""
    document = parsed("<text:p>Some words</text:p>")
    again = ODT.parse(ODT.serialize(document, {0: (f"가{text}가",)}))
    spaced = text.replace("\t", " ").replace("\n", " ")
    assert again.units[0].source == (f"가{spaced}가",)


def test_a_space_where_it_would_be_lost_is_an_element() -> None:
    """At the start of a paragraph, and behind another space."""
    spelling = OdfSpelling.of("t")
    assert spelling.words(" a", b"", "") == b"<t:s/>a"
    assert spelling.words(" a   b ", b"", "x") == b' a <t:s t:c="2"/>b '


def test_notes_comments_frames_and_titles_are_read() -> None:
    """What is in a paragraph's markup is a unit of its own, and goes where the markup goes."""
    document = parsed(
        "<text:p>Before<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note</text:p>"
        "</text:note-body></text:note> and <draw:frame><draw:text-box><text:p>The box</text:p></draw:text-box>"
        "<svg:title>The title</svg:title><svg:desc>The description</svg:desc></draw:frame>after</text:p>"
    )
    assert [plain(unit.source) for unit in document.units] == [
        "The note", "The box", "The title", "The description", "Before and after"
    ]  # fmt: skip
    opening = [part for part in document.units[4].source if isinstance(part, Inline)]
    content = written(document, ("각주",), ("상자",), ("제목",), ("설명",), ("뒤 ", opening[1], "앞", opening[0]))
    assert re.search(r"<text:p>뒤 <draw:frame>.*상자.*제목.*설명.*</draw:frame>앞<text:note>.*각주.*</text:note></text:p>", content)


def test_deleted_text_and_prompts_are_not_read() -> None:
    """Tracked deletions stand at the head of a document; the placeholders of a master show nothing."""
    deletion = "<text:changed-region><text:deletion><text:p>Gone</text:p></text:deletion></text:changed-region>"
    document = parsed(f"<text:tracked-changes>{deletion}</text:tracked-changes><text:p>There</text:p>")
    assert [plain(unit.source) for unit in document.units] == ["There"]
    frame = "<draw:frame{}><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    frames = frame.format(' presentation:class="title"', "Click here") + frame.format("", "Our firm")
    master = f'<style:master-page style:name="x">{frames}</style:master-page>'
    assert [plain(unit.source) for unit in parsed(master, "presentation").units] == ["Our firm"]


def test_cells_that_compute_or_are_looked_for_stay() -> None:
    """A formula's result, a number, and what a formula compares with; other strings are translated."""
    cell = '<table:table-cell office:value-type="{}"{}><text:p>{}</text:p></table:table-cell>'
    cells = (
        cell.format("string", "", "A word")
        + cell.format("string", "", "Done")
        + cell.format("float", ' office:value="1"', "1 piece")
        + cell.format("float", ' table:formula="of:=COUNTIF([.A1:.A9];&quot;done&quot;)"', "x")
        + cell.format("string", ' table:formula="of:=[.A1]"', "A word")
    )
    row = f"<table:table-row>{cells}</table:table-row>"
    document = parsed(f'<table:table table:name="Sheet one">{row}</table:table>', "spreadsheet")
    assert [unit.source for unit in document.units] == [("A word",)]
    assert 'table:name="Sheet one"' in written(document, ("말",))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ko", 'fo:language="en" fo:country="US" style:language-asian="ko" style:country-asian="KR"'),
        ("ja", 'fo:language="en" fo:country="US" style:language-asian="ja" style:country-asian="JP"'),
        ("de", 'fo:language="de" fo:country="DE" style:language-asian="zh" style:country-asian="CN"'),
    ],
)
def test_the_language_follows_the_target(language: str, expected: str) -> None:
    """Where a style states one, in the attributes that count for the target."""
    document = parsed("<text:p>A</text:p>")
    assert expected in written(document, ("가",), language=language)
    assert STYLES in written(document, ("가",))


def test_east_asian_text_looks_as_latin_text_did() -> None:
    """Bold that a style sets for Latin text alone would be lost in Hangul; Chinese fonts become those of the target."""
    styles = (
        "<style:font-face style:name='F' svg:font-family='&apos;Noto Serif CJK SC&apos;'/>"
        '<style:style style:name="T" style:family="text">'
        '<style:text-properties fo:font-weight="bold" fo:font-size="14pt" style:font-size-asian="10pt"/></style:style>'
    )
    document = ODT.parse(odf("text", "<text:p>A</text:p>", styles=styles))
    content = written(document, ("가",), language="ko")
    assert 'fo:font-weight="bold" fo:font-size="14pt" style:font-size-asian="10pt" style:font-weight-asian="bold"/>' in content
    assert "svg:font-family='&#39;Noto Serif CJK KR&#39;'" in content


def test_the_mimetype_stays_first_and_stored() -> None:
    """File managers know an OpenDocument by the bytes of its beginning."""
    data = odf("text", "<text:p>A</text:p>")
    document = ODT.parse(data)
    new = ODT.serialize(document, {0: ("가",)})
    first = ZipFile(BytesIO(new)).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    assert new[:80] == data[:80]


MANIFEST = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>{}</manifest:manifest>"


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"META-INF/manifest.xml": MANIFEST.format("<manifest:encryption-data/>")}, "encrypted with a password.*Save As"),
        ({"encrypted-package": b"x"}, "encrypted with a password"),
        ({"META-INF/documentsignatures.xml": "<x/>"}, "digitally signed.*Digital Signatures"),
    ],
)
def test_encrypted_and_signed_documents_are_refused(members: dict[str, str | bytes], message: str) -> None:
    """With what to do about it."""
    with pytest.raises(ParseError, match=rf"x\.odt: .*{message}"):
        ODT.parse(odf("text", "<text:p>A</text:p>", further=members), path="x.odt")


def test_an_archive_without_content_is_refused() -> None:
    """It says it is a text and holds none."""
    with pytest.raises(ParseError, match=r"holds no content\.xml"):
        ODT.parse(archive({"mimetype": "application/vnd.oasis.opendocument.text"}))
