"""How the help is written: for people who translate, so without types, brackets in brackets and sentences cut off."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

Verb = TypeVar("Verb", bound=Callable[..., Any])
_RANGES = ((re.compile(r"([\d.]+)<=x<=([\d.]+)"), r"\1 to \2"), (re.compile(r"x>=([\d.]+)"), r"\1 or more"))


class Verbs(typer.Typer):
    """A group of verbs. Takes what `typer.Typer` does; without a verb it shows its help."""

    def __init__(self, **options: Any) -> None:
        super().__init__(cls=_Group, no_args_is_help=True, **options)

    def command(self, name: str | None = None, **options: Any) -> Callable[[Verb], Verb]:
        """Return the decorator that makes a verb of a function; `options` are Typer's, which names each of them."""
        return super().command(name, cls=_Verb, **options)


class _Verb(TyperCommand):
    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what comes behind the name of the verb: [OPTIONS] FILE [REFERENCE]."""
        arguments = [param for param in self.get_params(ctx) if param.param_type_name == "argument"]
        return ["[OPTIONS]", *(_name(each) if each.required else f"[{_name(each)}]" for each in arguments)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments and the options."""
        arguments, options = [], []
        for param in self.get_params(ctx):
            if param.param_type_name == "argument":
                arguments.append((_name(param), getattr(param, "help", None) or ""))
            elif record := param.get_help_record(ctx):
                options.append((record[0], _readable(record[1])))
        for title, rows in (("Arguments", arguments), ("Options", options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class _Group(TyperGroup):
    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write each verb with the first paragraph of its help, all of it."""
        verbs = {name: command for name in self.list_commands(ctx) if (command := self.get_command(ctx, name))}
        with formatter.section("Commands"):
            formatter.write_dl([(name, _paragraph(verb.help or "")) for name, verb in verbs.items() if not verb.hidden])


def _name(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _readable(help: str) -> str:
    for pattern, words in _RANGES:
        help = pattern.sub(words, help)
    return help


def _paragraph(help: str) -> str:
    return " ".join(inspect.cleandoc(help).partition("\n\n")[0].split())
