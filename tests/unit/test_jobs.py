"""Several processes: the same bytes and reports as one, whatever becomes of a worker, and errors that are the same."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from translator import Translator, network, sections, translate_folder
from translator.engines import threads
from translator.engines.base import Progress
from translator.errors import EngineUnavailableError, GlossaryError, OfflineError, WorkerError
from translator.folders import Done, Seen, Status, plan, prepare, translate_jobs, worker
from translator.folders.chunks import LEAST_BYTES, chunks
from translator.folders.run import TOGETHER_BYTES
from translator.folders.worker import Setup, packed, unpacked
from translator.glossary import load_glossaries
from translator.memory import Memory
from translator.model import Candidate, Decoding, Pair, Request
from translator.spool import Outcomes
from translator.testing import FakeEngine

ROOT = Path(__file__).parents[2]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Twelve texts, one of them no text, and one much longer than the others."""
    folder = tmp_path / "docs"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02}.md").write_text(f"# Number {n}\n\nThe talks of day {n} ended. Number {n} left.\n", encoding="utf-8")
    (folder / "05.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (folder / "11.md").write_text("The talks ended. They left.\n\n" * 50, encoding="utf-8")
    return folder


def translators(tmp_path: Path, engine: FakeEngine | None = None, memory: str = "m") -> list[Translator]:
    """Return one for each language, with a memory of their own."""
    (tmp_path / "g.csv").write_text("en,ko,ja\ntalks,회담,会談\n", encoding="utf-8")
    glossary, kept = load_glossaries([tmp_path / "g.csv"]), Memory(tmp_path / f"{memory}.sqlite")
    return [Translator(to, engine=engine or FakeEngine(), glossary=glossary, memory=kept) for to in ("ko", "ja")]


def told(done: Sequence[Done], tmp_path: Path) -> list[object]:
    """Return all that a report says of some jobs, but for the seconds and the folder."""
    paths = [each.job.output.relative_to(tmp_path).parts[1:] for each in done]
    runs = [each.run and replace(each.run, output="") for each in done]
    return [(path, d.status, d.severity, d.terms, run, d.error) for path, d, run in zip(paths, done, runs, strict=True)]


def test_two_processes_do_what_one_does(docs: Path, tmp_path: Path) -> None:
    """The same bytes, statuses, runs and errors, in the same order; then all is up to date, and with `again` done again."""
    one = list(translate_folder(docs, translators(tmp_path, memory="one"), tmp_path / "one"))
    two = list(translate_folder(docs, translators(tmp_path), tmp_path / "two", jobs=2))
    assert Counter(each.status for each in two) == {Status.TRANSLATED: 22, Status.FAILED: 2}
    assert told(one, tmp_path) == told(two, tmp_path)
    files = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert files[0] == files[1]
    assert len(files[0]) == 22
    repeated = list(translate_folder(docs, translators(tmp_path), tmp_path / "two", jobs=2))
    assert Counter(each.status for each in repeated) == {Status.UP_TO_DATE: 22, Status.FAILED: 2}
    jobs = plan([docs], translators(tmp_path), tmp_path / "two").jobs
    again = list(translate_jobs(jobs, workers=2, again=True, runs=False))
    assert [each.status for each in again] == [each.status for each in two]
    assert not any(each.run for each in again)


class Counting(FakeEngine):
    """Notes the processes that it translates in, and how many threads it would have."""

    def __init__(self, notes: Path) -> None:
        super().__init__()
        self.notes = notes

    def translate(
        self, requests: Sequence[Request], pair: Pair, decoding: Decoding = Decoding(), progress: Progress | None = None
    ) -> list[tuple[Candidate, ...]]:
        with self.notes.open("a") as file:
            file.write(f"{os.getpid()} {threads.threads()} {len(requests)}\n")
        return super().translate(requests, pair, decoding, progress)

    def seen(self) -> list[tuple[int, int, int]]:
        lines = self.notes.read_text().splitlines() if self.notes.exists() else []
        return [(int(process), int(each), int(size)) for process, each, size in map(str.split, lines)]


def test_no_more_workers_than_work(docs: Path, tmp_path: Path) -> None:
    """Cores are divided among the workers that there are; small files share batches; what changed alone is done here."""
    engine = Counting(tmp_path / "notes")
    korean, _ = translators(tmp_path, engine)
    assert len(list(translate_folder(docs, korean, tmp_path / "out", jobs=3))) == 12
    assert os.getpid() not in {process for process, _, _ in engine.seen()}
    assert 2 <= len({process for process, _, _ in engine.seen()}) <= 3
    assert {each for _, each, _ in engine.seen()} == {max(1, threads.cores() // 3)}
    assert len(engine.seen()) < 11
    engine.notes.unlink()
    (docs / "03.md").write_text("They left early.\n", encoding="utf-8")
    (docs / "05.md").unlink()
    statuses = Counter(each.status for each in translate_folder(docs, korean, tmp_path / "out", jobs=3))
    assert statuses == {Status.UP_TO_DATE: 10, Status.TRANSLATED: 1}
    assert {process for process, _, _ in engine.seen()} == {os.getpid()}


class Deadly(FakeEngine):
    """Its process is killed by one text, as often as it is told to."""

    def __init__(self, times: int, notes: Path) -> None:
        super().__init__()
        self.times, self.notes = times, notes

    def translate(
        self, requests: Sequence[Request], pair: Pair, decoding: Decoding = Decoding(), progress: Progress | None = None
    ) -> list[tuple[Candidate, ...]]:
        if any("day 7" in request.source for request in requests):
            with self.notes.open("a") as file:
                file.write("x")
            if len(self.notes.read_text()) <= self.times:
                os.kill(os.getpid(), signal.SIGKILL)
        return super().translate(requests, pair, decoding, progress)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize(("times", "failed"), [(1, ["05.md"]), (99, ["05.md", "07.md"])])
def test_a_killed_worker_costs_its_file_at_most(docs: Path, tmp_path: Path, times: int, failed: list[str]) -> None:
    """Others are translated; the file is tried again, and named where that kills too. No worker is left over."""
    korean, _ = translators(tmp_path, Deadly(times, tmp_path / "notes"))
    done = list(translate_folder(docs, korean, tmp_path / "out", jobs=2))
    assert [each.job.source.name for each in done if each.status is Status.FAILED] == failed
    assert [each.job.source.name for each in done] == sorted(path.name for path in docs.iterdir())
    assert "was killed, twice" in done[7].error or times == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"{n:02}.ko.md" for n in range(12) if f"{n:02}.md" not in failed
    ]


class Broken(FakeEngine):
    """Cannot be used, which it finds out late."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def translate(
        self, requests: Sequence[Request], pair: Pair, decoding: Decoding = Decoding(), progress: Progress | None = None
    ) -> list[tuple[Candidate, ...]]:
        if any("day 7" in request.source for request in requests):
            raise self.error
        return super().translate(requests, pair, decoding, progress)


def test_an_error_is_the_same_as_in_one_process(docs: Path, tmp_path: Path) -> None:
    """With what came before it in the order of the documents."""
    error = EngineUnavailableError("The model is gone. Install it again.")
    for jobs in (1, 2):
        korean = replace(translators(tmp_path, Broken(error))[0], memory=None)
        done = []
        with pytest.raises(EngineUnavailableError, match=r"^The model is gone\. Install it again\.$"):
            done += translate_folder(docs, korean, tmp_path / f"out{jobs}", jobs=jobs)
        results = translate_folder(docs, korean, tmp_path / f"again{jobs}", jobs=jobs)
        assert [next(results).job.source.name for _ in range(7)] == [f"{n:02}.md" for n in range(7)]
        results.close()  # type: ignore[attr-defined]


def test_a_bug_tells_where_it_was_met(docs: Path, tmp_path: Path) -> None:
    """A document that was named ends the work with the traceback of the worker."""
    korean, _ = translators(tmp_path, Broken(ZeroDivisionError("day 7")))
    jobs = plan(sorted(docs.iterdir()), [korean], tmp_path / "out").jobs
    with pytest.raises(ZeroDivisionError) as raised:
        list(translate_jobs(jobs, workers=2))
    assert "in translate\n    raise self.error" in raised.value.__notes__[0]


def test_what_no_process_can_be_given_is_said(docs: Path, tmp_path: Path) -> None:
    """An engine made of a function without a name; and a script that starts itself again and again."""
    engine = FakeEngine()
    engine.signature = lambda pair: "mine"  # type: ignore[method-assign]
    with pytest.raises(WorkerError, match="cannot be handed to another process"):
        list(translate_folder(docs, translators(tmp_path, engine)[0], tmp_path / "out", jobs=2))
    script = tmp_path / "script.py"
    script.write_text(
        "from translator import Translator, translate_folder\n"
        f"list(translate_folder({str(docs)!r}, Translator('ko', engine='fake'), {str(tmp_path / 'out')!r}, jobs=2))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 1
    assert "WorkerError: No worker process could be started" in done.stderr
    assert "if __name__ == '__main__':" in done.stderr.splitlines()[-1]


def test_progress_of_every_worker_is_seen(docs: Path, tmp_path: Path) -> None:
    """Every document is seen, and how far it is; in one process too."""
    for workers in (1, 2):
        seen: list[Seen] = []
        jobs = plan([docs], translators(tmp_path, memory=f"{workers}"), tmp_path / f"out{workers}").jobs
        list(translate_jobs(jobs, workers=workers, watcher=seen.append))
        assert {each.worker for each in seen} <= set(range(workers))
        assert {each.job.output for each in seen if each.job} == {job.output for job in jobs}
        assert any(each.rung == "draft" and each.done <= each.total for each in seen)


def test_a_compiled_glossary_is_mapped_and_not_copied(tmp_path: Path) -> None:
    """A worker opens the same file, once; where it is gone that is said."""
    terms = "\n".join(f"term number {n},용어 {n}" for n in range(3000))
    (tmp_path / "g.csv").write_text(f"en,ko\n{terms}\n", encoding="utf-8")
    glossary = load_glossaries([tmp_path / "g.csv"])
    assert glossary.compiled
    assert glossary.compiled.place
    several = tuple(Translator("ko", engine=FakeEngine(), glossary=glossary) for _ in range(2))
    data = packed(Setup(several, 2, force=False, again=False, runs=True, watched=False, shut=""))
    assert len(data) < 2000
    assert len(pickle.dumps(glossary)) > 100_000
    first, second = unpacked(data).translators
    assert first.glossary is second.glossary
    assert first.glossary == glossary
    assert first.glossary.compiled  # type: ignore[union-attr]
    glossary.compiled.place.rename(tmp_path / "elsewhere")
    worker._reopened.cache_clear()
    with pytest.raises(GlossaryError, match="not there any more"):
        unpacked(data)


def sizes(tmp_path: Path, *bytes: int) -> Iterator[Path]:
    """Yield files of these sizes."""
    for number, size in enumerate(bytes):
        path = tmp_path / f"{number:03}.txt"
        path.write_bytes(b"x" * size)
        yield path


@pytest.mark.parametrize(
    ("bytes", "workers", "parts"),
    [
        ((2000, 2100, 2000, 1900, 2000, 2200, 2000, 1800), 2, [[0, 1, 2, 3], [4, 5, 6, 7]]),
        ((100, 90_000, 100, 200_000, 100), 2, [[3], [1], [0, 2, 4]]),
        ((0, 0, 0), 2, [[1, 2], [0]]),
        ((10_000,), 8, [[0]]),
        ((), 2, []),
    ],
)
def test_chunks(tmp_path: Path, bytes: tuple[int, ...], workers: int, parts: list[list[int]]) -> None:
    """Small files together, in even parts; large ones alone, and first."""
    jobs = plan(list(sizes(tmp_path, *bytes)), [Translator("ko", engine=FakeEngine())], tmp_path / "out").jobs
    assert chunks(jobs, range(len(jobs)), workers) == parts


def test_many_small_files_fill_batches(tmp_path: Path) -> None:
    """What one process translates together, where that is enough for all; else smaller chunks, still of several batches."""
    jobs = plan(list(sizes(tmp_path, *[3000] * 200)), translators(tmp_path), tmp_path / "out").jobs
    as_alone, at = [], 0
    while at < len(jobs):
        as_alone.append(list(range(at, at + prepare(jobs[at:]))))
        at = as_alone[-1][-1] + 1
    assert len(as_alone) == 20
    assert chunks(jobs, range(400), 4) == as_alone
    rest = [[number for number in chunk if number >= 100] for chunk in as_alone]
    assert sorted(chunks(jobs, range(100, 400), 3)) == [chunk for chunk in rest if chunk]
    finer = chunks(jobs, range(400), 6)
    assert sorted(number for chunk in finer for number in chunk) == list(range(400))
    assert all(LEAST_BYTES <= 3000 * len(chunk) <= TOGETHER_BYTES for chunk in finer)
    assert all(len({id(jobs[number].translator) for number in chunk}) == 1 for chunk in finer)
    assert len(finer) >= 24


class Calling(FakeEngine):
    """Wants to call home."""

    def translate(
        self, requests: Sequence[Request], pair: Pair, decoding: Decoding = Decoding(), progress: Progress | None = None
    ) -> list[tuple[Candidate, ...]]:
        socket.socket(socket.AF_INET).close()
        return super().translate(requests, pair, decoding, progress)


class Spooling(FakeEngine):
    """Brings along to its process that a document is large from some bytes on."""

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__ |= state
        sections.WHOLE, sections.SECTION = 1000, 400
        worker.BLOCK = 7  # type: ignore[attr-defined]


def test_what_a_large_document_has_laid_aside_is_laid_aside_here(docs: Path, tmp_path: Path) -> None:
    """Its outcomes come in parts and go to disk again; a killed worker leaves none of them."""
    (docs / "12.txt").write_text("The talks ended. They left.\n\n" * 50, encoding="utf-8")
    korean, _ = translators(tmp_path, Spooling())
    large = list(translate_folder(docs, korean, tmp_path / "large", jobs=2))[12].run
    whole = list(translate_folder(docs, replace(korean, memory=None), tmp_path / "whole"))[12].run
    assert large
    assert whole
    assert isinstance(large.outcomes, Outcomes)
    assert [outcome.segment for outcome in large.outcomes] == [outcome.segment for outcome in whole.outcomes]
    assert len(large.outcomes) == 100
    assert (tmp_path / "large" / "12.ko.txt").read_bytes() == (tmp_path / "whole" / "12.ko.txt").read_bytes()


def test_where_the_network_is_shut_it_is_in_all_processes(docs: Path, tmp_path: Path) -> None:
    """With the same reason."""
    network.shut("You want to stay offline.")
    with pytest.raises(OfflineError, match="You want to stay offline"):
        list(translate_folder(docs, replace(translators(tmp_path, Calling())[0], memory=None), tmp_path / "out", jobs=2))
