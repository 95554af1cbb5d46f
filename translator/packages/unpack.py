"""Take a zip file apart that somebody else has made: nothing lands outside, nothing grows without bound."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath, PureWindowsPath

from ..errors import PackageError

MAX_FILES = 10_000
"""Packages have 10 to 40 files, bundles a few hundred."""
MAX_BYTES = 16 * 1024**3
MAX_RATIO = 100
"""Unpacked to packed size. Weights shrink by a tenth, vocabularies to a fifth; deflate reaches 1,032 on zeros."""
RATIO_FROM = 16 * 1024**2
"""Bytes below which the ratio does not matter."""
SPARE = 64 * 1024**2
CHUNK = 1024 * 1024


def unpack(archive: Path, folder: Path) -> None:
    """Unpack `archive` into the new folder `folder`. Raises `PackageError`, and then `folder` is not there.

    Refused: absolute paths, paths that climb, drives, links, two names for one file, encryption, too many files, too many
    bytes, and more bytes than the disk has room for.
    """
    try:
        with zipfile.ZipFile(archive) as file:
            members = _checked(file.infolist(), archive, shutil.disk_usage(folder.parent).free)
            folder.mkdir()
            for name, member in members.items():
                _extract(file, member, folder.joinpath(*PurePosixPath(name).parts))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise PackageError(f"{archive.name} is damaged: {error}. Fetch it again.") from error
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise PackageError(f"{archive.name} cannot be unpacked into {folder.parent}: {error.strerror or error}.") from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def is_archive(path: Path) -> bool:
    """Return whether a file is a zip archive."""
    return path.is_file() and zipfile.is_zipfile(path)


def _checked(members: list[zipfile.ZipInfo], archive: Path, free: int) -> dict[str, zipfile.ZipInfo]:
    """Return the files by name, after all of them were looked at."""
    if len(members) > MAX_FILES:
        raise PackageError(f"{archive.name} has {len(members)} files; no package has more than {MAX_FILES}.")
    size, packed = sum(each.file_size for each in members), sum(each.compress_size for each in members)
    if size > MAX_BYTES or (size > RATIO_FROM and size > MAX_RATIO * max(1, packed)):
        raise PackageError(f"{archive.name} would unpack to {size} bytes from {packed}: it is made to fill your disk.")
    if size + SPARE > free:
        raise PackageError(f"{archive.name} needs {size // 2**20} MiB, and {free // 2**20} MiB are free. Free some space.")
    files: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for each in members:
        if not _is_safe(each):
            raise PackageError(f"{archive.name} is not safe to unpack: {each.filename!r} would land outside, or is a link.")
        if each.flag_bits & 1:
            raise PackageError(f"{archive.name} is encrypted. Ask its publisher for one that is not.")
        if each.is_dir():
            continue
        if each.filename.casefold() in seen:  # one file on Windows and macOS
            raise PackageError(f"{archive.name} is not safe to unpack: {each.filename!r} is in it twice.")
        seen.add(each.filename.casefold())
        files[each.filename] = each
    return files


def _is_safe(member: zipfile.ZipInfo) -> bool:
    name = member.filename
    parts = PurePosixPath(name).parts
    windows = PureWindowsPath(name)
    kind = stat.S_IFMT(member.external_attr >> 16)
    return (
        bool(parts)
        and ".." not in parts
        and not name.startswith("/")
        and not windows.drive
        and ":" not in name  # a hidden stream of a file, on Windows
        and "\\" not in member.orig_filename
        and not any(ord(character) < 32 for character in member.orig_filename)
        and kind in (0, stat.S_IFREG, stat.S_IFDIR)
    )


def _extract(file: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with file.open(member) as source, path.open("xb") as target:
        # zipfile gives no more bytes than the directory says, and compares the checksum at the end.
        shutil.copyfileobj(source, target, CHUNK)
        target.flush()
        os.fsync(target.fileno())
