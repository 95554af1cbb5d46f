"""Localisation files in YAML (Rails, Symfony and the like): the strings are units, the keys never.

Anchors, aliases, comments, tags and quoting stay where they are: only the text of a scalar is replaced, in the style
that it has, or in double quotes where a plain or a single-quoted scalar cannot hold the new text. A block keeps its
header and its indentation. What YAML 1.1 or 1.2 reads as no string (`no`, `1e3`, a date) is none here, and neither
is a value with a tag of its own. Where the only key at the root is the source language, as in the files of Rails, it
becomes the target language, which is what translate-toolkit and Weblate write too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..errors import ParseError
from ..model import Document, Inline, Pattern, Span, Targets, Unit, joined
from .base import Options
from .encoding import decode
from .icu import Message, branches, merged
from .inline import has_words
from .message import for_people, message
from .splice import Lines, Skeleton, Slot, edits, splice
from .translations import same_language

MAX_DEPTH = 200
"""Mappings and lists within each other. The scanner is as fast at any depth, but no file for people is deeper."""

_NO_STRING = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|[-+]?(?:0[xob])?[\d_][\d_a-f]*(?::[0-5]?\d)*(?:\.[\d_]*)?(?:e[-+]?\d+)?"
    r"|[-+]?\.(?:inf|nan|[\d_]+(?:e[-+]?\d+)?)|\d{4}-\d\d?-\d\d?(?:(?:t|[ \t]+)\d\d?:[\d:.]+\s*(?:z|[-+]\d\d?(?::?\d\d)?)?)?|=|<<",
    re.IGNORECASE,
)
"""Plain scalars that are null, a truth value, a number or a time (YAML 1.1 types and YAML 1.2.2, section 10.3)."""
_BLOCK = re.compile(r"(?P<header>[|>][^\r\n]*(?P<end>\r\n|\r|\n)(?:[ ]*(?:\r\n|\r|\n))*)(?P<body>.*?)\s*\Z", re.DOTALL)
_STARTS = frozenset({"BlockMappingStartToken", "BlockSequenceStartToken", "FlowMappingStartToken", "FlowSequenceStartToken"})
_ENDS = frozenset({"BlockEndToken", "FlowMappingEndToken", "FlowSequenceEndToken"})
_NOT_PLAIN = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=~]|\s|---|\.\.\.|$")
_NOT_WITHIN_PLAIN = re.compile(r":(?:\s|$)|\s#|[\n\r\t\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]|\s$")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r"[\\\"\x00-\x1f\ud800-\udfff\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class _Skeleton(Skeleton):
    roots: tuple[Span, ...] = ()
    """Keys at the root that name the source language."""
    messages: tuple[Message, ...] = ()
    """The strings with ICU plurals and choices."""


class Yaml:
    """YAML whose strings are read by people."""

    name = "yaml"
    suffixes = (".yaml", ".yml")

    def __init__(self, options: Options = Options()) -> None:
        self._source = options.pair.source if options.pair else "en"

    def configured(self, options: Options) -> Yaml:
        """Return the format for one source language, whose tag may be the key of everything."""
        return Yaml(options)

    def sniff(self, data: bytes) -> bool:
        """Return False: the name tells."""
        return False

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the strings. Raises `ParseError`, with the line, for what is no YAML."""
        source = decode(data, path=path, encoding=encoding)
        lines = Lines(source.text)
        units: list[Unit] = []
        slots: list[Slot] = []
        messages: list[Message] = []
        tokens = _tokens(source.text, path or "<data>")
        for token, is_flow in _values(source.text, tokens):
            value, slot = _read(source.text, token, is_flow)
            is_string = token.style is not None or not _NO_STRING.fullmatch(value)
            choices = branches(value)
            ids: list[int | None] = []
            for pattern in [each.pattern for each in choices.sentences] if choices else [joined(message(value))]:
                is_unit = is_string and has_words(pattern) and for_people(value)
                ids.append(len(units) if is_unit else None)
                if is_unit:
                    units.append(Unit(len(units), pattern, lines.at(slot.span.start)))
                    slots.append(slot)
            if choices:
                messages.append(Message(choices, tuple(ids)))
        kept = _Skeleton(data, source, tuple(slots), tuple(_roots(tokens, self._source)), tuple(messages))
        return Document(self.name, tuple(units), kept)

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the file with the strings in `targets` replaced, as UTF-8, under `language` if the root is a language."""
        kept = document.skeleton
        assert isinstance(kept, _Skeleton)
        if not targets:
            return kept.data
        found = edits(kept.slots, merged(targets, kept.messages), _written)
        if language:
            found += [(span, language) for span in kept.roots]
        return kept.source.encode(splice(kept.source.text, found))


def _tokens(text: str, path: str) -> list[Any]:
    """Return the tokens of a text that is well-formed. Raises `ParseError`."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    tokens: list[Any] = []
    depth = 0
    try:
        for token in YAML(typ="safe", pure=True).scan(text):
            kind = type(token).__name__
            depth += (kind in _STARTS) - (kind in _ENDS)
            if depth > MAX_DEPTH:
                raise ParseError(path, f"more than {MAX_DEPTH} values are nested in each other.", token.start_mark.line + 1)
            tokens.append(token)
        for _ in YAML(typ="safe", pure=True).parse(text):
            pass
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        what = f"this is no YAML: {error.problem or error.context}. Repair it, or choose another --format."
        raise ParseError(path, what, line) from None
    except (YAMLError, ValueError) as error:
        raise ParseError(path, f"this is no YAML: {' '.join(str(error).split())}") from None
    return tokens


def _values(text: str, tokens: Iterable[Any]) -> Iterator[tuple[Any, bool]]:
    """Yield the scalars that are values without a tag, each with whether it stands between braces or brackets."""
    levels = [(False, False)]  # of each level: whether it is in flow style, and whether a key is being read
    tag = ""
    for token in tokens:
        kind = type(token).__name__
        if kind == "TagToken":
            tag = text[token.start_mark.index : token.end_mark.index]
        elif kind == "ScalarToken":
            if tag in ("", "!", "!!str") and not any(in_key for _, in_key in levels):
                yield token, levels[-1][0]
        elif kind in _STARTS:
            levels.append((kind.startswith("Flow"), False))
        elif kind in _ENDS:
            levels.pop()
        elif kind in ("KeyToken", "ValueToken", "FlowEntryToken"):
            levels[-1] = (levels[-1][0], kind == "KeyToken")
        if kind not in ("AnchorToken", "TagToken"):
            tag = ""


def _roots(tokens: Iterable[Any], language: str) -> Iterator[Span]:
    """Yield the key at the root of each document that has but one, if it names the language."""
    depth = 0
    keys: list[Any] = []
    after_key = False
    for token in tokens:
        kind = type(token).__name__
        if kind in ("DocumentStartToken", "StreamEndToken"):
            if len(keys) == 1 and same_language(keys[0].value, language):
                inset = 1 if keys[0].style else 0
                yield Span(keys[0].start_mark.index + inset, keys[0].end_mark.index - inset)
            keys = []
        if depth == 1 and after_key and kind == "ScalarToken":
            keys.append(token)
        after_key = kind == "KeyToken"
        depth += (kind in _STARTS) - (kind in _ENDS)


def _read(text: str, token: Any, is_flow: bool) -> tuple[str, Slot]:
    """Return what a scalar says, and where and how it is written; the blank lines behind a block stay."""
    start = token.start_mark.index
    block = _BLOCK.fullmatch(text, start, token.end_mark.index) if token.style in ("|", ">") else None
    if not block:
        return token.value, Slot(Span(start, token.end_mark.index), token.style or ("flow" if is_flow else "plain"))
    indents = [len(line) - len(line.lstrip(" ")) for line in block["body"].splitlines() if line.strip()]
    prefixes = (block["header"], " " * max(1, min(indents, default=1)), block["end"])
    return token.value.strip("\n").rstrip(), Slot(Span(start, block.end("body")), token.style, prefixes)


def _written(pattern: Pattern, slot: Slot) -> str:
    value = "".join(part.raw if isinstance(part, Inline) else part for part in pattern)
    if slot.prefixes:
        return _block(value, slot)
    if slot.context == "'" and not _ESCAPED.search(value.replace('"', "").replace("\\", "")):
        return "'" + value.replace("'", "''") + "'"
    if slot.context in ("plain", "flow") and _is_plain(value, slot.context == "flow"):
        return value
    return '"' + _ESCAPED.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}", value) + '"'


def _is_plain(value: str, is_flow: bool) -> bool:
    """Return whether a text is read as itself where it stands without quotes."""
    if _NOT_PLAIN.match(value) or _NOT_WITHIN_PLAIN.search(value) or _NO_STRING.fullmatch(value):
        return False
    return not (is_flow and re.search(r"[,\[\]{}:]", value))


def _block(value: str, slot: Slot) -> str:
    """Return a text as a block. A folded one with lines that begin with spaces has to become a literal one."""
    header, indent, end = slot.prefixes
    lines = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]", "", value).split("\n")
    if not re.match(r".[+-]?\d", header):
        lines[0] = lines[0].lstrip()
    gap = end
    if slot.context == ">":
        if any(line[:1] in (" ", "\t") for line in lines):
            header = header.replace(">", "|", 1)
        else:
            gap = end * 2
    return header + gap.join(indent + line if line.strip() else "" for line in lines)
