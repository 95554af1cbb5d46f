"""Words as OOXML writes them: a run with its properties, and the text in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .xml_tokens import escaped

_ESCAPE = re.compile("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")  # never one half of a surrogate pair
_TO_ESCAPE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class RunSpelling:
    """The names of a run and of its text, as a document spells them."""

    kind: str
    """w, a or x."""
    run: str
    """Empty where text stands without a run."""
    text: str

    @staticmethod
    @cache
    def of(prefix: str, kind: str, *, has_run: bool) -> RunSpelling:
        """Return the spelling of a document that has `prefix` for this kind of markup.

        >>> RunSpelling.of("w", "w", has_run=True).words(" a", b"", "")
        b'<w:r><w:t xml:space="preserve"> a</w:t></w:r>'
        """
        lead = f"{prefix}:" if prefix else ""
        return RunSpelling(kind, f"{lead}r" if has_run else "", f"{lead}t")

    def words(self, text: str, properties: bytes, previous: str) -> bytes:
        """Return words in a run. Cells of sheets have line breaks and tabs as characters, slides have tabs."""
        is_cell = self.kind == "x"
        layout = r"\n" if self.kind == "a" else r"[\n\t]"
        text = _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text) if is_cell else re.sub(layout, " ", text)
        space = "" if self.kind == "a" else ' xml:space="preserve"'
        return self.wrapped(f"<{self.text}{space}>".encode() + escaped(text) + f"</{self.text}>".encode(), properties)

    def wrapped(self, content: bytes, properties: bytes) -> bytes:
        """Return content in a run."""
        return f"<{self.run}>".encode() + properties + content + f"</{self.run}>".encode() if self.run else content


def decoded(name: str, text: str) -> str:
    """Return the text of an element, with the escapes of SpreadsheetML (18.18.91, ST_Xstring) undone.

    >>> decoded("x:t", "a_x000D_\\n"), decoded("w:t", "a_x000D_"), decoded("x:t", "_xD800_")
    ('a\\n', 'a_x000D_', '_xD800_')
    """
    if not name.startswith("x:") or "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n")
