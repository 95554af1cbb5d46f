"""Are the installed packages still what they were?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..engines import weights
from ..errors import EngineUnavailableError
from .lock import Pin, hashes, read_lock, write_pins
from .store import Store, key_of


class State(StrEnum):
    """What was found out about a package."""

    OK = "ok"
    UNKNOWN = "unknown"
    """The lock file has never seen it."""
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One package, looked at byte for byte."""

    name: str
    state: State
    what: str


def verify(store: Store, *, pin: bool = False) -> tuple[Verdict, ...]:
    """Read every file of every package and of the built-in model, and compare it with what it was.

    With `pin` what the lock file has never seen is recorded now, and known from then on.
    """
    pins = read_lock(store.lock)
    verdicts = [_builtin()]
    new: dict[str, Pin] = {}
    for package in store.installed():
        key, found = key_of(package), hashes(package.path)
        if key not in pins:
            new[key] = Pin(files=found, source=package.path.name)
            what = "recorded now" if pin else "installed by another program; record it as it is now with --pin"
            verdicts.append(Verdict(key, State.OK if pin else State.UNKNOWN, what))
            continue
        wanted = pins[key].files
        wrong = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
        if wrong:
            what = f"{', '.join(wrong)} changed. Remove it and install it again: translator models remove {package.path.name}"
            verdicts.append(Verdict(key, State.DAMAGED, what))
        else:
            verdicts.append(Verdict(key, State.OK, f"{len(found)} files, as installed from {pins[key].source}"))
    verdicts += (Verdict(what.partition(":")[0], State.DAMAGED, what.partition(": ")[2]) for what in store.inventory().broken)
    if new and pin:
        write_pins(store.lock, new)
    return tuple(verdicts)


def _builtin() -> Verdict:
    try:
        weights.verify()
    except EngineUnavailableError as error:
        return Verdict("builtin", State.DAMAGED, str(error))
    return Verdict("builtin", State.OK, f"{len(weights.read_sums())} files, version {weights.model_version()}")
