"""Messages of programs: plurals and choices of ICU, placeholders, plural forms of gettext."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator import Translator
from translator.formats import load_format
from translator.formats.base import Options, configure
from translator.formats.icu import MAX_BRANCHES, branches
from translator.formats.message import message
from translator.model import Inline, Pair, plain
from translator.testing import FakeEngine

PLURAL = "{n, plural, =0 {No files} one {# file} other {# files}} found"


@pytest.mark.parametrize(
    ("text", "sentences", "whole"),
    [
        (
            PLURAL,
            ["No files found", "# file found", "# files found"],
            "{n, plural, =0 {No files found} one {# file found} other {# files found}}",
        ),
        (
            "{g, select, male {He} other {They}} sent {n, plural, other {# gifts}}.",
            ["He sent # gifts.", "They sent # gifts."],
            "{g, select, male {{n, plural, other {He sent # gifts.}}} other {{n, plural, other {They sent # gifts.}}}}",
        ),
        (
            "{n, plural, other {# of them}} by {g, select, other {us #1}}",
            ["{n, number} of them by us #1"],
            "{n, plural, other {{g, select, other {{n, number} of them by us #1}}}}",
        ),
        (
            "It''s '{'{n, plural, other {it''s '#'1 of <b>{who}</b>}}'}'",
            ["It's {it's #1 of {who}}"],
            "{n, plural, other {It''s '{'it''s '#'1 of <b>{who}</b>'}'}}",
        ),
    ],
)
def test_choices_become_whole_sentences(text: str, sentences: list[str], whole: str) -> None:
    """The words around a choice go into each branch, and `#` stays the number that it was."""
    found = branches(text)
    assert found
    assert [plain(each.pattern) for each in found.sentences] == sentences
    assert found.written({}) == whole
    assert branches(whole) == found


@pytest.mark.parametrize(
    "text",
    [
        "No choice {here}", "{n, plural, one {a", "{n, plural}", "{n, plural, offset:1 other {#}}", "{{n, plural, other {a}}}",
        "".join("{n, plural, one {a} other {b}}" for _ in range(6)), "{n, plural, other " + "{n, plural, other " * 50,
    ],
)  # fmt: skip
def test_what_cannot_be_taken_apart_is_left(text: str) -> None:
    """Broken ones, other templates, an offset, and more than anybody would read."""
    assert branches(text) is None


_ATOMS = st.sampled_from(["file", "{", "}", "#", "'", "''", "<b>", "</b>", " ", "%s", "{who}", "|", "가"])


@given(st.lists(_ATOMS, max_size=12).map("".join))
@settings(deadline=None)
def test_any_translation_is_read_back(text: str) -> None:
    """Signs of ICU's syntax in a translation are text, whatever they are."""
    found = branches("{n, plural, one {a} other {b}} in {g, select, other {c}}")
    assert found
    again = branches(found.written({0: (text,)}))
    assert again
    assert plain(again.sentences[0].pattern) == plain(tuple(message(text)))
    assert again.sentences[1] == found.sentences[1]


@given(st.text(st.sampled_from("{}#', nplural=one other12"), max_size=60))
@settings(deadline=None)
def test_any_message_is_read_or_left(text: str) -> None:
    """No text makes the reader fail, and what it reads keeps its meaning."""
    found = branches("{n, plural, other {x}}" + text)
    if found:
        assert 0 < len(found.sentences) <= MAX_BRANCHES
        assert branches(found.written({})) == found


@pytest.mark.parametrize(
    ("text", "atoms"),
    [
        ("Hi %{name}, %<age>d and %(x)s", ["%{name}", "%<age>d", "%(x)s"]),
        ("%1$s of {0} {{ total }} ${x} #{y} $t(key)", ["%1$s", "{0}", "{{ total }}", "${x}", "#{y}", "$t(key)"]),
        ("100 % sure, 5% off", []),
    ],
)
def test_placeholders_are_atoms(text: str, atoms: list[str]) -> None:
    """Of printf, Python, Ruby, ICU, i18next, JavaScript."""
    assert [part.raw for part in message(text) if isinstance(part, Inline)] == atoms


@pytest.mark.parametrize("name", ["json", "yaml"])
def test_branches_are_translated_one_by_one(name: str) -> None:
    """Each as a sentence, and one alone leaves the others in the source language."""
    reader = load_format(name)
    document = reader.parse(json.dumps({"a": PLURAL, "b": "Word"}, indent=1).encode())
    assert [plain(unit.source) for unit in document.units] == ["No files found", "# file found", "# files found", "Word"]
    text = reader.serialize(document, {2: (Inline("#", text="#"), "개 찾음"), 3: ("말",)}).decode()
    assert json.loads(text) == {"a": "{n, plural, =0 {No files found} one {# file found} other {#개 찾음}}", "b": "말"}


def test_arb_names_its_new_language() -> None:
    """As Flutter demands."""
    reader = load_format("json")
    document = reader.parse(b'{"@@locale": "en", "a": "Word"}')
    assert reader.serialize(document, {0: ("말",)}, language="zh-Hant") == '{"@@locale": "zh_Hant", "a": "말"}'.encode()


HEADER = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
FORMS = 'msgid "One file"\nmsgid_plural "%d files"\nmsgstr[0] ""\nmsgstr[1] ""\n'


def test_a_plural_gets_the_forms_of_the_target() -> None:
    """One in Korean, made from the plural; two in German."""
    for target, wanted in (
        ("ko", HEADER.replace("nplurals=2; plural=(n != 1);", "nplurals=1; plural=0;") + FORMS[: FORMS.index("msgstr")]),
        ("de", HEADER + FORMS[: FORMS.index("msgstr")]),
    ):
        reader = configure(load_format("po"), Options(Pair("en", target)))
        data = (HEADER + FORMS + '\nmsgid "%s"\nmsgid_plural "%s"\nmsgstr[0] ""\nmsgstr[1] ""').encode()
        document = reader.parse(data)
        assert reader.serialize(document, {}) == data
        text = reader.serialize(document, {unit.id: (f"T{unit.id}",) for unit in document.units}, language=target).decode()
        assert text.startswith(wanted + 'msgstr[0] "T0"\n')
        assert text.count("msgstr[1]") == (0 if target == "ko" else 2)
        assert [plain(unit.source) for unit in document.units] == (["%d files"] if target == "ko" else ["One file", "%d files"])


def test_plurals_that_are_translated_already_keep_their_forms() -> None:
    """Whoever decided for two forms has written two."""
    data = (HEADER + FORMS.replace('""', '"파일"') + FORMS.replace("file", "folder")).encode()
    reader = configure(load_format("po"), Options(Pair("en", "ko")))
    document = reader.parse(data)
    text = reader.serialize(document, {unit.id: ("폴더",) for unit in document.units}, language="ko").decode()
    assert text == data.decode().replace('""\nmsgstr[1] ""', '"폴더"\nmsgstr[1] "폴더"')


def test_placeholders_survive_the_pipeline() -> None:
    """Through an engine, every variable comes out as it went in."""
    run = Translator("ko", engine=FakeEngine()).translate(json.dumps({"a": PLURAL, "b": "Hi %{name}"}), format="json")
    assert "%{name}" in run.text
    assert run.text.count("#") == 2
