"""Word documents: what is text in them, what is markup, and what a translation of it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.errors import ParseError
from translator.formats import detect, load_format
from translator.glossary import load_glossaries
from translator.model import Document, Inline, Pair, Pattern, plain
from translator.pipeline import translate_document
from translator.testing import FakeEngine

from ..packages import NAMESPACES, W, archive, docx, office, types

DOCX = load_format("docx")
BOLD = "<w:rPr><w:b/></w:rPr>"


def run(text: str, properties: str = "") -> str:
    """Return a run of Word."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    """Return a field of Word."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        + mark.format("separate") + result + mark.format("end")
    )  # fmt: skip


def shown(pattern: Pattern) -> str:
    """Return a pattern with its markup as it is called."""
    return "".join(part if isinstance(part, str) else part.raw + part.text for part in pattern)


def parsed(body: str, **parts: str) -> Document:
    """Return a document with this body."""
    return DOCX.parse(docx(body, **parts))


def written(document: Document, targets: Iterable[Pattern], name: str = "word/document.xml", language: str | None = None) -> str:
    """Return a part of the document with its first units filled."""
    data = DOCX.serialize(document, dict(enumerate(targets)), language=language)
    return ZipFile(BytesIO(data)).read(name).decode()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("One ") + run("sentence, ") + run("three runs."), "One sentence, three runs."),
        (run("A ") + run("bold", BOLD) + run(" word."), "A <b1>bold</b1> word."),
        (run("A ") + run("bo", BOLD) + run("ld", BOLD) + run(" word."), "A <b1>bold</b1> word."),
        (run("A", '<w:rPr><w:lang w:val="en-US"/></w:rPr>') + run(" b c", '<w:rPr><w:noProof/></w:rPr>'), "A b c"),
        (run("Bold", BOLD) + run(" ", "") + run("and bold", BOLD), "Bold and bold"),
        (run("Text") + "<w:r><w:br/></w:r>" + run("more."), "Text<br1/>\nmore."),
        (run("Text") + "<w:r><w:tab/></w:r>" + run("more."), "Text<tab1/>\tmore."),
        (run("Well") + "<w:r><w:noBreakHyphen/></w:r>" + run("known"), "Well\u2011known"),
        (run("Mis") + '<w:proofErr w:type="spellStart"/>' + run("spelt"), "Misspelt"),
        (run("So") + "<w:r><w:lastRenderedPageBreak/><w:t> on.</w:t></w:r>", "So on."),
        (run("See") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" there."), "See<footnote1/> there."),
        (run("Go to ") + '<w:hyperlink r:id="r1">' + run("us", "<w:rPr><w:u/></w:rPr>") + "</w:hyperlink>" + run("."),
         "Go to <link1>us</link1>."),
        (run("Page ") + field("PAGE", run("7")) + run(" of it"), "Page <field1/>7 of it"),
        (run("Read ") + field('HYPERLINK "https://a.org"', run("this")) + run(" now"), "Read <link1>this</link1> now"),
        (run("See ") + '<w:fldSimple w:instr=" SEQ Figure ">' + run("3") + "</w:fldSimple>" + run(" there"),
         "See <field1/>3 there"),
        (run("Old ") + '<w:del w:id="1">' + '<w:r><w:delText>gone </w:delText></w:r>' + "</w:del>" + run("new"), "Old <del1/>new"),
        (run("The ") + '<w:ins w:id="1">' + run("added") + "</w:ins>" + run(" part"), "The <ins1>added</ins1> part"),
        (run("A ") + '<w:bookmarkStart w:id="0" w:name="x"/>' + run("place") + '<w:bookmarkEnd w:id="0"/>' + run(" here"),
         "A <bookmark1>place</bookmark1> here"),
        (run("A ") + '<w:bookmarkStart w:id="0" w:name="x"/><w:bookmarkEnd w:id="0"/>' + run("place"), "A <bookmark1/>place"),
        (run("The word ") + "<w:r><w:ruby><w:rubyPr/><w:rt>" + run("とうきょう") + "</w:rt><w:rubyBase>" + run("東京")
         + "</w:rubyBase></w:ruby></w:r>" + run(" is"), "The word <ruby1/>東京 is"),
        (run("I ") + '<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>' + run("chose") + "</w:sdtContent></w:sdt>"
         + run(" it"), "I <sdt1>chose</sdt1> it"),
        (run("Ask ") + run("https://a.org/b") + run(" now"), "Ask https://a.org/bhttps://a.org/b now"),
        ("<w:r><w:tab/></w:r>" + run(" Indented "), "Indented"),
    ],
)  # fmt: skip
def test_a_paragraph_is_one_text_with_its_markup(content: str, expected: str) -> None:
    """Runs that look alike are one text; all else is a code; and filled with itself it reads the same again."""
    document = parsed(f"<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>{content}</w:p>")
    assert [shown(unit.source) for unit in document.units] == [expected]
    again = DOCX.parse(DOCX.serialize(document, {0: document.units[0].source}))
    assert [shown(unit.source) for unit in again.units] == [expected]


@pytest.mark.parametrize(
    "content",
    [run("12.5 %"), "", "<w:r><w:tab/></w:r>", f'<w:r><w:instrText>PAGE</w:instrText></w:r>{run("7")}', run("https://a.org")],
)
def test_what_has_no_words_is_no_unit(content: str) -> None:
    """Numbers and addresses are not sent to an engine."""
    assert not parsed(f"<w:p>{content}</w:p>").units


def test_markup_moves_with_the_words() -> None:
    """Codes may come in any order; each run has the properties of the words that it holds."""
    content = run("A ") + run("bold", BOLD) + run(" word") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" here.")
    document = parsed(f"<w:p>{content}</w:p>")
    opening, closing, note = (part for part in document.units[0].source if isinstance(part, Inline))
    body = written(document, [("여기 ", note, opening, "굵은", closing, " 말.")])
    inside = re.search(r"<w:p>(.*)</w:p>", body)
    assert inside
    assert inside[1] == (
        run("여기 ") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("굵은", BOLD) + run(" 말.")
    )


def test_a_term_keeps_its_formatting_around_it() -> None:
    """The whole way: bold words that are a term of the glossary are bold where their rendering stands."""
    engine = FakeEngine({"He met Kim in Seoul.": "그는 서울에서 김을 만났다.", "Kim": "김"})
    document = parsed("<w:p>" + run("He met ") + run("Kim", BOLD) + run(" in Seoul.") + "</w:p>")
    targets, _ = translate_document(document, Pair("en", "ko"), engine, load_glossaries(()))
    assert run("김", BOLD) in written(document, targets.values())


@given(st.lists(st.integers(0, 5), max_size=8), st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_order_the_codes_come_in_the_xml_is_whole(order: list[int], data: st.DataObject) -> None:
    """Codes that cross, are missing or come twice never break the document, and notes are never lost."""
    content = (
        run("A ") + '<w:hyperlink r:id="r1">' + run("link ") + run("bold", BOLD) + "</w:hyperlink>" + run(" and ")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("more.")
    )  # fmt: skip
    document = parsed(f"<w:p>{content}</w:p>")
    codes = [part for part in document.units[0].source if isinstance(part, Inline)]
    pattern: list[str | Inline] = ["가"]
    for number in order:
        pattern += (codes[number % len(codes)], data.draw(st.sampled_from(["나", "다 ", "& <"])))
    again = DOCX.parse(DOCX.serialize(document, {0: tuple(pattern)}))
    assert plain(again.units[0].source).split() == plain(tuple(pattern)).split()
    body = written(document, [tuple(pattern)])
    assert body.count("footnoteReference") == 1


def test_a_text_box_is_read_and_stays_in_its_paragraph() -> None:
    """Both forms of it, for new and for old programs, are one unit, filled along with the paragraph that they are anchored in."""
    box = "<w:txbxContent><w:p>" + run("In the box") + "</w:p></w:txbxContent>"
    drawing = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="1" name="B" descr="A box"/>'
        f"<wps:txbx>{box}</wps:txbx></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape alt='A box'><v:textbox>"
        f"{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = parsed("<w:p>" + run("Before ") + drawing + run("and after.") + "</w:p>")
    assert [plain(unit.source) for unit in document.units] == ["A box", "In the box", "Before and after."]
    body = written(document, [("상자 '가'",), ("상자 안",), ("앞",)])
    assert body.count(run("상자 안")) == 2
    assert 'descr="상자 \'가\'"' in body
    assert "alt='상자 &#39;가&#39;'" in body
    assert "Before" not in body


def test_a_fallback_that_says_something_else_is_read() -> None:
    """Each repetition stands for one unit; what is not repeated, or oftener than before, is a unit of its own."""
    boxes = ["".join(f"<w:p>{run(text)}</w:p>" for text in texts.split()) for texts in ("Yes No Yes", "Yes Yes Yes Old")]
    content = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{boxes[0]}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{boxes[1]}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = parsed(f"<w:p>{content}</w:p><w:p>{run('Yes')}</w:p>")
    assert [plain(unit.source) for unit in document.units] == ["Yes", "No", "Yes", "Yes", "Old", "Yes"]
    body = written(document, [(f"글{number}",) for number in range(6)])
    assert re.findall(r"글\d", body) == ["글0", "글1", "글2", "글0", "글2", "글3", "글4", "글5"]


def test_everything_people_read_is_read() -> None:
    """Notes, headers, footers, comments, tooltips, the title; not deleted text, field codes or names."""
    properties = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The title</dc:title><dc:creator>Somebody</dc:creator>'
        "</cp:coreProperties>"
    )
    body = '<w:p><w:hyperlink r:id="r1" w:tooltip="The tip">' + run("The link") + "</w:hyperlink></w:p>"
    parts = {name: f"<w:p>{run(f'The {name}')}</w:p>" for name in ("footnotes", "endnotes", "header", "footer", "comments")}
    listed = {f"word/{name}.xml": (f"wordprocessingml.{name}+xml", f"<w:x {NAMESPACES}>{xml}</w:x>") for name, xml in parts.items()}
    listed["word/document.xml"] = ("wordprocessingml.document.main+xml", f"<w:document {NAMESPACES}>{body}</w:document>")
    listed["docProps/core.xml"] = ("application/vnd.openxmlformats-package.core-properties+xml", properties)
    units = DOCX.parse(office(listed)).units
    assert [plain(unit.source) for unit in units] == [
        "The tip", "The link", "The footnotes", "The endnotes", "The header", "The footer", "The comments", "The title"
    ]  # fmt: skip


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial"{}/><w:lang w:val="en-US"{}/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
)


@pytest.mark.parametrize(
    ("language", "fonts", "lang", "expected"),
    [
        ("ko", "", "", 'w:eastAsia="Malgun Gothic"/><w:lang w:val="en-US" w:eastAsia="ko-KR"'),
        ("ja", "", ' w:eastAsia="zh-CN"', 'w:eastAsia="Yu Gothic"/><w:lang w:val="en-US" w:eastAsia="ja-JP"'),
        ("ko", ' w:eastAsia="Batang"', "", 'w:eastAsia="Batang"/><w:lang w:val="en-US" w:eastAsia="ko-KR"'),
        ("ko", ' w:eastAsiaTheme="minorEastAsia"', "", 'w:eastAsiaTheme="minorEastAsia"/><w:lang w:val="en-US" w:eastAsia="ko-KR"'),
        ("ja", ' w:eastAsia="Batang"', "", 'w:eastAsia="MS Mincho"/><w:lang w:val="en-US" w:eastAsia="ja-JP"'),
        ("de", "", "", 'w:ascii="Arial"/><w:lang w:val="de-DE"'),
    ],
)
def test_the_language_follows_the_target(language: str, fonts: str, lang: str, expected: str) -> None:
    """East Asian text has a language and a font of its own; a font that is named stays."""
    document = parsed(f"<w:p>{run('Text')}</w:p>", styles=STYLES.format(fonts, lang), settings='<w:themeFontLang w:val="en-US"/>')
    assert expected in written(document, [("글",)], "word/styles.xml", language)
    settings = written(document, [("글",)], "word/settings.xml", language)
    assert ('w:eastAsia="' in settings) == (language != "de")
    assert written(document, [("글",)], "word/styles.xml") == f"<w:styles {NAMESPACES}>{STYLES.format(fonts, lang)}</w:styles>"


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_parts_in_other_encodings_stay_in_them(encoding: str) -> None:
    """What an encoding cannot write is written as a character reference."""
    xml = f'<?xml version="1.0" encoding="{encoding}"?><w:document {NAMESPACES}><w:p>{run("Café")}</w:p></w:document>'
    listed = types({"word/document.xml": "wordprocessingml.document.main+xml"})
    data = archive({"[Content_Types].xml": listed, "word/document.xml": xml.encode(encoding)})
    document = DOCX.parse(data)
    assert [plain(unit.source) for unit in document.units] == ["Café"]
    assert DOCX.serialize(document, {}) == data
    again = DOCX.parse(DOCX.serialize(document, {0: ("한국어",)}))
    assert [plain(unit.source) for unit in again.units] == ["한국어"]


@pytest.mark.parametrize("prefix", ["w", "ns0"])
@pytest.mark.parametrize("namespace", [W, "http://purl.oclc.org/ooxml/wordprocessingml/main"])
def test_prefixes_and_strict_namespaces_make_no_difference(prefix: str, namespace: str) -> None:
    """A document that calls its elements otherwise is read, and written with its own names."""
    content = f"<w:p>{run('The ')}{run('word', BOLD)}</w:p>".replace("w:", f"{prefix}:")
    xml = f'<{prefix}:document xmlns:{prefix}="{namespace}">{content}</{prefix}:document>'
    document = DOCX.parse(office({"word/document.xml": ("wordprocessingml.document.main+xml", xml)}))
    assert [plain(unit.source) for unit in document.units] == ["The word"]
    assert f"<{prefix}:t " in written(document, [("말",)])


def test_macros_are_kept_and_a_signature_is_refused() -> None:
    """A signature over a changed document would be a lie; code is bytes like any other."""
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    main = {"word/document.xml": (kind, f"<w:document {NAMESPACES}><w:p>{run('A')}</w:p></w:document>")}
    data = office(main, {"word/vbaProject.bin": b"\xd0\xcf macro"})
    assert detect(data, "x.docm").name == "docx"
    document = DOCX.parse(data)
    changed = DOCX.serialize(document, {0: ("가",)})
    assert ZipFile(BytesIO(changed)).read("word/vbaProject.bin") == b"\xd0\xcf macro"
    with pytest.raises(ParseError, match=r"digitally signed.*Remove Signature"):
        DOCX.parse(office(main, {"_xmlsignatures/origin.sigs": b""}))


def test_another_kind_of_package_is_named() -> None:
    """--format docx on a workbook says what it is."""
    data = office({"xl/workbook.xml": ("spreadsheetml.sheet.main+xml", "<x/>")})
    with pytest.raises(ParseError, match="This is an Excel workbook, not a Word document"):
        DOCX.parse(data)


def test_what_is_never_read_may_be_of_any_size() -> None:
    """Pictures and films are copied as they are packed: bounds and memory count only what is inflated."""
    film = bytes(64 * 2**20)
    data = docx(f"<w:p>{run('Words')}</w:p>", further={"word/media/film.bin": film})
    document = DOCX.parse(data)
    changed = ZipFile(BytesIO(DOCX.serialize(document, {0: ("말",)})))
    assert changed.getinfo("word/media/film.bin").file_size == len(film)


@pytest.mark.parametrize("depth", [3, 5000])
def test_fields_within_fields_are_written_whole(depth: int) -> None:
    """As many as there are begin and end again; too deep ones stay as they are and cost no time."""
    nested = run("7")
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    content = mark.format("begin") * depth + nested + mark.format("end") * depth
    document = parsed(f"<w:p>{run('See ')}{content}{run(' there')}</w:p>")
    body = written(document, [document.units[0].source])
    assert body.count('"begin"') == body.count('"end"') == depth


def test_no_white_space_appears_around_line_breaks_and_tabs() -> None:
    """Engines echo a break, or put a space for it; where the source has one of its own it stays."""
    content = run("Name:") + "<w:r><w:tab/></w:r>" + run("Kim") + "<w:r><w:br/></w:r>" + run(" of Seoul")
    document = parsed(f"<w:p>{content}</w:p>")
    tab, line = (part for part in document.units[0].source if isinstance(part, Inline))
    again = DOCX.parse(DOCX.serialize(document, {0: ("이름: ", tab, "\t김 ", line, " 서울")}))
    assert shown(again.units[0].source) == "이름:<tab1/>\t김<br2/>\n 서울"
