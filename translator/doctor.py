"""What works on this machine, and what to do about the rest."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from . import __version__
from .engines import load_engine
from .engines.choice import choose
from .errors import GlossaryError, PackageError, TranslatorError
from .glossary import load_glossaries
from .locales import parse_tag
from .memory import default_path
from .memory.health import health
from .model import Pair, Request
from .packages.store import Store
from .packages.verify import State as Seen
from .packages.verify import verify
from .settings import Settings, user_file

ROOM = 1024**3
"""Bytes of free disk below which a package may not fit."""
FONTS = {"ko": "fonts-noto-cjk", "ja": "fonts-noto-cjk"}
"""Packages of Debian that bring the fonts of a language."""
TARGETS = ("ko", "ja")
"""Languages that are tried where the settings name none."""
TRIAL = "The talks ended."


class State(StrEnum):
    """How it stands with one thing."""

    OK = "ok"
    NOTE = "note"
    """It works, but somebody should know."""
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    what: str
    remedy: str = ""
    """What to do about it."""


def examine(settings: Settings, store: Store) -> Iterator[Check]:
    """Yield what was found, one thing after the other. Every engine translates a sentence, every checksum is computed."""
    yield Check("python", State.OK, f"{platform.python_version()} on {platform.system()}, translator {__version__}")
    yield _settings(settings)
    yield from _weights(store)
    yield from _engines(settings)
    yield _glossary("curated", ("curated",))
    if settings.glossary not in ((), ("curated",)):
        yield _glossary("glossary", settings.glossary)
    yield _memory(settings)
    yield from (_fonts(tag) for tag in FONTS)
    yield from _disk(store)
    yield _terminal()
    yield _network(settings)


def _settings(settings: Settings) -> Check:
    places = dict.fromkeys(settings.origins.values())
    return Check("settings", State.OK, f"from {', '.join(places)}" if places else f"defaults; yours would be in {user_file()}")


def _weights(store: Store) -> Iterator[Check]:
    states = {Seen.OK: State.OK, Seen.UNKNOWN: State.NOTE, Seen.DAMAGED: State.PROBLEM}
    remedies = {"builtin": "Install translator again."}
    try:
        for verdict in verify(store):
            remedy = "" if verdict.state is not Seen.DAMAGED else remedies.get(verdict.name, "")
            yield Check("weights", states[verdict.state], f"{verdict.name}: {verdict.what}", remedy)
    except PackageError as error:
        yield Check("weights", State.PROBLEM, str(error))


def _engines(settings: Settings) -> Iterator[Check]:
    """Let the engine of every pair translate a sentence."""
    load = cache(load_engine)
    for target in settings.to or TARGETS:
        pair = f"{settings.source} → {target}"
        try:
            languages = Pair(parse_tag(settings.source), parse_tag(target))
            choice = choose(settings.engine, languages, load)
            said = choice.engine.translate([Request(TRIAL)], languages)[0][0].text
        except TranslatorError as error:
            yield Check("engine", State.PROBLEM, f"{pair}: {error}", "See what there is: translator engines")
        else:
            yield Check("engine", State.OK, f"{pair}: {choice.engine.name}, {choice.why}; {TRIAL} → {said}")


def _glossary(name: str, names: tuple[str, ...]) -> Check:
    try:
        glossary = load_glossaries(names)
    except GlossaryError as error:
        more = f" and {len(error.problems) - 1} more" if len(error.problems) > 1 else ""
        return Check("glossary", State.PROBLEM, f"{error.problems[0]}{more}", f"translator glossary check {' '.join(names)}")
    return Check("glossary", State.OK, f"{', '.join(names)}: {len(glossary.entries)} entries, {len(glossary.patterns)} patterns")


def _memory(settings: Settings) -> Check:
    if settings.memory is False:
        return Check("memory", State.OK, "none, as the settings want it")
    path = Path(settings.memory) if isinstance(settings.memory, str) else default_path()
    good, what = health(path)
    remedy = "" if good else "Move it away; the next translation begins a new one."
    return Check("memory", State.OK if good else State.PROBLEM, f"{path} {what}", remedy)


def _fonts(tag: str) -> Check:
    if sys.platform in ("win32", "darwin"):
        return Check("fonts", State.OK, f"{tag}: the system has them")
    if not (command := shutil.which("fc-list")):
        return Check("fonts", State.NOTE, f"{tag}: cannot tell, there is no fontconfig; only pages and PDF need fonts")
    done = subprocess.run([command, f":lang={tag}", "family"], capture_output=True, text=True, timeout=20, check=False)
    families = sorted({line.split(",")[0] for line in done.stdout.splitlines() if line.strip()})
    if not families:
        what = f"{tag}: none, so that pages and PDF made on this machine show empty boxes"
        return Check("fonts", State.NOTE, what, f"Install some: apt install {FONTS[tag]}")
    return Check("fonts", State.OK, f"{tag}: {families[0]}{f' and {len(families) - 1} more' if len(families) > 1 else ''}")


def _disk(store: Store) -> Iterator[Check]:
    from platformdirs import user_cache_path

    for name, folder in (("cache", user_cache_path("translator")), ("packages", store.folder), ("memory", default_path().parent)):
        there = next(path for path in (folder, *folder.absolute().parents) if path.is_dir())
        free = shutil.disk_usage(there).free
        if not _writable(there):
            yield Check("disk", State.PROBLEM, f"{name}: {there} cannot be written", "Allow it, or name another folder.")
        elif free < ROOM:
            yield Check("disk", State.NOTE, f"{name}: {free / 2**20:.0f} MiB free in {there}", "Free some space.")
        else:
            yield Check("disk", State.OK, f"{name}: {free / 2**30:.0f} GiB free for {folder}")


def _writable(folder: Path) -> bool:
    import tempfile

    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _terminal() -> Check:
    encoding = sys.stdout.encoding or "ascii"
    try:
        "한日".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        remedy = "Set PYTHONUTF8=1; files are not affected."
        return Check("terminal", State.NOTE, f"its encoding is {encoding}, which cannot show both languages", remedy)
    return Check("terminal", State.OK, f"writes {encoding}")


def _network(settings: Settings) -> Check:
    if settings.offline:
        return Check("network", State.OK, f"never used ({settings.origins['offline']})")
    return Check("network", State.OK, "used by 'models search' and 'models install' only; --offline forbids it there too")

