"""Argos packages are found, chosen, chained and run, on real packages whose words are noise."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.argos_package import make_package
from translator.engines.argos import ArgosEngine
from translator.engines.argos_packages import packages_folder, take_inventory
from translator.errors import EngineUnavailableError, PairNotInstalledError
from translator.model import Decoding, Pair, Request

TEXTS = [f"The governor of Nagano met {n} mayors ." for n in range(40)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packages ja → en, en → ko in two versions, a broken one, and things that are no packages."""
    folder = tmp_path_factory.mktemp("packages")
    make_package(folder, "en", "ko", "1.9")
    make_package(folder, "en", "ko", "1.10", seed=2)
    make_package(folder, "ja", "en")
    broken = make_package(folder, "en", "ja")
    (broken / "model" / "model.bin").unlink()
    (folder / "notes.txt").write_text("not a package")
    (folder / "sbd").mkdir()
    (folder / "sbd" / "metadata.json").write_text(json.dumps({"type": "sbd"}))
    return folder


def test_the_newest_version_wins_and_broken_packages_are_named(folder: Path) -> None:
    """1.10 is newer than 1.9; what is broken is said, not used."""
    inventory = take_inventory(folder)
    assert [(str(p.pair), p.version) for p in inventory.packages] == [("en → ko", "1.10"), ("ja → en", "1.0")]
    assert len(inventory.broken) == 1
    assert "model.bin is missing" in inventory.broken[0]


def test_pairs_go_through_other_languages(folder: Path) -> None:
    """From Japanese to Korean by way of English; nothing leads back."""
    engine = ArgosEngine(folder=folder)
    assert engine.pairs() == {Pair("en", "ko"), Pair("ja", "en"), Pair("ja", "ko")}
    assert engine.translate([Request("governor")], Pair("ja", "ko"))[0]
    with pytest.raises(PairNotInstalledError, match="en → ko"):
        engine.translate([Request("x")], Pair("ko", "ja"))


def test_answers_are_in_order_whatever_the_batches(folder: Path) -> None:
    """One candidate tuple a request; candidates by falling score; progress adds up."""
    engine, done = ArgosEngine(folder=folder), list[int]()
    together = engine.translate([Request(text) for text in TEXTS], Pair("en", "ko"), progress=done.append)
    assert [c[0].text for c in together] == [engine.translate([Request(t)], Pair("en", "ko"))[0][0].text for t in TEXTS]
    assert sum(done) == len(TEXTS)
    (several,) = engine.translate([Request(TEXTS[0])], Pair("en", "ko"), Decoding(beam=4, candidates=4))
    assert len(several) == 4


def test_what_the_model_cannot_write_need_not_be_forbidden(folder: Path) -> None:
    """Digits that are in no vocabulary are passed over, those that are in it count."""
    engine, pair = ArgosEngine(folder=folder), Pair("en", "ko")
    _, tokenizer = engine._load(engine._route(pair)[0])
    requests = [Request("governor")]
    plain = engine.translate(requests, pair)
    assert engine.translate(requests, pair, Decoding(suppress=("0", "§"))) == plain
    processor = tokenizer.lazy_processor()
    every = tuple(processor.id_to_piece(index).replace("▁", " ") for index in range(3, processor.get_piece_size()))
    assert engine.translate(requests, pair, Decoding(suppress=every)) != plain


def test_underscores_survive(folder: Path) -> None:
    """Argos' own decoder makes a space of each; ours does not."""
    engine = ArgosEngine(folder=folder)
    package = engine._route(Pair("en", "ko"))[0]
    _, tokenizer = engine._load(package)
    tokens = tokenizer.encode("x_y local_government")
    assert engine._text(tokenizer, tokens, []) == "x_y local_government"
    assert tokenizer.decode(tokens) == "x y local government"  # fails once Argos has mended it: then use theirs


def test_a_damaged_package_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    """A truncated model names its folder."""
    package = make_package(tmp_path, "en", "ko")
    (package / "model" / "model.bin").write_bytes(b"truncated")
    with pytest.raises(EngineUnavailableError, match="install it again"):
        ArgosEngine(folder=tmp_path).translate([Request("x")], Pair("en", "ko"))


def test_nothing_heavy_comes_with_argostranslate(folder: Path) -> None:
    """Neither onnxruntime nor what would download sentence splitters."""
    ArgosEngine(folder=folder).translate([Request("x")], Pair("en", "ko"))
    assert not {"onnxruntime", "minisbd", "stanza", "spacy", "torch", "argostranslate.translate"} & set(sys.modules)


def test_the_folder_is_argostranslates_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By its environment variable, its settings file, or its default; none is created by looking."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", "/packages")
    assert packages_folder() == Path("/packages")
    monkeypatch.delenv("ARGOS_PACKAGES_DIR")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert packages_folder() == tmp_path / "data" / "argos-translate" / "packages"
    assert not (tmp_path / "data").exists()
    (tmp_path / "config" / "argos-translate").mkdir(parents=True)
    (tmp_path / "config" / "argos-translate" / "settings.json").write_text('{"ARGOS_PACKAGES_DIR": "/elsewhere"}')
    assert packages_folder() == Path("/elsewhere")
