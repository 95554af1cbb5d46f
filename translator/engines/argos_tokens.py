"""How the texts of an Argos package become tokens and back: SentencePiece, or byte pairs behind Moses.

Byte pairs are left to argostranslate, whose tokenizer the packages were made with. SentencePiece is called directly,
because argostranslate turns every underscore of a translation into a space.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

SPACE = "▁"
"""What SentencePiece writes for the space in front of a word (U+2581)."""


class Tokens(Protocol):
    """Makes tokens of a text, and the text of tokens."""

    def encode(self, text: str) -> list[str]:
        """Return the tokens of a text."""

    def decode(self, tokens: Sequence[str], prefix: str = "", given: int = 0) -> str:
        """Return the text of `tokens`, of which the first `given` were made of `prefix`."""

    def follow(self, before: str, text: str) -> list[str]:
        """Return the tokens of a text that stands right behind `before`."""

    def spellings(self, text: str) -> list[list[str]]:
        """Return the token sequences as which a text may occur within a translation."""


class Pieces:
    """Tokens of SentencePiece."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def encode(self, text: str) -> list[str]:
        """Return the pieces."""
        pieces: list[str] = self._processor.encode(text, out_type=str)
        return pieces

    def decode(self, tokens: Sequence[str], prefix: str = "", given: int = 0) -> str:
        """Return the text; a prefix as it was written, not as SentencePiece normalises it."""
        rest = list(tokens[given:]) if prefix else list(tokens)
        gap = " " if prefix and rest and rest[0].startswith(SPACE) else ""
        # An unknown that was replaced by a source piece keeps its mark, hence the replacement.
        text: str = self._processor.decode_pieces(rest).replace(SPACE, " ").strip()
        return prefix + gap + text

    def follow(self, before: str, text: str) -> list[str]:
        """Return the pieces; where no space stands between, the first is the middle of a word."""
        first, *rest = self.encode(text.strip()) or [""]
        if before and not text[:1].isspace():
            first = first.removeprefix(SPACE)
        return [piece for piece in (first, *rest) if piece]

    def spellings(self, text: str) -> list[list[str]]:
        """Return the pieces of `text` as a word and as the end of one."""
        first, *rest = self.encode(text) or [""]
        inside = [first.removeprefix(SPACE), *rest] if first != SPACE else rest
        return [pieces for pieces in ([first, *rest], inside) if any(pieces)]

    @cached_property
    def _processor(self) -> Any:
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_file=str(self._path))


class BytePairs:
    """Tokens of older packages: Moses' words, cut by byte pair encoding."""

    def __init__(self, path: Path, source: str, target: str) -> None:
        self._path, self._source, self._target = path, source, target

    def encode(self, text: str) -> list[str]:
        """Return the subwords."""
        tokens: list[str] = self._tokenizer.encode(text) if text.strip() else []
        return tokens

    def decode(self, tokens: Sequence[str], prefix: str = "", given: int = 0) -> str:
        """Return the text; Moses spaces it as a whole, so that a prefix is decoded with the rest."""
        text: str = self._tokenizer.decode(list(tokens))
        return text.strip().removesuffix("@@")

    def follow(self, before: str, text: str) -> list[str]:
        """Return the subwords."""
        return self.encode(text)

    def spellings(self, text: str) -> list[list[str]]:
        """Return the subwords."""
        tokens = self.encode(text)
        return [tokens] if tokens else []

    @cached_property
    def _tokenizer(self) -> Any:
        # This module of argostranslate loads nothing but sentencepiece and touches no folder, unlike its neighbours.
        from argostranslate.tokenizer import BPETokenizer

        return BPETokenizer(self._path, self._source, self._target)


def keeps_prefixes(folder: Path) -> bool:
    """Return whether the tokens of the package in `folder` give a prefix back as it was written."""
    return (folder / "sentencepiece.model").is_file()


def tokens_of(folder: Path, source: str, target: str) -> Tokens:
    """Return the tokens of the package in `folder`; `source` and `target` are Argos' own codes."""
    pieces = folder / "sentencepiece.model"
    return Pieces(pieces) if pieces.is_file() else BytePairs(folder / "bpe.model", source, target)
