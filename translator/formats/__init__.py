"""The document formats by name. None of them is imported before it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from ..errors import UnsupportedFormatError
from .base import Format

FORMATS: dict[str, str] = {"text": "translator.formats.plain:PlainText"}


def load_format(name: str) -> Format:
    """Return the format of that name. Raises `UnsupportedFormatError`."""
    if name not in FORMATS:
        raise UnsupportedFormatError(name, "is no format.", FORMATS)
    module, _, attribute = FORMATS[name].partition(":")
    return cast(Format, getattr(import_module(module), attribute)())


def detect(data: bytes, path: str) -> Format:
    return load_format("text")
