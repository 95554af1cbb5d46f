"""translator translate"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import InputError, OutputExistsError
from .configured import memory_for, settings_for, translators_for
from .options import (
    Also,
    AsJson,
    Bilingual,
    Columns,
    Encoding,
    EngineName,
    Exclude,
    FailOn,
    FailOnOrConfigured,
    Force,
    FormatName,
    Fuzzy,
    Glossaries,
    Include,
    Jobs,
    MemoryFile,
    NoMemory,
    Offline,
    Output,
    OutputEncoding,
    Page,
    Quiet,
    Source,
    Targets,
    Watch,
)
from .work import Work, explain_interruption, follow

if TYPE_CHECKING:
    from ..folders import Plan

STDIN = Path("-")


def translate(
    files: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Documents and folders; - is stdin, and goes to stdout.")],
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
    bilingual: Bilingual = False,
    also: Also = [],  # noqa: B006
    fail_on: FailOnOrConfigured = None,
    report: Page = None,
    json: AsJson = False,
    quiet: Quiet = False,
    offline: Offline = False,
    memory: MemoryFile = None,
    no_memory: NoMemory = False,
    fuzzy: Fuzzy = None,
    include: Include = [],  # noqa: B006
    exclude: Exclude = [],  # noqa: B006
    watch: Watch = False,
    jobs: Jobs = None,
) -> None:
    """Translate documents and folders, with every term as the glossary wants it.

    The translation of news.txt into Korean is written to news.ko.txt beside it, or into the folder given with -o, in which
    the tree of a folder is mirrored. Paths of translations are printed on stdout, one a line; a report goes to stderr. Of a
    folder only what has changed is translated again, and what you have edited is kept.

    Exit status: 0 all is well; 1 there are findings (--fail-on), or a file failed or was kept; 2 the command or a file cannot
    be used; 3 something needed is missing; 130 interrupted.
    """
    from .. import files as disk

    if also and STDIN in files:
        raise InputError("--also needs a file to translate, not stdin.")
    paths = [path for path in files if path != STDIN]
    settings = settings_for(
        files,
        to=to,
        glossary=glossary,
        source=source,
        engine=engine,
        fail_on=fail_on,
        offline=offline,
        memory=str(memory) if memory else None,
        jobs=jobs,
    )
    kept = memory_for(settings, off=no_memory)
    new = (not disk.target_path(path, target, output).exists() for path in paths if path.is_file() for target in settings.to)
    translators = translators_for(settings, kept, fuzzy, soon=STDIN in files or any(new))

    from ..folders import Status, Wanted, look, plan
    from ..formats import detect_binary, load_format
    from ..formats.base import PACKAGES
    from ..formats.encoding import decode
    from ..report import format_html, json_lines

    chosen = [name.strip() for each in columns for name in each.split(",")]
    wanted = Wanted(tuple(include), tuple(pattern for pattern, _ in settings.formats), tuple(exclude))

    def planned() -> Plan:
        def options(path: Path) -> dict[str, Any]:
            named = format or settings.format_of(path)
            return {
                "format": named,
                "encoding": encoding,
                "output_encoding": output_encoding,
                "columns": chosen,
                "bilingual": bilingual,
                "also": tuple(also),
            }

        return plan(paths, translators, output, wanted=wanted, options=options)

    todo = planned()
    if report:
        disk.refuse_existing(report, force)
    for job in todo.jobs:
        if job.named and not force and not watch and (found := look(job)) and found.status in (Status.EXISTS, Status.OUTDATED):
            raise OutputExistsError(job.output)
    work = Work(force, FailOn(settings.fail_on), quiet, settings.jobs, keeps_runs=bool(report) or json, prints=not json)
    try:
        if STDIN in files:
            data = disk.read_stream(sys.stdin.buffer, "<stdin>")
            reader = load_format(format) if format else None if encoding else detect_binary(data, "<stdin>")
            if reader and reader.name in (*PACKAGES, "pdf"):
                if paths:
                    raise InputError(f"<stdin> is a {reader.name} document. Translate it in a command of its own.")
                work.document(data, reader, translators, output, output_encoding, columns=chosen, bilingual=bilingual)
            else:
                text = decode(data, path="<stdin>", encoding=encoding).text
                reader = load_format(format or "text")
                work.text(text, reader, translators, output, output_encoding, columns=chosen, bilingual=bilingual)
        work.do(todo)
        if report:
            disk.write(report, format_html(work.runs).encode(), force=force)
        if json:
            for line in json_lines(work.runs):
                print(line)
        if watch:
            follow(work, planned, translators, settings.glossary)
    except KeyboardInterrupt:
        explain_interruption(kept is not None)
        raise
    if status := work.status():
        raise typer.Exit(status)
