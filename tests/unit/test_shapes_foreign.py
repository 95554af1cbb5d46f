"""Files of other tools: termbases and workbooks as they come, also broken and hostile ones."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.errors import InputError
from translator.glossary import Entry, Glossary
from translator.glossary.shapes import SHAPES, Options, Read, detect, xlsx, xml
from translator.model import Mode

MARTIF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<!-- made by hand after the TBX-Basic specification 3.0 -->
<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
<text><body>
<termEntry id="c7"><descrip type="subjectField">Foreign Affairs</descrip>
  <descripGrp><descrip type="definition">Talks between
    leaders.</descrip><admin type="source">Glossary of the ministry</admin></descripGrp>
  <langSet xml:lang="ko-KR">
    <tig><term>수뇌회담</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
    <tig><term>정상회담</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
    <ntig><termGrp><term>정상 <hi>회담</hi></term><termNote type="normativeAuthorization">preferredTerm</termNote></termGrp></ntig>
  </langSet>
  <langSet xml:lang="EN"><tig><term>summit</term><termNote type="partOfSpeech">noun</termNote></tig>
    <tig><term>summit meeting</term></tig></langSet>
</termEntry>
<termEntry id="dokdo"><descrip type="Translation needed">No</descrip>
  <langSet xml:lang="en"><tig><term>Dokdo</term></tig></langSet></termEntry>
<termEntry id="east-sea">
  <langSet xml:lang="en"><tig><term>East Sea</term></tig></langSet>
  <langSet xml:lang="ko"><tig><term>동해</term></tig></langSet>
  <langSet xml:lang="ja"><tig><term>日本海</term><termNote type="administrativeStatus">forbidden</termNote></tig></langSet>
</termEntry>
</body></text></martif>
"""
DCT = """<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><tbxHeader/><text><body>
<conceptEntry id="summit"><min:subjectField>event</min:subjectField>
<langSec xml:lang="en"><termSec><term>summit</term>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
<langSec xml:lang="ko"><termSec><term>정상회담</term></termSec><termSec><term>서밋</term>
<basic:administrativeStatus>supersededTerm-admn-sts</basic:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"""


def entries(found: Read) -> dict[str, Entry]:
    return {item.id: item for item in found.items if isinstance(item, Entry)}


def test_a_termbase_of_version_2_is_understood() -> None:
    """Status decides what is the term, what also counts, and what is forbidden; the rest is a note or is said."""
    found = SHAPES["tbx2"].read(MARTIF.encode(), "t.tbx", Options())
    assert found.problems == ()
    assert [loss for loss in found.losses if "partOfSpeech" in loss]
    summit, *_ = found.items
    assert isinstance(summit, Entry)
    english, korean = summit.renderings["en"], summit.renderings["ko"]
    assert (english.term, english.aliases) == ("summit", ("summit meeting",))
    assert (korean.term, korean.also, korean.forbidden) == ("정상 회담", ("정상회담",), ("수뇌회담",))
    assert summit.source == "Glossary of the ministry"
    assert summit.note == "Foreign Affairs; Talks between leaders."
    assert summit.origin == "t.tbx:6"
    by_id = entries(found)
    assert by_id["dokdo"].mode is Mode.KEEP
    assert set(by_id["east-sea"].renderings) == {"en", "ko"}
    only = by_id["east-sea-ja"]
    assert (only.mode, only.renderings["ja"].forbidden) == (Mode.FORBIDDEN, ("日本海",))


def test_a_termbase_of_version_3_is_understood_in_its_other_style() -> None:
    """Data categories as elements say the same as data categories as attributes."""
    (entry,) = SHAPES["tbx3"].read(DCT.encode(), "t.tbx", Options()).items
    assert isinstance(entry, Entry)
    assert (entry.id, entry.type) == ("summit", "event")
    assert entry.renderings["ko"].forbidden == ("서밋",)


@pytest.mark.parametrize("version", ["tbx2", "tbx3"])
def test_what_only_forbids_comes_back(version: str) -> None:
    """Two entries for one concept in, the same two out."""
    items = SHAPES["tbx2"].read(MARTIF.encode(), "t.tbx", Options()).items
    known = tuple(item for item in items if isinstance(item, Entry) and item.id != items[0].id)
    assert SHAPES[version].read(SHAPES[version].write(Glossary(known), Options()).data, "t", Options()).items == known


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<martif><text>", "well-formed"),
        ("<html/>", "no TBX"),
        ('<!DOCTYPE martif [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><martif>&c;</martif>', "entities"),
        ('<!DOCTYPE martif [<!ENTITY a SYSTEM "file:///etc/passwd">]><martif><p>&a;</p></martif>', "entities"),
        (MARTIF.replace('xml:lang="EN"', 'xml:lang="qqx"'), "'qqx' is not a language"),
        ("<martif><termEntry><langSet xml:lang='en'><tig><term/></tig></langSet></termEntry></martif>", "no term"),
    ],
)
def test_broken_and_hostile_termbases_are_refused(text: str, says: str) -> None:
    """With the file, a line and a reason; nothing outside the file is read."""
    (first, *_) = SHAPES["tbx2"].read(text.encode(), "t.tbx", Options()).problems
    assert first.startswith("t.tbx:")
    assert says in first


def test_termbases_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is larger is refused before it is parsed."""
    monkeypatch.setattr(xml, "MAX_BYTES", 100)
    assert "split it" in SHAPES["tbx2"].read(MARTIF.encode(), "t.tbx", Options()).problems[0]


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
PARTS = {
    "xl/workbook.xml": f"""<workbook {MAIN} {OFFICE}><sheets>
<sheet name="Terms" sheetId="1" r:id="rId2"/><sheet name="Pairs" sheetId="2" r:id="rId1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships {PACKAGE}><Relationship Id="rId1" Target="worksheets/two.xml"/>
<Relationship Id="rId2" Target="/xl/worksheets/one.xml"/></Relationships>""",
    "xl/sharedStrings.xml": f"""<sst {MAIN}><si><t>en</t></si><si><t>ko</t></si><si><r><t>정상</t></r><r><t>회담</t></r></si>
<si><t>日韓</t><rPh><t>ニッカン</t></rPh></si></sst>""",
    "xl/worksheets/one.xml": f"""<worksheet {MAIN}><sheetData>
<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="inlineStr"><is><t>ja</t></is></c></row>
<row r="5"><c r="A5" t="str"><v>summit_x000A_</v></c><c r="C5" t="s"><v>2</v></c><c r="D5" t="s"><v>3</v></c></row>
</sheetData></worksheet>""",
    "xl/worksheets/two.xml": f"""<worksheet {MAIN}><sheetData>
<row><c t="str"><v>1984</v></c><c><v>1984</v></c></row></sheetData></worksheet>""",
}


def workbook(**changes: str | None) -> bytes:
    """Return a workbook; `changes` replace parts by the end of their name, None leaves one out."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PARTS.items():
            new = changes.get(name.rpartition("/")[2].split(".")[0], text)
            if new is not None:
                archive.writestr(name, new)
    return data.getvalue()


def test_the_first_sheet_of_a_workbook_is_read() -> None:
    """By the order of the workbook; gaps, rich text, inline text and furigana are as a reader sees them."""
    (entry,) = SHAPES["xlsx"].read(workbook(), "b.xlsx", Options()).items
    assert isinstance(entry, Entry)
    assert {tag: block.term for tag, block in entry.renderings.items()} == {"en": "summit", "ko": "정상회담", "ja": "日韓"}
    assert entry.origin == "b.xlsx:5"


def test_another_sheet_is_read_by_its_name() -> None:
    """One without a header holds pairs; numbers are texts."""
    (entry,) = SHAPES["xlsx"].read(workbook(), "b.xlsx", Options("en", ("ko",), "Pairs")).items
    assert isinstance(entry, Entry)
    assert (entry.renderings["ko"].term, entry.mode) == ("1984", Mode.KEEP)


FAR = PARTS["xl/worksheets/one.xml"].replace('r="A5"', 'r="ZZZ5"')


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (workbook(workbook=None), "no xl/workbook.xml"),
        (workbook(one=None), "missing"),
        (workbook(one="<worksheet>"), "well-formed"),
        (workbook(one=FAR), "beyond the bounds"),
        (workbook(one=PARTS["xl/worksheets/one.xml"].replace('row r="5"', 'row r="9999999"')), "beyond the bounds"),
        (workbook(sharedStrings='<!DOCTYPE sst [<!ENTITY a "b">]><sst>&a;</sst>'), "entities"),
        (workbook()[:700] + b"\0" * 40 + workbook()[740:], ""),
    ],
)
def test_broken_and_hostile_workbooks_are_refused(data: bytes, says: str) -> None:
    """With a reason a translator understands."""
    (problem,) = SHAPES["xlsx"].read(data, "b.xlsx", Options()).problems
    assert problem.startswith("b.xlsx:1: ")
    assert says in problem


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No part is read beyond the bound, whatever its header says, and no archive of countless parts is opened."""
    monkeypatch.setattr(xlsx, "MAX_BYTES", 10_000)
    monkeypatch.setattr(xml, "MAX_BYTES", 10_000)
    (problem,) = SHAPES["xlsx"].read(workbook(one=" " * 1_000_000), "b.xlsx", Options()).problems
    assert "split it" in problem
    monkeypatch.setattr(xlsx, "MAX_PARTS", 3)
    (problem,) = SHAPES["xlsx"].read(workbook(), "b.xlsx", Options()).problems
    assert "more than 3 parts" in problem


def test_an_unknown_sheet_is_refused_with_the_known_ones() -> None:
    """And a workbook is never written."""
    (problem,) = SHAPES["xlsx"].read(workbook(), "b.xlsx", Options(sheet="Sheet9")).problems
    assert "'Terms', 'Pairs'" in problem
    with pytest.raises(InputError, match="--shape csv"):
        SHAPES["xlsx"].write(Glossary(), Options())


SAMPLES = {
    "yaml": b"- {id: a, type: common, en: summit, ko: x}\n",
    "csv": "en,ko:also,ko\nsummit,회담 | 정상,정상회담\n".encode(),
    "tsv": "en\tko\nsummit\t정상회담\n".encode(),
    "deepl": "summit,정상회담,EN,KO\n".encode(),
    "google": "en,ko,pos,description\nsummit,정상회담,noun,talks\n".encode(),
    "amazon": "en,ko\nsummit,정상회담\n".encode(),
    "tbx2": MARTIF.encode(),
    "tbx3": DCT.encode(),
    "xlsx": workbook(),
}


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_the_bytes_a_reader_answers(name: str, data: st.DataObject) -> None:
    """Damaged at some places, or cut: entries or problems with file and line, never an exception."""
    damaged = bytearray(SAMPLES[name])
    for at, new in data.draw(st.lists(st.tuples(st.integers(0, len(damaged) - 1), st.integers(0, 255)), max_size=4)):
        damaged[at] = new
    cut = data.draw(st.integers(0, len(damaged)))
    found = SHAPES[name].read(bytes(damaged[:cut] if cut % 3 == 0 else damaged), "file", Options("en", ("ko",)))
    assert all(problem.startswith("file:") for problem in found.problems)
    assert all(isinstance(item, Entry) and item.renderings for item in found.items)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_whatever_the_bytes_their_shape_is_found_or_refused(data: bytes) -> None:
    """Nobody gets a traceback for a file that is no glossary."""
    try:
        shape = detect(data, "file")
    except InputError:
        return
    assert all(problem.startswith("file:") for problem in shape.read(data, "file", Options()).problems)
