"""Folders: what is found in them, what is skipped, kept and redone, and what is refused before anything is written."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from translator import Translator
from translator.engines.base import Progress
from translator.errors import InputError
from translator.folders import Done, Status, Wanted, plan, translate_folder
from translator.folders.find import documents
from translator.folders.watch import watch
from translator.glossary import load_glossaries
from translator.memory import Memory
from translator.model import Candidate, Decoding, Pair, Request
from translator.testing import FakeEngine

TREE = {
    "index.md": "# Talks\n",
    "guide/start.md": "They left.\n",
    "guide/deep/er/end.txt": "It ended.\n",
    "guide/package.json": '{"name": "Talks"}\n',
    "guide/logo.png": "no picture",
    ".git/config.txt": "Hidden.\n",
    "drafts/old.md": "Old.\n",
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for name, text in TREE.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "docs"


def names(folder: Path, wanted: Wanted = Wanted(), besides: Path | None = None) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in documents(folder, wanted, besides=besides) if isinstance(path, Path)]


def translator(tmp_path: Path, *, memory: bool = True, **options: object) -> Translator:
    kept = Memory(tmp_path / "m.sqlite") if memory else None
    return Translator("ko", engine=FakeEngine({"They left.": "그들은 떠났다."}), memory=kept, **options)  # type: ignore[arg-type]


def statuses(done: list[Done]) -> dict[str, Status]:
    return {each.job.source.name: each.status for each in done}


def run(docs: Path, **options: object) -> dict[str, Status]:
    return statuses(list(translate_folder(docs, translator(docs.parent), docs.parent / "out", **options)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["index.md", "drafts/old.md", "guide/start.md", "guide/deep/er/end.txt"]),
        (Wanted(include=("*.md",)), ["index.md", "drafts/old.md", "guide/start.md"]),
        (Wanted(include=("guide/*",)), ["guide/logo.png", "guide/package.json", "guide/start.md", "guide/deep/er/end.txt"]),
        (Wanted(include=("*.json",)), ["guide/package.json"]),
        (Wanted(include=(".git/*",)), [".git/config.txt"]),
        (Wanted(exclude=("drafts/", "end.*")), ["index.md", "guide/start.md"]),
        (Wanted(exclude=("guide",)), ["index.md", "drafts/old.md"]),
        (Wanted(also=("*.png",)), ["index.md", "drafts/old.md", "guide/logo.png", "guide/start.md", "guide/deep/er/end.txt"]),
    ],
)
def test_documents_are_found(docs: Path, wanted: Wanted, found: list[str]) -> None:
    """Known endings, but for those of data; nothing hidden; patterns for names and for paths."""
    assert names(docs, wanted) == found


def test_translations_and_loops_are_not_entered(docs: Path) -> None:
    """Neither an output folder inside, nor a translation beside its source, nor a link to a folder; a link to a file is."""
    (docs / "out").mkdir()
    (docs / "out" / "index.ko.md").write_text("번역", encoding="utf-8")
    (docs / "index.ja.md").write_text("翻訳", encoding="utf-8")
    (docs / "alone.ko.md").write_text("No source beside it.", encoding="utf-8")
    (docs / "loop").symlink_to(docs)
    (docs / "circle.md").symlink_to(docs / "circle.md")
    (docs / "broken.md").symlink_to(docs / "nowhere.md")
    (docs / "link.md").symlink_to(docs / "index.md")
    assert [name for name in names(docs, besides=docs / "out") if "/" not in name] == ["alone.ko.md", "index.md", "link.md"]
    assert not [name for name in names(docs, besides=docs / "out") if name.startswith(("out", "loop"))]


def test_the_tree_is_mirrored_and_nothing_else_is_copied(docs: Path) -> None:
    """Only translations are in the output folder."""
    assert set(run(docs).values()) == {Status.TRANSLATED}
    out = docs.parent / "out"
    found = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert found == ["drafts/old.ko.md", "guide/deep/er/end.ko.txt", "guide/start.ko.md", "index.ko.md"]
    assert (out / "guide/start.ko.md").read_text(encoding="utf-8") == "그들은 떠났다.\n"


def test_only_what_has_changed_is_done_again(docs: Path) -> None:
    """The source, the glossary, the options and the output each count; a new time stamp does not."""
    run(docs)
    os.utime(docs / "index.md")
    assert set(run(docs).values()) == {Status.UP_TO_DATE}
    (docs / "index.md").write_text("# They left.\n", encoding="utf-8")
    (docs.parent / "out" / "drafts" / "old.ko.md").unlink()
    wanted = {"index.md": "translated", "old.md": "translated", "start.md": "up to date", "end.txt": "up to date"}
    assert run(docs) == wanted
    (docs.parent / "g.csv").write_text("en,ko\ntalks,회담\n", encoding="utf-8")
    again = translator(docs.parent, glossary=load_glossaries([docs.parent / "g.csv"]))
    assert set(statuses(list(translate_folder(docs, again, docs.parent / "out"))).values()) == {Status.TRANSLATED}
    assert set(run(docs, output_encoding="cp949").values()) == {Status.TRANSLATED}
    assert set(run(docs, output_encoding="cp949").values()) == {Status.UP_TO_DATE}


def test_what_was_edited_is_kept(docs: Path) -> None:
    """Until --force, and named as such; so is a file of which nothing is known."""
    edited, foreign = docs.parent / "out" / "index.ko.md", docs.parent / "out" / "guide" / "start.ko.md"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("Mine.", encoding="utf-8")
    assert run(docs)["start.md"] is Status.EXISTS
    edited.write_text("# 회담 (edited)\n", encoding="utf-8")
    assert run(docs)["index.md"] is Status.EDITED
    (docs / "index.md").write_text("# New\n", encoding="utf-8")
    assert run(docs)["index.md"] is Status.OUTDATED
    assert (edited.read_text(encoding="utf-8"), foreign.read_text(encoding="utf-8")) == ("# 회담 (edited)\n", "Mine.")
    assert set(run(docs, force=True).values()) == {Status.TRANSLATED}
    assert edited.read_text(encoding="utf-8") == "# New\n"


def test_without_a_memory_nothing_is_replaced(docs: Path) -> None:
    """Since nobody knows who wrote what is there."""
    plain = translator(docs.parent, memory=False)
    assert set(statuses(list(translate_folder(docs, plain, docs.parent / "out"))).values()) == {Status.TRANSLATED}
    assert set(statuses(list(translate_folder(docs, plain, docs.parent / "out"))).values()) == {Status.EXISTS}


def test_a_bad_file_does_not_stop_the_others(docs: Path) -> None:
    """It fails with its reason, and the rest is translated."""
    (docs / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (docs / "folder.md").mkdir()
    done = list(translate_folder(docs, translator(docs.parent), docs.parent / "out"))
    assert Counter(each.status for each in done) == {Status.TRANSLATED: 4, Status.FAILED: 1}
    assert next("PNG" in each.error for each in done if each.error)


class Batches(FakeEngine):
    """Remembers how much it is given at once."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[int] = []

    def translate(
        self, requests: Sequence[Request], pair: Pair, decoding: Decoding = Decoding(), progress: Progress | None = None
    ) -> list[tuple[Candidate, ...]]:
        self.sizes.append(len(requests))
        return super().translate(requests, pair, decoding, progress)


@pytest.mark.parametrize("memory", [True, False])
def test_small_files_share_batches(tmp_path: Path, memory: bool) -> None:
    """With the same output and the same reports as one by one; without a memory there is no place to share."""
    (tmp_path / "docs").mkdir()
    for n in range(30):
        (tmp_path / "docs" / f"{n:02}.md").write_text(f"Number {n} is here. They left.\n", encoding="utf-8")
    (tmp_path / "docs" / "bad.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    engine = Batches()
    kept = Memory(tmp_path / "m.sqlite") if memory else None
    done = list(translate_folder(tmp_path / "docs", Translator("ko", engine=engine, memory=kept), tmp_path / "out"))
    assert Counter(each.status for each in done) == {Status.TRANSLATED: 30, Status.FAILED: 1}
    assert (tmp_path / "out" / "07.ko.md").read_text(encoding="utf-8") == "Number 7 is here. They left.\n"
    assert engine.sizes == [31] if memory else len(engine.sizes) == 30
    outcomes = [outcome for each in done if each.run for outcome in each.run.outcomes]
    made = sum(step.decodes for outcome in outcomes for step in outcome.steps)
    assert made == (31 if memory else 60)
    assert Counter(outcome.provenance for outcome in outcomes)["engine"] == made


class Stumbling(FakeEngine):
    """Has a bug."""

    def translate(
        self, requests: Sequence[Request], pair: Pair, decoding: Decoding = Decoding(), progress: Progress | None = None
    ) -> list[tuple[Candidate, ...]]:
        if any("They left." in request.source for request in requests):
            raise ZeroDivisionError
        return super().translate(requests, pair, decoding, progress)


def test_a_bug_costs_one_file(docs: Path) -> None:
    """The others are translated, and it is named as a bug."""
    stumbling = Translator("ko", engine=Stumbling(), memory=Memory(docs.parent / "m.sqlite"))
    done = list(translate_folder(docs, stumbling, docs.parent / "out"))
    assert Counter(each.status for each in done) == {Status.TRANSLATED: 3, Status.FAILED: 1}
    (error,) = [each.error for each in done if each.error]
    assert "start.md" in error
    assert "bug" in error


def test_collisions_are_refused_before_anything_is_written(docs: Path, tmp_path: Path) -> None:
    """Two sources for one file, and a translation over another source."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "index.md").write_text("A.", encoding="utf-8")
    several = [translator(tmp_path)]
    with pytest.raises(InputError, match="Two documents would be written to"):
        plan([docs, tmp_path / "more"], several, tmp_path / "out")
    (docs / "index.ko.md").write_text("A source of its own.", encoding="utf-8")
    with pytest.raises(InputError, match="written over it"):
        plan([docs / "index.md", docs / "index.ko.md"], several)
    with pytest.raises(InputError, match="does not exist"):
        plan([docs / "nowhere"], several)
    assert not (tmp_path / "out").exists()


def test_beside_their_sources_translations_are_not_sources(docs: Path) -> None:
    """A second run finds the same documents, also when a source is gone."""
    first = list(translate_folder(docs, translator(docs.parent)))
    (docs / "index.md").unlink()
    second = list(translate_folder(docs, translator(docs.parent)))
    assert {each.job.source.name for each in first} - {each.job.source.name for each in second} == {"index.md"}
    assert {each.status for each in second} == {Status.UP_TO_DATE}


def test_thousands_of_files_are_planned_at_once(tmp_path: Path) -> None:
    """In seconds, with no work quadratic in their number."""
    for n in range(25):
        (tmp_path / "docs" / f"{n}").mkdir(parents=True)
        for m in range(100):
            (tmp_path / "docs" / f"{n}" / f"{m}.md").touch()
    began = time.perf_counter()
    jobs = plan([tmp_path / "docs"], [translator(tmp_path)], tmp_path / "out").jobs
    assert len(jobs) == 2_500
    assert time.perf_counter() - began < 5


def test_changes_are_told_once_they_are_over(tmp_path: Path) -> None:
    """New files and changed ones, each once and all together; what goes away is no change."""
    first, second, third = (tmp_path / f"{name}.txt" for name in "abc")
    first.write_text("A.", encoding="utf-8")
    third.write_text("C.", encoding="utf-8")
    acts = iter(
        [
            lambda: None,
            third.unlink,
            lambda: second.write_text("B.", encoding="utf-8"),
            lambda: second.write_text("BB.", encoding="utf-8"),
            lambda: None,
            lambda: first.write_text("AA.", encoding="utf-8"),
        ]
    )

    def paths() -> list[Path]:
        next(acts, lambda: None)()
        return [first, second, third]

    looks = watch(paths, interval=0.001)
    assert next(looks) == {second}
    assert next(looks) == {first}


def many(docs: Path, count: int) -> list[str]:
    """Add so many small files to a folder; return their names in order."""
    for number in range(count):
        (docs / f"many-{number:03}.txt").write_text(f"They left {number}.\n", encoding="utf-8")
    return [f"many-{number:03}.txt" for number in range(count)]


def test_small_files_are_told_in_order_once_they_are_written(docs: Path) -> None:
    """Also while several are being written at once."""
    expected = many(docs, 60)
    told = []
    for each in translate_folder(docs, translator(docs.parent), docs.parent / "out", include=["many-*"]):
        assert each.job.output.read_text(encoding="utf-8").strip()
        told.append(each.job.source.name)
    assert told == expected
    assert set(statuses(list(translate_folder(docs, translator(docs.parent), docs.parent / "out"))).values()) == {
        Status.UP_TO_DATE, Status.TRANSLATED
    }  # fmt: skip


def test_whoever_stops_finds_nothing_that_is_not_his(docs: Path) -> None:
    """What was being written is written and known: the next run takes it for its own, and does the rest."""
    expected = many(docs, 60)
    results = translate_folder(docs, translator(docs.parent), docs.parent / "out", include=["many-*"])
    next(results)
    del results
    written = [path for path in (docs.parent / "out").iterdir() if not path.name.startswith(".")]
    assert 1 <= len(written) < 60
    assert len(list((docs.parent / "out").iterdir())) == len(written)
    again = statuses(list(translate_folder(docs, translator(docs.parent), docs.parent / "out", include=["many-*"])))
    assert list(again) == expected
    assert Counter(again.values()) == {Status.UP_TO_DATE: len(written), Status.TRANSLATED: 60 - len(written)}


def test_a_small_file_that_cannot_be_written_costs_no_other(docs: Path) -> None:
    """It is told in its place, with the reason."""
    many(docs, 20)
    (docs / "blocked").mkdir()
    (docs / "blocked" / "a.txt").write_text("They left.\n", encoding="utf-8")
    (docs.parent / "out").mkdir()
    (docs.parent / "out" / "blocked").write_text("a file where a folder should be", encoding="utf-8")
    done = list(translate_folder(docs, translator(docs.parent), docs.parent / "out"))
    assert [each.job.source.name for each in done if each.status is Status.FAILED] == ["a.txt"]
    assert "cannot be written" in next(each.error for each in done if each.status is Status.FAILED)
    assert sum(each.status is Status.TRANSLATED for each in done) == len(done) - 1 >= 20
