"""Office documents and e-books, built from as little XML as a test needs."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TYPE = "application/vnd.openxmlformats-officedocument."
ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible", "presentation": "presentation",
    }.items()
)  # fmt: skip

Members = Mapping[str, str | bytes]


def archive(members: Members) -> bytes:
    """Return a zip archive; what is called mimetype is stored, the rest deflated."""
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in members.items():
            info = ZipInfo(name, (2026, 1, 2, 3, 4, 6))
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            package.writestr(info, content)
    return out.getvalue()


def types(parts: Mapping[str, str]) -> str:
    """Return content types: a type, without its usual beginning, for each part."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind if kind.startswith("application/") else TYPE + kind}"/>'
        for name, kind in parts.items()
    )
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{overrides}</Types>'


def office(parts: Mapping[str, tuple[str, str]], further: Members | None = None) -> bytes:
    """Return an OOXML package; each part with its content type and its XML."""
    listed = types({name: kind for name, (kind, _) in parts.items()})
    return archive({"[Content_Types].xml": listed, **{name: xml for name, (_, xml) in parts.items()}, **(further or {})})


def docx(body: str, *, further: Members | None = None, **parts: str) -> bytes:
    """Return a Word document with this body, and parts such as `styles`, `footnotes`, `header` by their root's content."""
    listed = {
        "word/document.xml": (
            "wordprocessingml.document.main+xml",
            f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        )
    }
    roots = {"header": "hdr", "footer": "ftr"}
    for name, content in parts.items():
        root = roots.get(name, name)
        listed[f"word/{name}.xml"] = (f"wordprocessingml.{name}+xml", f"<w:{root} {NAMESPACES}>{content}</w:{root}>")
    return office(listed, further)


def odf(kind: str, body: str, *, styles: str = "", further: Members | None = None) -> bytes:
    """Return an OpenDocument of the kind text, presentation or spreadsheet, with automatic styles."""
    content = (
        f'<office:document-content {ODF} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    members = {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content}
    return archive({**members, **(further or {})})


def epub(chapters: Mapping[str, str], *, further: Members | None = None, metadata: str = "") -> bytes:
    """Return an e-book with these chapters, in the order of the spine."""
    items = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>' for number, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" xml:lang="en">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A book</dc:title>'
        f"<dc:language>en</dc:language>{metadata}</metadata><manifest>{items}"
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
        f'<spine toc="ncx">{spine}</spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    toc = (
        '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" xml:lang="en"><docTitle><text>A book</text></docTitle>'
        '<navMap><navPoint><navLabel><text>The&nbsp;start</text></navLabel><content src="one.xhtml"/></navPoint></navMap></ncx>'
    )
    members = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/book.opf": package}
    pages = {f"OEBPS/{name}": page for name, page in chapters.items()}
    return archive({**members, "OEBPS/toc.ncx": toc, **pages, **(further or {})})


def page(body: str, title: str = "A chapter") -> str:
    """Return a page of an e-book."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">'
        f"<head><title>{title}</title></head><body>{body}</body></html>"
    )
