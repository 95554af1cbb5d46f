"""PowerPoint presentations: slides, notes, masters, charts, and the languages of their runs."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from translator.formats import load_format
from translator.model import Document, Inline, Pattern, plain

from ..packages import NAMESPACES, office

PPTX = load_format("pptx")
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def shape(paragraph: str, kind: str = "") -> str:
    """Return a shape with one paragraph, perhaps a placeholder."""
    holder = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    return f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/>{holder}</p:nvSpPr><p:txBody><a:p>{paragraph}</a:p></p:txBody></p:sp>'


def run(text: str, properties: str = "") -> str:
    """Return a run of DrawingML."""
    return f"<a:r>{properties}<a:t>{text}</a:t></a:r>"


def parsed(**parts: str) -> Document:
    """Return a presentation of parts such as `slide1`, `notesSlide1`, `slideMaster1`, by their shapes."""
    listed = {"ppt/presentation.xml": ("presentationml.presentation.main+xml", f"<p:presentation {NAMESPACES}/>")}
    for name, content in parts.items():
        kind = name.rstrip("0123456789")
        xml = f'<p:x {NAMESPACES} xmlns:c="{CHART}">{content}</p:x>'
        listed[f"ppt/{name}.xml"] = (f"{'drawingml' if kind == 'chart' else 'presentationml'}.{kind}+xml", xml)
    return PPTX.parse(office(listed))


def written(document: Document, part: str, *targets: Pattern, language: str | None = None) -> str:
    """Return a part with the first units filled."""
    data = PPTX.serialize(document, dict(enumerate(targets)), language=language)
    return ZipFile(BytesIO(data)).read(f"ppt/{part}.xml").decode()


def shown(pattern: Pattern) -> str:
    """Return a pattern with its markup as it is called."""
    return "".join(part if isinstance(part, str) else part.raw + part.text for part in pattern)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("One ", '<a:rPr lang="en-US" dirty="0"/>') + run("text", '<a:rPr lang="en-GB" err="1"/>'), "One text"),
        (run("A ") + run("bold", '<a:rPr b="1"/>') + run(" word"), "A <b1>bold</b1> word"),
        (run("Go ") + run("there", '<a:rPr><a:hlinkClick r:id="r1"/></a:rPr>'), "Go <link1>there</link1>"),
        (run("One") + "<a:br><a:rPr/></a:br>" + run("two"), "One<br1/>\ntwo"),
        (run("Slide ") + '<a:fld id="{1}" type="slidenum"><a:rPr/><a:t>3</a:t></a:fld>' + run(" of it"), "Slide <field1/>3 of it"),
        ("<a:pPr/>" + run("Q:\tWhy") + '<a:endParaRPr lang="en-US"/>', "Q:\tWhy"),
    ],
)
def test_a_paragraph_is_one_text_with_its_markup(content: str, expected: str) -> None:
    """Links and formatting are pairs, breaks and fields are atoms; filled with itself it reads the same."""
    document = parsed(slide1=shape(content))
    assert [shown(unit.source) for unit in document.units] == [expected]
    again = PPTX.parse(PPTX.serialize(document, {0: document.units[0].source}))
    assert [shown(unit.source) for unit in again.units] == [expected]


def test_slides_come_in_order_and_then_their_notes() -> None:
    """Ten comes after two."""
    parts = {name: shape(run(f"Text of {name}")) for name in ("slide10", "slide2", "notesSlide1", "slide1")}
    assert [plain(unit.source) for unit in parsed(**parts).units] == [
        f"Text of {name}" for name in ("slide1", "slide2", "slide10", "notesSlide1")
    ]


def test_of_a_master_only_what_slides_show_is_read() -> None:
    """The prompts of placeholders are for those who write the slides."""
    document = parsed(slideMaster1=shape(run("Click to edit"), "title") + shape(run("Our firm")))
    assert [plain(unit.source) for unit in document.units] == ["Our firm"]


def test_names_in_a_chart_are_read_and_numbers_are_not() -> None:
    """A title, and what the chart remembers of its sheet."""
    document = parsed(
        chart1=f"<c:title><c:tx><c:rich><a:p>{run('The title')}</a:p></c:rich></c:tx></c:title>"
        "<c:cat><c:strRef><c:f>Sheet1!$A$2</c:f><c:strCache><c:ptCount val='1'/><c:pt idx='0'><c:v>East</c:v></c:pt></c:strCache>"
        "</c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt><c:v>12</c:v></c:pt></c:numCache></c:numRef></c:val>"
    )
    assert [plain(unit.source) for unit in document.units] == ["The title", "East"]
    assert "<c:v>동</c:v>" in written(document, "chart1", ("제목",), ("동",))


def test_the_language_follows_the_target() -> None:
    """The old language becomes the second one, where there is a second one; without a target nothing changes."""
    properties = '<a:rPr lang="en-US" altLang="ja-JP" b="1"/>'
    document = parsed(slide1=shape(run("Words", properties) + '<a:endParaRPr lang="en-US"/>'))
    body = written(document, "slide1", ("말",), language="ko")
    assert '<a:rPr lang="ko-KR" altLang="en-US" b="1"/><a:t>말</a:t>' in body
    assert '<a:endParaRPr lang="ko-KR"/>' in body
    assert properties in written(document, "slide1", ("말",))


def test_alternative_text_is_read_and_names_of_files_are_not() -> None:
    """PowerPoint puts the name of a picture's file there when nobody wrote anything."""
    picture = '<p:pic><p:nvPicPr><p:cNvPr id="1" name="P" descr="{}"/></p:nvPicPr></p:pic>'
    document = parsed(slide1=picture.format("A red &quot;dot&quot;") + picture.format("photo_1.jpeg") + picture.format("https://a.org/b"))
    assert [unit.source for unit in document.units] == [('A red "dot"',)]
    assert 'descr="붉은 &quot;점&quot; &lt;"' in written(document, "slide1", ('붉은 "점" <',))


def test_a_code_of_another_document_is_left_out() -> None:
    """A translation from a memory may bring codes that this paragraph does not have."""
    document = parsed(slide1=shape(run("Words")))
    body = written(document, "slide1", ("말 ", Inline("<b7>"), "둘", Inline("https://a.org", text="https://a.org")))
    assert "<a:t>말 둘https://a.org</a:t>" in body
