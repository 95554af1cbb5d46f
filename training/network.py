"""The model as it is trained: bfloat16 products over rows that hold several examples, nothing cached, no dropout.

Attention is written out instead of called: compiled as one piece it is a tenth faster on a CPU than the fused kernel,
and keys and values, of which there is one head, are never copied for the four heads of the queries.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 (as everybody calls it)
from torch import Tensor, nn

from .base import FAR, HEAD, HEADS, LAYERS, LINEAR, NEAR, NORMS, WIDTH, is_global

BLOCKED = -1e4


class Layer(nn.Module):
    """One decoder block."""

    def __init__(self, weights: Mapping[str, Any], number: int) -> None:
        super().__init__()
        for name in LINEAR:
            setattr(self, name, _parameter(weights[f"layers.{number}.{name}"], torch.bfloat16))
        for name in NORMS:
            setattr(self, name, _parameter(weights[f"layers.{number}.{name}"], torch.float32))

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        """`x` rows × tokens × width; `cos` and `sin` rows × tokens × half a head; `mask` rows × tokens × tokens."""
        rows, tokens, _ = x.shape
        h = rms(x, self.n1)
        q = rotate(rms(F.linear(h, self.q).view(rows, tokens, HEADS, HEAD), self.n_q), cos[:, :, None], sin[:, :, None])
        k = rotate(rms(F.linear(h, self.k), self.n_k), cos, sin)
        v = F.linear(h, self.v)
        # In float32: compiled for processors without matrix units, the bfloat16 product gave keys a gradient of NaN.
        scores = torch.matmul(q.reshape(rows, tokens * HEADS, HEAD).float(), k.transpose(1, 2).float())
        scores = scores.view(rows, tokens, HEADS, tokens) / math.sqrt(HEAD) + mask[:, :, None]
        shares = torch.softmax(scores, -1).to(x.dtype)
        mixed = torch.matmul(shares.view(rows, tokens * HEADS, tokens), v).view(rows, tokens, HEADS * HEAD)
        x = x + rms(F.linear(mixed, self.o), self.n2)
        h = rms(x, self.n3)
        gated = F.gelu(F.linear(h, self.gate), approximate="tanh") * F.linear(h, self.up)
        return x + rms(F.linear(gated, self.down), self.n4)


class Network(nn.Module):
    """The base with a trimmed, frozen embedding, which is the output layer too, and its lowest layers frozen."""

    def __init__(self, weights: Mapping[str, Any], keep: list[int], frozen: int) -> None:
        super().__init__()
        embedding = torch.from_numpy(np.ascontiguousarray(weights["embedding"][keep])).bfloat16()
        self.register_buffer("embedding", embedding, persistent=False)
        self.layers = nn.ModuleList(Layer(weights, number) for number in range(LAYERS))
        self.norm = _parameter(weights["norm"], torch.float32)
        for layer in self.layers[:frozen]:
            layer.requires_grad_(False)

    def compile_layers(self) -> None:
        """Compile a layer once; all share the code, since rows have one shape."""
        for layer in self.layers:
            layer.compile(dynamic=False)

    def loss(self, ids: Tensor, follows: Tensor, parts: Tensor, positions: Tensor, chosen: Tensor) -> Tensor:
        """Return the mean cross-entropy, in nats, of the tokens that follow at the `chosen` places.

        All are rows × tokens but `chosen`, which counts places through the flattened rows; `parts` tells the examples
        of a row apart, `positions` count within an example.
        """
        x = F.embedding(ids, self.embedding) * math.sqrt(WIDTH)
        tokens = ids.shape[1]
        causal = torch.ones(tokens, tokens, dtype=torch.bool, device=ids.device).tril()
        mask = torch.where((parts[:, :, None] == parts[:, None]) & causal, 0.0, BLOCKED)
        turns = {far: turn(positions, FAR if far else NEAR) for far in (False, True)}
        for number, layer in enumerate(self.layers):
            x = layer(x, *turns[is_global(number)], mask)
        h = rms(x, self.norm).reshape(-1, WIDTH)[chosen]
        return F.cross_entropy(F.linear(h, self.embedding).float(), follows.reshape(-1)[chosen])


def rms(x: Tensor, weight: Tensor) -> Tensor:
    """Scale to unit root mean square, in float32."""
    wide = x.float()
    return (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + 1e-6) * weight).to(x.dtype)


def turn(positions: Tensor, theta: float) -> tuple[Tensor, Tensor]:
    """Return cosine and sine of the rotary angles."""
    rates = theta ** (-torch.arange(0, HEAD, 2, device=positions.device) / HEAD)
    angle = positions[..., None].float() * rates
    return angle.cos().bfloat16(), angle.sin().bfloat16()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn the two halves of each head against each other."""
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


def _parameter(array: Any, kind: torch.dtype) -> nn.Parameter:
    return nn.Parameter(torch.as_tensor(array).to(kind))
