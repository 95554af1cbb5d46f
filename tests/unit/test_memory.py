"""The file of the memory: shared, damaged, foreign, newer, out of reach."""

from __future__ import annotations

import os
import pickle
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from translator.errors import MemoryStoreError
from translator.memory import Memory, default_path
from translator.memory.results import Result, keep, recall
from translator.memory.units import Unit, add, alike, exact, revision
from translator.model import Pair, Step

KO = Pair("en", "ko")
RESULT = Result("안녕 세계", ("안녕 ", 0, "세계"), (Step("draft", 1, 0),), "안녕", guessed=(0,), repairs=(("3", "5"),))


def filled(path: Path) -> Path:
    memory = Memory(path)
    assert keep(memory, KO, "s", {b"k": ("Hello world", RESULT)})
    memory.close()
    return path


def test_results_come_back_as_they_were(tmp_path: Path) -> None:
    """Also in another process and under the same key only."""
    memory = Memory(filled(tmp_path / "m.sqlite"))
    assert recall(memory, [b"k", b"other"]) == {b"k": RESULT}
    assert recall(pickle.loads(pickle.dumps(memory)), [b"k"]) == {b"k": RESULT}


def test_it_is_for_its_owner_only() -> None:
    """The memory keeps text, so nobody else may read it; by default it is in the user's data folder."""
    memory = Memory()
    assert recall(memory, [b"k"]) == {}
    assert memory.path == default_path()
    assert str(default_path()).startswith(os.environ["XDG_DATA_HOME"])
    assert stat.S_IMODE(memory.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("place", ["beginning", "middle"])
def test_a_damaged_memory_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Its bytes stay, under another name that is told; a new one takes its place."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = filled(default_path())
    data = bytearray(path.read_bytes())
    at = 0 if place == "beginning" else 4096
    data[at:] = b"\xff" * len(data[at:])
    path.write_bytes(data)
    told: list[str] = []
    memory = Memory(tell=told.append)
    assert recall(memory, [b"k"]) == {}
    assert keep(memory, KO, "s", {b"k": ("Hello world", RESULT)})
    assert recall(memory, [b"k"]) == {b"k": RESULT}
    (kept,) = [file for file in path.parent.iterdir() if "damaged" in file.name]
    assert kept.read_bytes() == data
    assert len(told) == 1
    assert kept.name in told[0]


def test_a_file_that_is_no_memory_is_not_touched(tmp_path: Path) -> None:
    """Neither a text nor another program's database, even if they are named as the memory."""
    text, other = tmp_path / "notes.txt", tmp_path / "photos.db"
    text.write_text("My notes, which I want to keep.", encoding="utf-8")
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE photo (name TEXT)")
    database.close()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(MemoryStoreError, match=path.name):
            recall(Memory(path), [b"k"])
        assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [text, other]


def test_a_newer_memory_is_refused(tmp_path: Path) -> None:
    """With what to do; nothing in it is changed."""
    path = filled(tmp_path / "m.sqlite")
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(MemoryStoreError, match=r"newer version.*--no-memory"):
        recall(Memory(path), [b"k"])


def test_a_folder_that_cannot_be_written_is_told_once(tmp_path: Path) -> None:
    """And the memory takes no part any more. A file stands in for the folder, since root may write anywhere."""
    (tmp_path / "file").touch()
    told: list[str] = []
    memory = Memory(tmp_path / "file" / "m.sqlite", tell=told.append)
    assert not keep(memory, KO, "s", {b"k": ("Hello", RESULT)})
    assert recall(memory, [b"k"]) == {}
    assert len(told) == 1
    assert not memory.usable
    with pytest.raises(MemoryStoreError, match="cannot be used"):
        memory.require()


def test_a_full_disk_is_told_once(tmp_path: Path) -> None:
    """What was stored before stays."""
    told: list[str] = []
    memory = Memory(filled(tmp_path / "m.sqlite"), tell=told.append)
    pages = memory.read("PRAGMA page_count")[0][0]
    memory.read(f"PRAGMA max_page_count = {pages}")
    big = {bytes([n]): ("x" * 5000, RESULT) for n in range(50)}
    assert not keep(memory, KO, "s", big)
    assert not keep(memory, KO, "s", big)
    assert len(told) == 1
    assert "full" in told[0]
    assert recall(Memory(memory.path), [b"k", bytes([1])]) == {b"k": RESULT}


def test_many_processes_write_at_once(tmp_path: Path) -> None:
    """Nothing is lost, and the file is whole."""
    code = (
        "import sys; from translator.memory import Memory; from translator.memory.results import Result, keep;"
        "from translator.model import Pair; m = Memory(sys.argv[1]);"
        "r = Result('y', ('y',), ());"
        "print(all(keep(m, Pair('en', 'ko'), 's', {f'{sys.argv[2]}-{n}'.encode(): ('x', r)}) for n in range(60)))"
    )
    path = tmp_path / "m.sqlite"
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(path), str(n)], stdout=subprocess.PIPE, text=True) for n in range(3)
    ]
    assert [run.communicate()[0].strip() for run in runs] == ["True"] * 3
    memory = Memory(path)
    assert memory.read("SELECT count(*) FROM result") == [(180,)]
    assert memory.read("PRAGMA integrity_check") == [("ok",)]


def test_context_goes_before_recency(tmp_path: Path) -> None:
    """Of several translations of a text the one between the same neighbours is taken, else the latest."""
    memory = Memory(tmp_path / "m.sqlite")
    units = [
        Unit("Open", "열기", before="File", after="Close"),
        Unit("Open", "미해결", before="Status", after="Done"),
        Unit("Open", "펼침"),
    ]
    assert add(memory, KO, units) == (3, 0)
    assert add(memory, KO, units) == (0, 3)

    def best(*texts: str) -> tuple[str, int, int]:
        hit = exact(memory, KO, texts)[texts.index("Open")]
        assert hit
        return hit.target, hit.context, hit.rivals

    assert best("File", "Open", "Close") == ("열기", 2, 0)
    assert best("Status", "Open", "x") == ("미해결", 1, 0)
    assert best("x", "Open", "y") == ("펼침", 0, 2)
    assert exact(memory, KO, ["open"]) == [None]
    assert exact(memory, Pair("en", "ja"), ["Open"]) == [None]


def test_the_most_similar_text_is_found(tmp_path: Path) -> None:
    """Among others, above the likeness that is asked for, and never the text itself."""
    memory = Memory(tmp_path / "m.sqlite")
    sources = ["The ministers met in Seoul on May 5.", "The ministers left Seoul.", "Save the file", "Save the files as"]
    add(memory, KO, [Unit(source, f"T{n}") for n, source in enumerate(sources)])
    near = alike(memory, KO, "The ministers met in Seoul on June 17.", 0.7)
    assert near
    assert near.target == "T0"
    assert 0.7 <= near.likeness < 1
    assert alike(memory, KO, "Save the files", 0.8).source in sources[2:]  # type: ignore[union-attr]
    assert alike(memory, KO, "Something else entirely was said.", 0.5) is None
    assert alike(memory, KO, sources[1], 0.99) is None
    assert alike(memory, KO, "…", 0.5) is None
    assert alike(memory, Pair("en", "ja"), sources[1], 0.1) is None


def test_the_revision_tells_of_every_change(tmp_path: Path) -> None:
    """Adding changes it, adding the same again does not."""
    memory = Memory(tmp_path / "m.sqlite")
    numbers = [revision(memory, KO)]
    for targets in (["가"], ["가"], ["나"]):
        add(memory, KO, [Unit("a b", target) for target in targets])
        numbers.append(revision(memory, KO))
    assert numbers[1] == numbers[2]
    assert len(set(numbers)) == 3
