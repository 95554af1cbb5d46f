"""Find out which placeholders a model carries through a translation, by trying.

No published figure says what a given model does with `[1]` or `⟦1⟧`; projects that assumed one lost terms.
So each scheme is tried on carrier sentences, and only one that comes through nearly always is used.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass

from ..model import Pair, Request
from .base import Engine

NUMBERS = range(1, 6)
SCHEMES: tuple[tuple[str, ...], ...] = tuple(
    tuple(form.format(number) for number in NUMBERS) for form in ("⟦{}⟧", "[{}]", "<{}>", "{{{}}}", "X{}", "#{}")
)
"""Each a tuple of placeholders, the first for the first term of a sentence. None holds `_`, a full stop or a space:
Argos' own decoder turns the first into a space, sentence splitters stop at the second."""

ENOUGH = 0.9
"""Share of carriers that must come back whole. Below it, a mask costs more decodes than it wins."""

CARRIERS = (
    "{0} met with reporters on Monday.",
    "The president of {0} visited {1} last week.",
    "According to {0}, the talks will resume in {1}.",
    "{0} and {1} agreed to expand cooperation.",
    "The report was published by {0} in March.",
    "She moved from {0} to {1} when she was young.",
    "Officials from {0}, {1} and {2} attended the ceremony.",
    "The {0} was signed in {1}.",
    "He said that {0} would continue to support local communities.",
    "Residents of {0} welcomed the decision of {1}.",
    "During a meeting at {0}, he thanked {1} for their help.",
    "Tourism in {0} has grown since {1} opened.",
)


@dataclass(frozen=True, slots=True)
class Survival:
    """How a scheme fared."""

    scheme: tuple[str, ...]
    share: float
    """Share of the carriers in which every placeholder came back exactly once."""


def probe(engine: Engine, pair: Pair) -> tuple[Survival, ...]:
    """Try every scheme on `engine`; return how each fared, the best first. About 70 short decodes."""
    requests = [Request(carrier.format(*scheme)) for scheme in SCHEMES for carrier in CARRIERS]
    answers = [candidates[0].text for candidates in engine.translate(requests, pair)]
    results = []
    for index, scheme in enumerate(SCHEMES):
        texts = answers[index * len(CARRIERS) : (index + 1) * len(CARRIERS)]
        whole = sum(_whole(carrier, text, scheme) for carrier, text in zip(CARRIERS, texts, strict=True))
        results.append(Survival(scheme, whole / len(CARRIERS)))
    return tuple(sorted(results, key=lambda survival: -survival.share))


def best_scheme(engine: Engine, pair: Pair) -> tuple[str, ...]:
    """Return the placeholders that `engine` carries well enough to be used, or none."""
    best = probe(engine, pair)[0]
    return best.scheme if best.share >= ENOUGH else ()


def remembered_scheme(engine: Engine, pair: Pair) -> tuple[str, ...]:
    """Return `best_scheme`, tried once for every model and kept in the user's cache."""
    from platformdirs import user_cache_path

    name = engine.signature(pair).replace("/", "-")
    file = user_cache_path("translator") / "probes" / f"{name}-{pair.source}-{pair.target}.json"
    try:
        scheme = tuple(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        scheme = ()
    else:
        if not scheme or scheme in SCHEMES:
            return scheme
    scheme = best_scheme(engine, pair)
    with suppress(OSError):  # where nothing can be kept the probe is made again
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(scheme, stream, ensure_ascii=False)
        os.replace(aside, file)
    return scheme


def _whole(carrier: str, text: str, scheme: tuple[str, ...]) -> bool:
    return all(text.count(token) == (f"{{{index}}}" in carrier) for index, token in enumerate(scheme))
