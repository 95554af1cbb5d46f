"""Set aside what no rule of punctuation may touch: addresses, code, placeholders, tags."""

from __future__ import annotations

import re

# Stand-ins come from a plane for private use. A text that uses it itself has those characters set aside as well.
_FIRST = 0xF0000
_PROTECTED = re.compile(
    r"(?:https?|ftp|file)://[!#-&(-;=?-~]*[#-&*+\-/-9=@-_a-~]"
    r"|www\.[A-Za-z0-9-]+\.[!#-&(-;=?-~]*[/-9A-Za-z=_-]"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|`[^`\n]+`"
    r"|\$?\{\{?[^{}\n]*\}?\}"
    r"|%(?:\d+\$)?[sd@](?![A-Za-z])"
    r"|</?[A-Za-z][^<>\n]*>"
    r"|[\U000F0000-\U000FFFFD]"
)
_STAND_IN = re.compile("[\U000F0000-\U000FFFFD]")


def shield(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` with one character for each protected piece, and the pieces for `unshield`.

    >>> text, pieces = shield("자세한 것은 https://example.org/a,b 참고")
    >>> pieces, unshield(text, pieces)
    (('https://example.org/a,b',), '자세한 것은 https://example.org/a,b 참고')
    """
    pieces: list[str] = []

    def aside(found: re.Match[str]) -> str:
        if len(pieces) > 0xFFF0:  # more than the plane holds: a listing, not prose
            return found[0]
        pieces.append(found[0])
        return chr(_FIRST + len(pieces) - 1)

    return _PROTECTED.sub(aside, text), tuple(pieces)


def unshield(text: str, pieces: tuple[str, ...]) -> str:
    """Return `text` with the pieces back in their places."""
    return _STAND_IN.sub(lambda found: pieces[ord(found[0]) - _FIRST], text) if pieces else text
