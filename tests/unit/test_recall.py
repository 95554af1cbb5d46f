"""What a memory does for a document: the same output without work, people before machines, an honest offer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases import HERE
from translator import Translator, pipeline
from translator.constraints import Work
from translator.engines.base import Progress
from translator.glossary import load_glossaries
from translator.ladder import Ascent
from translator.markup import Placement
from translator.memory import Memory
from translator.memory.units import Unit, add
from translator.model import Candidate, Decoding, Pair, Request, Run
from translator.testing import FakeEngine

KO = Pair("en", "ko")
GLOSSARY = load_glossaries([HERE / "glossary.yaml"])
ARTICLE = """# Talks

Prime Minister Kim Min-seok met the *Governor of **Nagano Prefecture*** on November 12. Kim praised the [local
government](https://a.org) of Nagano Prefecture.

- Run `ls` twice, said Kim.
- Run `ls` twice, said Kim.
"""


class Counting(FakeEngine):
    """Counts what it is asked."""

    asked = 0

    def translate(
        self, requests: Sequence[Request], pair: Pair, decoding: Decoding = Decoding(), progress: Progress | None = None
    ) -> list[tuple[Candidate, ...]]:
        self.asked += len(requests)
        return super().translate(requests, pair, decoding, progress)


def translate(text: str, memory: Memory | None, engine: FakeEngine | None = None, **options: object) -> Run:
    translator = Translator("ko", glossary=GLOSSARY, engine=engine or FakeEngine(), memory=memory, **options)  # type: ignore[arg-type]
    return translator.translate(text, format="markdown")


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "m.sqlite")


def test_the_second_run_is_the_first_without_the_engine(memory: Memory) -> None:
    """The same bytes, findings and terms; not one decode, and the report says so."""
    plain, first, engine = translate(ARTICLE, None), translate(ARTICLE, memory), Counting()
    second = translate(ARTICLE, Memory(memory.path), engine)
    assert plain.text == first.text == second.text
    assert plain.signature == first.signature == second.signature
    for one, other in zip(first.outcomes, second.outcomes, strict=True):
        assert (one.target, one.carried, one.findings, one.unconstrained) == (
            other.target, other.carried, other.findings, other.unconstrained
        )  # fmt: skip
    assert engine.asked == 0
    assert sum(step.decodes for outcome in second.outcomes for step in outcome.steps) == 0
    assert {outcome.provenance for outcome in second.outcomes} <= {"stored", "glossary", "copy"}


sentences = st.sampled_from(
    [
        "Kim met **Abe Shuichi** of Osaka.",
        "Prime Minister Kim Min-seok left.",
        "He ran `ls` *twice* in *Osaka Prefecture*.",
        "*Osaka Prefecture* grew by 12 percent.",
        "Nagano is far.",
    ]
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(sentences, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=5).map("\n\n".join), st.data())
def test_a_memory_of_other_documents_changes_nothing(text: str, data: st.DataObject) -> None:
    """Who is meant by Kim, and what is a first mention, differs from document to document; a hit is of the same state."""
    with TemporaryDirectory() as folder:
        memory = Memory(Path(folder) / "m.sqlite")
        for earlier in data.draw(st.permutations(text.split("\n\n"))):
            assert translate(earlier, memory).text == translate(earlier, None).text
        assert translate(text, memory).text == translate(text, None).text
        memory.close()


def test_a_change_of_one_entry_redoes_the_segments_that_have_it(memory: Memory) -> None:
    """Not the whole document."""
    text = "We saw the talks.\n\nWe saw the summit.\n"
    one, other = ({"talks": "회담", "summit": summit} for summit in ("정상회담", "정상 회의"))
    engine = Counting()
    for terms in (one, other):
        lines = "".join(f"{source},{target}\n" for source, target in terms.items())
        (memory.path.parent / "g.csv").write_text("en,ko\n" + lines, encoding="utf-8")
        engine.asked = 0
        run = Translator("ko", glossary=[memory.path.parent / "g.csv"], engine=engine, memory=memory).translate(text)
    assert "회담" in run.text
    assert "정상 회의" in run.text
    assert [outcome.provenance for outcome in run.outcomes] == ["stored", "engine"]
    assert 0 < engine.asked <= 2


def test_everything_that_an_end_holds_is_kept() -> None:
    """A field that is added to what the ladder and the markup give has to be kept in the memory too."""
    assert {field.name for field in fields(Ascent)} == {
        "text", "carried", "suspect", "complete", "steps", "unconstrained", "repairs"
    }  # fmt: skip
    assert {field.name for field in fields(Placement)} == {"pattern", "guessed", "lost"}
    assert {field.name for field in fields(Work)} == {"segment", "matches", "figures", "best", "missing", "suspect"}


def test_what_was_repaired_is_told_again(memory: Memory) -> None:
    """The finding about a figure that was put right comes with the stored translation too."""
    engine = FakeEngine({"It cost $30.": "비용은 40달러였다."})
    first, second = (translate("It cost $30.", memory, engine) for _ in range(2))
    assert second.outcomes[0].provenance == "stored"
    assert [finding.check for _, finding in first.findings()] == ["number-repaired"]
    assert first.outcomes[0].findings == second.outcomes[0].findings


def test_another_engine_is_asked_anew(memory: Memory) -> None:
    """Even one of the same kind that has another dictionary of the same size."""
    assert translate("Hello.", memory, FakeEngine({"Hello.": "안녕."})).text == "안녕."
    assert translate("Hello.", memory, FakeEngine({"Hello.": "여보세요."})).text == "여보세요."


def test_a_person_goes_before_the_machine(memory: Memory) -> None:
    """The text is used as it is, with the markup put into it, and checked like any other."""
    source = "He praised the **local government**."
    translate(source, memory)
    add(memory, KO, [Unit("He praised the local government.", "그는 지방정부를 칭찬했다.", origin="old.po")])
    run = translate(source, memory)
    assert run.text == "그는 **지방정부**를 칭찬했다."
    assert run.outcomes[0].provenance == "memory"
    assert run.outcomes[0].carried == (True,)
    assert "|memory:" in run.signature


def test_a_person_too_can_miss_a_term(memory: Memory) -> None:
    """The translation stays, the finding says so."""
    add(memory, KO, [Unit("He praised the local government.", "그는 정부를 칭찬했다.")])
    run = translate("He praised the local government.", memory)
    assert run.text == "그는 정부를 칭찬했다."
    assert [finding.check for _, finding in run.findings()] == ["term-missing"]


def test_a_whole_paragraph_of_a_person_is_found(memory: Memory) -> None:
    """Though the pipeline would split it into sentences."""
    add(memory, KO, [Unit("It ended. We left.", "끝나서 떠났다.")])
    assert translate("It ended. We left.\n\nWe left.\n", memory).text == "끝나서 떠났다.\n\nWe left.\n"


def test_a_similar_text_is_offered_and_used_only_when_asked(memory: Memory) -> None:
    """By default the engine translates and a finding shows what a person wrote."""
    add(memory, KO, [Unit("The delegation visited the old harbour town.", "대표단은 옛 항구 도시를 방문했다.")])
    source = "The delegation visited the old harbour towns."
    offered = translate(source, memory)
    assert offered.outcomes[0].provenance == "engine"
    assert any("대표단은" in finding.message and "alike" in finding.message for _, finding in offered.findings())
    used = translate(source, memory, reuse=0.9)
    assert (used.text, used.outcomes[0].provenance) == ("대표단은 옛 항구 도시를 방문했다.", "fuzzy")
    assert any("Taken from" in finding.message for _, finding in used.findings())
    assert translate(source, memory, reuse=0.999).outcomes[0].provenance in ("engine", "stored")


@pytest.mark.parametrize("other", ["The town has 8 harbours.", "The town has seven harbours."])
def test_other_numbers_are_never_used(memory: Memory, other: str) -> None:
    """However alike the rest is: the translation would be wrong."""
    add(memory, KO, [Unit("The town has 3 harbours.", "이 도시에는 항구가 3개 있다.")])
    run = translate(other, memory, reuse=0.5)
    assert run.outcomes[0].provenance == "engine"
    assert any("with other numbers" in finding.message for _, finding in run.findings())


KILLED = """
import os, signal, sys
from pathlib import Path
from translator import Translator, pipeline
from translator.testing import FakeEngine

pipeline.CHUNK = 10
memory, die_at = sys.argv[1], int(sys.argv[2])
asked = 0

class Engine(FakeEngine):
    def translate(self, requests, *arguments, **options):
        global asked
        asked += len(requests)
        if asked >= die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().translate(requests, *arguments, **options)

text = "\\n\\n".join(f"Sentence {n} is here." for n in range(100))
run = Translator("ko", engine=Engine(), memory=memory).translate(text)
print(asked, sum(outcome.provenance == "stored" for outcome in run.outcomes))
"""


@pytest.mark.parametrize("die_at", [15, 60, 95])
def test_a_killed_run_goes_on_where_it_was(tmp_path: Path, die_at: int) -> None:
    """At most one chunk is done again, wherever the run was killed."""

    def run(last: int) -> subprocess.CompletedProcess[str]:
        arguments = [sys.executable, "-c", KILLED, str(tmp_path / "m.sqlite"), str(last)]
        return subprocess.run(arguments, capture_output=True, text=True, check=False)

    assert run(die_at).returncode == -9
    asked, stored = map(int, run(10_000).stdout.split())
    assert stored >= die_at - 10
    assert asked + stored == 100


def test_chunks_do_not_show(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same text in several chunks as in one; progress counts the whole document and never goes back."""
    text = "\n\n".join(f"Sentence {n % 40} is *here* in Osaka." for n in range(60))
    whole = translate(text, None)
    monkeypatch.setattr(pipeline, "CHUNK", 7)
    told: list[tuple[int, int]] = []
    pieces = translate(text, None, listener=lambda rung, done, total: told.append((done, total)))
    assert pieces.outcomes == whole.outcomes
    assert {total for _, total in told} == {40}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == 40


def test_time_spent_ahead_counts_where_its_fruit_is_used(memory: Memory, tmp_path: Path) -> None:
    """A file whose sentences were translated together with those of others tells its share of the time, and its decodes."""
    for name, text in (("a.txt", "One.\nTwo.\n"), ("b.txt", "Three.\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    translator = Translator("ko", engine=FakeEngine(), memory=memory)
    translator.translate_ahead([(tmp_path / "a.txt", {}), (tmp_path / "b.txt", {})])
    shares = dict(translator._ahead)
    assert len(shares) == 3
    assert len(set(shares.values())) == 1
    run = translator.translate_file(tmp_path / "a.txt")
    assert run.seconds > 2 * min(shares.values())
    assert [step.decodes for outcome in run.outcomes for step in outcome.steps] == [1, 1]
    assert len(translator._ahead) == 1
