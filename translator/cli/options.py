"""The options that several verbs share, described once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..model import Severity

Glossaries = Annotated[
    list[str],
    typer.Option(
        "--glossary",
        "-g",
        metavar="GLOSSARY",
        help="A glossary: a file (YAML, CSV, TSV), a folder of them, or 'curated', the one that comes with translator. "
        "May be repeated. Without it those of the configuration are used, if there is one.",
    ),
]
Targets = Annotated[
    list[str], typer.Option("--to", "-t", metavar="LANGUAGE", help="Language to translate into: ko, ja. May be repeated.")
]
Source = Annotated[
    str | None, typer.Option("--from", "-f", metavar="LANGUAGE", help="Language of the documents, if not English.")
]
EngineName = Annotated[
    str | None,
    typer.Option("--engine", metavar="ENGINE", help="Who translates, if not the best there is; 'translator engines' lists them."),
]
Offline = Annotated[bool, typer.Option("--offline", help="Open no connection, whatever happens.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Folder for the translations, or the file, if there is but one."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace files that exist already.")]
FormatName = Annotated[
    str | None, typer.Option("--format", metavar="FORMAT", help="Format of the documents, if it is not what it seems.")
]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="ENCODING", help="Encoding of text documents (cp949, shift_jis), if not detected."),
]
Columns = Annotated[
    list[str],
    typer.Option(
        "--columns",
        metavar="COLUMNS",
        help="Columns of a table to translate, by number or by name: 2,Title. Without it those that hold text.",
    ),
]
Bilingual = Annotated[
    bool, typer.Option("--bilingual", help="Keep the source above each translation: text, Markdown, HTML, subtitles, Word.")
]


class ForTranslators(StrEnum):
    """Files with which a translator goes on in another program."""

    XLIFF = "xliff"
    TMX = "tmx"


Also = Annotated[
    list[ForTranslators],
    typer.Option(
        "--also",
        metavar="xliff|tmx",
        help="Write both languages as XLIFF (news.ko.xlf) or as a translation memory (news.ko.tmx) too, for OmegaT or memoQ.",
    ),
]
OutputEncoding = Annotated[
    str, typer.Option("--output-encoding", metavar="ENCODING", help="Encoding of the translations of text documents.")
]
MemoryFile = Annotated[
    Path | None,
    typer.Option("--memory", metavar="FILE", help="The translation memory, if not your own in your data folder."),
]
NoMemory = Annotated[bool, typer.Option("--no-memory", help="Keep no text on this machine, and remember none.")]
Fuzzy = Annotated[
    int | None,
    typer.Option(
        "--fuzzy",
        metavar="PERCENT",
        min=50,
        max=100,
        help="Use people's translations of texts that are as like as this, numbers apart; otherwise they are only shown.",
    ),
]
Include = Annotated[
    list[str],
    typer.Option(
        "--include", metavar="PATTERN", help="Of a folder, only files like this: '*.md', 'guide/*', 'data/*.json'. May be repeated."
    ),
]
Exclude = Annotated[
    list[str], typer.Option("--exclude", metavar="PATTERN", help="Of a folder, no files like this, and no such folders: 'drafts/'.")
]
Watch = Annotated[bool, typer.Option("--watch", help="Go on translating what changes, until Ctrl-C.")]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=0,
        help="Translate N files at once, each in a process of its own that takes up to 1 GB; 0: as many as there are cores.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print everything as one JSON document.")]
Page = Annotated[
    Path | None,
    typer.Option("--report", metavar="FILE", help="Write a page for review: both texts side by side, with terms and findings."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no report, only errors.")]


class FailOn(StrEnum):
    """From which severity on findings make the exit status 1."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"
    NEVER = "never"

    def reached_by(self, severity: Severity) -> bool:
        """Return whether a finding of this severity counts."""
        return self is not FailOn.NEVER and severity >= Severity[self.name]


_SEVERITIES = "|".join(FailOn)
FailOnOption = Annotated[
    FailOn,
    typer.Option("--fail-on", metavar=_SEVERITIES, help="Exit with status 1 if there is a finding of this severity or above."),
]
FailOnOrConfigured = Annotated[
    FailOn | None,
    typer.Option(
        "--fail-on",
        metavar=_SEVERITIES,
        help="Exit with status 1 if there is a finding of this severity or above; critical by default.",
    ),
]
