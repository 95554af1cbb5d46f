"""What a training example is, and how it is written for the model."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = {"ko": "Korean", "ja": "Japanese"}
MAX_HINTS = 12
"""As many as the engine passes on with one sentence."""


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence pair with the terms that are told to the model."""

    language: str
    source: str
    target: str
    terms: tuple[tuple[str, str], ...] = ()
    """Each as it stands in the source, and as it stands in the target; distractors stand in neither."""


def prompt(language: str, source: str, terms: tuple[tuple[str, str], ...] = ()) -> str:
    """Return the text the model reads; its answer begins with a space.

    >>> prompt("ko", "Hello, Seoul.", (("Seoul", "서울"),))
    'English: Hello, Seoul.\\nTerms: Seoul = 서울\\nKorean:'
    """
    lines = [f"English: {source}"]
    if terms:
        lines.append("Terms: " + "; ".join(f"{en} = {target}" for en, target in terms[:MAX_HINTS]))
    return "\n".join([*lines, f"{LANGUAGES[language]}:"])
