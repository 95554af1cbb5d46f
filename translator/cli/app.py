"""The verbs of the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import __version__
from . import glossary, memory, models
from .doctor import doctor
from .engines import engines
from .evaluate import evaluate
from .help import Verbs
from .inspect import inspect
from .translate import translate

app = Verbs(
    name="translator",
    help="Translate documents into Korean and Japanese offline, with every name and term as a glossary wants it.",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # help as plain text, in a third less time
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"translator {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    """Options that stand before the verb."""


for verb in (translate, inspect, evaluate, engines, doctor):
    app.command()(verb)
app.add_typer(glossary.app, name="glossary")
app.add_typer(memory.app, name="memory")
app.add_typer(models.app, name="models")
