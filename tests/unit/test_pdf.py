"""PDF: its text as Markdown, and an honest refusal where there is none."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from translator import Translator
from translator.errors import InputError, ParseError
from translator.formats import load_format, pdf
from translator.testing import FakeEngine

pytest.importorskip("pdfminer", reason="the extra pdf is not installed")

SAMPLE = Path(__file__).parents[1] / "formats" / "talks.pdf"
Line = tuple[int, int, int, str]
"""Size of the letters, place from the left and from the bottom in points, text."""


def make(pages: Sequence[Sequence[Line]], *, encrypt: str = "", compress: bytes = b"") -> bytes:
    """Return a PDF as small as it can be; `compress` is the content of the first page, compressed."""
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for page, lines in enumerate(pages):
        resources = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents {5 + 2 * page} 0 R >>".encode())
        content = " ".join(f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj" for size, x, y, text in lines).encode("latin-1")
        kind, data = (" /Filter /FlateDecode", compress) if compress else ("", b"BT " + content + b" ET")
        objects.append(f"<< /Length {len(data)}{kind} >>\nstream\n".encode() + data + b"\nendstream")
    out, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R {encrypt} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def page(number: int, *lines: Line) -> list[Line]:
    """Return a page with a header and its number."""
    return [(8, 50, 800, "Annual report 2025"), *lines, (8, 290, 30, f"Page {number}")]


def markdown(data: bytes) -> str:
    """Return what is written where nothing is translated."""
    reader = load_format("pdf")
    return reader.serialize(reader.parse(data, path="x.pdf"), {}).decode()


def test_text_becomes_paragraphs_headings_and_lists() -> None:
    """Words that were divided are whole, signs of Markdown are text, headers and page numbers are gone."""
    pages = [
        page(1, (20, 50, 740, "The talks"), (11, 50, 700, "The governors agreed to co-"), (11, 50, 686, "operate, *again*.")),
        page(2, (11, 50, 700, "- first item"), (11, 50, 686, "- second item"), (15, 50, 640, "Outlook")),
        page(3, (11, 50, 700, "An end.")),
    ]
    assert markdown(make(pages)) == (
        "# The talks\n\nThe governors agreed to cooperate, \\*again\\*.\n\n- first item\n- second item\n\n## Outlook\n\nAn end.\n"
    )


def test_the_translation_is_a_markdown_document(tmp_path: Path) -> None:
    """Named so, with a note of what is lost; a PDF is never written, least of all the source."""
    source = tmp_path / "talks.pdf"
    source.write_bytes(SAMPLE.read_bytes())
    translator = Translator("ko", engine=FakeEngine({"The talks": "회담"}))
    run = translator.translate_file(source)
    assert run.output == str(tmp_path / "talks.ko.md")
    assert Path(run.output).read_text(encoding="utf-8").startswith("# 회담\n")
    assert "the layout are not carried over" in run.notes[0]
    with pytest.raises(InputError, match=r"a \.md file"):
        translator.translate_file(source, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


def test_pages_without_text_are_named() -> None:
    """A scan between pages of text is no secret."""
    document = load_format("pdf").parse(make([[(11, 50, 700, "Text.")], [], [(11, 50, 700, "More.")]]))
    assert document.notes[1] == "Pages without text were left out: 2."


LOCK = f"/ID [<{'00' * 16}> <{'00' * 16}>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{'01' * 32}> /U <{'02' * 32}> /P -4 >>"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (make([[]]), "no text, only pictures"),
        (make([[(11, 50, 700, "12 345")]]), "no text, only pictures"),
        (make([[(11, 50, 700, "Secret.")]], encrypt=LOCK), "encrypted.*qpdf"),
        (b"%PDF-1.7\n", "broken"),
        (make([[(11, 50, 700, "Text.")]])[:300], "broken"),
        (b"%PDF-1.4\n1 0 obj << /A " + b"[" * 5000, "broken|no text"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, says: str) -> None:
    """With what to do about it."""
    with pytest.raises(ParseError, match=says):
        load_format("pdf").parse(data, path="x.pdf")


def test_a_part_that_unfolds_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is in the memory."""
    monkeypatch.setattr(pdf, "MAX_STREAM", 10_000_000)
    with pytest.raises(ParseError, match="unfolds to more than"):
        load_format("pdf").parse(make([[]], compress=zlib.compress(bytes(20_000_000))), path="x.pdf")
