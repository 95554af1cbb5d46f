"""Runs in the formats of translators' programs, so that a person goes on where the machine has ended: XLIFF and TMX.

Pure functions, nothing is written here.
"""

from collections.abc import Callable, Iterable, Mapping

from ..model import Run
from .tmx import format_tmx
from .xliff import format_xliff

HANDOFFS: Mapping[str, tuple[str, Callable[[Iterable[Run]], str]]] = {"xliff": (".xlf", format_xliff), "tmx": (".tmx", format_tmx)}
"""The ending of the file and the function that writes it, by name."""

__all__ = ["HANDOFFS", "format_tmx", "format_xliff"]
