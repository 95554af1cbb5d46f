"""Names made of names: a chart of everything that stands in a text, entries first, patterns upon them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from .entry import Entry, PatternEntry, Rendering, Slot, Template

LEVELS = 4
"""How deep patterns may stand in patterns: {person}, {office} of {country} needs three."""
MAX_ALTERNATIVES = 24
"""Accepted renderings of one composed name. The first are the likeliest; beyond them only accidents match."""
ORDINAL, NUMBER = "ordinal", "number"
_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ORDINALS = re.compile(rf"\b(?:(\d{{1,4}})(?:st|nd|rd|th)|({'|'.join(_WORDS)}))\b")
_NUMBERS = re.compile(r"\b\d{1,6}\b")


@dataclass(frozen=True, slots=True)
class Node:
    """Something that stands at a place of a normalised text."""

    start: int
    end: int
    type: str
    entry: Entry | None = None
    by_part: bool = False
    """Whether it was found by a short form of its entry."""
    number: str = ""
    pattern: PatternEntry | None = None
    template: int = 0
    filled: tuple[tuple[str, Node], ...] = ()
    """The slots of the pattern by name."""

    @property
    def id(self) -> str:
        """A name such as `governor-of-prefecture(nagano-prefecture)`."""
        if self.pattern:
            return f"{self.pattern.id}({','.join(node.id for _, node in self.filled)})"
        return self.entry.id if self.entry else self.number

    def people(self) -> Iterator[tuple[Node, Node]]:
        """Yield every person named in it, with the pattern node that names him."""
        for _, node in self.filled:
            if node.entry and node.type == "person":
                yield node, self
            yield from node.people()


@dataclass(frozen=True, slots=True)
class Written:
    """A node in the target language."""

    forms: tuple[str, ...]
    """The preferred form first, then what counts as right too."""
    reading: str = ""
    first: str = ""
    """What the first mention in a document reads, where it differs."""


@dataclass(slots=True)
class Chart:
    """Everything that was found in one text, by where it starts and by type."""

    nodes: dict[tuple[int, str], list[Node]] = field(default_factory=lambda: defaultdict(list))
    seen: set[Node] = field(default_factory=set)

    def add(self, node: Node) -> bool:
        """Add a node; return whether it is new."""
        key = (node.start, node.type)
        if any(node == other for other in self.nodes[key]):
            return False
        self.nodes[key].append(node)
        return True

    def at(self, start: int, type: str) -> list[Node]:
        """Return what of a type begins at `start`."""
        return self.nodes.get((start, type), [])

    def of_type(self, type: str) -> list[Node]:
        """Return everything of a type."""
        return [node for (_, kind), nodes in self.nodes.items() if kind == type for node in nodes]


def numbers(folded: str) -> Iterator[Node]:
    """Yield the ordinals and numbers of a text, for patterns that have a slot for them."""
    for match in _ORDINALS.finditer(folded):
        value = match[1] or str(_WORDS.index(match[2]) + 1)
        yield Node(match.start(), match.end(), ORDINAL, number=value)
    for match in _NUMBERS.finditer(folded):
        yield Node(match.start(), match.end(), NUMBER, number=match[0])


class Grammar:
    """The patterns of a glossary, ready to be applied in one direction."""

    def __init__(self, patterns: Iterable[PatternEntry], source: str, target: str) -> None:
        self._source, self._target = source, target
        self._by_literal: dict[str, list[tuple[PatternEntry, int, Template]]] = defaultdict(list)
        self._by_type: dict[str, list[tuple[PatternEntry, int, Template]]] = defaultdict(list)
        for pattern in patterns:
            if source not in pattern.templates or target not in pattern.templates:
                continue
            for index, template in enumerate(pattern.templates[source]):
                first = template[0]
                if isinstance(first, str):
                    self._by_literal[literal_key(first)].append((pattern, index, template))
                else:
                    self._by_type[first.type].append((pattern, index, template))

    def literals(self) -> Iterator[str]:
        """Return the literals with which patterns begin, for the automaton to find."""
        return iter(self._by_literal)

    def grow(self, chart: Chart, folded: str, literals: Iterable[tuple[int, str]]) -> None:
        """Add to the chart everything that the patterns make of it; `literals` are starts of patterns and where."""
        places = list(literals)
        for _ in range(LEVELS):
            found = [
                node
                for at, literal in places
                for pattern, index, template in self._by_literal[literal]
                for node in _match(chart, folded, pattern, index, template, at, self._target)
            ]
            for type, patterns in self._by_type.items():
                for start in {node.start for node in chart.of_type(type)}:
                    for pattern, index, template in patterns:
                        found += _match(chart, folded, pattern, index, template, start, self._target)
            if not sum(chart.add(node) for node in found):
                return

    def write(self, node: Node) -> Written:
        """Return a node in the target language."""
        if node.number:
            return Written((node.number,))
        if node.entry:
            return _write_entry(node, node.entry.renderings[self._target])
        assert node.pattern
        filled = dict(node.filled)
        variants: list[str] = []
        reading = ""
        firsts = ""
        for template in node.pattern.templates[self._target]:
            names = self._sorted(template, filled, node.pattern.sort)
            parts = [_slot_forms(part, names, self) for part in template]
            variants += ["".join(choice) for choice in _limited(product(*(part.forms for part in parts)))]
            if template is node.pattern.templates[self._target][0]:
                reading = "".join(part.forms[0] for part in parts[:-1]) + parts[-1].reading if parts[-1].reading else ""
                firsts = "".join(part.first or part.forms[0] for part in parts)
        forms = tuple(dict.fromkeys(variants))[:MAX_ALTERNATIVES]
        return Written(forms, reading, firsts if firsts != forms[0] else "")

    def write_later(self, pattern: PatternEntry, person: Node) -> str:
        """Return what a bare surname reads after `pattern` named the person, or an empty string."""
        template = pattern.later.get(self._target)
        if not template or not person.entry:
            return ""
        short = _part(person.entry.renderings[self._target])
        return "".join(part if isinstance(part, str) else short for part in template)

    def _sorted(self, template: Template, filled: dict[str, Node], sort: str) -> dict[str, Node]:
        """Return the slots with those of the type `sort` put in the order of the reader's language."""
        names = [part.name for part in template if isinstance(part, Slot) and part.type == sort]
        if len(names) < 2:
            return filled
        ranked = sorted((filled[name] for name in names), key=self._rank)
        return filled | dict(zip(names, ranked, strict=True))

    def _rank(self, node: Node) -> float:
        return node.entry.renderings[self._target].rank if node.entry else 0


def literal_key(literal: str) -> str:
    """Return a literal as the automaton looks for it: in small letters, without the space at its end."""
    return literal.lower().rstrip()


def _match(
    chart: Chart, folded: str, pattern: PatternEntry, index: int, template: Template, start: int, target: str
) -> Iterator[Node]:
    """Yield a node for every way in which `template` matches at `start`."""
    ways: list[tuple[int, tuple[tuple[str, Node], ...]]] = [(start, ())]
    for part in template:
        onward: list[tuple[int, tuple[tuple[str, Node], ...]]] = []
        for at, filled in ways:
            if isinstance(part, str):
                literal = part.lower()
                if folded.startswith(literal, at):
                    onward.append((at + len(literal), filled))
            else:
                onward += [
                    (node.end, (*filled, (part.name, node)))
                    for node in chart.at(at, part.type)
                    if not any(node.entry is other.entry is not None for _, other in filled) and _has_form(node, part, target)
                ]
        ways = onward
        if not ways:
            return
    for end, filled in ways:
        if end == len(folded) or not (folded[end].isalnum() and folded[end - 1].isalnum()):
            yield Node(start, end, pattern.type, pattern=pattern, template=index, filled=filled)
        elif folded.startswith("s", end) and (end + 1 == len(folded) or not folded[end + 1].isalnum()):
            yield Node(start, end + 1, pattern.type, pattern=pattern, template=index, filled=filled)


def _has_form(node: Node, slot: Slot, target: str) -> bool:
    if not slot.required:
        return True
    return bool(node.entry and slot.form in node.entry.renderings[target].forms)


def _write_entry(node: Node, rendering: Rendering) -> Written:
    if node.by_part:
        return Written((_part(rendering),))
    forms = tuple(dict.fromkeys((rendering.term, *rendering.also)))
    return Written(forms, rendering.reading, rendering.first)


def _slot_forms(part: str | Slot, filled: dict[str, Node], grammar: Grammar) -> Written:
    if isinstance(part, str):
        return Written((part,))
    node = filled[part.name]
    if part.form and node.entry:
        rendering = node.entry.renderings[grammar._target]
        return Written((rendering.forms.get(part.form) or rendering.term,))
    return grammar.write(node)


def _part(rendering: Rendering) -> str:
    return rendering.part[0] if rendering.part else rendering.term


def _limited(choices: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    return (choice for _, choice in zip(range(MAX_ALTERNATIVES), choices, strict=False))
