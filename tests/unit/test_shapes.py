"""Interchange: what a shape holds comes back as it was, and what it cannot hold is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.errors import InputError
from translator.glossary import Entry, Glossary, Matcher, PatternEntry, Rendering, load_glossaries
from translator.glossary.entry import parse_template
from translator.glossary.shapes import SHAPES, Options, Read, detect, named, shape_of, with_ids, with_sources
from translator.model import Case, Mode, Pair

TAGS = ("en", "ko", "ja")
KOREAN = Options("en", ("ko",))

words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=6).map(str.strip).filter(bool)
"""Any text that a glossary can hold, line breaks, quotes, formulas and NUL included."""
printable = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=6)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
slugs = st.from_regex(r"[a-z]{3,8}-[a-z]{2,8}", fullmatch=True)
names = st.from_regex(r"[a-z]{2,6}", fullmatch=True)


def lists(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(texts, max_size=2, unique=True).map(tuple)


full_renderings = st.builds(
    Rendering,
    term=words,
    aliases=lists(words),
    part=lists(words),
    also=lists(words),
    forbidden=lists(words),
    first=st.just("") | words,
    later=st.just("") | words,
    reading=st.just("") | words,
    forms=st.dictionaries(names, words, max_size=2),
    rank=st.sampled_from([0.0, 1.0, 2.5]),
)
full_entries = st.builds(
    Entry,
    id=slugs,
    type=slugs,
    renderings=st.fixed_dictionaries({"en": full_renderings}, optional={"ko": full_renderings, "ja": full_renderings}),
    mode=st.sampled_from(Mode),
    case=st.sampled_from(Case),
    historical=st.booleans(),
    source=st.just("") | words,
    note=st.just("") | words,
)


def glossaries(entries: st.SearchStrategy[Entry]) -> st.SearchStrategy[Glossary]:
    unique = st.lists(entries, min_size=1, max_size=2, unique_by=lambda entry: entry.id)
    return unique.map(lambda found: Glossary(tuple(found)))


def read(name: str, data: bytes, options: Options = Options()) -> Read:
    found = SHAPES[name].read(data, f"g{SHAPES[name].suffix}", options)
    assert found.problems == ()
    return found


def entries(items: Sequence[object]) -> tuple[Entry, ...]:
    return tuple(item for item in items if isinstance(item, Entry))


@pytest.mark.parametrize("name", ["yaml", "csv", "tsv"])
@settings(max_examples=30, deadline=None)
@given(glossary=glossaries(full_entries))
def test_tables_and_yaml_hold_every_entry(name: str, glossary: Glossary) -> None:
    """Whatever the texts hold, entries come back equal, and nothing is reported lost."""
    written = SHAPES[name].write(glossary, Options(targets=("ko", "ja")))
    assert written.losses == ()
    assert read(name, written.data).items == glossary.entries


def test_yaml_holds_patterns() -> None:
    """The curated ones come back equal, with the people who fill them."""
    curated = load_glossaries(["curated/patterns", "curated/people"])
    items = read("yaml", SHAPES["yaml"].write(curated, Options()).data).items
    assert entries(items) == curated.entries
    assert tuple(item for item in items if isinstance(item, PatternEntry)) == curated.patterns


def tbx_rendering(others: str) -> st.SearchStrategy[Rendering]:
    forms = st.lists(printable, min_size=1, max_size=6, unique=True)
    return forms.map(lambda f: Rendering(f[0], **{others: tuple(f[1:3])}, forbidden=tuple(f[3:])))


tbx_entries = st.builds(
    Entry,
    id=slugs,
    type=slugs,
    renderings=st.fixed_dictionaries({"en": tbx_rendering("aliases")}, optional=dict.fromkeys(("ko", "ja"), tbx_rendering("also"))),
    mode=st.sampled_from([Mode.TRANSLATE, Mode.KEEP]),
    source=st.just("") | printable,
    note=st.just("") | printable,
)


@pytest.mark.parametrize("name", ["tbx2", "tbx3"])
@settings(max_examples=30, deadline=None)
@given(glossary=glossaries(tbx_entries))
def test_termbases_hold_concepts_and_status(name: str, glossary: Glossary) -> None:
    """Both versions give back terms, synonyms, deprecated terms, kind, source, note and what is not to be translated."""
    written = SHAPES[name].write(glossary, Options())
    assert written.losses == ()
    assert read(name, written.data).items == glossary.entries


pair_renderings = st.fixed_dictionaries({tag: st.builds(Rendering, words) for tag in ("en", "ko")})
pair_entries = st.builds(Entry, id=slugs, type=st.just("common"), renderings=pair_renderings)


@pytest.mark.parametrize("name", ["deepl", "google-pairs", "amazon", "amazon-multi", "google"])
@settings(max_examples=30, deadline=None)
@given(glossary=glossaries(pair_entries))
def test_services_get_every_pair_once(name: str, glossary: Glossary) -> None:
    """What is not reported lost comes back, in order; identical texts come back as texts to keep."""
    written = SHAPES[name].write(glossary, KOREAN)
    found = [(e.renderings["en"].term, e.renderings["ko"].term) for e in entries(read(name, written.data, KOREAN).items)]
    given_pairs = [(e.renderings["en"].term, e.renderings["ko"].term) for e in glossary.entries]
    assert [pair for pair in given_pairs if pair in found] == found or len(set(given_pairs)) < len(given_pairs)
    if len({source for source, _ in given_pairs} | {target for _, target in given_pairs}) == 2 * len(given_pairs):
        assert found == given_pairs


def entry(id: str, en: str | Rendering, ko: str | Rendering = "", **fields: object) -> Entry:
    block = {"en": en if isinstance(en, Rendering) else Rendering(en)}
    if ko:
        block["ko"] = ko if isinstance(ko, Rendering) else Rendering(ko)
    return replace(Entry(id, "common", block), **fields)  # type: ignore[arg-type]


RICH = Glossary(
    (
        entry("apec", Rendering("APEC", aliases=("A.P.E.C.",)), Rendering("APEC", reading="에이펙", also=("에이펙",))),
        entry("formula", "=cmd|' /C calc'!A0", "-식"),
        entry("kept", "Dokdo", mode=Mode.KEEP),
        entry("wrong", "takeshima", Rendering("독도", forbidden=("다케시마",)), mode=Mode.FORBIDDEN),
        entry("lonely", "shuttle"),
        entry("long", "x" * 2000, "엑스"),
        entry("word", "us", "우리"),
    ),
    (PatternEntry("p", "title", {"en": (parse_template("Mayor of {city}"),)}),),
)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("deepl", ["patterns", "id", "reading", "also", "mode forbidden", "no term in 'ko'", "1024 bytes", "formula"]),
        ("google", ["patterns", "aliases", "reading", "mode forbidden", "fewer than two", "1023 bytes", "stop words"]),
        ("amazon", ["patterns", "reading", "very case", "mode forbidden", "200 bytes", "formula"]),
        ("amazon-multi", ["patterns", "aliases", "reading"]),
        ("tbx2", ["patterns", "reading", "only forbids"]),
        ("csv", ["patterns"]),
        ("yaml", []),
    ],
)
def test_what_a_shape_cannot_hold_is_said(name: str, lines: list[str]) -> None:
    """One line for each kind of loss, with the entry where it happens first."""
    losses = SHAPES[name].write(RICH, KOREAN).losses
    assert bool(losses) == bool(lines)
    for line in lines:
        assert any(line in loss for loss in losses), (line, losses)


def test_pairs_have_a_row_for_each_alias_and_for_what_is_kept() -> None:
    """A service finds only what stands there; an identity keeps a word as it is; formulas are guarded."""
    rows = SHAPES["deepl"].write(RICH, KOREAN).data.decode().splitlines()
    assert rows == ["APEC,APEC", "A.P.E.C.,APEC", "'=cmd|' /C calc'!A0,'-식", "Dokdo,Dokdo", "us,우리"]


def test_one_direction_needs_one_target() -> None:
    """With two target languages the user has to choose."""
    both = Glossary((Entry("a", "common", {tag: Rendering("x") for tag in TAGS}),))
    with pytest.raises(InputError, match="--to: ja, ko"):
        SHAPES["deepl"].write(both, Options())


@pytest.mark.parametrize(
    ("data", "path", "shape"),
    [
        (b"en,ko\nsummit,x\n", "g.csv", "csv"),
        (b"en\tko\nsummit\tx\n", "g.txt", "tsv"),
        (b"summit,x\n", "g.csv", "deepl"),
        (b"summit,x,EN,KO\n", "g.csv", "deepl"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><martif/>", "g.xml", "tbx2"),
        ("<?xml version='1.0' encoding='utf-16'?><martif/>".encode("utf-16"), "g.tbx", "tbx2"),
        (b"PK\x03\x04", "g.xlsx", "xlsx"),
        (b"- id: a\n", "glossary", "yaml"),
    ],
)
def test_shapes_are_recognised(data: bytes, path: str, shape: str) -> None:
    """By their content, where that says it, else by the name."""
    assert detect(data, path) == SHAPES[shape]


def test_unknown_shapes_are_refused() -> None:
    """With the list of those that there are."""
    for refused in (lambda: named("tmx"), lambda: shape_of(PurePath("a.doc")), lambda: detect(b"hello", "a.bin")):
        with pytest.raises(InputError, match="shape"):
            refused()


def test_imported_entries_have_names_and_a_source() -> None:
    """An id from the term, unique, and file and line unless the file says where it comes from."""
    found = read("csv", "en,ko,source\nSummit,정상회담,\nsummit,회담,KBS\n".encode()).items
    named_items = with_sources(with_ids(found), "dir/g.csv")
    assert [(item.id, item.source) for item in named_items] == [("summit", "g.csv, line 2"), ("summit-2", "KBS")]


def test_termbases_and_workbooks_can_be_used_as_they_are(tmp_path: Path) -> None:
    """-g takes them."""
    (tmp_path / "g.tbx").write_bytes(SHAPES["tbx3"].write(Glossary((entry("a", "summit", "정상회담"),)), Options()).data)
    found = Matcher(load_glossaries([tmp_path]), Pair("en", "ko")).match("Two summits.").found
    assert [match.term.target for match in found] == ["정상회담"]
