"""Markdown as CommonMark and GitHub have it; the only module that knows tree-sitter.

Units are headings, paragraphs, list items, quotes, table cells, footnotes, the alternative texts of images, and title
and description of the front matter. Code, HTML blocks, link destinations, reference definitions and math are never
touched. Text is spliced into the source, so that everything around a unit stays byte for byte. Where a unit is filled
its escapes and entities are written anew, and a link by its text alone gets its label spelt out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, count, repeat
from typing import TYPE_CHECKING, Literal

from ..model import Document, Inline, InlineKind, Pair, Pattern, Span, Targets, Unit, joined, plain
from . import front_matter
from .base import above
from .encoding import decode
from .front_matter import quoted
from .inline import addresses, core, has_words
from .markdown_text import write
from .splice import Lines, Skeleton, Slot, edits, splice

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_FOOTNOTE = re.compile(rb"\s*\[\^[^\]\s]+\]:[ \t]*")
_HEADING_END = re.compile(rb"(?:[ \t]+#+)?(?:[ \t]*\{[#.][^}\n]*\})?[ \t]*$")
_MATH = re.compile(rb"\$\$[^$]+\$\$|(?<![\\$\w])\$(?=[^\s$])[^$\n]*(?<=[^\s\\])\$(?!\d)")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)[^>]*?(/?)>", re.DOTALL)
_VERBATIM = frozenset({"code", "kbd", "samp", "var", "script", "style", "pre", "tt"})
_DESCRIPTION = re.compile(r"!\[((?:\\.|[^\[\]\\*_`<])*)\](?=\(|\[[^\]])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&#?\w+;")
_DEEPEST = 40
"""Levels of emphasis and links in each other that are looked into; what lies deeper is an atom."""


@dataclass(frozen=True, slots=True)
class _Skeleton(Skeleton):
    references: bool = False
    """Whether the document has reference definitions, so that any brackets could be a link."""


class Markdown:
    """CommonMark with tables, strikethrough, task lists, footnotes, math and front matter."""

    name = "markdown"
    suffixes = (".md", ".markdown", ".mdown", ".mkd")

    def sniff(self, data: bytes) -> bool:
        """Return False: any text is Markdown, so that only the name tells."""
        return False

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the blocks that hold text. Raises `EncodingError`, or `UnsupportedFormatError` for other bytes."""
        source = decode(data, path=path, encoding=encoding)
        reader = _Reader(source.text)
        kept = _Skeleton(data, source, tuple(reader.slots), bool(reader.labels))
        return Document(self.name, tuple(reader.units), kept)

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the text with the blocks in `targets` replaced, as UTF-8; a target without text changes nothing."""
        kept = document.skeleton
        assert isinstance(kept, _Skeleton)
        filled = {id: pattern for id, pattern in targets.items() if any(map(_shows, pattern))}
        if not filled:
            return kept.data
        found = edits(kept.slots, filled, lambda pattern, slot: _written(pattern, slot, kept.references))
        return kept.source.encode(splice(kept.source.text, found))

    def both(self, document: Document, targets: Targets, pair: Pair) -> Targets:
        """Return patterns with the source above the target, parted by `<br>`, which works in lists, tables and headings.

        Metadata gets both on one line, the description of an image only the target.
        """
        kept = document.skeleton
        assert isinstance(kept, _Skeleton)
        patterns = {}
        for id, target in targets.items():
            context, source = kept.slots[id].context, document.units[id].source
            between = " / " if context.startswith("matter") else Inline("<br>")
            patterns[id] = target if context == "image" else above(source, between, target)
        return patterns


def _shows(part: str | Inline) -> bool:
    return bool(part.strip() if isinstance(part, str) else part.raw)


def _written(pattern: Pattern, slot: Slot, references: bool) -> str:
    if slot.context.startswith("matter"):
        return quoted(plain(pattern), slot.context.removeprefix("matter"))
    if slot.context == "image":
        return write(pattern, cell=True, references=True)
    one_line = slot.context == "heading" or not slot.prefixes
    text = write(pattern, cell=slot.context == "cell", one_line=one_line, references=references)
    first, *lines = text.split("\n")
    spare = max(slot.prefixes, key=len, default="")
    prefixes = chain(slot.prefixes, repeat(spare))
    return "\n".join((first, *(prefix + line for prefix, line in zip(prefixes, lines, strict=False))))


_Piece = tuple[str | Inline, int, int]
"""A part of a pattern, and where it stands in the bytes of its block."""


class _Reader:
    """Collects the units of one document."""

    def __init__(self, text: str) -> None:
        self.units: list[Unit] = []
        self.slots: list[Slot] = []
        self.labels: set[str] = set()
        self._data = text.encode()
        self._lines = Lines(text)
        self._seen = (0, 0)
        for span, value, quote in front_matter.fields(text):
            self._add((value,), Slot(span, "matter" + quote))
        leaves = list(_leaves(_parser("block").parse(self._data + b"\n").root_node))
        self.labels.update(_label(node) for node in leaves if node.type == "link_reference_definition")
        self.labels = {label for label in self.labels if not label.startswith("[^")}
        for node in leaves:
            self._block(node)

    def _add(self, pattern: Pattern, slot: Slot) -> None:
        if has_words(pattern):
            self.units.append(Unit(len(self.units), pattern, self._lines.at(slot.span.start)))
            self.slots.append(slot)

    def _span(self, start: int, end: int) -> Span:
        """Return a range of bytes as a range of code points; asked in rising order, so that no byte is read twice."""
        at, points = self._seen
        if start < at:
            at = points = 0
        first = points + len(self._data[at:start].decode())
        self._seen = (start, first)
        return Span(first, first + len(self._data[start:end].decode()))

    def _block(self, node: Node) -> None:
        start, end = node.start_byte, min(node.end_byte, len(self._data))
        block = {"pipe_table_cell": "cell"}.get(node.type, "paragraph")
        if node.parent is not None and node.parent.type == "atx_heading":
            block = "heading"
        if node.type == "link_reference_definition" and not _label(node).startswith("[^"):
            return
        text, removed, at = b"", [], start
        for child in node.children:
            if child.type == "block_continuation" and child.end_byte > child.start_byte:
                text += self._data[at : child.start_byte]
                removed.append((len(text), self._data[child.start_byte : child.end_byte]))
                at = child.end_byte
        text += self._data[at:end]
        footnote = _FOOTNOTE.match(text)
        low = footnote.end() if footnote else 0
        closing = _HEADING_END.search(text) if block == "heading" else None
        pieces = _Inlines(text, self.labels).pieces(low, closing.start() if closing else len(text))
        first, last = core([part for part, _, _ in pieces])
        images = [piece for piece in pieces if _is_image(piece[0])]
        chosen = pieces[first:last]
        host = -1
        if chosen:
            chosen = _stripped(chosen)
            a, b = chosen[0][1], chosen[-1][2]
            here = sum(len(gone) for at, gone in removed if at <= a)
            there = sum(len(gone) for at, gone in removed if at < b)
            gone = dict(removed)
            prefixes = [gone.get(i + 1, b"").decode() for i in range(a, b) if text[i : i + 1] == b"\n"]
            host = len(self.units)
            span = self._span(start + a + here, start + b + there)
            self._add(joined(part for part, _, _ in chosen), Slot(span, block, tuple(prefixes)))
            host = host if len(self.units) > host else -1
        for part, a, _ in images:
            if isinstance(part, str):
                continue
            found = _DESCRIPTION.match(part.raw)
            if found and found[1].strip() and "\n" not in found[1]:
                here = start + a + sum(len(gone) for at, gone in removed if at <= a) + 2
                span = self._span(here, here + len(found[1].encode()))
                inside = host if any(part is other for other, _, _ in chosen) else -1
                self._add((_unescaped(found[1]),), Slot(span, "image", (), inside, part.raw, 2))


def _stripped(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces without the white space at both ends; never empty, since `core` left words or markup."""
    part, start, end = pieces[0]
    if isinstance(part, str):
        kept = part.lstrip()
        pieces = [(kept, start + len(part.encode()) - len(kept.encode()), end), *pieces[1:]]
    part, start, end = pieces[-1]
    if isinstance(part, str):
        kept = part.rstrip()
        pieces = [*pieces[:-1], (kept, start, end - len(part.encode()) + len(kept.encode()))]
    return pieces


def _is_image(part: str | Inline) -> bool:
    return isinstance(part, Inline) and part.raw.startswith("![")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: match[1] or html.unescape(match[0]), text)


def _label(node: Node) -> str:
    """Return the label of a reference definition as CommonMark compares labels."""
    label = next((child.text for child in node.children if child.type == "link_label"), None) or b""
    return " ".join(label.decode().casefold().split())


_LEAVES = frozenset({"inline", "pipe_table_cell", "link_reference_definition"})
_SKIPPED = frozenset({"fenced_code_block", "indented_code_block", "html_block", "minus_metadata", "plus_metadata"})


def _leaves(root: Node) -> Iterator[Node]:
    """Yield the nodes that hold text, in reading order; without recursion, since lists nest as deep as they like."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in _LEAVES:
            yield node
        elif node.type not in _SKIPPED:
            stack.extend(reversed(node.children))


class _Inlines:
    """Reads the text of one block."""

    def __init__(self, text: bytes, labels: set[str]) -> None:
        self._text = text
        self._labels = labels
        self._groups = count(1)

    def pieces(self, low: int, high: int) -> list[_Piece]:
        """Return the pattern between two offsets, with the place of each part."""
        math = [match.span() for match in _MATH.finditer(self._text)]
        masked = bytearray(self._text)
        for at in (match.start() for match in re.finditer(rb"\$", self._text)):
            if not any(start <= at < end for start, end in math):
                masked[at] = ord("%")  # a price is no formula; the grammar is less strict than renderers
        root = _parser("inline").parse(b" " * low + bytes(masked[low:high])).root_node
        return _with_html(list(self._inside(root, low, high, 0)), self._text, self._groups)

    def _raw(self, start: int, end: int) -> str:
        return self._text[start:end].decode()

    def _cuts(self, node: Node) -> bool:
        """Return whether the grammar, which counts bytes, ended a node in the middle of a character."""
        offsets = (at for each in (node, *node.children) for at in (each.start_byte, each.end_byte))
        return any(at < len(self._text) and self._text[at] & 0xC0 == 0x80 for at in offsets)

    def _inside(self, node: Node, start: int, end: int, depth: int) -> Iterator[_Piece]:
        at = start
        for child in node.children:
            if child.start_byte < at or child.end_byte > end or self._cuts(child):
                continue
            found = self._node(child, depth + 1)
            if found is not None:
                yield from self._words(at, child.start_byte)
                yield from found
                at = child.end_byte
        yield from self._words(at, end)

    def _words(self, start: int, end: int) -> Iterator[_Piece]:
        for part in addresses(self._raw(start, end)):
            length = len((part if isinstance(part, str) else part.raw).encode())
            yield part, start, start + length
            start += length

    def _node(self, node: Node, depth: int) -> Iterator[_Piece] | None:
        """Return the pieces of a node, or nothing where it is only words."""
        start, end = node.start_byte, node.end_byte
        raw = self._raw(start, end)
        match node.type:
            case "emphasis" | "strong_emphasis" | "strikethrough" if depth <= _DEEPEST:
                return self._emphasis(node, depth)
            case "inline_link" | "full_reference_link" | "collapsed_reference_link" | "shortcut_link":
                return self._link(node, depth)
            case "link_text":
                return self._inside(node, start, end, depth)
            case "backslash_escape":
                return iter([(raw[1:], start, end)])
            case "entity_reference" | "numeric_character_reference":
                return iter([(html.unescape(raw), start, end)])
            case "hard_line_break":
                return iter([(Inline(raw, text="\n"), start, end)])
            case "code_span":
                return iter([(Inline(raw, text=raw.strip("`").strip()), start, end)])
            case "latex_block":
                return iter([(Inline(raw, text=raw), start, end)])
            case "uri_autolink" | "email_autolink":
                return iter([(Inline(raw, text=raw[1:-1]), start, end)])
            case "html_tag" | "image" | "emphasis" | "strong_emphasis" | "strikethrough":
                return iter([(Inline(raw), start, end)])
        return None

    def _emphasis(self, node: Node, depth: int) -> Iterator[_Piece]:
        start, end, inner = node.start_byte, node.end_byte, node
        only = [child for child in node.children if child.type != "emphasis_delimiter"]
        if node.type == "strikethrough" and [child.type for child in only] == ["strikethrough"]:
            inner = only[0]  # the grammar reads ~~ as two pairs of ~
            if (inner.start_byte, inner.end_byte) != (start + 1, end - 1):
                inner = node
        size = 2 if node.type == "strong_emphasis" or inner is not node else 1
        if self._text[end - size : end] != self._text[start : start + size][::-1]:
            return iter([(self._raw(start, end), start, end)])  # the grammar lost the closing mark in broken markup
        return self._pair(inner, (start, start + size), (end - size, end), self._raw(end - size, end), depth)

    def _link(self, node: Node, depth: int) -> Iterator[_Piece]:
        start, end = node.start_byte, node.end_byte
        raw = self._raw(start, end)
        words = next((child for child in node.children if child.type == "link_text"), None)
        if raw.startswith(("[^", "[!")) and node.type == "shortcut_link":
            return iter([(Inline(raw), start, end)])
        if words is None or depth > _DEEPEST:
            return iter([(Inline(raw), start, end)])
        closing = self._raw(words.end_byte, end)
        if node.type != "inline_link":
            label = self._raw(words.start_byte, words.end_byte)
            if node.type == "full_reference_link":
                label = closing[2:-1]
            if " ".join(f"[{label}]".casefold().split()) not in self._labels:
                return self._inside(node, start, end, depth)
            closing = f"][{label}]"
        return self._pair(words, (start, words.start_byte), (words.end_byte, end), closing, depth)

    def _pair(
        self, inner: Node, opening: tuple[int, int], closing: tuple[int, int], closing_raw: str, depth: int
    ) -> Iterator[_Piece]:
        group = next(self._groups)
        yield Inline(self._raw(*opening), InlineKind.OPEN, group=group), *opening
        yield from self._inside(inner, opening[1], closing[0], depth)
        yield Inline(closing_raw, InlineKind.CLOSE, group=group), *closing


def _with_html(pieces: list[_Piece], text: bytes, groups: Iterator[int]) -> list[_Piece]:
    """Return the pieces with HTML tags paired, `<br>` as a line break, and code between tags as one atom."""
    done: list[_Piece] = []
    opened: list[tuple[str, int]] = []
    for part, start, end in pieces:
        raw = part.raw if isinstance(part, Inline) and part.kind is InlineKind.ATOM else ""
        tag = _TAG.fullmatch(raw)
        name = tag[2].lower() if tag else ""
        done.append((Inline(raw, text="\n") if name == "br" else part, start, end))
        if not tag or tag[3]:
            continue
        if not tag[1]:
            opened.append((name, len(done) - 1))
            continue
        names = [known for known, _ in opened]
        if name not in names:
            continue
        where = len(names) - 1 - names[::-1].index(name)
        first = opened[where][1]
        del opened[where:]
        inside = [piece[0] for piece in done[first + 1 : -1]]
        if name in _VERBATIM:
            begin = done[first][1]
            done[first:] = [(Inline(text[begin:end].decode(), text=plain(joined(inside))), begin, end)]
        elif _is_nested(inside):
            group = next(groups)
            _, begin, behind = done[first]
            done[first] = (Inline(text[begin:behind].decode(), InlineKind.OPEN, group=group), begin, behind)
            done[-1] = (Inline(raw, InlineKind.CLOSE, group=group), start, end)
    return done


def _is_nested(parts: list[str | Inline]) -> bool:
    """Return whether every pair among the parts is whole."""
    opened = [part.group for part in parts if isinstance(part, Inline) and part.kind is InlineKind.OPEN]
    closed = [part.group for part in parts if isinstance(part, Inline) and part.kind is InlineKind.CLOSE]
    return sorted(opened) == sorted(closed)


@cache
def _parser(level: Literal["block", "inline"]) -> Parser:
    import tree_sitter_markdown
    from tree_sitter import Language, Parser

    grammar = tree_sitter_markdown.language if level == "block" else tree_sitter_markdown.inline_language
    return Parser(Language(grammar()))
