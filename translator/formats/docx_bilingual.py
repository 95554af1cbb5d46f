"""Word documents in two languages: each paragraph once more above its translation.

The copy has the properties of the paragraph and the formatting of its runs; that of a list item begins where its text does.
What may exist but once (notes, comments, bookmarks, pictures, content controls, revisions, section breaks, numbers that
count) stays in the translation, and so do all identifiers (ISO/IEC 29500-1, 17.3.1.26 for the order of properties).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from ..model import Document, Inline, Pattern, Span, Targets, joined, plain
from .base import above
from .docx_indents import Indents
from .package import Package
from .paragraph import Code, ParagraphSlot
from .patch import Copy, Edit, PartSlot, fill
from .xml_tokens import escaped

_BETWEEN = Inline("<paragraph/>")
"""Parts source and target in a pattern; all codes of a document have a number."""

_TAG = re.compile(rb"<(/?)([\w.:-]+)(?:\s+[\w.:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_VALUE = re.compile(rb"[\s:]([\w-]+)\s*=\s*[\"']([^\"']*)")
_ONCE = re.compile(
    rb"<(?:[\w.-]+:)?(?:(?:bookmark|comment|perm|moveFrom|moveTo|customXml)\w*|(?:foot|end)note(?:Ref|Reference)|annotationRef"
    rb"|drawing|pict|object|AlternateContent|ffData)\b"
    rb"|<(?:[\w.-]+:)?br\s[^>]*type=[\"'](?:page|column)"
    rb"|(?:instr=[\"']|instrText[^>]*>)\s*(?:SEQ|AUTONUM\w*|LISTNUM|FORM\w+|ASK|FILLIN|SET)\b"
)
"""What may exist but once."""
_BOUND = re.compile(rb"</?(?:[\w.-]+:)?(?:ins|moveTo|sdt|sdtContent|smartTag|customXml|(?:bookmark|comment|perm)\w*)\b")
"""Begins what encloses words and is no formatting of theirs."""
_HARMLESS = re.compile(rb"<(?:[\w.-]+:)?(?:oMath|oMathPara|sym)\b")
"""Begins what shows something to the reader that is no text, and has no identity."""
_LEADING = re.compile(rb"<(?:[\w.-]+:)?(?:br\s[^>]*type=[\"'](?:page|column)|(?:foot|end)noteRef\b|annotationRef\b)")
"""What stands at the beginning of both paragraphs or not at all: a page break, the number of a note."""
_CHANGE = re.compile(rb"<((?:[\w.-]+:)?rPrChange)\b.*?</\1>", re.DOTALL)
_MARK_REVISION = re.compile(rb"<(?:[\w.-]+:)?(?:ins|del|moveFrom|moveTo)\b[^>]*/>")
_ORDER = (
    b"pStyle", b"keepNext", b"keepLines", b"pageBreakBefore", b"framePr", b"widowControl", b"numPr", b"suppressLineNumbers",
    b"pBdr", b"shd", b"tabs", b"suppressAutoHyphens", b"kinsoku", b"wordWrap", b"overflowPunct", b"topLinePunct",
    b"autoSpaceDE", b"autoSpaceDN", b"bidi", b"adjustRightInd", b"snapToGrid", b"spacing", b"ind",
)  # fmt: skip
"""The first properties of a paragraph, in the order the schema wants."""


def source_above(document: Document, targets: Targets) -> Targets:
    """Return for each unit the pattern that `both_paragraphs` writes as two.

    Words of charts and diagrams get both on one line; alternative texts and properties of the document the target alone.
    """
    slots = [slot for part in cast(Package, document.skeleton).parts for slot in part.slots]
    patterns: dict[int, Pattern] = {}
    for id, target in targets.items():
        slot, source = slots[id], document.units[id].source
        if not isinstance(slot, ParagraphSlot):
            patterns[id] = target
        elif slot.head:
            patterns[id] = above(source, _BETWEEN, target)
        else:
            patterns[id] = joined((plain(source), " / ", *target))
    return patterns


def both_paragraphs(slot: PartSlot, pattern: Pattern, data: bytes, indents: Indents) -> Edit:
    """Return the edit that fills a unit, with its source in a paragraph of its own where the pattern has both."""
    if not isinstance(slot, ParagraphSlot) or not (place := slot.head) or _BETWEEN not in pattern:
        return fill(slot, pattern)
    at = pattern.index(_BETWEEN)
    source, target = pattern[:at], pattern[at + 1 :]
    head = data[place.start : place.end]

    def original(span: Span) -> bytes:
        return _CHANGE.sub(b"", data[span.start : span.end])

    def written(copy: Copy) -> bytes:
        leading = {part.raw for part in slot.before if isinstance(part, Inline) and _is_leading(slot, part, original)}
        copied = replace(slot, codes=_copied(slot.codes, original, leading))
        rest = replace(slot, before=tuple(part for part in slot.before if not isinstance(part, Inline) or part.raw not in leading))
        if leading:
            rest = replace(rest, codes={raw: code for raw, code in slot.codes.items() if raw not in leading})
        end = b"</" + cast(re.Match[bytes], _TAG.match(head))[2] + b">"
        above_it = _copied_head(head, indents) + copied.written(source, original) + end
        return above_it + _following_head(copy(place)) + rest.written(target, copy)

    return Edit(Span(place.start, slot.span.end), written)


def _is_leading(slot: ParagraphSlot, part: Inline, original: Copy) -> bool:
    code = slot.codes.get(part.raw)
    return bool(code) and any(_LEADING.match(original(chunk.span)) for chunk in cast(Code, code).chunks)


def _copied(codes: Mapping[str, Code], original: Copy, leading: set[str]) -> dict[str, Code]:
    """Return the codes that the copy has. Words that others enclose stay, and so does the text of fields that count."""
    kept: dict[str, Code] = {}
    for raw, code in codes.items():
        chunks = [original(chunk.span) for chunk in code.chunks]
        if not raw.endswith("/>"):
            free = tuple(c for c, content in zip(code.chunks, chunks, strict=True) if not _BOUND.match(content))
            kept[raw] = replace(code, chunks=free, is_anchor=False)
        elif raw in leading or (
            not any(_ONCE.search(content) for content in chunks)
            and (not code.is_anchor or any(_HARMLESS.match(content) for content in chunks))
        ):
            kept[raw] = code
    return kept


def _copied_head(head: bytes, indents: Indents) -> bytes:
    """Return the beginning of the copy: no identifiers, no number but its indentation, no section break."""
    tag, prefix, children = _properties(head)
    indent = _indent(dict(children), indents)
    dropped = (b"numPr", b"sectPr", b"pPrChange", *([b"ind"] if indent else []))
    own = [(name, content) for name, content in children if name not in dropped]
    own = [(name, _MARK_REVISION.sub(b"", _CHANGE.sub(b"", content)) if name == b"rPr" else content) for name, content in own]
    if prefix and any(name in (b"pStyle", b"numPr") for name, _ in children):  # styles number paragraphs too
        own.append((b"numPr", b'<%snumPr><%snumId %sval="0"/></%snumPr>' % (prefix, prefix, prefix, prefix)))
    if prefix and indent:
        said = b"".join(b' %s%s="%s"' % (prefix, name.encode(), escaped(value, '"')) for name, value in indent.items())
        own.append((b"ind", b"<%sind%s/>" % (prefix, said)))
    return b"<" + tag + b">" + (_written_properties(prefix, own) if own else b"")


def _indent(children: Mapping[bytes, bytes], indents: Indents) -> dict[str, str]:
    style = _values(children.get(b"pStyle", b"")).get("val", "")
    number = children.get(b"numPr", b"")
    tags = {tag[2].rpartition(b":")[2]: _values(tag[0]).get("val", "") for tag in _TAG.finditer(number)}
    return indents.of(style, tags.get(b"numId", ""), tags.get(b"ilvl", ""), _values(children.get(b"ind", b"")))


def _values(tag: bytes) -> dict[str, str]:
    """Return the attributes of a tag by their local names."""
    return {name.decode(): value.decode() for name, value in _VALUE.findall(tag)}


def _following_head(head: bytes) -> bytes:
    """Return the beginning of the translation, which does not begin a page: the copy does."""
    _, prefix, children = _properties(head)
    if not any(name in (b"pStyle", b"pageBreakBefore") for name, _ in children):
        return head
    own = [(name, content) for name, content in children if name != b"pageBreakBefore"]
    if prefix:
        own.append((b"pageBreakBefore", b'<%spageBreakBefore %sval="0"/>' % (prefix, prefix)))
    start = cast(re.Match[bytes], _TAG.match(head))
    return start[0] + _written_properties(prefix, own)


def _written_properties(prefix: bytes, children: list[tuple[bytes, bytes]]) -> bytes:
    ordered = sorted(children, key=lambda child: _ORDER.index(child[0]) if child[0] in _ORDER else len(_ORDER))
    return b"<%spPr>" % prefix + b"".join(content for _, content in ordered) + b"</%spPr>" % prefix


def _properties(head: bytes) -> tuple[bytes, bytes, list[tuple[bytes, bytes]]]:
    """Return the tag of a paragraph, its prefix, and its properties with their local names."""
    tags = list(_TAG.finditer(head))
    tag = tags[0][2]
    prefix = tag[: tag.rfind(b":") + 1]
    children: list[tuple[bytes, bytes]] = []
    depth = start = 0
    for match in tags[2:]:  # behind the tags of the paragraph and of its properties
        if not match[1] and depth == 0:
            start = match.start()
        depth += (not match[1]) - bool(match[1] or match[3])
        if depth == 0 and (match[1] or match[3]):
            children.append((match[2].rpartition(b":")[2], head[start : match.end()]))
    return tag, prefix, children
