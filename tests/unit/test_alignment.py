"""Sentences of a text and of its translation that belong together are found by place, length and numbers."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from translator.alignment import align, pairs
from translator.formats import load_format
from translator.model import Document, Pair

KO = Pair("en", "ko")


def document(text: str) -> Document:
    return load_format("text").parse(text.encode())


def test_sentences_of_parallel_blocks_belong_together() -> None:
    """Block by block, sentence by sentence."""
    source = document("The talks ended on Friday. Nobody knows more than that.\n\nPrices rose.\n")
    target = document("회담은 금요일에 끝났다. 아무도 그 이상은 모른다.\n\n물가가 올랐다.\n")
    assert align(source, target, KO) == [
        ("The talks ended on Friday.", "회담은 금요일에 끝났다."),
        ("Nobody knows more than that.", "아무도 그 이상은 모른다."),
        ("Prices rose.", "물가가 올랐다."),
    ]


def test_what_is_missing_on_one_side_shifts_nothing() -> None:
    """A paragraph without a translation is left out; lengths and numbers hold the rest."""
    source = document(
        "In 1998 the two governments signed a declaration.\n\n"
        "This page needs a newer browser than the one that you have, so please install another before you read on.\n\n"
        "Trade grew by 12.5 percent until 2004.\n\nThe FTA was never concluded, although both sides wanted it very much.\n"
    )
    target = document(
        "1998년 두 정부는 선언에 서명했다.\n\n교역은 2004년까지 12.5퍼센트 늘었다.\n\n"
        "양측이 매우 원했지만 FTA는 끝내 체결되지 않았다.\n"
    )
    found = align(source, target, KO)
    assert [one.split()[0] for one, _ in found] == ["In", "Trade", "The"]
    assert [other.split()[0] for _, other in found] == ["1998년", "교역은", "양측이"]


def test_two_sentences_may_become_one() -> None:
    """They are joined, not torn apart."""
    found = pairs(
        ["Prices rose sharply last year.", "Wages did not.", "The government promised help in 2025."],
        ["지난해 물가는 크게 올랐지만 임금은 그렇지 않았다.", "정부는 2025년에 지원을 약속했다."],
    )
    assert found[0][0] == "Prices rose sharply last year. Wages did not."
    assert found[1][1] == "정부는 2025년에 지원을 약속했다."


def test_empty_sides_give_nothing() -> None:
    """Of a document without text, there is nothing to align."""
    assert align(document(""), document("회담"), KO) == []


texts = st.lists(st.text("abc 12.", min_size=1, max_size=20), max_size=12)


@given(texts, texts)
def test_order_is_kept_and_nothing_is_used_twice(sources: list[str], targets: list[str]) -> None:
    """Whatever the texts, each side of the pairs is that side's texts in order, some left out, some joined."""
    sides = [[f"#{number}#{text}" for number, text in enumerate(side)] for side in (sources, targets)]
    for side, found in zip(sides, zip(*pairs(*sides), strict=True), strict=False):
        numbers = [int(number) for text in found for number in re.findall(r"#(\d+)#", text)]
        assert numbers == sorted(set(numbers))
        used = [side[number] for number in numbers]
        assert " ".join(found) == " ".join(used)
