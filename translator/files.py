"""Files in and out: nothing is half written, nothing is overwritten unasked."""

from __future__ import annotations

import codecs
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from .errors import EncodingError, InputError, OutputExistsError
from .memory.outputs import hashed_blocks

_UMASK = os.umask(0)
"""What new files may not be allowed. It can only be asked by changing it, which no two threads may do at once."""
os.umask(_UMASK)

MAX_BYTES = 512 * 1024 * 1024
"""Bytes of the largest file that is read. A document of this size is some 40,000 pages of text; beyond it the
memory of a usual machine ends before the work does."""


def require(path: Path) -> None:
    """Raise `InputError` for a file that is missing, a folder, or too large, before any work is done."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise InputError(f"{path} does not exist. Check the name and the folder.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    if path.is_dir():
        raise InputError(f"{path} is a folder. Name the files in it, for instance {path}/*.txt.")
    if size > MAX_BYTES:
        raise InputError(f"{path} has more than {MAX_BYTES // 2**20} MiB. Split it into smaller files.")


def read(path: Path) -> bytes:
    """Return the content of a file; raise `InputError` for what is missing, unreadable, a folder or too large."""
    require(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error


def hashed(path: Path) -> bytes:
    """Return the hash of a file's content, of which little is in memory at a time; raise `InputError` as `read` does."""
    require(path)
    return hashed_blocks(path.stat().st_size, blocks(path, 2**20))


def blocks(path: Path, size: int) -> Iterator[bytes]:
    """Yield the content of a file, `size` bytes at a time; raise `InputError` where that fails."""
    try:
        with path.open("rb") as file:
            while block := file.read(size):
                yield block
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """Return all that comes through a pipe; raise `InputError` for more than a file may have."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} has more than {MAX_BYTES // 2**20} MiB. Split it into smaller documents.")
    return data


def target_path(source: Path, target: str, out: Path | None, base: Path | None = None) -> Path:
    """Return where the translation of `source` goes: `name.ko.txt` beside it, or under `out`, below `base` mirrored.

    >>> target_path(Path("news/a.txt"), "ko", None).as_posix()
    'news/a.ko.txt'
    >>> target_path(Path("docs/news/a.txt"), "ja", Path("out"), Path("docs")).as_posix()
    'out/news/a.ja.txt'
    >>> target_path(Path("a.pdf"), "ja", None).as_posix()  # its text, since a PDF cannot be translated in place
    'a.ja.md'
    """
    name = f"{source.stem}.{target}{'.md' if source.suffix.lower() == '.pdf' else source.suffix}"
    if out is None:
        return source.with_name(name)
    return out / source.relative_to(base).with_name(name) if base else out / name


def refuse_existing(path: Path, force: bool) -> None:
    """Raise `OutputExistsError` where writing to `path` would replace something and `force` does not allow it."""
    if path.exists() and not force:
        raise OutputExistsError(path)


@contextmanager
def laying_aside(folder: Path) -> Iterator[None]:
    """Raise `InputError` where the disk of `folder` has no room for what is kept there during the work."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        what = f"{folder} has no room for what is kept there during the work: {error.strerror}."
        raise InputError(f"{what} Free some space or choose another -o.") from error


def write(path: Path, data: bytes | Iterable[bytes], *, force: bool = False) -> None:
    """Write `data`, whole or in pieces, aside and rename it to `path`, so that the file is there whole or not at all.

    Without `force` the rename never replaces a file, even one that appeared meanwhile.
    Raises `OutputExistsError`, or `InputError` for a full disk or a folder that cannot be written.
    """
    refuse_existing(path, force)
    aside = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(aside, 0o666 & ~_UMASK)
        _rename(Path(aside), path, force)
    except BaseException as error:
        if aside:
            Path(aside).unlink(missing_ok=True)
        if isinstance(error, FileExistsError) and os.path.lexists(path):  # else a file is where its folder should be
            raise OutputExistsError(path) from error
        if isinstance(error, OSError):
            raise InputError(f"{path} cannot be written: {error.strerror}. Free some space or choose another -o.") from error
        raise


class Write(Protocol):
    """Puts a file on the disk, as `write` does."""

    def __call__(self, path: Path, data: Iterable[bytes], *, force: bool = False) -> None:
        """Write `data` in pieces to `path`."""


def encoded(data: bytes, encoding: str, path: str) -> bytes:
    """Return UTF-8 text in another encoding; raise `EncodingError` for what that encoding cannot write."""
    return b"".join(encoded_pieces((data,), encoding, path))


def encoded_pieces(pieces: Iterable[bytes], encoding: str, path: str) -> Iterator[bytes]:
    """Yield pieces of a UTF-8 text in another encoding, with one byte order mark if it has any; raise as `encoded` does."""
    if encoding.lower() in ("utf-8", "utf8"):
        yield from pieces
        return
    try:
        encoder = codecs.getincrementalencoder(encoding)()
        for piece in pieces:
            yield encoder.encode(piece.decode("utf-8"))
        yield encoder.encode("", final=True)
    except LookupError:
        raise EncodingError(path, f"{encoding!r} is not a text encoding.") from None
    except UnicodeDecodeError:
        raise EncodingError(path, "The document is no text that could be written in another encoding.") from None
    except UnicodeEncodeError as error:
        raise EncodingError(path, f"{encoding} cannot write ‘{error.object[error.start]}’; leave it at UTF-8.") from None


def _rename(aside: Path, path: Path, force: bool) -> None:
    if not force:
        try:
            # A hard link, unlike a rename, fails where somebody has put a file there since we looked.
            os.link(aside, path)
        except FileExistsError:
            raise
        except OSError:
            refuse_existing(path, force)  # some file systems have no hard links
        else:
            aside.unlink()
            return
    os.replace(aside, path)
