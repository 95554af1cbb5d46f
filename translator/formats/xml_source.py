"""XML as text with places: the elements that a format asks for, with the spans of their tags, so that it can splice.

The parser of the standard library (expat) says whether the document is well-formed, and is told to be careful: a
document with definitions of its own is refused, since entities can multiply without end and reach into files; nothing
outside the document is ever loaded, and elements nest only so deep. What it has found to be well-formed, a regular
expression takes apart without loss.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from ..errors import ParseError
from ..model import Span
from .encoding import Decoded, decode

MAX_DEPTH = 500
"""Elements within each other. The deepest real documents, generated tables in tables, have some 60."""

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[(?P<data>.*?)\]\]>|<\?.*?\?>|<!DOCTYPE(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
    r"|<(?P<end>/?)(?P<name>[^\s<>/]+)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(?P<empty>/?)>",
    re.DOTALL,
)
_ROOT = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^<>\[]*>\s*)*<(?:[\w.-]+:)?([\w.-]+)[\s/>]", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ENTITY = re.compile(r"&(?:#(\d+)|#x([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


@dataclass(slots=True)
class Element:
    """An element at its place in the text."""

    name: str
    """As it is written, but without the prefix of the root."""
    start: Span
    """The start tag."""
    attributes: dict[str, str]
    end: Span
    """The end tag; empty, behind the start tag, where the element has none."""
    children: list[Element | Span] = field(default_factory=list)
    """Elements, and the spans of everything else: text, comments, CDATA sections."""

    @property
    def content(self) -> Span:
        """What stands between the two tags."""
        return Span(self.start.end, self.end.start)

    @property
    def whole(self) -> Span:
        """The element with its tags."""
        return Span(self.start.start, self.end.end)

    def elements(self, name: str = "") -> list[Element]:
        """Return the elements right below, of that name or of all."""
        return [child for child in self.children if isinstance(child, Element) and name in ("", child.name)]

    def first(self, name: str) -> Element | None:
        """Return the first element of that name right below."""
        return next((child for child in self.children if isinstance(child, Element) and child.name == name), None)


def root(data: bytes) -> str:
    """Return the name of the root element of what may be an XML document, without its prefix; empty for anything else.

    >>> root(b'<?xml version="1.0"?> <!-- c --> <x:xliff version="2.0">'), root(b"<p> of <tmx>"), root(b"text")
    ('xliff', 'p', '')
    """
    head = data[:4096]
    is_wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    found = _ROOT.match(head.decode("utf-16" if is_wide else "utf-8-sig", "ignore"))
    return found[1] if found else ""


def read_xml(data: bytes, *, path: str = "", encoding: str | None = None) -> Decoded:
    """Return the text of an XML document. Raises `ParseError`, with the line, where it is not well-formed or not safe."""
    declared = _DECLARED.search(data[:1024])
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # A declaration that can be read as ASCII is not in UTF-16, whatever it says; .NET writes such files.
    if encoding is None and declared and not marked and not declared[1].lower().startswith(b"utf-16"):
        encoding = declared[1].decode("ascii")
    source = decode(data, path=path, encoding=encoding)
    _require_safe(source.text, path or "<data>")
    return source


def walk(text: str, whole: Collection[str]) -> Iterator[tuple[Element, bool]]:
    """Yield each element of a well-formed text where it begins, and once more, with True, where it ends.

    The elements named in `whole` come once, at their end, with all that is in them; the others without their children,
    so that memory holds no more than the largest of those.
    """
    open_elements: list[Element] = []
    keeping = 0
    prefix: str | None = None
    at = 0
    for match in _TOKEN.finditer(text):
        if keeping and at < match.start():
            open_elements[-1].children.append(Span(at, match.start()))
        at = match.end()
        if not match["name"]:
            if keeping:
                open_elements[-1].children.append(Span(*match.span()))
            continue
        if not match["end"]:
            if prefix is None:
                prefix = match["name"].rpartition(":")[0] + ":" if ":" in match["name"] else ""
            element = Element(match["name"].removeprefix(prefix), Span(*match.span()), _attributes(match["rest"]), Span(at, at))
            if keeping:
                open_elements[-1].children.append(element)
            if keeping or element.name in whole:
                keeping += 1
            else:
                yield element, False
            open_elements.append(element)
        if match["end"] or match["empty"]:
            element = open_elements.pop()
            element.end = Span(*match.span()) if match["end"] else Span(at, at)
            keeping -= bool(keeping)
            if not keeping:
                yield element, True


def unescaped(text: str) -> str:
    """Return what XML shows for `text`: entities and CDATA sections resolved, comments left out.

    >>> unescaped("R&amp;D<!-- x --><![CDATA[ <b>]]>&#44032;&nbsp;")
    'R&D <b>가&nbsp;'
    """
    parts: list[str] = []
    at = 0
    for match in _TOKEN.finditer(text):
        parts += (_resolved(text[at : match.start()]), match["data"] or "")
        at = match.end()
    return "".join((*parts, _resolved(text[at:])))


def escaped(text: str) -> str:
    """Return `text` as the content of an element; what XML 1.0 has no way to write is left out.

    >>> escaped("R&D <b>\\x0b")
    'R&amp;D &lt;b&gt;'
    """
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Return `text` as the value of an attribute, with its quotes."""
    value = escaped(text).replace('"', "&quot;")
    return '"' + value.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;") + '"'


def with_attribute(tag: str, name: str, value: str | None) -> str:
    """Return a start tag with an attribute set, or without it where `value` is None.

    >>> with_attribute('<target xml:lang="de"/>', "state", "translated"), with_attribute("<a b='1'>", "b", None)
    ('<target xml:lang="de" state="translated"/>', '<a>')
    """
    found = re.search(rf"\s+{re.escape(name)}\s*=\s*(?:\"[^\"]*\"|'[^']*')", tag)
    if value is None:
        return tag[: found.start()] + tag[found.end() :] if found else tag
    written = f" {name}={quoted(value)}"
    if found:
        return tag[: found.start()] + written + tag[found.end() :]
    end = len(tag) - (2 if tag.endswith("/>") else 1)
    return tag[:end].rstrip() + written + tag[end:]


def indentation(text: str, offset: int) -> str:
    """Return the white space in front of `offset`, with which something new in the same place begins."""
    start = offset
    while start and text[start - 1] in " \t\r\n":
        start -= 1
    return text[start:offset]


def declaration(source: Decoded) -> list[tuple[Span, str]]:
    """Return the edit that makes the declaration say UTF-8, which is what is written."""
    found = _DECLARATION.match(source.text.lstrip())
    offset = len(source.text) - len(source.text.lstrip())
    if not found or found[1].lower() in ("utf-8", "utf8"):
        return []
    return [(Span(offset + found.start(1), offset + found.end(1)), "UTF-8")]


def _require_safe(text: str, path: str) -> None:
    depth = 0

    def doctype(name: str, system: str | None, public: str | None, has_definitions: bool) -> None:
        if has_definitions:
            what = "its <!DOCTYPE> holds definitions, which can be used to fill the memory or to read other files. Remove them."
            raise ParseError(path, what, parser.CurrentLineNumber)

    def opened(name: str, attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise ParseError(path, f"more than {MAX_DEPTH} elements are nested in each other.", parser.CurrentLineNumber)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        what = f"this is no well-formed XML: {expat.ErrorString(error.code)}. Repair it, or choose another --format."
        raise ParseError(path, what, error.lineno) from None


def _attributes(rest: str) -> dict[str, str]:
    return {name: _resolved(double or single) for name, double, single in _ATTRIBUTE.findall(rest)}


def _resolved(text: str) -> str:
    """Return `text` with the five entities of XML and numbered characters; others are left as they stand."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    return _NAMED[match[3]] if match[3] else chr(int(match[1]) if match[1] else int(match[2], 16))
