"""XML that others wrote: parsed without entities, without a network, within bounds."""

from __future__ import annotations

from typing import Any

MAX_BYTES = 64 * 1024 * 1024
"""Of one XML file. A termbase of 100,000 concepts in three languages is some 60 MiB of TBX."""


class UnreadableError(Exception):
    """What cannot be read, with the line, or 0."""

    def __init__(self, what: str, line: int = 0) -> None:
        self.line = line
        super().__init__(what)


def parse(data: bytes) -> Any:
    """Return the root element of an XML document; raise `UnreadableError` for what is broken, hostile or too large.

    Entities are not expanded, so a document that declares any is refused; nothing outside the document is read.
    """
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise UnreadableError(f"the file has more than {MAX_BYTES // 2**20} MiB; split it")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"this is not well-formed XML: {error.msg}", error.lineno or 0) from None
    except ValueError as error:
        raise UnreadableError(str(error)) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise UnreadableError("the file declares entities, which a glossary does not need; remove its DOCTYPE")
    return root


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: Any) -> str:
    """Return all text in an element, with every run of white space one space."""
    return " ".join("".join(element.itertext()).split())
