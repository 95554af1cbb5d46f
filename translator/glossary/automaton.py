"""All forms of a glossary found in one pass over a text: the only door to pyahocorasick."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from ..model import Case
from .entry import Entry
from .normalize import Normalized, normal_form
from .stop_words import STOP_WORDS

NAMES = frozenset("person place prefecture province city metropolitan country".split())
"""Types whose entries are names of one thing. They have no plural: Parks is not Park, Wales is not Wale."""
_PLURALS = ("s", "es")
_UNSPACED = ("ja", "ko", "zh", "yue", "th", "km", "lo", "my")
"""Languages in which a word may touch the next, or an ending the word."""
_WORD = re.compile(r"[^\W\d_]+")
_STARTS = re.compile(r"(?:(?![\u3040-\u9fff\uac00-\ud7a3])[^\W_])+|\S")
"""What may begin a word in a script with spaces: the first of the characters that `_joins` joins, and every other."""
_ANY = re.compile(r"\S")
_HYPHENATED = re.compile(r"-([a-z]+)")
_COMPOUNDS = frozenset("led backed era style brokered hosted chaired appointed approved linked like initiated".split())
_ADDRESS = re.compile(r"(?:(?<![a-z+.-])[a-z][a-z+.-]*://|\bwww\.)[^\s<>\"]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""Addresses of pages and people. What is spelt in them is no word."""


class Spelling(NamedTuple):
    """One way to write a form, and what it means."""

    form: str
    case: Case
    countable: bool
    """Whether a plural ending may follow."""
    person: bool
    payload: Any


class Stored(Protocol):
    """Forms that were made ready before, and lie in a file."""

    def hits(self, folded: str) -> Iterator[tuple[int, int, Sequence[Spelling]]]:
        """Yield start, end and spellings of the forms that begin where a word does, in order of their starts."""


class Automaton:
    """Finds forms; each form has payloads, which are what the caller gave with it."""

    def __init__(self, forms: Iterable[tuple[str, Case, str, Any]], language: str, stored: Stored | None = None) -> None:
        """`forms` are in normal form, each with its case mode, the type of what it names, and a payload."""
        import ahocorasick

        self._language = language
        self._stored = stored
        self._automaton = ahocorasick.Automaton()
        self._words: list[list[Spelling]] = []
        self._index: dict[str, int] = {}
        for form, case, type, payload in forms:
            for key, spelling in spellings(form, case, type, payload, language):
                if key not in self._index:
                    self._index[key] = len(self._words)
                    self._words.append([])
                    self._automaton.add_word(key, (self._index[key], len(key)))
                self._words[self._index[key]].append(spelling)
        if self._index:
            self._automaton.make_automaton()

    def find(self, text: Normalized) -> Iterator[tuple[int, int, Any]]:
        """Yield start, end and payload of every form that stands in `text` as a word of its own, overlapping or not."""
        shouted = is_shouted(text.text)
        addresses = [match.span() for match in _ADDRESS.finditer(text.folded)]
        for start, end, spelt in self._hits(text.folded):
            before = bisect_right(addresses, (start, len(text.folded))) - 1
            if not self._begins(text.folded, start) or (before >= 0 and start < addresses[before][1]):
                continue
            closed = word_end(text.folded, end, self._language)
            if closed < 0:
                continue
            if shouted and text.folded[start:end] in STOP_WORDS:
                continue
            for form, case, countable, person, payload in spelt:
                if not fits(form, text.text[start:end], case) or (person and _goes_on(text.text, start, end)):
                    continue
                if closed == end or countable:
                    yield start, closed, payload

    def _hits(self, folded: str) -> Iterator[tuple[int, int, Sequence[Spelling]]]:
        if self._stored:
            yield from self._stored.hits(folded)
        for last, (word, length) in self._automaton.iter(folded) if self._index else ():
            yield last + 1 - length, last + 1, self._words[word]

    def _begins(self, folded: str, at: int) -> bool:
        return not _bounded(self._language) or at == 0 or not (_joins(folded[at - 1]) and _joins(folded[at]))


def entry_forms(entry: Entry, language: str) -> Iterator[tuple[str, Case, bool]]:
    """Yield the forms by which an entry is found, in normal form, each with its case mode and whether it is but a part."""
    block = entry.renderings[language]
    for form in (block.term, *block.aliases):
        yield normal_form(form), entry.case, False
    for form in block.part:
        yield normal_form(form), Case.EXACT if entry.case is Case.EXACT else Case.PERMISSIVE, True


def spellings(form: str, case: Case, type: str, payload: Any, language: str) -> Iterator[tuple[str, Spelling]]:
    """Yield each way to write a form, plurals included, with the small letters by which it is looked up."""
    if not form:
        return
    countable = language == "en" and type not in NAMES and len(form) > 2
    yield _key(form), Spelling(form, case, countable, type == "person", payload)
    for plural in _irregular(form) if countable else ():
        yield _key(plural), Spelling(plural, case, False, False, payload)


def word_starts(folded: str, language: str) -> Iterator[int]:
    """Yield where in a text a form may begin."""
    return (match.start() for match in (_STARTS if _bounded(language) else _ANY).finditer(folded))


def word_end(folded: str, end: int, language: str) -> int:
    """Return where the word ends that ends at `end` but for a plural ending; -1 if the word goes on.

    >>> word_end("two summits.", 10, "en"), word_end("the summits", 11, "en"), word_end("a summitry", 8, "en")
    (11, 11, -1)
    """
    if end < len(folded) and folded[end] == "$" and folded[end - 1].isalpha():
        return -1  # US$ is a currency, not the country
    if not _bounded(language) or end == len(folded) or not (_joins(folded[end - 1]) and _joins(folded[end])):
        return end
    for plural in _PLURALS if language == "en" else ():
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


def is_shouted(text: str) -> bool:
    """Return whether all of a text is in capitals, which then tell nobody that US is the country and WHO is in Geneva.

    >>> is_shouted("TELL US MORE"), is_shouted("US"), is_shouted("US, UK, EU"), is_shouted("Tell the US")
    (True, False, False, False)
    """
    return text.upper() == text and any(len(word) > 3 for word in _WORD.findall(text)) and len(_WORD.findall(text)) > 1


def _irregular(form: str) -> Iterator[str]:
    """Yield plurals that are not made by an ending behind the form.

    >>> list(_irregular("ministry of education")), list(_irregular("local assembly"))
    (['ministries of education'], ['local assemblies'])
    """
    head, of, rest = form.partition(" of ")
    if head[-1:].lower() == "y" and head[-2:-1].lower() not in {*"aeiou", ""}:
        yield f"{head[:-1]}ies{of}{rest}"
    elif of and head[-1:].isalpha() and head[-1] != "s":
        yield f"{head}s{of}{rest}"


def _goes_on(text: str, start: int, end: int) -> bool:
    """Return whether a name goes on behind a hyphen: Kim Min in Kim Min-seok is somebody else, Abe in Abe-led is not."""
    behind = _HYPHENATED.match(text, end)
    return behind is not None and behind[1] not in _COMPOUNDS and "-" not in text[start:end].rpartition(" ")[2]


def _bounded(language: str) -> bool:
    return language.split("-")[0] not in _UNSPACED


def _key(form: str) -> str:
    return form.lower() if len(form.lower()) == len(form) else form


def _joins(character: str) -> bool:
    """Return whether a character is part of a word in a script with spaces."""
    return character.isalnum() and not "\u3040" <= character <= "\u9fff" and not "\uac00" <= character <= "\ud7a3"
