"""Makes real Argos packages in a second: a one-layer transformer with random weights, with tokens of either kind.

The format is right, the words are noise. `python -m training package` makes one that has learnt to translate.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np

from training import argos_format

TEXT = (
    "The governor of Nagano met the mayor of Incheon . 나가노현 지사는 인천시장을 만났다 . "
    "local_government x_y 안녕 하세요 [1] [2]"
).split()
WIDTH = 16


def make_package(
    folder: Path, source: str, target: str, version: str = "1.0", *, seed: int = 1, bpe: bool = False, prefix: str = ""
) -> Path:
    """Write an unpacked Argos package under `folder`; return its path."""
    tokenizer, vocabulary = _byte_pairs() if bpe else _pieces()
    metadata = argos_format.metadata(source, target, version) | ({"target_prefix": prefix} if prefix else {})
    return argos_format.write_package(
        folder,
        metadata,
        {("bpe.model" if bpe else "sentencepiece.model"): tokenizer},
        argos_format.model(_weights(len(vocabulary) + bool(prefix), seed), [*vocabulary, *([prefix] if prefix else [])], heads=2),
    )


def pack(package: Path) -> Path:
    """Return the package as one file beside it."""
    return argos_format.pack(package, package.with_name(f"{package.name}.argosmodel"))


def _pieces() -> tuple[bytes, list[str]]:
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXT * 20),
        model_writer=model,
        vocab_size=90,
        character_coverage=1.0,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    return model.getvalue(), argos_format.vocabulary(processor)


def _byte_pairs() -> tuple[bytes, list[str]]:
    """Return codes that join nothing but `m e` and `me t</w>`, and all subwords that they leave of the text."""
    letters = sorted({letter for word in TEXT for letter in word})
    subwords = [form for letter in letters for form in (f"{letter}@@", letter)]
    return b"#version: 0.2\nm e\nme t</w>\n", ["<blank>", "<unk>", "<s>", "</s>", *subwords, "me@@", "met"]


def _weights(vocabulary: int, seed: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    weights = {
        name: np.ones(shape, np.float32)
        if name.endswith("gamma")
        else random.normal(0, 0.4, shape).astype(np.float32)
        if len(shape) > 1
        else np.zeros(shape, np.float32)
        for name, shape in argos_format.shapes(vocabulary, width=WIDTH, inner=32, layers=1).items()
    }
    weights["projection.bias"][3] = 4  # sentences come to an end
    return weights
