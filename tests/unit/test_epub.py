"""E-books: which files are read and in which order, and what says the language."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from translator.errors import ParseError
from translator.formats import load_format
from translator.model import plain

from ..packages import archive, epub, page

EPUB = load_format("epub")
BOOK = epub({"one.xhtml": page("<p>The first <b>day</b></p>", "One"), "two.xhtml": page("<p>The second day</p>", "Two")})
ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><e:EncryptedData xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
    '<e:EncryptionMethod Algorithm="{}"/></e:EncryptedData></encryption>'
)


def test_chapters_labels_and_title_are_read() -> None:
    """In the order of the spine; the author is a name and stays."""
    data = epub({"one.xhtml": page("<p>The first day</p>", "One")}, metadata="<dc:creator>Somebody</dc:creator>")
    assert [plain(unit.source) for unit in EPUB.parse(data).units] == [
        "One", "The first day", "A book", "The\u00a0start", "A book"
    ]  # fmt: skip


def test_only_the_changed_chapter_changes() -> None:
    """And the package, which says the language."""
    document = EPUB.parse(BOOK)
    new = ZipFile(BytesIO(EPUB.serialize(document, {3: ("둘째 날\u00a0",)}, language="ko")))
    old = ZipFile(BytesIO(BOOK))
    assert [name for name in new.namelist() if new.read(name) != old.read(name)] == ["OEBPS/book.opf", "OEBPS/two.xhtml"]
    assert new.namelist()[0] == "mimetype"
    chapter = new.read("OEBPS/two.xhtml").decode()
    assert 'lang="ko" xml:lang="ko"' in chapter
    assert "둘째 날&#160;" in chapter  # XML knows no &nbsp;
    package = new.read("OEBPS/book.opf").decode()
    assert "<dc:language>ko</dc:language>" in package
    assert 'xml:lang="ko"' in package


def test_fonts_may_be_obfuscated_but_text_not_encrypted() -> None:
    """Obfuscation only keeps a font from being copied out of the book."""
    chapters = {"one.xhtml": page("<p>The day</p>")}
    fonts = epub(chapters, further={"META-INF/encryption.xml": ENCRYPTION.format("http://www.idpf.org/2008/embedding")})
    assert EPUB.parse(fonts).units
    locked = epub(chapters, further={"META-INF/encryption.xml": ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")})
    with pytest.raises(ParseError, match="digital rights management"):
        EPUB.parse(locked)
    with pytest.raises(ParseError, match="digitally signed"):
        EPUB.parse(epub(chapters, further={"META-INF/signatures.xml": "<x/>"}))


def test_links_that_lead_out_of_the_book_are_not_followed() -> None:
    """Neither onto this machine nor onto the web: what is not in the archive is not read."""
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf"/></rootfiles></container>',
        "book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="a" href="../../etc/passwd" media-type="application/xhtml+xml"/>'
        '<item id="b" href="https://example.org/x.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="c" href="a%20b.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>',
        "a b.xhtml": page("<p>Inside</p>"),
    }
    assert [plain(unit.source) for unit in EPUB.parse(archive(members)).units] == ["A chapter", "Inside"]


@pytest.mark.parametrize(
    ("missing", "message"),
    [("META-INF/container.xml", "holds no META-INF/container.xml"), ("OEBPS/book.opf", "names a part OEBPS/book.opf")],
)
def test_a_book_without_its_package_is_refused(missing: str, message: str) -> None:
    """The message names what is not there."""
    whole = ZipFile(BytesIO(BOOK))
    with pytest.raises(ParseError, match=message):
        EPUB.parse(archive({name: whole.read(name) for name in whole.namelist() if name != missing}))
