"""Write TBX-Basic, version 2 or 3 (in the style DCA, which is nearest to version 2)."""

from __future__ import annotations

import re
from typing import Any

from ...model import Mode
from ..entry import Entry, Glossary, Rendering
from .base import Losses, Options, Written, languages, note_patterns, note_unheld

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DOCTYPE = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
_NAMES = {2: ("termEntry", "langSet", "tig"), 3: ("conceptEntry", "langSec", "termSec")}
_HELD = frozenset({"id", "source", "note", "type", "forbidden", "aliases", "also", "mode"})
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write(glossary: Glossary, options: Options, version: int) -> Written:
    """Return the entries that have a term in a language that is written."""
    from lxml import etree

    losses = Losses()
    note_patterns(glossary, losses)
    tags = languages(glossary, options)
    root, body = _frame(etree, version, options.source)
    for number, entry in enumerate(glossary.entries, 1):
        present = [tag for tag in tags if tag in entry.renderings]
        if not present:
            losses.add(f"no term in {' or '.join(tags)}, left out", entry.id)
            continue
        note_unheld(entry, present, _HELD, losses)
        _note_changed(entry, present, losses)
        _concept(etree, body, entry, present, version, number)
    etree.indent(root)
    doctype = _DOCTYPE if version == 2 else None
    return Written(etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype=doctype) + b"\n", losses.lines())


def _frame(etree: Any, version: int, source: str) -> tuple[Any, Any]:
    """Return a document without concepts, and its body."""
    if version == 2:
        root = etree.Element("martif", {"type": "TBX-Basic", _LANG: source})
        header = etree.SubElement(root, "martifHeader")
    else:
        attributes = {"type": "TBX-Basic", "style": "dca", _LANG: source}
        root = etree.Element(f"{{{_NAMESPACE}}}tbx", attributes, nsmap={None: _NAMESPACE})
        header = _child(etree, root, "tbxHeader")
    origin = header
    for name in ("fileDesc", "sourceDesc", "p"):
        origin = _child(etree, origin, name)
    origin.text = "Exported by translator"
    if version == 2:
        _child(etree, _child(etree, header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    return root, _child(etree, _child(etree, root, "text"), "body")


def _concept(etree: Any, body: Any, entry: Entry, tags: list[str], version: int, number: int) -> None:
    concept_name, language_name, term_name = _NAMES[version]
    concept = _child(etree, body, concept_name, id=entry.id if _ID.fullmatch(entry.id) else f"c{number}")
    if entry.type != "common":
        _child(etree, concept, "descrip", entry.type, type="subjectField")
    if entry.mode is Mode.KEEP:
        _child(etree, concept, "descrip", "No", type="Translation needed")
    if entry.source:
        _child(etree, concept, "admin", entry.source, type="source")
    if entry.note:
        _child(etree, concept, "note", entry.note)
    for tag in tags:
        section = _child(etree, concept, language_name)
        section.set(_LANG, tag)
        for text, status in _terms(entry, entry.renderings[tag], tag != tags[0]):
            term = _child(etree, section, term_name)
            _child(etree, term, "term", text)
            _child(etree, term, "termNote", f"{status}Term-admn-sts", type="administrativeStatus")


def _terms(entry: Entry, rendering: Rendering, into: bool) -> list[tuple[str, str]]:
    """Return all terms with their status; of an entry that only forbids, nothing else where it is translated into."""
    wrong = [(form, "deprecated") for form in rendering.forbidden]
    if entry.mode is Mode.FORBIDDEN and into and wrong:
        return wrong
    others = dict.fromkeys((*rendering.aliases, *rendering.also))
    return [(rendering.term, "preferred"), *((form, "admitted") for form in others), *wrong]


def _note_changed(entry: Entry, tags: list[str], losses: Losses) -> None:
    """Note what is written, but comes back as something else."""
    if not _ID.fullmatch(entry.id):
        losses.add("the id is no XML name and is replaced by a number", entry.id)
    if entry.mode is Mode.EXACT:
        losses.add("mode exact is not held", entry.id)
    for tag in tags:
        rendering = entry.renderings[tag]
        if entry.mode is Mode.FORBIDDEN and tag != tags[0] and rendering.term != entry.renderings[tags[0]].term:
            losses.add(f"the term ({tag}) of an entry that only forbids is not held", entry.id)
        if rendering.also if tag == tags[0] else rendering.aliases:
            losses.add(f"‘{'also' if tag == tags[0] else 'aliases'}’ ({tag}) become synonyms", entry.id)
        if any(_NOT_XML.search(form) for form in (rendering.term, *rendering.aliases, *rendering.also, *rendering.forbidden)):
            losses.add("characters that XML cannot hold are left out", entry.id)


def _child(etree: Any, parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    space = etree.QName(parent).namespace
    child = etree.SubElement(parent, f"{{{space}}}{name}" if space else name, attributes)
    child.text = _NOT_XML.sub("", text) or None
    return child
