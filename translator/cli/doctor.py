"""translator doctor"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from itertools import chain

import typer

from ..errors import ConfigurationError
from ..settings import Settings
from .configured import settings_for
from .options import AsJson

COLOURS = {"ok": "\033[32m", "note": "\033[33m", "problem": "\033[31m"}


def doctor(json_: AsJson = False) -> None:
    """Look at everything that a translation needs, and say what works, what does not, and what to do.

    Exit status 1 if there is a problem.
    """
    from ..doctor import Check, State, examine
    from ..packages.store import open_store

    wrong: tuple[str, ...] = ()
    try:
        settings = settings_for([])
    except ConfigurationError as error:
        settings, wrong = Settings(), error.problems
    checks = []
    found = (Check("settings", State.PROBLEM, problem, "Until it is right, no command works.") for problem in wrong)
    for check in chain(found, examine(settings, open_store(settings.lock))):
        checks.append(check)
        if not json_:
            colour = COLOURS[check.state] if sys.stdout.isatty() else ""
            print(f"{colour}{check.state:8}{colour and chr(27) + '[0m'}{check.name:10}{check.what}", flush=True)
            if check.remedy:
                print(f"{'':18}{check.remedy}")
    if json_:
        print(json.dumps({"checks": [asdict(check) for check in checks]}, ensure_ascii=False, indent=2))
    if any(check.state is State.PROBLEM for check in checks):
        raise typer.Exit(1)
