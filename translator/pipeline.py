"""A document through an engine: split, match, climb, place the markup, check, and put it together again."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from . import __version__, checks
from .checks.base import Draft
from .checks.terms import carried, locate
from .constraints import LADDER, Work
from .engines.base import Engine
from .figures import find_figures
from .finish import finish
from .glossary import Glossary, Matcher, Matches, match_document
from .ladder import Ascent, Listener, climb
from .markup import Placement, marked_texts, place
from .memory import Memory
from .memory.results import Result
from .model import (
    Decoding,
    Document,
    Finding,
    Inline,
    Mode,
    Outcome,
    Pair,
    Pattern,
    Request,
    Run,
    Segment,
    Severity,
    Span,
    Step,
    Targets,
    Term,
    TermMatch,
    Unit,
    joined,
    plain,
)
from .recall import Recall, result, said, settled
from .segment import separator, split
from .style import one_register

CHUNK = 256
"""Segments that are climbed together, and then kept in the memory: what a run that is killed has to do again at most.
Some seven batches of the built-in engine, so that few of them go out half empty; see benchmarks/chunks.py."""


def translate_document(
    document: Document,
    pair: Pair,
    engine: Engine,
    glossary: Glossary,
    listener: Listener | None = None,
    *,
    memory: Memory | None = None,
    reuse: float | None = None,
    ahead: dict[bytes, float] | None = None,
) -> tuple[Targets, Run]:
    """Return the translations of the document's units, and the run that tells how each came about.

    With a memory, what is known from earlier runs and what people have translated is taken from there, and what the
    engine says is kept there, chunk by chunk. `reuse` is the likeness from 0 to 1 from which a person's translation of a
    similar text is used; without it such translations are only offered, as findings. `ahead` is what
    `translate_ahead` gave and no document has used yet; what this one uses is taken out, and counts as its own work and time.
    """
    began = time.perf_counter()
    recall = Recall(pair, _signature(engine, pair, None), memory, reuse)
    segments = _segments(document.units, pair, recall.whole(document.units))
    works = [_work(segment, matches, pair) for segment, matches in _matched(segments, pair, glossary)]
    ahead = ahead if ahead is not None else {}
    waiting = sum(ahead.values())
    outcomes = _translate(works, pair, engine, recall, listener, ahead)
    seconds = time.perf_counter() - began + waiting - sum(ahead.values())
    run = Run(pair, outcomes, run_signature(engine, pair, glossary, memory, reuse), seconds=seconds)
    return _assemble(outcomes, pair), run


def translate_ahead(
    documents: Iterable[Document],
    pair: Pair,
    engine: Engine,
    glossary: Glossary,
    listener: Listener | None = None,
    *,
    memory: Memory,
    reuse: float | None = None,
) -> dict[bytes, float]:
    """Have the engine translate what several documents need, in common batches, into the memory.

    Each of them then finds it there, and many small ones share the batches that one alone would not fill. Return the keys
    of what was made, each with its share of the seconds.
    """
    began = time.perf_counter()
    recall = Recall(pair, _signature(engine, pair, None), memory, reuse)
    needed: dict[bytes, Work] = {}
    for document in documents:
        segments = _segments(document.units, pair, recall.whole(document.units))
        works = [_work(segment, matches, pair) for segment, matches in _matched(segments, pair, glossary)]
        rest = [work for work in works if not _without_engine(work, pair)]
        people, _ = recall.people(works, [work.segment.id for work in rest])
        needed |= {recall.key(work): work for work in rest if work.segment.id not in people}
    made = _climb(needed, recall.results(list(needed)), pair, engine, recall, listener)
    return dict.fromkeys(made, (time.perf_counter() - began) / max(1, len(made)))


def find_terms(document: Document, pair: Pair, glossary: Glossary) -> list[tuple[Segment, Matches]]:
    """Return the segments of a document with what the glossary finds in each; no engine is needed."""
    return _matched(_segments(document.units, pair), pair, glossary)


def signature(engine: Engine, pair: Pair, glossary: Glossary) -> str:
    """Return all that decides the output: equal signatures and equal sources give equal targets."""
    return _signature(engine, pair, glossary)


def run_signature(
    engine: Engine, pair: Pair, glossary: Glossary, memory: Memory | None = None, reuse: float | None = None
) -> str:
    """Return all that decides the output of a run, translations of people in the memory included."""
    people = Recall(pair, "", memory, reuse).version()
    return signature(engine, pair, glossary) + (f"|memory:{people}" if people else "")


def _signature(engine: Engine, pair: Pair, glossary: Glossary | None) -> str:
    """Return the signature, without the glossary where what it finds is known otherwise."""
    rungs = "+".join(strategy.name for strategy in LADDER if strategy.needs <= engine.capabilities(pair))
    terms = f"|glossary:{glossary.version}" if glossary else ""
    return (
        f"translator:{__version__}|pair:{pair.source}-{pair.target}|engine:{engine.signature(pair)}{terms}|ladder:{rungs}"
    )


def _matched(segments: list[Segment], pair: Pair, glossary: Glossary) -> list[tuple[Segment, Matches]]:
    found = match_document(Matcher(glossary, pair), [segment.text for segment in segments])
    return list(zip(segments, found, strict=True))


def _segments(units: Iterable[Unit], pair: Pair, whole: frozenset[int] = frozenset()) -> list[Segment]:
    """Return the segments of all units; those in `whole` are one segment each."""
    segments: list[Segment] = []
    for unit in units:
        line = unit.line
        pieces = (("", unit.source, ""),) if unit.id in whole else split(unit.source, pair.source)
        for before, source, after in pieces:
            line += before.count("\n")
            segments.append(Segment(len(segments), unit.id, source, before, after, line))
            line += plain(source).count("\n") + after.count("\n")
    return segments


def _work(segment: Segment, matches: Matches, pair: Pair) -> Work:
    """Return the work for a segment, with its terms, its code and variables, and its figures."""
    atoms = _atoms(segment)
    terms = [match for match in matches.found if not any(match.span.overlaps(atom.span) for atom in atoms)]
    found = tuple(sorted((*terms, *atoms), key=lambda match: match.span))
    figures = find_figures(segment.text, pair.target) if pair.source == "en" else ()
    free = (figure for figure in figures if not any(figure.span.overlaps(match.span) for match in found))
    return Work(segment, found, tuple(free))


def _atoms(segment: Segment) -> list[TermMatch]:
    """Return the code, variables and addresses of a segment as terms that must be kept."""
    atoms, at = [], 0
    for part in segment.source:
        text = part if isinstance(part, str) else part.text
        if isinstance(part, Inline) and text.strip():
            term = Term(id=f"inline:{text}", source=text, target=text, type="inline", mode=Mode.KEEP)
            atoms.append(TermMatch(term, Span(at, at + len(text)), text))
        at += len(text)
    return atoms


def _translate(
    works: Sequence[Work], pair: Pair, engine: Engine, recall: Recall, listener: Listener | None, ahead: dict[bytes, float]
) -> tuple[Outcome, ...]:
    ready = {work.segment.id: done for work in works if (done := _without_engine(work, pair))}
    rest = [work for work in works if work.segment.id not in ready]
    people, offers = recall.people(works, [work.segment.id for work in rest])
    told = [work for work in rest if work.segment.id in people]
    ends = [said(work, people[work.segment.id].hit) for work in told]
    for work, ascent, placement in zip(told, ends, _place(told, ends, pair, engine), strict=True):
        found = people[work.segment.id]
        ready[work.segment.id] = _outcome(work, ascent, placement, pair, found.provenance, found.findings)
    rest = [work for work in rest if work.segment.id not in people]
    keys = [recall.key(work) for work in rest]
    known = recall.results(keys)
    made = _climb(dict(zip(keys, rest, strict=True)), known, pair, engine, recall, listener)
    ours = made.keys() | ahead.keys()
    for work, key in zip(rest, keys, strict=True):
        fresh = key in ours
        ascent, placement = settled(work, made[key] if key in made else known[key], fresh=fresh)
        offer = (offers[work.segment.id],) if work.segment.id in offers else ()
        ready[work.segment.id] = _outcome(work, ascent, placement, pair, "engine" if fresh else "stored", offer)
    for key in keys:
        ahead.pop(key, None)
    outcomes = one_register([ready[work.segment.id] for work in works], pair)
    return tuple(checks.check_document(outcomes))


def _climb(
    works: Mapping[bytes, Work],
    known: Mapping[bytes, Result],
    pair: Pair,
    engine: Engine,
    recall: Recall,
    listener: Listener | None,
) -> dict[bytes, Result]:
    """Translate what is not known, chunk by chunk, and keep each chunk as soon as it is done."""
    unknown = [key for key in works if key not in known]
    made: dict[bytes, Result] = {}
    for at in range(0, len(unknown), CHUNK):
        keys = unknown[at : at + CHUNK]
        chunk = [works[key] for key in keys]
        climbed = climb(chunk, engine, pair, _within(listener, at, len(chunk), len(unknown)))
        placed = _place(chunk, climbed, pair, engine)
        done = dict(zip(keys, map(result, chunk, climbed, placed), strict=True))
        recall.keep({key: (works[key].segment.text, each) for key, each in done.items()})
        made |= done
    return made


def _within(listener: Listener | None, before: int, size: int, total: int) -> Listener | None:
    """Return a listener for one chunk of several, which tells of the whole document: how many texts have a draft."""
    if listener is None or size == total:
        return listener
    return lambda rung, done, _: listener(rung, before + (done if rung == "draft" else size), total)


def _without_engine(work: Work, pair: Pair) -> Outcome | None:
    """Return the outcome of a segment that has no words, or that is one term of the glossary and nothing else."""
    segment = work.segment
    words = segment.text
    for match in reversed(work.matches):
        if match.term.type == "inline":
            words = words[: match.span.start] + words[match.span.end :]
    if not any(character.isalpha() for character in words):
        return Outcome(segment, segment.source, work.matches, (True,) * len(work.matches), provenance="copy")
    if len(segment.source) != 1 or len(work.matches) != 1:
        return None
    (match,) = work.matches
    rest = segment.text[: match.span.start] + segment.text[match.span.end :]
    if any(character.isalnum() for character in rest) or match.term.mode is Mode.FORBIDDEN:
        return None
    raw = segment.text[: match.span.start] + match.term.target + segment.text[match.span.end :]
    target = finish(raw, segment.text, work.matches, pair)
    return Outcome(
        segment,
        (target,),
        work.matches,
        carried(work.matches, target),
        (Step("whole", 0, 1),),
        provenance="glossary",
    )


def _place(
    works: Sequence[Work], ascents: Sequence[Ascent], pair: Pair, engine: Engine
) -> list[Placement]:
    """Put the markup back. What paired tags enclose is translated on its own, all of it in one batch, to find it."""
    texts = list(dict.fromkeys(text for work in works for text in marked_texts(work.segment.source)))
    answers = engine.translate([Request(text) for text in texts], pair, Decoding()) if texts else []
    renderings = {text: candidates[0].text for text, candidates in zip(texts, answers, strict=True)}
    placements = []
    for work, ascent in zip(works, ascents, strict=True):
        spans = locate(work.matches, ascent.text)
        terms = [(match.span, span) for match, span in zip(work.matches, spans, strict=True) if span]
        placements.append(place(work.segment.source, ascent.text, terms, renderings))
    return placements


def _outcome(
    work: Work, ascent: Ascent, placement: Placement, pair: Pair, provenance: str, also: Sequence[Finding]
) -> Outcome:
    draft = Draft(pair, work.segment.text, ascent.text, work.matches, ascent.complete)
    findings = [*checks.run(draft)]
    findings += [
        Finding("number-repaired", Severity.MINOR, f"‘{repair.wrong}’ was replaced by ‘{repair.right}’, as the source has it.")
        for repair in ascent.repairs
    ]
    findings += [
        Finding("markup", Severity.MINOR, f"The place of {inline.raw} in the translation is a guess.")
        for inline in placement.guessed
    ]
    return Outcome(
        work.segment,
        placement.pattern,
        work.matches,
        ascent.carried,
        ascent.steps,
        (*findings, *also),
        provenance,
        ascent.unconstrained,
    )


def _assemble(outcomes: Iterable[Outcome], pair: Pair) -> Targets:
    """Return the pattern of each unit: its segments with the white space that the target language has between them."""
    targets: dict[int, Pattern] = {}
    for unit, group in groupby(outcomes, key=lambda outcome: outcome.segment.unit):
        parts: list[str | Inline] = []
        gap = ""
        for outcome in group:
            gap += outcome.segment.before
            parts.append(separator(gap, pair.target) if parts else gap)
            parts += outcome.target
            gap = outcome.segment.after
        parts.append(gap)
        targets[unit] = joined(parts)
    return targets
