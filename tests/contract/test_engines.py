"""Every engine keeps what the protocol promises; the built-in one is run for real."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.argos_package import make_package
from translator.engines import ENGINES, load_engine
from translator.engines.base import Capability, Engine, Loading
from translator.engines.builtin import BuiltinEngine
from translator.errors import EngineUnavailableError, PairNotInstalledError
from translator.model import Decoding, Pair, Request

KO = Pair("en", "ko")
TEXTS = ("The meeting was held in Seoul.", "Hello.", "The two governments agreed to expand cooperation on trade and culture.")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a package, whose words are noise."""
    folder = tmp_path_factory.mktemp("packages")
    make_package(folder, "en", "ko", seed=2)
    return folder


@pytest.fixture(params=sorted(ENGINES))
def engine(
    request: pytest.FixtureRequest, builtin: BuiltinEngine, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> Engine:
    """Each engine in turn."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(packages))
    return builtin if request.param == "builtin" else load_engine(request.param)


def test_pairs_and_signature(engine: Engine) -> None:
    """An engine knows what it translates and which model does it before a model is loaded."""
    pairs = engine.pairs()
    assert all(isinstance(pair, Pair) for pair in pairs)
    for pair in pairs:
        assert engine.signature(pair) == engine.signature(pair)


def test_answers_come_in_the_order_of_the_requests(engine: Engine) -> None:
    """One tuple of candidates a request, whatever the batches; progress adds up."""
    if KO not in engine.pairs():
        pytest.skip("nothing installed for this pair")
    done: list[int] = []
    together = engine.translate([Request(text) for text in TEXTS], KO, progress=done.append)
    alone = [engine.translate([Request(text)], KO)[0] for text in TEXTS]
    assert sum(done) == len(TEXTS)
    assert all(candidates and candidates[0].text for candidates in together)
    # Batches may change rounding, so the wording may differ now and then, but not which text is answered.
    assert sum(one[0].text == other[0].text for one, other in zip(together, alone, strict=True)) >= 2


def test_company_changes_nothing_in_the_built_in_engine(builtin: BuiltinEngine) -> None:
    """A text is translated and scored to the last bit alike, alone and among others that are longer and shorter."""
    texts = (*TEXTS, "Trade grew.", TEXTS[0] + " It lasted for two days and ended with a joint statement of both ministers.")
    requests = [*map(Request, texts), Request(texts[2], (("trade", "무역"),)), Request(texts[0], prefix="회의는")]
    together = builtin.translate(requests, KO)
    assert together == [builtin.translate([request], KO)[0] for request in requests]
    answers = [candidates[0].text for candidates in together]
    plain = [Request(request.source) for request in requests]
    scores = [builtin.score([request], [text], KO)[0] for request, text in zip(plain, answers, strict=True)]
    assert builtin.score(plain, answers, KO) == scores


def test_a_model_is_loaded_once(engine: Engine) -> None:
    """Ahead of the first request, by whichever of several threads comes first, and not for a pair that it does not serve."""
    if not isinstance(engine, Loading):
        pytest.skip("there is nothing to load")
    before = engine.translate([Request(TEXTS[0])], KO)
    engine = pickle.loads(pickle.dumps(engine))
    assert isinstance(engine, Loading)
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(engine.load, KO) for _ in range(4)]:
            assert done.result(60) is None
    assert engine.translate([Request(TEXTS[0])], KO) == before
    with pytest.raises(PairNotInstalledError):
        engine.load(Pair("de", "ko"))


def test_no_requests_no_answers(engine: Engine) -> None:
    """Nothing in, nothing out, and no model is needed for it."""
    if KO in engine.pairs():
        assert engine.translate([], KO) == []


def test_an_unknown_pair_is_named(engine: Engine) -> None:
    """The error says what is offered instead."""
    if engine.name == "fake":
        pytest.skip("translates nothing, hence everything")
    with pytest.raises(PairNotInstalledError, match="en → ko" if KO in engine.pairs() else "nothing"):
        engine.translate([Request("Hello.")], Pair("en", "xx"))


def test_candidates_come_best_first(engine: Engine) -> None:
    """An n-best list has what was asked for, without doubles, by falling score."""
    if Capability.NBEST not in engine.capabilities(KO) or KO not in engine.pairs():
        pytest.skip("gives one candidate")
    (candidates,) = engine.translate([Request(TEXTS[0])], KO, Decoding(beam=4, candidates=4))
    assert len({candidate.text for candidate in candidates}) >= 2
    scores = [candidate.score for candidate in candidates]
    assert scores == sorted(scores, reverse=True)


def test_a_prefix_is_continued(engine: Engine) -> None:
    """With the beginning given, every candidate begins so and goes on."""
    if Capability.PREFIX not in engine.capabilities(KO) or KO not in engine.pairs():
        pytest.skip("cannot continue")
    ((candidate,),) = engine.translate([Request(TEXTS[0], prefix="회의는 서울에서")], KO)
    assert candidate.text.startswith("회의는 서울에서")
    assert len(candidate.text) > len("회의는 서울에서")


def test_a_likely_continuation_scores_higher(engine: Engine) -> None:
    """Scores tell sense from nonsense, and do not depend on what else is in the batch."""
    if Capability.SCORE not in engine.capabilities(KO) or KO not in engine.pairs():
        pytest.skip("cannot score")
    request = Request(TEXTS[0], prefix="회의는 서울에서")
    likely, unlikely = engine.score([request, request], [" 열렸다.", " 은행나무 칠백 켤레."], KO)
    (alone,) = engine.score([request], [" 열렸다."], KO)
    assert likely > unlikely
    assert likely == pytest.approx(alone, abs=0.5)


def test_suppressed_text_does_not_appear(engine: Engine) -> None:
    """What is forbidden is not written."""
    if Capability.SUPPRESS not in engine.capabilities(KO) or KO not in engine.pairs():
        pytest.skip("cannot suppress")
    ((plain,),) = engine.translate([Request(TEXTS[0])], KO)
    word = max(plain.text.split(), key=len)
    ((other,),) = engine.translate([Request(TEXTS[0])], KO, Decoding(suppress=(word,)))
    assert word not in other.text.split()


def test_unknown_engines_are_refused() -> None:
    """The error lists the engines there are."""
    with pytest.raises(EngineUnavailableError, match="builtin"):
        load_engine("oracle")
