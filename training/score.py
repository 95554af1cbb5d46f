"""The verb `score`: chrF, loops and hints of an exported model on held-out pairs, decoded greedily without any guard."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from . import loops, names, terms
from .example import prompt

LONGEST = 256
"""Tokens after which an answer is cut off, which counts as a loop."""


@dataclass(frozen=True, slots=True)
class Score:
    """What was measured on one set."""

    set: str
    sentences: int
    chrf: float
    loops: int
    wrong_script: int
    told: int
    """Terms of the set's own pairs that were hinted in a second decode."""
    carried: int
    """Of these, how many stand in that decode."""
    characters_per_second: float
    signature: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("model", type=Path, help="folder that `export` wrote")
    parser.add_argument("--corpora", type=Path, required=True, help="folder with dev/ and the name lists; or set CORPORA")
    parser.add_argument("--limit", type=int, default=100, help="sentences of a set")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--beam", type=int, default=1, help="more than 1: the search of the product, with so many beams")
    parser.add_argument("--show", type=int, default=0, help="translations to print of a set")
    parser.add_argument("--into", type=Path, help="JSON file for the scores")


def run(arguments: argparse.Namespace) -> None:
    """Carry out the verb."""
    model = _Model(arguments.model, arguments.threads, arguments.beam)
    scores = []
    for path in sorted((arguments.corpora / "dev").glob("en-*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()[: arguments.limit]
        language = path.name[3:5]
        pairs = [(source, target) for source, target in (line.split("\t") for line in lines)]
        scores.append(_scored(model, path.stem, language, pairs, arguments))
        print(json.dumps(asdict(scores[-1]), ensure_ascii=False), flush=True)
    if arguments.into:
        arguments.into.write_text(json.dumps([asdict(score) for score in scores], indent=1) + "\n")


def _scored(
    model: _Model, name: str, language: str, pairs: Sequence[tuple[str, str]], arguments: argparse.Namespace
) -> Score:
    import sacrebleu

    start = time.time()
    answers = model.translate(language, [(source, ()) for source, _ in pairs])
    took = time.time() - start
    metric = sacrebleu.CHRF(word_order=0)
    chrf = metric.corpus_score([text for text, _ in answers], [[target for _, target in pairs]])
    for (source, target), (text, _) in list(zip(pairs, answers, strict=True))[: arguments.show]:
        print(f"  {source}\n  > {text}\n  = {target}")
    told = _told(pairs, language, arguments.corpora)
    hinted = model.translate(language, [(source, hints) for (source, _), hints in told])
    return Score(
        set=name,
        sentences=len(pairs),
        chrf=round(chrf.score, 2),
        loops=sum(not complete or loops.is_loop(text) for text, complete in answers),
        wrong_script=sum(loops.has_wrong_script(text, language) for text, _ in answers),
        told=sum(len(hints) for _, hints in told),
        carried=sum(rendering in text for (_, hints), (text, _) in zip(told, hinted, strict=True) for _, rendering in hints),
        characters_per_second=round(sum(len(text) for text, _ in answers) / took),
        signature=str(metric.get_signature()),
    )


def _told(pairs: Sequence[tuple[str, str]], language: str, corpora: Path) -> list[tuple[tuple[str, str], terms.Terms]]:
    """Return the pairs with names in them, and these as hints: the reference has them, so they can be asked for."""
    lexicon = names.lexicon(corpora, language)
    found = ((pair, terms.find(*pair, language, lexicon)) for pair in pairs)
    proper = [(pair, tuple(term for term in told if terms.is_name(term))) for pair, told in found]
    wanted = [(pair, told) for pair, told in proper if told]
    random.Random(1).shuffle(wanted)
    return wanted[:50]


class _Model:
    """An exported model, by default decoding as plainly as can be, so that scores of different releases compare."""

    def __init__(self, folder: Path, threads: int, beam: int) -> None:
        import ctranslate2
        import sentencepiece

        self._generator: Any = ctranslate2.Generator(str(folder), inter_threads=threads, intra_threads=1, compute_type="int8")
        self._search: dict[str, Any] = {"beam_size": beam}
        if beam > 1:
            from translator.engines import builtin

            self._search |= {"no_repeat_ngram_size": builtin.NO_REPEAT, "repetition_penalty": builtin.REPETITION_PENALTY}
        self._pieces: Any = sentencepiece.SentencePieceProcessor(str(folder / "sp.model"))

    def translate(self, language: str, requests: Sequence[tuple[str, terms.Terms]]) -> list[tuple[str, bool]]:
        """Return each translation, and whether the model ended it by itself."""
        prompts = [
            ["<bos>", *self._pieces.encode(prompt(language, source, told), out_type=str)] for source, told in requests
        ]
        results = self._generator.generate_batch(
            prompts, max_length=LONGEST, include_prompt_in_result=False, end_token="<eos>",
            max_batch_size=256, batch_type="tokens", **self._search,
        )  # fmt: skip
        return [(self._pieces.decode(row).strip(), len(row) < LONGEST) for row in (r.sequences[0] for r in results)]
