"""A glossary as one flat file that is mapped into memory: the only door to marisa-trie.

What the files of a glossary say, and where its forms are found, is worked out once and kept in the user's cache, under
a name made of the content of these files and of the code that reads them. All processes share the file. An entry is
read when a text has it, so neither the time to open a glossary nor the memory grows with it.

The file is data and nothing else: numbers, JSON, and for each language a trie (marisa, static and succinct) of all
forms in small letters. At each start of a word one walk down the trie gives all forms that stand there, which costs
as much as they are long and not as they are many.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from typing import Any, overload

from ..model import Case, Mode, Pair
from .automaton import Spelling, entry_forms, spellings, word_starts
from .entry import Entry, PatternEntry, Rendering, Slot, Template

_MAGIC = b"translator glossary\n"
_CASES = tuple(Case)
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_POSTING = struct.Struct("<IBI")
"""Entry, flags, length of the form in bytes; the form follows. Flags: case in two bits, countable, person, by part."""
_FIELDS = {
    kind: tuple((field.name, {} if field.default_factory is not MISSING else field.default) for field in fields(kind))
    for kind in (Entry, PatternEntry, Rendering, Slot)
}
_COUNTABLE, _PERSON, _PART = 4, 8, 16


def key(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the name of the glossary that these files make, given as path and content, for this code on this machine."""
    digest = hashlib.sha256(_code())
    for path, data in files:
        digest.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return digest.hexdigest()[:32]


def compile_glossary(entries: Sequence[Entry], patterns: Sequence[PatternEntry]) -> Iterator[bytes]:
    """Yield the parts of the file. Raises ValueError for a form that no trie holds: with a NUL, or half a surrogate pair."""
    sections: list[tuple[str, Iterable[bytes], int]] = []

    def add(name: str, *parts: bytes) -> None:
        size = sum(map(len, parts))
        sections.append((name, (*parts, b"\0" * (-size % 8)), size))

    records = [_dump(entry) for entry in entries]
    add("entries", *records)
    add("entry offsets", _offsets(records))
    add("patterns", json.dumps([_plain(pattern) for pattern in patterns]).encode())
    for language in sorted({tag for entry in entries for tag in entry.renderings}):
        trie, offsets, postings, longest = _index(entries, language)
        add(f"{language} trie", trie)
        add(f"{language} offsets", offsets)
        add(f"{language} postings", *postings)
        add(f"{language} longest", longest.to_bytes(4, "little"))
    at, table = 0, {}
    for name, _, size in sections:
        table[name] = at, size
        at += size + -size % 8
    header = json.dumps(table).encode()
    header += b" " * (-(len(_MAGIC) + 4 + len(header)) % 8)
    yield _MAGIC + struct.pack("<I", len(header)) + header
    for _, parts, _ in sections:
        yield from parts


class Compiled:
    """A file that `compile_glossary` made, which the caller vouches for."""

    def __init__(self, buffer: memoryview, place: Path | None = None) -> None:
        """`place` is where the file is, for other processes that are to map it too."""
        self.place = place
        size = len(_MAGIC)
        (length,) = struct.unpack_from("<I", buffer, size)
        start = size + 4 + length
        table = json.loads(bytes(buffer[size + 4 : start]))
        self._sections = {name: buffer[start + at : start + at + size] for name, (at, size) in table.items()}
        self._known: dict[int, Entry] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return type(None), ()  # the file may not be where it is unpickled; the entries come along

    @property
    def entries(self) -> Entries:
        """All entries."""
        return Entries(self)

    def patterns(self) -> tuple[PatternEntry, ...]:
        """Return all patterns."""
        return tuple(_pattern(fields) for fields in json.loads(bytes(self._sections["patterns"])))

    def forms(self, pair: Pair) -> Forms:
        """Return what is looked for in texts of the source language, of entries that have the target language too."""
        return Forms(self, pair)

    def section(self, name: str) -> memoryview:
        """Return a part of the file; an empty one if it is not there."""
        return self._sections.get(name, memoryview(b""))

    def count(self) -> int:
        """Return how many entries there are."""
        return len(self._sections["entry offsets"]) // 8 - 1

    def read(self, number: int) -> Entry:
        """Return a copy of an entry."""
        start, end = self._sections["entry offsets"].cast("Q")[number : number + 2]
        return _entry(json.loads(bytes(self._sections["entries"][start:end])))

    def entry(self, number: int) -> Entry:
        """Return an entry, the same object whenever it is asked for."""
        if number not in self._known:
            self._known[number] = self.read(number)
        return self._known[number]


class Entries(Sequence[Entry]):
    """The entries of a compiled glossary; none is in memory before it is asked for."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled

    def __len__(self) -> int:
        return self._compiled.count()

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, index: int | slice) -> Entry | tuple[Entry, ...]:
        numbers = range(len(self))[index]
        return self._compiled.entry(numbers) if isinstance(numbers, int) else tuple(map(self._compiled.read, numbers))

    def __iter__(self) -> Iterator[Entry]:
        return map(self._compiled.read, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(len(self))

    def __repr__(self) -> str:
        return f"<{len(self)} entries>"

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (list(self),)


class Forms:
    """The forms of one language, found by walks down the trie; see `automaton.Stored`."""

    def __init__(self, compiled: Compiled, pair: Pair) -> None:
        import marisa_trie

        self._compiled, self._pair = compiled, pair
        self._postings = compiled.section(f"{pair.source} postings")
        self._offsets = compiled.section(f"{pair.source} offsets").cast("Q")
        self._longest = int.from_bytes(compiled.section(f"{pair.source} longest"), "little")
        self._trie = marisa_trie.Trie()
        if self._longest:
            self._trie.map(compiled.section(f"{pair.source} trie"))
        self._known: dict[int, tuple[Spelling, ...]] = {}

    def hits(self, folded: str) -> Iterator[tuple[int, int, tuple[Spelling, ...]]]:
        """Yield start, end and spellings of every form that begins where a word does."""
        if not self._longest:
            return
        folded = folded.encode("utf-8", "replace").decode()  # half a surrogate pair has no place in a trie
        walk, longest, known = self._trie.iter_prefixes_with_ids, self._longest, self._known
        for start in word_starts(folded, self._pair.source):
            for key, id in walk(folded[start : start + longest]):
                if spelt := known[id] if id in known else self._spellings(id):
                    yield start, start + len(key), spelt

    def _spellings(self, id: int) -> tuple[Spelling, ...]:
        found = []
        at, end = self._offsets[id : id + 2]
        while at < end:
            number, flags, length = _POSTING.unpack_from(self._postings, at)
            at += _POSTING.size + length
            entry = self._compiled.entry(number)
            if self._pair.target in entry.renderings:
                form = bytes(self._postings[at - length : at]).decode()
                case, countable, person = _CASES[flags & 3], bool(flags & _COUNTABLE), bool(flags & _PERSON)
                found.append(Spelling(form, case, countable, person, (entry, bool(flags & _PART))))
        self._known[id] = tuple(found)
        return self._known[id]


@cache
def _code() -> bytes:
    """Return what stands for the code that makes the file, and for the machine that reads it."""
    digest = hashlib.sha256(f"{sys.byteorder} {struct.calcsize('P')}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def _index(entries: Sequence[Entry], language: str) -> tuple[bytes, bytes, list[bytes], int]:
    """Return the trie of a language, where the postings of each of its keys begin, these, and the longest key's length."""
    import marisa_trie

    found: dict[str, bytes] = {}
    for number, entry in enumerate(entries):
        if language not in entry.renderings:
            continue
        for form, case, by_part in entry_forms(entry, language):
            for key, spelling in spellings(form, case, entry.type, None, language):
                if "\0" in key:
                    raise ValueError(f"{form!r} holds a NUL, at which a trie would end it")
                written = spelling.form.encode()
                flags = _CASES.index(case) | spelling.countable * _COUNTABLE | spelling.person * _PERSON | by_part * _PART
                found[key] = found.get(key, b"") + _POSTING.pack(number, flags, len(written)) + written
    trie = marisa_trie.Trie(found, num_tries=1, cache_size=marisa_trie.HUGE_CACHE)  # twice the room, a sixth less time
    postings = [b""] * len(found)
    for key, posting in found.items():
        postings[trie[key]] = posting
    return trie.tobytes(), _offsets(postings), postings, max(map(len, found), default=0)


def _offsets(parts: Sequence[bytes]) -> bytes:
    offsets, at = array("Q", [0]), 0
    for part in parts:
        at += len(part)
        offsets.append(at)
    return offsets.tobytes()


def _dump(entry: Entry) -> bytes:
    return _ENCODER.encode(_plain(entry)).encode()


def _plain(value: Any) -> Any:
    """Return a value of `entry.py` as JSON has it; fields that have their default are left out."""
    if isinstance(value, str | int | float):
        return value
    if known := _FIELDS.get(type(value)):
        return {name: _plain(part) for name, default in known if (part := getattr(value, name)) != default}
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value]


def _entry(fields: dict[str, Any]) -> Entry:
    renderings = {tag: _rendering(block) for tag, block in fields.pop("renderings").items()}
    mode, case = Mode(fields.pop("mode", Mode.TRANSLATE)), Case(fields.pop("case", Case.PERMISSIVE))
    return Entry(renderings=renderings, mode=mode, case=case, **fields)


def _rendering(block: dict[str, Any]) -> Rendering:
    values: dict[str, Any] = {name: tuple(part) if isinstance(part, list) else part for name, part in block.items()}
    return Rendering(**values)


def _pattern(fields: dict[str, Any]) -> PatternEntry:
    templates = {tag: tuple(map(_template, found)) for tag, found in fields.pop("templates").items()}
    later = {tag: _template(found) for tag, found in fields.pop("later", {}).items()}
    return PatternEntry(templates=templates, later=later, **fields)


def _template(parts: list[Any]) -> Template:
    return tuple(part if isinstance(part, str) else Slot(**part) for part in parts)
