"""translator engines"""

from __future__ import annotations

from typing import Annotated

import typer


def engines(
    name: Annotated[str | None, typer.Argument(metavar="[ENGINE]", help="Show all that is known of one engine.")] = None,
) -> None:
    """List the engines and what they translate."""
    from ..engines import ENGINES, load_engine

    if name:
        print(load_engine(name).card())
        return
    for each in ENGINES:
        engine = load_engine(each)
        pairs = ", ".join(sorted(str(pair) for pair in engine.pairs()))
        print(f"{each:10} {pairs or 'nothing is installed'}\n{'':10} {engine.summary}")
