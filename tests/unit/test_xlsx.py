"""Excel workbooks: which strings are translated, which a workbook needs as they are, and what follows."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from translator.formats import load_format
from translator.model import Document, Pattern, plain

from ..packages import office

XLSX = load_format("xlsx")
X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def parsed(strings: str = "", sheet: str = "", **parts: tuple[str, str]) -> Document:
    """Return a workbook with these shared strings and the content of one sheet."""
    workbook = f'<workbook {X}><sheets><sheet name="Sheet"/></sheets></workbook>'
    listed = {
        "xl/workbook.xml": ("spreadsheetml.sheet.main+xml", workbook),
        "xl/sharedStrings.xml": ("spreadsheetml.sharedStrings+xml", f"<sst {X}>{strings}</sst>"),
        "xl/worksheets/sheet1.xml": ("spreadsheetml.worksheet+xml", f"<worksheet {X}>{sheet}</worksheet>"),
    }
    return XLSX.parse(office({**listed, **{f"xl/{name}.xml": part for name, part in parts.items()}}))


def cells(*texts: str) -> str:
    """Return shared strings."""
    return "".join(f"<si><t>{text}</t></si>" for text in texts)


def texts(document: Document) -> list[str]:
    """Return what is translated."""
    return [plain(unit.source) for unit in document.units]


def written(document: Document, part: str, *targets: Pattern) -> str:
    """Return a part with the first units filled."""
    data = XLSX.serialize(document, dict(enumerate(targets)), language="ko")
    return ZipFile(BytesIO(data)).read(f"xl/{part}.xml").decode()


def test_strings_of_cells_are_read_wherever_they_are() -> None:
    """Shared, in the cell, with formatting; numbers, formulas and their results are not."""
    rich = '<si><r><t>Plain </t></r><r><rPr><b/></rPr><t xml:space="preserve">bold</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>'
    sheet = (
        '<sheetData><row><c t="inlineStr"><is><t>In the cell</t></is></c><c t="str"><f>A1&amp;"x"</f><v>Result</v></c>'
        "<c><v>12</v></c></row></sheetData>"
    )
    document = parsed(cells("Shared", "2025", "Line_x000D_\none") + rich, sheet)
    assert texts(document) == ["Shared", "Line\none", "Plain bold", "In the cell"]
    assert document.notes == ()
    strings = written(document, "sharedStrings", ("공유",), ("줄\n하나 _x0041_",), document.units[2].source)
    assert '<t xml:space="preserve">줄\n하나 _x005F_x0041_</t>' in strings
    assert "rPh" not in strings
    assert '<r><rPr><b/></rPr><t xml:space="preserve">bold</t></r>' in strings


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        ('<c><f>COUNTIF(A:A,"done")</f></c>', {"Done"}),
        ('<c><f>IF(A1="Say ""hi""",1,2)</f></c>', {'Say "hi"'}),
        ('<dataValidation><formula1>"Open, Done"</formula1></dataValidation>', {"Open", "Done"}),
        ('<autoFilter><filterColumn><filters><filter val="Open"/></filters></filterColumn></autoFilter>', {"Open"}),
        ("<c><f>SUM(Table1[Amount])</f></c>", {"Amount"}),
        ("<c><f>Table1[@[Amount]]</f></c>", {"Amount"}),
        ("<cfRule text=\"Open\"><formula>1</formula></cfRule>", {"Open"}),
    ],
)
def test_what_the_workbook_looks_for_stays(sheet: str, kept: set[str]) -> None:
    """A formula that compares with a word would compute something else."""
    known = ["Done", "Open", "Amount", "Other", 'Say "hi"']
    document = parsed(cells(*known), sheet)
    assert set(texts(document)) == set(known) - kept
    assert document.notes
    assert all(word in document.notes[0] for word in kept)


TABLE = (
    f'<table {X} name="T"><tableColumns><tableColumn id="1" name="Place of birth"/><tableColumn id="2" name="Town"/>'
    '<tableColumn id="3" name="Two_x000a_lines" totalsRowLabel="Total"/></tableColumns></table>'
)


def test_headers_of_a_table_follow_their_cells_and_stay_apart() -> None:
    """Excel repairs, and thereby loses, a table whose columns are not named as its cells or are named alike."""
    document = parsed(
        cells("Place of birth", "Town", "Two\nlines", "Total"), tables=("spreadsheetml.table+xml", TABLE)
    )
    targets = [("곳",), ("곳",), ("두\n줄",), ("합 & 계",)]
    table = written(document, "tables", *targets)
    assert re.findall(r'name="([^"]*)"', table) == ["T", "곳", "곳2", "두_x000a_줄"]
    assert 'totalsRowLabel="합 &amp; 계"' in table
    strings = written(document, "sharedStrings", *targets)
    assert re.findall(r"<t[^>]*>([^<]*)</t>", strings) == ["곳", "곳2", "두\n줄", "합 &amp; 계"]


def test_a_header_that_a_pivot_table_uses_stays() -> None:
    """The pivot table finds its column by that name."""
    cache = f'<pivotCacheDefinition {X}><cacheFields><cacheField name="Town"/></cacheFields></pivotCacheDefinition>'
    document = parsed(cells("Town", "Other"), pivot=("spreadsheetml.pivotCacheDefinition+xml", cache))
    assert texts(document) == ["Other"]


def test_headers_and_footers_keep_their_codes() -> None:
    """Fonts, sizes and page numbers; left, middle and right are texts of their own."""
    header = '&amp;L&amp;"Arial,Bold"&amp;12Annual &amp;&amp; final&amp;RPage &amp;P of &amp;N'
    document = parsed("", f"<headerFooter><oddHeader>{header}</oddHeader></headerFooter>")
    assert texts(document) == ["Annual & final", "Page  of"]
    number = document.units[1].source[1]
    new = written(document, "worksheets/sheet1", ("연간 & 최종",), (number, "쪽"))
    assert '&amp;L&amp;"Arial,Bold"&amp;12연간 &amp;&amp; 최종&amp;R&amp;P쪽 &amp;N</oddHeader>' in new


def test_messages_comments_and_threads_are_read() -> None:
    """All that opens when a cell is touched."""
    sheet = '<dataValidations><dataValidation promptTitle="A title" prompt="A prompt" error="An error"/></dataValidations>'
    comments = f"<comments {X}><commentList><comment><text><r><t>A comment</t></r></text></comment></commentList></comments>"
    threads = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment>'
        "<text>A thread</text></threadedComment></ThreadedComments>"
    )
    document = parsed(
        "", sheet, comments=("spreadsheetml.comments+xml", comments),
        threads=("application/vnd.ms-excel.threadedcomments+xml", threads),
    )  # fmt: skip
    assert texts(document) == ["A title", "A prompt", "An error", "A comment", "A thread"]
