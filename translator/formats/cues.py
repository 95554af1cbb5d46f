"""What subtitle formats share: lines of text under a line with times."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..model import Document, Inline, Pattern, Span, Targets, Unit, joined
from .encoding import decode
from .inline import addresses, core, has_words, paired
from .splice import Lines, Skeleton, Slot, edits, skeleton, splice

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_TIMES = re.compile(r"\s*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}")
_MARKUP = re.compile(r"</?[A-Za-z][^<>\r\n]*>|<[\d:.]+>|\{\\[^{}\r\n]*\}")
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


def serialize_cues(document: Document, targets: Targets, escape: Callable[[str], str]) -> bytes:
    """Return the subtitles with `targets` filled in, as UTF-8. A blank line would end a subtitle, so none is written."""
    kept = skeleton(document)

    def write(pattern: Pattern, slot: Slot) -> str:
        text = "".join(part.raw if isinstance(part, Inline) else escape(part) for part in pattern)
        return re.sub(r"(?:[ \t]*(?:\r\n|\r(?!\n)|\n)){2,}", "\n", text.strip())

    return kept.source.encode(splice(kept.source.text, edits(kept.slots, targets, write))) if targets else kept.data


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
