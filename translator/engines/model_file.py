"""Is a model file of CTranslate2 whole? Told by its own table of contents, without loading it."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import IO

KNOWN = (4, 5, 6)
"""Versions of the binary format in which a variable is: name, rank, dimensions, type, size in bytes, data
(CTranslate2, `python/ctranslate2/specs/model_spec.py`)."""
MAX_VARIABLES = 100_000


def require_whole(path: Path) -> None:
    """Raise ValueError for a file that ends before its last variable, or that is no model at all.

    A format newer than ours passes: it is for CTranslate2 to say what it thinks of it.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        try:
            if _integer(file) not in KNOWN:
                if size < 1024:
                    raise ValueError(f"{path.name} is no model")
                return
            _text(file)  # what it is a model of
            _integer(file)
            variables = _integer(file)
            if variables > MAX_VARIABLES:
                raise ValueError(f"{path.name} is no model")
            for _ in range(variables):
                _text(file)
                (rank,) = _read(file, 1)
                _read(file, 4 * rank + 1)
                file.seek(_integer(file), 1)
            for _ in range(2 * _integer(file)):
                _text(file)
        except EOFError:
            raise ValueError(f"{path.name} is cut off, it has {size} bytes") from None


def _read(file: IO[bytes], count: int) -> bytes:
    data = file.read(count)
    if len(data) < count:
        raise EOFError
    return data


def _integer(file: IO[bytes]) -> int:
    value: int = struct.unpack("<I", _read(file, 4))[0]
    return value


def _text(file: IO[bytes]) -> bytes:
    length: int = struct.unpack("<H", _read(file, 2))[0]
    return _read(file, length)
