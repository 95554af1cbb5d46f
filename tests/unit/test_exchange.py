"""Translations of people, into the memory and out again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from translator import exchange
from translator.errors import InputError
from translator.exchange import Imported, export, import_file
from translator.formats import read_translations
from translator.memory import Memory
from translator.memory.account import clear, stats
from translator.memory.results import Result, keep
from translator.memory.units import Unit, add, alike, exact
from translator.model import Pair, plain

KO = Pair("en", "ko")
PO = """msgid ""
msgstr "Language: ko\\n"

#, fuzzy
msgid "Old"
msgstr "옛"

msgctxt "menu"
msgid "Open %s"
msgstr "%s 열기"

msgid "one file"
msgid_plural "%d files"
msgstr[0] "파일 %d개"

msgid "empty"
msgstr ""
"""


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "m.sqlite")


def test_a_catalogue_is_imported(memory: Memory, tmp_path: Path) -> None:
    """Finished messages, with their variables and neighbours; the language is the one that the file names."""
    (tmp_path / "a.po").write_text(PO, encoding="utf-8")
    assert import_file(memory, tmp_path / "a.po") == Imported(str(tmp_path / "a.po"), new=2, unfinished=1)
    assert import_file(memory, tmp_path / "a.po").known == 2
    hit, files = exact(memory, KO, ["Open %s", "%d files"])
    assert hit
    assert files
    assert (hit.target, hit.context, hit.origin) == ("%s 열기", 2, str(tmp_path / "a.po"))
    assert files.target == "파일 %d개"


def test_a_catalogue_without_a_language_asks_for_it(memory: Memory, tmp_path: Path) -> None:
    """With --to it is imported."""
    (tmp_path / "a.po").write_text(PO.replace("Language: ko", "X: y"), encoding="utf-8")
    with pytest.raises(InputError, match="--to"):
        import_file(memory, tmp_path / "a.po")
    assert import_file(memory, tmp_path / "a.po", target="ja").new == 2
    assert [row.pair for row in stats(memory)] == [Pair("en", "ja")]


def test_territories_do_not_matter(memory: Memory, tmp_path: Path) -> None:
    """en-US to ko-KR, as memoQ writes it, serves English to Korean; what a machine made is left out."""
    (tmp_path / "a.tmx").write_text(
        '<tmx version="1.4"><header srclang="en-US"/><body><tu><tuv xml:lang="en-US"><seg>Open &amp; go</seg></tuv>'
        '<tuv xml:lang="ko-KR"><seg>열고 가기</seg></tuv></tu><tu><tuv xml:lang="en-US"><seg>Close</seg></tuv>'
        '<tuv xml:lang="ko-KR" creationtool="translator"><seg>가까운</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    done = import_file(memory, tmp_path / "a.tmx")
    assert (done.new, done.by_machine) == (1, 1)
    assert exact(memory, KO, ["Open & go"])[0].target == "열고 가기"  # type: ignore[union-attr]


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip)


@example(pairs={"0": "<A>"})
@given(st.dictionaries(texts.map(" ".join), texts, max_size=4))
def test_what_goes_out_comes_back(pairs: dict[str, str]) -> None:
    """Any text, but for the characters that XML cannot hold; white space at the ends and its kind do not count."""
    head, *body, tail = (exchange._escaped(text) for text in ("<", *pairs.values(), ">"))
    assert (head, tail) == ("&lt;", "&gt;")
    variant = '<tuv xml:lang="{}"><seg>{}</seg></tuv>'.format
    lines = [f"<tu>{variant('en', f's{n}')}{variant('ko', text)}</tu>" for n, text in enumerate(body)]
    data = f'<tmx version="1.4"><header srclang="en"/><body>{"".join(lines)}</body></tmx>'.encode()
    read = {plain(each.source): plain(each.target) for each in read_translations(data, "a.tmx", KO)}
    for number, wanted in enumerate(pairs.values()):
        kept = exchange._NO_XML.sub("", wanted)
        assert read.get(f"s{number}", "").split() == kept.split()


def test_the_export_is_read_by_our_own_import(memory: Memory, tmp_path: Path) -> None:
    """People's translations come back as such; what engines said is marked, and left out."""
    add(memory, KO, [Unit("Open < 5 & go", "열기 & 가기"), Unit("Close", "닫기")])
    keep(memory, KO, "s", {b"1": ("Save", Result("저장", ("저장",), ())), b"2": ("Close", Result("가까운", ("가까운",), ()))})
    (tmp_path / "out.tmx").write_text("".join(export(memory, machine=True)), encoding="utf-8")
    other = Memory(tmp_path / "other.sqlite")
    done = import_file(other, tmp_path / "out.tmx")
    assert (done.new, done.by_machine) == (2, 1)
    assert [hit and hit.target for hit in exact(other, KO, ["Open < 5 & go", "Close", "Save"])] == ["열기 & 가기", "닫기", None]
    assert "Save" not in "".join(export(memory))
    assert "Open" not in "".join(export(memory, Pair("en", "ja")))


def test_nothing_is_left_of_what_was_cleared(memory: Memory) -> None:
    """Not in the rows, nor in the bytes of the file; the other half stays."""
    add(memory, KO, [Unit("A secret of people", "비밀")])
    keep(memory, KO, "s", {b"1": ("A secret of machines", Result("기밀", ("기밀",), ()))})
    clear(memory, people=True, machine=False)
    assert [(row.people, row.machine) for row in stats(memory)] == [(0, 1)]
    assert exact(memory, KO, ["A secret of people"]) == [None]
    assert alike(memory, KO, "A secret of the people", 0.5) is None
    clear(memory, people=False, machine=True)
    assert stats(memory) == ()
    memory.close()
    assert b"secret" not in b"".join(path.read_bytes() for path in memory.path.parent.glob("m.sqlite*"))
