"""Word documents with both languages: the source of each paragraph above its translation, and nothing twice that counts."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from translator import Translator
from translator.formats import load_format
from translator.formats.package import Package
from translator.formats.paragraph import ParagraphSlot
from translator.model import Inline, Pair, Targets, joined, plain
from translator.testing import FakeEngine

from ..packages import docx

DOCX = load_format("docx")
PAIR = Pair("en", "ko")
SAMPLES = sorted((Path(__file__).parents[1] / "formats").glob("*.docx"))
IDENTITIES = re.compile(
    rb"<\w+:(?:bookmark\w+|comment\w+|footnoteReference|footnoteRef|docPr|ins|del|sdt|sectPr|id)\b[^>]*|\b\w+:(?:para|text)Id=\"\w+\""
)


def both(data: bytes) -> tuple[bytes, Targets]:
    """Return a document in two languages, and its translations."""
    document = DOCX.parse(data)
    targets = {
        unit.id: joined((f"번역{unit.id} ", *(part if isinstance(part, Inline) else " 말 " for part in unit.source)))
        for unit in document.units
    }
    return DOCX.serialize(document, DOCX.both(document, targets, PAIR), language="ko"), targets  # type: ignore[attr-defined]


def body(content: str) -> str:
    """Return what a paragraph of a document becomes."""
    main = ZipFile(BytesIO(both(docx(content))[0])).read("word/document.xml").decode()
    found = re.search(r"<w:body>(.*?)</w:body>", main)
    assert found
    return found[1]


def squashed(text: str) -> str:
    """Return text without white space, which may change beside markup."""
    return "".join(text.split())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_each_paragraph_is_followed_by_its_translation(path: Path) -> None:
    """In order, in cells, boxes, notes and headers too; what is no paragraph gets the translation alone."""
    document = DOCX.parse(path.read_bytes())
    data, targets = both(path.read_bytes())
    parts = document.skeleton.parts if isinstance(document.skeleton, Package) else ()
    slots = [slot for part in parts for slot in part.slots]
    paragraphs = [unit for unit in document.units if isinstance(slots[unit.id], ParagraphSlot)]
    assert paragraphs
    texts = [squashed(plain(unit.source)) for unit in DOCX.parse(data).units]
    assert sorted(texts) == sorted(squashed(plain(each)) for each in (*targets.values(), *(unit.source for unit in paragraphs)))
    assert [text for text in texts if text.startswith("번역")] == [squashed(plain(target)) for target in targets.values()]
    for unit in paragraphs:
        end = texts.index(squashed(plain(targets[unit.id])))
        start = max(i for i, text in enumerate(texts[:end]) if text == squashed(plain(unit.source)))
        assert len(texts[start + 1 : end]) <= 4  # what is in a box or a picture of the translation ends before it


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_nothing_with_an_identity_is_there_twice(path: Path) -> None:
    """Bookmarks, comments, notes, pictures: as many as in the translation alone."""
    document = DOCX.parse(path.read_bytes())
    data, targets = both(path.read_bytes())
    alone = DOCX.serialize(document, targets, language="ko")
    for name in ZipFile(BytesIO(data)).namelist():
        found = [sorted(IDENTITIES.findall(ZipFile(BytesIO(each)).read(name))) for each in (data, alone)]
        assert found[0] == found[1], name


RUN = "<w:r><w:t>Words</w:t></w:r>"


@pytest.mark.parametrize(
    ("source", "copied", "following"),
    [
        ("<w:p>" + RUN, "<w:p>", "<w:p>"),
        ('<w:p w:rsidR="00A">' + RUN, "<w:p>", '<w:p w:rsidR="00A">'),
        (
            '<w:p><w:pPr><w:pStyle w:val="L"/><w:numPr><w:numId w:val="3"/></w:numPr><w:jc w:val="left"/></w:pPr>',
            '<w:p><w:pPr><w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr><w:jc w:val="left"/></w:pPr>',
            '<w:p><w:pPr><w:pStyle w:val="L"/><w:pageBreakBefore w:val="0"/><w:numPr><w:numId w:val="3"/></w:numPr>'
            '<w:jc w:val="left"/></w:pPr>',
        ),
        (
            "<w:p><w:pPr><w:pageBreakBefore/><w:sectPr><w:cols/></w:sectPr></w:pPr>",
            "<w:p><w:pPr><w:pageBreakBefore/></w:pPr>",
            '<w:p><w:pPr><w:pageBreakBefore w:val="0"/><w:sectPr><w:cols/></w:sectPr></w:pPr>',
        ),
        (
            '<w:p><w:pPr><w:rPr><w:ins w:id="4" w:author="A &gt; B"/><w:b/></w:rPr></w:pPr>',
            "<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>",
            '<w:p><w:pPr><w:rPr><w:ins w:id="4" w:author="A &gt; B"/><w:b/></w:rPr></w:pPr>',
        ),
    ],
)
def test_properties_of_the_copy(source: str, copied: str, following: str) -> None:
    """It looks the same, and has no identifier, number, section or revision; a page begins with it, not behind it."""
    content = source if RUN in source else source + RUN
    first, second = re.findall(r"(<w:p\b.*?)<w:r>", body(content + "</w:p>"))
    assert (first, second) == (copied, following)


NUMBERING = """
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>
 <w:lvl w:ilvl="1"><w:pPr><w:ind w:start="1440" w:hanging="360"/></w:pPr></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Linked"/></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/>
 <w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:pPr><w:ind w:left="99"/></w:pPr></w:lvl></w:lvlOverride></w:num>
"""
STYLES = """
<w:style w:styleId="List"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Narrow"><w:basedOn w:val="List"/><w:pPr><w:ind w:left="500"/></w:pPr></w:style>
<w:style w:styleId="Linked"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Body"><w:basedOn w:val="Body"/><w:pPr><w:ind w:left="300"/></w:pPr></w:style>
"""


@pytest.mark.parametrize(
    ("properties", "indent"),
    [
        ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', 'w:left="720" w:firstLine="0"'),
        ('<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>', 'w:start="1440" w:firstLine="0"'),
        ('<w:numPr><w:numId w:val="3"/></w:numPr>', 'w:left="99"'),
        ('<w:numPr><w:numId w:val="2"/></w:numPr>', 'w:left="720" w:firstLine="0"'),
        ('<w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="5"/>', 'w:left="5" w:firstLine="0"'),
        ('<w:pStyle w:val="List"/>', 'w:start="1440" w:firstLine="0"'),
        ('<w:pStyle w:val="Narrow"/>', 'w:left="500" w:firstLine="0"'),
        ('<w:pStyle w:val="Narrow"/><w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="7"/>', 'w:left="7"'),
        ('<w:pStyle w:val="Body"/><w:ind w:hanging="7"/>', 'w:hanging="7"'),
        ('<w:pStyle w:val="Body"/>', ""),
        ('<w:numPr><w:numId w:val="9"/></w:numPr>', ""),
    ],
)
def test_the_copy_of_a_list_item_is_indented_like_its_text(properties: str, indent: str) -> None:
    """By the level of the list, a style that names it, and the paragraph itself; the number hangs no more."""
    data = docx(f"<w:p><w:pPr>{properties}</w:pPr>{RUN}</w:p>", numbering=NUMBERING, styles=STYLES)
    main = ZipFile(BytesIO(both(data)[0])).read("word/document.xml").decode()
    copy, _, translation = main.partition("</w:p>")
    assert re.findall(r"<w:ind ([^/]*)/>", copy) == ([indent] if indent else [])
    assert copy.count('<w:numId w:val="0"/>') == 1
    assert re.findall(r"<w:ind [^/]*/>", translation) == re.findall(r"<w:ind [^/]*/>", properties)


def test_broken_lists_cost_no_translation() -> None:
    """The copy stands at the margin then."""
    item = f'<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>{RUN}</w:p>'
    data = docx(item, numbering="<w:num", styles=STYLES)
    assert "번역0" in ZipFile(BytesIO(both(data)[0])).read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("content", "copied", "twice"),
    [
        ('<w:r><w:br w:type="page"/></w:r>' + RUN, '<w:br w:type="page"/>', 'type="page"'),
        (RUN + '<w:r><w:br w:type="page"/></w:r>' + RUN, "Words Words", 'type="page"'),
        ('<w:ins w:id="1" w:author="A">' + RUN + "</w:ins>" + RUN, "WordsWords", "<w:ins"),
        ('<w:sdt><w:sdtPr><w:id w:val="9"/></w:sdtPr><w:sdtContent>' + RUN + "</w:sdtContent></w:sdt>", "Words", "<w:sdt>"),
        (RUN + '<w:fldSimple w:instr=" SEQ Table "><w:r><w:t>7</w:t></w:r></w:fldSimple>', "7", "SEQ"),
        ("<w:r><w:rPr><w:b/><w:rPrChange w:id=\"2\"><w:rPr/></w:rPrChange></w:rPr><w:t>Words</w:t></w:r>", "<w:b/>", "rPrChange"),
    ],
)
def test_what_may_exist_once_stays_in_the_translation(content: str, copied: str, twice: str) -> None:
    """And the copy shows the words that it encloses, and the number that it counts; a page break leads the copy."""
    written = body(f"<w:p>{content}</w:p>")
    copy = written.partition("</w:p>")[0]
    assert copied in copy or copied in "".join(re.findall(r"<w:t\b[^>]*>([^<]*)", copy))
    assert written.count(twice) == f"<w:p>{content}</w:p>".count(twice)
    assert "번역0" in written.partition("</w:p>")[2]


def test_both_forms_of_a_text_box_have_both_languages() -> None:
    """The shape of new programs and the VML of old ones."""
    box = f"<w:p>{RUN}</w:p>"
    written = body(
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert re.findall(r"Words|번역\d", written) == ["Words", "번역0"] * 2


def test_pages_and_formulas_are_shown_in_both() -> None:
    """A page number changes from page to page, and a sentence without its formula is none."""
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath>'
    written = body(f"<w:p>{RUN}{field}{RUN}{formula}{RUN}</w:p>")
    assert written.count("PAGE") == written.count("<m:oMath") == 2


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_it_opens_in_libreoffice(tmp_path: Path) -> None:
    """Text of both languages comes out again."""
    output = tmp_path / "letter.docx"
    source = next(path for path in SAMPLES if path.name == "letter.docx")
    Translator("ko", engine=FakeEngine({"Guests & hosts": "손님과 주인"})).translate_file(source, output, bilingual=True)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(output)]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    lines = (tmp_path / "letter.txt").read_text(encoding="utf-8-sig").splitlines()
    assert lines[lines.index("Guests & hosts") + 1] == "손님과 주인"
