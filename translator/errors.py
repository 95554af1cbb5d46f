"""Everything this package raises on purpose.

TranslatorError                 exit status
├── InputError                      2   what the user gave cannot be used
│   ├── UnknownLanguageError
│   ├── UnsupportedFormatError
│   ├── EncodingError
│   ├── ParseError
│   └── OutputExistsError
├── ConfigurationError              2   carries every problem of the settings, not the first
├── GlossaryError                   2   carries every problem of the glossary, not the first
├── EngineError                     3   what the work needs is missing
│   ├── EngineUnavailableError
│   └── PairNotInstalledError
├── MemoryStoreError                3   the translation memory on disk cannot be used
├── NetworkError                    3   what has to be fetched cannot be
│   └── OfflineError
├── PackageError                    3   a package or bundle is damaged, unsafe, or not what it was
└── WorkerError                     3   other processes cannot help with the work

A message says what happened, where, and what to type next.
A problem *in a translation* is not an error: it is a `Finding`, and the run goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any


class TranslatorError(Exception):
    """Base of all errors of this package."""

    exit_code = 3
    """Exit status of the command line when this error ends it."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are pickled as a call with their message, which is not what the constructors below take.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[TranslatorError], arguments: tuple[Any, ...], state: dict[str, Any]) -> TranslatorError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(state)
    return error


class InputError(TranslatorError):
    """What the user gave cannot be used."""

    exit_code = 2


class UnknownLanguageError(InputError):
    """A language tag that is malformed or names no language."""

    def __init__(self, tag: str, suggestions: Iterable[str] = ()) -> None:
        self.tag = tag
        self.suggestions = tuple(suggestions)
        hint = f" Did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        super().__init__(f"{tag!r} is not a language.{hint} Languages are written as tags: en, ko, ja.")


class UnsupportedFormatError(InputError):
    """A document whose format no parser of this package reads."""

    def __init__(self, path: Path | str, what: str, known: Iterable[str]) -> None:
        self.path = path
        super().__init__(f"{path}: {what} Formats: {', '.join(sorted(known))}; choose one with --format.")


class EncodingError(InputError):
    """Bytes that are not text in the encoding that was named or detected."""

    def __init__(self, path: Path | str, what: str) -> None:
        self.path = path
        super().__init__(f"{path}: {what} Name the encoding, for instance --encoding cp949.")


class ParseError(InputError):
    """A document that is broken at a known place."""

    def __init__(self, path: Path | str, what: str, line: int | None = None) -> None:
        self.path = path
        self.line = line
        super().__init__(f"{path}{f', line {line}' if line else ''}: {what}")


class OutputExistsError(InputError):
    """A file that would be overwritten."""

    def __init__(self, path: Path | str) -> None:
        self.path = path
        super().__init__(f"{path} exists already. Use --force to replace it, or -o to write elsewhere.")


class ConfigurationError(TranslatorError):
    """Settings that cannot be used, with all their problems."""

    exit_code = 2

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        """One line each, `file:line: what` or `variable: what`."""
        super().__init__("The configuration cannot be used:\n" + "\n".join(f"  {problem}" for problem in self.problems))


class GlossaryError(TranslatorError):
    """A glossary that cannot be used, with all its problems."""

    exit_code = 2

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        """One line each, `file:line: what`, in file order."""
        many = f"{len(self.problems)} problems" if len(self.problems) != 1 else "1 problem"
        super().__init__(f"The glossary has {many}:\n" + "\n".join(f"  {p}" for p in self.problems))


class EngineError(TranslatorError):
    """The translation engine cannot do what is asked."""


class EngineUnavailableError(EngineError):
    """An engine that is not installed, or whose files are damaged."""


class PairNotInstalledError(EngineError):
    """No engine translates this pair of languages."""

    def __init__(self, engine: str, pair: object, available: Iterable[object]) -> None:
        self.engine = engine
        self.pair = pair
        self.available = tuple(available)
        offered = ", ".join(sorted(map(str, self.available))) or "nothing"
        if engine == "auto":
            super().__init__(
                f"Nothing that is installed translates {pair}; there is {offered}. Look for a package: translator models search"
            )
        else:
            super().__init__(f"The engine {engine!r} does not translate {pair}; it offers {offered}.")


class MemoryStoreError(TranslatorError):
    """The translation memory cannot be read or written."""


class NetworkError(TranslatorError):
    """Something cannot be fetched."""


class OfflineError(NetworkError):
    """A connection was attempted where none is allowed."""


class PackageError(TranslatorError):
    """A package or a bundle that is damaged, unsafe, not there, or not what it was."""


class WorkerError(TranslatorError):
    """Other processes cannot be started, or cannot be given the work."""
