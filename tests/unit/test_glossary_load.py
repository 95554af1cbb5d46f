"""Glossaries are read whole or refused with every problem, each with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.errors import GlossaryError
from translator.glossary import Matcher, load_glossaries
from translator.glossary.load import curated_folder
from translator.model import Pair

GOOD = "- {id: a, type: common, en: apple, ko: 사과}\n"


def problems(tmp_path: Path, text: str | bytes, name: str = "g.yaml") -> list[str]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(GlossaryError) as caught:
        load_glossaries([path])
    return [problem.replace(f"{tmp_path}/", "") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- type: common\n  en: apple", ["g.yaml:1: 'id' is missing"]),
        (f"{GOOD}\n- {{id: b, type: common, en: {{alias: x}}}}", ["g.yaml:3: b unknown key 'alias' under 'en'"]),
        (f"{GOOD}- {{id: a, type: common, en: pear, ko: 배}}", ["g.yaml:2: the id 'a' is used at g.yaml:1 already"]),
        (f"{GOOD}- {{id: b, type: common, en: apple, ko: 애플}}", ["g.yaml:2: 'apple' is '애플' here"]),
        ("- {id: a, type: common, en: apple, case: loud}", ["g.yaml:1: a 'case' must be one of exact, permissive, ignore"]),
        ("- {id: a, type: common, en: 1984}", ["g.yaml:1: a 'en' must be text or a block"]),
        ("- {id: a, type: common}", ["g.yaml:1: a the entry has no language"]),
        ("- just text", ["g.yaml:1: an entry must be a block of keys"]),
        ("id: a", ["g.yaml:1: a glossary is a list of entries"]),
        ("- {id: a, id: b, type: common, en: x}", ["g.yaml:1: "]),
        ("- id: [", ["g.yaml:1: "]),
        ("- {id: p, type: x, pattern: {en: 'of {place', ko: '{place}'}}", ["g.yaml:1: p 'of {place' has a brace"]),
        ("- {id: p, type: x, pattern: {en: 'of {place}', ko: '{city}'}}", ["g.yaml:1: p the languages of a pattern must have"]),
        ("\n- {id: a, type: common, en: 사과}".encode("cp949"), ["g.yaml:2: the file is not UTF-8"]),
    ],
)
def test_problems_have_file_and_line(tmp_path: Path, text: str | bytes, expected: list[str]) -> None:
    """Each kind of mistake is named where it stands."""
    found = problems(tmp_path, text)
    assert len(found) >= len(expected)
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=False)), found


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    """Nobody has to run the command once for each mistake."""
    assert len(problems(tmp_path, "- {type: common, en: x}\n- {id: b, en: y}\n- {id: c, type: d, mode: no}\n")) >= 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fruit,과일\napple,사과\n", "g.csv:1: this file has no header and does not say its languages"),
        ("en,korea,ja\napple,사과,\n", "g.csv:1: the first row must name the columns by language"),
        ("en\napple\n", "g.csv:1: the first row must name the columns by language"),
        ("en,ko\napple,사과,배\n", "g.csv:2: 3 cells under 2 columns"),
        ("en,ko\n,사과\n", "g.csv:2: the column 'en' is empty"),
    ],
)
def test_tables_are_checked_too(tmp_path: Path, text: str, expected: str) -> None:
    """The same for CSV."""
    assert problems(tmp_path, text, "g.csv")[0].startswith(expected)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("g.csv", "en,ko,ja,note\napple,사과,りんご,a fruit\n"),
        ("g.csv", "\ufeffen,ko,ja\napple,사과,りんご\n"),
        ("g.csv", "en;ko;ja\napple;사과;りんご\n"),
        ("g.csv", "English,Korean,日本語,pos,description\napple,사과,りんご,noun,a fruit\n"),
        ("g.csv", "apple,사과,en,ko\napple,りんご,EN,JA\n"),
        ("g.tsv", "en\tko\tja\n\napple\t사과\tりんご\n"),
        ("g.yaml", "- {id: a, type: common, en: apple, ko: 사과, ja: りんご}"),
    ],
)
def test_every_shape_gives_the_same_terms(tmp_path: Path, name: str, text: str) -> None:
    """YAML, CSV with a byte order mark or semicolons, and TSV say the same."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    glossary = load_glossaries([tmp_path])
    targets = [Matcher(glossary, Pair("en", tag)).match("Two apples.").found[0].term.target for tag in ("ko", "ja")]
    assert targets == ["사과", "りんご"]


def test_an_empty_file_is_an_empty_glossary(tmp_path: Path) -> None:
    """Nothing in it, nothing wrong with it."""
    (tmp_path / "g.yaml").write_text("# later\n")
    assert load_glossaries([tmp_path / "g.yaml"]).entries == ()


def test_missing_and_foreign_files_are_named(tmp_path: Path) -> None:
    """All of them at once."""
    (tmp_path / "g.docx").write_bytes(b"PK")
    with pytest.raises(GlossaryError) as caught:
        load_glossaries([tmp_path / "no.yaml", tmp_path / "g.docx"])
    assert len(caught.value.problems) == 2


def test_the_second_reading_comes_from_the_cache(tmp_path: Path) -> None:
    """What was read once is not parsed again, and is the same."""
    path = tmp_path / "g.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_glossaries([path]) == load_glossaries([path])


def test_other_content_has_another_version(tmp_path: Path) -> None:
    """The version is part of every signature, so it must follow the content."""
    path = tmp_path / "g.yaml"
    path.write_text(GOOD, encoding="utf-8")
    before = load_glossaries([path]).version
    path.write_text(GOOD.replace("사과", "능금"), encoding="utf-8")
    assert load_glossaries([path]).version != before


def test_the_curated_glossary_has_a_short_name() -> None:
    """Whole, or a folder or file of it, from anywhere."""
    whole, people = load_glossaries(["curated"]), load_glossaries(["curated/people"])
    assert len(whole.entries) > len(people.entries) > 0
    assert len(people.entries) > len(load_glossaries(["curated/people/japan"]).entries) > 0
    assert (curated_folder() / "people").is_dir()


def test_a_value_that_stumbles_the_reader_is_a_problem(tmp_path: Path) -> None:
    """Something that looks like a number and is none."""
    (tmp_path / "g.yaml").write_text("- id: -_\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match=r"g\.yaml:1"):
        load_glossaries([tmp_path / "g.yaml"])
