"""YAML: any text in any style is read back as what was written, by another reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from translator.errors import ParseError
from translator.formats import load_format
from translator.formats.base import Options, configure
from translator.formats.yaml_strings import MAX_DEPTH
from translator.model import Pair, plain

SAMPLE = Path(__file__).parents[1] / "formats" / "rails_en.yml"
STYLES = {
    "plain": "a: words\nb: 1\n",
    "flow": "{a: words, b: 1}\n",
    "double": 'a: "words"\nb: 1\n',
    "single": "a: &x 'words' # c\nb: 1\n",
    "literal": "a: |-\n  words\n  more\nb: 1\n",
    "folded": "a: >-\n  words\n  more\nb: 1\n",
    "list": "a: words\nb: 1\n",
}
_INDICATORS = ("", "- ", "# ", "? ", "yes", "%a", "'")
_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1).map(
    lambda text: " ".join(text.replace("\ufeff", "").split())
)


@pytest.mark.parametrize("style", STYLES)
@given(lines=st.lists(_TEXTS.filter(bool), min_size=1, max_size=3), indicator=st.sampled_from(_INDICATORS))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_back(style: str, lines: list[str], indicator: str) -> None:
    """Indicators, quotes, backslashes, look-alikes of numbers and line breaks included."""
    text = indicator + "\n".join(lines)
    reader = load_format("yaml")
    document = reader.parse(STYLES[style].encode())
    written = reader.serialize(document, {0: (text,)}).decode()
    assert YAML(typ="safe", pure=True).load(written) == {"a": text, "b": 1}


@pytest.mark.parametrize("word", ["no", "Yes", "~", "12", "1e3", "0x1F", "1_000", "12:30:45", "2026-01-02", ".inf", "null"])
def test_what_is_no_string_is_no_unit_and_is_never_written_plain(word: str) -> None:
    """A translation that looks like a number or a truth value is put in quotes."""
    reader = load_format("yaml")
    assert not reader.parse(f"a: {word}\n".encode()).units
    document = reader.parse(b"a: words\n")
    assert reader.serialize(document, {0: (word,)}) == f'a: "{word}"\n'.encode()


@pytest.mark.parametrize(
    ("text", "pair", "wanted"),
    [
        ("en:\n  a: Word\n", Pair("en", "ko"), "ko:\n  a: 말\n"),
        ('"en-GB":\n  a: Word\n', Pair("en", "ko"), '"ko":\n  a: 말\n'),
        ("en:\n  a: Word\nfr:\n  a: 1\n", Pair("en", "ko"), "en:\n  a: 말\nfr:\n  a: 1\n"),
        ("en: Word\n", Pair("en", "ko"), "ko: 말\n"),
        ("---\nen:\n  a: Word\n---\nen:\n  b: 1\n", Pair("en", "ko"), "---\nko:\n  a: 말\n---\nko:\n  b: 1\n"),
        ("de:\n  a: Word\n", Pair("en", "ko"), "de:\n  a: 말\n"),
    ],
)
def test_a_root_that_is_the_source_language_follows(text: str, pair: Pair, wanted: str) -> None:
    """Only where it is alone: a list of languages is left as it is."""
    reader = configure(load_format("yaml"), Options(pair))
    assert reader.serialize(reader.parse(text.encode()), {0: ("말",)}, language=pair.target).decode() == wanted


def test_only_texts_are_units() -> None:
    """No keys, symbols, tagged values, layouts of times, names for machines."""
    texts = [plain(unit.source) for unit in load_format("yaml").parse(SAMPLE.read_bytes()).units]
    assert len(texts) == 14
    assert not {"site", ":year", "foo", "No", "%Y-%m-%d", "complex key"} & {*texts}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [b\n", r"line 2: this is no YAML"),
        ("a: b: c\n", r"line 1: this is no YAML"),
        ("a: *nowhere\nb: \x01", "this is no YAML"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), f"more than {MAX_DEPTH}"),
    ],
)
def test_broken_and_deep_files_are_refused(text: str, says: str) -> None:
    """With the line; and before the scanner has spent long on it."""
    with pytest.raises(ParseError, match=says):
        load_format("yaml").parse(text.encode())
