"""Glossaries in YAML: the only door to ruamel.yaml.

Reading YAML with line numbers takes about a millisecond an entry, which a start must not pay each time. What a file
says is therefore kept as JSON in the user's cache, under the hash of its bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from .. import cache
from ..model import Case, Mode
from .entry import Entry, PatternEntry, Rendering, Slot, Template
from .schema import read_item

_LAYOUT = 2
"""Of the cached JSON; part of its name, so that another version of this module never reads it."""

_DELICATE = re.compile(r"(?s)\?|.*[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
"""A question mark in front, which begins a key, and line ends that only YAML 1.1 knew."""

Raw = tuple[int, Any]
"""An item of the file: its line, and what it says."""


def read(data: bytes, path: str) -> tuple[list[Entry | PatternEntry], list[str]]:
    """Return the entries and patterns of a YAML glossary, and a line `path:line: what` for every problem."""
    raw, problems = _cached(data)
    problems = [f"{path}:{problem}" for problem in problems]
    items: list[Entry | PatternEntry] = []
    for line, fields in raw:
        origin = f"{path}:{line}"
        if not isinstance(fields, dict):
            problems.append(f"{origin}: an entry must be a block of keys, such as 'id: …'")
            continue
        name = f" {fields['id']}" if isinstance(fields.get("id"), str) else ""
        item = read_item(fields, origin, lambda key, what, where=f"{origin}:{name}": problems.append(f"{where} {what}"))  # type: ignore[misc]
        if item:
            items.append(item)
    return items, problems


def write(items: Iterable[Entry | PatternEntry]) -> bytes:
    """Return entries and patterns as YAML that `read` gives back."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 120
    yaml.indent(mapping=2, sequence=2, offset=0)
    text = io.StringIO()
    for item in items:
        yaml.dump([_quoted(_entry(item) if isinstance(item, Entry) else _pattern(item))], text)
        text.write("\n")
    return text.getvalue().encode()


def _quoted(value: Any) -> Any:
    """Return `value` with quotes around texts that ruamel.yaml would write plain and not read back."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, str):
        return DoubleQuotedScalarString(value) if _DELICATE.match(value) else value
    if isinstance(value, dict):
        for key in value:
            value[key] = _quoted(value[key])
        return value
    return [_quoted(each) for each in value] if isinstance(value, list) else value


def _entry(entry: Entry) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": entry.id, "type": entry.type}
    fields |= {tag: _rendering(rendering) for tag, rendering in entry.renderings.items()}
    fields |= {"mode": str(entry.mode)} if entry.mode is not Mode.TRANSLATE else {}
    fields |= {"case": str(entry.case)} if entry.case is not Case.PERMISSIVE else {}
    fields |= {"historical": True} if entry.historical else {}
    return fields | {name: text for name in ("source", "note") if (text := getattr(entry, name))}


def _rendering(rendering: Rendering) -> Any:
    from ruamel.yaml.comments import CommentedMap

    fields: dict[str, Any] = {"term": rendering.term}
    for name in ("aliases", "part", "also", "forbidden"):
        fields |= {name: list(values)} if (values := getattr(rendering, name)) else {}
    fields |= {name: text for name in ("first", "later", "reading") if (text := getattr(rendering, name))}
    fields |= {"forms": dict(rendering.forms)} if rendering.forms else {}
    fields |= {"rank": rendering.rank} if rendering.rank else {}
    if len(fields) == 1:
        return rendering.term
    block = CommentedMap(fields)
    block.fa.set_flow_style()
    return block


def _pattern(pattern: PatternEntry) -> dict[str, Any]:
    templates = {tag: [_template(each) for each in found] for tag, found in pattern.templates.items()}
    fields: dict[str, Any] = {"id": pattern.id, "type": pattern.type, "pattern": templates}
    fields |= {"later": {tag: _template(each) for tag, each in pattern.later.items()}} if pattern.later else {}
    return fields | {name: text for name in ("sort", "source", "note") if (text := getattr(pattern, name))}


def _template(template: Template) -> str:
    return "".join(part if isinstance(part, str) else _slot(part) for part in template)


def _slot(slot: Slot) -> str:
    return f"{{{slot.name}{f'.{slot.form}' if slot.form else ''}{'!' if slot.required else ''}}}"


def _cached(data: bytes) -> tuple[list[Raw], list[str]]:
    """Return what the file says, from the cache where it has been read before. Files with problems are not kept."""
    place = cache.folder() / "glossaries" / f"{hashlib.sha256(data).hexdigest()[:32]}-{_LAYOUT}.json"
    if kept := cache.kept(place):
        return json.loads(bytes(kept)), []
    raw, problems = _parse(data)
    if not problems:
        with suppress(OSError):  # a cache that cannot be written is none
            cache.keep(place, [json.dumps(raw).encode()])
    return raw, problems


def _parse(data: bytes) -> tuple[list[Raw], list[str]]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [f"{data[: error.start].count(10) + 1}: the file is not UTF-8; save it as UTF-8"]
    yaml = YAML(typ="rt")
    try:
        content = yaml.load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return [], [f"{line}: {' '.join(str(error.problem or 'this is not YAML').split())}"]
    except YAMLError as error:
        return [], [f"1: {' '.join(str(error).split())[:200]}"]
    except (IndexError, KeyError, TypeError, ValueError, AttributeError, RecursionError):
        # ruamel.yaml stumbles over some scalars that look like numbers and are none, such as -_
        return [], ["1: there is a value in it that no reader of YAML understands; put texts in quotes"]
    if content is None:
        return [], []
    if not isinstance(content, list):
        return [], ["1: a glossary is a list of entries; each begins with '- id: …'"]
    return [(content.lc.item(index)[0] + 1, _plain(item)) for index, item in enumerate(content)], []  # type: ignore[attr-defined]


def _plain(value: Any) -> Any:
    """Return a value of ruamel.yaml as plain Python, as JSON would give it back."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return int(value)
    return float(value) if isinstance(value, float) else str(value)
