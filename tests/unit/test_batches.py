"""Batches beside each other: in their order, few of them waiting, and none begun once something went wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import count
from typing import NoReturn

import pytest

from translator.engines.batches import each
from translator.engines.runtime import Model


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_order(threads: int) -> None:
    """The first takes the longest, and comes first all the same."""
    released = threading.Event()

    def answer(number: int) -> int:
        if number == 0 and threads > 1:
            assert released.wait(10)
        if number == threads:
            released.set()
        return number * number

    assert list(each(range(40), answer, threads)) == [(number, number * number) for number in range(40)]


def test_several_at_once() -> None:
    """Two threads work at the same time, neither waits for the other's batch to be taken."""
    both = threading.Barrier(2, timeout=10)
    assert len(list(each(range(8), lambda _: both.wait(), 2))) == 8


@pytest.mark.parametrize("threads", [1, 2])
def test_no_more_is_taken_than_is_needed(threads: int) -> None:
    """Endless batches can be answered, and an answer that fails is raised in its place."""
    taken = []

    def batches() -> Iterator[int]:
        for number in count():
            taken.append(number)
            yield number

    def answer(number: int) -> int:
        if number == 5:
            raise MemoryError("no room")
        return number

    found: list[int] = []
    with pytest.raises(MemoryError, match="no room"):
        found.extend(batch for batch, _ in each(batches(), answer, threads))
    assert found == [0, 1, 2, 3, 4]
    assert len(taken) <= 6 + 4 * threads


def test_memory_that_is_lent_out_is_waited_for() -> None:
    """Two batches that have room only one after the other go one after the other; what never has room is refused."""
    model = Model(object)
    most = 2**30

    def require(size: int) -> None:
        if size > most:
            raise MemoryError

    model._require = require  # type: ignore[method-assign]
    at_once, seen, lock = 0, [], threading.Lock()

    def answer(size: int) -> None:
        nonlocal at_once
        with model.room(size):
            with lock:
                at_once += 1
                seen.append(at_once)
            threading.Event().wait(0.02)
            with lock:
                at_once -= 1

    list(each([most // 2 + 1] * 6, answer, 3))
    assert seen == [1] * 6
    seen.clear()
    list(each([most // 3] * 9, answer, 3))
    assert max(seen) == 3
    with pytest.raises(MemoryError):
        answer(most + 1)


def test_an_interruption_leaves_nothing_behind() -> None:
    """What was not begun is never begun."""
    begun = []

    def answer(number: int) -> int:
        begun.append(number)
        threading.Event().wait(0.01)
        return number

    def interrupted() -> NoReturn:
        for _ in each(range(1000), answer, 2):
            raise KeyboardInterrupt
        raise AssertionError

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert len(begun) < 12
