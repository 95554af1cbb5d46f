"""Names made of names: a chart of everything that stands in a text, entries first, patterns upon them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, islice, product

from ..grammar.korean import repair_particles
from ..model import Span
from .automaton import word_end
from .entry import Entry, PatternEntry, Rendering, Slot, Template
from .longer import is_headline, name_before, name_behind, office_goes_on, surname_goes_on
from .normalize import Normalized

LEVELS = 4
"""How deep patterns may stand in patterns: {person}, {office} of {country} needs three."""
MAX_ALTERNATIVES = 24
"""Accepted renderings of one composed name. The first are the likeliest; beyond them only accidents match."""
MAX_READINGS = 64
"""Readings of one type at one place. Real names have a handful."""
ORDINAL, NUMBER, OFFICE = "ordinal", "number", "office"
_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ORDINALS = re.compile(rf"\b(?:(\d{{1,4}})(?:st|nd|rd|th)|({'|'.join(_WORDS)}))\b")
_ABBREVIATION = re.compile(r"\b[A-Z]{2,}\b")
_PARTICLES = frozenset("은는이가을를과와으로")
"""How particles begin whose form depends on what stands in front of them."""
_NUMBERS = re.compile(r"\b\d{1,6}\b")


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """Something that stands at a place of a normalised text."""

    start: int
    end: int
    type: str
    entry: Entry | None = None
    by_part: bool = False
    """Whether it was found by a short form of its entry."""
    gloss: str = ""
    """Another form of the same entry that the text has in brackets behind it: World Health Organization (WHO)."""
    number: str = ""
    pattern: PatternEntry | None = None
    filled: tuple[tuple[str, Node], ...] = ()
    """The slots of the pattern by name."""

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from every other node of the same text."""
        here = (self.start, self.end, self.by_part, self.gloss, self.id)
        return (*here, self.pattern.id, *(node.key for _, node in self.filled)) if self.pattern else here

    @property
    def id(self) -> str:
        """A name such as `governor-of-prefecture(nagano-prefecture)`."""
        if self.pattern:
            return f"{self.pattern.id}({','.join(node.id for _, node in self.filled)})"
        return self.entry.id if self.entry else self.number

    def entries(self) -> Iterator[Entry]:
        """Yield every entry that stands in it in full."""
        if self.entry and not self.by_part:
            yield self.entry
        for _, node in self.filled:
            yield from node.entries()

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
    forbidden: tuple[str, ...] = ()


@dataclass(slots=True)
class Chart:
    """Everything that was found in one text, by where it starts and by type."""

    nodes: dict[tuple[int, str], list[Node]] = field(default_factory=dict)
    starts: dict[str, set[int]] = field(default_factory=dict)
    seen: set[tuple[object, ...]] = field(default_factory=set)

    def add(self, node: Node) -> bool:
        """Add a node; return whether it is new. A place so ambiguous that it is full takes no more."""
        here = self.nodes.setdefault((node.start, node.type), [])
        if (node.type, node.key) in self.seen or len(here) >= MAX_READINGS:
            return False
        self.seen.add((node.type, node.key))
        self.starts.setdefault(node.type, set()).add(node.start)
        here.append(node)
        return True

    def at(self, start: int, type: str) -> list[Node]:
        """Return what of a type begins at `start`."""
        return self.nodes.get((start, type), [])

    def of_type(self, type: str) -> list[Node]:
        """Return everything of a type, in reading order."""
        return [node for start in sorted(self.starts.get(type, ())) for node in self.nodes[start, type]]


def glossed(chart: Chart, text: str) -> Iterator[Node]:
    """Yield the entries that a text names twice at once, in full and in brackets: World Health Organization (WHO)."""
    for node in [node for nodes in chart.nodes.values() for node in nodes if node.entry and not node.by_part]:
        if not text.startswith(" (", node.end):
            continue
        for other in chart.at(node.end + 2, node.type):
            if other.entry is node.entry and not other.by_part and text.startswith(")", other.end):
                yield replace(node, end=other.end + 1, gloss=text[other.start : other.end])


def numbers(folded: str) -> Iterator[Node]:
    """Yield the ordinals and numbers of a text, for patterns that have a slot for them."""
    for match in _ORDINALS.finditer(folded):
        value = match[1] or str(_WORDS.index(match[2]) + 1)
        yield Node(match.start(), match.end(), ORDINAL, number=value)
    for match in _NUMBERS.finditer(folded):
        yield Node(match.start(), match.end(), NUMBER, number=match[0])


Rule = tuple[PatternEntry, Template]
"""A pattern, and one of its forms in the source language."""


class Grammar:
    """The patterns of a glossary, ready to be applied in one direction."""

    def __init__(self, patterns: Iterable[PatternEntry], source: str, target: str) -> None:
        self._source, self._target = source, target
        self._by_literal: dict[str, list[Rule]] = defaultdict(list)
        self._by_type: dict[str, list[Rule]] = defaultdict(list)
        for pattern in patterns:
            if source not in pattern.templates or target not in pattern.templates:
                continue
            for template in pattern.templates[source]:
                if not any(_slots(wanted) <= _slots(template) for wanted in pattern.templates[target]):
                    continue  # it names less than the target language has to say
                first = template[0]
                if isinstance(first, str):
                    self._by_literal[literal_key(first)].append((pattern, template))
                else:
                    self._by_type[first.type].append((pattern, template))

    def literals(self) -> Iterator[str]:
        """Return the literals with which patterns begin, for the automaton to find."""
        return iter(self._by_literal)

    def grow(self, chart: Chart, text: Normalized, literals: Iterable[tuple[int, str]]) -> None:
        """Add to the chart everything that the patterns make of it; `literals` are starts of patterns and where."""
        places = list(literals)
        headline = is_headline(text.text)
        for _ in range(LEVELS):
            found = [
                node
                for at, literal in places
                for rule in self._by_literal[literal]
                for node in self._apply(rule, chart, text, at, headline)
            ]
            for type, rules in self._by_type.items():
                for start in sorted(chart.starts.get(type, ())):
                    found += [node for rule in rules for node in self._apply(rule, chart, text, start, headline)]
            if not sum(chart.add(node) for node in found):
                return

    def write(self, node: Node, mentioned: Collection[str] = ()) -> Written:
        """Return a node in the target language; `mentioned` are the ids of entries that have had their first mention."""
        if node.number:
            return Written((node.number,))
        if node.entry:
            return _write_entry(node, node.entry.renderings[self._target], mentioned, self._target)
        assert node.pattern
        filled = dict(node.filled)
        templates = [each for each in node.pattern.templates[self._target] if _slots(each) <= filled.keys()]
        preferred, *others = [
            [self._slot(part, names, mentioned) for part in template]
            for template in templates
            for names in (self._sorted(template, filled, node.pattern.sort),)
        ]
        forms = [
            self._join(template, parts, choice)
            for template, parts in zip(templates, (preferred, *others), strict=True)
            for choice in _some(product(*(part.forms for part in parts)))
        ]
        plain = [part.forms[0] for part in preferred]
        first = "".join(part.first or part.forms[0] for part in preferred)
        wrong = [
            "".join((*plain[:at], form, *plain[at + 1 :])) for at, part in enumerate(preferred) for form in part.forbidden
        ]
        return Written(
            tuple(dict.fromkeys(forms))[:MAX_ALTERNATIVES],
            "".join((*plain[:-1], preferred[-1].reading)) if preferred[-1].reading else "",
            first if first != forms[0] else "",
            tuple(dict.fromkeys(wrong))[:MAX_ALTERNATIVES],
        )

    def write_later(self, titled: Node, person: Node) -> str:
        """Return what the person's bare surname reads once `titled` has named the person, or an empty string."""
        template = titled.pattern.later.get(self._target) if titled.pattern else None
        if not template:
            return ""
        filled = {name: replace(node, by_part=True) if node is person else node for name, node in titled.filled}
        return "".join(self._slot(part, filled, ()).forms[0] for part in template)

    def _apply(self, rule: Rule, chart: Chart, text: Normalized, start: int, headline: bool) -> Iterator[Node]:
        """Yield a node for every way in which a pattern matches at `start`."""
        pattern, template = rule
        ways: list[tuple[int, tuple[tuple[str, Node], ...]]] = [(start, ())]
        for part in template:
            if isinstance(part, str):
                ways = [(at + len(part), filled) for at, filled in ways if _spelt(part, text, at)]
            else:
                ways = [
                    (node.end, (*filled, (part.name, node)))
                    for at, filled in ways
                    for node in chart.at(at, part.type)
                    if self._fills(node, part) and not any(node.entry is other.entry is not None for _, other in filled)
                ][:MAX_READINGS]
            if not ways:
                return
        apposition = len(template) > 1 and isinstance(template[1], str) and template[1].startswith(",")
        for end, filled in ways:
            (_, first), (_, last) = filled[0], filled[-1]
            if apposition and name_behind(text.text, end):
                continue  # Kim Min-seok, President Lee Jae-myung: the title is the next one's
            if first.start == start and _is_surname(first) and name_before(text.text, start):
                continue
            if last.end == end and _is_surname(last) and surname_goes_on(text.text, end, headline):
                continue
            if last.end == end and last.type == OFFICE and office_goes_on(text.text, end):
                continue
            closed = word_end(text.folded, end, self._source)
            if closed >= 0:
                yield Node(start, closed, pattern.type, pattern=pattern, filled=filled)

    def _fills(self, node: Node, slot: Slot) -> bool:
        return not slot.required or bool(node.entry and slot.form in node.entry.renderings[self._target].forms)

    def _slot(self, part: str | Slot, filled: dict[str, Node], mentioned: Collection[str]) -> Written:
        if isinstance(part, str):
            return Written((part,))
        node = filled[part.name]
        if part.form and node.entry:
            rendering = node.entry.renderings[self._target]
            return Written((rendering.forms.get(part.form) or rendering.term,))
        written = self.write(node, mentioned)
        own = self._own_word(node, filled)
        return Written((own, *written.forms)) if own else written

    def _own_word(self, node: Node, filled: dict[str, Node]) -> str:
        """Return what an entry is called in the company of another slot's: Japan's foreign minister is 외무상 in Korean.

        Two countries that call it differently leave it its common name.
        """
        words: dict[str, set[str]] = defaultdict(set)
        for other in filled.values():
            if other.entry and other is not node:
                words[other.type].add(other.entry.renderings[self._target].forms.get(node.id, ""))
        return next((word for (word, *rest) in words.values() if word and not rest), "")

    def _join(self, template: Template, parts: Sequence[Written], choice: Sequence[str]) -> str:
        """Return the parts of a form as one text; a Korean particle behind a slot follows what fills it (러시아와, 미국과)."""
        text = "".join(choice)
        if self._target != "ko" or not any(isinstance(part, str) and part[:1] in _PARTICLES for part in template[1:]):
            return text
        ends = list(accumulate(map(len, choice)))
        slots = [
            (Span(end - len(form), end), written.reading)
            for part, written, form, end in zip(template, parts, choice, ends, strict=True)
            if isinstance(part, Slot)
        ]
        return repair_particles(text, slots)[0]

    def _sorted(self, template: Template, filled: dict[str, Node], sort: str) -> dict[str, Node]:
        """Return the slots with those of the type `sort` put in the order of the reader's language."""
        names = [part.name for part in template if isinstance(part, Slot) and part.type == sort]
        if len(names) < 2:
            return filled
        ranked = sorted((filled[name] for name in names), key=self._rank)
        return filled | dict(zip(names, ranked, strict=True))

    def _rank(self, node: Node) -> float:
        return node.entry.renderings[self._target].rank if node.entry else 0


def _slots(template: Template) -> set[str]:
    return {part.name for part in template if isinstance(part, Slot)}


def literal_key(literal: str) -> str:
    """Return a literal as the automaton looks for it: in small letters, without the space at its end."""
    return literal.lower().rstrip()


def _write_entry(node: Node, rendering: Rendering, mentioned: Collection[str], target: str) -> Written:
    if node.by_part:
        return Written((_part(rendering),))
    glossed = _glossed(node.gloss, rendering, target)
    forms = tuple(dict.fromkeys((*glossed, rendering.term, *rendering.also)))
    first = "" if node.id in mentioned else rendering.first
    return Written(forms, rendering.reading, first, rendering.forbidden)


def _glossed(gloss: str, rendering: Rendering, target: str) -> tuple[str, ...]:
    """Return the name with its abbreviation in brackets, 세계보건기구(WHO), where the text has both and so has the entry."""
    names = [form for form in (rendering.term, *rendering.also) if not form.isascii() and not form.endswith((")", "）"))]
    short = rendering.term if rendering.term.isascii() else gloss
    if not gloss or not names or not short.isascii() or not short.isupper():
        return ()
    return (f"{names[0]}（{short}）",) if target in ("ja", "zh") else (f"{names[0]}({short})",)


def _part(rendering: Rendering) -> str:
    return rendering.part[0] if rendering.part else rendering.term


def _some(choices: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    return islice(choices, MAX_ALTERNATIVES)


def _spelt(literal: str, text: Normalized, at: int) -> bool:
    """Return whether `literal` stands at `at`. Capitals are free, but for abbreviations: 3 pm is no Prime Minister."""
    if not text.folded.startswith(literal.lower(), at):
        return False
    return all(text.text[at + word.start() : at + word.end()] == word[0] for word in _ABBREVIATION.finditer(literal))



def _is_surname(node: Node) -> bool:
    return node.by_part and node.type == "person"
