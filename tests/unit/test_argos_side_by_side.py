"""The same package through argostranslate's own path and through ours, each in its own process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.argos_package import make_package, pack
from translator import Translator
from translator.engines.argos import ArgosEngine
from translator.engines.argos_packages import packages_folder, take_inventory
from translator.engines.choice import choose
from translator.model import Decoding, Pair, Request

SENTENCES = [
    "The governor of Nagano met the mayor of Incheon .",
    "met the mayor",
    "  Incheon  ",
    "나가노현 지사는 인천시장을 만났다 .",
    "An unknown word: Zürich & Genève!",
    "local_government x_y",
    "The governor of Nagano met the mayor of Incheon . " * 8,
]

# Sentences are given one by one: where a text is cut into sentences is not what is compared, and the splitter that
# argostranslate uses fetches its model from the internet.
THEIRS = """
import json, sys
from argostranslate import translate
translate.MiniSBDSentencizer.split_sentences = lambda self, text: [text]
asked = json.load(sys.stdin)
answers = {}
for source, target, texts in asked:
    translation = translate.get_translation_from_codes(source, target)
    answers[f"{source}-{target}"] = [[h.value for h in translation.hypotheses(text, 3)] for text in texts]
    answers[f"{source}-{target}-best"] = [translation.translate(text) for text in texts]
json.dump(answers, sys.stdout)
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One package with SentencePiece, one with byte pairs, one with a target prefix."""
    folder = tmp_path_factory.mktemp("packages")
    make_package(folder, "en", "ko")
    make_package(folder, "en", "ja", bpe=True)
    make_package(folder, "ja", "en", prefix=">>en<<")  # with underscores argostranslate fails to take it off
    return folder


def theirs(packages: Path, home: Path, asked: list[tuple[str, str, list[str]]]) -> dict[str, list[list[str]]]:
    """Return what argostranslate makes of the texts, in a process with a home of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "ARGOS_PACKAGES_DIR": str(packages),
        "ORT_DISABLE_TELEMETRY": "1",
        "OMP_NUM_THREADS": "1",
    }
    answers: dict[str, list[list[str]]] = json.loads(_run(THEIRS, json.dumps(asked), environment))
    return answers


def _run(code: str, given: str, environment: dict[str, str]) -> bytes:
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, input=given.encode(), capture_output=True, env=environment, check=False)
    if b"ImportError" in done.stderr or b"ModuleNotFoundError" in done.stderr:
        pytest.skip(f"argostranslate.translate cannot be imported here: {done.stderr.decode().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_what_argostranslate_installs_is_found(tmp_path: Path) -> None:
    """Its own installation takes a package that was packed here, and its own default folder is where we look."""
    archive = pack(make_package(tmp_path / "made", "en", "ko", "1.4"))
    code = "import sys; from argostranslate import package; package.install_from_path(sys.stdin.read())"
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": os.environ["XDG_DATA_HOME"], "ORT_DISABLE_TELEMETRY": "1"}
    _run(code, str(archive), {"PATH": os.environ["PATH"], **home})
    (package,) = take_inventory(packages_folder()).packages
    assert (package.name, package.version) == ("translate-en_ko", "1.4")
    assert choose("auto", package.pair).engine.name == "argos"


def test_the_same_words_come_out(packages: Path, tmp_path: Path) -> None:
    """For every kind of package, the best and the next ones; on a chain, the best.

    All of them but for the underscores, which argostranslate loses.
    """
    pairs = (("en", "ko"), ("en", "ja"), ("ja", "en"))
    answers = theirs(packages, tmp_path, [(*pair, SENTENCES) for pair in pairs])
    engine = ArgosEngine(folder=packages)
    for source, target in pairs:
        pair = Pair(source, target)
        ours = engine.translate([Request(text) for text in SENTENCES], pair, Decoding(candidates=3))
        for text, candidates, expected in zip(SENTENCES, ours, answers[f"{source}-{target}"], strict=True):
            found = [candidate.text.replace("_", " ").strip() for candidate in candidates]
            wanted = [value.removesuffix("@@").replace("_", " ").strip() for value in expected]
            assert found == wanted, f"{pair}: {text}"
        best = [candidate.text.replace("_", " ") for (candidate,) in engine.translate([Request(t) for t in SENTENCES], pair)]
        assert best == [value.removesuffix("@@").replace("_", " ").strip() for value in answers[f"{source}-{target}-best"]]


def test_the_list_of_packages_is_where_argostranslate_has_it(tmp_path: Path) -> None:
    """By default, and where its own variable says, with or without a slash at the end."""
    code = """
from argostranslate import settings
from translator.engines.argos_packages import default_index
print(default_index(), settings.remote_package_index)
"""
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    for extra in ({}, {"ARGOS_PACKAGE_INDEX": "https://example.org/argos/"}):
        ours, expected = _run(code, "", {**environment, **extra}).decode().split()
        assert ours == expected
    extra = {"ARGOS_PACKAGE_INDEX": "https://example.org/argos"}
    assert _run(code, "", {**environment, **extra}).decode().split()[0] == "https://example.org/argos/index.json"


def test_a_chain_says_the_same(packages: Path, tmp_path: Path) -> None:
    """From Japanese to Korean by way of English, with the best of each step."""
    texts = SENTENCES[:4]
    answers = theirs(packages, tmp_path, [("ja", "ko", texts)])
    ours = ArgosEngine(folder=packages).translate([Request(text) for text in texts], Pair("ja", "ko"))
    assert [candidate.text.replace("_", " ") for (candidate,) in ours] == [text.strip() for text in answers["ja-ko-best"]]


def test_a_wrapped_sentence_stays_whole(packages: Path, tmp_path: Path) -> None:
    """Argostranslate translates each line for itself; here a sentence that was wrapped is one."""
    sentence = "The governor of Nagano met the mayor of Incheon and the mayor of Nagano in the local government hall."
    wrapped = sentence.replace(" and the", "\nand the")
    answers = theirs(packages, tmp_path, [("en", "ko", [wrapped])])
    assert "\n" in answers["en-ko-best"][0]
    engine = ArgosEngine(folder=packages)
    ((whole,),) = engine.translate([Request(sentence)], Pair("en", "ko"))
    (outcome,) = Translator("ko", engine=engine).translate(wrapped).outcomes
    assert outcome.unconstrained.split()[:3] == whole.text.split()[:3]
