"""Errors go from one process to another as they are."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from translator import errors
from translator.errors import TranslatorError
from translator.model import Pair

ARGUMENTS: dict[type[TranslatorError], tuple[object, ...]] = {
    errors.UnknownLanguageError: ("kr", ("ko",)),
    errors.UnsupportedFormatError: (Path("a.xyz"), "No format is known.", ("text", "html")),
    errors.EncodingError: ("a.txt", "These bytes are no text."),
    errors.ParseError: ("a.xml", "It ends too early.", 3),
    errors.OutputExistsError: (Path("a.ko.txt"),),
    errors.ConfigurationError: (("translator.toml:1: 'a' is not a setting", "b"),),
    errors.GlossaryError: (("g.csv:1: no term",),),
    errors.PairNotInstalledError: ("auto", Pair("en", "fr"), (Pair("en", "ko"),)),
}
"""Of those that are not made of their message alone."""


def kinds(parent: type[TranslatorError]) -> Iterator[type[TranslatorError]]:
    """Yield an error with all below it."""
    yield parent
    for child in parent.__subclasses__():
        yield from kinds(child)


@pytest.mark.parametrize("kind", [*kinds(TranslatorError)], ids=lambda kind: kind.__name__)
def test_an_error_survives_pickling(kind: type[TranslatorError]) -> None:
    """With its class, message, exit status and all that it carries."""
    error = kind(*ARGUMENTS.get(kind, ("It is so. Do this.",)))
    error.add_note("Said on the way.")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.exit_code) == (kind, str(error), kind.exit_code)
    assert again.__dict__ == error.__dict__
    assert str(again)
