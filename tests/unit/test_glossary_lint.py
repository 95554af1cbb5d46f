"""Mistakes that a schema cannot see are named, each by its rule, and a sound entry has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.glossary import load_glossaries
from translator.glossary.lint import check
from translator.model import Severity


@pytest.mark.parametrize(
    ("entry", "rule", "severity"),
    [
        ("en: apple", "one-language", Severity.MAJOR),
        ("en: '...', ko: 점", "never-found", Severity.MAJOR),
        ("en: a, ko: 하나", "single-letter", Severity.MAJOR),
        ("en: may, ko: 오월", "stop-word", Severity.MAJOR),
        ("en: US, ko: 미국, case: ignore", "stop-word", Severity.MAJOR),
        ("en: Shuttle Diplomacy, ko: 셔틀외교", "capitals", Severity.MINOR),
        ("en: pear, ko: {term: 배, also: [이], forbidden: [이]}", "forbidden-accepted", Severity.CRITICAL),
        ("en: pear, ko: {term: 배나무, forbidden: [배]}", "forbidden-inside", Severity.MAJOR),
        ("en: pear, ko: {term: 배, also: [배]}", "also-term", Severity.MINOR),
        ('en: "pe\\u200bar", ko: 배', "hidden-character", Severity.MAJOR),
        ("en: pear, ja: ﾅｼ", "stray-width", Severity.MINOR),
        ('en: cafe, ko: "\\u1100\\u1161"', "not-nfc", Severity.MINOR),
        ("en: 'two  pears', ko: 배 둘", "white-space", Severity.MINOR),
        ("en: pear, ko: '=배'", "formula", Severity.MINOR),
        ("en: pear, ko: '-배'", "formula", Severity.MINOR),
        ("en: www.example.org, ko: 예", "never-found", Severity.MAJOR),
        ("en: Dokdo, ko: Dokdo", "same-as-source", Severity.MINOR),
        ("en: OPEC, ko: OPEC", "no-reading", Severity.MINOR),
        ("en: Japan, ko: {term: 일본, forms: {pair: 일}}", "no-rank", Severity.MAJOR),
    ],
)
def test_each_mistake_has_its_rule(tmp_path: Path, entry: str, rule: str, severity: Severity) -> None:
    """The rule, its weight and the line are those of the mistake."""
    (tmp_path / "g.yaml").write_text(f"# one\n- {{id: x, type: common, {entry}}}\n", encoding="utf-8")
    problems = check(load_glossaries([tmp_path]))
    assert [(p.rule, p.severity, p.line) for p in problems if p.rule == rule] == [(rule, severity, 2)], problems


@pytest.mark.parametrize(
    ("second", "rule"),
    [
        ("en: {term: fruit, aliases: [apple]}, ko: 사과", "duplicate"),
        ("en: apple tree, ko: 능금나무", "nested"),
        ("en: big apple, ko: 큰 능금", "nested"),
        ("en: pie of apple, ko: 사과 파이", ""),
    ],
)
def test_entries_are_seen_beside_each_other(tmp_path: Path, second: str, rule: str) -> None:
    """Duplicates and nesting are between two entries; the second is the one that is named."""
    text = f"- {{id: a, type: common, en: apple, ko: 사과}}\n- {{id: b, type: common, {second}}}\n"
    (tmp_path / "g.yaml").write_text(text, encoding="utf-8")
    assert [(p.rule, p.line) for p in check(load_glossaries([tmp_path]))] == ([(rule, 2)] if rule else [])


def test_straddling_terms_and_empty_slots_are_named(tmp_path: Path) -> None:
    """Local government + government complex, and a slot that nothing fills."""
    (tmp_path / "g.yaml").write_text(
        "- {id: a, type: common, en: local government, ko: 지방정부}\n"
        "- {id: b, type: common, en: government complex, ko: 정부청사}\n"
        "- {id: c, type: title, pattern: {en: 'Head of {ministry}', ko: '{ministry} 장관'}}\n",
        encoding="utf-8",
    )
    assert [(p.rule, p.line) for p in check(load_glossaries([tmp_path]))] == [("straddling", 1), ("empty-slot", 3)]


def test_a_sound_glossary_has_no_problem(tmp_path: Path) -> None:
    """Nothing is said where nothing is wrong."""
    apec = "- {id: a, type: org, en: APEC, ko: {term: APEC, reading: 에이펙}, ja: APEC}\n"
    text = f"{apec}- {{id: b, type: common, en: pear, ko: 배}}\n"
    (tmp_path / "g.yaml").write_text(text, encoding="utf-8")
    assert check(load_glossaries([tmp_path])) == ()
