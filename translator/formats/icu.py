"""Plurals and choices of ICU messages: a sentence for each branch, so that each can be translated as a sentence.

`{n, plural, one {# file} other {# files}} found` is read as the two sentences *# file found* and *# files found*, and
written as `{n, plural, one {…} other {…}}` with the whole of each inside, which is how ICU's guide for translators wants
messages to be. Categories stay as they are: the ones that a language does not use are allowed and never chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..model import Inline, Pattern, Targets, joined
from .inline import paired
from .message import message

MAX_BRANCHES = 32
"""Sentences of a message. Choices multiply: three plurals with three branches have 27; beyond that nobody would read them."""

_COMPLEX = re.compile(r"\{\s*([\w.-]+)\s*,\s*(plural|selectordinal|select)\s*,\s*(offset:\s*\d+)?\s*")
_SIMPLE = re.compile(r"\{\s*[\w.-]+\s*(?:,[^{}]*)?\}")
_QUOTED = re.compile(r"''|'((?:[^']|'')*)'")
_BRANCH = re.compile(r"\s*(=-?\d+|[\w-]+)\s*\{")


@dataclass(frozen=True, slots=True)
class _Number:
    """The sign `#`, the number of a plural."""

    argument: str


@dataclass(frozen=True, slots=True)
class _Choice:
    argument: str
    kind: str
    head: str
    """As it is written, up to the first branch."""
    branches: tuple[tuple[str, _Parts], ...]
    """Selector and content."""


_Part = str | Inline | _Number | _Choice
_Parts = tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One way in which a message can read."""

    pattern: Pattern
    in_plural: bool
    """Whether it stands right in a plural, where `#` is a number."""


@dataclass(frozen=True, slots=True)
class Branches:
    """A message with choices."""

    pieces: tuple[str | int, ...]
    """What stands between the sentences, and the numbers of the sentences."""
    sentences: tuple[Sentence, ...]

    def written(self, targets: Mapping[int, Pattern]) -> str:
        """Return the message with some sentences translated, by their number."""
        return "".join(
            piece if isinstance(piece, str) else _sentence(targets.get(piece, self.sentences[piece].pattern), self.sentences[piece])
            for piece in self.pieces
        )


def branches(text: str) -> Branches | None:
    """Return the sentences of a message with plurals or choices; None for any other, and for what ICU would not read.

    >>> found = branches("{n, plural, one {# file} other {# files}} found")
    >>> found.written({1: (Inline("#"), "개 파일을 찾음")})
    '{n, plural, one {# file found} other {#개 파일을 찾음}}'
    """
    if not _COMPLEX.search(text):
        return None
    try:
        parts, end = _parse(text, 0, "", 0)
        if end < len(text):
            return None
        sentences: list[Sentence] = []
        pieces = list(_flat(parts, "", sentences))
    except _UnreadableError:
        return None
    return Branches(tuple(pieces), tuple(sentences))


@dataclass(frozen=True, slots=True)
class Message:
    """A message with choices in a document."""

    branches: Branches
    units: tuple[int | None, ...]
    """For each sentence its unit, None where there is nothing to translate in it."""


def merged(targets: Targets, messages: Iterable[Message]) -> Targets:
    """Return targets in which a message with choices is one target, that of its first unit, and whole."""
    done = dict(targets)
    for each in messages:
        filled = {number: done.pop(id) for number, id in enumerate(each.units) if id is not None and id in done}
        if filled:
            first = next(id for id in each.units if id is not None)
            done[first] = (Inline(each.branches.written(filled)),)
    return done


class _UnreadableError(ValueError):
    """A message that is not well-formed, or that has too many branches."""


def _parse(text: str, at: int, plural: str, depth: int) -> tuple[_Parts, int]:
    """Return the parts from `at` up to the brace that ends them; `plural` is the argument whose number `#` is."""
    if depth > 10:
        raise _UnreadableError
    parts: list[_Part] = []
    while at < len(text) and text[at] != "}":
        if text.startswith("''", at):
            parts.append("'")
            at += 2
        elif text[at] == "'" and text[at + 1 : at + 2] in ({"{", "}", "#"} if plural else {"{", "}"}):
            quoted = re.compile(r"'((?:[^']|'')*)'?").match(text, at)
            assert quoted
            parts.append(quoted[1].replace("''", "'"))
            at = quoted.end()
        elif text.startswith("{{", at):
            raise _UnreadableError  # another kind of template
        elif text[at] == "{":
            part, at = _argument(text, at, depth)
            parts.append(part)
        elif text[at] == "#" and plural:
            parts.append(_Number(plural))
            at += 1
        else:
            parts.append(text[at])
            at += 1
    return tuple(parts), at


def _argument(text: str, at: int, depth: int) -> tuple[_Part, int]:
    head = _COMPLEX.match(text, at)
    if not head:
        simple = _SIMPLE.match(text, at)
        if not simple:
            raise _UnreadableError
        return Inline(simple[0], text=simple[0]), simple.end()
    if head[3]:
        raise _UnreadableError  # the number is no longer the argument
    found: list[tuple[str, _Parts]] = []
    at = head.end()
    while branch := _BRANCH.match(text, at):
        parts, at = _parse(text, branch.end(), head[1] if head[2] != "select" else "", depth + 1)
        found.append((branch[1], parts))
        at += 1
    end = re.compile(r"\s*\}").match(text, at)
    if not end or not found:
        raise _UnreadableError
    return _Choice(head[1], head[2], head[0].rstrip(), tuple(found)), end.end()


def _flat(parts: Sequence[_Part], plural: str, sentences: list[Sentence]) -> Iterator[str | int]:
    """Yield a message with all its choices on the outside; `plural` is the argument of the innermost choice, if a plural."""
    for index, part in enumerate(parts):
        if isinstance(part, _Choice):
            yield part.head
            inner = part.argument if part.kind != "select" else ""
            for selector, content in part.branches:
                yield f" {selector} {{"
                yield from _flat((*parts[:index], *content, *parts[index + 1 :]), inner, sentences)
                yield "}"
            yield "}"
            return
    if len(sentences) == MAX_BRANCHES:
        raise _UnreadableError
    sentences.append(Sentence(_pattern(parts, plural), bool(plural)))
    yield len(sentences) - 1


def _pattern(parts: Sequence[_Part], plural: str) -> Pattern:
    done: list[str | Inline] = []
    for part in _glued(parts):
        if isinstance(part, _Number):
            raw = "#" if part.argument == plural else f"{{{part.argument}, number}}"
            done.append(Inline(raw, text=raw))
        elif isinstance(part, str):
            for each in message(part):
                done.append(each if isinstance(each, str) else Inline(_quoted(each.raw, bool(plural)), text=each.text))
        elif isinstance(part, Inline):
            done.append(part)
    return joined(paired(done))  # only now, since a variable may stand between two tags


def _glued(parts: Sequence[_Part]) -> Iterator[_Part]:
    """Yield the parts with neighbouring strings made one."""
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        if text:
            yield text
        text = ""
        yield part
    if text:
        yield text


def _sentence(pattern: Pattern, sentence: Sentence) -> str:
    done, literal = "", ""
    for part in pattern:
        if isinstance(part, Inline) and (part.raw == "#" or part.raw.startswith("{")):
            done += _quoted(literal, sentence.in_plural) + part.raw
            literal = ""
        else:
            # Together, since the end of one quotation and the beginning of the next would be an apostrophe.
            literal += _QUOTED.sub(_unquoted, part.raw) if isinstance(part, Inline) else part
    return done + _quoted(literal, sentence.in_plural)


def _unquoted(match: re.Match[str]) -> str:
    return match[1].replace("''", "'") if match[1] else "'"


def _quoted(text: str, in_plural: bool) -> str:
    """Return literal text as ICU reads it: signs of its syntax between apostrophes, and those themselves doubled."""
    signs = "{}#" if in_plural else "{}"

    def quoted(match: re.Match[str]) -> str:
        doubled = match[0].replace("'", "''")
        return doubled if match[0].strip("'") == "" else f"'{doubled}'"

    return re.sub(rf"[{signs}'][{signs}']*", quoted, text)
