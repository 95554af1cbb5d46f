"""What subtitle formats share: lines of text under a line with times."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..model import Document, Inline, Pattern, Span, Targets, Unit, joined, plain
from .base import above
from .encoding import decode
from .inline import addresses, core, has_words, paired
from .lines import balanced, columns, flat
from .splice import Lines, Skeleton, Slot, edits, skeleton, splice

_ENDS = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_TIMES = re.compile(r"\s*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}")
_MARKUP = re.compile(r"</?[A-Za-z][^<>\r\n]*>|<[\d:.]+>|\{\\[^{}\r\n]*\}")
MAX_COLUMNS = {"ko": 32, "ja": 26, "zh": 32}
"""Columns of a line of a subtitle: 16 characters in Korean and Chinese, 13 in Japanese (Netflix, Timed Text Style
Guides of these languages)."""
_MAX_COLUMNS = 42
"""The same for languages in Latin letters."""

_SPEAKER = re.compile(r"[-–—]\s*(?=\S)")


def is_cue_times(line: str) -> bool:
    """Return whether a line gives the begin and the end of a subtitle.

    >>> is_cue_times("00:00:01,000 --> 00:00:02,500"), is_cue_times("a --> b")
    (True, False)
    """
    return bool(_TIMES.match(line))


def parse_cues(name: str, data: bytes, path: str, encoding: str | None, unescape: Callable[[str], str]) -> Document:
    """Return a document with the text of each subtitle as a unit, or each line where two people speak."""
    source = decode(data, path=path, encoding=encoding)
    lines = Lines(source.text)
    units: list[Unit] = []
    slots: list[Slot] = []
    for span in _texts(source.text):
        parts = _parts(span.of(source.text))
        first, last = core(parts)
        begin = span.start + sum(map(_length, parts[:first]))
        chosen = parts[first:last]
        if not chosen:
            continue
        if isinstance(chosen[0], str):
            begin += len(chosen[0]) - len(chosen[0].lstrip())
            chosen[0] = chosen[0].lstrip()
        if isinstance(chosen[-1], str):
            chosen[-1] = chosen[-1].rstrip()
        end = begin + sum(map(_length, chosen))
        pattern = joined(unescape(part) if isinstance(part, str) else part for part in chosen)
        if has_words(pattern):
            units.append(Unit(len(units), pattern, lines.at(begin)))
            slots.append(Slot(Span(begin, end)))
    return Document(name, tuple(units), Skeleton(data, source, tuple(slots)))


def serialize_cues(document: Document, targets: Targets, escape: Callable[[str], str], language: str | None) -> bytes:
    """Return the subtitles with `targets` filled in, as UTF-8. A blank line would end a subtitle, so none is written.

    Where the language is known, a text gets as many lines as its source had, or two if one is too narrow for it, and one
    if it is short.
    """
    kept = skeleton(document)
    newline = "\r\n" if "\r\n" in kept.source.text else "\n"
    limit = MAX_COLUMNS.get(language.split("-")[0], _MAX_COLUMNS) if language else 0

    def write(pattern: Pattern, slot: Slot) -> str:
        if limit:
            pattern = _in_lines(pattern, len(_ENDS.findall(slot.span.of(kept.source.text))) + 1, limit, newline)
        text = "".join(part.raw if isinstance(part, Inline) else escape(part) for part in pattern)
        return re.sub(r"(?:[ \t]*(?:\r\n|\r(?!\n)|\n)){2,}", newline, text.strip())

    return kept.source.encode(splice(kept.source.text, edits(kept.slots, targets, write))) if targets else kept.data


def source_above_target(document: Document, targets: Targets) -> Targets:
    """Return patterns with two lines, the source and its translation."""
    newline = "\r\n" if "\r\n" in skeleton(document).source.text else "\n"
    return {id: above(flat(document.units[id].source), Inline(newline), flat(target)) for id, target in targets.items()}


def _in_lines(pattern: Pattern, count: int, limit: int, newline: str) -> Pattern:
    """Return a pattern in lines that fit, as many as the source has if it is not very short."""
    if any(isinstance(part, Inline) and part.raw == newline for part in pattern):
        return pattern  # two languages, a line each
    lines = plain(pattern).splitlines()
    if len(lines) == count > 1 and all(columns(line) <= limit for line in lines):
        return pattern
    pattern = flat(pattern)
    width = columns(plain(pattern))
    return balanced(pattern, 1 if width * 2 <= limit else max(count, 2 if width > limit else 1), newline)


def _texts(text: str) -> Iterator[Span]:
    """Yield the place of each subtitle's text, a line at a time where every line begins with a dash."""
    inside: list[Span] = []
    in_cue = False
    for match in _LINE.finditer(text):
        line = match[0].rstrip("\r\n")
        if in_cue and line.strip():
            inside.append(Span(match.start(), match.start() + len(line)))
            continue
        yield from _cue(text, inside)
        inside, in_cue = [], is_cue_times(line)
    yield from _cue(text, inside)


def _cue(text: str, lines: list[Span]) -> Iterator[Span]:
    dashes = [_SPEAKER.match(text, line.start, line.end) for line in lines]
    if len(lines) > 1 and all(dashes):
        yield from (Span(dash.end(), line.end) for dash, line in zip(dashes, lines, strict=True) if dash)
    elif lines:
        start = dashes[0].end() if dashes[0] else lines[0].start
        yield Span(start, lines[-1].end)


def _parts(text: str) -> list[str | Inline]:
    parts: list[str | Inline] = []
    at = 0
    for match in _MARKUP.finditer(text):
        parts += (*addresses(text[at : match.start()]), Inline(match[0]))
        at = match.end()
    return paired([*parts, *addresses(text[at:])])


def _length(part: str | Inline) -> int:
    return len(part if isinstance(part, str) else part.raw)
