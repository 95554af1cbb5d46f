"""Where packages live, and how one gets in and out: whole or not at all, and never over another one."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ..engines.argos_packages import ArgosPackage, Inventory, packages_folder, read_package, take_inventory
from ..errors import PackageError
from .exclusive import exclusive
from .lock import Pin, hashes, read_lock, require_same, write_pins

LOCK = "translator.lock"
ASIDE = ".translator-"
"""How folders are named in which packages are unpacked."""
STALE = 86400
"""Seconds after which such a folder is what a killed command has left."""
_NAME = re.compile(r"(?:translate-)?([A-Za-z0-9-]+?)[_-]([A-Za-z0-9]+)(?:==?(\S+))?")


@dataclass(frozen=True, slots=True)
class Placed:
    """A package after an attempt to install it."""

    package: ArgosPackage
    new: bool
    """False where exactly this one was there already."""
    older: tuple[str, ...] = ()
    """Other versions that are installed, which stay as they are."""


@dataclass(frozen=True, slots=True)
class Store:
    """The packages of argostranslate, and what they have to be."""

    folder: Path
    lock: Path

    def inventory(self) -> Inventory:
        """Return what is installed."""
        return take_inventory(self.folder)

    def installed(self) -> tuple[ArgosPackage, ...]:
        """Return all packages, also those that a newer version displaces, by pair and version."""
        found = self.inventory()
        return tuple(sorted((*found.packages, *found.older), key=lambda each: (each.pair, each.path.name)))

    @contextmanager
    def aside(self) -> Iterator[Path]:
        """Give an empty folder on the disk of the packages, where argostranslate does not take it for one of them."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside = self.folder.parent
            place = beside if beside.stat().st_dev == self.folder.stat().st_dev and os.access(beside, os.W_OK) else self.folder
            _sweep(place)
            folder = Path(tempfile.mkdtemp(dir=place, prefix=ASIDE))
        except OSError as error:
            raise PackageError(f"Packages cannot be written to {self.folder}: {error.strerror}.") from error
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def place(self, unpacked: Path, pin: Pin, *, wanted: str = "", repin: bool = False) -> Placed:
        """Make the package at `unpacked` an installed one. `wanted` is the name that was asked for.

        The pin is written before the package appears: after a crash in between a second attempt finds what it needs.
        Raises `PackageError` for a package that is broken, another one than wanted, or not what was pinned.
        """
        package = require_package(unpacked)
        if wanted and package.name != wanted:
            raise PackageError(f"What was fetched for {wanted} is {package.name}. Nothing was installed.")
        pin = replace(pin, files=hashes(unpacked))
        self.lock.parent.mkdir(parents=True, exist_ok=True)
        with exclusive(self.folder):
            return self._place(unpacked, package, pin, repin=repin)

    def _place(self, unpacked: Path, package: ArgosPackage, pin: Pin, *, repin: bool) -> Placed:
        self.check(package, pin, repin=repin)
        others = [each for each in self.installed() if each.name == package.name]
        same = next((each for each in others if each.version == package.version), None)
        older = tuple(each.version for each in others if each.version != package.version)
        if same:
            if hashes(same.path) != dict(pin.files):
                raise PackageError(
                    f"{key_of(package)} is installed in {same.path}, with other files. Nothing was installed. "
                    f"Look what is wrong with it: translator models verify; or remove it: translator models remove {same.path.name}"
                )
            write_pins(self.lock, {key_of(package): pin}, repin=repin)
            return Placed(same, False, older)
        target = self.folder / f"{package.name}-{re.sub(r'[^0-9A-Za-z+-]', '_', package.version)}"
        if target.exists():
            raise PackageError(f"{target} is in the way, and no whole package. Remove it: translator models remove {target.name}")
        write_pins(self.lock, {key_of(package): pin}, repin=repin)
        try:
            os.rename(unpacked, target)
        except OSError as error:
            raise PackageError(f"{target} cannot be written: {error.strerror}.") from error
        return Placed(replace(package, path=target), True, older)

    def check(self, package: ArgosPackage, pin: Pin, *, repin: bool) -> None:
        """Raise `PackageError` if the lock file knows another package of this name and version."""
        before = read_lock(self.lock).get(key_of(package))
        if before and not repin:
            require_same(key_of(package), before, pin, self.lock)

    def remove(self, what: str, *, old: bool = False) -> tuple[str, ...]:
        """Remove packages by name, `name==version` or folder; with `old` all but the newest. Return their folders.

        They stay in the lock file, so that they are checked when they come back. Raises `PackageError`.
        """
        name, version = split_name(what)
        found = self.inventory()
        newest = {each.path for each in found.packages}
        paths = [
            each.path
            for each in self.installed()
            if each.name == name and version in ("", each.version) and not (old and each.path in newest)
        ]
        if not paths and not old and what and what == Path(what).name and (self.folder / what).is_dir():
            paths = [self.folder / what]
        if not paths and not (old and any(each.name == name for each in found.packages)):
            names = ", ".join(each.path.name for each in self.installed()) or "nothing"
            raise PackageError(f"{what} is not installed in {self.folder}; there is {names}.")
        with self.aside() as aside:
            for path in paths:
                try:
                    os.rename(path, aside / path.name)  # gone at once; what takes time comes after
                except OSError as error:
                    raise PackageError(f"{path} cannot be removed: {error.strerror}.") from error
        return tuple(path.name for path in paths)


def _sweep(place: Path) -> None:
    for folder in place.glob(f"{ASIDE}*"):
        if time.time() - folder.stat().st_mtime > STALE:
            shutil.rmtree(folder, ignore_errors=True)


def open_store(lock: str = "") -> Store:
    """Return the store of this machine, with the lock file that the settings name or the user's own."""
    from platformdirs import user_data_path

    return Store(packages_folder(), Path(lock) if lock else user_data_path("translator") / LOCK)


def require_package(path: Path) -> ArgosPackage:
    """Return the package at `path`; raise `PackageError` if it is none, or one for something else than translating."""
    try:
        package = read_package(path)
    except (OSError, ValueError) as error:
        raise PackageError(f"{path.name} is no whole Argos package: {error}. Nothing was installed.") from error
    if package is None:
        raise PackageError(f"{path.name} is a package for something else than translating, which translator does not need.")
    return package


def key_of(package: ArgosPackage) -> str:
    """Return what a package is called in the lock file."""
    return f"{package.name}=={package.version}"


def split_name(what: str) -> tuple[str, str]:
    """Return name and version that somebody has typed; what is no such name comes back as it is.

    >>> split_name("en_ko"), split_name("translate-en_ko==1.1"), split_name("en-ko")
    (('translate-en_ko', ''), ('translate-en_ko', '1.1'), ('translate-en_ko', ''))
    """
    found = _NAME.fullmatch(what)
    return (f"translate-{found[1]}_{found[2]}", found[3] or "") if found else (what, "")
