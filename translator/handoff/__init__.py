"""Runs in the formats of translators' programs, so that a person goes on where the machine has ended: XLIFF and TMX.

Pure functions, nothing is written here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..model import Run
from .tmx import tmx_lines
from .xliff import xliff_lines

HANDOFFS: Mapping[str, tuple[str, Callable[[Sequence[Run]], Iterator[str]]]] = {
    "xliff": (".xlf", xliff_lines),
    "tmx": (".tmx", tmx_lines),
}
"""The ending of the file and the function that yields its lines, by name."""

__all__ = ["HANDOFFS", "tmx_lines", "xliff_lines"]
