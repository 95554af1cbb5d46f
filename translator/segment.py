"""Sentences: where they end in a text with markup, and what stands between them in another language.

The only module that knows sentencex, which finds the ends. What it gets wrong in news prose is mended here by
rules, not by samples: titles it does not know, times before a weekday, list numbers, cuts without white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from .model import Inline, InlineKind, Pattern, joined, plain

MAX_CHARACTERS = 400
"""Code points of the longest segment. Sentence models are trained on sentences, and beyond some 100 English words
they drop clauses or loop. Nine in a thousand sentences of news and encyclopedias are longer (22 of 2,521 in the
development corpora) and are cut at a clause."""

WINDOW = 4000
"""Code points that sentencex is given at once. Its time grows with the square of the text where quotes or brackets
stay open: 0.5 s for 100,000 code points, 54 s for a million, but under 1 ms for this many."""

_ASCII_SPACE = dict.fromkeys((0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000), " ")
"""White space as sentencex has to see it: where it stands between a single letter and a full stop (plan A\u00a0.), sentencex
cuts between the bytes of a character, and Rust ends the program."""

_NEVER_LAST = re.compile(
    r"(?:^|[\s(\[“‘\"'—–-])"
    r"(?:Mr|Mrs|Ms|Messrs|Mx|Dr|Prof|Gov|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Sen|Rep|Rev|Hon|Amb|Pres|Sec|Supt"
    r"|St|Mt|Ft|Vol|No|Nos|Fig|Figs|Eq|Ch|Art|Arts|pp|vs|cf|approx|est|ca|al|e\.g|i\.e|viz)\.\s+$"
)
"""An abbreviation that stands before what it belongs to."""

_TIME = re.compile(r"\b[ap]\.m\.\s+$", re.IGNORECASE)
_AFTER_TIME = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|[KJ]ST|GMT|UTC|E[SD]?T|C[SD]T|P[SD]?T)\b|[a-z\d]"
)
_LIST_NUMBER = re.compile(r"\s*[(\[]?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]\s+$")
_ASIDE = re.compile(r"\s*(?:\([^()]*[.!?…]\)|\[[^\[\]]*[.!?…]\])\s+(?=\S)")
_NO = re.compile(r"\bno\.\s+(?=[“‘\"(]?[A-Z])")
_FULL_WIDTH_END = re.compile(r"[。！？!?…．][」』）】〉》”’\"')\]]*$")

_ENDS = (
    re.compile(r"[.!?…]+[”’\"')\]]*\s+|[。！？]+[」』）”’]*\s*"),
    re.compile(r"[;:]\s+|[；：]\s*|\s*[—–]\s+|—"),
    re.compile(r",\s+|[、，]\s*"),
    re.compile(r"\s+"),
)
"""Where a segment that is too long may be cut, the best places first."""

_NO_SPACE = frozenset({"ja", "zh", "yue"})
"""Languages that put nothing between sentences (W3C, Requirements for Japanese and for Chinese Text Layout)."""

Split = tuple[str, Pattern, str]
"""White space in front, the segment, white space behind."""


def split(source: Pattern, language: str) -> tuple[Split, ...]:
    """Return the sentences of `source`, a text in `language`, each with the white space around it.

    Nothing is lost: all parts joined are `source`. Sentences are found in what a reader sees. An atom is never cut;
    an opening tag goes with what follows and a closing one with what precedes; sentences that share a pair of tags
    stay together. A segment of more than `MAX_CHARACTERS` is cut further, at a clause if there is one.

    >>> split(("Dr. Kim left. ", "He spoke."), "en")
    (('', ('Dr. Kim left.',), ' '), ('', ('He spoke.',), ''))
    """
    segments: list[Split] = []
    if not source:
        return ()
    ends = {*_sentence_ends(plain(source), language), *_tabs(source)}
    for sentence in _cut(source, sorted(ends)):
        for piece in _cut(sentence, _clause_ends(plain(sentence)), within_pairs=True):
            before, core, after = _trimmed(piece)
            if core or not segments:
                segments.append((before, core, after))
            else:
                segments[-1] = (*segments[-1][:2], segments[-1][2] + before)
    if len(segments) > 1 and not segments[0][1]:
        (first, _, more), (before, core, after) = segments[:2]
        segments[:2] = [(first + more + before, core, after)]
    return tuple(segments)


def separator(white_space: str, language: str) -> str:
    """Return what stands between two sentences of `language` where the source has `white_space`.

    Line breaks and tabs are layout and stay. Spaces go where the language writes none between sentences.

    >>> [separator(" ", tag) for tag in ("ko", "ja", "zh-Hant")]
    [' ', '', '']
    """
    spaces_only = not white_space.strip(" \u00a0\u3000")
    return "" if spaces_only and language.split("-")[0] in _NO_SPACE else white_space


def _tabs(source: Pattern) -> Iterator[int]:
    """Yield the offsets of tabs that are markup: what they keep apart, as in a form or a table of contents, is no sentence."""
    at = 0
    for part in source:
        if isinstance(part, Inline) and part.text == "\t" and at:
            yield at
        at += len(part if isinstance(part, str) else part.text)


def _sentence_ends(text: str, language: str) -> list[int]:
    """Return the offsets behind each sentence and its white space, without the end of the text."""
    ends: list[int] = []
    start = 0
    for end in _raw_ends(text, language):
        if not _continues(text[start:end], text[end : end + 20]):
            ends.extend(start + inner for inner in _missed(text[start:end]))
            ends.append(end)
            start = end
    ends.extend(start + inner for inner in _missed(text[start:]))
    return [end for end in ends if end < len(text)]


def _raw_ends(text: str, language: str) -> Iterator[int]:
    """Yield the ends that sentencex finds, window by window; a window's last sentence begins the next window."""
    from sentencex import segment

    start = 0
    while start < len(text):
        window = text[start : start + WINDOW].translate(_ASCII_SPACE)
        pieces = segment(language, window)
        if start + WINDOW < len(text) and len(pieces) > 1:
            pieces = pieces[:-1]
        for piece in pieces:
            start += len(piece)
            yield start


def _continues(sentence: str, rest: str) -> bool:
    """Return whether a sentence is not over where sentencex ends it."""
    if sentence[-1:].strip() and rest[:1].strip() and not _FULL_WIDTH_END.search(sentence[-8:]):
        return True  # Hello.World, example.Com: only full-width stops need no space behind them
    tail = sentence[-24:]
    if _LIST_NUMBER.fullmatch(sentence) or _NEVER_LAST.search(tail):
        return True
    return bool(_TIME.search(tail) and _AFTER_TIME.match(rest))


def _missed(sentence: str) -> Iterator[int]:
    """Yield ends inside what sentencex takes for one sentence: behind an aside in brackets, and behind the word no."""
    if aside := _ASIDE.match(sentence):
        yield aside.end()
    start = aside.end() if aside else 0
    for no in _NO.finditer(sentence, start):
        if sentence.count("“", start, no.end()) == sentence.count("”", start, no.end()):
            yield no.end()


def _clause_ends(text: str) -> list[int]:
    """Return where a text that is too long is cut, so that the pieces are about equal."""
    ends: list[int] = []
    start = 0
    while (rest := len(text) - start) > MAX_CHARACTERS:
        even = rest / -(-rest // MAX_CHARACTERS)
        window = text[start : start + MAX_CHARACTERS]
        start += _best_end(window, even)
        ends.append(start)
    return ends


def _best_end(window: str, even: float) -> int:
    for place in _ENDS:
        found = [match.end() for match in place.finditer(window)]
        far_enough = [end for end in found if end >= even / 2]
        if far_enough:
            return min(far_enough, key=lambda end: abs(end - even))
    return len(window)


def _cut(source: Pattern, ends: Sequence[int], *, within_pairs: bool = False) -> Iterator[Pattern]:
    """Yield `source` cut at the offsets `ends` of its plain text, as far as its markup allows."""
    if not ends:
        yield source
        return
    pairs = _pairs(source)
    opened: set[int] = set()
    pending, at, piece = list(reversed(ends)), 0, list[str | Inline]()
    due = False
    for part in source:
        while pending and pending[-1] < at:
            pending.pop()
        if pending and pending[-1] == at and at:
            pending.pop()
            due = True
        free = within_pairs or not opened
        if due and free and not _stays(part, piece):
            yield tuple(piece)
            piece, due = [], False
        if isinstance(part, Inline):
            piece.append(part)
            if part.group in pairs:
                (opened.add if part.kind is InlineKind.OPEN else opened.discard)(part.group)
            at += len(part.text)
            continue
        due = False
        begin = at
        while pending and pending[-1] < at + len(part):
            end = pending.pop()
            if free:
                yield (*piece, part[begin - at : end - at])
                piece, begin = [], end
        piece.append(part[begin - at :])
        at += len(part)
    yield tuple(piece)


def _stays(part: str | Inline, piece: Sequence[str | Inline]) -> bool:
    """Return whether `part`, which stands at the end of a sentence, belongs to it."""
    if isinstance(part, str) or part.kind is InlineKind.OPEN or part.text:
        return False
    return part.kind is InlineKind.CLOSE or not plain(tuple(piece[-1:]))[-1:].isspace()


def _pairs(source: Iterable[str | Inline]) -> set[int]:
    inlines = [part for part in source if isinstance(part, Inline)]
    opened = {part.group for part in inlines if part.kind is InlineKind.OPEN}
    return opened & {part.group for part in inlines if part.kind is InlineKind.CLOSE}


def _trimmed(piece: Pattern) -> Split:
    """Return `piece` without the white space at its ends, and that white space."""
    before = after = ""
    parts = list(piece)
    if parts and isinstance(parts[0], str):
        text = parts[0]
        parts[0] = text.lstrip()
        before = text[: len(text) - len(parts[0])]
    if parts and isinstance(parts[-1], str):
        text = parts[-1]
        parts[-1] = text.rstrip()
        after = text[len(parts[-1]) :]
    return before, joined(parts), after
