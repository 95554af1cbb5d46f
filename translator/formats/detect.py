"""Which format a document is in: what its content shows, and only then what its name says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import PurePath
from typing import cast

from ..errors import UnsupportedFormatError
from .archive import is_ole, is_zip, refuse_archive
from .base import PACKAGES, Format
from .encoding import binary_kind

FORMATS: Mapping[str, str] = {
    "text": "plain:PlainText",
    "markdown": "markdown:Markdown",
    "html": "html:Html",
    "xliff": "xliff:Xliff",
    "tmx": "tmx:Tmx",
    "pdf": "pdf:Pdf",
    "srt": "srt:SubRip",
    "vtt": "vtt:WebVtt",
    "po": "po:Gettext",
    "json": "json_strings:Json",
    "yaml": "yaml_strings:Yaml",
    "tex": "tex:Tex",
    "csv": "tables:Csv",
    "tsv": "tables:Tsv",
    "docx": "docx:Docx",
    "pptx": "pptx:Pptx",
    "xlsx": "xlsx:Xlsx",
    "odt": "odf:Odt",
    "odp": "odf:Odp",
    "ods": "odf:Ods",
    "epub": "epub:Epub",
}
"""All formats by name, with the module and the class that read and write them."""


@cache
def load_format(name: str) -> Format:
    """Return the format of that name, imported now. Raises `UnsupportedFormatError`, which lists the names.

    >>> load_format("markdown").suffixes[0]
    '.md'
    """
    if name not in FORMATS:
        raise UnsupportedFormatError("--format", f"{name!r} is not a format.", FORMATS)
    module, _, kind = FORMATS[name].partition(":")
    return cast(Format, getattr(import_module(f".{module}", __package__), kind)())


def detect(data: bytes, path: str) -> Format:
    """Return the format of a document. Raises `UnsupportedFormatError` for what no format reads, saying what it is.

    >>> detect(b"# Head", "notes.md").name, detect(b"A line.", "README").name
    ('markdown', 'text')
    """
    archive = is_zip(data) or is_ole(data)
    for reader in (load_format(name) for name in FORMATS if archive or name not in PACKAGES):
        if reader.sniff(data):
            return reader
    if archive:
        refuse_archive(data, path, FORMATS)
    if kind := binary_kind(data):
        raise UnsupportedFormatError(path, f"this is {kind}, which is not supported.", FORMATS)
    suffix = PurePath(path).suffix.lower()
    for reader in map(load_format, FORMATS):
        if suffix in reader.suffixes:
            return reader
    raise UnsupportedFormatError(path, f"the ending {suffix!r} belongs to no known format.", FORMATS)


def detect_binary(data: bytes, path: str) -> Format | None:
    """Return the format of a document that is no text, or None for text. Raises `UnsupportedFormatError` as `detect` does.

    >>> detect_binary(b"# Head", "-") is None, detect_binary(b"%PDF-1.7", "-").name
    (True, 'pdf')
    """
    return detect(data, path) if is_zip(data) or is_ole(data) or binary_kind(data) else None
