"""Which register a sentence is in, and how to bring it into the plain one: 해라체 and 常体, the style of news."""

from __future__ import annotations

import re
from enum import StrEnum

from ..model import Span
from . import register_ja, register_ko

_LANGUAGES = {"ko": register_ko, "ja": register_ja}
_OPEN, _CLOSE = "「『（(“‘《〈【", "」』）)”’》〉】"
_END = re.compile(r"[。！？!?…]+|\.(?=\s|$)")


class Register(StrEnum):
    """The style of a sentence's predicate."""

    PLAIN = "plain"
    POLITE = "polite"


def register(text: str, language: str) -> Register | None:
    """Return the register of the last sentence outside quotation marks; None for a headline and for other languages.

    >>> register("회의가 열렸습니다.", "ko"), register("会議が開かれた。", "ja"), register("일본 지사 방한", "ko")
    (<Register.POLITE: 'polite'>, <Register.PLAIN: 'plain'>, None)
    """
    rules = _LANGUAGES.get(language)
    sentences = [sentence for sentence, quoted in _sentences(text) if not quoted and sentence.strip()]
    if not rules or not sentences:
        return None
    if rules.is_polite(sentences[-1]):
        return Register.POLITE
    return Register.PLAIN if rules.is_plain(sentences[-1]) else None


def to_plain(text: str, language: str) -> str:
    """Return `text` with every polite sentence in the plain register. What stands in quotation marks is left as it was said.

    >>> to_plain("그는 “감사합니다”라고 말했습니다. 회의는 내일 열립니다.", "ko")
    '그는 “감사합니다”라고 말했다. 회의는 내일 열린다.'
    """
    for span, ending in reversed(plain_endings(text, language)):
        text = text[: span.start] + ending + text[span.end :]
    return text


def plain_endings(text: str, language: str) -> list[tuple[Span, str]]:
    """Return what `to_plain` changes, in reading order: where, and what comes there. Nothing but the endings is touched."""
    rules = _LANGUAGES.get(language)
    edits: list[tuple[Span, str]] = []
    at = 0
    for sentence, quoted in _sentences(text) if rules else ():
        new = rules.to_plain(sentence) if rules and not quoted else sentence
        if new != sentence:
            same = _alike(sentence, new)
            tail = _alike(sentence[same:][::-1], new[same:][::-1])
            edits.append((Span(at + same, at + len(sentence) - tail), new[same : len(new) - tail]))
        at += len(sentence)
    return edits


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have in common at the start."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _sentences(text: str) -> list[tuple[str, bool]]:
    """Return the sentences of a text, each with whether it ends inside quotation marks or brackets; joined they are the text."""
    sentences: list[tuple[str, bool]] = []
    start = depth = at = 0
    while at < len(text):
        depth = max(0, depth + (text[at] in _OPEN) - (text[at] in _CLOSE))
        end = _END.match(text, at) if not depth else None
        at = end.end() if end else at + 1
        if end:
            sentences.append((text[start:at], False))
            start = at
    if start < len(text):
        sentences.append((text[start:], depth > 0))
    return sentences
