"""translator glossary import and export."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from .console import say
from .options import Encoding, Force

File = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write; without it, stdout.")]
ShapeName = Annotated[
    str | None,
    typer.Option(
        "--shape",
        metavar="SHAPE",
        help="yaml, csv, tsv, tbx2, tbx3, deepl, google, google-pairs, amazon, amazon-multi, xlsx (read only).",
    ),
]
Languages = Annotated[
    list[str], typer.Option("--to", "-t", metavar="LANGUAGE", help="Target language: ko, ja. May be repeated. Default: all.")
]
From = Annotated[str, typer.Option("--from", "-f", metavar="LANGUAGE", help="Source language.")]


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A glossary of another tool; - is stdin.")],
    output: File = None,
    shape: ShapeName = None,
    to: Languages = [],  # noqa: B006 (Typer reads the default, nobody changes it)
    source: From = "en",
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME", help="Sheet of a workbook, if it is not the first.")] = "",
    encoding: Encoding = None,
    force: Force = False,
) -> None:
    """Read a glossary of another tool and write it as YAML, to be edited and used with -g.

    The shape of FILE is recognised, or named with --shape. The ending of -o decides what is written: .yaml, .csv, .tsv.
    Each entry gets an id, and says in 'source' which file and line it comes from. What cannot be kept is said on stderr.
    """
    from ..errors import GlossaryError
    from ..files import read, refuse_existing
    from ..glossary import Entry, Glossary, PatternEntry, shapes
    from ..locales import parse_tag

    if output:
        refuse_existing(output, force)
    data = sys.stdin.buffer.read() if str(file) == "-" else read(file)
    data = _as_utf8(data, file, encoding)
    options = shapes.Options(parse_tag(source), tuple(parse_tag(tag) for tag in to), sheet)
    found = (shapes.named(shape) if shape else shapes.detect(data, str(file))).read(data, str(file), options)
    if found.problems:
        raise GlossaryError(found.problems)
    items = shapes.with_sources(shapes.with_ids(found.items), str(file))
    entries = tuple(item for item in items if isinstance(item, Entry))
    glossary = Glossary(entries, tuple(item for item in items if isinstance(item, PatternEntry)))
    written = (shapes.shape_of(output) if output else shapes.named("yaml")).write(glossary, options)
    _report(file.name, (*found.losses, *written.losses))
    say(f"{len(items)} entries")
    _put(written.data, output, force)


def export(
    names: Annotated[list[str], typer.Argument(metavar="GLOSSARY…", help="Files, folders, or 'curated'.")],
    output: File = None,
    shape: ShapeName = None,
    to: Languages = [],  # noqa: B006
    source: From = "en",
    force: Force = False,
) -> None:
    """Write a glossary in the shape of another tool.

    The shape is named with --shape, or follows from the ending of -o: .csv, .tsv, .tbx (version 2), .yaml. What the shape
    cannot hold is said on stderr. Texts that a spreadsheet would run as a formula get an apostrophe in front.
    """
    from ..errors import InputError
    from ..files import refuse_existing
    from ..glossary import Entry, Glossary, load_glossaries, shapes
    from ..locales import parse_tag

    if not shape and not output:
        raise InputError("Name the shape with --shape, or a file with -o: .csv, .tsv, .tbx, .yaml.")
    if output:
        refuse_existing(output, force)
    chosen = shapes.named(shape) if shape else shapes.shape_of(output or Path())
    options = shapes.Options(parse_tag(source), tuple(parse_tag(tag) for tag in to))
    glossary = load_glossaries(names)
    entries = tuple(item for item in shapes.with_ids(glossary.entries) if isinstance(item, Entry))
    written = chosen.write(Glossary(entries, glossary.patterns), options)
    _report(shape or chosen.suffix[1:], written.losses)
    _put(written.data, output, force)


def _as_utf8(data: bytes, file: Path, encoding: str | None) -> bytes:
    """Return text in UTF-8; XML, workbooks and UTF-8 as they are."""
    from ..formats.encoding import decode
    from ..glossary import shapes

    if shapes.is_binary(data):
        return data
    return decode(data, path=str(file), encoding=encoding).text.encode()


def _report(name: str, losses: Iterable[str]) -> None:
    for loss in losses:
        say(f"{name}: {loss}")


def _put(data: bytes, output: Path | None, force: bool) -> None:
    from ..files import write

    if output:
        write(output, data, force=force)
        print(output)
    else:
        sys.stdout.buffer.write(data)
