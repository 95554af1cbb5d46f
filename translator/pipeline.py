"""A document through an engine: split, match, climb, place the markup, check, and put it together again."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
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
from .segment import separator, split


def translate_document(
    document: Document, pair: Pair, engine: Engine, glossary: Glossary, listener: Listener | None = None
) -> tuple[Targets, Run]:
    """Return the translations of the document's units, and the run that tells how each came about."""
    began = time.perf_counter()
    works = [_work(segment, matches, pair) for segment, matches in find_terms(document, pair, glossary)]
    outcomes = _translate(works, pair, engine, listener)
    run = Run(pair, outcomes, signature(engine, pair, glossary), seconds=time.perf_counter() - began)
    return _assemble(outcomes, pair), run


def find_terms(document: Document, pair: Pair, glossary: Glossary) -> list[tuple[Segment, Matches]]:
    """Return the segments of a document with what the glossary finds in each; no engine is needed."""
    segments = _segments(document.units, pair)
    found = match_document(Matcher(glossary, pair), [segment.text for segment in segments])
    return list(zip(segments, found, strict=True))


def signature(engine: Engine, pair: Pair, glossary: Glossary) -> str:
    """Return all that decides the output: equal signatures and equal sources give equal targets."""
    rungs = "+".join(strategy.name for strategy in LADDER if strategy.needs <= engine.capabilities(pair))
    return (
        f"translator:{__version__}|pair:{pair.source}-{pair.target}|engine:{engine.signature(pair)}"
        f"|glossary:{glossary.version}|ladder:{rungs}"
    )


def _segments(units: Iterable[Unit], pair: Pair) -> list[Segment]:
    segments: list[Segment] = []
    for unit in units:
        line = unit.line
        for before, source, after in split(unit.source, pair.source):
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
    works: Sequence[Work], pair: Pair, engine: Engine, listener: Listener | None
) -> tuple[Outcome, ...]:
    ready = {work.segment.id: done for work in works if (done := _without_engine(work, pair))}
    climbing = [work for work in works if work.segment.id not in ready]
    climbed = climb(climbing, engine, pair, listener) if climbing else []
    placed = _place(climbing, climbed, pair, engine)
    for work, ascent, placement in zip(climbing, climbed, placed, strict=True):
        ready[work.segment.id] = _outcome(work, ascent, placement, pair)
    outcomes = [ready[work.segment.id] for work in works]
    return tuple(checks.check_document(outcomes))


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


def _outcome(work: Work, ascent: Ascent, placement: Placement, pair: Pair) -> Outcome:
    draft = Draft(pair, work.segment.text, ascent.text, work.matches, ascent.complete)
    findings = [*checks.run(draft)]
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
        tuple(findings),
        unconstrained=ascent.unconstrained,
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
