"""From the fields of a glossary file to entries and patterns, with every mistake named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ..model import Case, Mode
from .entry import Entry, PatternEntry, Rendering, Template, parse_template

Report = Callable[[str, str], None]
"""Told the key that is wrong (empty for the item as a whole) and what is wrong with it."""

_Enum = TypeVar("_Enum", Mode, Case)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_ENTRY_KEYS = {"id", "type", "mode", "case", "historical", "alone", "source", "note"}
_PATTERN_KEYS = {"id", "type", "pattern", "later", "sort", "source", "note"}
_LISTS = {"aliases", "part", "also", "forbidden"}
_STRINGS = {"term", "first", "later", "reading"}


def read_item(fields: Mapping[str, Any], origin: str, report: Report) -> Entry | PatternEntry | None:
    """Return the entry or pattern that `fields` describe, or None after `report` was told why not."""
    wrong = False

    def complain(key: str, what: str) -> None:
        nonlocal wrong
        wrong = True
        report(key, what)

    for key in ("id", "type"):
        if not isinstance(fields.get(key), str) or not fields[key]:
            complain(key, f"{key!r} is missing" if key not in fields else f"{key!r} must be text")
    item = _pattern(fields, origin, complain) if "pattern" in fields else _entry(fields, origin, complain)
    return None if wrong else item


def _entry(fields: Mapping[str, Any], origin: str, complain: Report) -> Entry:
    renderings = {}
    for key, value in fields.items():
        if _LANGUAGE.fullmatch(key) and key not in _ENTRY_KEYS:
            renderings[key] = _rendering(key, value, complain)
        elif key not in _ENTRY_KEYS:
            complain(key, f"unknown key {key!r}; known are {', '.join(sorted(_ENTRY_KEYS))} and language tags")
    if not renderings:
        complain("", "the entry has no language, such as 'en: {term: …}'")
    return Entry(
        id=str(fields.get("id")),
        type=str(fields.get("type")),
        renderings=renderings,
        mode=_choice(Mode, fields, "mode", Mode.TRANSLATE, complain),
        case=_choice(Case, fields, "case", Case.PERMISSIVE, complain),
        historical=_boolean(fields, "historical", complain),
        alone=_boolean(fields, "alone", complain, default=True),
        source=_string(fields, "source", complain),
        note=_string(fields, "note", complain),
        origin=origin,
    )


def _rendering(language: str, value: Any, complain: Report) -> Rendering:
    if isinstance(value, str) and (term := value.strip()):
        return Rendering(term)  # nearly all of a large table
    block = {"term": value} if isinstance(value, str) else value
    if not isinstance(block, Mapping):
        complain(language, f"{language!r} must be text or a block with 'term'")
        return Rendering("")
    for key in block:
        if key not in _LISTS | _STRINGS | {"forms", "rank"}:
            known = ", ".join(sorted(_LISTS | _STRINGS | {"forms", "rank"}))
            complain(language, f"unknown key {key!r} under {language!r}; known are {known}")
    if not _string(block, "term", complain):
        complain(language, f"'term' is missing under {language!r}")
    forms = block.get("forms", {})
    if not isinstance(forms, Mapping) or not all(isinstance(form, str) for form in forms.values()):
        complain(language, f"'forms' under {language!r} must be a block of names and texts")
        forms = {}
    rank = block.get("rank", 0)
    if not isinstance(rank, int | float):
        complain(language, f"'rank' under {language!r} must be a number")
        rank = 0
    strings = {key: _string(block, key, complain) for key in _STRINGS}
    lists = {key: _list(block, key, complain) for key in _LISTS}
    return Rendering(**strings, **lists, forms=dict(forms), rank=float(rank))  # type: ignore[arg-type]


def _pattern(fields: Mapping[str, Any], origin: str, complain: Report) -> PatternEntry:
    for key in fields:
        if key not in _PATTERN_KEYS:
            complain(key, f"unknown key {key!r} in a pattern; known are {', '.join(sorted(_PATTERN_KEYS))}")
    block, later = fields["pattern"], fields.get("later", {})
    if not isinstance(block, Mapping) or not isinstance(later, Mapping):
        complain("pattern", "'pattern' and 'later' must be blocks of languages")
        block, later = {}, {}
    templates = {str(tag): _templates(block, str(tag), complain) for tag in block}
    slots = {tag: {part.name for t in found for part in t if not isinstance(part, str)} for tag, found in templates.items()}
    if len(set(map(frozenset, slots.values()))) > 1:
        complain("pattern", "the languages of a pattern must have the same slots")
    return PatternEntry(
        id=str(fields.get("id")),
        type=str(fields.get("type")),
        templates=templates,
        later={str(tag): _templates(later, str(tag), complain)[0] for tag in later},
        sort=_string(fields, "sort", complain),
        source=_string(fields, "source", complain),
        note=_string(fields, "note", complain),
        origin=origin,
    )


def _templates(block: Mapping[str, Any], tag: str, complain: Report) -> tuple[Template, ...]:
    templates = []
    for text in _list(block, tag, complain):
        try:
            templates.append(parse_template(text))
        except ValueError as error:
            complain(tag, str(error))
    if not templates:
        complain(tag, f"there is no pattern for {tag!r}")
    return tuple(templates) or (("",),)


def _string(fields: Mapping[str, Any], key: str, complain: Report) -> str:
    value = fields.get(key, "")
    if isinstance(value, str):
        return value.strip()
    complain(key, f"{key!r} must be text; put it in quotes if it looks like a number")
    return ""


def _list(fields: Mapping[str, Any], key: str, complain: Report) -> tuple[str, ...]:
    value = fields.get(key)
    if value is None and key not in fields:
        return ()
    values = [value] if isinstance(value, str) else value
    if isinstance(values, list | tuple) and all(isinstance(each, str) and each.strip() for each in values):
        return tuple(each.strip() for each in values)
    complain(key, f"{key!r} must be a text or a list of texts")
    return ()


def _boolean(fields: Mapping[str, Any], key: str, complain: Report, *, default: bool = False) -> bool:
    value = fields.get(key, default)
    if not isinstance(value, bool):
        complain(key, f"{key!r} must be true or false")
    return value is True


def _choice(kind: type[_Enum], fields: Mapping[str, Any], key: str, default: _Enum, complain: Report) -> _Enum:
    if key not in fields:
        return default
    value = fields[key]
    if value in list(kind):
        return kind(value)
    complain(key, f"{key!r} must be one of {', '.join(kind)}")
    return default
