"""What Korean and Japanese ask of a text whatever it says: particles, punctuation, quotes, widths, spaces."""

from __future__ import annotations


def polish(text: str, target: str, source: str = "") -> str:
    """Return `text` as the language `target` prints it; a language without rules here leaves it as it is.

    `source` is what was translated; it decides whether a Japanese sentence ends with 。.

    >>> polish("首相は 12日,東京で会談した.", "ja", "The prime minister held talks in Tokyo on the 12th.")
    '首相は12日、東京で会談した。'
    """
    if target.split("-")[0] == "ko":
        from . import korean

        return korean.polish(text)
    if target.split("-")[0] == "ja":
        from . import japanese

        return japanese.polish(text, source)
    return text
