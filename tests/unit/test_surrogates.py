"""Half a surrogate pair, which JSON and YAML can spell and no encoding can write."""

from __future__ import annotations

import pytest

from translator import InputError, Translator
from translator.testing import FakeEngine

TRANSLATOR = Translator("ko", engine=FakeEngine({"Good morning.": "안녕하세요."}))


def test_a_string_with_half_a_pair_stays() -> None:
    """It is left as it is spelt, and the others are translated."""
    text = '{"a": "Broken \\ud800 emoji", "b": "Good morning."}'
    assert TRANSLATOR.translate(text, format="json").text == '{"a": "Broken \\ud800 emoji", "b": "안녕하세요."}'


def test_half_a_pair_in_a_branch_stays() -> None:
    """Where another branch of the same message is translated, it is spelt as before."""
    text = '{"a": "{n, plural, one {\\ud800 file} other {Good morning.}}"}'
    assert TRANSLATOR.translate(text, format="json").text == '{"a": "{n, plural, one {\\ud800 file} other {안녕하세요.}}"}'
    assert TRANSLATOR.translate(text[1:-1], format="yaml").text == '"a": "{n, plural, one {\\ud800 file} other {안녕하세요.}}"'


def test_a_text_with_half_a_pair_is_an_error() -> None:
    """Which says where."""
    with pytest.raises(InputError, match="Character 4"):
        TRANSLATOR.translate("abc\ud800")
