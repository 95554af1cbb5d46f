"""Find the terms of a glossary in a text: one pass for all forms, the longest reading wins, losers are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..model import Case, Mode, Pair, Term, TermMatch
from .automaton import Automaton, entry_forms, is_shouted
from .compose import Chart, Grammar, Node, glossed, numbers
from .entry import Entry, Glossary, Rendering
from .longer import is_headline, is_part
from .normalize import Normalized, normalize

Choose = Callable[[Sequence[Node], Chart], Node | None]
"""Given the readings of one place, and all that stands in the text, returns the right one, or None if nobody can know."""


TITLE_WORDS = 4
"""Long words with capitals from which on a text is a title, in which capitals tell nothing."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What a glossary finds in one text."""

    found: tuple[TermMatch, ...] = ()
    """In reading order, none overlapping another."""
    losers: tuple[TermMatch, ...] = ()
    """Readings that a longer one covers or crosses."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with everything that was found in it."""

    text: Normalized
    chart: Chart
    best: tuple[Node, ...]
    """The readings that win, in reading order."""
    losers: tuple[Node, ...]


class Matcher:
    """A glossary made ready for one pair.

    Making it costs as much as the glossary is large, unless that is compiled; matching does not.
    """

    def __init__(self, glossary: Glossary, pair: Pair) -> None:
        self.pair = pair
        self.grammar = Grammar(glossary.patterns, pair.source, pair.target)
        stored = glossary.compiled.forms(pair) if glossary.compiled else None
        self._automaton = Automaton(self._forms(glossary), pair.source, stored)
        self._entries = glossary.entries  # kept, so that no two of them ever have the same id()
        self._terms: dict[tuple[int, bool, str, str], Term] = {}
        """Every term that was found, which a large document has again and again."""

    def match(self, text: str) -> Matches:
        """Return the terms of one text that stands alone."""
        reading = self.read(text, self.settle)
        return Matches(
            tuple(self.term_match(node, reading.text, text) for node in reading.best),
            tuple(self.term_match(node, reading.text, text) for node in reading.losers),
        )

    def read(self, text: str, choose: Choose) -> Reading:
        """Return everything that stands in a text, and the readings that win; `choose` settles whom they mean."""
        normalized = normalize(text)
        chart = Chart()
        hits = list(self._automaton.find(normalized))
        literals = [(start, payload) for start, _, payload in hits if isinstance(payload, str)]
        for node in self._standing(normalized.text, hits):
            chart.add(node)
        for node in (*glossed(chart, normalized.text), *numbers(normalized.folded)):
            chart.add(node)
        self.grammar.grow(chart, normalized, literals)
        best, losers = _longest(chart, choose, len(normalized.text))
        return Reading(normalized, chart, best, losers)

    def _standing(self, text: str, hits: Sequence[tuple[int, int, Any]]) -> Iterator[Node]:
        """Yield the entries that stand in a text, without those that are a piece of a longer name."""
        found = [(start, end, *payload) for start, end, payload in hits if not isinstance(payload, str)]
        edges = {edge for start, end, *_ in found for edge in (start, end)}
        headline = is_headline(text, TITLE_WORDS) or is_shouted(text)
        for start, end, entry, by_part in found:
            if headline or not is_part(entry, entry.renderings[self.pair.source], text, start, end, edges):
                yield Node(start, end, entry.type, entry=entry, by_part=by_part)

    def settle(self, nodes: Sequence[Node], chart: Chart) -> Node | None:
        """Return which of several readings of one place is meant, as far as the place itself tells.

        Readings that name the same people, or that are written alike (whoever Prime Minister Kim is, he is 김 총리),
        are as good as one; of those, one without historical people goes first. Else nobody can know.
        """
        same = len({tuple(_people(node)) for node in nodes}) == 1
        if not same and len({self.grammar.write(node).forms[0] for node in nodes}) > 1:
            return None
        living = [n for n in nodes if not any(named.entry and named.entry.historical for named, _ in n.people())]
        return (living or list(nodes))[0]

    def term_match(self, node: Node, normalized: Normalized, text: str) -> TermMatch:
        """Return a node as a match in the original text."""
        span = normalized.original(node.start, node.end)
        return TermMatch(self._term(node, span.of(text)), span, span.of(text))

    def _term(self, node: Node, surface: str) -> Term:
        entry = node.entry
        if not entry:
            return self._new_term(node, surface)
        key = (id(entry), node.by_part, node.gloss, surface if entry.mode is Mode.KEEP else "")
        if key not in self._terms:
            self._terms[key] = self._new_term(node, surface)
        return self._terms[key]

    def _new_term(self, node: Node, surface: str) -> Term:
        written = self.grammar.write(node)
        rendering = node.entry.renderings[self.pair.target] if node.entry else Rendering("")
        mode = node.entry.mode if node.entry else Mode.TRANSLATE
        keep = mode is Mode.KEEP
        return Term(
            id=node.id,
            source=node.entry.renderings[self.pair.source].term if node.entry else surface,
            target=surface if keep else written.forms[0],
            also=() if keep else written.forms[1:],
            forbidden=written.forbidden,
            reading=written.reading,
            first=written.first,
            later=rendering.later,
            type=node.type,
            mode=mode,
            case=node.entry.case if node.entry else Case.PERMISSIVE,
            origin=node.entry.origin if node.entry else node.pattern.origin if node.pattern else "",
        )

    def _forms(self, glossary: Glossary) -> Iterator[tuple[str, Case, str, tuple[Entry, bool] | str]]:
        source, target = self.pair.source, self.pair.target
        for entry in () if glossary.compiled else glossary.entries:
            if source not in entry.renderings or target not in entry.renderings:
                continue
            for form, case, by_part in entry_forms(entry, source):
                yield form, case, entry.type, (entry, by_part)
        for literal in self.grammar.literals():
            yield literal, Case.IGNORE, "", literal


def _people(node: Node) -> list[str]:
    return [person.entry.id for person, _ in node.people() if person.entry]


def _longest(chart: Chart, choose: Choose, length: int) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Return the readings that win, the longest first come, and those that overlap one of them."""
    places: dict[tuple[int, int], list[Node]] = {}
    for nodes in chart.nodes.values():
        for node in nodes:
            if node.pattern or (node.entry and node.entry.alone and not node.by_part):
                places.setdefault((node.start, node.end), []).append(node)
    covered = bytearray(length)
    taken: list[Node] = []
    losers: list[Node] = []
    for (start, end), nodes in sorted(places.items(), key=lambda place: (place[0][0] - place[0][1], place[0][0])):
        if covered.find(1, start, end) >= 0:
            losers += nodes
            continue
        plain = [node for node in nodes if node.entry]
        chosen = plain[0] if plain else choose(nodes, chart)
        if chosen:
            covered[start:end] = b"\1" * (end - start)
            taken.append(chosen)
        losers += [node for node in nodes if node is not chosen]
    return tuple(sorted(taken, key=lambda node: node.start)), tuple(losers)
