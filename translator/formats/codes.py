"""The inline elements of XLIFF and TMX: codes that stand for markup of the document that a file was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from ..model import Inline, InlineKind, Pattern, Span, joined
from .inline import core, has_words
from .message import message
from .xml_source import Element, escaped, unescaped


@dataclass(frozen=True, slots=True)
class Codes:
    """How the inline elements of one format behave; all others are atoms."""

    around: frozenset[str]
    """Elements around the text that they mark: g, pc, mrk, hi."""
    begin: Mapping[str, tuple[str, ...]]
    """Elements that begin to mark, with the attributes by which the end finds them."""
    end: Mapping[str, tuple[str, ...]]
    shown: tuple[str, ...] = ()
    """Attributes that tell what an atom stands for."""


XLIFF1 = Codes(
    around=frozenset({"g", "mrk"}),
    begin={"bx": ("rid", "id"), "bpt": ("rid", "id")},
    end={"ex": ("rid", "id"), "ept": ("rid", "id")},
    shown=("equiv-text",),
)
"""XLIFF 1.2, section 3.4."""
XLIFF2 = Codes(
    around=frozenset({"pc", "mrk"}),
    begin={"sc": ("id",), "sm": ("id",)},
    end={"ec": ("startRef",), "em": ("startRef",)},
    shown=("disp", "equiv"),
)
"""XLIFF 2.1, section 4.2.3."""
TMX = Codes(frozenset({"hi"}), {"bpt": ("i",)}, {"ept": ("i",)})
"""TMX 1.4b, section Content Markup."""


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a source element: what is translated, and what stands around it unchanged."""

    pattern: Pattern
    before: str = ""
    """As the document spells it: white space, and codes at the ends."""
    after: str = ""

    def written(self, target: Pattern) -> str:
        """Return the content of the target element."""
        inner = "".join(part.raw if isinstance(part, Inline) else escaped(part) for part in target)
        return self.before + inner.strip() + self.after

    def has_words(self) -> bool:
        """Return whether there is anything to translate."""
        return has_words(self.pattern)


def read_content(element: Element, text: str, codes: Codes) -> Content:
    """Return the content of a source or target element of `text`."""
    parts = _paired(list(_Reader(text, codes).parts(element)))
    first, last = core(parts)
    before, after = _raw(parts[:first]), _raw(parts[last:])
    kept = parts[first:last]
    if kept and isinstance(kept[0], str):
        words = kept[0].lstrip()
        before += escaped(kept[0][: len(kept[0]) - len(words)])
        kept[0] = words
    if kept and isinstance(kept[-1], str):
        words = kept[-1].rstrip()
        after = escaped(kept[-1][len(words) :]) + after
        kept[-1] = words
    return Content(joined(kept), before, after)


def is_empty(element: Element | None, text: str) -> bool:
    """Return whether there is neither text nor code in an element; marks around nothing are nothing."""
    if element is None:
        return True
    return all(
        child.name == "mrk" and is_empty(child, text) if isinstance(child, Element) else not unescaped(child.of(text)).strip()
        for child in element.children
    )


def words(element: Element, text: str) -> str:
    """Return the text of an element without its codes, what looks like a tag in it included."""
    return "".join(unescaped(child.of(text)) for child in element.children if isinstance(child, Span)).strip()


@dataclass(slots=True)
class _Reader:
    text: str
    codes: Codes
    groups: Iterator[int] = field(default_factory=lambda: count(1))

    def parts(self, element: Element) -> Iterator[str | Inline]:
        words = ""
        for child in element.children:
            if isinstance(child, Span):
                words += unescaped(child.of(self.text))
                continue
            yield from self._message(words)
            words = ""
            yield from self._code(child)
        yield from self._message(words)

    def _message(self, words: str) -> Iterator[str | Inline]:
        """Yield text with the variables and tags in it, which are written as text in the file."""
        known: dict[int, int] = {0: 0}
        for part in message(words):
            if isinstance(part, Inline):
                if part.group not in known:
                    known[part.group] = next(self.groups)
                part = replace(part, raw=escaped(part.raw), group=known[part.group])
            yield part

    def _code(self, element: Element) -> Iterator[str | Inline]:
        is_protected = element.attributes.get("mtype") == "protected" or element.attributes.get("translate") == "no"
        if is_protected:
            yield Inline(element.whole.of(self.text), text=_shown(element, self.text))
        elif element.name in self.codes.around and element.children:
            group = next(self.groups)
            yield Inline(element.start.of(self.text), InlineKind.OPEN, group=group)
            yield from self.parts(element)
            yield Inline(element.end.of(self.text), InlineKind.CLOSE, group=group)
        elif names := self.codes.begin.get(element.name):
            yield _Begin(element.whole.of(self.text), key=_key(element, names), group=next(self.groups))
        elif names := self.codes.end.get(element.name):
            yield _End(element.whole.of(self.text), key=_key(element, names))
        else:
            yield Inline(element.whole.of(self.text), text=self._variable(element))

    def _variable(self, element: Element) -> str:
        """Return the variable that an atom stands for, so that an engine sees that something stands there."""
        if {element.attributes.get("ctype"), element.attributes.get("type")} & {"lb", "x-html-br"}:
            return "\n"
        told = [element.attributes[name] for name in self.codes.shown if name in element.attributes]
        for shown in (*told, _shown(element, self.text)):
            parts = message(shown.strip())
            if len(parts) == 1 and isinstance(parts[0], Inline) and parts[0].text:
                return parts[0].text
        return ""


@dataclass(frozen=True, slots=True)
class _Begin(Inline):
    key: str = ""


@dataclass(frozen=True, slots=True)
class _End(Inline):
    key: str = ""


def _key(element: Element, names: tuple[str, ...]) -> str:
    return next((element.attributes[name] for name in names if name in element.attributes), "")


def _shown(element: Element, text: str) -> str:
    return "".join(
        _shown(child, text) if isinstance(child, Element) else unescaped(child.of(text)) for child in element.children
    )


def _paired(parts: list[str | Inline]) -> list[str | Inline]:
    """Return the parts with begins and ends made pairs, and those without a partner made atoms."""
    begun: dict[str, tuple[int, _Begin]] = {}
    for index, part in enumerate(parts):
        if isinstance(part, _Begin):
            begun[part.key] = index, part
            parts[index] = Inline(part.raw)
        elif isinstance(part, _End):
            parts[index] = Inline(part.raw)
            if part.key in begun:
                start, begin = begun.pop(part.key)
                parts[start] = Inline(begin.raw, InlineKind.OPEN, group=begin.group)
                parts[index] = Inline(part.raw, InlineKind.CLOSE, group=begin.group)
    return parts


def _raw(parts: list[str | Inline]) -> str:
    return "".join(part.raw if isinstance(part, Inline) else escaped(part) for part in parts)
