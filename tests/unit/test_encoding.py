"""Bytes become text in the right encoding, or an error that says what to do."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.errors import EncodingError, UnsupportedFormatError
from translator.formats.encoding import decode

KOREAN = "한국어 문장입니다. 오늘 서울에서 회의가 열렸다."
JAPANESE = "日本語の文章です。今日、東京で会議が開かれた。"


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (KOREAN, "cp949", "cp949"),
        (KOREAN, "euc_kr", "cp949"),
        ("안녕", "cp949", "cp949"),
        (f"English with one {'한국'} word", "cp949", "cp949"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        ("カタカナ", "cp932", "cp932"),
        ("English with one 日本の word", "euc_jp", "euc_jp"),
        ("“Let’s go,” Kim said — “now.”", "cp1252", "cp1252"),
        ("café naïve résumé", "latin-1", "cp1252"),
        (KOREAN, "utf-8", "utf-8"),
    ],
)
def test_detects_the_encoding(text: str, encoding: str, expected: str) -> None:
    """Text in each of the older encodings is read as it was written."""
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.mark) == (text, expected, False)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_decides(mark: bytes, encoding: str) -> None:
    """The mark is no part of the text, and is remembered."""
    decoded = decode(mark + KOREAN.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.mark) == (KOREAN, encoding, True)
    assert decoded.encode("x") == codecs.BOM_UTF8 + b"x"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_utf8_comes_back(text: str) -> None:
    """Encoding what was decoded gives the same bytes."""
    data = text.encode()
    decoded = decode(data)
    assert decoded.encode(decoded.text) == data


def test_a_named_encoding_is_taken_at_its_word() -> None:
    """The user knows better than the detection."""
    assert decode("日本".encode("euc_jp"), encoding="EUC-JP").text == "日本"


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"abc\xff", "utf-8", "0xff at offset 3"),
        (b"\xef\xbb\xbfab\xff", None, "0xff at offset 5"),
        (b"abc", "no-such", "'no-such' is not a text encoding"),
        (b"abc", "base64", "'base64' is not a text encoding"),
        (b"abc \xff\xfe \x81", None, "0xff at offset 4"),
        ("日本".encode("cp949"), None, "could be cp949 or euc_jp"),
    ],
)
def test_says_which_byte_is_wrong(data: bytes, encoding: str | None, message: str) -> None:
    """The error names the file, the byte and its place, and what to type."""
    with pytest.raises(EncodingError, match=message) as caught:
        decode(data, path="a.txt", encoding=encoding)
    assert str(caught.value).startswith("a.txt: ")
    assert "--encoding" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04rest", "a zip"),
        (b"\x89PNG\r\n", "a PNG"),
        (b"text\0text", "binary data"),
        (bytes(range(1, 32)), "binary data"),
    ],
)
def test_names_what_is_not_text(data: bytes, what: str) -> None:
    """Binary files are refused by name."""
    with pytest.raises(UnsupportedFormatError, match=what):
        decode(data, path="a.txt")
