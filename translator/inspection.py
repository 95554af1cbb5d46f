"""What would happen to a document, without translating it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import files
from .engines.choice import choose
from .errors import EncodingError, EngineError, UnsupportedFormatError
from .formats import detect, load_format
from .formats.encoding import decode
from .glossary import Glossary
from .locales import language_name, parse_tag
from .model import Pair, TermMatch
from .pipeline import find_terms
from .scripts import likely_languages


@dataclass(frozen=True, slots=True)
class Prospect:
    """A document on its way into one language."""

    pair: Pair
    terms: int
    """Mentions of the glossary's terms."""
    entries: int
    """Different terms among them."""
    engine: str
    """Name of the engine that would be used; empty where none can."""
    why: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """A document, as it was read."""

    path: str
    format: str
    encoding: str
    """Empty for formats that are no text."""
    language: str
    """What its letters say, against what the settings say."""
    segments: int
    characters: int
    notes: tuple[str, ...]
    prospects: tuple[Prospect, ...]


def inspect(
    path: Path,
    source: str,
    targets: tuple[str, ...],
    glossary: Glossary,
    engine: str = "auto",
    *,
    format: str | None = None,
    encoding: str | None = None,
) -> Inspection:
    """Read a document and look the terms up, as a translation would. No model is loaded.

    Raises `InputError` for what cannot be read or parsed.
    """
    data = files.read(path)
    reader = load_format(format) if format else detect(data, str(path))
    document = reader.parse(data, path=str(path), encoding=encoding)
    source = parse_tag(source)
    pairs = [Pair(source, parse_tag(target)) for target in targets]
    found = {pair: find_terms(document, pair, glossary) for pair in pairs or [Pair(source, source)]}
    segments = [segment for segment, _ in next(iter(found.values()))]
    return Inspection(
        path=str(path),
        format=reader.name,
        encoding=_encoding(data, str(path), encoding),
        language=_language(" ".join(segment.text for segment in segments), source),
        segments=len(segments),
        characters=sum(len(segment.text) for segment in segments),
        notes=document.notes,
        prospects=tuple(_prospect(pair, [match for _, each in found[pair] for match in each.found], engine) for pair in pairs),
    )


def _prospect(pair: Pair, matches: list[TermMatch], engine: str) -> Prospect:
    try:
        choice = choose(engine, pair)
        name, why = choice.engine.name, choice.why
    except EngineError as error:
        name, why = "", str(error)
    return Prospect(pair, len(matches), len({match.term.id for match in matches}), name, why)


def _encoding(data: bytes, path: str, encoding: str | None) -> str:
    try:
        decoded = decode(data, path=path, encoding=encoding)
    except (EncodingError, UnsupportedFormatError):
        return ""
    return f"{decoded.encoding}{' with a byte order mark' if decoded.mark else ''}"


def _language(text: str, source: str) -> str:
    likely = likely_languages(text)
    name = language_name(source, "en")
    if not likely or source.split("-")[0] in likely:
        return name
    seems = " or ".join(language_name(tag, "en") for tag in likely)
    return f"{name} is what the settings say, but its letters are those of {seems}; name the language with --from"
