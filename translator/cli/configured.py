"""What the command line leaves open, the configuration decides."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError, TranslatorError
from ..settings import Settings, load_settings
from .console import say

if TYPE_CHECKING:
    from ..api import Translator
    from ..engines.base import Engine
    from ..memory import Memory
    from ..model import Pair


def settings_for(documents: Sequence[Path], **flags: Any) -> Settings:
    """Return the settings for `documents`; `flags` by the names of the fields of `Settings`, None where not given.

    Raises `ConfigurationError`.
    """
    from .. import network

    given = {_NAMES.get(field, field): tuple(value) if isinstance(value, list) else value for field, value in flags.items()}
    settings = load_settings(
        [path for path in documents if str(path) != "-"],
        {name: value for name, value in given.items() if value is not None and value is not False and value != ()},
    )
    if settings.offline:
        origin = settings.origins["offline"]
        network.shut(f"You want to stay offline ({origin}). Bring what is missing in a bundle: translator models bundle --help.")
    return settings


def memory_for(settings: Settings, *, off: bool = False) -> Memory | None:
    """Return the memory that the settings name, or none."""
    from ..memory import Memory

    if off or settings.memory is False:
        return None
    return Memory(settings.memory if isinstance(settings.memory, str) and settings.memory else None, tell=say)


def translators_for(
    settings: Settings, memory: Memory | None, fuzzy: int | None = None, *, soon: bool = False
) -> list[Translator]:
    """Return a translator for each target language, all with the same glossary, memory and, where possible, engine.

    Where one is needed `soon`, its model is loaded beside the glossary and all else that is still to be read.
    """
    from ..engines import load_engine
    from ..engines.choice import choose
    from ..locales import parse_pair

    load = cache(load_engine)
    pairs = [parse_pair(settings.source, target) for target in dict.fromkeys(require_targets(settings))]
    engines = [choose(settings.engine, pair, load).engine for pair in pairs]
    if soon:
        _load_beside(engines[0], pairs[0])

    from ..api import Translator
    from ..glossary import load_glossaries

    glossary = load_glossaries(settings.glossary)
    return [
        Translator(
            pair.target,
            source=pair.source,
            glossary=glossary,
            engine=engine,
            memory=memory,
            reuse=fuzzy / 100 if fuzzy else None,
        )
        for pair, engine in zip(pairs, engines, strict=True)
    ]


def _load_beside(engine: Engine, pair: Pair) -> None:
    """Begin to load a model in a thread of its own; what goes wrong there goes wrong again, and is told, where it is used."""
    from threading import Thread

    from ..engines.base import Loading

    def load(engine: Loading) -> None:
        with suppress(TranslatorError, MemoryError):
            engine.load(pair)

    if isinstance(engine, Loading):
        Thread(target=load, args=(engine,)).start()


def require_targets(settings: Settings) -> tuple[str, ...]:
    """Return the languages to translate into. Raises `InputError` where neither a flag nor the configuration names one."""
    if not settings.to:
        raise InputError('Name the language to translate into: --to ko, or to = "ko" in translator.toml.')
    return settings.to


_NAMES = {
    "source": "from",
    "fail_on": "fail-on",
    "index": "models.index",
    "lock": "models.lock",
    "timeout": "models.timeout",
    "hosts": "models.hosts",
}
