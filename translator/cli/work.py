"""The work behind 'translator translate': jobs one after the other or at once, with progress, reports and the exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError, TranslatorError
from ..model import Severity
from .console import board, progress, say
from .options import FailOn

if TYPE_CHECKING:
    from ..api import Translator
    from ..folders import Done, Job, Plan, Seen
    from ..formats.base import Format
    from ..model import Run


@dataclass(slots=True)
class Work:
    """What is done with every document, and what became of those that were."""

    force: bool
    fail_on: FailOn
    quiet: bool
    jobs: int
    """How many documents are translated at once; 0: one for each core."""
    keeps_runs: bool
    """Whether the runs are wanted at the end, for a page or as JSON; of many documents they take much memory."""
    prints: bool
    """Whether paths and reports are wanted on the way."""
    runs: list[Run] = field(default_factory=list)
    worst: Severity | None = None
    failed: bool = False

    def do(self, plan: Plan) -> None:
        """Do all jobs of a plan, and show a table at the end where some of them were found in a folder."""
        from ..report import format_folder

        done = self._done(plan.jobs)
        self.failed |= bool(plan.unreadable)
        if self.prints and not self.quiet and (plan.unreadable or not all(job.named for job in plan.jobs)):
            say(format_folder(done, plan.unreadable))

    def _done(self, jobs: Sequence[Job]) -> list[Done]:
        from ..folders import translate_jobs

        done: list[Done] = []
        with board(len(jobs), quiet=self.quiet or not self.prints) as shown:

            def watcher(seen: Seen) -> None:
                shown.show(seen.worker, _label(seen.job) if seen.job else "", seen.rung, seen.done, seen.total)

            options = {"force": self.force, "again": self.keeps_runs, "runs": self.keeps_runs}
            with closing(translate_jobs(jobs, **options, workers=self.jobs, watcher=watcher if shown.visible else None)) as results:
                for each in results:
                    with shown.hidden():
                        done.append(self._told(each, len(jobs)))
        return done

    def text(
        self,
        text: str,
        reader: Format,
        translators: Sequence[Translator],
        output: Path | None,
        encoding: str,
        *,
        columns: Sequence[str],
        bilingual: bool,
    ) -> None:
        """Translate what came through stdin, to stdout or into a file.

        Raises `InputError` before any work where an option means nothing for it.
        """
        from .. import files
        from ..formats.base import require_encoding

        name = str(output or "<stdout>")
        require_encoding(reader, encoding, name)
        as_bytes = encoding.lower() not in ("utf-8", "utf8") and not output
        if as_bytes and not self.prints:
            raise InputError("--output-encoding is for text, and --json prints UTF-8. Name a file for the translation with -o.")
        for translator in translators:
            run, data = self._from_stdin(
                translator, text.encode(), format=reader.name, encoding="utf-8", columns=columns, bilingual=bilingual
            )
            run = replace(run, text=data.decode())
            data = files.encoded(data, encoding, name)
            if output or as_bytes:
                self._send(data, output)
            self._take(run, str(output) if output else "" if as_bytes else run.text, "\n" if output else "")

    def document(
        self,
        data: bytes,
        reader: Format,
        translators: Sequence[Translator],
        output: Path | None,
        encoding: str,
        *,
        columns: Sequence[str],
        bilingual: bool,
    ) -> None:
        """Translate a document that is no text and came through stdin, to stdout or into a file, as bytes.

        Raises `InputError` before any work where bytes would be lost or shown.
        """
        from .. import files
        from ..api import refuse_other_format
        from ..formats.base import require_encoding

        name = f"a {reader.name} document"
        if len(translators) > 1:
            raise InputError(f"<stdin> is {name}, of which one translation can be written. Name one language with --to.")
        if not output and not self.prints:
            raise InputError(f"<stdin> is {name}, and --json has stdout. Name a file for the translation with -o.")
        if not output and sys.stdout.isatty():
            raise InputError(f"<stdin> is {name}, which no terminal can show. Name a file with -o, or redirect: > translation.")
        if output:
            refuse_other_format(reader, Path(f"-{reader.suffixes[0]}"), output)
            files.refuse_existing(output, self.force)
        require_encoding(reader, encoding, str(output or "<stdout>"))
        (translator,) = translators
        run, written = self._from_stdin(translator, data, format=reader.name, columns=columns, bilingual=bilingual)
        self._send(files.encoded(written, encoding, str(output or "<stdout>")), output)
        run = replace(run, output=str(output)) if output else run
        self._take(run, str(output) if output else "", "\n" if output else "")

    def _from_stdin(self, translator: Translator, data: bytes, **options: Any) -> tuple[Run, bytes]:
        """Translate, with progress; `options` are those of `Translator.translate_bytes`."""
        with progress(f"<stdin> → {translator.pair.target}", quiet=self.quiet or not self.prints) as listener:
            translator.listener = listener
            return translator.translate_bytes(data, name="<stdin>", **options)

    def _send(self, data: bytes, output: Path | None) -> None:
        """Write a translation into a file, or to stdout as the bytes it is."""
        from .. import files

        if output:
            files.write(output, data, force=self.force)
        else:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    def status(self) -> int:
        """Return the exit status."""
        return int(self.failed or (self.worst is not None and self.fail_on.reached_by(self.worst)))

    def _told(self, done: Done, total: int) -> Done:
        """Tell what became of a job, and return it without its run."""
        from ..folders import Status

        job = done.job
        self.worst = max((each for each in (self.worst, done.severity) if each), default=None)
        if done.status in (Status.FAILED, Status.OUTDATED, Status.EXISTS):
            self.failed = True
        if done.status is Status.FAILED and job.named and total == 1:
            raise InputError(done.error)
        table = self.prints and not self.quiet and not job.named
        if done.status is Status.FAILED and not table:
            say(f"Error: {done.error}")
        elif done.status in (Status.OUTDATED, Status.EXISTS) and not table:
            say(f"{job.output} was kept: {done.status}.")
        elif job.named and done.status in (Status.UP_TO_DATE, Status.EDITED) and self.prints:
            print(job.output, flush=True)
            if not self.quiet:
                say(f"{job.output}: {done.status}")
        if done.run:
            self._take(done.run, done.run.output, "\n", report=job.named)
        elif done.status is Status.TRANSLATED and self.prints:
            print(job.output, flush=True)
        return replace(done, run=None)

    def _take(self, run: Run, line: str, end: str, *, report: bool = True) -> None:
        from ..report import format_text

        self.worst = max((s for s in (self.worst, *(finding.severity for _, finding in run.findings())) if s), default=None)
        if self.keeps_runs:
            self.runs.append(run)
        if self.prints:
            print(line, end=end, flush=True)
            if report and not self.quiet:
                say(format_text(run))


def _label(job: Job) -> str:
    return f"{job.source.name} → {job.translator.pair.target}"


def explain_interruption(kept: bool) -> None:
    """Say what Ctrl-C has left behind, and how to go on."""
    say("Interrupted. No file was left half written." + " The same command goes on from here." * kept)


def follow(work: Work, planned: Callable[[], Plan], translators: Sequence[Translator], glossaries: Sequence[str]) -> None:
    """Translate what changes, until somebody presses Ctrl-C; a changed glossary changes everything."""
    from ..folders import Plan, watch
    from ..glossary import glossary_files, load_glossaries

    say("Watching. Ctrl-C ends it.")
    terms = frozenset(glossary_files(glossaries))
    for changed in watch(lambda: {*terms, *(job.source for job in planned().jobs)}):
        try:
            if changed & terms:
                entries = load_glossaries(glossaries)
                for translator in translators:
                    translator.glossary = entries
            work.do(Plan(tuple(job for job in planned().jobs if changed & terms or job.source in changed)))
        except TranslatorError as error:
            say(f"Error: {error}")
