"""The settings of a run, out of four places, the later ones winning.

1. the user's own file, `translator.toml` in the platform's configuration folder;
2. the project's file, the first `translator.toml` found upwards from the document, or the one that
   `TRANSLATOR_CONFIG` names (set, but empty: none);
3. environment variables `TRANSLATOR_*`;
4. flags of the command line.

Every problem of a place is reported at once. A setting that is not known is an error, because a misspelt
`glosary` would silently translate without one.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError, InputError
from .keys import KEYS, PREFIX, TABLES, Key

FILE = "translator.toml"
DEFAULT = "default"
CONFIG = "TRANSLATOR_CONFIG"


@dataclass(frozen=True, slots=True)
class Settings:
    """What was decided before the first document is read."""

    to: tuple[str, ...] = ()
    source: str = "en"
    glossary: tuple[str, ...] = ()
    engine: str = "auto"
    formats: tuple[tuple[str, str], ...] = ()
    """Patterns of file names, and the format that such files have; the first that fits."""
    fail_on: str = "critical"
    memory: str | bool = True
    """Path of the translation memory, or whether there is one at all."""
    jobs: int = 1
    """Files that are translated at once, each in a process of its own; 0: as many as there are cores."""
    offline: bool = False
    index: str = ""
    """Address of the list of packages; empty: argostranslate's own."""
    lock: str = ""
    """Path of the lock file; empty: the user's own."""
    timeout: float = 30.0
    """Seconds that a server may be silent."""
    hosts: tuple[str, ...] = ()
    """Other hosts to which a download may be redirected."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each setting comes from, by its name in a file; what is missing is a default."""

    def format_of(self, path: Path) -> str | None:
        """Return the format that the settings give to files of this name."""
        return next((name for pattern, name in self.formats if path.match(pattern)), None)

    def rows(self) -> Iterator[tuple[str, Any, str]]:
        """Yield name, value and origin of every setting."""
        for name, key in KEYS.items():
            yield name, getattr(self, key.field), self.origins.get(name, DEFAULT)


def load_settings(
    documents: Sequence[Path] = (),
    flags: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """Return the settings for `documents`, or for the working folder.

    `flags` are values by the name of their setting; None was not given.
    Raises `ConfigurationError` with every problem, and `InputError` for documents of different projects.
    """
    problems: list[str] = []
    settings = Settings()
    own, project = user_file(), project_file(documents, environment)
    for path in dict.fromkeys((own, project)):
        if path and (path.is_file() or path != own):
            values = _read_file(path, problems, foreign=path != own)
            settings = _over(settings, values, str(path))
    for key, value in _read_variables(environment, problems):
        settings = _over(settings, {key: value}, key.variable)
    for name, value in (flags or {}).items():
        if value is not None:
            settings = _over(settings, {KEYS[name]: value}, f"--{name.rpartition('.')[2]}")
    if problems:
        raise ConfigurationError(problems)
    return settings


def user_file() -> Path:
    """Return where the user's own settings are, whether or not they are there."""
    from platformdirs import user_config_path

    return user_config_path("translator") / FILE


def project_file(documents: Sequence[Path], environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the file that is nearest to the documents upwards. Raises `InputError` where they do not agree on one."""
    if CONFIG in environment:
        return Path(environment[CONFIG]).expanduser() if environment[CONFIG] else None
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in documents) or {Path(): None}
    found = dict.fromkeys(_upwards(folder) for folder in folders)
    if len(found) > 1:
        names = " and ".join(str(path or "none") for path in list(found)[:2])
        raise InputError(f"The documents have different settings: {names}. Translate them in two commands.")
    return next(iter(found))


def _upwards(folder: Path) -> Path | None:
    here = folder.absolute()
    return next((parent / FILE for parent in (here, *here.parents) if (parent / FILE).is_file()), None)


def _over(settings: Settings, values: Mapping[Key, Any], origin: str) -> Settings:
    for key, value in values.items():
        if key.sticky and getattr(settings, key.field):
            continue
        settings = replace(settings, **{key.field: value}, origins={**settings.origins, key.name: origin})
    return settings


def _read_file(path: Path, problems: list[str], *, foreign: bool) -> dict[Key, Any]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        content = tomllib.loads(text)
    except OSError as error:
        problems.append(f"{path}: cannot be read: {error.strerror}")
        return {}
    except UnicodeDecodeError:
        problems.append(f"{path}: is not UTF-8; save it as such")
        return {}
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{path}: {error}")
        return {}
    values: dict[Key, Any] = {}
    for name, value in _flat(content):
        where = f"{path}:{_line(text, name)}"
        key = KEYS.get(name)
        if key is None:
            problems.append(f"{where}: {name!r} is not a setting.{_suggestion(name, KEYS)}")
        elif key.own and foreign:
            problems.append(f"{where}: {name!r} can be set in {user_file()} and by {key.variable} only")
        else:
            try:
                values[key] = key.read(value, path.parent)
            except ValueError as error:
                problems.append(f"{where}: {name!r} has to be {error}")
    return values


def _flat(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in content.items():
        if name in TABLES and isinstance(value, dict):
            yield from ((f"{name}.{inner}", each) for inner, each in value.items())
        else:
            yield name, value


def _line(text: str, name: str) -> int:
    """Return the line that sets `name`; tomllib does not tell it."""
    last = re.escape(name.rpartition(".")[2])
    found = re.search(rf"^[ \t]*\[?[ \t]*[\"']?(?:[\w-]+\.)?{last}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _read_variables(environment: Mapping[str, str], problems: list[str]) -> Iterator[tuple[Key, Any]]:
    known = {key.variable: key for key in KEYS.values() if key.name != "formats"}
    for variable, text in environment.items():
        if key := known.get(variable):
            if not text and not key.split:  # an empty list says something, an empty word does not
                continue
            try:
                yield key, key.read_variable(text, Path())
            except ValueError as error:
                problems.append(f"{variable}: has to be {error}")
        elif variable.startswith(PREFIX) and variable != CONFIG:
            # Only a near miss is an error: another program may well use this beginning for something else.
            near = get_close_matches(variable.removeprefix(PREFIX), [name.removeprefix(PREFIX) for name in known], cutoff=0.75)
            if near:
                problems.append(f"{variable}: is not a setting. Did you mean {PREFIX}{near[0]}?")


def _suggestion(name: str, known: Mapping[str, object]) -> str:
    close = get_close_matches(name, known, n=2, cutoff=0.75)
    return f" Did you mean {' or '.join(close)}?" if close else ""

