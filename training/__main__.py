"""`python -m training VERB`: each verb is a module with `add_arguments` and `run`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from . import average, export, package, plot, prepare, release, score, train

VERBS = (prepare, train, average, export, score, release, plot, package)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all verbs; `--corpora` may come from the environment."""
    whole = argparse.ArgumentParser(prog="python -m training", description="The recipe of the built-in model.")
    verbs = whole.add_subparsers(required=True, metavar="VERB")
    for module in VERBS:
        name = module.__name__.rpartition(".")[2]
        summary = (module.__doc__ or "").partition(": ")[2].partition("\n")[0]
        verb = verbs.add_parser(name, help=summary, description=module.__doc__)
        module.add_arguments(verb)
        verb.set_defaults(run=module.run)
        for action in verb._actions:
            if action.dest == "corpora" and "CORPORA" in os.environ:
                action.required, action.default = False, action.type(os.environ["CORPORA"])
    return whole


def main(words: Sequence[str] | None = None) -> None:
    """Carry out one verb."""
    arguments = parser().parse_args(words)
    arguments.run(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
