"""Help: every verb explains itself to people who do not program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from translator.cli.app import app


def verbs(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield a group and everything below it, each with its path."""
    yield path, group
    for name, command in getattr(group, "commands", {}).items():
        yield from verbs(command, (*path, name))


VERBS = dict(verbs(get_command(app)))


def help_of(*verb: str) -> str:
    done = CliRunner().invoke(app, [*verb, "--help"], prog_name="translator")
    assert done.exit_code == 0
    return done.stdout


def test_all_verbs_are_known() -> None:
    """So that the tests below look at them all."""
    assert {("translate",), ("glossary", "suggest"), ("models", "bundle"), ("memory", "clear")} <= VERBS.keys()


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_help_is_written_for_people(verb: tuple[str, ...]) -> None:
    """No types, no conditions in x, no brackets in brackets, no sentence that is cut off; everything has a description."""
    told = help_of(*verb)
    assert not re.search(r"<\w|\bx\b|=x|\[\[|\{|None|\.\.\.", told.replace("[ARGS]...", "")), told
    assert told.startswith(f"Usage: {' '.join(('translator', *verb))} [OPTIONS]"), told
    assert all(param.help for param in VERBS[verb].params)


def test_arguments_stand_as_they_are_typed() -> None:
    """What must be there without brackets, what may be left out in one pair of them."""
    assert "translate [OPTIONS] PATH…\n" in help_of("translate")
    assert "evaluate [OPTIONS] GLOSSARY SOURCE [REFERENCE]\n" in help_of("evaluate")
    assert "bundle [OPTIONS] [PACKAGE…]\n" in help_of("models", "bundle")


def test_choices_and_ranges_are_named() -> None:
    """The words that may be typed, and from where to where a number may go."""
    assert "--fail-on minor|major|critical|never" in help_of("translate")
    assert "[50 to 100]" in help_of("translate")
    assert re.search(r"50;\s+1 or more", help_of("glossary", "suggest"))
