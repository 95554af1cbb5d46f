"""The small Argos package: its corpus, its format, and that argostranslate takes it for one of its own."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

import numpy as np

from training import argos_format, package
from translator.engines.argos import ArgosEngine
from translator.engines.model_file import require_whole
from translator.model import Pair, Request


def test_the_corpus_is_the_same_every_time() -> None:
    """Korean with the particle that fits, placeholders in some sentences."""
    sentences = list(package.corpus(random.Random(1), 500))
    assert sentences == list(package.corpus(random.Random(1), 500))
    assert not any("은(는)" in korean or "을(를)" in korean for _, korean, _ in sentences)
    assert any("[1]" in english and "[1]" in korean and "[1]" in japanese for english, korean, japanese in sentences)
    assert any(f"{word}은 " in korean for _, korean, _ in sentences for word in ("장관", "시장", "대통령", "학생"))
    assert any(f"{word}는 " in korean for _, korean, _ in sentences for word in ("지사", "교사", "의사", "대사"))


def test_untrained_weights_make_a_package(tmp_path: Path) -> None:
    """Of the size and the shape that the recipe writes: quantised, loadable, packed as Argos packs."""
    tokenizer = package.pieces([text for sentence in package.corpus(random.Random(1), 300) for text in sentence[:2]])
    import sentencepiece

    size = sentencepiece.SentencePieceProcessor(model_proto=tokenizer).get_piece_size() + 1
    chance = np.random.default_rng(1)
    shapes = argos_format.shapes(size, **package._sizes())
    weights = {name: chance.normal(0, 0.1, shape).astype(np.float32) for name, shape in shapes.items()}
    path = package.write(tmp_path, "ko", "1.2", tokenizer, weights)
    require_whole(path / "model" / "model.bin")
    assert ArgosEngine(folder=tmp_path).translate([Request("The mayor of Seoul met [1].")], Pair("en", "ko"))[0]
    with zipfile.ZipFile(tmp_path / "translate-en_ko-1_2.argosmodel") as archive:
        names = archive.namelist()
        about = json.loads(archive.read("translate-en_ko-1_2/metadata.json"))
    assert {name.split("/")[0] for name in names} == {"translate-en_ko-1_2"}
    assert {name.partition("/")[2] for name in names} == {
        "README.md", "metadata.json", "sentencepiece.model",
        "model/config.json", "model/model.bin", "model/shared_vocabulary.json",
    }  # fmt: skip
    assert (about["from_code"], about["to_code"], about["package_version"]) == ("en", "ko", "1.2")
