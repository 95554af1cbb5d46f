"""Put the inline markup of a source text around the right words of its translation.

Engines are given plain text. Where a marked stretch went is found again by what it says: a term by the place of its
rendering, a code span or a number by itself, other words by the likeness to their own translation; only what none
of these finds is placed in proportion, and named in the result, so that a person can look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .fuzzy import best_span
from .model import Inline, InlineKind, Pattern, Span, joined, plain

_VARIABLE = re.compile(r"\S*[%{$]\S*")

ALIKE = 0.7
"""Likeness from which a part of the target is taken for the translation of a marked stretch."""


@dataclass(slots=True)
class _Node:
    """An atom, or a pair of tags with what is inside it; spans count the source's plain text."""

    inline: Inline
    span: Span
    close: Inline | None = None
    children: list[_Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Placement:
    """A target text with its markup."""

    pattern: Pattern
    guessed: tuple[Inline, ...] = ()
    """Markup whose place is a guess in proportion."""
    lost: tuple[Inline, ...] = ()
    """Atoms whose text the translation does not hold; they stand where they would be in proportion."""


def marked_texts(pattern: Pattern) -> tuple[str, ...]:
    """Return the texts between paired tags, for an engine to translate on their own.

    >>> opening, closing = Inline("<b>", InlineKind.OPEN, group=1), Inline("</b>", InlineKind.CLOSE, group=1)
    >>> marked_texts(("a ", opening, "local", closing, " matter"))
    ('local',)
    """
    text = plain(pattern)
    return tuple(node.span.of(text) for node in _walk(_tree(pattern)) if node.close and node.span.of(text).strip())


def place(
    source: Pattern, target: str, terms: Sequence[tuple[Span, Span]] = (), renderings: Mapping[str, str] | None = None
) -> Placement:
    """Return `target` with the markup of `source`, all of it, each piece once and properly nested.

    `terms` are the places of the same term in the source and in the target; `renderings` are translations of
    `marked_texts(source)`.

    >>> opening, closing = Inline("<b>", InlineKind.OPEN, group=1), Inline("</b>", InlineKind.CLOSE, group=1)
    >>> source = ("He met ", opening, "Kim", closing, " today.")
    >>> [str(getattr(p, "raw", p)) for p in place(source, "그는 오늘 김 총리를 만났다.", [(Span(7, 10), Span(6, 10))]).pattern]
    ['그는 오늘 ', '<b>', '김 총리', '</b>', '를 만났다.']
    """
    nodes = _tree(source)
    if not nodes:
        return Placement((target,) if target else ())
    finder = _Finder(plain(source), target, tuple(terms), renderings or {})
    parts = list(finder.fill(nodes, Span(0, len(target))))
    return Placement(joined(_without_extra(parts, source)), tuple(finder.guessed), tuple(finder.lost))


def _without_extra(parts: Sequence[str | Inline], source: Pattern) -> list[str | Inline]:
    """Return the parts without the variables that an engine wrote more often than the source has them.

    One `%s` too many makes a program fail; a word too few only makes a sentence poor.
    """
    done = list(parts)
    for variable in {part.text for part in source if isinstance(part, Inline) and _VARIABLE.fullmatch(part.text)}:
        extra = plain(tuple(done)).count(variable) - plain(source).count(variable)
        for index, part in enumerate(done):
            if extra > 0 and isinstance(part, str) and variable in part:
                extra -= part.count(variable)
                done[index] = re.sub(rf"\s*{re.escape(variable)}", "", part)
    return done


class _Finder:
    def __init__(
        self, source: str, target: str, terms: tuple[tuple[Span, Span], ...], renderings: Mapping[str, str]
    ) -> None:
        self.source, self.target, self.terms, self.renderings = source, target, terms, renderings
        self.guessed: list[Inline] = []
        self.lost: list[Inline] = []
        self.taken: dict[str, int] = {}

    def fill(self, nodes: Sequence[_Node], within: Span) -> Iterator[str | Inline]:
        """Yield the target's text in `within` with the nodes at their places, in the order of the target."""
        placed = sorted(((self._find(node, within), node) for node in nodes), key=lambda found: found[0])
        at = within.start
        for span, node in placed:
            start, end = max(span.start, at), max(span.end, at)
            if not node.close and span.start < min(at, span.end):
                self.lost.append(node.inline)  # another one stands where this one was found
                start = end = at
            yield self.target[at:start]
            yield node.inline
            if node.close:
                yield from self.fill(node.children, Span(start, end))
                yield node.close
            at = end
        yield self.target[at : within.end]

    def _find(self, node: _Node, within: Span) -> Span:
        text = node.span.of(self.source)
        if not text.strip():
            return self._proportional(Span(node.span.start, node.span.start), within)
        if node.span == Span(0, len(self.source)) and node.close:
            return within
        seen = self.taken.get(text, 0) if not node.close else 0  # the second of two equal atoms is the next one
        if (start := self._place(text, max(within.start, seen), within.end)) >= 0:
            if not node.close:
                self.taken[text] = start + len(text)
            return Span(start, start + len(text))
        if not node.close:
            self.lost.append(node.inline)
            return self._proportional(Span(node.span.start, node.span.start), within)
        return (
            self._by_terms(node, within)
            or self._by_rendering(text, within)
            or self._by_whole_term(node, within)
            or self._guess(node, within)
        )

    def _place(self, text: str, start: int, end: int) -> int:
        """Return where `text` stands, -1 if nowhere. Latin words are whole there: the `a` that was in italics is not in Head."""
        at = self.target.find(text, start, end)
        while at >= 0 and (
            (_is_latin(text[0]) and _is_latin(self.target[:at][-1:]))
            or (_is_latin(text[-1]) and _is_latin(self.target[at + len(text) :][:1]))
        ):
            at = self.target.find(text, at + 1, end)
        return at

    def _by_terms(self, node: _Node, within: Span) -> Span | None:
        inside = [(source, target) for source, target in self.terms if node.span.covers(source) and within.covers(target)]
        covered = sum(source.end - source.start for source, _ in inside)
        if not inside or covered * 2 < node.span.end - node.span.start:
            return None
        return Span(min(target.start for _, target in inside), max(target.end for _, target in inside))

    def _by_whole_term(self, node: _Node, within: Span) -> Span | None:
        """Return the place of the term that what is marked is a part of: better all of a name in bold than half a word."""
        covering = (target for source, target in self.terms if source.covers(node.span) and within.covers(target))
        return next(covering, None)

    def _by_rendering(self, text: str, within: Span) -> Span | None:
        rendering = self.renderings.get(text, "")
        found = best_span(rendering, within.of(self.target)) if rendering else None
        if not found or found[1] < ALIKE:
            return None
        return Span(found[0].start + within.start, found[0].end + within.start)

    def _guess(self, node: _Node, within: Span) -> Span:
        self.guessed.append(node.inline)
        return self._proportional(node.span, within)

    def _proportional(self, span: Span, within: Span) -> Span:
        scale = (within.end - within.start) / max(1, len(self.source))
        ends = (within.start + round(offset * scale) for offset in (span.start, span.end))
        return Span(*(self._to_word(end, within) for end in ends))

    def _to_word(self, at: int, within: Span) -> int:
        """Return the start or end of a word nearest to `at`; texts without spaces are cut where asked."""
        spaces = [i for i in range(within.start, within.end) if self.target[i] == " "]
        return min((within.start, within.end, *spaces), key=lambda i: abs(i - at)) if spaces else min(at, within.end)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _tree(pattern: Pattern) -> list[_Node]:
    """Return the markup as a tree. A tag without its partner, or crossing another pair, is an atom."""
    roots: list[_Node] = []
    stack: list[_Node] = []
    groups = _nested(pattern)
    at = 0
    for part in pattern:
        if isinstance(part, str):
            at += len(part)
            continue
        siblings = stack[-1].children if stack else roots
        if part.kind is InlineKind.CLOSE and part.group in groups:
            node = stack.pop()
            node.close, node.span = part, Span(node.span.start, at)
        elif part.kind is InlineKind.OPEN and part.group in groups:
            siblings.append(node := _Node(part, Span(at, at)))
            stack.append(node)
        else:
            siblings.append(_Node(part, Span(at, at + len(part.text))))
            at += len(part.text)
    return roots


def _nested(pattern: Pattern) -> set[int]:
    """Return the groups whose tags enclose each other properly."""
    groups: set[int] = set()
    opened: list[int] = []
    for part in pattern:
        if isinstance(part, Inline) and part.kind is InlineKind.OPEN:
            opened.append(part.group)
        elif isinstance(part, Inline) and part.kind is InlineKind.CLOSE and part.group in opened:
            del opened[opened.index(part.group) + 1 :]
            groups.add(opened.pop())
    return groups


def _walk(nodes: Sequence[_Node]) -> Iterator[_Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)
