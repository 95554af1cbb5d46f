"""A few numbers that similar texts share: what a fuzzy search looks up instead of reading the whole memory.

A text is seen as the set of its neighbouring words, cut to their first letters, digits all alike. The smallest hashes
of that set are its sketch (bottom-k MinHash: Broder 1997, On the resemblance and containment of documents): of two
texts that share half of their word pairs, the sketches have one in common in more than 99 of 100 cases.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

SIZE = 10
"""Numbers in a sketch. Each is a row of the index."""
STEM = 5
"""Letters of a word that count, so that most inflections of a word are alike."""
SHORT = 3
"""Words of a text so short that its single words count too; one word more or less changes all its pairs."""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:['’][^\W_]+)*")


def normal(text: str) -> str:
    """Return `text` as texts are compared: NFC, every run of white space one space.

    >>> normal(" Two\\n words ")
    'Two words'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def digest(text: str) -> bytes:
    """Return a hash of a text under which exact hits are found; texts that are normally equal have the same."""
    return hashlib.blake2b(normal(text).encode("utf-8", "surrogatepass"), digest_size=12).digest()


def sketch(text: str, pair: int) -> tuple[int, ...]:
    """Return the sketch of a source text; those of different language pairs have nothing in common.

    >>> one = sketch("The ministers met in Seoul on May 5.", 1)
    >>> len({*one} & {*sketch("The ministers met in Seoul on June 17.", 1)}) > 3, {*one} & {*sketch("Save the file", 1)}
    (True, set())
    """
    stems = [_stem(word) for word in _WORD.findall(normal(text).casefold())]
    if not stems:
        return ()
    framed = ["", *stems, ""]
    shingles = {f"{one} {other}" for one, other in zip(framed, framed[1:], strict=False)}
    if len(stems) <= SHORT:
        shingles |= set(stems)
    return tuple(sorted(_hash(f"{pair}:{shingle}") for shingle in shingles)[:SIZE])


def _stem(word: str) -> str:
    return "0" if word[0].isdigit() else word[:STEM]


def _hash(text: str) -> int:
    """Return 48 bits: fewer bytes for each row of the index than 64, and chance collisions are harmless."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")
