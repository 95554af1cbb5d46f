"""The library's translator is cheap to make, and goes to another process before and after it has translated."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from translator import Translator
from translator.engines.builtin import BuiltinEngine

TEXTS = ("The governor of Nagano met Kim Min-seok.", "He praised shuttle diplomacy.")


def translated(translator: Translator) -> list[str]:
    """Translate the texts; this runs in the other process."""
    return [translator.translate(text).text for text in TEXTS]


def test_a_translator_can_be_pickled(tmp_path: Path) -> None:
    """New, used, and with an engine of its own; the same text comes out of another process."""
    translator = Translator("ko", glossary=["curated"], engine="fake")
    new = pickle.dumps(translator)
    assert len(new) < 1000
    right = translated(translator)
    used = pickle.dumps(translator)
    assert len(used) < 1000
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert [*pool.map(translated, map(pickle.loads, (new, used)))] == [right, right]


def test_an_engine_leaves_its_model_behind(builtin: BuiltinEngine) -> None:
    """A loaded engine is pickled without weights, and loads them again where it is needed."""
    translator = Translator("ko", engine=builtin)
    right = translator.translate(TEXTS[1]).text
    data = pickle.dumps(translator)
    assert len(data) < 1000
    assert pickle.loads(data).translate(TEXTS[1]).text == right
