"""The curated glossary is whole, sourced, clean, and what is derived is as its script writes it."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from translator.glossary import Glossary, Matcher, load_glossaries
from translator.glossary.lint import check
from translator.glossary.load import curated_folder
from translator.glossary.mentions import match_document
from translator.model import Mode, Pair, Severity

from .cases import rows
from .hangul import hangul

FOLDER = curated_folder()
FILES = sorted(FOLDER.rglob("*.yaml"))
PEOPLE = FOLDER / "people"
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00a0]")
HANGUL = re.compile("[가-힣]")
JAPANESE = re.compile("[ぁ-ヿ一-鿿]")
KANJI = re.compile("[一-鿿々]")
NAMED_AS_THEIR_COUNTRY = {"Djibouti", "Luxembourg", "Monaco", "San Marino", "Singapore"}
IN_CITIES = {"Japan", "North Korea", "South Korea"}


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    """All of it."""
    return load_glossaries(["curated"])


@pytest.fixture(scope="module")
def matchers(glossary: Glossary) -> dict[str, Matcher]:
    """One for each target."""
    return {target: Matcher(glossary, Pair("en", target)) for target in ("ko", "ja")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_are_clean(path: Path) -> None:
    """NFC, no hidden characters, no full-width letters or digits outside of accepted variants."""
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not HIDDEN.search(text)
    assert len(text.splitlines()) <= 1500


def test_every_entry_has_a_source(glossary: Glossary) -> None:
    """Where its renderings can be looked up."""
    assert len(glossary.entries) > 500
    assert [item.id for item in (*glossary.entries, *glossary.patterns) if not item.source] == []


def test_every_entry_is_in_three_languages(glossary: Glossary) -> None:
    """Korean in Hangul or with a reading, Japanese in kana or kanji or Latin letters."""
    for entry in glossary.entries:
        assert {"en", "ko", "ja"} <= entry.renderings.keys(), entry.id
        korean, japanese = entry.renderings["ko"], entry.renderings["ja"]
        assert HANGUL.search(korean.term) or korean.reading or entry.mode is Mode.KEEP, entry.id
        assert JAPANESE.search(japanese.term) or japanese.term.isascii(), entry.id
        assert not HANGUL.search(japanese.term), entry.id


@pytest.mark.parametrize("target", ["ko", "ja"])
def test_every_entry_is_found_by_its_own_name(glossary: Glossary, target: str) -> None:
    """An entry that can never match is none."""
    matcher = Matcher(glossary, Pair("en", target))
    for entry in (entry for entry in glossary.entries if entry.alone):
        term = entry.renderings["en"].term
        matches = matcher.match(f"They spoke of {term} again.")
        surfaces = [match.surface for match in (*matches.found, *matches.losers)]
        assert any(term in surface for surface in surfaces), entry.id


@pytest.mark.parametrize(("type", "count"), [("prefecture", 47), ("province", 9), ("metropolitan", 8)])
def test_places_are_complete(glossary: Glossary, type: str, count: int) -> None:
    """All prefectures of Japan, all provinces and metropolitan cities of Korea."""
    assert sum(entry.type == type for entry in glossary.entries) == count


def test_vocabulary_is_large(glossary: Glossary) -> None:
    """Terms of diplomacy, security, the economy and local government, treaties, bodies."""
    types = Counter(entry.type for entry in glossary.entries)
    assert types["common"] >= 500
    assert types["treaty"] >= 80
    assert types["org"] >= 130
    assert types["institution"] >= 180
    assert types["office"] >= 90


def test_lint_finds_nothing_that_matters(glossary: Glossary) -> None:
    """No duplicates that contradict each other, no stop words, no hidden characters; small matters are meant so."""
    assert [str(problem) for problem in check(glossary) if problem.severity > Severity.MINOR] == []


def test_places_of_japan_follow_the_rules_for_loanwords() -> None:
    """As the names of people do. Niigata has a long vowel that is written twice."""
    for entry in load_glossaries(["curated/cities-japan", "curated/prefectures"]).entries:
        name = re.sub(" (?:City|Prefecture)$", "", entry.renderings["en"].term).replace("Nii", "Ni")
        kind = "도" if name == "Tokyo" else "부" if name in ("Kyoto", "Osaka") else "현"
        expected = hangul(name)
        assert entry.renderings["ko"].term in (expected, f"{expected}시", f"{expected}{kind}"), entry.id


def test_every_member_state_is_there_with_its_capital(glossary: Glossary) -> None:
    """All 193 and the two observers, and a capital for each that is not named as its country."""
    members = runpy.run_path(str(FOLDER / "build.py"))["MEMBERS"]
    countries = {entry.id[8:].upper(): entry for entry in glossary.entries if re.fullmatch("country-[a-z]{2}", entry.id)}
    assert len(members) == len(set(members)) == 193
    assert countries.keys() == {*members, "PS", "VA"}
    capitals = {entry.note.removeprefix("capital of ") for entry in glossary.entries if entry.note.startswith("capital of ")}
    for entry in countries.values():
        english = entry.renderings["en"]
        names = {english.term, *english.part, f"the {english.term}"}
        assert names & (capitals | NAMED_AS_THEIR_COUNTRY | IN_CITIES), entry.id
    assert len(capitals) == len(countries) - len(NAMED_AS_THEIR_COUNTRY) - len(IN_CITIES)


def test_people_of_korea_and_japan_are_in_hangul_and_in_characters() -> None:
    """A Korean name has as many characters as syllables, and its surname stands first in both."""
    korean = load_glossaries([PEOPLE / "korea.yaml"]).entries
    assert len(korean) > 120
    for entry in korean:
        in_korean, in_japanese = entry.renderings["ko"], entry.renderings["ja"]
        assert HANGUL.sub("", in_korean.term) == "", entry.id
        assert KANJI.sub("", in_japanese.term) == "", entry.id
        assert len(in_korean.term) == len(in_japanese.term), entry.id
        assert all(in_korean.term.startswith(part) for part in in_korean.part), entry.id
        assert all(in_japanese.term.startswith(part) for part in in_japanese.part), entry.id
        assert not in_japanese.first or in_japanese.first.startswith(f"{in_japanese.term}（"), entry.id


@pytest.mark.parametrize("file", ["japan.yaml", "governors.yaml"])
def test_names_of_japan_follow_the_rules_for_loanwords(file: str) -> None:
    """The Hangul is what the rules make of the reading; both orders of the names are found; the surname stands first."""
    entries = [entry for entry in load_glossaries([PEOPLE / file]).entries if not entry.id.startswith("emperor")]
    assert len(entries) >= 47
    for entry in entries:
        english, korean, japanese = (entry.renderings[tag] for tag in ("en", "ko", "ja"))
        forms = {english.term, *english.aliases}
        family_first = {form for form in forms if len(form.split()) == 2 and " ".join(reversed(form.split())) in forms}
        assert family_first, entry.id
        if entry.id != "tamaki-denny":  # Denny is no Japanese name
            assert korean.term in {hangul(form) for form in family_first}, entry.id
        assert KANJI.search(japanese.term), entry.id
        assert all(korean.term.startswith(f"{part} ") for part in korean.part), entry.id
        assert all(japanese.term.startswith(part) for part in japanese.part), entry.id


def test_notes_say_when_an_office_was_last_checked(glossary: Glossary) -> None:
    """By year and month; whoever is said to hold an office has it."""
    for entry in glossary.entries:
        assert ("last checked" in entry.note) == bool(re.search(r"last checked,? 20\d\d-(?:0[1-9]|1[0-2])$", entry.note)), entry.id
        assert "in office" not in entry.note or "last checked" in entry.note, entry.id


@pytest.mark.parametrize(
    ("file", "office", "count"),
    [
        ("japan.yaml", "prime minister", 38),  # Suzuki Kantaro to Takaichi
        ("japan.yaml", "foreign minister", 48),
        ("korea.yaml", "prime minister", 44),
        ("korea.yaml", "foreign minister", 42),  # 40, and two of North Korea
        ("korea.yaml", "president", 14),
    ],
)
def test_holders_of_offices_are_complete(file: str, office: str, count: int) -> None:
    """Everyone since 1945 in Japan and since 1948 in Korea."""
    held = re.compile(rf"(?:^|, ){office} (?:since|when last checked|\d{{4}})")
    notes = [entry.note for entry in load_glossaries([PEOPLE / file]).entries]
    assert sum(bool(held.search(note)) and "1885" not in note for note in notes) == count


@pytest.mark.parametrize(("text", "korean", "japanese"), rows("curated.tsv"))
def test_names_that_are_words_do_no_harm(matchers: dict[str, Matcher], text: str, korean: str, japanese: str) -> None:
    """Turkeys, Mays and parks stay what they are."""
    sentences = [sentence.strip() for sentence in text.split("¶")]
    for target, expected in (("ko", korean), ("ja", japanese)):
        found = match_document(matchers[target], sentences)[-1].found
        assert " | ".join(f"{match.surface} → {match.term.target}" for match in found) == expected


def test_derived_files_are_up_to_date() -> None:
    """The script writes what is there."""
    done = subprocess.run([sys.executable, FOLDER / "build.py", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
