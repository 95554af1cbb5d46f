"""One register: endings become plain as the cases say, quoted speech and the rest of a sentence stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import rows
from translator.grammar.register import Register, plain_endings, register, to_plain
from translator.model import Inline, InlineKind, Outcome, Pair, Pattern, Segment, plain
from translator.style import one_register

CASES = rows("registers.tsv")
OPEN, CLOSE = Inline("<b>", InlineKind.OPEN, group=1), Inline("</b>", InlineKind.CLOSE, group=1)


@pytest.mark.parametrize(("language", "polite", "wanted"), CASES)
def test_endings_become_plain(language: str, polite: str, wanted: str) -> None:
    """The plain ending of the verb, adjective or copula; done once, it is done."""
    assert to_plain(polite, language) == wanted
    assert to_plain(wanted, language) == wanted


@pytest.mark.parametrize(("language", "polite", "wanted"), [row for row in CASES if row[1] != row[2]])
def test_registers_are_told_apart(language: str, polite: str, wanted: str) -> None:
    """What was changed was polite, and is plain."""
    assert register(polite, language) is Register.POLITE
    assert register(wanted, language) is Register.PLAIN


@given(st.text(alphabet="가나습합입니다. “”‘’「」ますですいし。！問題x\n"), st.sampled_from(["ko", "ja", "en"]))
def test_only_endings_change(text: str, language: str) -> None:
    """The edits lie in the text, in order, and quoted speech keeps its endings."""
    edits = plain_endings(text, language)
    assert all(0 <= span.start <= span.end <= len(text) for span, _ in edits)
    assert all(one.end <= other.start for (one, _), (other, _) in zip(edits, edits[1:], strict=False))
    assert language != "en" or not edits
    assert to_plain(f"「{text.replace('「', '').replace('」', '')}」", "ja").startswith("「")


def outcome(*parts: str | Inline, provenance: str = "engine") -> Outcome:
    target: Pattern = parts
    return Outcome(Segment(0, 0, ("x",)), target, provenance=provenance)


def test_the_majority_decides() -> None:
    """Where most sentences are plain, the polite ones follow; where most are polite, the plain ones are told."""
    pair = Pair("en", "ko")
    plain_ones = [outcome("회의가 열렸다."), outcome("합의했다.")]
    done = one_register([*plain_ones, outcome("협력합니다."), outcome("일본 지사 방한")], pair)
    assert [plain(each.target) for each in done] == ["회의가 열렸다.", "합의했다.", "협력한다.", "일본 지사 방한"]
    assert not any(each.findings for each in done)
    done = one_register([outcome("협력합니다."), outcome("합의합니다."), outcome("열렸다.")], pair)
    assert [plain(each.target) for each in done] == ["협력합니다.", "합의합니다.", "열렸다."]
    assert [[finding.check for finding in each.findings] for each in done] == [[], [], ["register"]]


def test_what_people_wrote_stays() -> None:
    """A translation from the memory is told, not changed."""
    done = one_register([outcome("열렸다."), outcome("협력합니다.", provenance="memory")], Pair("en", "ko"))
    assert plain(done[1].target) == "협력합니다."
    assert [finding.check for finding in done[1].findings] == ["register"]


def test_markup_keeps_its_place() -> None:
    """An ending inside markup changes there; markup itself never does."""
    done = one_register([outcome("열렸다."), outcome("함께 ", OPEN, "협력합니다", CLOSE, ".")], Pair("en", "ko"))
    assert done[1].target == ("함께 ", OPEN, "협력한다", CLOSE, ".")
