"""The parts of the training recipe that need no deep learning library: what the examples say, and what a release holds."""

from __future__ import annotations

import doctest
import hashlib
import json
import random
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import packing, release, terms
from training.example import Example, prompt
from training.particles import exchange
from translator.engines.builtin import BuiltinEngine
from translator.model import Pair, Request

PURE = (
    "example", "figures", "lengths", "log", "loops", "names", "package", "packing", "particles", "sources", "terms", "vocabulary"
)  # fmt: skip
LEXICON = {"nagano": frozenset({"나가노"}), "seoul": frozenset({"서울"})}


@pytest.mark.parametrize("name", PURE)
def test_examples_in_docstrings_hold(name: str) -> None:
    """What the documentation shows is so."""
    assert doctest.testmod(import_module(f"training.{name}")).failed == 0


def test_the_prompt_is_the_engines(builtin: BuiltinEngine) -> None:
    """What is trained is what is asked, to the last line break."""
    hints = (("Nagano", "나가노"), ("Seoul", "서울"))
    asked = builtin._prompt(Request("Nagano is far from Seoul.", hints), Pair("en", "ko"))
    assert builtin._processor.decode(asked[1:]) == prompt("ko", "Nagano is far from Seoul.", hints)


def test_terms_are_found_on_both_sides_only() -> None:
    """A name counts where its rendering stands in the target."""
    found = terms.find("Nagano is far from Seoul.", "나가노는 멀다.", "ko", LEXICON)
    assert ("Nagano", "나가노") in found
    assert all(source != "Seoul" for source, _ in found)


def test_a_swapped_name_takes_its_particle_along() -> None:
    """Source, target and hint say the new name, and the particle fits it."""
    example = Example("ko", "Nagano is far.", "나가노는 멀다.")
    swapped, term = terms.swapped(example, ("Nagano", "나가노"), ("Busan", "부산"))
    assert (swapped.source, swapped.target, term) == ("Busan is far.", "부산은 멀다.", ("Busan", "부산"))


WORD = st.sampled_from(["서울", "도쿄", "부산"])


@given(WORD, WORD, st.sampled_from(["는", "가", "를", "로", "와"]))
def test_exchanging_back_gives_the_text_back(old: str, new: str, form: str) -> None:
    """The particle always follows the word in front of it, so two exchanges undo each other."""
    text = exchange(f"도쿄{form} 간다.", "도쿄", old, "ko")
    assert exchange(exchange(text, old, new, "ko"), new, old, "ko") == text


@given(st.lists(st.integers(2, 30), min_size=1, max_size=40))
def test_rows_hold_every_sequence_once(lengths: list[int]) -> None:
    """Packing loses nothing, doubles nothing, and no row is too wide."""
    rows, used = packing.rows(lengths, 32, 1000)
    packed = [index for row in rows for index in row]
    assert used == len(lengths)
    assert sorted(packed) == list(range(len(lengths)))
    assert all(sum(lengths[index] for index in row) <= 32 for row in rows)


def test_the_stream_goes_on_where_it_stopped() -> None:
    """A run that is resumed sees what it would have seen."""
    whole, rest = packing.stream(10, 1, 0), packing.stream(10, 1, 7)
    seen = [next(whole) for _ in range(25)]
    assert [next(rest) for _ in range(18)] == seen[7:]
    assert sorted(seen[:10]) == list(range(10))


def test_a_release_has_pieces_sums_and_a_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pieces make the model again, and the checksums are those of the files."""
    monkeypatch.setattr(release, "PIECE", 10)
    model = tmp_path / "model"
    model.mkdir()
    data = random.Random(1).randbytes(25)
    for name, content in {"model.bin": data, "config.json": b"{}", "vocabulary.json": b'["a"]', "sp.model": b"s"}.items():
        (model / name).write_bytes(content)
    row = {"sentences": 1, "loops": 0, "wrong_script": 0, "told": 2, "carried": 1, "signature": "v:1"}
    sets = ("en-ja.wmt", "en-ko.jungyeul-news-devtest")
    for file, chrf in (("greedy", 18.0), ("searched", 20.04)):
        (tmp_path / file).write_text(json.dumps([row | {"set": name, "chrf": chrf} for name in sets]))
    out = tmp_path / "release"
    given = [str(path) for path in (model, tmp_path / "greedy", tmp_path / "searched", out)]
    words = [*given, "--name", "v9", "--hours", "1 h", "--pairs", "5", "--loss", "1.5"]
    import argparse

    parser = argparse.ArgumentParser()
    release.add_arguments(parser)
    release.run(parser.parse_args(words))
    assert b"".join((out / f"model.bin.{n}").read_bytes() for n in range(3)) == data
    for line in (out / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    assert json.loads((out / "facts.json").read_text())["chrf"] == {"ja": 20.0, "ko": 20.0}
    card = (out / "MODEL.md").read_text(encoding="utf-8")
    assert "v9" in card
    assert "| en-ja.wmt | 1 | 18.0 | 20.0 | 0, 0 | 0, 0 | 1 of 2 | 1 of 2 |" in card
    assert "Gemma Terms of Use" in card
    assert "$" not in card
