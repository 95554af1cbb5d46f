"""The trimmed vocabulary: a subset of the base vocabulary, closed under its own merges.

SentencePiece's BPE joins neighbours step by step; a piece is only reached if every step towards it is a piece too.
So the closure, not the piece alone, is kept, and the trimmed model splits text as the base did.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NORMAL, CONTROL, UNUSED, BYTE = 1, 3, 5, 6


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces of a SentencePiece model, in the order of their ids."""

    pieces: Sequence[str]
    scores: Sequence[float]
    types: Sequence[int]


def read_gguf(reader: Any) -> Vocabulary:
    """Return the vocabulary of an opened GGUF file."""
    fields = (reader.fields[f"tokenizer.ggml.{name}"].contents() for name in ("tokens", "scores", "token_type"))
    return Vocabulary(*fields)


def shipped(path: Path, base: Vocabulary) -> list[int]:
    """Return the base ids of the pieces in a released `vocabulary.json`, so that new weights replace the old as they are."""
    index = {piece: number for number, piece in enumerate(base.pieces)}
    keep = [index[piece] for piece in json.loads(path.read_text(encoding="utf-8"))]
    if keep != sorted(keep):
        raise ValueError(f"{path}: the pieces are not in the order of the base vocabulary")
    return keep


def trimmed(counts: Mapping[int, int], base: Vocabulary, frequent: int) -> list[int]:
    """Return the ids to keep: the most frequent, bytes, single characters of our scripts, and what these are merged from."""
    keep = set(range(4)) | {number for number, kind in enumerate(base.types) if kind == BYTE}
    keep |= {
        number
        for number, piece in enumerate(base.pieces)
        if base.types[number] == NORMAL and len(piece) == 1 and (_is_ours(piece) or counts.get(number, 0) >= 2)
    }
    keep |= set(sorted(counts, key=lambda number: (-counts[number], number))[:frequent])
    return closed(keep, base)


def closed(keep: Collection[int], base: Vocabulary) -> list[int]:
    """Return `keep` with every piece that is needed to reach its members by merging."""
    index = {piece: number for number, piece in enumerate(base.pieces)}
    score = {
        piece: value for piece, value, kind in zip(base.pieces, base.scores, base.types, strict=True) if kind == NORMAL
    }
    out = set(keep)
    for number in keep:
        if base.types[number] == NORMAL:
            piece = base.pieces[number]
            out.update(index[part] for part in (*merge_path(piece, score), *piece) if part in index)
    return sorted(out)


def merge_path(piece: str, score: Mapping[str, float]) -> list[str]:
    """Return the pieces that BPE passes through on its way to `piece`: the best-scored neighbours join first.

    >>> merge_path("abc", {"ab": -1.0, "bc": -2.0, "abc": -3.0})
    ['ab', 'abc']
    """
    symbols, path = list(piece), []
    while len(symbols) > 1:
        joins = [
            (score[a + b], -i) for i, (a, b) in enumerate(zip(symbols, symbols[1:], strict=False)) if a + b in score
        ]
        if not joins:
            break
        at = -max(joins)[1]
        symbols[at : at + 2] = [symbols[at] + symbols[at + 1]]
        path.append(symbols[at])
    return path


def write(keep: Iterable[int], base: Vocabulary, path: Path) -> None:
    """Write the kept pieces as a SentencePiece model that splits like the base: bytes for the rest, text as it is."""
    from sentencepiece import sentencepiece_model_pb2 as protobuf

    model = protobuf.ModelProto()
    position = {}
    for number in keep:
        position[number] = len(position)
        piece = model.pieces.add()
        piece.piece, piece.score, piece.type = base.pieces[number], base.scores[number], int(base.types[number])
    trainer = model.trainer_spec
    trainer.model_type, trainer.byte_fallback, trainer.vocab_size = 2, True, len(position)
    for name, number in (("pad", 0), ("eos", 1), ("bos", 2), ("unk", 3)):
        setattr(trainer, f"{name}_id", position[number])
        setattr(trainer, f"{name}_piece", base.pieces[number])
    normalizer = model.normalizer_spec
    normalizer.name, normalizer.escape_whitespaces = "identity", True
    normalizer.add_dummy_prefix = normalizer.remove_extra_whitespaces = False
    path.write_bytes(model.SerializeToString())


def _is_ours(character: str) -> bool:
    ranges = (("가", "힣"), ("぀", "ヿ"), ("　", "〿"), ("＀", "￯"))
    return character.isascii() or any(first <= character <= last for first, last in ranges)
