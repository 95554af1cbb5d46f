"""The verb `train`: fine-tune for so many hours, from the checkpoint where there is one.

The rate is constant, so that a run can be prolonged at will; `--decay` lowers it to zero over the hours given and
leaves `release.pt`, once, last. The weights are kept in float32 and rounded to bfloat16 for each step.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from . import packing

WARM_UP = 50
"""Steps over which the rate rises: the optimiser begins without knowing how large gradients are."""
LOG_EVERY, KEEP_EVERY = 25, 600
"""Steps between lines of the log, seconds between checkpoints."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("work", type=Path, help="folder that `prepare` filled; checkpoints and the log go there")
    parser.add_argument("--hours", type=float, required=True)
    parser.add_argument("--rate", type=float, default=1e-4, help="learning rate; 2e-4 diverged")
    parser.add_argument("--rows", type=int, default=0, help=f"rows of {packing.ROW} tokens a step; 6 on a CPU, 64 on CUDA")
    parser.add_argument("--frozen", type=int, default=6, help="lowest layers that are left as they are")
    parser.add_argument("--decay", action="store_true", help="lower the rate to zero and write release.pt")
    parser.add_argument("--decay-from", type=float, default=0, help="with --decay: share of the hours before it begins")
    parser.add_argument("--start", type=Path, help="state or release folder to begin with, where there is no checkpoint")


def run(arguments: argparse.Namespace) -> None:
    """Carry out the verb."""
    # Threads that wait in a loop for each other take the core from whoever shares the machine, and lose it to them.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import torch

    from . import base, state
    from .network import Network

    work: Path = arguments.work
    device = "cuda" if torch.cuda.is_available() else "cpu"
    row_count = arguments.rows or (64 if device == "cuda" else 6)
    network = Network(base.weights(), json.loads((work / "keep.json").read_text()), arguments.frozen).to(device)
    checkpoint = work / "checkpoint.pt"
    origin = checkpoint if checkpoint.exists() else arguments.start
    saved: dict[str, Any] = state.load(origin) if origin else {}
    masters = _masters(network, saved.get("model", {}))
    trained = [name for name, weight in network.named_parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW([masters[name] for name in trained], betas=(0.9, 0.99), weight_decay=0.0, fused=True)
    if "optimizer" in saved:
        optimizer.load_state_dict(saved["optimizer"])
    network.compile_layers()
    step, seen, pairs = (saved.get(name, 0) for name in ("step", "seen", "pairs"))
    first = 0 if "optimizer" in saved else step

    examples = packing.load(work / "train.npz")
    log = (work / "train.log").open("a", buffering=1)
    log.write(f"# start step {step} pairs {pairs} rate {arguments.rate} decay {arguments.decay} rows {row_count}\n")
    start = kept = time.time()
    losses: list[float] = []
    tokens = 0
    parameters = dict(network.named_parameters())
    for batch, used in batches(examples, row_count, seen):
        done = (time.time() - start) / (arguments.hours * 3600)
        if done >= 1:
            break
        rate = arguments.rate * min(1.0, (step - first + 1) / WARM_UP)
        if arguments.decay:
            rate *= max(0.0, min(1.0, (1 - done) / (1 - arguments.decay_from)))
        optimizer.param_groups[0]["lr"] = rate
        loss = network.loss(*(torch.from_numpy(array).to(device) for array in batch))
        loss.backward()
        for name in trained:
            masters[name].grad = parameters[name].grad.float()
            parameters[name].grad = None
        # A step with a gradient that is no number would ruin weights and checkpoint alike: rather stop.
        torch.nn.utils.clip_grad_norm_([masters[name] for name in trained], 1.0, error_if_nonfinite=True)
        optimizer.step()
        with torch.no_grad():
            for name in trained:
                parameters[name].copy_(masters[name])
        step, seen, pairs = step + 1, seen + used, pairs + int(batch[2].max(1).sum()) + row_count
        tokens += int((batch[2] >= 0).sum())
        losses.append(loss.item())
        if step % LOG_EVERY == 0:
            mean, speed = sum(losses[-LOG_EVERY:]) / LOG_EVERY, tokens / (time.time() - start)
            log.write(f"step {step} loss {mean:.3f} pairs {pairs} tok/s {speed:.0f} lr {rate:.1e}\n")
        if time.time() - kept > KEEP_EVERY and not arguments.decay:
            state.save(checkpoint, _state(masters, optimizer, step, seen, pairs))
            kept = time.time()
    ended = _state(masters, optimizer, step, seen, pairs)
    if arguments.decay:
        del ended["optimizer"]
    state.save(work / "release.pt" if arguments.decay else checkpoint, ended)


def batches(examples: packing.Sequences, row_count: int, position: int) -> Iterator[tuple[tuple[np.ndarray, ...], int]]:
    """Return what `Network.loss` takes, and how many examples of the endless stream it used up."""
    order = packing.stream(len(examples), 1, position)
    waiting: list[int] = []
    while True:
        while len(waiting) < row_count * 16:
            waiting.append(next(order))
        rows, used = packing.rows([examples.length(number) - 1 for number in waiting], packing.ROW, row_count)
        yield collated(examples, [[waiting[index] for index in row] for row in rows]), used
        del waiting[:used]


def collated(examples: packing.Sequences, rows: list[list[int]]) -> tuple[np.ndarray, ...]:
    """Return ids, following ids, parts (-1 where a row is not filled), positions, and the places to learn from."""
    shape = (len(rows), packing.ROW)
    ids, follows, positions = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    parts = np.full(shape, -1, dtype=np.int64)
    learnt = np.zeros(shape, dtype=bool)
    for row, numbers in enumerate(rows):
        at = 0
        for part, number in enumerate(numbers):
            sequence = examples.tokens[examples.starts[number] : examples.starts[number + 1]]
            span = slice(at, at + len(sequence) - 1)
            ids[row, span], follows[row, span] = sequence[:-1], sequence[1:]
            positions[row, span], parts[row, span] = np.arange(len(sequence) - 1), part
            learnt[row, at + examples.heads[number] - 1 : span.stop] = True
            at = span.stop
    return ids, follows, parts, positions, learnt.reshape(-1).nonzero()[0]


def _masters(network: Any, weights: dict[str, Any]) -> dict[str, Any]:
    """Return float32 copies of all parameters, and put them into the network: from `weights` where these have them."""
    import torch

    masters = {}
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            masters[name] = weights.get(name, parameter).float().clone().to(parameter.device)
            parameter.copy_(masters[name])
    return masters


def _state(masters: dict[str, Any], optimizer: Any, step: int, seen: int, pairs: int) -> dict[str, Any]:
    return {"model": masters, "optimizer": optimizer.state_dict(), "step": step, "seen": seen, "pairs": pairs}
