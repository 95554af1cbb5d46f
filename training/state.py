"""Training states on disk: float32 weights under the names of `base.weights`, with what a run needs to go on."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .base import HEAD, HEADS, LAYERS

_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
_LINEAR = {
    "o": "self_attention/linear_1", "gate": "ffn/linear_0", "up": "ffn/linear_0_noact", "down": "ffn/linear_1",
}  # fmt: skip
_NORMS = {
    "n_q": "self_attention/q_norm", "n_k": "self_attention/k_norm", "n1": "input_layer_norm",
    "n2": "post_attention_layer_norm", "n3": "pre_feedforward_layer_norm", "n4": "post_feedforward_layer_norm",
}  # fmt: skip


def save(path: Path, state: dict[str, Any]) -> None:
    """Write a state so that a reader never meets half of one."""
    unfinished = path.with_suffix(".unfinished")
    torch.save(state, unfinished)
    unfinished.replace(path)


def load(path: Path) -> dict[str, Any]:
    """Read a state, or the weights of a release from the folder of its pieces."""
    if path.is_dir():
        return {"model": restored(joined(path))}
    return torch.load(path, map_location="cpu")


def joined(folder: Path) -> bytes:
    """Return the model file of a release, whole or from its pieces."""
    pieces = sorted(folder.glob("model.bin.*"), key=lambda piece: int(piece.suffix[1:]))
    return b"".join(piece.read_bytes() for piece in pieces or [folder / "model.bin"])


def restored(model: bytes) -> dict[str, torch.Tensor]:
    """Return the weights of an exported int8 model; the rounding is far below what a step of training moves.

    The embedding is left out: it is never trained, and the base has it finer.
    """
    raw = dict(_variables(model))

    def linear(name: str) -> torch.Tensor:
        return torch.from_numpy(raw[f"{name}/weight"].astype(np.float32) / raw[f"{name}/weight_scale"][:, None])

    def gamma(name: str) -> torch.Tensor:
        return torch.from_numpy(raw[f"{name}/gamma"].astype(np.float32) + 1)

    weights = {"norm": gamma("decoder/layer_norm")}
    for layer in range(LAYERS):
        theirs, ours = f"decoder/layer_{layer}", f"layers.{layer}"
        joint = linear(f"{theirs}/self_attention/linear_0").split([HEADS * HEAD, HEAD, HEAD])
        weights |= {f"{ours}.{name}": part for name, part in zip("qkv", joint, strict=True)}
        weights |= {f"{ours}.{name}": linear(f"{theirs}/{path}") for name, path in _LINEAR.items()}
        weights |= {f"{ours}.{name}": gamma(f"{theirs}/{path}") for name, path in _NORMS.items()}
    return weights


def _variables(data: bytes) -> Iterator[tuple[str, np.ndarray]]:
    """The layout is that of CTranslate2's `ModelSpec._serialize`: name, rank, sizes, type, bytes; int8 by row."""
    at = 0

    def number(kind: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(f"<{kind}", data, at)
        at += struct.calcsize(f"<{kind}")
        return int(value)

    def text() -> str:
        nonlocal at
        length = number("H")
        at += length
        return data[at - length : at - 1].decode()

    number("I"), text(), number("I")
    for _ in range(number("I")):
        name = text()
        shape = [number("I") for _ in range(number("B"))]
        kind, size = np.dtype(_TYPES[number("B")]), number("I")
        yield name, np.frombuffer(data, kind, size // kind.itemsize, at).reshape(shape)
        at += size
