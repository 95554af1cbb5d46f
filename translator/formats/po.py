"""Gettext catalogues (.po, .pot): every message that has no translation yet is a unit, and filling it writes `msgstr`.

`msgid`, comments, flags and existing translations, fuzzy ones too, stay byte for byte. Of a plural the first form of two
or more is made from the singular and all others from the plural; where the language has one form, it is made from the
plural. A catalogue that was made for two forms and has no plural translated yet is given the one that Korean and
Japanese have: the header says so, and the other forms go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..locales import plural_forms
from ..model import Document, Inline, Pair, Pattern, Span, Targets, Unit, joined
from .base import Options
from .encoding import Decoded, decode
from .inline import core, has_words
from .message import message
from .splice import Lines, Skeleton, Slot, edits, splice
from .translations import Translation

_FIELD = re.compile(
    r"^[ \t]*(msgctxt|msgid_plural|msgid|msgstr)(\[\d+\])?[ \t]*(\"(?:[^\"\\\r\n]|\\.)*\""
    r"(?:[ \t]*(?:\r\n|\n)[ \t]*\"(?:[^\"\\\r\n]|\\.)*\")*)",
    re.MULTILINE,
)
_STRING = re.compile(r"\"((?:[^\"\\\r\n]|\\.)*)\"")
_CHARSET = re.compile(rb"charset=([\w-]+)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


@dataclass(frozen=True, slots=True)
class _Skeleton(Skeleton):
    language: Span | None = None
    """Where the header names the language."""
    charset: Span | None = None
    """Where the header names the encoding."""
    plural_forms: Span | None = None
    """Where the header says how many forms a plural has, if that changes."""
    spare: tuple[Span, ...] = ()
    """The forms that go then."""


class Gettext:
    """The catalogues of GNU gettext."""

    name = "po"
    suffixes = (".po", ".pot")

    def __init__(self, options: Options = Options()) -> None:
        self._pair = options.pair

    def configured(self, options: Options) -> Gettext:
        """Return the format for one pair of languages."""
        return Gettext(options)

    def sniff(self, data: bytes) -> bool:
        """Return False: the name tells."""
        return False

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the messages to translate. Raises `EncodingError`."""
        source = self._decoded(data, path, encoding)
        lines = Lines(source.text)
        units: list[Unit] = []
        slots: list[Slot] = []
        spare = _spare(source.text) if self._pair and plural_forms(self._pair.target)[0] == 1 else []
        one_form = bool(spare)
        for text, span in _empty(source.text, one_form):
            parts = message(text)
            first, last = core(parts)
            before, after = ("".join(map(_raw, some)) for some in (parts[:first], parts[last:]))
            pattern = joined(parts[first:last])
            if pattern and isinstance(pattern[0], str):
                before += pattern[0][: len(pattern[0]) - len(pattern[0].lstrip())]
                pattern = joined((pattern[0].lstrip(), *pattern[1:]))
            if pattern and isinstance(pattern[-1], str):
                after = pattern[-1][len(pattern[-1].rstrip()) :] + after
                pattern = joined((*pattern[:-1], pattern[-1].rstrip()))
            if has_words(pattern):
                units.append(Unit(len(units), pattern, lines.at(span.start)))
                slots.append(Slot(span, prefixes=(before, after)))
        kept = _Skeleton(
            data,
            source,
            tuple(slots),
            _header(source.text, r"Language:[ ]*([\w@.-]*)"),
            _header(source.text, r"charset=([\w-]+)"),
            _header(source.text, r"Plural-Forms:[ ]*(nplurals[^\\\"]*)") if one_form else None,
            tuple(spare),
        )
        return Document(self.name, tuple(units), kept)

    def translations(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Iterator[Translation]:
        """Yield the messages that have a translation; of a plural the first form and the last, if there are several."""
        source = self._decoded(data, path, encoding)
        lines = Lines(source.text)
        language = _header(source.text, r"Language:[ ]*([\w@.-]*)")
        pair = self._pair or Pair("", language.of(source.text) if language else "")
        for text, target, at, fuzzy in _filled(source.text):
            yield Translation(
                joined(message(text)), joined(message(target)), pair, "fuzzy" if fuzzy else "", line=lines.at(at)
            )

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the catalogue with translations for `targets`, as UTF-8; the header names `language` if it is given."""
        kept = document.skeleton
        assert isinstance(kept, _Skeleton)
        if not targets:
            return kept.data
        text = kept.source.text
        end = "\r\n" if "\r\n" in text else "\n"

        def write(pattern: Pattern, slot: Slot) -> str:
            before, after = slot.prefixes
            return _quoted(before + "".join(map(_raw, pattern)).strip() + after, end)

        found = edits(kept.slots, targets, write)
        if language and kept.language:
            found.append((kept.language, language.replace("-", "_")))
        found += [(span, "") for span in kept.spare]
        if kept.plural_forms:
            found.append((kept.plural_forms, "nplurals=1; plural=0;"))
        if kept.charset:
            found.append((kept.charset, "UTF-8"))
        return kept.source.encode(splice(text, found))

    def _decoded(self, data: bytes, path: str, encoding: str | None) -> Decoded:
        declared = _CHARSET.search(data[:4096])
        if encoding is None and declared and declared[1].lower() not in (b"utf-8", b"charset"):
            encoding = declared[1].decode()
        return decode(data, path=path, encoding=encoding)


def _raw(part: str | Inline) -> str:
    return part if isinstance(part, str) else part.raw


def _spare(text: str) -> list[Span]:
    """Return the lines of all plural forms but the first; none where a plural is translated already."""
    spare: list[Span] = []
    for match in _FIELD.finditer(text):
        if match[1] == "msgstr" and match[2]:
            if _unquoted(match[3]):
                return []
            end = re.compile(r"[ \t]*(?:\r\n|\n)?").match(text, match.end())
            if match[2] != "[0]" and end:
                spare.append(Span(match.start(), end.end()))
    return spare


def _empty(text: str, one_form: bool) -> Iterator[tuple[str, Span]]:
    """Yield the messages whose `msgstr` is empty, with the place of its quoted text; of a plural all forms, or the only one."""
    singular = plural = ""
    for match in _FIELD.finditer(text):
        value = _unquoted(match[3])
        if match[1] == "msgstr":
            is_first = match[2] in (None, "[0]")
            if not value and singular and (is_first or not one_form):
                many = not is_first or one_form or (match[2] == "[0]" and not _has_more(text, match.end()))
                yield plural if plural and many else singular, Span(*match.span(3))
        elif match[1] == "msgid":
            singular, plural = value, ""
        elif match[1] == "msgid_plural":
            plural = value


def _filled(text: str) -> Iterator[tuple[str, str, int, bool]]:
    """Yield the messages that are translated, each with its translation, its offset, and whether it is marked as fuzzy."""
    singular = plural = ""
    at = end = 0
    fuzzy = False
    for match in _FIELD.finditer(text):
        value = _unquoted(match[3])
        if match[1] == "msgstr":
            first = match[2] in (None, "[0]")
            several = first and plural and _has_more(text, match.end())
            last = not first and not re.match(r"[ \t]*(?:\r\n|\n)[ \t]*msgstr\[", text[match.end() : match.end() + 200])
            if value and singular and (first or last):
                yield (singular if several or not plural else plural), value, at, fuzzy
        elif match[1] == "msgid":
            singular, plural, at = value, "", match.start()
            fuzzy = bool(re.search(r"^#,[^\r\n]*\bfuzzy\b", text[end : match.start()], re.MULTILINE))
        elif match[1] == "msgid_plural":
            plural = value
        if match[1] != "msgctxt":
            end = match.end()


def _has_more(text: str, at: int) -> bool:
    """Return whether another form of the same plural follows."""
    return bool(re.match(r"[ \t]*(?:\r\n|\n)[ \t]*msgstr\[1\]", text[at : at + 200]))


def _header(text: str, pattern: str) -> Span | None:
    """Return where the header, the translation of the empty message, holds what `pattern` captures."""
    header = re.search(r"^msgid[ \t]+\"\"[ \t]*\r?\nmsgstr[ \t]+(\"[^\r\n]*\"(?:\r?\n\"[^\r\n]*\")*)", text, re.MULTILINE)
    found = re.compile(pattern).search(text, header.start(1), header.end(1)) if header else None
    return Span(*found.span(1)) if found else None


def _unquoted(strings: str) -> str:
    content = "".join(match[1] for match in _STRING.finditer(strings))
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), content)


def _quoted(text: str, end: str) -> str:
    """Return `text` as gettext writes it: one string, or one a line where the text has several."""
    lines = [
        '"' + line.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n") + '"'
        for line in re.findall(r"[^\n]*\n|[^\n]+$", text)
    ]
    return lines[0] if len(lines) == 1 else end.join(('""', *lines))
