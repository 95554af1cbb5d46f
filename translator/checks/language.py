"""Is the target in the target language, whole, and sane?"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Finding, Mode, Severity
from ..repetition import loops
from ..scripts import hanja, latin_words, wrong_script
from .base import Draft

LONGEST = {"ko": 1.1, "ja": 1.0}
SHORTEST = {"ko": 0.18, "ja": 0.12}
"""Characters of the target for each of the source. In 2,700 reference translations 1 in 300 lies outside."""
SLACK = 12
"""Characters by which a short segment may exceed the ratio: headlines and names vary more."""


def check_repetition(draft: Draft) -> Iterator[Finding]:
    """The target says the same again and again."""
    if loops(draft.target, draft.source):
        yield Finding("repetition", Severity.CRITICAL, "The translation repeats itself; translate this sentence by hand.")


def check_whole(draft: Draft) -> Iterator[Finding]:
    """The target is empty, cut off, or much shorter or longer than its source."""
    if not draft.target.strip():
        yield Finding("empty", Severity.CRITICAL, "There is no translation.")
        return
    if not draft.complete:
        yield Finding("cut-off", Severity.CRITICAL, "The translation did not come to an end and was cut off.")
    language = draft.pair.target
    if language in LONGEST and draft.pair.source == "en":
        if len(draft.target) > LONGEST[language] * len(draft.source) + SLACK:
            yield Finding("length", Severity.MAJOR, "The translation is much longer than the source: is something added?")
        elif len(draft.target) + SLACK / 4 < SHORTEST[language] * len(draft.source):
            yield Finding("length", Severity.MAJOR, "The translation is much shorter than the source: is something missing?")


def check_script(draft: Draft) -> Iterator[Finding]:
    """The target has characters of another language."""
    terms = "".join(match.term.target for match in draft.matches)
    if wrong := wrong_script(draft.target, draft.pair.target, draft.source + terms):
        yield Finding("script", Severity.MAJOR, f"‘{wrong}’ is of another language's script.")
    if draft.pair.target == "ko" and (old := "".join(c for c in hanja(draft.target) if c not in terms + draft.source)):
        yield Finding("script", Severity.MINOR, f"Chinese characters in Korean: ‘{old}’.")


def check_untranslated(draft: Draft) -> Iterator[Finding]:
    """Words of the source stand untranslated in the target."""
    if draft.pair.target not in ("ko", "ja"):
        return
    allowed = {word for match in draft.matches for form in match.term.accepts() for word in latin_words(form)}
    kept = [match.surface for match in draft.matches if match.term.mode is Mode.KEEP]
    words = [word for word in latin_words(_without(draft.target, kept)) if word not in allowed]
    letters = sum(character.isalpha() for character in draft.target)
    if sum(len(word) for word in words if not _is_code(word)) * 2 > letters and len(words) > 1:
        severity = Severity.CRITICAL if draft.target == draft.source else Severity.MAJOR
        yield Finding("untranslated", severity, "Most of this is not translated.")
        return
    source = set(latin_words(draft.source))
    left = [word for word in dict.fromkeys(words) if word in source and not _is_code(word)]
    if left:
        yield Finding("latin", Severity.MINOR, f"Left as in the source: {', '.join(left)}.")


def check_pairs(draft: Draft) -> Iterator[Finding]:
    """A bracket or quotation mark lacks its partner, though all of the source's have theirs."""
    for opening, closing in ("()", "[]", "“”", "‘’", "「」", "『』", "（）"):
        if draft.target.count(opening) != draft.target.count(closing) and (
            draft.source.count(opening) == draft.source.count(closing) or closing == "’"
        ):
            if closing == "’" and draft.target.count(opening) < draft.target.count(closing):
                continue  # an apostrophe
            yield Finding("pairs", Severity.MINOR, f"‘{opening}’ and ‘{closing}’ do not match.")


def _without(text: str, pieces: list[str]) -> str:
    for piece in pieces:
        text = text.replace(piece, " ")
    return text


def _is_code(word: str) -> bool:
    """Return whether a word is usually left as it is: capitals (APEC), mixed case (iPhone), one letter."""
    return len(word) == 1 or word.isupper() or not (word.islower() or word.istitle())
