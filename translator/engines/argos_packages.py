"""Which Argos packages are installed, and the way through them from one language to another."""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from ..errors import EngineUnavailableError
from ..model import Pair
from .model_file import require_whole

CODES = {"zt": "zh-Hant", "zh": "zh-Hans", "pb": "pt-BR", "nb": "no"}
"""Argos' own codes that are no BCP 47 tags, or not the tags we use."""
TOKENIZERS = ("sentencepiece.model", "bpe.model")
SAMPLES, SAMPLE = 32, 4096
"""Blocks of a model file, and their bytes, that tell one model from another."""


@dataclass(frozen=True, slots=True)
class ArgosPackage:
    """An installed package that translates one pair."""

    path: Path
    codes: tuple[str, str]
    """Source and target as Argos names them."""
    version: str
    target_prefix: str = ""
    """Token that tells a model of several languages which one is wanted."""

    @property
    def pair(self) -> Pair:
        """Return its languages as everybody else names them."""
        source, target = (CODES.get(code, code) for code in self.codes)
        return Pair(source, target)

    @property
    def name(self) -> str:
        """Return what the package is called, without its version: `translate-en_ko`."""
        return f"translate-{self.codes[0]}_{self.codes[1]}"

    def fingerprint(self) -> str:
        """Return a name of what it holds: of samples of the model, not all of its bytes, which are many."""
        model = self.path / "model" / "model.bin"
        size = model.stat().st_size
        digest = hashlib.sha256(f"{self.codes} {self.version} {size}".encode())
        with model.open("rb") as file:
            for block in range(SAMPLES):
                file.seek(size * block // SAMPLES)
                digest.update(file.read(SAMPLE))
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a folder of packages holds."""

    packages: tuple[ArgosPackage, ...]
    """The newest version of every pair, by pair."""
    older: tuple[ArgosPackage, ...] = ()
    """The other versions, which are not used."""
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
        onward: dict[str, set[str]] = {}
        for package in self.packages:
            onward.setdefault(package.pair.source, set()).add(package.pair.target)
        pairs: set[Pair] = set()
        for source in onward:
            reached, edge = {source}, {source}
            while edge:
                edge = {target for tag in edge for target in onward.get(tag, ())} - reached
                reached |= edge
            pairs |= {Pair(source, target) for target in reached - {source}}
        return frozenset(pairs)


def take_inventory(folder: Path) -> Inventory:
    """Look at every package under `folder`, without loading one. A folder that is not there holds nothing."""
    found: list[ArgosPackage] = []
    broken: list[str] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix == ".argosmodel" and path.is_file():
            broken.append(f"{path.name}: is packed. Unpack it with: translator models install {path}")
        if not path.is_dir() or path.name.startswith("."):
            continue
        try:
            package = read_package(path)
        except (OSError, ValueError) as error:
            broken.append(f"{path.name}: {error}. Remove it and install it again: translator models remove {path.name}")
            continue
        if package:
            found.append(package)
    found.sort(key=lambda package: (package.pair, version_key(package.version), package.path.name), reverse=True)
    newest: dict[Pair, ArgosPackage] = {}
    for package in found:
        newest.setdefault(package.pair, package)
    older = tuple(package for package in reversed(found) if newest[package.pair] is not package)
    return Inventory(tuple(newest[pair] for pair in sorted(newest)), older, tuple(broken))


def read_vocabulary(model: Path) -> frozenset[str]:
    """Return the target tokens of a CTranslate2 model, which older converters wrote as lines and newer ones as JSON."""
    for name in ("shared_vocabulary", "target_vocabulary"):
        if (model / f"{name}.json").is_file():
            return frozenset(json.loads((model / f"{name}.json").read_text(encoding="utf-8")))
        if (model / f"{name}.txt").is_file():
            return frozenset((model / f"{name}.txt").read_text(encoding="utf-8").split("\n"))
    return frozenset()


def read_package(path: Path) -> ArgosPackage | None:
    """Return the package at `path`, None if it is for something else than translating.

    Raises OSError and ValueError, which say what is missing, cut off or no package at all.
    """
    try:
        metadata = json.loads((path / "metadata.json").read_text(encoding="utf-8"))
        if metadata.get("type", "translate") != "translate":
            return None
        codes = (metadata["from_code"], metadata["to_code"])
    except FileNotFoundError:
        raise ValueError("metadata.json is missing") from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"metadata.json cannot be used ({error!r})") from None
    if not all(isinstance(code, str) and code.replace("-", "").replace("_", "").isalnum() for code in codes):
        raise ValueError(f"metadata.json names no languages ({codes})")
    model = path / "model"
    if not (model / "model.bin").is_file():
        raise ValueError("model/model.bin is missing")
    if not any("vocabulary" in file.name for file in model.iterdir()):
        raise ValueError("the vocabulary in model/ is missing")
    tokenizer = next((path / name for name in TOKENIZERS if (path / name).is_file()), None)
    if tokenizer is None:
        raise ValueError(f"{TOKENIZERS[0]} is missing")
    if not tokenizer.stat().st_size:
        raise ValueError(f"{tokenizer.name} is empty")
    require_whole(model / "model.bin")
    version, prefix = str(metadata.get("package_version") or "0"), str(metadata.get("target_prefix") or "")
    return ArgosPackage(path, codes, version, prefix)


def version_key(version: str) -> tuple[int, ...]:
    """Return what sorts 1.10 behind 1.9.

    >>> sorted(["1.10", "1.9", "2.0"], key=version_key)
    ['1.9', '1.10', '2.0']
    """
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def packages_folder() -> Path:
    """Return the folder in which argostranslate keeps its packages, by its own rules, without creating it."""
    if folder := argos_setting("ARGOS_PACKAGES_DIR"):
        return Path(folder)
    return Path(os.environ.get("XDG_DATA_HOME") or _home() / ".local" / "share") / "argos-translate" / "packages"


def default_index() -> str:
    """Return the address at which argostranslate looks for its list of packages.

    Importing its settings makes its folders, which is why this is asked for by those alone who are about to install.
    """
    try:
        from argostranslate import settings
    except OSError as error:
        raise EngineUnavailableError(f"argostranslate cannot make its folders: {error}. Set models.index.") from error
    return f"{str(settings.package_index).rstrip('/')}/index.json"


def argos_setting(name: str) -> str:
    """Return one of argostranslate's own settings, from the environment or its file; empty where it is not set."""
    if value := os.environ.get(name):
        return value
    config = Path(os.environ.get("XDG_CONFIG_HOME") or _home() / ".config") / "argos-translate" / "settings.json"
    try:
        settings = json.loads(config.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(settings.get(name) or "") if isinstance(settings, dict) else ""


def _home() -> Path:
    return Path(os.environ["SNAP_USER_DATA"]) if "SNAP" in os.environ and "SNAP_USER_DATA" in os.environ else Path.home()
