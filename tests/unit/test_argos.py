"""Argos packages are found, chosen, chained and run, on real packages whose words are noise."""

from __future__ import annotations

import json
import math
import pickle
import shutil
import sys
import time
from pathlib import Path

import pytest

from tests.argos_package import make_package
from translator import Translator
from translator.engines import load_engine
from translator.engines.argos import ArgosEngine
from translator.engines.argos_packages import ArgosPackage, Inventory, packages_folder, take_inventory
from translator.engines.base import Capability
from translator.engines.choice import choose, served
from translator.errors import EngineUnavailableError, PairNotInstalledError
from translator.glossary import load_glossaries
from translator.model import Decoding, Pair, Request

KO = Pair("en", "ko")
TEXTS = [f"The governor of Nagano met {n} mayors ." for n in range(40)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packages ja → en, en → ko in two versions, a broken one, and things that are no packages."""
    folder = tmp_path_factory.mktemp("packages")
    make_package(folder, "en", "ko", "1.9")
    make_package(folder, "en", "ko", "1.10", seed=2)
    make_package(folder, "ja", "en", prefix="__en__")
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
    assert [(str(p.pair), p.version) for p in inventory.older] == [("en → ko", "1.9")]
    assert len(inventory.broken) == 1
    assert "model.bin is missing" in inventory.broken[0]
    assert inventory.broken[0] in ArgosEngine(folder=folder).card()


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("model/model.bin", 0.999, "cut off"),
        ("model/model.bin", 0.5, "cut off"),
        ("model/model.bin", 0.0, "cut off"),
        ("model/model.bin", b"<html>" * 300, None),
        ("model/model.bin", b"<html>", "is no model"),
        ("model/shared_vocabulary.json", None, "vocabulary"),
        ("metadata.json", b"[]", "cannot be used"),
        ("metadata.json", b"{}", "from_code"),
        ("metadata.json", b'{"from_code": "en", "to_code": "../x"}', "names no languages"),
        ("metadata.json", "{\xff".encode("latin-1"), "cannot be used"),
        ("metadata.json", None, "metadata.json is missing"),
        ("sentencepiece.model", b"", "is empty"),
        ("sentencepiece.model", None, "sentencepiece.model is missing"),
    ],
)
def test_a_broken_version_gives_way_to_the_one_before(
    folder: Path, tmp_path: Path, file: str, content: bytes | float | None, says: str | None
) -> None:
    """Whatever is missing, cut off or no model; a format that is not known is left to the runtime to judge."""
    for name in ("translate-en_ko-1_9", "translate-en_ko-1_10"):
        shutil.copytree(folder / name, tmp_path / name)
    path = tmp_path / "translate-en_ko-1_10" / file
    if content is None:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * content)] if isinstance(content, float) else content)
    inventory = take_inventory(tmp_path)
    assert [package.version for package in inventory.packages] == ["1.9" if says else "1.10"]
    if says:
        assert says in inventory.broken[0]
        assert "translator models remove translate-en_ko-1_10" in inventory.broken[0]
        assert ArgosEngine(folder=tmp_path).translate([Request("met")], KO)


def test_pairs_go_through_other_languages(folder: Path) -> None:
    """From Japanese to Korean by way of English; nothing leads back."""
    engine = ArgosEngine(folder=folder)
    assert engine.pairs() == {KO, Pair("ja", "en"), Pair("ja", "ko")}
    assert engine.translate([Request("governor")], Pair("ja", "ko"))[0]
    assert engine.route(Pair("ja", "ko")) == ("package translate-ja_en 1.0", "package translate-en_ko 1.10")
    assert Capability.PREFIX not in engine.capabilities(Pair("ja", "ko"))
    with pytest.raises(PairNotInstalledError, match="en → ko"):
        engine.translate([Request("x")], Pair("ko", "ja"))


def test_the_shortest_way_is_taken_whatever_the_pivot(tmp_path: Path) -> None:
    """Two steps by way of German rather than three by way of English; one rather than two once it is there."""
    for source, target in (("ja", "en"), ("en", "fr"), ("fr", "ko"), ("ja", "de"), ("de", "ko")):
        make_package(tmp_path, source, target)
    assert ArgosEngine(folder=tmp_path).route(Pair("ja", "ko")) == tuple(f"package translate-{p} 1.0" for p in ("ja_de", "de_ko"))
    make_package(tmp_path, "en", "ko")
    assert "ja_en" in ArgosEngine(folder=tmp_path).route(Pair("ja", "ko"))[0]
    make_package(tmp_path, "ja", "ko")
    assert len(ArgosEngine(folder=tmp_path).route(Pair("ja", "ko"))) == 1


def test_all_packages_there_are_take_no_time() -> None:
    """Who has installed every package, both ways through English, does not wait for the list of pairs."""
    codes = [f"x{number}" for number in range(60)]
    packages = tuple(ArgosPackage(Path(), pair, "1") for code in codes for pair in (("en", code), (code, "en")))
    inventory = Inventory(packages)
    began = time.process_time()
    pairs = inventory.pairs()
    assert time.process_time() - began < 0.5  # it takes a hundredth of that; trying every pair took five times as much
    assert len(pairs) == 61 * 60
    assert all(inventory.route(pair) for pair in list(pairs)[::50])


def test_answers_are_in_order_whatever_the_batches(folder: Path) -> None:
    """One candidate tuple a request; candidates by falling score; progress adds up, batch by batch; nothing gives nothing."""
    engine, done = ArgosEngine(folder=folder), list[int]()
    texts = [*TEXTS, "", TEXTS[0] * 20]
    together = engine.translate([Request(text) for text in texts], KO, progress=done.append)
    assert [c[0].text for c in together] == [engine.translate([Request(t)], KO)[0][0].text for t in texts]
    assert (sum(done), together[40][0].text) == (len(texts), "")
    assert len(done) > 1
    (several,) = engine.translate([Request(TEXTS[0])], KO, Decoding(candidates=4))
    assert [each.score for each in several] == sorted((each.score for each in several), reverse=True)
    assert len(several) == 4


def test_the_beam_is_argos_own_unless_another_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four, or what argostranslate's settings say; the signature tells the width."""
    requests = [Request(text) for text in TEXTS]
    by_default, named = ArgosEngine(folder=folder), ArgosEngine(folder=folder, beam=1)
    assert by_default.translate(requests, KO) == named.translate(requests, KO, Decoding(beam=4))
    assert by_default.signature(KO) != named.signature(KO)
    monkeypatch.setenv("ARGOS_BEAM_SIZE", "1")
    assert ArgosEngine(folder=folder).signature(KO) == named.signature(KO)


def test_an_engine_can_be_sent_to_another_process(folder: Path) -> None:
    """Also when it has worked already."""
    engine = ArgosEngine(folder=folder)
    said = engine.translate([Request(TEXTS[0])], KO)
    assert pickle.loads(pickle.dumps(engine)).translate([Request(TEXTS[0])], KO) == said


def test_equal_versions_of_other_weights_have_another_signature(tmp_path: Path) -> None:
    """So that nothing remembered of the one is taken for the other."""
    signatures = set()
    for seed in (1, 2):
        make_package(tmp_path / str(seed), "en", "ko", seed=seed)
        signatures.add(ArgosEngine(folder=tmp_path / str(seed)).signature(KO))
    assert len(signatures) == 2


@pytest.mark.parametrize("bpe", [False, True])
def test_texts_come_back_from_their_tokens(tmp_path: Path, bpe: bool) -> None:
    """Underscores too, of which argostranslate makes spaces where the tokens are SentencePiece's; Moses stands them apart."""
    make_package(tmp_path, "en", "ko", bpe=bpe)
    engine = ArgosEngine(folder=tmp_path)
    _, tokens = engine._load(engine._route(KO)[0])
    for text in ("x _ y", "met the mayor") if bpe else ("x_y local_government", "나가노현 지사는", "met the mayor"):
        assert tokens.decode(tokens.encode(text)) == text
    assert tokens.encode("") == []
    if not bpe:
        from argostranslate.tokenizer import SentencePieceTokenizer

        theirs = SentencePieceTokenizer(next(tmp_path.glob("*/sentencepiece.model")))
        assert theirs.decode(theirs.encode("x_y")) == "x y"  # fails once they have mended it


def test_a_prefix_stays_as_it_was_written(folder: Path) -> None:
    """SentencePiece would make narrow brackets of wide ones."""
    ((candidate,),) = ArgosEngine(folder=folder).translate([Request(TEXTS[0], prefix="안녕（하세요）")], KO)
    assert candidate.text.startswith("안녕（하세요）")


def test_what_is_scored_is_what_is_written(folder: Path) -> None:
    """The chances of all tokens at a place add up to one, and a search of width one takes the best of them."""
    engine = ArgosEngine(folder=folder)
    package = engine._route(KO)[0]
    _, tokens = engine._load(package)
    vocabulary = sorted(engine._vocabulary(package))
    for source in ("met", "mayor", "The governor", "Incheon", "local_government"):
        scores = engine._score([(source, [], [token]) for token in vocabulary], KO)
        assert sum(map(math.exp, scores)) == pytest.approx(1, abs=0.01)
        best = vocabulary[max(range(len(vocabulary)), key=scores.__getitem__)]
        ((said,),) = engine.translate([Request(source)], KO, Decoding(beam=1))
        assert said.text.startswith(tokens.decode([best]))


def test_places_within_a_text_are_scored_apart(folder: Path) -> None:
    """One number a place, each a probability; a space before it or not makes a difference."""
    engine = ArgosEngine(folder=folder)
    request = Request(TEXTS[0], prefix="나가노현 지사는 안녕")
    one, other = engine.openness([request, request], [[0, 4, 8], [3, 4]], ["안녕", "f"], KO)
    assert (len(one), len(other)) == (3, 2)
    assert all(value < 0 for value in (*one, *other))
    assert len({round(value, 4) for value in one}) == 3


def test_terms_are_forced_into_what_a_package_says(folder: Path, tmp_path: Path) -> None:
    """Also those that it has no tokens for: the ladder is climbed as with the built-in model."""
    (tmp_path / "g.csv").write_text("en,ko\nmayors,漢城市長들\ngovernor,지사\n", encoding="utf-8")
    glossary = load_glossaries([tmp_path / "g.csv"])
    run = Translator("ko", engine=ArgosEngine(folder=folder), glossary=glossary).translate("The governor met 3 mayors .")
    assert run.terms() == (2, 2)
    assert "漢城市長들" in run.text
    assert any(step.rung == "force" for outcome in run.outcomes for step in outcome.steps)


def test_what_is_forbidden_is_not_written(folder: Path) -> None:
    """Neither as a word nor as the end of one."""
    engine = ArgosEngine(folder=folder)
    requests = [Request(text) for text in TEXTS]
    words = sorted({word for (candidate,) in engine.translate(requests, KO) for word in candidate.text.split()}, key=len)
    word = words[-1]
    answers = engine.translate(requests, KO, Decoding(suppress=(word, "漢")))
    assert not any(word in candidate.text for (candidate,) in answers)


def test_what_the_model_cannot_write_need_not_be_forbidden(folder: Path) -> None:
    """Digits that are in no vocabulary are passed over, those that are in it count."""
    engine = ArgosEngine(folder=folder)
    package = engine._route(KO)[0]
    plain = engine.translate([Request("governor")], KO)
    assert engine.translate([Request("governor")], KO, Decoding(suppress=("0", "§"))) == plain
    every = tuple(piece.replace("▁", " ") for piece in engine._vocabulary(package) if not piece.startswith("<"))
    assert engine.translate([Request("governor")], KO, Decoding(suppress=every)) != plain


def test_what_is_cut_off_is_said_to_be(tmp_path: Path) -> None:
    """A translation that never ends is no whole one."""
    import numpy as np

    from tests import argos_package
    from training import argos_format

    tokenizer, vocabulary = argos_package._pieces()
    weights = argos_package._weights(len(vocabulary), 1)
    weights["projection.bias"] = np.where(np.arange(len(vocabulary)) == 3, -99, 0).astype(np.float32)
    about = argos_format.metadata("en", "ko", "1.0")
    argos_format.write_package(
        tmp_path, about, {"sentencepiece.model": tokenizer}, argos_format.model(weights, vocabulary, heads=2)
    )
    ((candidate,),) = ArgosEngine(folder=tmp_path).translate([Request("The governor .")], KO)
    assert not candidate.complete


def test_the_probe_is_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Noise carries no placeholder; that is kept, so that nothing is decoded for it again."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert ArgosEngine(folder=folder).placeholders(KO) == ()
    kept = list((tmp_path / "translator" / "probes").iterdir())
    assert [json.loads(path.read_text()) for path in kept] == [[]]
    kept[0].write_text('["[1]", "[2]", "[3]", "[4]", "[5]"]')
    engine = ArgosEngine(folder=folder)
    assert engine.placeholders(KO)[0] == "[1]"
    assert not engine._loaded
    kept[0].write_text('["x"]')  # of no scheme: not believed
    assert engine.placeholders(KO) == ()


def test_a_damaged_package_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    """What only the runtime can tell to be wrong."""
    package = make_package(tmp_path, "en", "ko")
    (package / "sentencepiece.model").write_bytes(b"noise")
    with pytest.raises(EngineUnavailableError, match="models remove translate-en_ko-1_0"):
        ArgosEngine(folder=tmp_path).translate([Request("x")], KO)


def test_nothing_heavy_comes_with_argostranslate(folder: Path) -> None:
    """Neither onnxruntime nor what would download sentence splitters, nor what makes folders when it is imported."""
    ArgosEngine(folder=folder).translate([Request("x")], KO)
    heavy = {"onnxruntime", "minisbd", "stanza", "spacy", "torch", "argostranslate.translate", "argostranslate.settings"}
    assert not heavy & set(sys.modules)


def test_a_package_is_the_default_for_its_pair(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for the others; and a chain of packages does not displace the built-in model."""
    assert choose("auto", KO).engine.name == "builtin"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    assert choose("auto", KO).engine.name == "argos"
    assert choose("auto", KO).why == "package translate-en_ko 1.10"
    assert choose("auto", Pair("en", "ja")).engine.name == "builtin"
    assert choose("builtin", KO).engine.name == "builtin"
    assert "2 steps" in choose("auto", Pair("ja", "ko")).why
    assert Pair("ja", "ko") in served()
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    make_package(tmp_path, "en", "fr")
    make_package(tmp_path, "fr", "ko")
    assert KO in load_engine("argos").pairs()
    assert choose("auto", KO).engine.name == "builtin"
    with pytest.raises(PairNotInstalledError, match="en → fr"):
        choose("auto", Pair("ko", "ja"))


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
