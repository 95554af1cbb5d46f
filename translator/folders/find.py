"""The documents of a folder: which files in it are to be translated."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from ..formats import FORMATS, load_format

ASKED_ONLY = frozenset({".json", ".yaml", ".yml", ".csv", ".tsv"})
"""Endings under which configuration and data are found at least as often as texts. Such files are translated when they
are named or fit an --include, not because they lie in a folder."""
_TAGGED = re.compile(r"(.+)\.[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?")
"""The stem of a translation: name.ko, name.zh-Hant."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files of a folder are wanted. A pattern with a slash is compared to the path inside the folder, one without
    to the name; `*` stands for anything, also for slashes, and `drafts/` for all that is in that folder."""

    include: tuple[str, ...] = ()
    """Only files that fit one of these, whatever their ending; empty: all documents of a known format."""
    also: tuple[str, ...] = ()
    """Files that are documents whatever their ending, where nothing is said of what to include."""
    exclude: tuple[str, ...] = ()
    """No file that fits one of these, and nothing in a folder that does."""

    def takes(self, inside: str) -> bool:
        """Return whether the file at `inside`, its path in the folder with slashes, is wanted."""
        if _fits(inside, self.exclude):
            return False
        if self.include:
            return _fits(inside, self.include)
        return os.path.splitext(inside)[1].lower() in _endings() - ASKED_ONLY or _fits(inside, self.also)

    def enters(self, inside: str) -> bool:
        """Return whether a folder is looked into."""
        return not _fits(f"{inside}/", self.exclude) and not _fits(inside, self.exclude)

    def names_hidden(self) -> bool:
        """Return whether hidden files are meant by a pattern."""
        return any(part.startswith(".") for pattern in self.include for part in pattern.split("/") if part)


def documents(
    folder: Path, wanted: Wanted, *, besides: Path | None = None, written: frozenset[str] = frozenset()
) -> Iterator[Path | OSError]:
    """Yield the documents below a folder in the order of their names, and an `OSError` for a folder that cannot be read.

    Left out are hidden files and folders, everything in `besides` (where translations are written), the files named in
    `written` (translations that were made earlier), and translations beside their source: `a.ko.md` where there is
    `a.md`. A symbolic link to a folder is not followed, so there are no loops; one to a file is read.
    """
    away = os.path.realpath(besides) if besides else None
    if away == os.path.realpath(folder):
        away = None
    stack = [(folder, "")]
    while stack:
        here, inside = stack.pop()
        try:
            with os.scandir(here) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield error
            continue
        names = {entry.name for entry in entries}
        deeper: list[tuple[Path, str]] = []
        for entry in entries:
            path, within = here / entry.name, f"{inside}{entry.name}"
            if entry.name.startswith(".") and not wanted.names_hidden():
                continue
            if entry.is_dir(follow_symlinks=False):
                if wanted.enters(within) and (away is None or os.path.realpath(path) != away):
                    deeper.append((path, f"{within}/"))
            elif not _is_file(entry) or not wanted.takes(within):
                continue
            elif not _is_translation(entry.name, names) and str(path.absolute()) not in written:
                yield path
        stack += reversed(deeper)


@cache
def _endings() -> frozenset[str]:
    return frozenset(suffix for name in FORMATS for suffix in load_format(name).suffixes if suffix)


def _fits(inside: str, patterns: Sequence[str]) -> bool:
    name = inside.rstrip("/").rpartition("/")[2]
    return any(
        fnmatchcase(inside, f"{pattern}*" if pattern.endswith("/") else pattern) if "/" in pattern else fnmatchcase(name, pattern)
        for pattern in patterns
    )


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link in a circle
        return False


def _is_translation(name: str, names: set[str]) -> bool:
    stem, suffix = os.path.splitext(name)
    tagged = _TAGGED.fullmatch(stem)
    return bool(tagged) and tagged[1] + suffix in names  # type: ignore[index]
