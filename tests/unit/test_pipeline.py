"""From a document to its translation: what is kept, what is recorded, what is put back."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases import HERE
from translator import Translator
from translator.constraints import Proposal, Work
from translator.engines.base import Capability, Engine, Progress
from translator.glossary import load_glossaries
from translator.ladder import climb
from translator.model import Candidate, Pair, Segment, Span, Step, Term, TermMatch
from translator.testing import FakeEngine

KO = Pair("en", "ko")
GLOSSARY = load_glossaries([HERE / "glossary.yaml"])
SENTENCE = "He praised the local government."


def work(text: str = SENTENCE) -> Work:
    start = text.index("local government")
    term = Term("local-government", "local government", "지방정부", also=("지방자치단체",))
    return Work(Segment(0, 0, (text,)), (TermMatch(term, Span(start, start + 16), "local government"),))


class Offer:
    """A rung that proposes fixed texts."""

    needs: frozenset[Capability] = frozenset()

    def __init__(self, name: str, *texts: str) -> None:
        self.name, self.texts, self.asked = name, texts, 0

    def wants(self, work: Work) -> bool:
        return bool(work.missing)

    def propose(
        self, works: Sequence[Work], engine: Engine, pair: Pair, progress: Progress | None = None
    ) -> list[Proposal]:
        self.asked += len(works)
        return [Proposal(tuple(Candidate(text) for text in self.texts), len(self.texts))] * len(works)


def test_a_draft_that_carries_the_terms_is_kept() -> None:
    """No rung is climbed where nothing is missing, and an accepted alternative is good enough."""
    engine, rung = FakeEngine({SENTENCE: "그는 지방자치단체를 칭찬했다."}), Offer("hint", "그는 지방정부를 칭찬했다.")
    (ascent,) = climb([work()], engine, KO, ladder=[rung])
    assert ascent.text == "그는 지방자치단체를 칭찬했다."
    assert ascent.steps == (Step("draft", 1, 1),)
    assert rung.asked == 0


def test_the_first_rung_that_carries_the_terms_wins_and_is_recorded() -> None:
    """Each rung that was climbed is a step with its cost; the next is not climbed."""
    engine = FakeEngine({SENTENCE: "그는 정부를 칭찬했다."})
    second, third = Offer("b", "그는 칭찬.", "그는 지방정부를 칭찬했다."), Offer("c", "지방정부")
    (ascent,) = climb([work()], engine, KO, ladder=[Offer("a", "그는 칭찬했다."), second, third])
    assert ascent.text == "그는 지방정부를 칭찬했다."
    assert ascent.unconstrained == "그는 정부를 칭찬했다."
    assert ascent.steps == (Step("draft", 1, 0), Step("a", 1, 0), Step("b", 2, 1))
    assert third.asked == 0


def test_sanity_goes_before_terms() -> None:
    """A loop that carries the term does not beat a sane sentence that lacks it."""
    engine = FakeEngine({SENTENCE: "그는 정부를 칭찬했다."})
    (ascent,) = climb([work()], engine, KO, ladder=[Offer("a", "지방정부는 좋다 지방정부는 좋다 지방정부는 좋다")])
    assert ascent.text == "그는 정부를 칭찬했다."
    assert ascent.carried == (False,)


def test_equal_segments_are_translated_once() -> None:
    """The same text with the same terms is one request, whatever its place."""
    engine, rung = FakeEngine({SENTENCE: "그는 정부를 칭찬했다."}), Offer("a", "그는 지방정부를 칭찬했다.")
    ascents = climb([work(), work(), work()], engine, KO, ladder=[rung])
    assert len({ascent.text for ascent in ascents}) == 1
    assert rung.asked == 1


def test_the_particle_behind_an_inserted_term_is_put_right() -> None:
    """Whatever rung inserted it."""
    (ascent,) = climb([work()], FakeEngine({SENTENCE: "그는 지방정부을 칭찬했다."}), KO, ladder=[])
    assert ascent.text == "그는 지방정부를 칭찬했다."


def test_a_segment_that_is_one_term_needs_no_engine() -> None:
    """A heading or a cell with a term is answered by the glossary, punctuation kept."""
    engine = FakeEngine({"Local Governments": "wrong"})
    run = Translator("ko", glossary=GLOSSARY, engine=engine).translate("Local Governments\n")
    assert run.text == "지방정부\n"
    assert run.outcomes[0].provenance == "glossary"


def test_what_has_no_words_is_copied() -> None:
    """Numbers and rules go through as they are."""
    run = Translator("ja", engine=FakeEngine()).translate("2025\n\n***\n")
    assert run.text == "2025\n\n***\n"


def test_the_signature_names_all_that_decides_the_output() -> None:
    """Another glossary gives another signature, the same one the same."""
    with_glossary = Translator("ko", glossary=GLOSSARY, engine=FakeEngine()).translate("A.").signature
    without = Translator("ko", engine=FakeEngine()).translate("A.").signature
    assert with_glossary == Translator("ko", glossary=GLOSSARY, engine=FakeEngine()).translate("B.").signature
    assert with_glossary != without
    assert "glossary:none" in without


def test_japanese_sentences_stand_without_a_space() -> None:
    """What the source has between sentences is not what the target wants."""
    engine = FakeEngine({"We met.": "会った。", "They left.": "帰った。"})
    assert Translator("ja", engine=engine).translate("We met. They left.\n").text == "会った。帰った。\n"


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=st.sampled_from("ab \n\r\tA1한"), max_size=60))
def test_an_echo_gives_the_words_and_the_blank_lines_back(text: str) -> None:
    """Nothing is lost, nothing is moved over a blank line, and the ends of the document stay."""
    out = Translator("ko", engine=FakeEngine()).translate(text).text
    assert out.split() == text.split()
    assert out.count("\n\n") == text.count("\n\n")
    assert out[: len(out) - len(out.lstrip())] == text[: len(text) - len(text.lstrip())]
    assert out[len(out.rstrip()) :] == text[len(text.rstrip()) :]
