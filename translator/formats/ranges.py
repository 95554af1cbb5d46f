"""Marks that come in two, as bookmarks and the ranges of comments do, and pairs that enclose no words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .paragraph import Piece, PieceKind


def paired_ranges(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with begin and end of a range as a pair, where they nest properly; others stay atoms."""
    done: list[Piece] = []
    opened: list[tuple[str, int]] = []
    for piece in pieces:
        begins, ends = piece.range[:1] == "+", piece.range[:1] == "-"
        done.append(piece)
        if piece.kind is PieceKind.OPEN:
            opened.append(("", len(done) - 1))
        elif piece.kind is PieceKind.CLOSE:
            while opened and opened.pop()[0]:  # ranges that began inside end elsewhere
                pass
        elif begins:
            opened.append((piece.range[1:], len(done) - 1))
        elif ends and opened and opened[-1][0] == piece.range[1:]:
            start = opened.pop()[1]
            done[start] = replace(done[start], kind=PieceKind.OPEN)
            done[-1] = replace(piece, kind=PieceKind.CLOSE)
    return _simplified(done)


def _simplified(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with each pair that encloses nothing made one atom, without those around white space, and with
    those that enclose another pair and nothing else made one with it.
    """
    done: list[Piece] = []
    opened: list[int] = []
    for piece in pieces:
        done.append(piece)
        if piece.kind is PieceKind.OPEN:
            opened.append(len(done) - 1)
        elif piece.kind is PieceKind.CLOSE and opened:
            start = opened.pop()
            inside = done[start + 1 : -1]
            if any(each.text.strip() for each in inside):
                if _is_pair(inside) and not (done[start].range or inside[0].range):
                    outer, inner, end = done[start], inside[0], inside[-1]
                    name = inner.name if outer.name == "f" else outer.name
                    done[start : start + 2] = [replace(inner, chunks=outer.chunks + inner.chunks, name=name)]
                    done[-2:] = [replace(end, chunks=end.chunks + piece.chunks)]
                continue
            if any(each.kind is PieceKind.TEXT for each in inside):
                if not done[start].range:
                    done[start:] = inside  # nobody sees whether a space is bold or a link
            else:
                chunks = tuple(chunk for each in done[start:] for chunk in each.chunks)
                done[start:] = [Piece(PieceKind.ATOM, chunks=chunks, name=done[start].name)]
    return done


def _is_pair(pieces: Sequence[Piece]) -> bool:
    """Return whether the pieces are one pair and what it encloses."""
    depth = 0
    for index, piece in enumerate(pieces):
        depth += (piece.kind is PieceKind.OPEN) - (piece.kind is PieceKind.CLOSE)
        if depth == 0:
            return index == len(pieces) - 1 and piece.kind is PieceKind.CLOSE
    return False
