"""What is to be done, before anything is: each document in each language, and where its translation goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import files
from ..api import Translator
from ..errors import InputError
from ..memory.outputs import all_written
from .find import Wanted, documents


@dataclass(frozen=True, slots=True)
class Job:
    """One document in one language."""

    source: Path
    output: Path
    translator: Translator = field(repr=False, compare=False)
    named: bool = True
    """Whether the document was named, and not found in a folder."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """What `Translator.translate_file` is told beside paths and `force`."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All jobs, and what stands in the way of others."""

    jobs: tuple[Job, ...]
    unreadable: tuple[str, ...] = ()
    """Folders that cannot be read, each with the reason."""


def plan(
    paths: Sequence[Path],
    translators: Sequence[Translator],
    output: Path | None = None,
    *,
    wanted: Wanted = Wanted(),
    options: Callable[[Path], Mapping[str, Any]] = lambda _: {},
) -> Plan:
    """Return the jobs for files and folders. `output` is a folder, in which the tree of each folder is mirrored, or the
    file to write, if there is but one document; without it translations go beside their sources. `options` gives what
    `Translator.translate_file` is told for a document.

    Raises `InputError` for paths that do not exist, and where two documents would be written to one file.
    """
    alone = len(paths) * len(translators) == 1 and not paths[0].is_dir()
    jobs: list[Job] = []
    unreadable: list[str] = []
    for path in paths:
        found: list[tuple[Path, Path | None]] = [(path, None)]
        if path.is_dir():
            found = []
            for each in documents(path, wanted, besides=output, written=_written(path, translators)):
                if isinstance(each, OSError):
                    unreadable.append(f"{each.filename}: {each.strerror}")
                else:
                    found.append((each, path))
        else:
            files.require(path)
        jobs += [
            Job(source, _destination(source, each.pair.target, output, base, alone), each, base is None, options(source))
            for source, base in found
            for each in translators
        ]
    _refuse_collisions(jobs)
    return Plan(tuple(jobs), tuple(unreadable))


def _destination(source: Path, target: str, output: Path | None, base: Path | None, alone: bool) -> Path:
    if output and alone and output.suffix and not output.is_dir():
        return output
    return files.target_path(source, target, output, base)


def _written(folder: Path, translators: Sequence[Translator]) -> frozenset[str]:
    memory = translators[0].opened_memory() if translators else None
    return all_written(memory, folder) if memory else frozenset()


def _refuse_collisions(jobs: Sequence[Job]) -> None:
    counts = Counter(job.output for job in jobs)
    for job in jobs:
        if counts[job.output] > 1:
            rivals = " and ".join(str(each.source) for each in jobs if each.output == job.output)
            raise InputError(
                f"Two documents would be written to {job.output}: {rivals}. Translate them in two commands with different -o."
            )
    sources = {job.source.absolute(): job for job in jobs}
    for job in jobs:
        if rival := sources.get(job.output.absolute()):
            raise InputError(f"{rival.source} is to be translated, and the translation of {job.source} would be written over it.")
