"""Read glossaries: YAML, CSV, TSV, TBX and Excel files, folders of them, and the curated one by its short name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from .. import cache
from ..errors import GlossaryError
from . import compiled
from .entry import Entry, Glossary, PatternEntry
from .normalize import normal_form

CURATED = "curated"
_PACKAGE = Path(__file__).parent.parent
_SHIPPED = (_PACKAGE / "data" / "glossaries", _PACKAGE.parent / "glossaries")
"""Where the curated glossary is after an installation, and in a checkout."""
ENDINGS = (".yaml", ".yml", ".csv", ".tsv", ".tbx", ".xlsx")

COMPILE_FROM = 16 * 1024
"""Bytes of all files together from which a glossary is compiled; a smaller one is read as fast as its cache is opened."""

Item = Entry | PatternEntry


def load_glossaries(names: Sequence[str | Path]) -> Glossary:
    """Return one glossary made of all that `names` name: files, folders, `curated`, `curated/people`.

    Raises `GlossaryError` with every problem of every file: what cannot be read, what breaks the schema, ids that are
    used twice, and forms that two entries render differently.
    """
    problems: list[str] = []
    files = _contents(names, problems)
    digest = hashlib.sha256()
    for path, data in files:
        digest.update(path.name.encode() + b"\0" + data + b"\0")
    version = digest.hexdigest()[:12] if names else "none"
    if problems or sum(len(data) for _, data in files) < COMPILE_FROM:
        return _read(files, version, problems)
    place = cache.folder() / "compiled" / compiled.key((str(path), data) for path, data in files)
    return _compiled(place, version) or _compile(_read(files, version, problems), place)


def _read(files: Iterable[tuple[Path, bytes]], version: str, problems: list[str]) -> Glossary:
    glossary = _readable(files, version, problems)
    if problems:
        raise GlossaryError(problems)
    return glossary


def _readable(files: Iterable[tuple[Path, bytes]], version: str, problems: list[str]) -> Glossary:
    """Return what of the files can be read; the rest goes to `problems`."""
    from . import shapes  # which are many modules, and not needed where all is compiled already

    items: list[Item] = []
    for path, data in files:
        read = shapes.detect(data, str(path)).read(data, str(path), shapes.Options())
        items += read.items
        problems += read.problems
    problems += _contradictions(items)
    entries = tuple(item for item in items if isinstance(item, Entry))
    patterns = tuple(item for item in items if isinstance(item, PatternEntry))
    return Glossary(entries, patterns, version)


def _contents(names: Sequence[str | Path], problems: list[str]) -> list[tuple[Path, bytes]]:
    files: list[tuple[Path, bytes]] = []
    for path in dict.fromkeys(_files(names, problems)):
        try:
            files.append((path, path.read_bytes()))
        except OSError as error:
            problems.append(f"{path}: cannot be read: {error.strerror}")
    return files


def _compile(glossary: Glossary, place: Path) -> Glossary:
    """Return `glossary` as it is read from the cache from now on; itself where the cache cannot hold it."""
    try:
        cache.keep(place, compiled.compile_glossary(glossary.entries, glossary.patterns))
    except (OSError, ValueError):
        return glossary
    return _compiled(place, glossary.version) or glossary


def reopen(place: Path, version: str) -> Glossary:
    """Return the glossary that another process has compiled to `place`. Raises `GlossaryError` where it is gone."""
    glossary = _compiled(place, version)
    if glossary is None:
        raise GlossaryError([f"{place}: the compiled glossary is not there any more; give the same command again"])
    return glossary


def _compiled(place: Path, version: str) -> Glossary | None:
    kept = cache.kept(place)
    if kept is None:
        return None
    found = compiled.Compiled(kept, place)
    return Glossary(found.entries, found.patterns(), version, found)


def glossary_files(names: Sequence[str | Path]) -> tuple[Path, ...]:
    """Return the files that `names` name. Raises `GlossaryError` for what is not there."""
    problems: list[str] = []
    files = tuple(dict.fromkeys(_files(names, problems)))
    if problems:
        raise GlossaryError(problems)
    return files


def installed_folder() -> Path:
    """Return the folder of the glossaries that came in bundles, each in a folder of its name."""
    from platformdirs import user_data_path

    return user_data_path("translator") / "glossaries"


def read_glossaries(names: Sequence[str | Path]) -> tuple[Glossary, tuple[str, ...]]:
    """Return as much of a glossary as can be read, and a line `file:line: what` for all that cannot."""
    problems: list[str] = []
    glossary = _readable(_contents(names, problems), "unchecked", problems)
    return glossary, tuple(problems)


def curated_folder() -> Path:
    """Return the folder of the curated glossary."""
    return next((folder for folder in _SHIPPED if folder.is_dir()), _SHIPPED[0])


def _files(names: Iterable[str | Path], problems: list[str]) -> Iterator[Path]:
    for name in names:
        path = _resolve(name)
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.suffix.lower() in ENDINGS and file.is_file())
            if not files:
                problems.append(f"{name}: no glossary in this folder; glossaries end in {', '.join(ENDINGS)}")
            yield from files
        elif not path.exists():
            problems.append(f"{name}: there is no such file or folder; 'curated' is the glossary that comes with translator")
        elif path.suffix.lower() not in ENDINGS:
            problems.append(f"{name}: is not a glossary; glossaries end in {', '.join(ENDINGS)}")
        else:
            yield path


def _resolve(name: str | Path) -> Path:
    """Return the path that a name means. What exists goes before a short name."""
    path = Path(name)
    first, *rest = str(name).split("/")
    if path.exists():
        return path
    if first != CURATED:
        brought = installed_folder() / path
        return brought if not path.is_absolute() and ".." not in path.parts and brought.exists() else path
    shipped = curated_folder().joinpath(*rest)
    return shipped if shipped.exists() or not rest else shipped.with_suffix(".yaml")


def _contradictions(items: Iterable[Item]) -> Iterator[str]:
    """Yield a line for every id used twice and for every form that two entries render differently."""
    ids: dict[str, Item] = {}
    forms: dict[tuple[str, str, str], Entry] = {}
    for item in items:
        if (other := ids.setdefault(item.id, item)) is not item:
            yield f"{item.origin}: the id {item.id!r} is used at {other.origin} already"
        if not isinstance(item, Entry):
            continue
        for language, rendering in islice(item.renderings.items(), 1):
            for form in (rendering.term, *rendering.aliases):
                key = (language, normal_form(form).lower(), item.type if rendering.part else "")
                rival = forms.setdefault(key, item)
                if rival is not item and rival.case is item.case and (clash := _clash(rival, item, language)):
                    yield (
                        f"{item.origin}: {form!r} is {item.renderings[clash].term!r} here "
                        f"and {rival.renderings[clash].term!r} at {rival.origin}; keep one, list the other under 'also'"
                    )


def _clash(one: Entry, other: Entry, language: str) -> str:
    """Return a language, other than the form's own, that the entries render differently, or an empty string.

    Only the language that an entry begins with, which it is made to translate from, can clash: in the others several
    concepts may well share a rendering, as Korea and South Korea do.
    """
    if language != next(iter(one.renderings)) or language != next(iter(other.renderings)):
        return ""
    shared = sorted((one.renderings.keys() & other.renderings.keys()) - {language})
    return next((tag for tag in shared if one.renderings[tag].term != other.renderings[tag].term), "")
