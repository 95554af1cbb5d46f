"""How well a text is translated with a glossary and without: terms, consistency, particles, chrF, and what it cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .checks.terms import locate
from .engines.base import Engine
from .errors import InputError
from .glossary import Glossary
from .model import Document, Pair, Run, TermMatch, Unit, plain
from .pipeline import find_terms, translate_document


@dataclass(frozen=True, slots=True)
class Lost:
    """A term that did not come out right."""

    line: int
    """1-based line of the source."""
    match: TermMatch
    target: str
    """The translation of the segment it stands in."""


@dataclass(frozen=True, slots=True)
class Scores:
    """One row of the table. Shares are from 0 to 1, None where nothing was there to be counted."""

    label: str
    found: int
    """Terms that the glossary finds in the source."""
    accepted: float | None
    """Share of them that the target has in a form that the glossary accepts."""
    exact: float | None
    """Share of them that it has in the preferred form."""
    consistency: float | None
    """Share of the terms with several occurrences whose renderings are all alike."""
    particles: int
    """Findings about Korean particles."""
    chrf: float | None
    """Corpus chrF against the reference, if there is one (Popović 2015, W15-3049; no word n-grams)."""
    decodes: int
    """Translations that the engine made."""
    seconds: float
    lost: tuple[Lost, ...] = ()
    """The terms that the target has in no accepted form, in document order."""


def evaluate(
    source: Sequence[str], reference: Sequence[str] | None, pair: Pair, engine: Engine, glossary: Glossary
) -> tuple[Scores, Scores]:
    """Translate the lines of `source` without and with `glossary`; return the scores of both.

    A reference has as many lines as the source and counts for chrF only.
    """
    units = tuple(Unit(number, (line,), number + 1) for number, line in enumerate(source) if line.strip())
    document = Document("lines", units, None)
    return (
        _score("without", document, reference, pair, engine, Glossary(), glossary),
        _score("with", document, reference, pair, engine, glossary, glossary),
    )


def chrf_signature() -> str:
    """Return sacrebleu's signature of the chrF that `evaluate` computes."""
    metric = _metric()
    metric.corpus_score(["a"], [["a"]])
    return str(metric.get_signature())


def _score(
    label: str,
    document: Document,
    reference: Sequence[str] | None,
    pair: Pair,
    engine: Engine,
    used: Glossary,
    judged: Glossary,
) -> Scores:
    targets, run = translate_document(document, pair, engine, used)
    texts = {id: plain(pattern) for id, pattern in targets.items()}
    renderings, lost = _renderings(document, run, pair, judged)
    exact = sum(text == wanted for places in renderings.values() for text, wanted in places)
    accepted = sum(map(len, renderings.values()))
    found = accepted + len(lost)
    several = [{text for text, _ in places} for places in renderings.values() if len(places) > 1]
    return Scores(
        label=label,
        found=found,
        accepted=accepted / found if found else None,
        exact=exact / found if found else None,
        consistency=sum(len(texts) == 1 for texts in several) / len(several) if several else None,
        particles=sum(finding.check == "particle" for _, finding in run.findings()),
        chrf=_chrf(document, texts, reference) if reference else None,
        decodes=sum(step.decodes for outcome in run.outcomes for step in outcome.steps),
        seconds=run.seconds,
        lost=lost,
    )


def _renderings(
    document: Document, run: Run, pair: Pair, judged: Glossary
) -> tuple[dict[str, list[tuple[str, str]]], tuple[Lost, ...]]:
    """Return for each term how the target renders it and how it should, and the terms that it does not render."""
    renderings: dict[str, list[tuple[str, str]]] = defaultdict(list)
    lost: list[Lost] = []
    for outcome, (segment, matches) in zip(run.outcomes, find_terms(document, pair, judged), strict=True):
        target = plain(outcome.target)
        for match, span in zip(matches.found, locate(matches.found, target), strict=True):
            if span:
                renderings[match.term.id].append((span.of(target), match.term.target))
            else:
                lost.append(Lost(segment.line, match, target))
    return renderings, tuple(lost)


def _chrf(document: Document, texts: dict[int, str], reference: Sequence[str]) -> float:
    pairs = [(texts[unit.id], reference[unit.id]) for unit in document.units]
    return float(_metric().corpus_score([text for text, _ in pairs], [[wanted for _, wanted in pairs]]).score)


def _metric() -> Any:
    try:
        from sacrebleu import CHRF
    except ModuleNotFoundError:
        raise InputError("chrF needs sacrebleu: pip install 'translator[evaluate]', or leave the reference out.") from None
    return CHRF(word_order=0)
