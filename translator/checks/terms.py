"""Does the target carry the terms, each occurrence for itself?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ..model import Finding, Mode, Severity, Span, TermMatch
from .base import Draft

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_DASHES = re.compile("[‐‑‒–—―−]")
_SPACES = re.compile(r"\s+")


def locate(matches: Sequence[TermMatch], target: str) -> tuple[Span | None, ...]:
    """Return where `target` renders each match, None where it does not.

    Two matches need two places: the longest renderings are placed first, so that a short one cannot take a part of
    a longer one, and no place is used twice. Widths, dashes and invisible characters do not count, nor do the spaces
    inside a rendering (나가노현 지사, 나가노현지사), except for a term whose mode is exact.
    """
    text, offsets = _folded(target)
    found: list[Span | None] = [None] * len(matches)
    taken: list[Span] = []
    options = sorted(
        (
            (-len(form), preference, index, form)
            for index, match in enumerate(matches)
            for preference, form in enumerate(_forms(match))
        ),
    )
    for _, _, index, form in options:
        if found[index] is not None:
            continue
        exact = matches[index].term.mode is Mode.EXACT
        span = _free_place(form, target if exact else text, taken if exact else _inner(taken, offsets), exact)
        if span:
            whole = span if exact else Span(offsets[span.start], offsets[span.end - 1] + 1)
            found[index] = whole
            taken.append(whole)
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
        wanted = f"‘{match.surface}’ should be ‘{match.term.target}’"
        if match.term.target in rendered:
            yield Finding("term-merged", Severity.MINOR, f"{wanted} once more.", match.term.id)
        else:
            yield Finding("term-missing", Severity.MAJOR, f"{wanted}.", match.term.id)


def _forms(match: TermMatch) -> tuple[str, ...]:
    return (match.surface,) if match.term.mode is Mode.KEEP else match.term.accepts()


def _folded(text: str) -> tuple[str, list[int]]:
    """Return `text` as it is compared, and for each of its characters the offset in `text`."""
    characters: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text):
        for piece in _fold(character):
            characters.append(piece)
            offsets.append(at)
    return "".join(characters), offsets


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _SPACES.sub("", _DASHES.sub("-", folded))


def _inner(spans: Sequence[Span], offsets: Sequence[int]) -> list[Span]:
    """Return spans of the original as spans of the folded text."""
    inner = []
    for span in spans:
        inside = [index for index, offset in enumerate(offsets) if span.start <= offset < span.end]
        if inside:
            inner.append(Span(inside[0], inside[-1] + 1))
    return inner


def _free_place(form: str, text: str, taken: Sequence[Span], exact: bool) -> Span | None:
    wanted = form if exact else _fold(form)
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        span = Span(at, at + len(wanted))
        if not any(span.overlaps(other) for other in taken) and _is_whole(text, span):
            return span
        at = text.find(wanted, at + 1)
    return None


def _is_whole(text: str, span: Span) -> bool:
    """Return whether a Latin or numeric rendering is a word of its own (US is not in USA, 5 not in 15)."""
    inside, before, behind = text[span.start : span.end], text[: span.start][-1:], text[span.end :][:1]
    return not (_is_plain(inside[0]) and _is_plain(before)) and not (_is_plain(inside[-1]) and _is_plain(behind))


def _is_plain(character: str) -> bool:
    return character.isascii() and character.isalnum()
