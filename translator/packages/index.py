"""The list of packages that can be had, in the shape of argostranslate's index, cached with its age."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from .. import network
from ..engines.argos_packages import CODES, default_index, version_key
from ..errors import NetworkError, OfflineError, PackageError
from ..model import Pair
from .download import Rules, fetch_text
from .lock import write_aside

MAX_BYTES = 16 * 1024**2
"""The index of today has some 100 packages in 60 KiB."""
FRESH = 7 * 86400
"""Seconds for which a cached index is used without asking."""


@dataclass(frozen=True, slots=True)
class Available:
    """A package that can be fetched."""

    codes: tuple[str, str]
    version: str
    links: tuple[str, ...]
    names: tuple[str, str] = ("", "")

    @property
    def name(self) -> str:
        """Return what the package is called, without its version."""
        return f"translate-{self.codes[0]}_{self.codes[1]}"

    @property
    def pair(self) -> Pair:
        """Return its languages."""
        source, target = (CODES.get(code, code) for code in self.codes)
        return Pair(source, target)


@dataclass(frozen=True, slots=True)
class Index:
    """What the list says, and when it said so."""

    packages: tuple[Available, ...]
    url: str
    fetched: float
    """Seconds since 1970."""
    warning: str = ""
    """Why the list is an old one."""

    def age(self) -> str:
        """Return how old the list is, in words."""
        seconds = max(0, time.time() - self.fetched)
        for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
            if seconds >= length:
                count = int(seconds // length)
                return f"{count} {unit}{'s' * (count > 1)} old"
        return "fetched just now"

    def newest(self, name: str, version: str = "") -> Available:
        """Return the newest package of that name, or the one of that version. Raises `PackageError`."""
        found = [each for each in self.packages if each.name == name and version in ("", each.version)]
        if found:
            return max(found, key=lambda each: version_key(each.version))
        versions = [each.version for each in self.packages if each.name == name]
        if versions:
            raise PackageError(f"There is no version {version} of {name} in {self.url}; there are {', '.join(versions)}.")
        near = get_close_matches(name, dict.fromkeys(each.name for each in self.packages), n=3, cutoff=0.85)
        chain = self._chain(name)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        hint = f" {' and '.join(chain)} together translate that pair." if chain else hint
        raise PackageError(f"There is no package {name} in {self.url} ({self.age()}).{hint} See them all: translator models search")

    def _chain(self, name: str) -> tuple[str, ...]:
        source, _, target = name.removeprefix("translate-").partition("_")
        names = {each.name for each in self.packages}
        middles = sorted({each.codes[1] for each in self.packages if each.codes[0] == source}, key=lambda code: code != "en")
        chains = ((f"translate-{source}_{middle}", f"translate-{middle}_{target}") for middle in middles)
        return next((chain for chain in chains if chain[1] in names), ())


def load_index(cache: Path, url: str, rules: Rules, *, refresh: bool = False) -> Index:
    """Return the index at `url`, or where that is empty argostranslate's own.

    `cache` is a file for this address alone; while it is fresh nothing is fetched.
    An old one is better than none: where the new one cannot be had the old comes with a warning.
    Raises `NetworkError`, or `OfflineError`.
    """
    cached = _read(cache)
    if cached and not refresh and time.time() - cached.fetched < FRESH:
        return cached
    try:
        network.require()
        place = address(url or default_index())
        data = fetch_text(place, rules, MAX_BYTES)
        index = Index(_packages(data, place), place, time.time())
    except (NetworkError, OfflineError) as error:
        if cached and not refresh:
            return Index(cached.packages, cached.url, cached.fetched, str(error))
        raise
    cache.parent.mkdir(parents=True, exist_ok=True)
    write_aside(cache, json.dumps({"url": place, "fetched": index.fetched, "packages": json.loads(data)}))
    return index


def address(url: str) -> str:
    """Return the address of the list itself.

    >>> address("https://example.org/argos"), address("https://example.org/list.json")
    ('https://example.org/argos/index.json', 'https://example.org/list.json')
    """
    return url if url.endswith(".json") else f"{url.rstrip('/')}/index.json"


def _packages(data: bytes, url: str) -> tuple[Available, ...]:
    try:
        content = json.loads(data)
    except ValueError:
        what = "a web page" if data.lstrip()[:1] == b"<" else "no list of packages"
        raise NetworkError(f"{url} is {what}. Perhaps a proxy stands between, or models.index is wrong.") from None
    if not isinstance(content, list):
        raise NetworkError(f"{url} is no list of packages. Is models.index right?")
    return tuple(package for each in content if isinstance(each, Mapping) and (package := _available(each)))


def _available(entry: Mapping[str, Any]) -> Available | None:
    """Return a package for translating; None for anything else, or where we could not fetch it."""
    links = entry.get("links")
    links = tuple(link for link in links if isinstance(link, str)) if isinstance(links, list) else ()
    links = tuple(link for link in links if link.startswith(("https://", "http://")))
    codes = (entry.get("from_code"), entry.get("to_code"))
    if entry.get("type", "translate") != "translate" or not links or not all(isinstance(code, str) and code for code in codes):
        return None
    names = (str(entry.get("from_name") or ""), str(entry.get("to_name") or ""))
    return Available((str(codes[0]), str(codes[1])), str(entry.get("package_version") or "0"), links, names)


def _read(cache: Path) -> Index | None:
    try:
        content = json.loads(cache.read_text(encoding="utf-8"))
        packages = _packages(json.dumps(content["packages"]).encode(), content["url"])
        return Index(packages, str(content["url"]), float(content["fetched"]))
    except (OSError, ValueError, KeyError, TypeError, NetworkError):
        return None
