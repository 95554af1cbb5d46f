"""translator glossary suggest"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .configured import require_targets, settings_for
from .console import say
from .options import AsJson, Encoding, Force, Glossaries, Source

if TYPE_CHECKING:
    from ..glossary.suggest import Suggestion
    from ..model import Document


def suggest(
    source_file: Annotated[Path, typer.Argument(metavar="SOURCE", help="A document of any supported format.")],
    target_file: Annotated[Path, typer.Argument(metavar="TARGET", help="Its translation.")],
    to: Annotated[str | None, typer.Option("--to", "-t", metavar="LANGUAGE", help="Language of the translation: ko, ja.")] = None,
    glossary: Glossaries = [],  # noqa: B006 (Typer reads the default, nobody changes it)
    source: Source = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write entries to review: .yaml, .csv, .tsv.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Show at most so many, the best first.")] = 50,
    min_score: Annotated[
        float, typer.Option("--min-score", metavar="SCORE", min=0, max=1, help="Leave out what scores less.")
    ] = 0.5,
    encoding: Encoding = None,
    json_: AsJson = False,
    force: Force = False,
) -> None:
    """Propose entries from a document and its translation, leaving out what the glossary (-g) has.

    Names and frequent noun phrases of the source are paired with what stands in the same sentences of the translation, or
    sounds alike. Everything here is a guess to be reviewed. Printed, tab-separated: score, in how many of the sentences of
    the source it stands in the translation too, source, target, other spellings.
    """
    from ..alignment import align
    from ..errors import InputError
    from ..files import refuse_existing, write
    from ..glossary import Glossary, load_glossaries, shapes
    from ..glossary.suggest import suggest as propose
    from ..locales import parse_tag
    from ..model import Pair

    settings = settings_for([source_file], to=(to,) if to else None, glossary=glossary, source=source)
    pair = Pair(parse_tag(settings.source), parse_tag(require_targets(settings)[0]))
    if pair.source != "en" or pair.target not in ("ko", "ja"):
        raise InputError(f"Entries are proposed from English into Korean and Japanese, not {pair}.")
    if output:
        refuse_existing(output, force)
    texts = align(_document(source_file, encoding), _document(target_file, encoding), pair)
    found = propose(texts, pair, load_glossaries(settings.glossary))
    shown = [suggestion for suggestion in found if suggestion.score >= min_score][:limit]
    say(f"{len(texts)} sentences of both texts belong together; {len(found)} proposals, {len(shown)} shown")
    if output:
        origin = f"{source_file.name} / {target_file.name}"
        entries = tuple(each.entry(pair, f"suggested-{number}", origin) for number, each in enumerate(shown, 1))
        options = shapes.Options(pair.source, (pair.target,))
        write(output, shapes.shape_of(output).write(Glossary(entries), options).data, force=force)
        print(output)
    elif json_:
        print(json.dumps({"suggestions": [asdict(each) for each in shown]}, ensure_ascii=False, indent=2))
    elif sys.stdout.isatty():
        _table(shown)
    else:
        for each in shown:
            others = ", ".join((*each.aliases, *each.also))
            print(f"{each.score:.2f}\t{each.together}/{each.source_count}\t{each.source}\t{each.target}\t{others}")


def _document(path: Path, encoding: str | None) -> Document:
    from ..files import read
    from ..formats import detect

    data = read(path)
    return detect(data, str(path)).parse(data, path=str(path), encoding=encoding)


def _table(shown: Iterable[Suggestion]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, padding=(0, 1))
    for name in ("score", "seen", "source", "target", "example"):
        table.add_column(name, overflow="fold" if name != "example" else "ellipsis", no_wrap=name == "example")
    for each in shown:
        known = f" [dim](like {escape(each.known)})[/dim]" if each.known else ""
        source = escape(" / ".join((each.source, *each.aliases))) + known
        target = escape(" / ".join((each.target, *each.also)))
        table.add_row(f"{each.score:.2f}", f"{each.together}/{each.source_count}", source, target, escape(each.example[0]))
    Console().print(table)
