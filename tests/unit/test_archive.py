"""Archives: what changes, what is copied, and what is refused before it does harm."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.errors import InputError, ParseError, UnsupportedFormatError
from translator.formats import archive as module
from translator.formats import detect, load_format
from translator.formats.archive import Archive

from ..packages import archive, docx, epub, odf, page

TEXT = "<w:p><w:r><w:t>Some words</w:t></w:r></w:p>"


def streamed(members: dict[str, bytes]) -> bytes:
    """Return an archive as a program writes it that cannot go back: sizes stand behind the data."""

    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            with package.open(name, "w", force_zip64=True) as member:
                member.write(content)
        package.comment = b"a comment"
    return out.getvalue()


@pytest.mark.parametrize("make", [archive, streamed])
def test_only_the_changed_member_changes(make: Callable[[dict[str, bytes]], bytes]) -> None:
    """Order, method, time and bytes of all others stay, and the archive is whole for other programs."""
    data = make({"mimetype": b"x/y", "a.xml": b"<a/>" * 50, "b.bin": bytes(range(256)), "한글.xml": b"<k/>"})
    new = Archive(data).rewritten({"a.xml": b"<changed/>"})
    before, after = zipfile.ZipFile(BytesIO(data)), zipfile.ZipFile(BytesIO(new))
    assert after.testzip() is None
    assert after.namelist() == before.namelist()
    assert after.comment == before.comment
    for old, info in zip(before.infolist(), after.infolist(), strict=True):
        same = ("compress_type", "date_time", "external_attr", "create_system")
        assert [getattr(info, name) for name in same] == [getattr(old, name) for name in same]
        assert after.read(info) == (b"<changed/>" if info.filename == "a.xml" else before.read(old))
    assert data[: before.getinfo("a.xml").header_offset] == new[: after.getinfo("a.xml").header_offset]
    assert Archive(new).rewritten({"a.xml": b"<a/>" * 50}).startswith(data[: before.getinfo("a.xml").header_offset])


NAMES = st.text("abc/", min_size=1, max_size=5).filter(lambda name: name[0] != "/")


@given(st.dictionaries(NAMES, st.binary(max_size=50), min_size=1))
@settings(max_examples=50, deadline=None)
def test_any_archive_is_rewritten_whole(members: dict[str, bytes]) -> None:
    """Every member can be replaced, and reads as what was put there."""
    data = archive(members)
    chosen = next(iter(members))
    after = Archive(Archive(data).rewritten({chosen: b"new"}))
    assert {name: after.read(name) for name in after.names} == {**members, chosen: b"new"}


def test_a_bomb_is_not_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither one that grows too much, nor one that is too large, nor many that are so together."""
    bomb = archive({"a.xml": bytes(20 * 2**20), "b.xml": b"<b/>"})
    with pytest.raises(ParseError, match=r"a\.xml would grow 1\d\d\d times.*zip bomb"):
        Archive(bomb).read("a.xml")
    monkeypatch.setattr(module, "MAX_PART", 3)
    with pytest.raises(ParseError, match=r"b\.xml would inflate.*zip bomb"):
        Archive(bomb).read("b.xml")
    monkeypatch.setattr(module, "MAX_PART", 2**30)
    monkeypatch.setattr(module, "MAX_INFLATED", 6)
    opened = Archive(bomb)
    opened.read("b.xml")
    with pytest.raises(ParseError, match="zip bomb"):
        opened.read("b.xml")
    monkeypatch.setattr(module, "MAX_MEMBERS", 1)
    with pytest.raises(ParseError, match="holds 2 files"):
        Archive(bomb)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_compression_are_not_inflated(method: int) -> None:
    """A few bytes of them can become gigabytes at once, and no document may use them."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        package.writestr("a.xml", b"<a/>")
    with pytest.raises(ParseError, match=r"a\.xml is compressed in a way"):
        Archive(out.getvalue()).read("a.xml")


def test_a_size_that_lies_is_found_out() -> None:
    """A member that says it is small is read to that size and no further; its checksum then shows the lie."""
    data = bytearray(archive({"a.xml": bytes(2**20)}))
    place = data.rindex(b"PK\1\2") + 24
    data[place : place + 4] = struct.pack("<L", 100)
    with pytest.raises(ParseError, match=r"damaged at a\.xml"):
        Archive(bytes(data)).read("a.xml")


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "C:/evil.xml", "a/../../evil.xml", "..\\evil.xml"])
def test_names_that_lead_out_of_the_folder_are_refused(name: str) -> None:
    """Nothing is unpacked here, but the translation is opened elsewhere."""
    with pytest.raises(ParseError, match="would be unpacked outside"):
        Archive(archive({"a.xml": b"", name: b""}))


def test_two_members_of_one_name_are_refused() -> None:
    """One program would read the first and another the second."""
    data = archive({"a.xml": b"1", "b.xml": b"2"}).replace(b"b.xml", b"a.xml")
    with pytest.raises(ParseError, match=r"two files named a\.xml"):
        Archive(data)


def test_an_archive_with_a_password_is_refused() -> None:
    """The flag is enough: nobody is asked for a password."""
    data = bytearray(archive({"a.xml": b"abc"}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + offset] |= 1
    with pytest.raises(ParseError, match="encrypted with a password"):
        Archive(bytes(data))


@given(st.integers(0, 10_000), st.integers(0, 255), st.sampled_from(["cut", "change", "drop"]))
@settings(max_examples=150, deadline=None)
def test_a_damaged_document_is_an_error_and_never_a_crash(place: int, value: int, damage: str) -> None:
    """Cut off, a byte changed, a byte missing: it is read as far as it is whole, or refused."""
    data = docx(TEXT, footnotes=TEXT, styles="<w:docDefaults/>")
    place %= len(data)
    damaged = {
        "cut": data[:place],
        "change": data[:place] + bytes([value]) + data[place + 1 :],
        "drop": data[:place] + data[place + 1 :],
    }[damage]
    reader = load_format("docx")
    assert reader.sniff(damaged) in (True, False)
    try:
        document = reader.parse(damaged, path="x.docx")
        assert reader.serialize(document, {}) == damaged
        reader.serialize(document, {unit.id: ("가",) for unit in document.units}, language="ko")
    except InputError:
        pass


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (archive({"readme.txt": b"x", "photo.png": b"y"}), r"zip archive \(readme.txt, photo.png\), not a document. Unpack"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted with a password. Open it in its program, remove the password"),
        (OLE, "binary format of before 2007.*save it as docx"),
        (docx(TEXT)[:-30], "archive is damaged"),
        (b"PK\3\4", "archive is damaged"),
    ],
)
def test_what_is_no_document_says_what_it_is(data: bytes, message: str) -> None:
    """The error names the thing and the way out, whatever the file is called."""
    for name in ("report.docx", "report.zip", "report"):
        with pytest.raises(InputError, match=message):
            detect(data, name)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (archive({"readme.txt": b"x"}), r"not a Word document: it holds no \[Content_Types\]\.xml"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted with a password"),
        (b"some text", "no zip archive, as office documents and e-books are"),
        (b"<?xml version='1.0'?><x/>", "This is XML"),
        (b"", "no zip archive"),
    ],
)
def test_a_format_that_was_named_says_why_it_cannot_be(data: bytes, message: str) -> None:
    """--format docx for what is no docx."""
    with pytest.raises(ParseError, match=rf"report\.docx: .*{message}"):
        load_format("docx").parse(data, path="report.docx")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx(TEXT), "docx"),
        (odf("text", "<text:p>A</text:p>"), "odt"),
        (odf("presentation", ""), "odp"),
        (odf("spreadsheet", ""), "ods"),
        (epub({"one.xhtml": page("<p>A</p>")}), "epub"),
    ],
)
def test_documents_are_known_by_their_content(data: bytes, name: str) -> None:
    """A document that somebody called .zip or .txt is still that document."""
    for path in ("a.zip", "a.txt", "a", "a.xlsx"):
        assert detect(data, path).name == name


def test_a_binary_workbook_is_named() -> None:
    """xlsb looks like a workbook and holds no XML."""
    data = archive({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83\x01"})
    with pytest.raises(UnsupportedFormatError, match=r"xlsb.*Save it as xlsx"):
        detect(data, "a.xlsb")
