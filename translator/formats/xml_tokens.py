"""XML as a stream of tokens, each with the bytes it stands at, so that a part can be changed without writing it anew.

Expat reads it: it checks that the XML is well formed, resolves namespaces, and loads nothing from anywhere. Documents
that declare entities are refused, since no office program writes those and bombs do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from html import unescape
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from ..errors import ParseError
from ..model import Span
from .namespaces import PREFIXES

MAX_DEPTH = 256
"""Elements within elements: what libxml2, which LibreOffice reads XML with, allows. Nested tables and text boxes of
real documents reach some 60."""

_CHUNK = 64 * 1024
"""Bytes that the parser is given at once; tokens of one chunk are in memory, never those of a whole part."""

_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")
_ATTRIBUTE = re.compile(rb"\s([^\s=<>/\"']+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_NONE: Mapping[str, str] = {}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (Char, section 2.2)."""


class Kind(IntEnum):
    """What a token is."""

    START = 1
    END = 2
    TEXT = 3
    """Character data: entities and CDATA sections included, in one token up to the next tag."""
    OTHER = 4
    """A comment, a processing instruction, the declaration."""


class Token(NamedTuple):
    """One piece of XML."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    """With the usual prefix of its namespace, whatever the document's own: `w:p`."""
    spelt: str = ""
    """As the document spells it."""
    attributes: Mapping[str, str] = {}
    text: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """An XML part as UTF-8, which is what all spans count, and how its bytes were encoded."""

    data: bytes
    encoding: str = "utf-8"

    def encode(self, data: bytes) -> bytes:
        """Return `data`, a changed version of this one, in the encoding of the part."""
        if self.encoding == "utf-8":
            return data
        return data.decode().encode(self.encoding, "xmlcharrefreplace")


def read_source(data: bytes, path: str, part: str) -> Source:
    """Return a part as UTF-8. Raises `ParseError` for an encoding that is unknown or does not fit."""
    encoding = "utf-8"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif declared := _DECLARED.match(data[:200]):
        encoding = declared[1].decode("ascii").lower()
    if encoding in ("utf-8", "utf8", "ascii", "us-ascii"):
        return Source(data)
    try:
        text = data.decode(encoding)
        if encoding == "utf-16":
            encoding = "utf-16-le" if data[:1] == b"\xff" else "utf-16-be"
            text = data.decode(encoding)  # with the byte order mark as a character, to be written again
        return Source(text.encode(), encoding)
    except (LookupError, UnicodeDecodeError) as error:
        _damaged(path, part, str(error))


def tokens(data: bytes, path: str, part: str) -> Iterator[Token]:
    """Yield the tokens of `data`, UTF-8. Raises `ParseError` for what is no XML, too deep, or declares entities."""
    reader = _Reader()
    data_at = 0
    view = memoryview(data)
    try:
        while data_at < len(data):
            reader.parser.Parse(view[data_at : data_at + _CHUNK], False)
            data_at += _CHUNK
            ready, reader.ready = reader.ready, []
            yield from ready
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        _damaged(path, part, f"line {error.lineno}: {expat.ErrorString(error.code)}")
    except _RefusedError as error:
        raise ParseError(path, f"{part} {error}") from None
    reader.flush(len(data))
    yield from reader.ready


def attribute(data: bytes, token: Token, name: str) -> Span | None:
    """Return where the value of an attribute stands, without its quotes."""
    if name not in token.attributes:
        return None
    index = list(token.attributes).index(name)
    found = [
        match
        for match in _ATTRIBUTE.finditer(data, token.start, token.end)
        if match[1] != b"xmlns" and not match[1].startswith(b"xmlns:")
    ]
    return Span(*found[index].span(2 if found[index][2] is not None else 3))


def escaped(text: str, quote: str = "") -> bytes:
    """Return `text` as XML writes it; characters that XML cannot hold are left out.

    >>> escaped('a < "b" \\x02')
    b'a &lt; "b" '
    """
    text = _FORBIDDEN.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        text = text.replace(quote, "&quot;" if quote == '"' else "&#39;").replace("\n", "&#10;").replace("\t", "&#9;")
    return text.replace("\r", "&#13;").encode("utf-8", "replace")


class _RefusedError(Exception):
    """XML that is well formed and still not read."""


class _Reader:
    """Turns the calls of expat into tokens. A token ends where the next one begins."""

    def __init__(self) -> None:
        self.parser = parser = expat.ParserCreate("utf-8", "}")
        parser.namespace_prefixes = True
        parser.ordered_attributes = True
        parser.buffer_text = False
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._started
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = self._text
        parser.StartCdataSectionHandler = self._nothing
        parser.EndCdataSectionHandler = self._nothing
        parser.CommentHandler = self._other
        parser.ProcessingInstructionHandler = self._other
        parser.EntityDeclHandler = self._entity
        parser.DefaultHandler = self._default
        self.ready: list[Token] = []
        self._kind: Kind | None = None
        self._start = 0
        self._name = ("", "")
        self._attributes: Mapping[str, str] = {}
        self._words: list[str] = []
        self._depth = 0
        self._known: dict[str, tuple[str, str]] = {}

    def flush(self, end: int) -> None:
        """Finish the token that ends at `end`."""
        if self._kind is None:
            return
        name, spelt = self._name
        self.ready.append(Token(self._kind, self._start, end, name, spelt, self._attributes, "".join(self._words)))
        self._kind, self._words = None, []

    def _next(self, kind: Kind, name: str = "", attributes: Mapping[str, str] = _NONE) -> None:
        at = self.parser.CurrentByteIndex
        self.flush(at)
        self._kind, self._start, self._attributes = kind, at, attributes
        self._name = self._names(name) if name else ("", "")

    def _started(self, name: str, ordered: list[str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _RefusedError(f"nests elements more than {MAX_DEPTH} deep, which no real document does; it is not read.")
        pairs = zip(ordered[::2], ordered[1::2], strict=True)
        self._next(Kind.START, name, {self._names(key)[0]: value for key, value in pairs} if ordered else {})

    def _ended(self, name: str) -> None:
        self._depth -= 1
        self._next(Kind.END, name)

    def _text(self, text: str) -> None:
        if self._kind is not Kind.TEXT:
            self._next(Kind.TEXT)
        self._words.append(text)

    def _nothing(self) -> None:
        self._text("")

    def _other(self, *_: object) -> None:
        self._next(Kind.OTHER)

    def _default(self, text: str) -> None:
        if text.startswith("&"):  # an entity of a DTD that was not loaded: `&nbsp;`
            self._text(unescape(text))
        else:
            self._next(Kind.OTHER)

    def _entity(self, name: str, *_: object) -> NoReturn:
        raise _RefusedError(f"declares an entity ({name}). Documents with entities of their own are not read: they can be bombs.")

    def _names(self, name: str) -> tuple[str, str]:
        """Return the usual and the spelt name of what expat calls `uri}local}prefix`."""
        known = self._known.get(name)
        if known is None:
            uri, local, spelt = ("", name, "") if "}" not in name else (*name.split("}"), "")[:3]
            prefix = f"{PREFIXES.get(uri, uri)}:" if uri else ""
            known = self._known[name] = (prefix + local, f"{spelt}:{local}" if spelt else local)
        return known


def _damaged(path: str, part: str, reason: str) -> NoReturn:
    raise ParseError(
        path, f"{part} is no well-formed XML ({reason}). The file is damaged; open it in its program and save it once more."
    )
