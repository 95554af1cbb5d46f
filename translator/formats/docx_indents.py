"""How far the items of a list are indented in a Word document, when their number is left out.

(ISO/IEC 29500-1, 17.3.1.12 and 17.9.) The level of a list indents its items; a style that names the list goes before the
level, and what a paragraph says of itself before both. All of them may say a part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..errors import ParseError
from .archive import Archive
from .package import Package
from .xml_tokens import Kind, read_source, tokens

_SIDES = {
    "start": "left", "startChars": "leftChars", "end": "right", "endChars": "rightChars",
    "hanging": "firstLine", "hangingChars": "firstLineChars",
}  # fmt: skip
"""Attributes that say the same as another, or its opposite."""
_LIST = "list "
"""Stands in front of a list's name, which may be that of a number too."""


@dataclass(slots=True)
class _Style:
    based_on: str = ""
    number: str = ""
    level: str = "0"
    indent: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Lists:
    of: dict[str, str] = field(default_factory=dict)
    """The list of each number."""
    links: dict[str, str] = field(default_factory=dict)
    """The style whose list a list is."""
    indents: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    """By list, or by number where that differs, and by level."""


class Indents:
    """The lists and styles of a document, read when they are first asked for."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def of(self, style: str, number: str, level: str, own: Mapping[str, str]) -> dict[str, str]:
        """Return the attributes of w:ind, without prefix, for a paragraph that has lost its number; empty where it had none.

        `style`, `number` and `level` are what it says of itself, each empty where it says nothing, and so are the attributes
        in `own`. What hung in front of the text was the number: nothing hangs any more.
        """
        chain = list(self._chain(style))
        said: list[Mapping[str, str]] = [own]
        if not number:
            naming = next((place for place, each in enumerate(chain) if each.number), None)
            if naming is None:
                return {}
            number, level = chain[naming].number, level or chain[naming].level
            said += [each.indent for each in chain[: naming + 1]]
        if number == "0" or not (levels := self._levels(number)):
            return {}
        merged: dict[str, tuple[str, str]] = {}
        for each in reversed((*said, levels.get(level or "0", {}))):
            merged |= {_SIDES.get(name, name): (name, value) for name, value in each.items()}
        found = dict(merged.values())
        if found.pop("hanging", None) is not None:
            found["firstLine"] = "0"
        if found.pop("hangingChars", None) is not None:
            found["firstLineChars"] = "0"
        return found

    def _chain(self, style: str) -> Iterator[_Style]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = self._styles[style].based_on

    def _levels(self, number: str) -> dict[str, dict[str, str]]:
        """Return the indentation of each level of a number."""
        lists = self._lists
        list_ = lists.of.get(number, "")
        if link := lists.links.get(list_):  # it is the list of a style
            list_ = lists.of.get(next((each.number for each in self._chain(link) if each.number), ""), "")
        return lists.indents.get(_LIST + list_, {}) | lists.indents.get(number, {})

    @cached_property
    def _styles(self) -> dict[str, _Style]:
        found: dict[str, _Style] = {}
        style = _Style()
        for name, value, attributes in self._read("styles"):
            match name:
                case "w:style":
                    style = found[attributes.get("w:styleId", "")] = _Style()
                case "w:basedOn":
                    style.based_on = value
                case "w:numId":
                    style.number = value
                case "w:ilvl":
                    style.level = value
                case "w:ind" if found:
                    style.indent = _bare(attributes)
        return found

    @cached_property
    def _lists(self) -> _Lists:
        found = _Lists()
        owner = number = level = ""
        for name, value, attributes in self._read("numbering"):
            match name:
                case "w:abstractNum":
                    number = attributes.get("w:abstractNumId", "")
                    owner = _LIST + number
                case "w:numStyleLink":
                    found.links[number] = value
                case "w:num":
                    owner = number = attributes.get("w:numId", "")
                case "w:abstractNumId":
                    found.of[number] = value
                case "w:lvl":
                    level = attributes.get("w:ilvl", "0")
                case "w:ind":
                    found.indents.setdefault(owner, {})[level] = _bare(attributes)
        return found

    def _read(self, kind: str) -> Iterator[tuple[str, str, Mapping[str, str]]]:
        """Yield the start tags of a part with their w:val; none where it cannot be read, for which no translation is lost."""
        archive = Archive(self._package.data, self._package.path)
        for part in self._package.related:
            if kind not in part.rpartition("/")[2] or "/glossary/" in part:  # the parts of building blocks have their own
                continue
            try:
                for token in tokens(read_source(archive.read(part), "", part).data, "", part):
                    if token.kind is Kind.START:
                        yield token.name, token.attributes.get("w:val", ""), token.attributes
            except ParseError:
                continue


def _bare(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}
