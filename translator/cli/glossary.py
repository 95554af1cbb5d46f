"""translator glossary: check a glossary, and see what it finds."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ..model import Severity
from . import exchange
from .configured import require_targets, settings_for
from .console import say
from .help import Verbs
from .options import AsJson, Encoding, FailOn, FailOnOption, FormatName, Glossaries, Source
from .suggest import suggest

app = Verbs(help="Check glossaries, exchange them with other tools, and see what they find.")
app.command("import")(exchange.import_)
app.command("export")(exchange.export)
app.command()(suggest)
Names = Annotated[list[str], typer.Argument(metavar="GLOSSARY…", help="Files, folders, or 'curated'.")]


@app.command()
def check(
    names: Names,
    fail_on: FailOnOption = FailOn.MAJOR,
    json_: AsJson = False,
    all_: Annotated[bool, typer.Option("--all", help="Show small matters too.")] = False,
) -> None:
    """Report every problem of a glossary at once, with file and line.

    critical: it cannot be used, or an entry contradicts itself; major: an entry does not do what it says; minor: it may be
    meant so. Status 2 if the glossary cannot be used, else 1 if there is a problem at or above --fail-on.
    """
    from ..glossary.lint import check as lint
    from ..glossary.load import read_glossaries

    glossary, unusable = read_glossaries(names)
    found = lint(glossary, unusable)
    problems = [problem for problem in found if all_ or json_ or problem.severity > Severity.MINOR]
    if json_:
        rows = [asdict(problem) | {"severity": problem.severity.name.lower()} for problem in problems]
        print(json.dumps({"problems": rows}, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            print(problem)
        counts = Counter(problem.severity for problem in found)
        small = f" ({counts[Severity.MINOR]} minor ones with --all)" if counts[Severity.MINOR] and not all_ else ""
        say(f"{len(glossary.entries)} entries, {len(glossary.patterns)} patterns, {len(problems)} problems{small}")
    if unusable:
        raise typer.Exit(2)
    if any(fail_on.reached_by(problem.severity) for problem in problems):
        raise typer.Exit(1)


@app.command()
def match(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document of any supported format; - is stdin.")],
    to: Annotated[str | None, typer.Option("--to", "-t", metavar="LANGUAGE", help="Language to translate into.")] = None,
    glossary: Glossaries = [],  # noqa: B006 (Typer reads the default, nobody changes it)
    source: Source = None,
    format: FormatName = None,
    encoding: Encoding = None,
    json_: AsJson = False,
) -> None:
    """Show what a glossary finds in a document.

    On a terminal the sentences with the terms in colour; in a pipe a line for each term, tab-separated: line, words,
    rendering, entry. --json adds the places and the readings that lost against a longer one.
    """
    from ..files import read
    from ..formats import detect, load_format
    from ..glossary import load_glossaries
    from ..locales import parse_tag
    from ..model import Pair
    from ..pipeline import find_terms
    from . import matches

    settings = settings_for([file], to=(to,) if to else None, glossary=glossary, source=source)
    data = sys.stdin.buffer.read() if str(file) == "-" else read(file)
    reader = load_format(format) if format else detect(data, "text.txt" if str(file) == "-" else str(file))
    pair = Pair(parse_tag(settings.source), parse_tag(require_targets(settings)[0]))
    document = reader.parse(data, path=str(file), encoding=encoding)
    found = find_terms(document, pair, load_glossaries(settings.glossary))
    if json_:
        print(matches.as_json(found))
    elif sys.stdout.isatty():
        matches.paint(found)
    else:
        print("".join(matches.as_lines(found)), end="")
