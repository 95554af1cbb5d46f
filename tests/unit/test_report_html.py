"""The review page is whole, safe and self-contained."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from translator import checks
from translator.checks.terms import carried
from translator.model import Inline, InlineKind, Outcome, Pair, Run, Segment, Span, Step, Term, TermMatch
from translator.report import format_html

VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """Reads a page, notes its marks, and whether every element is closed where it must be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of all elements of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]


def outcome(number: int, source: str, target: str, *terms: tuple[str, str]) -> Outcome:
    """Return an outcome with matches and with what the checks say of it."""
    found = [TermMatch(Term(s, s, t), Span(source.index(s), source.index(s) + len(s)), s) for s, t in terms]
    matches = tuple(sorted(found, key=lambda match: match.span))
    findings = checks.run(checks.Draft(Pair("en", "ko"), source, target, matches))
    steps = (Step("draft", 1, 0), Step("hint", 1, len(matches)))
    return Outcome(
        Segment(number, number, (source,), line=number + 1), (target,), matches, carried(matches, target), steps, findings
    )


@pytest.fixture
def run() -> Run:
    """A run with a good segment, a hostile one, and one whose term is missing."""
    outcomes = (
        outcome(0, "The governor met Kim.", "지사는 김 총리를 만났다.", ("governor", "지사"), ("Kim", "김 총리")),
        outcome(1, "<script>alert('x')</script> & \"so\"", "</td><img src=x onerror=alert(1)> & \"그래서\""),
        outcome(2, "The declaration was praised.", "모두가 그것을 칭찬했다.", ("declaration", "선언")),
    )
    return Run(Pair("en", "ko"), outcomes, "signature<1>", source="a<b>.txt", seconds=1.5)


def test_the_page_is_well_formed(run: Run) -> None:
    """Every element is closed, and every link of the findings leads to a segment."""
    page = Page(format_html([run, run]))
    assert page.open == []
    ids = [row["id"] for kind in ("tr", "section") for row in page.all(kind) if "id" in row]
    assert len(ids) == len(set(ids)) == 6 + 2
    links = [link["href"] for link in page.all("a")]
    assert links
    assert {link[1:] for link in links if link} <= set(ids)


def test_nothing_of_a_document_becomes_markup(run: Run) -> None:
    """Tags in source, target, names and terms are shown as text."""
    text = format_html([run])
    page = Page(text)
    assert page.all("img") == []
    assert len(page.all("script")) == 1
    assert "&lt;script&gt;" in text
    assert "a&lt;b&gt;.txt" in text
    quoted = outcome(0, 'x" onfocus="y', "값", ('x" onfocus="y', "값"))
    marks = Page(format_html([Run(Pair("en", "ko"), (quoted,), "")])).all("mark")
    assert len(marks) == 2
    assert not any("onfocus" in mark for mark in marks)


def test_nothing_is_loaded(run: Run) -> None:
    """No address of another place, and a policy that forbids it."""
    text = format_html([run])
    assert not re.search(r"https?:|//\w|url\(|@import|src=[\"']", text)
    assert "default-src 'none'" in text


def test_a_term_has_one_colour_on_both_sides(run: Run) -> None:
    """Source and target marks of a term are equal, those of another differ, a lost term is only in the source."""
    marks = Page(format_html([run])).all("mark")
    classes = [(mark["data-term"], mark["class"]) for mark in marks]
    assert classes == [
        ("governor", "h0"), ("Kim", "h1"), ("governor", "h0"), ("Kim", "h1"), ("declaration", "h0 lost")
    ]
    assert all(mark["tabindex"] == "0" and "hint" in (mark["data-entry"] or "") for mark in marks)


def test_languages_are_named_for_the_fonts(run: Run) -> None:
    """Each side says its language, which decides the glyphs of Chinese characters."""
    languages = [cell["lang"] for cell in Page(format_html([run])).all("td")]
    assert languages == ["en", "ko"] * 3


def test_markup_stands_where_it_is() -> None:
    """Tags are shown at their place, outside of the mark that they enclose, and never run."""
    bold = (Inline("<b onclick='x()'>", InlineKind.OPEN, group=1), "Kim", Inline("</b>", InlineKind.CLOSE, group=1))
    match = TermMatch(Term("k", "Kim", "김"), Span(8, 11), "Kim")
    outcome = Outcome(Segment(0, 0, (Inline("`ls`", text="ls"), " with ", *bold)), ("김과 ", *bold), (match,), (True,))
    text = format_html([Run(Pair("en", "ko"), (outcome,), "")])
    opening, closing = "<span class=\"tag\">&lt;b onclick=&#x27;x()&#x27;&gt;</span>", '<span class="tag">&lt;/b&gt;</span>'
    assert re.search(rf">ls with {re.escape(opening)}<mark [^>]*>Kim</mark>{re.escape(closing)}</td>", text)
    assert f">김</mark>과 {opening}Kim{closing}" in text


def test_what_the_engine_says_without_the_glossary_can_be_unfolded(run: Run) -> None:
    """Only where it says something else."""
    first, *rest = run.outcomes
    texts = [format_html([replace(run, outcomes=(replace(first, unconstrained=said), *rest))]) for said in ("총독은", "")]
    assert ["총독은</span></details>" in text for text in texts] == [True, False]


def test_several_documents_have_a_list(run: Run) -> None:
    """With the language of each, and a line for what was told about it; one alone has none."""
    japanese = replace(run, pair=Pair("en", "ja"), notes=("Read as CP949.",))
    text = format_html([run, japanese])
    assert '<li><a href="#r2">a&lt;b&gt;.txt: Japanese</a>' in text
    assert "<p>Read as CP949.</p>" in text
    assert "contents" not in format_html([run]).partition("<main>")[2]
