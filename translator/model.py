"""The nouns. Every stage takes some of these values and gives others; none is ever changed in place.

A document is parsed into units, units are split into segments, terms are matched in segments,
engines answer requests with candidates, a segment ends as an outcome, a document as a run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """A source and a target language, as normalised BCP 47 tags."""

    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Return whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Return the part of `text` that the span names."""
        return text[self.start : self.end]


class InlineKind(StrEnum):
    """How a piece of inline markup behaves when the words around it change order."""

    OPEN = "open"
    """Begins to mark the text up to its `CLOSE`: <b>, [, **."""
    CLOSE = "close"
    ATOM = "atom"
    """Stands alone: an image, a line break, a code span, a variable, a URL."""


@dataclass(frozen=True, slots=True)
class Inline:
    """Markup inside a text, which no engine may touch."""

    raw: str
    """The markup as the document spells it; copied to the target unchanged."""
    kind: InlineKind = InlineKind.ATOM
    text: str = ""
    """What a reader sees of an `ATOM` (the code of a code span); empty for pure markup."""
    group: int = 0
    """The same number in an `OPEN` and its `CLOSE`; unique within a unit. 0 for atoms."""


Pattern = tuple[str | Inline, ...]
"""A text with its inline markup in reading order. No two strings are neighbours, no string is empty."""


def plain(pattern: Pattern) -> str:
    """Return what a reader sees of `pattern`, and what an engine is given.

    >>> plain(("Run ", Inline("`ls`", text="ls"), " now"))
    'Run ls now'
    """
    return "".join(part if isinstance(part, str) else part.text for part in pattern)


def joined(parts: Iterable[str | Inline]) -> Pattern:
    """Return `parts` as a pattern: neighbouring strings made one, empty ones dropped.

    >>> joined(["a", "", "b", Inline("<br>"), ""])
    ('ab', Inline(raw='<br>', kind=<InlineKind.ATOM: 'atom'>, text='', group=0))
    """
    pattern: list[str | Inline] = []
    for part in parts:
        if isinstance(part, str) and pattern and isinstance(pattern[-1], str):
            pattern[-1] += part
        elif part != "":
            pattern.append(part)
    return tuple(pattern)


@dataclass(frozen=True, slots=True)
class Unit:
    """One block of a document that is translated on its own: a paragraph, a heading, a cell."""

    id: int
    """Its position in the document, from 0."""
    source: Pattern
    line: int = field(default=0, compare=False)
    """1-based line of the source document where the unit begins, or 0 where lines mean nothing."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a format makes of bytes: units in reading order, and the rest as the format wants to keep it."""

    format: str
    units: tuple[Unit, ...]
    skeleton: object = field(repr=False)
    """Everything that is not translated. Only the format that parsed the document looks inside."""
    notes: tuple[str, ...] = ()
    """What a person should know of how the document was read, one sentence each: a choice that was made, what was left out."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or what stands in its place: the piece that an engine translates."""

    id: int
    """Its position in the run, from 0."""
    unit: int
    """`Unit.id` of the block it belongs to."""
    source: Pattern
    before: str = ""
    """White space in front of it; `before + source + after` of all segments of a unit is the unit."""
    after: str = ""
    line: int = field(default=0, compare=False)
    text: str = field(init=False, compare=False, repr=False)
    """`plain(source)`. All source spans of matches and findings count its code points."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", plain(self.source))


class Mode(StrEnum):
    """What the glossary asks for a term."""

    TRANSLATE = "translate"
    """Use the rendering or one of its accepted alternatives."""
    EXACT = "exact"
    """Use the rendering letter by letter; alternatives do not count."""
    KEEP = "keep"
    """Leave it as the source has it."""
    FORBIDDEN = "forbidden"
    """Only watch that its forbidden renderings do not appear; ask for nothing."""


class Case(StrEnum):
    """How upper and lower case count when a term is looked for in the source."""

    EXACT = "exact"
    PERMISSIVE = "permissive"
    """Capitals of the term must be capitals in the text, small letters may be either (memoQ's meaning)."""
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of the glossary, as one pair of languages needs it."""

    id: str
    source: str
    """Its main form in the source language."""
    target: str
    """Its rendering in the target language."""
    also: tuple[str, ...] = ()
    """Other renderings that count as right."""
    forbidden: tuple[str, ...] = ()
    """Renderings known to be wrong."""
    reading: str = ""
    """How `target` is read aloud where its letters do not say (APEC: 에이펙). Decides the Korean particle."""
    first: str = ""
    """What the first mention in a document reads, where it differs from `target`."""
    later: str = ""
    """What later mentions read, where they differ from `target`."""
    type: str = "common"
    mode: Mode = Mode.TRANSLATE
    case: Case = Case.PERMISSIVE
    origin: str = field(default="", compare=False)
    """`file:line` of the entry."""

    def accepts(self) -> tuple[str, ...]:
        """Return all renderings that count as right, the preferred one first."""
        if self.mode is Mode.EXACT:
            return (self.target,)
        forms = (self.target, self.first, self.later, *self.also)
        return tuple(dict.fromkeys(form for form in forms if form))


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term at a place of a segment."""

    term: Term
    span: Span
    """Where it stands in `Segment.text`."""
    surface: str
    """How the source spells it there."""


class Severity(IntEnum):
    """How much a finding matters, after MQM (Multidimensional Quality Metrics)."""

    MINOR = 1
    MAJOR = 2
    CRITICAL = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at."""

    check: str
    """Name of the check that found it."""
    severity: Severity
    message: str
    """One sentence for a translator."""
    term: str = ""
    """`Term.id`, where the finding is about a term."""


@dataclass(frozen=True, slots=True)
class Request:
    """One text for an engine, with what it should heed."""

    source: str
    hints: tuple[tuple[str, str], ...] = ()
    """Source and target of the terms to use, for engines with `Capability.HINT`."""
    prefix: str = ""
    """How the translation must begin, for engines with `Capability.PREFIX`."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """How an engine searches. One value for all requests of a call; what is not set is as the engine does best."""

    beam: int = 0
    """Width of the search; 0 leaves it to the engine, and it is never less than `candidates`."""
    candidates: int = 1
    """How many translations of a text are wanted, best first."""
    no_repeat: int | None = None
    """Length in tokens of the n-grams that may not occur twice; 0 allows all, None leaves it to the engine."""
    suppress: tuple[str, ...] = ()
    """Texts that may not occur in a translation, for engines with `Capability.SUPPRESS`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One translation that an engine proposes."""

    text: str
    score: float = 0.0
    """By what the engine's search ranked it, a log-probability made independent of length (mostly the mean of a token);
    higher is better, and only scores of one engine compare. 0 where the engine gives none."""
    complete: bool = True
    """False where the engine was cut off before it came to an end."""


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of the ladder, as it was climbed for a segment."""

    rung: str
    decodes: int
    """Translations that the engine made for it."""
    carried: int
    """Term matches carried after it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A segment at the end of the pipeline."""

    segment: Segment
    target: Pattern
    matches: tuple[TermMatch, ...] = ()
    carried: tuple[bool, ...] = ()
    """For each match, whether the target renders it as the glossary wants."""
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    provenance: str = "engine"
    """Where the target comes from: engine, glossary, copy; memory (a person's translation of this very text), fuzzy (of a
    similar one), stored (what the engine said in an earlier run)."""
    unconstrained: str = ""
    """What the engine says without the glossary, where that was asked."""


@dataclass(frozen=True, slots=True)
class Run:
    """One document in one target language."""

    pair: Pair
    outcomes: Sequence[Outcome]
    """All segments in document order; those of a large document lie on disk, and are read as they are asked for."""
    signature: str
    """All that decides the output, so that a number can be reproduced."""
    source: str = ""
    """Path of the source document, empty for text."""
    output: str = ""
    """Path of the translated document, empty where none was written."""
    seconds: float = field(default=0.0, compare=False)
    text: str = field(default="", repr=False)
    """The translated document, where it is text."""
    notes: tuple[str, ...] = ()
    """`Document.notes` of the source."""

    def terms(self) -> tuple[int, int]:
        """Return how many of the found terms the target carries, and how many were found."""
        counts = Counter(flag for outcome in self.outcomes for flag in outcome.carried)
        return counts[True], counts.total()

    def findings(self) -> Iterator[tuple[Outcome, Finding]]:
        """Yield all findings in document order, each with the outcome it belongs to."""
        return ((outcome, finding) for outcome in self.outcomes for finding in outcome.findings)


Targets = Mapping[int, Pattern]
"""Translations of a document's units by `Unit.id`."""
