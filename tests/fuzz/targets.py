"""What is fed with broken inputs, and what must hold: our errors or none, and the identities."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from translator.errors import TranslatorError
from translator.finish import finish
from translator.formats import FORMATS, detect, load_format
from translator.formats.base import Format, Options, Sectioned, configure
from translator.glossary import Entry, Glossary, Matcher, PatternEntry, load_glossaries, shapes
from translator.glossary.compiled import Compiled, compile_glossary
from translator.markup import marked_texts, place
from translator.model import Document, Pair, joined, plain
from translator.segment import split

TESTS = Path(__file__).parents[1]
PAIR = Pair("en", "ko")
EXTRACTED = ("pdf",)
"""Formats whose text is taken out, and written as another format."""
DOCUMENTS = [path for path in sorted((TESTS / "formats").iterdir()) if path.name != "README.md"]
ARTICLE = next((TESTS.parent / "seeds").glob("*.txt")).read_bytes()


@dataclass(frozen=True, slots=True)
class Target:
    """A function that raises for what must not be, and inputs to begin with."""

    check: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


def targets() -> Mapping[str, Target]:
    """Return all targets by name: every format, every shape of a glossary, the matcher and the grammar."""
    found = {f"format {name}": Target(_format(name), _samples(name)) for name in FORMATS}
    found["detection"] = Target(_detection, tuple(path.read_bytes() for path in DOCUMENTS if path.stat().st_size < 20_000))
    found |= {f"glossary {name}": Target(_glossary(name), _tables(name)) for name in shapes.SHAPES}
    lines = tuple(line for line in ARTICLE.splitlines() if line)
    found["matcher"] = Target(_matcher, lines)
    found["segments"] = Target(_segments, (*lines, ARTICLE))
    cases = [line.split(b"\t") for path in (TESTS / "cases").glob("*.tsv") for line in path.read_bytes().splitlines()]
    found["grammar"] = Target(_grammar, tuple({cell for row in cases for cell in row if cell}))
    return found


@cache
def _samples(name: str) -> tuple[bytes, ...]:
    """Return the sample documents of a format, and for most a minimal one."""
    own = [path.read_bytes() for path in DOCUMENTS if detect(path.read_bytes(), path.name).name == name]
    return (*own, b"" if not own else own[0][:200])


def _format(name: str) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        reader = configure(load_format(name), Options(PAIR, ()))
        reader.sniff(data)
        try:
            document = reader.parse(data, path=f"x{reader.suffixes[0]}")
        except TranslatorError:
            return
        if name not in EXTRACTED:
            assert reader.serialize(document, {}) == data, "a document in which nothing is filled comes back otherwise"
        _sections(reader, data, document)
        for index, unit in enumerate(document.units):
            assert unit.id == index
            assert unit.source == joined(unit.source)
            assert "".join(before + plain(part) + after for before, part, after in split(unit.source, "en")) == plain(unit.source)
        try:
            filled = reader.serialize(document, {unit.id: unit.source for unit in document.units}, language="ko")
        except TranslatorError:
            return
        assert isinstance(filled, bytes)
        for unit in document.units[:20]:
            placed = place(unit.source, "옮긴 글", [], dict.fromkeys(marked_texts(unit.source), "글"))
            try:
                reader.serialize(document, {unit.id: placed.pattern}, language="ko")
            except TranslatorError:
                continue

    return check


def _sections(reader: Format, data: bytes, document: Document) -> None:
    """Check that a document that is cut in two reads as the whole does."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return
    if not isinstance(reader, Sectioned) or not (cut := reader.cut(data[: len(data) * 2 // 3])):
        return
    try:
        first = reader.parse(data[:cut], path=f"x{reader.suffixes[0]}")
        second = reader.following(first).parse(data[cut:], encoding="utf-8")
    except TranslatorError:
        return
    assert reader.serialize(first, {}) + reader.serialize(second, {}) == data, "two sections are not the whole"
    if data.startswith(BOM_UTF8, cut):
        return  # a mark within a file is a character; at the beginning of a section it is taken for a mark, and kept
    if reader.name in ("srt", "vtt") or (reader.name == "text" and data[:cut].endswith((b"\n\n", b"\n\r\n"))):
        units = [unit.source for unit in (*first.units, *second.units)]
        assert units == [unit.source for unit in document.units], "two sections have other texts than the whole"


def _detection(data: bytes) -> None:
    for name in ("x.txt", "x.docx", "x"):
        try:
            detect(data, name)
        except TranslatorError:
            continue


@cache
def _tables(name: str) -> tuple[bytes, ...]:
    """Return the test glossary in a shape, as far as it can hold it."""
    shape = shapes.named(name)
    glossary = load_glossaries([TESTS / "cases" / "glossary.yaml"])
    items: list[Any] = [*glossary.entries, *glossary.patterns]
    try:
        written = shape.write(items, shapes.Options(source="en", target="ko"))
        return written.data, written.data[:300]
    except (TranslatorError, TypeError):
        return b"en,ko\nsummit,\xec\xa0\x95\xec\x83\x81\n", b"summit\t\xec\xa0\x95\xec\x83\x81\n"


def _glossary(name: str) -> Callable[[bytes], None]:
    shape = shapes.named(name)

    def check(data: bytes) -> None:
        for reader in (shape, None):
            try:
                read = (reader or shapes.detect(data, f"x{shape.suffix}")).read(data, f"x{shape.suffix}", shapes.Options())
            except TranslatorError:
                continue
            assert all(isinstance(problem, str) and problem for problem in read.problems)
            entries = tuple(item for item in read.items if isinstance(item, Entry))
            patterns = tuple(item for item in read.items if isinstance(item, PatternEntry))
            glossary = Glossary(entries, patterns)
            _found(Matcher(glossary, PAIR), "The Governor of Nagano Prefecture met Kim at the summit.")
            try:
                buffer = memoryview(b"".join(compile_glossary(entries, patterns)))
            except ValueError:
                continue
            assert Compiled(buffer).entries == entries, "a compiled glossary differs"

    return check


@cache
def _matchers() -> tuple[Matcher, ...]:
    glossary = load_glossaries(["curated"])
    return tuple(Matcher(glossary, pair) for pair in (PAIR, Pair("en", "ja"), Pair("ko", "en"), Pair("ja", "ko")))


def _matcher(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for matcher in _matchers():
        _found(matcher, text)


def _found(matcher: Matcher, text: str) -> None:
    found = matcher.match(text).found
    for match in found:
        assert match.span.of(text) == match.surface
        assert match.surface
    assert all(one.span.end <= other.span.start for one, other in pairwise(found)), "matches overlap"


def _segments(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for language in ("en", "ja", "ko"):
        parts = split((text,) if text else (), language)
        assert "".join(before + plain(part) + after for before, part, after in parts) == text


def _grammar(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for target, matcher in (("ko", _matchers()[0]), ("ja", _matchers()[1])):
        pair = Pair("en", target)
        found = matcher.match("Prime Minister Kim Min-seok met the Governor of Nagano Prefecture.").found
        once = finish(text, "", found, pair)
        assert finish(once, "", found, pair) == finish(finish(once, "", found, pair), "", found, pair), "never at rest"
