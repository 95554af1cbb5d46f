"""Does the target carry the terms, each occurrence for itself?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Finding, Mode, Severity, Span, TermMatch
from .base import Draft
from .folding import Folded, fold
from .places import Place, assign


def locate(matches: Sequence[TermMatch], target: str) -> tuple[Span | None, ...]:
    """Return where `target` renders each match, None where it does not.

    Two matches need two places, and no two places overlap. As many matches as possible are placed, then as much text
    as possible, so that a short rendering does not take a part of a longer one for nothing. Widths, dashes and invisible
    characters do not count, nor do spaces inside a rendering (나가노현 지사, 나가노현지사), except for a term whose
    mode is exact. A term that is only forbidden has no place.

    >>> from translator.model import Term
    >>> governor = TermMatch(Term("g", "governor", "지사"), Span(0, 8), "governor")
    >>> locate((governor, governor), "지사가 나가노현 지사를")
    (Span(start=0, end=2), Span(start=9, end=11))
    """
    if not matches:
        return ()
    text = fold(target)
    groups: dict[tuple[tuple[str, ...], bool], list[int]] = {}
    for index, match in enumerate(matches):
        if match.term.mode is not Mode.FORBIDDEN:
            groups.setdefault((_forms(match), match.term.mode is Mode.EXACT), []).append(index)
    places = [
        Place(span, group, preference)
        for group, (forms, exact) in enumerate(groups)
        for preference, form in enumerate(forms)
        for span in _places(form, text, exact)
    ]
    found: list[Span | None] = [None] * len(matches)
    for members, spans in zip(
        groups.values(), assign(places, [len(members) for members in groups.values()]), strict=True
    ):
        for index, span in zip(members, spans, strict=False):
            found[index] = span
    return tuple(found)


def carried(matches: Sequence[TermMatch], target: str) -> tuple[bool, ...]:
    """Return for each match whether `target` renders it; a term that is only forbidden asks for nothing."""
    spans = locate(matches, target)
    return tuple(
        span is not None or match.term.mode is Mode.FORBIDDEN for match, span in zip(matches, spans, strict=True)
    )


def check_terms(draft: Draft) -> Iterator[Finding]:
    """A term of the glossary is not rendered as the glossary wants.

    Where another occurrence of the same term is rendered, the second was probably merged into it or became a
    pronoun, which is a smaller matter.
    """
    has = carried(draft.matches, draft.target)
    rendered = {match.term.target for match, flag in zip(draft.matches, has, strict=True) if flag}
    for match, flag in zip(draft.matches, has, strict=True):
        if flag:
            continue
        target = match.surface if match.term.mode is Mode.KEEP else match.term.target
        wanted = f"‘{match.surface}’ should be ‘{target}’"
        if match.term.target in rendered:
            yield Finding("term-merged", Severity.MINOR, f"{wanted} once more.", match.term.id)
        else:
            yield Finding("term-missing", Severity.MAJOR, f"{wanted}.", match.term.id)


def _forms(match: TermMatch) -> tuple[str, ...]:
    return (match.surface,) if match.term.mode is Mode.KEEP else match.term.accepts()


def _places(form: str, text: Folded, exact: bool) -> Iterator[Span]:
    """Yield every place of a rendering in a folded text, as spans of the text as it was; places may overlap."""
    wanted = fold(form)
    at = text.text.find(wanted.text) if wanted.text else -1
    while at >= 0:
        end = at + len(wanted.text)
        span = Span(text.starts[at], text.ends[end - 1])
        fits = span.of(text.original) == form if exact else _spaced_alike(text, at, end, wanted)
        if fits and _is_whole(text.text, at, end):
            yield span
        at = text.text.find(wanted.text, at + 1)


def _spaced_alike(text: Folded, start: int, end: int, wanted: Folded) -> bool:
    """Return whether the spaces inside a place are such as a writer may set or leave out.

    A space more than the rendering has may stand between the parts of a compound. It may not tear one syllable off its
    end (부산시 장관 is no 부산시장), nor off the beginning of a short word (한 일 is not 한일).
    """
    inside = [gap for gap in text.gaps if start < gap < end]
    for gap in inside:
        if gap - start in wanted.gaps or not (_is_hangul(text.text[gap - 1]) and _is_hangul(text.text[gap])):
            continue
        if gap == end - 1 or (gap == start + 1 and end - start <= 4):
            return False
    return True


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether a Latin or numeric rendering is a word of its own (US is not in USA, 5 not in 15)."""
    before, behind = text[:start][-1:], text[end:][:1]
    return not (_is_plain(text[start]) and _is_plain(before)) and not (_is_plain(text[end - 1]) and _is_plain(behind))


def _is_plain(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _is_hangul(character: str) -> bool:
    return "가" <= character <= "힣"
