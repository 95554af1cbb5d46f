"""A short walk through what `python -m tests.fuzz` does for as long as it is let."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.mutate import mutated
from tests.fuzz.targets import targets

INPUTS = 12


@pytest.mark.parametrize("name", targets())
def test_broken_inputs(name: str) -> None:
    """Our errors or none, and the identities hold."""
    target, chance = targets()[name], random.Random(name)
    for _ in range(INPUTS):
        target.check(mutated(chance, target.seeds))
