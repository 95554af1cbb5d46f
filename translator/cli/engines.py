"""translator engines"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from .configured import settings_for
from .console import say
from .options import AsJson, EngineName

SCREEN = 30
"""Pairs that are listed without --all; who has a hundred packages has thousands of pairs through English."""


def engines(
    name: Annotated[str | None, typer.Argument(metavar="ENGINE", help="Show all that is known of one engine.")] = None,
    engine: EngineName = None,
    all_: Annotated[bool, typer.Option("--all", help="Show every pair, however many steps it takes.")] = False,
    json_: AsJson = False,
) -> None:
    """Show which engine translates which languages and why, and what there is to choose from."""
    from ..engines import ENGINES, load_engine
    from ..engines.choice import AUTO, choose, served
    from ..packages.store import open_store

    load = cache(load_engine)
    if name:
        print(load(name).card())
        return
    settings = settings_for([Path()], engine=engine)
    wanted = settings.engine
    asked = f"{wanted} is what {settings.origins['engine']} asks for: " if wanted != AUTO else ""
    pairs = sorted(served(load) if wanted == AUTO else load(wanted).pairs())
    choices = {pair: choose(wanted, pair, load) for pair in pairs}
    if json_:
        rows = [
            {"from": pair.source, "to": pair.target, "engine": choice.engine.name, "why": asked + choice.why}
            for pair, choice in choices.items()
        ]
        names = [{"name": each, "summary": load(each).summary, "pairs": len(load(each).pairs())} for each in ENGINES]
        print(json.dumps({"pairs": rows, "engines": names}, ensure_ascii=False, indent=2))
        return
    shown = choices if all_ or len(choices) <= SCREEN else {pair: each for pair, each in choices.items() if each.direct}
    for pair, choice in shown.items():
        print(f"{pair!s:12} {choice.engine.name:9} {asked}{choice.why}")
    if hidden := len(choices) - len(shown):
        print(f"and {hidden} more pairs in several steps; --all shows them")
    for what in open_store(settings.lock).inventory().broken:
        say(f"Not used, because it is broken: {what}")
    print("\nTo choose from, with --engine or with engine = … in translator.toml:")
    for each in ENGINES:
        print(f"{each:12} {load(each).summary}")
