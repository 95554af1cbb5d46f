"""Which Argos packages are installed, and the way through them from one language to another."""

from __future__ import annotations

import json
import os
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from ..model import Pair

CODES = {"zt": "zh-Hant", "zh": "zh-Hans", "pb": "pt-BR", "nb": "no"}
"""Argos' own codes that are no BCP 47 tags, or not the tags we use."""


@dataclass(frozen=True, slots=True)
class ArgosPackage:
    """An installed package that translates one pair."""

    path: Path
    pair: Pair
    version: str

    @property
    def name(self) -> str:
        """Return what the package is called, without its version: `translate-en_ko`."""
        codes = {tag: code for code, tag in CODES.items()}
        return f"translate-{codes.get(self.pair.source, self.pair.source)}_{codes.get(self.pair.target, self.pair.target)}"


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a folder of packages holds."""

    packages: tuple[ArgosPackage, ...]
    """The newest version of every pair, by pair."""
    broken: tuple[str, ...] = ()
    """`folder: what is wrong` for everything that looks like a package and is none."""

    def route(self, pair: Pair) -> tuple[ArgosPackage, ...]:
        """Return the shortest chain of packages from source to target, through English where there is a choice."""
        queue: deque[tuple[ArgosPackage, ...]] = deque([()])
        seen = {pair.source}
        while queue:
            chain = queue.popleft()
            at = chain[-1].pair.target if chain else pair.source
            if chain and at == pair.target:
                return chain
            onward = sorted((p for p in self.packages if p.pair.source == at), key=lambda p: p.pair.target != "en")
            for package in onward:
                if package.pair.target == pair.target:
                    return (*chain, package)
                if package.pair.target not in seen:
                    seen.add(package.pair.target)
                    queue.append((*chain, package))
        return ()

    def pairs(self) -> frozenset[Pair]:
        """Return all pairs that a chain of packages serves."""
        tags = {tag for package in self.packages for tag in (package.pair.source, package.pair.target)}
        pairs = (Pair(source, target) for source in tags for target in tags if source != target)
        return frozenset(pair for pair in pairs if self.route(pair))


def packages_folder() -> Path:
    """Return the folder in which argostranslate keeps its packages, by its own rules, without creating it."""
    home = Path(os.environ.get("SNAP_USER_DATA") or Path.home()) if "SNAP" in os.environ else Path.home()
    if folder := os.environ.get("ARGOS_PACKAGES_DIR") or _from_settings(home):
        return Path(folder)
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "argos-translate" / "packages"


def take_inventory(folder: Path) -> Inventory:
    """Read the metadata of every package under `folder`. A folder that is not there holds nothing."""
    newest: dict[Pair, ArgosPackage] = {}
    broken: list[str] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.is_dir():
            continue
        try:
            package = _read(path)
        except (OSError, ValueError, KeyError) as error:
            broken.append(f"{path.name}: {error}")
            continue
        if package and (package.pair not in newest or _key(package) > _key(newest[package.pair])):
            newest[package.pair] = package
    return Inventory(tuple(newest[pair] for pair in sorted(newest)), tuple(broken))


def read_vocabulary(model: Path) -> frozenset[str]:
    """Return the target tokens of a CTranslate2 model, which older converters wrote as lines and newer ones as JSON."""
    for name in ("shared_vocabulary", "target_vocabulary"):
        if (model / f"{name}.json").is_file():
            return frozenset(json.loads((model / f"{name}.json").read_text(encoding="utf-8")))
        if (model / f"{name}.txt").is_file():
            return frozenset((model / f"{name}.txt").read_text(encoding="utf-8").split("\n"))
    return frozenset()


def _read(path: Path) -> ArgosPackage | None:
    """Return the package at `path`, None if it is for something else than translating."""
    metadata = json.loads((path / "metadata.json").read_text(encoding="utf-8"))
    if metadata.get("type", "translate") != "translate":
        return None
    missing = [name for name in ("model/model.bin",) if not (path / name).is_file()]
    if not any((path / name).is_file() for name in ("sentencepiece.model", "bpe.model")):
        missing.append("sentencepiece.model")
    if missing:
        raise ValueError(f"{', '.join(missing)} is missing. Remove the package and install it again.")
    source, target = (CODES.get(metadata[key], metadata[key]) for key in ("from_code", "to_code"))
    return ArgosPackage(path, Pair(source, target), str(metadata.get("package_version", "0")))


def _key(package: ArgosPackage) -> tuple[tuple[int, ...], str]:
    """Return what sorts 1.10 behind 1.9."""
    return tuple(int(part) for part in package.version.split(".") if part.isdigit()), package.path.name


def _from_settings(home: Path) -> str:
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "argos-translate" / "settings.json"
    try:
        settings = json.loads(config.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(settings.get("ARGOS_PACKAGES_DIR") or "") if isinstance(settings, dict) else ""
