"""Documents with both languages, and lines that fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator import Translator
from translator.errors import InputError
from translator.formats import load_format
from translator.formats.lines import balanced, columns, flat, wrapped
from translator.model import Inline, Pair, plain
from translator.testing import FakeEngine

PAIR = Pair("en", "ko")


@pytest.mark.parametrize(
    ("name", "source", "wanted"),
    [
        ("text", "  One line.\r\n\r\nTwo.\r\n", "  One line.\r\n  번역0\r\n\r\nTwo.\r\n번역1\r\n"),
        ("text", "- an item that\n  goes on\n", "- an item that\n  goes on\n  번역0\n"),
        ("markdown", "# Head\n\n> Quote *a*\n", "# Head<br>번역0\n\n> Quote *a*<br>번역1\n"),
        ("markdown", "---\ntitle: Talks\n---\n", "---\ntitle: Talks / 번역0\n---\n"),
        ("markdown", "![a map](x.png)\n", "![번역0](x.png)\n"),
        ("html", "<p>One</p>", '<p><span lang="en">One</span><br/><span lang="ko">번역0</span></p>'),
        ("html", '<title>T</title><img alt="a b">', '<title>T / 번역0</title><img alt="번역1">'),
        ("srt", "1\n00:00:01,000 --> 00:00:02,000\nTwo\nlines\n", "1\n00:00:01,000 --> 00:00:02,000\nTwo lines\n번역0\n"),
    ],
)
def test_the_source_stands_above_the_target(name: str, source: str, wanted: str) -> None:
    """Indented as it is, in one cell or heading with it, and only where both can be read."""
    reader = load_format(name)
    document = reader.parse(source.encode())
    targets = {unit.id: (f"번역{unit.id}",) for unit in document.units}
    written = reader.serialize(document, reader.both(document, targets, PAIR), language="ko")  # type: ignore[attr-defined]
    assert written.decode() == wanted


def test_a_format_without_room_says_so_before_any_work(tmp_path: Path) -> None:
    """And names what does the same for it."""
    (tmp_path / "a.json").write_text('{"a": "Word"}')
    with pytest.raises(InputError, match="--also xliff"):
        Translator("ko", engine=FakeEngine()).translate_file(tmp_path / "a.json", bilingual=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_paragraphs_are_wrapped_as_their_source_was() -> None:
    """At the width of the document, two columns a character, at its indentation; what was one line stays one."""
    wrapped = "    The governors met in Seoul today. They agreed to\n    meet again next year and to invite all mayors.\n"
    source = wrapped + "\nOne line.\n"
    reader = load_format("text")
    document = reader.parse(source.encode())
    long = "주지사들은 오늘 서울에서 만나 내년에 다시 만나기로 합의하고 모든 시장을 초대하기로 했다."
    written = reader.serialize(document, {0: (long,), 1: (long,)}, language="ko").decode()
    first, _, second = written.partition("\n\n")
    assert max(map(columns, first.splitlines())) <= 52
    assert all(line.startswith("    ") for line in first.splitlines())
    assert " ".join(first.split()) == second.strip() == long


@pytest.mark.parametrize(
    ("source", "target", "language", "wanted"),
    [
        ("Prime Minister calls for\ncloser ties", "총리는 더 가까운 관계를 촉구했다.", "ko", "총리는 더 가까운\n관계를 촉구했다."),
        ("The governors met\nin Seoul today.", "知事たちは今日、ソウルで会談した。", "ja", "知事たちは今日、\nソウルで会談した。"),
        ("Yes.\nNo.", "네.\n아니요.", "ko", "네.\n아니요."),
        ("Well,\nyes.", "네.", "ko", "네."),
        ("Long", "주지사들은 서울에서 만나 다시 만나기로 합의했다.", "ko", "주지사들은 서울에서 만나\n다시 만나기로 합의했다."),
    ],
)
def test_subtitles_are_broken_near_the_middle(source: str, target: str, language: str, wanted: str) -> None:
    """Between words in Korean, behind a phrase in Japanese, in as many lines as the source."""
    reader = load_format("srt")
    document = reader.parse(f"1\n00:00:01,000 --> 00:00:02,000\n{source}\n".encode())
    written = reader.serialize(document, {0: (target,)}, language=language).decode()
    assert written.split("000\n")[1] == wanted + "\n"


_PIECES = ["가나", "다라마", "word", "東京", "です", "、", "。", "「", "」", " ", "  ", "12", "ー"]
_TEXT = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)


@given(text=_TEXT, limit=st.integers(4, 40), count=st.integers(1, 4))
def test_breaking_loses_nothing_and_keeps_the_rules(text: str, limit: int, count: int) -> None:
    """Only white space goes; no line begins with a full stop or ends with an opening bracket."""
    for broken in (plain(wrapped((text,), limit, 0, "\n")), plain(balanced((text,), count, "\n"))):
        assert "".join(broken.split()) == "".join(text.split())
        lines = broken.split("\n")
        assert not any(line[:1] in ("、", "。", "」", "ー") for line in lines[1:])
        assert not any(line[-1:] == "「" for line in lines[:-1])
    assert len(plain(balanced((text,), count, "\n")).split("\n")) <= count


def test_code_is_never_broken() -> None:
    """An atom may hold spaces; lines are broken around it."""
    code = Inline("`a b c d e f`", text="a b c d e f")
    assert code in wrapped(("나는 ", code, " 한다"), 6, 0, "\n")
    assert flat(("a\n", code, "\n b")) == ("a ", code, " b")
