"""Namespaces of office documents and e-books, and the prefix by which this package calls each.

Documents choose prefixes as they like, and Strict OOXML (ISO/IEC 29500) has other URIs than the transitional kind that
Office writes by default: both come to the same names.
"""

from __future__ import annotations

from collections.abc import Mapping

_OOXML = {
    "w": "wordprocessingml",
    "a": "drawingml",
    "p": "presentationml",
    "x": "spreadsheetml",
    "c": "drawingml/chart",
    "dgm": "drawingml/diagram",
    "xdr": "drawingml/spreadsheetDrawing",
    "wp": "drawingml/wordprocessingDrawing",
    "pic": "drawingml/picture",
    "m": "officeDocument/math",
    "r": "officeDocument/relationships",
}

_ODF = "office style text table draw fo svg presentation meta number chart manifest dr3d form script".split()
_ODF_NAMES = {"draw": "drawing", "fo": "xsl-fo-compatible", "svg": "svg-compatible", "number": "datastyle"}


def _transitional(name: str) -> str:
    year = "2006/main" if name in ("wordprocessingml", "drawingml", "presentationml", "spreadsheetml") else "2006"
    first, _, rest = name.partition("/")
    return f"http://schemas.openxmlformats.org/{first}/{year}{'/' + rest if rest else ''}"


def _strict(name: str) -> str:
    first, _, rest = name.partition("/")
    return f"http://purl.oclc.org/ooxml/{first}/{rest or 'main'}"


PREFIXES: Mapping[str, str] = {
    **{_transitional(name): prefix for prefix, name in _OOXML.items()},
    **{_strict(name): prefix for prefix, name in _OOXML.items()},
    **{
        f"urn:oasis:names:tc:opendocument:xmlns:{_ODF_NAMES.get(prefix, prefix)}:1.0": prefix for prefix in _ODF
    },
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/drawing/2008/diagram": "dsp",
    "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments": "tc",
    "http://schemas.microsoft.com/office/powerpoint/2018/8/main": "p188",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.idpf.org/2007/opf": "opf",
    "http://www.daisy.org/z3986/2005/ncx/": "ncx",
    "urn:oasis:names:tc:opendocument:xmlns:container": "cn",
    "http://www.w3.org/2001/04/xmlenc#": "enc",
    "http://openoffice.org/2009/office": "officeooo",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
}
"""The prefix of each namespace that is known here."""
