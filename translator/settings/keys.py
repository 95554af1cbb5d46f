"""What can be configured: the name of each setting, what it holds, and how it is written in a file and a variable."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PREFIX = "TRANSLATOR_"
SEVERITIES = ("minor", "major", "critical", "never")
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Key:
    """One setting."""

    name: str
    """As a file spells it, with its table: `fail-on`, `models.index`."""
    field: str
    """Attribute of `Settings`."""
    read: Callable[[Any, Path], Any]
    """Makes a value out of what a file holds; relative paths count from the folder.

    Raises ValueError with what goes behind `has to be`."""
    split: str = ""
    """What separates several values in an environment variable."""
    own: bool = False
    """Whether only the user's own file and environment may set it: a folder that somebody sent along with a document
    has no say in where software is fetched from."""
    sticky: bool = False
    """Whether true in one place stays true, whatever comes later."""

    @property
    def variable(self) -> str:
        """Return the name of its environment variable."""
        return f"{PREFIX}{self.name.replace('-', '_').replace('.', '_').upper()}"

    def read_variable(self, text: str, folder: Path) -> Any:
        """Make a value out of an environment variable."""
        if self.split:
            return self.read([part.strip() for part in text.split(self.split) if part.strip()], folder)
        return self.read(text, folder)


def _text(value: Any, folder: Path) -> str:
    if not isinstance(value, str):
        raise ValueError("a text in quotes")
    return value.strip()


def _texts(value: Any, folder: Path) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        raise ValueError('a text in quotes or a list of them: ["ko", "ja"]')
    return tuple(dict.fromkeys(each.strip() for each in values if each.strip()))


def _path(value: Any, folder: Path) -> str:
    return str(folder / Path(_text(value, folder)).expanduser()) if value else ""


def _glossaries(value: Any, folder: Path) -> tuple[str, ...]:
    """Return paths as seen from the folder of the file; what is not there is a short name, or an error of its own later."""
    paths = {name: folder / Path(name).expanduser() for name in _texts(value, folder)}
    return tuple(str(path) if path.exists() or name.startswith(("~", ".")) else name for name, path in paths.items())


def _memory(value: Any, folder: Path) -> str | bool:
    """Return a path, or whether there is a memory at all."""
    if isinstance(value, str) and value.lower() not in (*TRUE, *FALSE):
        return _path(value, folder)
    return _flag(value, folder)


def _flag(value: Any, folder: Path) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in (*TRUE, *FALSE):
        return value.lower() in TRUE
    raise ValueError("true or false")


def _seconds(value: Any, folder: Path) -> float:
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        seconds = 0
    if isinstance(value, bool) or not 0 < seconds < 86400:
        raise ValueError("a number of seconds above 0")
    return seconds


def _count(value: Any, folder: Path) -> int:
    try:
        count = int(value)
    except (TypeError, ValueError):
        count = -1
    if isinstance(value, bool | float) or count < 0:
        raise ValueError("a whole number; 0 stands for as many as there are cores")
    return count


def _severity(value: Any, folder: Path) -> str:
    if value not in SEVERITIES:
        raise ValueError(f"one of {', '.join(SEVERITIES)}")
    return str(value)


def _patterns(value: Any, folder: Path) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Mapping) or not all(isinstance(each, str) for each in value.values()):
        raise ValueError('names and formats: "*.tpl" = "html"')
    return tuple(value.items())


KEYS: Mapping[str, Key] = {
    key.name: key
    for key in (
        Key("to", "to", _texts, split=","),
        Key("from", "source", _text),
        Key("glossary", "glossary", _glossaries, split=os.pathsep),
        Key("engine", "engine", _text),
        Key("formats", "formats", _patterns),
        Key("fail-on", "fail_on", _severity),
        Key("memory", "memory", _memory),
        Key("jobs", "jobs", _count),
        Key("offline", "offline", _flag, sticky=True),
        Key("models.index", "index", _text, own=True),
        Key("models.lock", "lock", _path),
        Key("models.timeout", "timeout", _seconds),
        Key("models.hosts", "hosts", _texts, split=",", own=True),
    )
}
TABLES = {"models"}
"""Tables of a file whose keys are settings of their own."""
