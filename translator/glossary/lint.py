"""What a glossary that can be loaded may still have wrong: forms that never match, clash, mislead or hide something."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import Case, Mode, Severity
from .automaton import Automaton
from .entry import Entry, Glossary, PatternEntry, Rendering, Slot
from .normalize import normal_form, normalize
from .stop_words import STOP_WORDS

_HIDDEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x1f]")
_WIDE = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9d]")
"""Full-width Latin letters and digits, half-width katakana. Full-width punctuation is right in Japanese."""
_BUILT_IN = {"ordinal", "number"}
_PLACE = re.compile(r"(?s)(.*?):(\d+): ?(.*)")
_SHOWN = 3
"""Entries that one message names."""
UNUSABLE = "unusable"
"""Rule of what the loader refuses, unless it has a name of its own."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something about a glossary that a person should look at."""

    file: str
    line: int
    severity: Severity
    rule: str
    """A short name, such as `stop-word`."""
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line or 1}: {self.severity.name.lower()}: {self.message} [{self.rule}]"


_Found = tuple[Severity, str, str]


def check(glossary: Glossary, unusable: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Return everything that looks wrong, in file order; `unusable` are the lines of what could not even be read.

    CRITICAL: the glossary cannot be used, or an entry contradicts itself. MAJOR: an entry does not do what it says.
    MINOR: it may be meant so.
    """
    problems = [_unusable(line) for line in unusable]
    for entry in glossary.entries:
        for rule in _RULES:
            problems += [_problem(entry, *found) for found in rule(entry)]
    for pattern in glossary.patterns:
        problems += [_problem(pattern, *found) for found in _unfilled(pattern, glossary)]
    for across in (_duplicates, _nested, _straddling):
        problems += [_problem(entry, *found) for entry, found in across(glossary)]
    return tuple(sorted(set(problems)))


def _problem(item: Entry | PatternEntry, severity: Severity, rule: str, message: str) -> Problem:
    file, _, line = item.origin.rpartition(":")
    return Problem(file or item.origin, int(line) if line.isdigit() else 0, severity, rule, f"{item.id}: {message}")


def _unusable(line: str) -> Problem:
    found = _PLACE.match(line)
    if not found:
        file, _, what = line.partition(": ")
        return Problem(file, 0, Severity.CRITICAL, UNUSABLE, what)
    rule = "two-targets" if "list the other under 'also'" in line else "same-id" if "is used at" in line else UNUSABLE
    return Problem(found[1], int(found[2]), Severity.CRITICAL, rule, found[3])


def _alone(entry: Entry) -> Iterator[_Found]:
    if len(entry.renderings) < 2 and entry.mode is not Mode.KEEP:
        yield Severity.MAJOR, "one-language", f"only {next(iter(entry.renderings))!r} is given; no pair of languages uses it"


def _never_found(entry: Entry) -> Iterator[_Found]:
    for language, form in _sources(entry):
        if not any(character.isalnum() for character in normal_form(form)):
            yield Severity.MAJOR, "never-found", f"{form!r} ({language}) has neither letter nor digit"
        elif len(form) == 1 and language == "en":
            yield Severity.MAJOR, "single-letter", f"{form!r} ({language}) would be found in every list and initial"
        elif not _finds_itself(form, entry, language):
            yield Severity.MAJOR, "never-found", f"{form!r} ({language}) is not found in a text that has just this form"


def _finds_itself(form: str, entry: Entry, language: str) -> bool:
    """Return whether the matcher finds a form: not inside an address, a name that goes on, or a sum of money."""
    automaton = Automaton([(normal_form(form), entry.case, entry.type, None)], language)
    return next(automaton.find(normalize(f". {form} .")), None) is not None


def _stop_word(entry: Entry) -> Iterator[_Found]:
    rendering = entry.renderings.get("en")
    for form in (rendering.term, *rendering.aliases) if rendering else ():
        if form.lower() in STOP_WORDS and (entry.case is Case.IGNORE or form.islower()):
            yield Severity.MAJOR, "stop-word", f"{form!r} is found wherever English says {form.lower()!r}; set 'case: exact'"


def _capitals(entry: Entry) -> Iterator[_Found]:
    rendering = entry.renderings.get("en")
    words = rendering.term.split() if rendering else []
    capital = [word for word in words if word[:1].isupper() and word[1:].islower()]
    if entry.type == "common" and words and len(capital) == len(words):
        yield Severity.MINOR, "capitals", f"{' '.join(words)!r} is found only with capitals; write common words in small letters"


def _contradicts_itself(entry: Entry) -> Iterator[_Found]:
    for language, rendering in entry.renderings.items():
        accepted = [form for form in (rendering.term, rendering.first, rendering.later, *rendering.also) if form]
        for wrong in rendering.forbidden:
            if wrong in accepted:
                yield Severity.CRITICAL, "forbidden-accepted", f"{wrong!r} ({language}) is both accepted and forbidden"
            elif any(wrong in form for form in accepted):
                yield Severity.MAJOR, "forbidden-inside", f"the forbidden {wrong!r} ({language}) stands inside an accepted form"
        if rendering.term in rendering.also:
            yield Severity.MINOR, "also-term", f"'also' of {language!r} repeats the term"


def _characters(entry: Entry) -> Iterator[_Found]:
    for language, rendering in entry.renderings.items():
        for form in _all_forms(rendering):
            if hidden := _HIDDEN.search(form):
                yield Severity.MAJOR, "hidden-character", f"{form!r} ({language}) hides U+{ord(hidden[0]):04X}"
            if wide := _WIDE.search(form):
                yield Severity.MINOR, "stray-width", f"{form!r} ({language}) has {wide[0]!r} in an unusual width"
            if form != unicodedata.normalize("NFC", form):
                yield Severity.MINOR, "not-nfc", f"{form!r} ({language}) is not in NFC: its letters are stored in pieces"
            if "  " in form:
                yield Severity.MINOR, "white-space", f"{form!r} ({language}) has several spaces in a row"
            if form[0] in "=+-@":
                yield Severity.MINOR, "formula", f"{form!r} ({language}) is a formula to a spreadsheet"


def _readings(entry: Entry) -> Iterator[_Found]:
    rendering = entry.renderings.get("ko")
    if rendering and rendering.term[-1:].isascii() and rendering.term[-1:].isalpha() and not rendering.reading:
        yield Severity.MINOR, "no-reading", f"{rendering.term!r} (ko) ends in Latin letters; 'reading' decides its particle"


def _untranslated(entry: Entry) -> Iterator[_Found]:
    """Yield targets spelt like their source. Acronyms are so on purpose, and a reading shows that it is meant."""
    language, source = next(iter(entry.renderings.items()))
    for tag, rendering in entry.renderings.items():
        same = tag != language and rendering.term == source.term and not rendering.reading
        if same and entry.mode not in (Mode.KEEP, Mode.FORBIDDEN) and not rendering.term.isupper():
            what = f"{rendering.term!r} ({tag}) is the source itself; 'mode: keep' says that it stays"
            yield Severity.MINOR, "same-as-source", what


def _ranks(entry: Entry) -> Iterator[_Found]:
    for language, rendering in entry.renderings.items():
        if "pair" in rendering.forms and not rendering.rank:
            yield Severity.MAJOR, "no-rank", f"{language!r} has a form 'pair' but no 'rank', so pairs are put in no certain order"


_RULES = (
    _alone,
    _never_found,
    _stop_word,
    _capitals,
    _contradicts_itself,
    _characters,
    _readings,
    _untranslated,
    _ranks,
)


def _unfilled(pattern: PatternEntry, glossary: Glossary) -> Iterator[_Found]:
    known = {e.type for e in glossary.entries} | {p.type for p in glossary.patterns} | _BUILT_IN
    slots = [part for templates in pattern.templates.values() for t in templates for part in t if isinstance(part, Slot)]
    for type in dict.fromkeys(slot.type for slot in slots):
        if type not in known:
            yield Severity.MAJOR, "empty-slot", f"nothing in the glossary is of type {type!r}, so {{{type}}} is never filled"


def _duplicates(glossary: Glossary) -> Iterator[tuple[Entry, _Found]]:
    """Yield entries found by the same form, in the language that an entry begins with; the others may share renderings."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in glossary.entries:
        for language, form in _sources(entry):
            if language != next(iter(entry.renderings)):
                continue
            other = seen.setdefault((language, normal_form(form).lower()), entry)
            if other is not entry and other.type == entry.type:
                same = all(
                    other.renderings[tag].term == rendering.term
                    for tag, rendering in entry.renderings.items()
                    if tag != language and tag in other.renderings
                )
                what = "is rendered alike" if same else "has another rendering"
                yield entry, (Severity.MINOR, "duplicate", f"{form!r} ({language}) {what} at {other.origin} ({other.id})")


def _nested(glossary: Glossary) -> Iterator[tuple[Entry, _Found]]:
    """Yield entries inside longer ones of which the rendering does not show: a translator may be surprised."""
    by_words = _by_words(glossary)
    inside: dict[str, tuple[Entry, list[str]]] = {}
    for words, entry in by_words.items():
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                inner = by_words.get(words[start:end])
                if inner and inner is not entry and (tag := _differs(inner, entry)):
                    inside.setdefault(entry.id, (entry, []))[1].append(f"{inner.id} ({tag})")
    for entry, others in inside.values():
        yield entry, (Severity.MINOR, "nested", f"holds {_listed(others)}, but not its rendering")


def _straddling(glossary: Glossary) -> Iterator[tuple[Entry, _Found]]:
    """Yield entries that end with the words another begins with. That they share only small words is no danger."""
    by_words = _by_words(glossary)
    openings: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for words, entry in by_words.items():
        for length in range(1, len(words)):
            openings[words[:length]].append(entry)
    crossing: dict[str, tuple[Entry, list[str]]] = {}
    for words, entry in by_words.items():
        for start in range(1, len(words)):
            shared = words[start:]
            for other in openings.get(shared, ()) if not STOP_WORDS.issuperset(shared) else ():
                if other is not entry:
                    crossing.setdefault(entry.id, (entry, []))[1].append(other.id)
    for entry, others in crossing.values():
        what = f"its last words are the first of {_listed(others)}; where both could stand, the longer wins"
        yield entry, (Severity.MINOR, "straddling", what)


def _listed(ids: Iterable[str]) -> str:
    """Return a few names, and how many more there are."""
    names = list(dict.fromkeys(ids))
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _differs(inner: Entry, outer: Entry) -> str:
    for tag, rendering in inner.renderings.items():
        if tag != "en" and tag in outer.renderings and rendering.term not in outer.renderings[tag].term:
            return tag
    return ""


def _by_words(glossary: Glossary) -> dict[tuple[str, ...], Entry]:
    return {tuple(normal_form(form).lower().split()): e for e in glossary.entries for tag, form in _sources(e) if tag == "en"}


def _sources(entry: Entry) -> Iterator[tuple[str, str]]:
    for language, rendering in entry.renderings.items():
        for form in (rendering.term, *rendering.aliases):
            yield language, form


def _all_forms(rendering: Rendering) -> Iterator[str]:
    lists = (rendering.aliases, rendering.part, rendering.also, rendering.forbidden, tuple(rendering.forms.values()))
    for form in (rendering.term, rendering.first, rendering.later, *(form for forms in lists for form in forms)):
        if form:
            yield form


