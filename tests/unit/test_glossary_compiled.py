"""A compiled glossary is the glossary: the same entries, the same finds, whatever happened to the cache."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator import cache
from translator.glossary import Entry, Glossary, Matcher, Rendering, load, load_glossaries
from translator.glossary.compiled import Compiled, compile_glossary, key
from translator.model import Case, Pair

PAIRS = (Pair("en", "ko"), Pair("en", "ja"), Pair("ja", "ko"), Pair("ko", "en"))
ARTICLE = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def compiled(glossary: Glossary) -> Glossary:
    """The same glossary by way of the file."""
    found = Compiled(memoryview(b"".join(compile_glossary(glossary.entries, glossary.patterns))))
    return Glossary(found.entries, found.patterns(), glossary.version, found)


@pytest.fixture(scope="module")
def curated() -> Glossary:
    """The curated glossary, not compiled."""
    return load._read(((path, path.read_bytes()) for path in load._files(["curated"], [])), "curated", [])


def test_entries_and_patterns_come_back(curated: Glossary) -> None:
    """Every field of every entry, origin included."""
    again = compiled(curated)
    assert again == curated
    assert [entry.origin for entry in again.entries] == [entry.origin for entry in curated.entries]
    assert again.entries[0] is again.entries[0]
    assert again.entries[-2:] == tuple(curated.entries[-2:])
    assert again.languages() == curated.languages()


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_the_same_is_found(curated: Glossary, pair: Pair) -> None:
    """In the sample article, and in every form of the glossary itself."""
    plain, stored = Matcher(curated, pair), Matcher(compiled(curated), pair)
    forms = [e.renderings[pair.source].term for e in curated.entries if pair.source in e.renderings]
    texts = ARTICLE.read_text(encoding="utf-8").splitlines() if pair.source == "en" else []
    texts += [*forms, *(f"({form}s) and {form}-led, {form}." for form in forms)]
    found = [plain.match(text) for text in texts]
    assert sum(len(matches.found) for matches in found) > len(forms) / 2
    assert [stored.match(text) for text in texts] == found


words = st.text(st.sampled_from("aBcs .-'$東京한국éＡ\0\ud800"), min_size=1, max_size=8)


@given(st.lists(st.tuples(words, st.sampled_from(Case)), min_size=1, max_size=8, unique=True), words, st.sampled_from(["en", "ja"]))
@settings(deadline=None, max_examples=150)
def test_whatever_the_forms(forms: list[tuple[str, Case]], text: str, language: str) -> None:
    """A trie and an automaton agree on anything that can be encoded; what cannot is not compiled."""
    pair = Pair(language, "ko")
    entries = tuple(
        Entry(str(index), "common", {language: Rendering(form), "ko": Rendering(f"{index}")}, case=case)
        for index, (form, case) in enumerate(forms)
    )
    glossary = Glossary(entries)
    try:
        stored = compiled(glossary)
    except ValueError:
        assert {"\0", "\ud800"} & {*"".join(form for form, _ in forms)}
        return
    text = f"{text} {forms[0][0]} {text}"
    assert Matcher(stored, pair).match(text) == Matcher(glossary, pair).match(text)


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table large enough to be compiled, in a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own cache"))
    path = tmp_path / "g.csv"
    rows = "".join(f"term number {index},용어 {index}\n" for index in range(3000))
    path.write_text(f"en,ko\n{rows}", encoding="utf-8")
    assert path.stat().st_size > load.COMPILE_FROM
    return path


def cached() -> list[Path]:
    """The files in the cache."""
    return sorted((cache.folder() / "compiled").iterdir())


def test_it_is_compiled_once(table: Path) -> None:
    """The second time the file in the cache is used; a changed glossary gets a new one."""
    first = load_glossaries([table])
    assert first.compiled
    (file,) = cached()
    inode = file.stat().st_ino
    assert load_glossaries([table]) == first
    assert [each.stat().st_ino for each in cached()] == [inode]
    table.write_text(table.read_text(encoding="utf-8") + "one more,하나 더\n", encoding="utf-8")
    assert len(load_glossaries([table]).entries) == len(first.entries) + 1
    assert len(cached()) == 2


@pytest.mark.parametrize("damage", ["empty", "short", "flipped", "other"])
def test_a_damaged_file_is_made_anew(table: Path, damage: str) -> None:
    """Cut off, with one bit turned, or something else altogether: never used, always replaced."""
    whole = load_glossaries([table])
    (file,) = cached()
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    damaged = {"empty": b"", "short": file.read_bytes()[:-9], "flipped": bytes(data), "other": b"GIF89a" * 99}[damage]
    file.unlink()  # it is mapped: a file that is cut off under a map ends the process
    file.write_bytes(damaged)
    assert cache.kept(file) is None
    assert load_glossaries([table]) == whole
    assert cache.kept(file) is not None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_a_foreign_file_is_not_trusted(table: Path) -> None:
    """Who shares the cache folder cannot slip in a glossary."""
    load_glossaries([table])
    (file,) = cached()
    os.chown(file, 12345, 12345)
    assert cache.kept(file) is None


def test_a_cache_that_cannot_be_written_is_none(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything works, only slower."""
    (table.parent / "a file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(table.parent / "a file"))
    glossary = load_glossaries([table])
    assert glossary.compiled is None
    assert len(glossary.entries) == 3000


def test_what_was_not_used_for_long_goes(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By age, and by room; the newest stays in any case."""
    load_glossaries([table])
    (old,) = cached()
    os.utime(old, (1, 1))
    monkeypatch.setattr(cache, "MOST_BYTES", 10)
    cache.keep(old.parent / "new", [b"content"])
    assert cached() == [old.parent / "new"]


def test_a_compiled_glossary_can_be_pickled(table: Path) -> None:
    """It comes out as it was, with or without the cache."""
    glossary = load_glossaries([table])
    data = pickle.dumps(glossary)
    for file in cached():
        file.unlink()
    again = pickle.loads(data)
    assert again == glossary
    text = "See term number 77."
    assert Matcher(again, Pair("en", "ko")).match(text) == Matcher(glossary, Pair("en", "ko")).match(text)


def test_the_key_is_of_content_and_name() -> None:
    """No two sets of files share a key because their parts run together."""
    sets = ([("a", b"b")], [("a", b"bc")], [("ab", b"")], [("a", b""), ("b", b"")], [("b", b""), ("a", b"")], [])
    assert len({key(files) for files in sets}) == len(sets)
