"""State through a document: who was named, and what a bare surname therefore means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..model import Span, Term, TermMatch
from .compose import Chart, Node
from .entry import PatternEntry
from .match import Matcher, Matches, Reading

_COMMON = frozenset(
    "may will mark park young long rice bush brown moon sun day case love song rose grace hope art june oh ban chin".split()
)
"""Surnames that are English words as well: at the start of a sentence they need a verb of speech or a possessive."""
_ADDRESS = {"Mr", "Mrs", "Ms", "Dr"}
_OPENERS = frozenset(
    "a after although and as at because before both but by during for from how if in like once since so than that then to "
    "under unless until what when where while why with without yet later meanwhile however".split()
)
_SPEAKS = re.compile(
    r"(?:'s\b| (?:also )?(?:said|says|told|added|noted|urged|stressed|emphasi[sz]ed|met|called|asked|concluded|replied"
    r"|was|is|has|had)\b)"
)
_MONTH = re.compile(
    r"\b(?:in|on|since|by|last|next|this|early|late|mid|until|from|of|through) $|\d(?:st|nd|rd|th)? $", re.IGNORECASE
)


@dataclass(slots=True)
class _Person:
    """What is known of a person who was named."""

    node: Node
    later: str = ""
    accepted: tuple[str, ...] = ()
    titles: frozenset[str] = frozenset()
    """Ids of the patterns that named the person."""


@dataclass(slots=True)
class _State:
    matcher: Matcher
    by_part: dict[str, list[_Person]] = field(default_factory=dict)
    """The people a short form may mean, the last named last. Historical ones are kept for titled mentions."""
    mentioned: set[str] = field(default_factory=set)
    """Ids of the entries that have had their first mention."""

    def choose(self, nodes: Sequence[Node], chart: Chart) -> Node | None:
        """Settle whom a title with a bare surname means: who bore that title, else who was named last."""
        people = [named.entry for node in nodes for named, _ in node.people()]
        if len(set(map(id, people))) > 1:
            here = [n.entry for n in chart.of_type("person") if not n.by_part and n.end <= nodes[0].start]
            known = [p for part in self._parts(nodes) for p in reversed(self.by_part.get(part, []))]
            titled = [p.node.entry for node in nodes if node.pattern for p in known if node.pattern.id in p.titles]
            for entry in (*reversed(here), *titled, *(p.node.entry for p in known)):
                for node in nodes:
                    if any(named.entry is entry for named, _ in node.people()):
                        return node
        return self.matcher.settle(nodes, chart)

    def remember(self, node: Node) -> None:
        """Take note of everything that `node` mentions, and everyone whom it names."""
        self.mentioned |= {entry.id for entry in node.entries()}
        for named, pattern_node in node.people():
            if pattern_node.pattern:
                self._name(named, pattern_node.pattern, pattern_node)
        if node.entry and node.type == "person":
            self._name(node, None, node)

    def person(self, part: str) -> _Person | None:
        """Return whom a bare surname means now."""
        people = [p for p in self.by_part.get(part, []) if p.node.entry and not p.node.entry.historical]
        return people[-1] if people else None

    def _name(self, named: Node, pattern: PatternEntry | None, whole: Node) -> None:
        entry = named.entry
        assert entry
        write = self.matcher.grammar
        full = replace(named, by_part=False)
        later = write.write_later(whole, named) if pattern else ""
        accepted = (*write.write(full).forms, *(write.write(whole).forms if pattern else ()))
        titles = frozenset((pattern.id,) if pattern else ())
        for part in entry.renderings[self.matcher.pair.source].part:
            people = self.by_part.setdefault(part, [])
            known = next((person for person in people if person.node.entry is entry), None)
            if known:
                people.remove(known)
                later = later or known.later
                accepted = tuple(dict.fromkeys((*accepted, *known.accepted)))
                titles |= known.titles
            people.append(_Person(full, later, accepted, titles))

    def _parts(self, nodes: Sequence[Node]) -> list[str]:
        source = self.matcher.pair.source
        named = [person.entry for node in nodes for person, _ in node.people() if person.entry]
        return list(dict.fromkeys(part for entry in named for part in entry.renderings[source].part))


def match_document(matcher: Matcher, texts: Sequence[str]) -> tuple[Matches, ...]:
    """Return the terms of the texts of one document, in order, with first and later mentions told apart.

    A bare surname is matched once its bearer was named, and means who was named last; it never means a historical
    person, a month, a park, or part of a longer name that the glossary does not have.
    """
    state = _State(matcher)
    return tuple(_match(matcher, text, state) for text in texts)


def _match(matcher: Matcher, text: str, state: _State) -> Matches:
    reading = matcher.read(text, state.choose)
    found: list[TermMatch] = []
    for node in sorted((*reading.best, *_bare(reading)), key=lambda node: node.start):
        match = matcher.term_match(node, reading.text, text)
        if node.by_part:
            if (person := state.person(match.surface)) and _is_name(text, match.span):
                found.append(replace(match, term=_bare_term(match.term, person)))
            continue
        found.append(replace(match, term=_mention(match.term, node, state)))
        state.remember(node)
    losers = tuple(matcher.term_match(node, reading.text, text) for node in reading.losers)
    return Matches(tuple(found), losers)


def _bare(reading: Reading) -> list[Node]:
    """Return the short forms of people that no winning reading covers, one for each place."""
    covered = bytearray(len(reading.text.text))
    for node in reading.best:
        covered[node.start : node.end] = b"\1" * (node.end - node.start)
    parts = {
        (node.start, node.end): node
        for node in reading.chart.of_type("person")
        if node.by_part and covered.find(1, node.start, node.end) < 0
    }
    return list(parts.values())


def _bare_term(term: Term, person: _Person) -> Term:
    target = person.later or person.accepted[0]
    # A surname of one character, 김 or 金, is in too many other words to be told from them.
    short = (term.target,) if len(term.target) > 1 else ()
    also = tuple(form for form in dict.fromkeys((*person.accepted, *short)) if form != target)
    entry = person.node.entry
    assert entry
    return replace(term, id=entry.id, target=target, also=also, first="", later="", reading="")


def _mention(term: Term, node: Node, state: _State) -> Term:
    """Return `term` with the target that its place in the document asks for, the other mention forms accepted."""
    later = term.later if node.id in state.mentioned else ""
    target = state.matcher.grammar.write(node, state.mentioned).first or later or term.target
    if target == term.target:
        return term
    also = tuple(form for form in dict.fromkeys((term.target, *term.also)) if form != target)
    return replace(term, target=target, also=also)


def _is_name(text: str, span: Span) -> bool:
    """Return whether a surname at `span` stands alone and is no month, no park and no part of a longer name."""
    before, after = text[max(0, span.start - 80) : span.start], text[span.end : span.end + 40]
    sentence_start = not before.strip(" \"'“‘(") or before.rstrip(" \"'“‘(")[-1:] in ".!?:"
    previous = re.search(r"([\w.]+)[ -]$", before)
    following = re.match(r"[ -]([\w]+)", after)
    if following and following[1][:1].isupper():
        return False
    if previous and previous[1][:1].isupper() and not sentence_start and not _is_title(previous[1], before):
        return False
    if span.of(text).lower() not in _COMMON:
        return True
    if _MONTH.search(before):
        return False
    return not sentence_start or bool(_SPEAKS.match(after.replace("’", "'")))


def _is_title(word: str, before: str) -> bool:
    """Return whether the capitalised word in front of a name is a form of address, or a small word that begins the text."""
    return word.rstrip(".") in _ADDRESS or (before.strip(" \"'“‘(") == word and word.lower() in _OPENERS)
