"""Markup keeps every piece, once, nested, whatever the translation looks like."""

from hypothesis import given
from hypothesis import strategies as st

from translator.markup import marked_texts, place
from translator.model import Inline, InlineKind, Pattern, Span, plain

WORDS = st.text(alphabet="ab c한국日本.", min_size=1, max_size=6)


def pair(group: int) -> tuple[Inline, Inline]:
    return Inline(f"<{group}>", InlineKind.OPEN, group=group), Inline(f"</{group}>", InlineKind.CLOSE, group=group)


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    """Patterns with atoms, nested pairs, crossing pairs and tags without partner."""
    pieces: list[str | Inline] = []
    for group in range(1, draw(st.integers(1, 5))):
        pieces += draw(st.permutations([*pair(group), Inline(f"[{group}]", text=draw(st.sampled_from(["", "x", "ab"])))]))
        pieces.append(draw(WORDS))
    kept: list[str | Inline] = []
    for piece in pieces:
        if isinstance(piece, str) and kept and isinstance(kept[-1], str):
            kept[-1] += piece
        else:
            kept.append(piece)
    return tuple(kept)


@given(patterns(), st.text(alphabet="한국 日本ab.", max_size=30))
def test_every_inline_arrives_exactly_once(source: Pattern, target: str) -> None:
    """Nothing is lost and nothing doubled; what is not markup is the target, less the text of found atoms."""
    placed = place(source, target)
    inlines = [part for part in placed.pattern if isinstance(part, Inline)]
    assert sorted(part.raw for part in inlines) == sorted(part.raw for part in source if isinstance(part, Inline))
    lost = sum(len(part.text) for part in placed.lost)
    assert len(plain(placed.pattern)) == len(target) + lost


@given(patterns(), st.text(alphabet="한국 日本ab.", max_size=30))
def test_pairs_that_nest_in_the_source_nest_in_the_target(source: Pattern, target: str) -> None:
    """A pair that properly encloses its content still opens before it closes."""
    order = [part for part in place(source, target).pattern if isinstance(part, Inline)]
    for group in {part.group for part in order if part.group}:
        kinds = [part.kind for part in source if isinstance(part, Inline) and part.group == group]
        if kinds == [InlineKind.OPEN, InlineKind.CLOSE] and not _crossed(source, group):
            assert [part.kind for part in order if part.group == group] == kinds


def _crossed(source: Pattern, group: int) -> bool:
    """Return whether a tag inside the pair has its partner outside, so that one of the two pairs cannot hold."""
    marks = [part for part in source if isinstance(part, Inline) and part.group]
    at = [index for index, part in enumerate(marks) if part.group == group]
    inside = [part.group for part in marks[at[0] + 1 : at[1]]]
    return any(inside.count(other) == 1 for other in inside)


def test_a_pair_around_a_term_follows_the_term() -> None:
    """Where the glossary says what became of the marked words, nothing is guessed."""
    opening, closing = pair(1)
    source = ("The ", opening, "Governor of Nagano", closing, " spoke in Seoul.")
    target = "서울에서 나가노현 지사가 연설했다."
    placed = place(source, target, [(Span(4, 22), Span(5, 12))])
    assert placed.pattern == ("서울에서 ", opening, "나가노현 지사", closing, "가 연설했다.")
    assert not placed.guessed


def test_a_pair_around_other_words_follows_their_own_translation() -> None:
    """A marked common word is found by its likeness to its translation alone."""
    opening, closing = pair(1)
    source = ("This is ", opening, "very important", closing, " to us.")
    placed = place(source, "이것은 우리에게 매우 중요하다.", renderings={"very important": "매우 중요한"})
    assert opening in placed.pattern
    assert plain(placed.pattern[placed.pattern.index(opening) + 1 :]).startswith("매우 중요")


def test_a_lost_code_span_is_put_back_and_named() -> None:
    """Code that the engine dropped is in the target all the same, and said to be."""
    code = Inline("`ls -l`", text="ls -l")
    placed = place(("Run ", code, " now."), "지금 실행하십시오.")
    assert code in placed.pattern
    assert placed.lost == (code,)


def test_marked_texts_are_those_between_tags() -> None:
    """Code and empty pairs need no translation of their own."""
    opening, closing = pair(1)
    empty = pair(2)
    assert marked_texts(("a", opening, "b c", closing, *empty, Inline("`d`", text="d"))) == ("b c",)


def test_a_variable_too_many_is_taken_out() -> None:
    """Where an engine repeats one, the one that the markup put in its place is kept."""
    source = ("Read ", Inline("%s", text="%s"), " now")
    assert place(source, "%s 지금 %s 읽기").pattern == (Inline("%s", text="%s"), " 지금 읽기")
    twice = (Inline("{n}", text="{n}"), " of ", Inline("{n}", text="{n}"))
    assert plain(place(twice, "{n} 중 {n}").pattern) == "{n} 중 {n}"


def test_marked_latin_words_are_whole() -> None:
    """The letter in italics is not looked for inside a word."""
    opening, closing = pair(1)
    placed = place(("Vitamin ", opening, "A", closing, " helps"), "APEC은 비타민 A를 돕는다").pattern
    assert plain(placed[: placed.index(opening)]) == "APEC은 비타민 "
    assert placed[placed.index(opening) + 1] == "A"


def test_a_part_of_a_term_marks_the_term() -> None:
    """Bold on the name in a title with a name goes around both, where the name by itself cannot be found."""
    opening, closing = pair(1)
    source = ("Prime Minister ", opening, "Kim Min-seok", closing, " came")
    placed = place(source, "金民錫首相が来た", [(Span(0, 27), Span(0, 5))]).pattern
    assert placed == (opening, "金民錫首相", closing, "が来た")
