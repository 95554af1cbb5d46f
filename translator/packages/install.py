"""Install packages: by name from the index, from an address, a file, a folder, or a bundle."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..errors import NetworkError, OfflineError, PackageError
from . import bundle
from .download import Progress, Rules, download
from .index import Available, load_index
from .lock import Pin, read_lock, sha256
from .store import Placed, Store, key_of, split_name
from .unpack import is_archive, unpack


@dataclass(frozen=True, slots=True)
class Installer:
    """All that an installation needs to know."""

    store: Store
    cache: Path
    """Folder for downloads and the index."""
    rules: Rules
    index: str = ""
    """Address of the index; empty: argostranslate's own."""
    repin: bool = False
    glossaries: Path = Path()
    """Folder for the glossaries of bundles."""
    progress: Callable[[str], Progress] | None = None
    """Gives what shows the progress of a download of that name."""

    def install(self, what: str) -> tuple[Placed, ...]:
        """Install one package, or all of a bundle. Raises `PackageError` or `NetworkError`, and then nothing has changed."""
        path = Path(what).expanduser()
        if what.startswith(("https://", "http://")):
            return (self._from_links((what,), what.rpartition("/")[2], ""),)
        if path.is_dir() and ((path / "metadata.json").exists() or split_name(what) == (what, "")):
            return (self._from_folder(path),)
        if path.is_file() or path.suffix in (".argosmodel", ".zip", bundle.SUFFIX):
            return self._from_file(path)
        name, version = split_name(what)
        available = load_index(self.index_file, self.index, self.rules).newest(name, version)
        if found := self._installed(available):
            return (found,)
        return (self._from_links(available.links, name, name),)

    def missing(self) -> dict[str, str]:
        """Return the packages that the lock file names and this machine lacks, by `name==version`, with their addresses.

        Raises `PackageError` for one that was installed from a file, which cannot be fetched.
        """
        there = {key_of(each) for each in self.store.installed()}
        lacking = {key: pin.source for key, pin in read_lock(self.store.lock).items() if key not in there}
        for key, source in lacking.items():
            if not source.startswith(("https://", "http://")):
                raise PackageError(f"{key} was installed from {source}, which has to be brought here.")
        return lacking

    def fetch(self, key: str, source: str) -> Placed:
        """Install a package of the lock file from where it came the first time."""
        name, _ = split_name(key)
        return self._from_links((source,), name, name)

    @property
    def index_file(self) -> Path:
        """Return where the index is cached; each address has its own."""
        return self.cache / f"index-{hashlib.sha256(self.index.encode()).hexdigest()[:8]}.json"

    def _installed(self, available: Available) -> Placed | None:
        there = [each for each in self.store.installed() if each.name == available.name]
        same = next((each for each in there if each.version == available.version), None)
        return Placed(same, False, tuple(each.version for each in there if each is not same)) if same else None

    def _from_links(self, links: tuple[str, ...], label: str, wanted: str) -> Placed:
        failures: list[NetworkError] = []
        for link in links:
            try:
                file = download(link, self.cache / "downloads", self.rules, self.progress(label) if self.progress else None)
            except OfflineError:
                raise
            except NetworkError as error:
                failures.append(error)
                continue
            try:
                return self._from_archive(file, link, wanted)
            finally:
                # Whether it was good or not: what is wrong with it now does not become right by going on from it.
                file.unlink(missing_ok=True)
                file.with_suffix(".json").unlink(missing_ok=True)
        raise failures[-1]

    def _from_file(self, path: Path) -> tuple[Placed, ...]:
        if not path.exists():
            raise PackageError(f"{path} does not exist. Check the name and the folder.")
        if not is_archive(path):
            raise PackageError(f"{path} is no package: those are zip files that end in .argosmodel. Fetch it again.")
        if bundle.is_bundle(path):
            return bundle.install(path, self.store, self.glossaries, repin=self.repin)
        return (self._from_archive(path, path.name, ""),)

    def _from_archive(self, path: Path, source: str, wanted: str) -> Placed:
        if not is_archive(path):
            raise PackageError(f"{source} is no package: it is damaged, or something else. Nothing was installed.")
        pin = Pin(sha256=sha256(path), size=path.stat().st_size, source=source)
        with self.store.aside() as aside:
            unpack(path, aside / "content")
            tops = list((aside / "content").iterdir())
            if len(tops) != 1 or not tops[0].is_dir():
                raise PackageError(f"{source} is no Argos package: those hold one folder. Nothing was installed.")
            return self.store.place(tops[0], pin, wanted=wanted, repin=self.repin)

    def _from_folder(self, path: Path) -> Placed:
        with self.store.aside() as aside:
            try:
                shutil.copytree(path, aside / "content", symlinks=True)
            except (OSError, shutil.Error) as error:
                raise PackageError(f"{path} cannot be copied: {error}.") from error
            if any(each.is_symlink() for each in (aside / "content").rglob("*")):
                raise PackageError(f"{path} holds links to other places. Copy it with what they stand for.")
            return self.store.place(aside / "content", Pin(source=path.name), repin=self.repin)
