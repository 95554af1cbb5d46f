"""Where the built-in model's files are, and one whole file made of the pieces they are shipped in.

The weights come in pieces because package indexes and code hosts refuse large files.
CTranslate2 can take them joined from memory or from a folder. Measured on two cores, ratio to the folder:
memory takes 4 times as long to load (0.40 s : 0.09 s) and 1.8 times the resident memory (281 MB : 158 MB),
because the joined bytes live beside the model. Either way CTranslate2 reads the weights into memory of its own, and
no page of them is shared: of two processes each holds 286 MB, of which 271 MB are its part.
So they are joined once in the user's cache; where that cannot be written, memory serves.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from ..errors import EngineUnavailableError

WEIGHTS = Path(__file__).parent.parent / "weights"
SUMS = "SHA256SUMS"
"""Names the files of the model in the format of sha256sum; changes whenever the weights do."""
FACTS = "facts.json"
"""What was measured on these weights when they were released: the placeholders that they carry, by target language
(written by `python -m benchmarks.probe --write`), and chrF on held-out news."""
_CHUNK = 1024 * 1024
SMALL = ("config.json", "vocabulary.json")


def read_sums(folder: Path = WEIGHTS) -> dict[str, str]:
    """Return the SHA-256 of every file of the model by name; raise `EngineUnavailableError` if files are missing."""
    try:
        lines = (folder / SUMS).read_text(encoding="ascii").splitlines()
    except OSError as error:
        raise EngineUnavailableError(f"The built-in model is incomplete: {error}. Install translator again.") from error
    sums = {name: digest for digest, name in (line.split(maxsplit=1) for line in lines if line)}
    missing = [name for name in sums if not (folder / name).is_file()]
    if missing:
        raise EngineUnavailableError(
            f"The built-in model is incomplete, {', '.join(missing)} is missing in {folder}. Install translator again."
        )
    return sums


def model_version(folder: Path = WEIGHTS) -> str:
    """Return a short name of exactly these weights."""
    return hashlib.sha256(repr(sorted(read_sums(folder).items())).encode()).hexdigest()[:12]


def verify(folder: Path = WEIGHTS) -> None:
    """Read every file of the model and compare it with its checksum; raise `EngineUnavailableError` if one differs."""
    for name, digest in read_sums(folder).items():
        _checked(folder / name, digest)


def joined(cache: Path, folder: Path = WEIGHTS) -> Path:
    """Return a folder under `cache` that CTranslate2 can load; make it, verified, where it is not there whole.

    What is there is compared with the checksums each time (0.06 s): a damaged file is made anew.
    Safe when several processes start at once: each writes aside, the first to rename wins.
    Raises OSError where the cache cannot be written and `EngineUnavailableError` for damaged weights.
    """
    sums = read_sums(folder)
    pieces = _pieces(sums)
    target = cache / f"builtin-{model_version(folder)}"
    parts = {name: [name] for name in SMALL} | {"model.bin": pieces}
    if all(_is_whole(target / name, folder, sources, sums) for name, sources in parts.items()):
        return target
    target.mkdir(parents=True, exist_ok=True)
    for name, sources in parts.items():
        _write(target / name, (_checked(folder / source, sums[source]) for source in sources))
    for left in target.iterdir():  # by a process that was killed while it wrote
        if left.name not in parts and left.stat().st_mtime < time.time() - 3600:
            left.unlink(missing_ok=True)
    return target


def _is_whole(path: Path, folder: Path, sources: Iterable[str], sums: dict[str, str]) -> bool:
    """Return whether `path` is the files `sources` of `folder`, one behind the other, by their checksums."""
    try:
        with path.open("rb") as file:
            for name in sources:
                digest, left = hashlib.sha256(), (folder / name).stat().st_size
                while left and (part := file.read(min(_CHUNK, left))):
                    digest.update(part)
                    left -= len(part)
                if left or digest.hexdigest() != sums[name]:
                    return False
            return not file.read(1)
    except OSError:
        return False


def in_memory(folder: Path = WEIGHTS) -> dict[str, bytes]:
    """Return the files of the model as CTranslate2 takes them from memory, verified."""
    sums = read_sums(folder)
    files = {name: _checked(folder / name, sums[name]) for name in SMALL}
    return files | {"model.bin": b"".join(_checked(folder / name, sums[name]) for name in _pieces(sums))}


def _pieces(sums: dict[str, str]) -> list[str]:
    pieces = [name for name in sums if name.startswith("model.bin.")]
    return sorted(pieces, key=lambda name: int(name.rpartition(".")[2]))


def _checked(path: Path, digest: str) -> bytes:
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise EngineUnavailableError(f"{path} is damaged: its checksum differs. Install translator again.")
    return data


def _write(path: Path, parts: Iterable[bytes]) -> None:
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part)
        os.replace(aside, path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
