"""translator translate"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import InputError, TranslatorError
from .configured import memory_for, require_targets, settings_for
from .console import progress, say
from .options import (
    AsJson,
    Columns,
    Encoding,
    EngineName,
    FailOn,
    FailOnOrConfigured,
    Force,
    FormatName,
    Fuzzy,
    Glossaries,
    MemoryFile,
    NoMemory,
    Offline,
    Output,
    OutputEncoding,
    Page,
    Quiet,
    Source,
    Targets,
)

if TYPE_CHECKING:
    from ..model import Run

STDIN = Path("-")


def translate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Documents to translate; - reads text from stdin.")],
    to: Targets = [],  # noqa: B006 (Typer reads the defaults, nobody changes them)
    glossary: Glossaries = [],  # noqa: B006
    source: Source = None,
    engine: EngineName = None,
    output: Output = None,
    force: Force = False,
    format: FormatName = None,
    encoding: Encoding = None,
    output_encoding: OutputEncoding = "utf-8",
    columns: Columns = [],  # noqa: B006
    fail_on: FailOnOrConfigured = None,
    report: Page = None,
    json: AsJson = False,
    quiet: Quiet = False,
    offline: Offline = False,
    memory: MemoryFile = None,
    no_memory: NoMemory = False,
    fuzzy: Fuzzy = None,
) -> None:
    """Translate documents, with every term as the glossary wants it.

    The translation of news.txt into Korean is written to news.ko.txt beside it, or into the folder given with -o. Paths of
    translations are printed on stdout, one a line; a report goes to stderr.

    Exit status: 0 all is well; 1 there are findings (--fail-on) or a file failed; 2 the command or a file cannot be used;
    3 something needed is missing; 130 interrupted.
    """
    from .. import files as disk
    from ..api import Translator
    from ..engines import load_engine
    from ..engines.choice import choose
    from ..formats.encoding import decode
    from ..glossary import load_glossaries
    from ..report import format_html, format_json, format_text

    for path in files:
        if path != STDIN:
            disk.require(path)
    settings = settings_for(
        files,
        to=to,
        glossary=glossary,
        source=source,
        engine=engine,
        fail_on=fail_on,
        offline=offline,
        memory=str(memory) if memory else None,
    )
    entries = load_glossaries(settings.glossary)
    kept = memory_for(settings, off=no_memory)
    translators = [
        Translator(
            target,
            source=settings.source,
            glossary=entries,
            engine=settings.engine,
            memory=kept,
            reuse=fuzzy / 100 if fuzzy else None,
        )
        for target in dict.fromkeys(require_targets(settings))
    ]
    load = cache(load_engine)
    for translator in translators:
        translator.engine = choose(settings.engine, translator.pair, load).engine
    alone = len(files) * len(translators) == 1
    jobs = [(path, each, _destination(path, each.pair.target, output, alone)) for path in files for each in translators]
    _refuse_collisions([destination for _, _, destination in jobs if destination])
    for written in (report, *(destination for _, _, destination in jobs)):
        if written:
            disk.refuse_existing(written, force)

    runs: list[Run] = []
    failed = False
    for path, translator, destination in jobs:
        try:
            with progress(f"{path.name} → {translator.pair.target}", quiet=quiet or json) as listener:
                translator.listener = listener
                if destination:
                    run = translator.translate_file(
                        path,
                        destination,
                        force=force,
                        format=format or settings.format_of(path),
                        encoding=encoding,
                        output_encoding=output_encoding,
                        columns=[name.strip() for each in columns for name in each.split(",")],
                    )
                else:
                    text = decode(sys.stdin.buffer.read(), path="<stdin>", encoding=encoding).text
                    run = translator.translate(text, format=format or "text")
        except TranslatorError as error:
            if alone:
                raise
            failed = True
            say(f"Error: {error}")
            continue
        except KeyboardInterrupt:
            say("Interrupted. " + ("The same command goes on from here." if kept else "No file was left half written."))
            raise
        runs.append(run)
        if not json:
            print(run.output or run.text, end="\n" if run.output else "", flush=True)
        if not quiet and not json:
            say(format_text(run))
    if report:
        disk.write(report, format_html(runs).encode(), force=force)
    if json:
        print(format_json(runs))
    limit = FailOn(settings.fail_on)
    if failed or any(limit.reached_by(finding.severity) for run in runs for _, finding in run.findings()):
        raise typer.Exit(1)


def _destination(path: Path, target: str, output: Path | None, alone: bool) -> Path | None:
    """Return the file to write, None for stdout; `output` is a file only where there is but one."""
    from ..files import target_path

    if path == STDIN and output is None:
        return None
    if output and alone and output.suffix and not output.is_dir():
        return output
    return target_path(path, target, output)


def _refuse_collisions(paths: list[Path]) -> None:
    double = next((path for path in paths if paths.count(path) > 1), None)
    if double:
        raise InputError(f"Two documents would be written to {double}. Translate them in two commands with different -o.")
