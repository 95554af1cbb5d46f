"""Office documents with elements missing, doubled or misplaced: refused, or written so that they can be read again."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st

from translator.errors import ParseError
from translator.formats import detect, load_format

from ..packages import archive

SAMPLES = [Path(__file__).parents[1] / "formats" / name for name in ("letter.docx", "letter.odt", "budget.xlsx", "book.epub")]
DOCUMENTS = {path: ZipFile(BytesIO(path.read_bytes())) for path in SAMPLES}
MEMBERS = {path: {name: package.read(name) for name in package.namelist()} for path, package in DOCUMENTS.items()}
FORMATS = {path: detect(path.read_bytes(), path.name).name for path in SAMPLES}
XML = re.compile(r"\.(?:xml|xhtml|opf|ncx)$")
TAG = re.compile(rb"<[^<>]*>")
ELEMENT = re.compile(rb"<([\w:]+)(?: [^<>]*)?(?:/>|>[^<]*</\1>)")


def damaged(xml: bytes, how: str, place: int) -> bytes:
    """Return XML with one tag or element missing, doubled, or without the values of its attributes."""
    found = list((TAG if how == "tag" else ELEMENT).finditer(xml))
    if not found:
        return xml
    match = found[place % len(found)]
    new = {"tag": b"", "missing": b"", "doubled": match[0] * 2, "valueless": re.sub(rb'"[^"]*"', b'"99999999999"', match[0])}[how]
    return xml[: match.start()] + new + xml[match.end() :]


@given(st.sampled_from(SAMPLES), st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_read_can_be_written_and_read_again(path: Path, data: st.DataObject) -> None:
    """However its markup is damaged, a translation never breaks what still held together."""
    members = dict(MEMBERS[path])
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from([name for name in members if XML.search(name)]))
        how = data.draw(st.sampled_from(["tag", "missing", "doubled", "valueless"]))
        members[name] = damaged(members[name], how, data.draw(st.integers(0, 5000)))
    reader = load_format(FORMATS[path])
    package = archive(members)
    try:
        document = reader.parse(package)
    except ParseError:
        return
    assert reader.serialize(document, {}) == package
    reader.parse(reader.serialize(document, {unit.id: ("가",) for unit in document.units}, language="ja"))
    reader.parse(reader.serialize(document, {unit.id: unit.source[::-1] for unit in document.units}, language="ko"))
