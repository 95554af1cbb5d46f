"""All forms of a glossary found in one pass over a text: the only door to pyahocorasick."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..model import Case
from .normalize import Normalized

_PLURALS = ("s", "es")
_UNSPACED = ("ja", "ko", "zh", "yue", "th", "km", "lo", "my")
"""Languages in which a word may touch the next, or an ending the word."""


class Automaton:
    """Finds forms; each form has payloads, which are what the caller gave with it."""

    def __init__(self, forms: Iterable[tuple[str, Case, Any]], language: str) -> None:
        """`forms` are in normal form, each with its case mode and a payload."""
        import ahocorasick

        self._bounded = language.split("-")[0] not in _UNSPACED
        self._inflected = language == "en"
        self._automaton = ahocorasick.Automaton()
        self._words: list[list[tuple[str, Case, Any]]] = []
        index: dict[str, int] = {}
        for form, case, payload in forms:
            if not form:
                continue
            key = form.lower() if len(form.lower()) == len(form) else form
            if key not in index:
                index[key] = len(self._words)
                self._words.append([])
                self._automaton.add_word(key, (index[key], len(key)))
            self._words[index[key]].append((form, case, payload))
        self._empty = not index
        if not self._empty:
            self._automaton.make_automaton()

    def find(self, text: Normalized) -> Iterator[tuple[int, int, Any]]:
        """Yield start, end and payload of every form that stands in `text` as a word of its own, overlapping or not."""
        if self._empty:
            return
        for last, (word, length) in self._automaton.iter(text.folded):
            start, end = last + 1 - length, last + 1
            if not self.begins(text.folded, start):
                continue
            end = self.word_end(text.folded, start, end)
            if end < 0:
                continue
            for form, case, payload in self._words[word]:
                if fits(form, text.text[start : start + length], case):
                    yield start, end, payload

    def begins(self, folded: str, at: int) -> bool:
        """Return whether a word can begin at `at`."""
        return not self._bounded or at == 0 or not (_joins(folded[at - 1]) and _joins(folded[at]))

    def word_end(self, folded: str, start: int, end: int) -> int:
        """Return where the word ends that ends at `end` but for a plural ending; -1 if the word goes on."""
        if not self._bounded or end == len(folded) or not (_joins(folded[end - 1]) and _joins(folded[end])):
            return end
        if self._inflected and end - start > 2:
            for plural in _PLURALS:
                behind = end + len(plural)
                if folded.startswith(plural, end) and (behind == len(folded) or not _joins(folded[behind])):
                    return behind
        return -1


def fits(form: str, surface: str, case: Case) -> bool:
    """Return whether `surface`, which differs from `form` at most in case, is written as `case` allows.

    >>> fits("US", "us", Case.PERMISSIVE), fits("summit", "SUMMIT", Case.PERMISSIVE), fits("summit", "Summit", Case.EXACT)
    (False, True, False)
    """
    if case is Case.IGNORE or form == surface:
        return True
    if case is Case.EXACT:
        return False
    return all(not wanted.isupper() or given.isupper() for wanted, given in zip(form, surface, strict=True))


def _joins(character: str) -> bool:
    """Return whether a character is part of a word in a script with spaces."""
    return character.isalnum() and not "\u3040" <= character <= "\u9fff" and not "\uac00" <= character <= "\ud7a3"
