"""One file for a machine without network: packages, glossaries, and what they have to be.

A bundle is a zip: `bundle.json` names every other file with its SHA-256; `packages/FOLDER/…`, `glossaries/NAME/…`,
`translator.lock`. Weights do not shrink, so that nothing is compressed. Equal content gives equal bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from .. import __version__
from ..engines.argos_packages import ArgosPackage
from ..errors import InputError, OutputExistsError, PackageError
from .lock import Pin, format_lock, hashes, read_lock
from .store import LOCK, Placed, Store, key_of, require_package
from .unpack import unpack

SUFFIX = ".bundle"
CARD = "bundle.json"
FORMAT = 1


def write_bundle(
    path: Path, store: Store, packages: Sequence[ArgosPackage], glossaries: Mapping[str, Iterable[Path]], *, force: bool = False
) -> str:
    """Write a bundle and return its SHA-256, by which the other side can know it.

    `glossaries` are files by the name under which `-g` finds them there. Raises `OutputExistsError` without `force`,
    and `PackageError` for an installed package that is not what the lock file says.
    """
    if path.exists() and not force:
        raise OutputExistsError(path)
    known = read_lock(store.lock)
    pins: dict[str, Pin] = {}
    files: dict[str, Path] = {}
    for package in packages:
        key = key_of(package)
        pins[key] = replace(known.get(key, Pin(source=package.path.name)), files=hashes(package.path))
        store.check(package, pins[key], repin=False)
        files |= {f"packages/{package.path.name}/{name}": package.path / name for name in pins[key].files}
    for name, sources in glossaries.items():
        files |= {f"glossaries/{name}/{place}": source for place, source in _places(sources).items()}
    lock = format_lock(pins).encode()
    try:
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            sums = {name: _add(archive, name, files[name]) for name in sorted(files)}
            sums[LOCK] = hashlib.sha256(lock).hexdigest()
            archive.writestr(zipfile.ZipInfo(LOCK), lock)
            card = {"format": FORMAT, "translator": __version__, "files": sums}
            archive.writestr(zipfile.ZipInfo(CARD), json.dumps(card, indent=2, sort_keys=True, ensure_ascii=False))
        with open(aside, "rb") as whole:
            digest = hashlib.file_digest(whole, "sha256").hexdigest()
        os.chmod(aside, 0o644)
        os.replace(aside, path)
    except OSError as error:
        Path(aside).unlink(missing_ok=True)
        raise InputError(f"{path} cannot be written: {error.strerror}. Free some space or choose another -o.") from error
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return digest


def is_bundle(path: Path) -> bool:
    """Return whether a zip file is a bundle."""
    with zipfile.ZipFile(path) as archive:
        return CARD in archive.namelist()


def install(path: Path, store: Store, glossaries: Path, *, repin: bool = False) -> tuple[Placed, ...]:
    """Install all of a bundle; glossaries land in a folder each under `glossaries`.

    Every file is compared with its checksum, and every package with the lock file, before the first is placed.
    Raises `PackageError`, and then nothing has changed.
    """
    with store.aside() as aside:
        content = aside / "content"
        unpack(path, content)
        _require_whole(path, content)
        pins = read_lock(content / LOCK)
        packages = [require_package(each) for each in sorted(content.glob("packages/*"))]
        for package in packages:
            pin = pins.get(key_of(package))
            if pin is None:
                raise PackageError(f"{path.name} has no pin for {key_of(package)}. Make it again.")
            store.check(package, pin, repin=repin)
        names = sorted(content.glob("glossaries/*"))
        for name in names:
            there = glossaries / name.name
            if there.exists() and hashes(there) != hashes(name):
                raise PackageError(f"There is another glossary {name.name} in {there}. Move it away first; nothing was installed.")
        placed = tuple(store.place(each.path, pins[key_of(each)], repin=repin) for each in packages)
        for name in names:
            _place_glossary(name, glossaries / name.name)
    return placed


def _place_glossary(source: Path, target: Path) -> None:
    if target.exists():
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=".translator-"))
        shutil.copytree(source, aside / source.name)
        os.rename(aside / source.name, target)
        aside.rmdir()
    except OSError as error:
        raise PackageError(f"The glossary {source.name} cannot be written to {target}: {error.strerror}.") from error


def _require_whole(path: Path, content: Path) -> None:
    try:
        card: dict[str, Any] = json.loads((content / CARD).read_text(encoding="utf-8"))
        newer, sums = card["format"] != FORMAT, dict(card["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PackageError(f"{path.name} is no bundle: {CARD} cannot be read. Make it again.") from error
    if newer:
        raise PackageError(f"{path.name} was made by translator {card.get('translator')}. Install that version or a newer one.")
    found = {name: value for name, value in hashes(content).items() if name != CARD}
    wrong = sorted(name for name in sums.keys() | found.keys() if sums.get(name) != found.get(name))
    if wrong:
        raise PackageError(f"{path.name} is damaged: {wrong[0]} is not what it was. Copy it again. Nothing was installed.")


def _places(sources: Iterable[Path]) -> dict[str, Path]:
    """Return where the files of one glossary go: as they lie under the folder that all have in common."""
    files = list(sources)
    top = Path(os.path.commonpath([file.parent.resolve() for file in files]))
    return {PurePosixPath(file.resolve().relative_to(top)).as_posix(): file for file in files}


def _add(archive: zipfile.ZipFile, name: str, source: Path) -> str:
    """Write one file into the archive, and return its SHA-256 as it was written."""
    digest = hashlib.sha256()
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o644 << 16
    with source.open("rb") as stream, archive.open(entry, "w", force_zip64=True) as target:
        while block := stream.read(1024 * 1024):
            digest.update(block)
            target.write(block)
    return digest.hexdigest()


