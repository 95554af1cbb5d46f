"""Large documents in sections: the bytes that come out are those of the whole, and so is what is told."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator import Translator, sections
from translator.errors import InputError, OutputExistsError
from translator.formats import load_format
from translator.formats.base import Format, Options, Sectioned, configure, require_bilingual
from translator.glossary import Glossary
from translator.model import Document, Pair, Run
from translator.sections import Sections, large, translate_sections
from translator.testing import FakeEngine

PAIR = Pair("en", "ko")
SAMPLES = Path(__file__).parents[1] / "formats"
PARAGRAPH = "Tokyo is far. Seoul has 25 districts, as <i>Kim</i> says.\nA second line begins here.\n\n"
MIXED = PARAGRAPH + PARAGRAPH.replace("\n", "\r\n") + "1. A list\n2. Of two\n\n\n   \n\tIndented.\n\n"
TEXT = "\ufeff" + MIXED * 5 + "The end"
LINES = "".join(f"Line {number} of a corpus ends here.\nName Without Stop {number}\n" for number in range(30))
ROWS = "".join(f'{n},"He said ""no {n}"",\nand left the room.",\n' for n in range(30))
TABLE = f"id,text,note\n{ROWS}99,The last one is short,x"
FILM = "".join(f"{n}\r\n00:00:{n:02},000 --> 00:00:{n:02},900\r\n- Who is it?\r\n- It is me.\r\n\r\n" for n in range(1, 30))


def both_ways(path: Path, reader: Format, size: int, *, bilingual: bool = False) -> tuple[Run, bytes, Run, bytes]:
    """Return run and bytes of a document in sections and as a whole."""
    translator = Translator("ko", engine=FakeEngine())
    reader = configure(reader, Options(PAIR))
    run, pieces = translate_sections(
        Sections(path, reader, size), PAIR, FakeEngine(), Glossary(()), folder=path.parent, bilingual=bilingual
    )
    whole, data = translator.translate_bytes(path.read_bytes(), format=reader.name, name=str(path), bilingual=bilingual)
    return run, b"".join(pieces), whole, data


@pytest.mark.parametrize("more", [0, 1, 7, 19, 200])
@pytest.mark.parametrize(
    ("format", "text", "size"),
    [
        ("text", TEXT, 40),
        ("text", LINES, 40),
        ("csv", TABLE, 300),  # from the first section the columns with text must be seen
        ("tsv", TABLE.replace(",", "\t"), 300),
        ("srt", FILM, 40),
    ],
)
def test_sections_give_the_bytes_of_the_whole(tmp_path: Path, format: str, text: str, size: int, more: int) -> None:
    """Segments, their numbers and their lines are those of the whole document, and so is what is written."""
    path = tmp_path / f"source.{format}"
    path.write_bytes(text.encode())
    run, written, whole, data = both_ways(path, load_format(format), size + more)
    assert written == data
    assert [outcome.segment for outcome in run.outcomes] == [outcome.segment for outcome in whole.outcomes]
    assert (run.terms(), run.notes, run.signature, run.source) == (whole.terms(), whole.notes, whole.signature, whole.source)
    assert len(list(Sections(path, configure(load_format(format), Options(PAIR)), size + more))) > 1


@pytest.mark.parametrize(
    "name", "article.txt bom.txt mixed_ends.txt goods.csv strings.tsv no_header.csv film_crlf.srt talk.vtt".split()
)
def test_samples_in_sections(name: str, tmp_path: Path) -> None:
    """Every sample of a format that can be cut, bilingual where that is possible."""
    path = tmp_path / name
    path.write_bytes((SAMPLES / name).read_bytes())
    (reader,) = (each for each in map(load_format, ("text", "csv", "tsv", "srt", "vtt")) if path.suffix in each.suffixes)
    for bilingual in (False, True):
        if bilingual:
            try:
                require_bilingual(reader, name)
            except InputError:
                continue
        _, written, _, data = both_ways(path, reader, 200, bilingual=bilingual)
        # The width of wrapped lines is that of the section.
        assert written.split() == data.split()


@given(
    st.sampled_from(["text", "csv", "tsv", "srt", "vtt"]),
    st.text(st.sampled_from(list('aB.é가 \t\n\r",;-1:>')), max_size=200),
    st.integers(1, 60),
)
def test_sections_join_to_the_file(name: str, text: str, size: int) -> None:
    """Whatever is in it, the sections of a file are its bytes, and each is cut where UTF-8 can be cut."""
    reader = load_format(name)
    assert isinstance(reader, Sectioned)
    data, pieces, rest = text.encode(), [], b""
    for at in range(0, len(data), size):
        rest += data[at : at + size]
        cut = reader.cut(rest)
        assert 0 <= cut <= len(rest)
        rest[:cut].decode()
        pieces.append(rest[:cut])
        rest = rest[cut:]
    assert b"".join((*pieces, rest)) == data


def test_only_large_utf8_that_can_be_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All else is translated as a whole."""
    monkeypatch.setattr(sections, "WHOLE", 100)
    for name, data, is_cut in (
        ("a.txt", b"A line.\n\n" * 50, True),
        ("small.txt", b"A line.\n", False),
        ("a.md", b"A line.\n\n" * 50, False),
        ("a.csv", b"id,text\n" + b"1,A line of it\n" * 50, True),
        ("latin.txt", b"A caf\xe9.\n\n" * 50, False),
        ("utf16.txt", ("A line.\n\n" * 50).encode("utf-16"), False),
        ("letter.docx", (SAMPLES / "letter.docx").read_bytes(), False),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        assert bool(large(path)) is is_cut, name
    assert not large(tmp_path / "a.txt", encoding="cp1252")
    assert large(tmp_path / "a.txt", encoding="UTF-8")


def test_a_large_file_through_the_translator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With memory, other encodings and files for translators; nothing is left beside it, and nothing is overwritten."""
    text = "".join(f"Sentence {number} is here.\n\n" for number in range(200))
    (tmp_path / "source.txt").write_text(text, encoding="utf-8")
    translator = Translator("ko", engine=FakeEngine(), memory=tmp_path / "memory.db")
    whole = translator.translate_file(tmp_path / "source.txt", tmp_path / "whole.txt", also=["tmx"])
    monkeypatch.setattr(sections, "WHOLE", 100)
    told: list[tuple[int, int]] = []
    translator.listener = lambda rung, done, total: told.append((done, total))
    translator.memory = None
    out = tmp_path / "new" / "cut.txt"
    run = translator.translate_file(tmp_path / "source.txt", out, output_encoding="utf-16", also=["tmx"])
    assert out.read_bytes() == (tmp_path / "whole.txt").read_text(encoding="utf-8").encode("utf-16")
    assert (tmp_path / "new" / "cut.tmx").read_bytes() == (tmp_path / "whole.tmx").read_bytes()
    assert [outcome.target for outcome in run.outcomes] == [outcome.target for outcome in whole.outcomes]
    assert told
    assert all(done <= total for done, total in told)
    assert sorted(path.name for path in out.parent.iterdir()) == ["cut.tmx", "cut.txt"]
    with pytest.raises(OutputExistsError):
        translator.translate_file(tmp_path / "source.txt", out)


def test_outcomes_on_disk_are_a_sequence(tmp_path: Path) -> None:
    """By index, from the end, in slices, and in another process as a tuple."""
    path = tmp_path / "source.txt"
    path.write_text("".join(f"Sentence {number} is here.\n\n" for number in range(2500)), encoding="utf-8")
    run, _, whole, _ = both_ways(path, load_format("text"), 40_000)
    assert len(run.outcomes) == 2500
    assert tuple(run.outcomes) == tuple(whole.outcomes)
    assert run.outcomes[1000] == whole.outcomes[1000]
    assert run.outcomes[-1] == whole.outcomes[-1]
    assert run.outcomes[998:1002] == tuple(whole.outcomes[998:1002])
    with pytest.raises(IndexError):
        run.outcomes[2500]
    assert pickle.loads(pickle.dumps(run)).outcomes == tuple(whole.outcomes)


def test_a_document_is_typed(tmp_path: Path) -> None:
    """The first section tells the next what stands only there: the columns of a table by its header."""
    reader = configure(load_format("csv"), Options(PAIR, ("text",)))
    assert isinstance(reader, Sectioned)
    first: Document = reader.parse(b"id,text\n1,One\n")
    assert [unit.source for unit in reader.following(first).parse(b"2,Two\nid,text\n").units] == [("Two",), ("text",)]
