"""Fields of WordprocessingML: what is computed stays whole, what is prose is translated between its ends.

A field is a row of pieces: begin, instruction, separator, result, end (ISO/IEC 29500-1, 17.16.18); fields nest.
"""

from __future__ import annotations

from collections.abc import Sequence

from .paragraph import Piece, PieceKind

MAX_NESTED = 20
"""Fields within fields, as Word itself allows; what is deeper stays as it is, piece by piece."""

_PROSE = frozenset("HYPERLINK TOC REF STYLEREF TITLE SUBJECT QUOTE".split())
"""Fields whose result people wrote; that of all others (PAGE, DATE, SEQ, PAGEREF, MERGEFIELD, …) is a value."""


def resolved(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with each field that lies within the paragraph as one atom, or as a pair of codes.

    What is left of fields that go on in other paragraphs are atoms without text.
    """
    done: list[Piece] = []
    begins: list[int] = []
    for piece in pieces:
        done.append(piece)
        if piece.name == "field-begin":
            begins.append(len(done) - 1)
        elif piece.name == "field-end" and begins:
            start = begins.pop()
            if len(begins) < MAX_NESTED:
                done[start:] = _field(done[start:])
    for piece in done:
        if piece.name.startswith("field-") or piece.name == "instruction":
            piece.name, piece.text = "field", ""
    return done


def _field(pieces: Sequence[Piece]) -> list[Piece]:
    """Return what stands for a whole field."""
    if not _is_balanced(pieces):
        return list(pieces)
    separator = next((i for i, piece in enumerate(pieces) if piece.name == "field-separate"), len(pieces) - 1)
    instruction = "".join(piece.text for piece in pieces[:separator] if piece.name == "instruction")
    keyword = instruction.split()[0].upper() if instruction.split() else ""
    head, result, tail = pieces[: separator + 1], pieces[separator + 1 : -1], pieces[-1:]
    if keyword in _PROSE and result:
        name = "link" if keyword == "HYPERLINK" else "field"
        return [_joined(PieceKind.OPEN, head, name), *result, _joined(PieceKind.CLOSE, tail, "")]
    whole = _joined(PieceKind.ATOM, pieces, "field")
    whole.text = "".join(piece.text for piece in result if piece.name != "instruction")
    return [whole]


def _joined(kind: PieceKind, pieces: Sequence[Piece], name: str) -> Piece:
    return Piece(kind, chunks=tuple(chunk for piece in pieces for chunk in piece.chunks), name=name)


def _is_balanced(pieces: Sequence[Piece]) -> bool:
    """Return whether elements that are opened in a field are closed in it, in head and result alike."""
    depth = 0
    for piece in pieces:
        depth += (piece.kind is PieceKind.OPEN) - (piece.kind is PieceKind.CLOSE)
        if depth < 0 or (depth and piece.name == "field-separate"):
            return False
    return depth == 0
