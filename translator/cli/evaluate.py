"""translator evaluate"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..errors import InputError
from .configured import require_targets, settings_for
from .options import EngineName, Source


def evaluate(
    terms: Annotated[str, typer.Argument(metavar="GLOSSARY", help="A glossary file, a folder, or 'curated'.")],
    source_file: Annotated[Path, typer.Argument(metavar="SOURCE", help="A text, one segment a line.")],
    reference_file: Annotated[Path | None, typer.Argument(metavar="REFERENCE", help="Its translation, line by line.")] = None,
    to: Annotated[str | None, typer.Option("--to", "-t", metavar="LANGUAGE", help="Language to translate into.")] = None,
    source: Source = None,
    engine: EngineName = None,
) -> None:
    """Translate a text without and with a glossary, and compare: terms, consistency, particles, chrF, cost."""
    from ..engines.choice import choose
    from ..evaluation import chrf_signature
    from ..evaluation import evaluate as run
    from ..files import read
    from ..formats.encoding import decode
    from ..glossary import load_glossaries
    from ..locales import parse_tag
    from ..model import Pair

    settings = settings_for([source_file], to=(to,) if to else None, source=source, engine=engine)
    lines = decode(read(source_file), path=str(source_file)).text.splitlines()
    reference = decode(read(reference_file), path=str(reference_file)).text.splitlines() if reference_file else None
    if reference is not None and len(reference) != len(lines):
        raise InputError(f"{source_file} has {len(lines)} lines and {reference_file} has {len(reference)}: they must be as many.")
    pair = Pair(parse_tag(settings.source), parse_tag(require_targets(settings)[0]))
    rows = run(lines, reference, pair, choose(settings.engine, pair).engine, load_glossaries([terms]))
    print(f"{'glossary':10}{'terms':>7}{'accepted':>10}{'exact':>8}{'consistent':>12}{'particles':>11}{'chrF':>7}{'decodes':>9}{'seconds':>9}")
    for row in rows:
        shares = (_percent(row.accepted, 10), _percent(row.exact, 8), _percent(row.consistency, 12))
        chrf = f"{row.chrf:>7.2f}" if row.chrf is not None else f"{'–':>7}"
        print(f"{row.label:10}{row.found:>7}{''.join(shares)}{row.particles:>11}{chrf}{row.decodes:>9}{row.seconds:>9.1f}")
    if reference:
        print(f"chrF signature: {chrf_signature()}", file=sys.stderr)


def _percent(share: float | None, width: int) -> str:
    return f"{share:>{width}.1%}" if share is not None else f"{'–':>{width}}"
