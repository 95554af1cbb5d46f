"""What every installed package was when it was first seen: the lock file.

It is JSON, one package a block, sorted, so that a team can keep it with its documents and see in a diff what changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..errors import PackageError
from .exclusive import exclusive

FORMAT = 1
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Pin:
    """What a package has to be."""

    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every file by its path in the package."""
    sha256: str = ""
    """Of the archive that was fetched; empty where there was none."""
    size: int = 0
    """Bytes of that archive."""
    source: str = ""
    """Where it came from."""

    def contradicts(self, other: Pin) -> bool:
        """Return whether the two cannot be the same package."""
        archives = bool(self.sha256 and other.sha256 and self.sha256 != other.sha256)
        return archives or dict(self.files) != dict(other.files)


def read_lock(path: Path) -> dict[str, Pin]:
    """Return the pins by `name==version`. Raises `PackageError` for a file that is no lock; none is an empty one."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise PackageError(f"The lock file {path} cannot be read: {error}. Restore it, or move it away to begin anew.") from error
    try:
        if content["format"] != FORMAT:
            raise PackageError(f"The lock file {path} was written by a newer translator. Install that, or move the file away.")
        return {key: Pin(**pin) for key, pin in content["packages"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise PackageError(f"The lock file {path} is no lock file. Restore it, or move it away to begin anew.") from error


def format_lock(pins: Mapping[str, Pin]) -> str:
    """Return the text of a lock file."""
    packages: dict[str, Any] = {key: asdict(pins[key]) for key in sorted(pins)}
    return json.dumps({"format": FORMAT, "packages": packages}, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def write_pins(path: Path, pins: Mapping[str, Pin], *, repin: bool = False) -> None:
    """Add pins to a lock file. Raises `PackageError`, with nothing written, for a package that is not what it was.

    With `repin` the new one counts. An archive's checksum is not forgotten where the new pin has none.
    """
    with exclusive(path):
        known = read_lock(path)
        for key, pin in pins.items():
            before = known.get(key)
            if before and not repin:
                require_same(key, before, pin, path)
                if not pin.sha256:
                    continue
            known[key] = pin
        write_aside(path, format_lock(known))


def require_same(key: str, before: Pin, pin: Pin, path: Path) -> None:
    """Raise `PackageError` if the package is not what was pinned."""
    if before.contradicts(pin):
        was, now = (each.sha256 or digest(each.files) for each in (before, pin))
        raise PackageError(
            f"{key} is not what it was when it was first installed (SHA-256 {was[:12]}… then, {now[:12]}… now; {path}). "
            "Its publisher has changed it without a new version, or somebody else has. Nothing was installed. "
            "If you know why, install it with --repin."
        )


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file under `folder` by its path from there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path) for path in files}


def digest(files: Mapping[str, str]) -> str:
    """Return one SHA-256 for all."""
    return hashlib.sha256(json.dumps(sorted(files.items())).encode()).hexdigest()


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_aside(path: Path, text: str) -> None:
    """Write a file so that it is there whole or as it was. Raises `PackageError`."""
    try:
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(aside, 0o644)
        os.replace(aside, path)
    except OSError as error:
        raise PackageError(f"{path} cannot be written: {error.strerror}.") from error
