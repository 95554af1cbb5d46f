"""Everything that decides a translation is in its key, and the place of a segment in the document is not."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.memory import key
from translator.memory.key import _encoded, renumbered
from translator.memory.results import numbered, restored
from translator.model import Case, Inline, InlineKind, Mode, Pattern, Span, Term, TermMatch

TERM = Term("id", "source", "target")
MATCH = TermMatch(TERM, Span(0, 4), "This")

OTHER: dict[str, Any] = {"also": ("x",), "forbidden": ("x",), "mode": Mode.EXACT, "case": Case.IGNORE}

texts = st.text(max_size=6)
values = st.recursive(
    texts | st.integers(-3, 3) | st.none(), lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=8
)
inlines = st.builds(
    Inline, st.sampled_from(["<b>", "<i>", "`x`"]), st.sampled_from(InlineKind), st.sampled_from(["", "x"]), st.integers(0, 3)
)
patterns = st.lists(st.sampled_from(["a", "b c"]) | inlines, max_size=6).map(tuple)


@given(values, values)
def test_different_values_are_written_differently(one: object, other: object) -> None:
    """No two states share a key by the way they are written down; True and 1 are the only equals that differ."""
    assert ("".join(_encoded(one)) == "".join(_encoded(other))) == (repr(one) == repr(other))


@pytest.mark.parametrize("name", [field.name for field in fields(Term) if field.compare])
def test_every_field_of_a_term_counts(name: str) -> None:
    """Another rendering, mode or list of forbidden words is another translation; where the entry stands is not."""
    changed = replace(MATCH, term=replace(TERM, **{name: OTHER.get(name, "other")}))
    assert key("s", ("This.",), (MATCH,)) != key("s", ("This.",), (changed,))
    assert key("s", ("This.",), (MATCH,)) == key("s", ("This.",), (replace(MATCH, term=replace(TERM, origin="a:1")),))


def test_signature_source_place_and_figures_count() -> None:
    """Each part of the key makes it another one."""
    keys = [
        key("s", ("This.",), (MATCH,), ()),
        key("t", ("This.",), (MATCH,), ()),
        key("s", ("That.",), (MATCH,), ()),
        key("s", ("This.", Inline("<br>")), (MATCH,), ()),
        key("s", ("This.",), (replace(MATCH, span=Span(5, 9)),), ()),
        key("s", ("This.",), (), (MATCH,)),
    ]
    assert len(set(keys)) == len(keys)


def test_what_cannot_be_written_down_is_refused() -> None:
    """A state that would be left out of the key unnoticed is a mistake of ours."""
    with pytest.raises(TypeError, match="set"):
        key("s", ("This.",), {1, 2})


@given(patterns, st.integers(1, 50))
def test_the_numbers_of_tags_do_not_count(pattern: Pattern, shift: int) -> None:
    """They tell where in its unit a segment stands, no more."""
    moved = tuple(
        replace(part, group=part.group + shift) if isinstance(part, Inline) and part.group else part for part in pattern
    )
    assert key("s", pattern) == key("s", moved)
    assert [type(part) for part in renumbered(pattern)] == [type(part) for part in pattern]


@given(patterns, st.randoms(use_true_random=False))
def test_markup_is_kept_by_its_number(pattern: Pattern, random: Any) -> None:
    """Whatever order a translation has put it in, it comes back as it was."""
    target = list(pattern)
    random.shuffle(target)
    merged = restored(numbered(tuple(target), pattern), pattern)
    assert [part for part in merged if isinstance(part, Inline)] == [part for part in target if isinstance(part, Inline)]
    assert "".join(p for p in merged if isinstance(p, str)) == "".join(p for p in target if isinstance(p, str))
