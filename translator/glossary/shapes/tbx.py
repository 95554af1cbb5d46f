"""TBX-Basic, version 2 (ISO 30042:2008, martif) and 3 (ISO 30042:2019): concepts, languages, terms with their status.

Read in both styles of version 3 (`<termNote type="administrativeStatus">` and `<basic:administrativeStatus>`); what
other tools add is read past, and said. Forbidden terms and `Translation needed` are as Weblate has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...errors import UnknownLanguageError
from ...locales import parse_tag
from ...model import Mode
from ..entry import Glossary
from ..schema import read_item
from .base import Item, Losses, Options, Read, Written
from .xml import UnreadableError, local, parse, text_of

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONCEPTS, _LANGUAGES, _TERMS = ("termEntry", "conceptEntry"), ("langSet", "langSec"), ("tig", "ntig", "termSec")
_STATUS_KEYS = ("administrativestatus", "normativeauthorization", "usagestatus")
_GOOD = {"preferred": 0, "standardized": 0, "legal": 0, "regulated": 0, "": 1, "admitted": 2, "approved": 2, "permitted": 2}
"""Rank of a term by its status: preferred terms first."""
_BAD = ("deprecated", "superseded", "forbidden", "obsolete", "prohibited", "notrecommended")
_GENERATED = re.compile(r"(?i)[a-z_]{0,6}[-_.]?[\d._-]+|\{?[0-9a-f-]{32,}\}?")
"""An id that a tool counted or drew: it says nothing, and two files have the same."""
_TYPE = re.compile(r"[a-z][a-z-]*")


@dataclass(frozen=True, slots=True)
class Tbx:
    """A termbase: the first language has aliases, the others alternatives (`also`)."""

    version: int
    summary: str
    suffix: str = ".tbx"
    writes: bool = True

    def read(self, data: bytes, path: str, options: Options) -> Read:
        """Return an entry for each concept, of either version."""
        try:
            root = parse(data)
        except UnreadableError as error:
            return Read(problems=(f"{path}:{error.line or 1}: {error}",))
        if local(root) not in ("martif", "tbx"):
            return Read(problems=(f"{path}:1: this is no TBX: its root is <{local(root)}>, not <martif> or <tbx>",))
        items: list[Item] = []
        problems: list[str] = []
        losses = Losses()
        for concept in root.iter():
            if local(concept) in _CONCEPTS:
                items += _concept(concept, f"{path}:{concept.sourceline}", options, problems, losses)
        return Read(tuple(items), tuple(problems), losses.lines())

    def write(self, glossary: Glossary, options: Options) -> Written:
        """Return a termbase of this version."""
        from .tbx_write import write

        return write(glossary, options, self.version)


def _concept(concept: Any, origin: str, options: Options, problems: list[str], losses: Losses) -> Iterator[Item]:
    """Yield the entry of a concept, and one more for each language that only says what not to write."""
    notes = list(_notes(concept))
    blocks: dict[str, dict[str, Any]] = {}
    for section in (each for each in concept if local(each) in _LANGUAGES):
        tag = section.get(_LANG) or section.get("lang") or ""
        try:
            block = blocks.setdefault(parse_tag(tag), {"terms": [], "forbidden": []})
        except UnknownLanguageError as error:
            problems.append(f"{origin}: {error}")
            continue
        for term in (each for each in section if local(each) in _TERMS):
            _add_term(block, term, origin, losses)
        notes += list(_notes(section))
    keep = any(_squeezed(key) == "translationneeded" and text.lower() in ("no", "false") for key, text in notes)
    fields = _entry_fields(concept, notes, origin, losses) | ({"mode": Mode.KEEP} if keep else {})
    order = sorted(blocks, key=lambda tag: tag != options.source)
    source = next((tag for tag in order if blocks[tag]["terms"]), "")
    only_bad = []
    for tag in order:
        terms, forbidden = blocks[tag]["terms"], blocks[tag]["forbidden"]
        others = "aliases" if tag == source else "also"
        if terms:
            fields[tag] = {"term": terms[0], others: terms[1:], "forbidden": forbidden}
        elif forbidden and source:
            only_bad.append((tag, forbidden))
    if not source:
        problems.append(f"{origin}: the concept has no term that may be used")
        return
    found = [fields] if len(order) > len(only_bad) + 1 or not only_bad else []
    for tag, forbidden in only_bad:
        name = fields["id"] if not found else f"{fields['id']}-{tag}"
        term = fields[source]["term"]
        wrong = {tag: {"term": term, "forbidden": forbidden}, "id": name, "mode": Mode.FORBIDDEN}
        found.append({key: fields[key] for key in ("type", "source", "note", source) if key in fields} | wrong)
    for each in found:
        item = read_item(each, origin, lambda key, what: problems.append(f"{origin}: {what}"))
        if item:
            yield item


def _add_term(block: dict[str, Any], term: Any, origin: str, losses: Losses) -> None:
    """Put a term where its status wants it."""
    element = next((each for each in term.iter() if local(each) == "term"), None)
    text = text_of(element) if element is not None else ""
    if not text:
        return
    status = ""
    for key, value in _notes(term):
        if _squeezed(key) in _STATUS_KEYS:
            status = _squeezed(value).removesuffix("admnsts").removesuffix("term")
        elif _squeezed(key) != "translationneeded":
            losses.add(f"‘{key}’ of a term is not held", origin)
    if status in _BAD:
        block["forbidden"].append(text)
        return
    if status not in _GOOD:
        losses.add(f"the status ‘{status}’ is unknown and taken for none", origin)
    terms, ranks = block["terms"], block.setdefault("ranks", [])
    rank = _GOOD.get(status, 1)
    at = sum(other <= rank for other in ranks)
    terms.insert(at, text)
    ranks.insert(at, rank)


def _entry_fields(concept: Any, notes: list[tuple[str, str]], origin: str, losses: Losses) -> dict[str, Any]:
    given = concept.get("id") or ""
    name = "" if _GENERATED.fullmatch(given) else given
    fields: dict[str, Any] = {"id": name or f"{given or 'concept'} ({origin})", "type": "common"}
    remarks = []
    for key, text in notes:
        kind = _squeezed(key)
        if kind == "subjectfield" and _TYPE.fullmatch(text):
            fields["type"] = text
        elif kind in ("source", "externalcrossreference", "xref"):
            fields.setdefault("source", text)
        elif kind in ("note", "definition", "subjectfield", "context", "descrip"):
            remarks.append(text)
        elif kind != "translationneeded":
            losses.add(f"‘{key}’ is not held", origin)
    return fields | ({"note": "; ".join(dict.fromkeys(remarks))} if remarks else {})


def _notes(element: Any) -> Iterator[tuple[str, str]]:
    """Yield kind and text of everything that is said of a concept, a language or a term, but not of what is inside it."""
    for child in element:
        name = local(child)
        if name in (*_LANGUAGES, *_TERMS, "term"):
            continue
        if name in ("termGrp", "descripGrp", "adminGrp", "transacGrp", "termNoteGrp"):
            yield from _notes(child)
        elif text := (child.get("target") or text_of(child)):
            yield child.get("type") or name, text


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())
