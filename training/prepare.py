"""The verb `prepare`: mix the corpora, annotate terms, trim the vocabulary, tokenise."""

from __future__ import annotations

import argparse
import collections
import json
import random
from pathlib import Path

from . import base, names, packing, sources, terms, vocabulary
from .example import LANGUAGES, Example, prompt

NAMES_ALONE = 1_500
"""Names and titles of a language that enter as examples of their own, with and without a hint."""
FREQUENT = 36_000
"""Pieces kept for being frequent, where the vocabulary is computed and not taken from a release."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("work", type=Path, help="where to write sp.model, keep.json and train.npz")
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the parallel text; or set CORPORA")
    parser.add_argument("--vocabulary", type=Path, help="vocabulary.json of a release whose pieces to keep")
    parser.add_argument("--seed", type=int, default=1)


def run(arguments: argparse.Namespace) -> None:
    """Carry out the verb."""
    arguments.work.mkdir(parents=True, exist_ok=True)
    rng = random.Random(arguments.seed)
    examples = [example for language in LANGUAGES for example in annotate(arguments.corpora, language, rng)]
    rng.shuffle(examples)
    sizes = tokenise(examples, arguments.work, arguments.vocabulary)
    print(json.dumps(sizes))


def annotate(corpora: Path, language: str, rng: random.Random) -> list[Example]:
    """Return the examples of one language, in the order of the sources."""
    lists = terms.Lists(names.lexicon(corpora, language), names.proper_names(corpora, language))
    examples = [terms.annotated(*pair, language, lists, rng) for pair in sources.mixed(corpora, language, rng)]
    for _ in range(NAMES_ALONE):
        name = names.draw(lists.names, language, rng)
        examples.append(Example(language, *name, (name,) if rng.random() < terms.HINTED else ()))
    told = sum(bool(example.terms) for example in examples)
    masked = sum(terms.PLACEHOLDERS[0] in example.source for example in examples)
    print(f"{language}: {len(examples):,} pairs, {told:,} with hints, {masked:,} masked", flush=True)
    return examples


def tokenise(examples: list[Example], work: Path, released: Path | None) -> dict[str, int]:
    """Write the vocabulary and the tokens of the examples; return how many there are of each."""
    from sentencepiece import SentencePieceProcessor

    whole = base.vocabulary()
    if released:
        keep = vocabulary.shipped(released, whole)
    else:
        vocabulary.write(range(len(whole.pieces)), whole, work / "full.model")
        full = SentencePieceProcessor(str(work / "full.model"))
        counts: collections.Counter[int] = collections.Counter()
        for example in examples:
            counts.update(full.encode(_prompt(example)))
            counts.update(full.encode(f" {example.target}"))
        keep = vocabulary.trimmed(counts, whole, FREQUENT)
    vocabulary.write(keep, whole, work / "sp.model")
    (work / "keep.json").write_text(json.dumps(keep))
    pieces = SentencePieceProcessor(str(work / "sp.model"))
    rows = []
    for example in examples:
        head = [pieces.bos_id(), *pieces.encode(_prompt(example))]
        rows.append(([*head, *pieces.encode(f" {example.target}"), pieces.eos_id()], len(head)))
    packing.save(work / "train.npz", rows)
    return {"pieces": len(keep), "pairs": len(rows), "tokens": sum(len(row) for row, _ in rows)}


def _prompt(example: Example) -> str:
    return prompt(example.language, example.source, example.terms)
