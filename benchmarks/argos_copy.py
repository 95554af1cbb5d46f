"""An Argos package of the usual size that says what it hears: it costs what a real one costs, without being trained.

Random weights would tell nothing of speed, since their sentences do not end where sentences do. Here the places of a
sentence are looked up by the first layer's attention alone: it compares their fast sines, and copies the piece that stands
at the same place. A full stop is followed by the end. Everything else is computed like in any network, and adds next to nothing.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import sentencepiece

from training import argos_format

WIDTH, INNER, LAYERS, HEADS = 512, 2048, 6, 8
VOCABULARY = 32_000
"""Layers, width and vocabulary are those of the packages that Argos Translate offers for English."""
_FAST = np.arange(32)
"""Sines that tell neighbours apart; their cosines stand half the width behind."""
_STOP, _PIECES, _ZERO = 160, np.arange(161, 255), 255
"""Dimensions whose sines hardly move within a sentence: the mark of a full stop, any piece, and one that stays zero."""


def make_package(folder: Path, texts: Sequence[str]) -> Path:
    """Write the package, with a tokenizer made from `texts`; return its path."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=model, vocab_size=4000, hard_vocab_limit=False, minloglevel=2
    )
    known = argos_format.vocabulary(sentencepiece.SentencePieceProcessor(model_proto=model.getvalue()))
    vocabulary = [*known, *(f"<unused {number}>" for number in range(VOCABULARY - len(known)))]
    spec = argos_format.model(_weights(vocabulary), vocabulary, heads=HEADS)
    about = argos_format.metadata("en", "ko", "1.0")
    return argos_format.write_package(folder, about, {"sentencepiece.model": model.getvalue()}, spec, "int8")


def _weights(vocabulary: Sequence[str]) -> dict[str, np.ndarray]:
    random = np.random.default_rng(8)
    shapes = argos_format.shapes(len(vocabulary), width=WIDTH, inner=INNER, layers=LAYERS)
    weights = {
        name: np.ones(shape, np.float32)
        if name.endswith("gamma")
        else random.normal(0, 1e-4, shape).astype(np.float32)
        if len(shape) > 1
        else np.zeros(shape, np.float32)
        for name, shape in shapes.items()
    }
    pieces = random.normal(0, 1, (len(vocabulary), len(_PIECES))).astype(np.float32)
    embedding = np.zeros((len(vocabulary), WIDTH), np.float32)
    embedding[:, _PIECES] = 2 * pieces
    embedding[vocabulary.index("."), _STOP] = 6
    weights["source"] = weights["target"] = embedding / WIDTH**0.5  # CTranslate2 multiplies by it

    places = np.concatenate([_FAST, _FAST + WIDTH // 2])
    for head in range(HEADS):
        rows = head * len(places) + np.arange(len(places))
        for part, sharpness in (("query", 60), ("key", 1)):
            weights[f"decoder.0.cross.{part}.weight"][rows, places] = sharpness
            weights[f"decoder.0.cross.{part}.weight"][rows, _ZERO] = -sharpness  # the mean, which a layer takes away first
    weights["decoder.0.cross.value.weight"][_PIECES, _PIECES] = 1
    weights["decoder.0.cross.output.weight"][_PIECES, _PIECES] = 4
    weights["projection.weight"][:, _PIECES] = 0.1 * pieces
    weights["projection.weight"][vocabulary.index("</s>")] = 0
    weights["projection.weight"][vocabulary.index("</s>"), _STOP] = 40
    return weights
