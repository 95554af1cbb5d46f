"""XML as tokens: every byte is in one of them, and what is dangerous is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.errors import ParseError
from translator.formats import load_format
from translator.formats.xml_tokens import MAX_DEPTH, Kind, attribute, tokens

from ..packages import NAMESPACES, W, docx, epub, office, page

SAMPLE = (
    f'<?xml version="1.0"?><!--c--><x:a xmlns:x="{W}" xmlns="u" one="1" x:two=\'a &amp; "b"\'><b/>t&amp;é<![CDATA[<z>]]>q'
    "<?pi x?>\r\n</x:a>\n"
)

_xml = st.recursive(
    st.sampled_from(["", "t", "&amp;", "é한😀", "<e/>", "<!--c-->", "<![CDATA[<]]>", "\r\n", '<e a="1" b=\'2\'/>']),
    lambda inner: st.lists(inner, max_size=4).map(lambda parts: f"<e>{''.join(parts)}</e>"),
    max_leaves=20,
)


@given(_xml)
@settings(max_examples=100, deadline=None)
def test_tokens_are_the_bytes(content: str) -> None:
    """Joined they are the part, and start tags are where they say."""
    data = f"<r>{content}</r>".encode()
    found = list(tokens(data, "p", "part"))
    assert b"".join(data[token.start : token.end] for token in found) == data
    assert all(data[token.start : token.start + 1] == b"<" for token in found if token.kind is Kind.START)


def test_names_values_and_text_are_what_they_mean() -> None:
    """Prefixes are the usual ones, entities are resolved, CDATA is text."""
    data = SAMPLE.encode()
    start, *rest = (token for token in tokens(data, "p", "part") if token.kind is not Kind.OTHER)
    assert (start.name, start.spelt, dict(start.attributes)) == ("w:a", "x:a", {"one": "1", "w:two": 'a & "b"'})
    span = attribute(data, start, "w:two")
    assert span
    assert data[span.start : span.end] == b'a &amp; "b"'
    assert attribute(data, start, "three") is None
    assert [token.text for token in rest if token.kind is Kind.TEXT][:1] == ["t&é<z>q"]


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://example.org/x.dtd"> %a;]>'


@pytest.mark.parametrize("doctype", [ENTITIES, OUTSIDE, PARAMETER])
def test_entities_of_their_own_are_refused(doctype: str) -> None:
    """Neither the bomb of laughs nor a file of this machine gets into a document."""
    xml = f"{doctype}<w:document {NAMESPACES}><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>"
    data = office({"word/document.xml": ("wordprocessingml.document.main+xml", xml)})
    with pytest.raises(ParseError, match=r"x\.docx: word/document\.xml declares an entity"):
        load_format("docx").parse(data, path="x.docx")


def test_a_doctype_alone_is_read_and_not_loaded() -> None:
    """Tables of contents of EPUB 2 have one; the socket guard of the tests would see it loaded."""
    units = load_format("epub").parse(epub({"one.xhtml": page("<p>A</p>")})).units
    assert any("The\u00a0start" in unit.source for unit in units)


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 200_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    """And costs no stack."""
    with pytest.raises(ParseError, match=f"nests elements more than {MAX_DEPTH} deep"):
        list(tokens(b"<e>" * depth, "p", "part"))


@pytest.mark.parametrize("box", ["<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>"])
def test_text_boxes_within_text_boxes_are_written(box: str) -> None:
    """As deep as is read at all."""
    body = "<w:p><w:r><w:t>Innermost words</w:t></w:r></w:p>"
    for _ in range((MAX_DEPTH - 8) // 4):
        body = box.format(body).replace("<w:r><w:pict>", "<w:r><w:t>Outer words</w:t></w:r><w:r><w:pict>", 1)
    reader = load_format("docx")
    document = reader.parse(docx(body))
    again = reader.parse(reader.serialize(document, {unit.id: ("글",) for unit in document.units}))
    assert [unit.source for unit in again.units] == [("글",)] * len(document.units)


@pytest.mark.parametrize("xml", ["<w:document", "<a></b>", "", "<a>&undefined;</a>", "\x00", "<a:b/>"])
def test_broken_xml_is_an_error_with_its_place(xml: str) -> None:
    """The message names the document, the part and the line."""
    data = office({"word/document.xml": ("wordprocessingml.document.main+xml", xml)})
    with pytest.raises(ParseError, match=r"x\.docx: word/document\.xml is no well-formed XML \(line 1: .*save it once more"):
        load_format("docx").parse(data, path="x.docx")
