"""The verb `average`: the mean of several states, steadier than the last of them where the rate was not lowered."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("states", type=Path, nargs="+", help="checkpoints of one run")
    parser.add_argument("--into", type=Path, required=True, help="state to write")


def run(arguments: argparse.Namespace) -> None:
    """Carry out the verb."""
    from . import state

    total = state.load(arguments.states[0])
    mean = {name: weight.float() for name, weight in total["model"].items()}
    for count, path in enumerate(arguments.states[1:], start=2):
        for name, weight in state.load(path)["model"].items():
            mean[name] += (weight.float() - mean[name]) / count
    state.save(arguments.into, {"model": mean, "pairs": max(state.load(path)["pairs"] for path in arguments.states)})
