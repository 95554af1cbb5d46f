"""The review page in a real browser: filters, jumps, keys, what is shown of a term, and how it prints."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from translator.model import Finding, Inline, InlineKind, Outcome, Pair, Run, Segment, Severity, Span, Step, Term, TermMatch
from translator.report import format_html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

PROBE = """
const out = {}, all = selector => [...document.querySelectorAll(selector)], one = selector => document.querySelector(selector);
const press = (key, code) => document.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}));
const state = () => [location.hash, document.activeElement.id, place.textContent, one('a.current')?.hash];
const tick = box => { box.click(); return [all('.findings li:not([hidden])').length, all('.notes li:not([hidden])').length,
  all('tbody tr:not([hidden])').length, all('.none:not([hidden])').length, place.textContent]; };
const level = name => one(`[data-severity=${name}]`);
const seen = () => { const box = tip.getBoundingClientRect(); return {text: tip.textContent, lang: tip.lang, hidden: tip.hidden,
  inside: box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight,
  lit: all('mark.same').map(mark => mark.textContent)}; };
const font = element => getComputedStyle(element).fontFamily;
const rows = all('tbody tr');
"""
FIRST = """
out.start = [place.textContent, all('#filter label').map(label => label.textContent.trim())];
press('n', 'KeyN'); out.next = state();
press('ㅜ', 'KeyN'); out.korean = state();
press('p', 'KeyP'); press('p', 'KeyP'); out.wrapped = state();
press('n', 'KeyN'); press('n', 'KeyN');
all('.findings a')[0].click(); out.clicked = state();
out.minor = tick(level('minor')); out.major = tick(level('major'));
out.only = tick(only); out.none = tick(level('critical')); only.click();
for (const name of ['critical', 'major', 'minor']) level(name).click();
const mark = rows[0].cells[2].querySelector('mark');
mark.focus(); out.focus = seen();
press('Escape', 'Escape'); out.escape = seen();
rows[0].cells[1].querySelector('mark').dispatchEvent(new MouseEvent('mouseover', {bubbles: true, clientY: 0})); out.hover = seen();
document.body.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})); out.away = seen();
rows.at(-1).cells[2].querySelector('mark').focus(); out.last = seen();
out.fonts = [font(rows[0].cells[2]), font(all('section')[1].querySelector('tbody').rows[0].cells[2])];
out.hacked = window.hacked === undefined && !all('img').length;
out.reachable = all('input, a, mark').every(element => element.tabIndex === 0);
out.colours = [1, 2].map(cell => getComputedStyle(rows[0].cells[cell].querySelector('mark')).backgroundColor);
"""
SECOND = """
const style = getComputedStyle(document.body);
out.dark = [style.backgroundColor, style.color];
out.fits = document.documentElement.scrollWidth <= innerWidth;
const mark = rows[0].cells[2].querySelector('mark'); mark.focus(); out.tip = seen();
const [left, right] = [rows[0].cells[1].getBoundingClientRect(), rows[0].cells[2].getBoundingClientRect()];
out.stacked = right.top >= left.bottom - 1;
"""


def outcome(number: int, severities: str, target: str) -> Outcome:
    """Return a segment with a term, hostile markup, and a finding for each letter: c, m, i."""
    by_letter = {"c": Severity.CRITICAL, "m": Severity.MAJOR, "i": Severity.MINOR}
    findings = tuple(Finding("probe", by_letter[letter], f"<b>{letter}</b> of {number}") for letter in severities)
    term = Term("governor", "Governor", target, also=("도지사",), origin="a glossary.yaml:12")
    script = Inline("<script>window.hacked = 1</script>", InlineKind.ATOM)
    return Outcome(
        Segment(number, number, ("The Governor <img src=x onerror='window.hacked=1'> spoke.", script), line=number + 1),
        (f"{target}가 말했다. <script>window.hacked = 1</script>" + "x" * 200,),
        (TermMatch(term, Span(4, 12), "Governor"),),
        (True,),
        (Step("draft", 1, 0), Step("hint", 1, 1)),
        findings,
    )


@pytest.fixture(scope="module")
def page() -> str:
    """Two documents, the first of 40 segments with four findings."""
    letters = {0: "i", 7: "m", 20: "c", 39: "m"}
    korean = tuple(outcome(number, letters.get(number, ""), "지사") for number in range(40))
    runs = [Run(Pair("en", "ko"), korean, "signature"), Run(Pair("en", "ja"), (outcome(0, "", "知事"),), "signature")]
    return format_html(runs)


def browse(page: str, folder: Path, script: str, *options: str) -> dict[str, Any]:
    """Return what `script`, run behind the page's own, has put into `out`."""
    # Only when all is laid out is the window as large as it is going to be.
    run = f"{PROBE}{script}document.body.textContent = JSON.stringify(out);"
    behind = f"<script>addEventListener('load', () => setTimeout(() => {{{run}}}, 100));</script></body>"
    shown = chromium(page.replace("</body>", behind), folder, "--dump-dom", "--virtual-time-budget=5000", *options)
    body = re.search(r"<body[^>]*>(.*?)</body>", shown, re.DOTALL)
    assert body
    found: dict[str, Any] = json.loads(html.unescape(body[1]))
    return found


def chromium(page: str, folder: Path, *options: str) -> str:
    """Run the browser on a page and return its stdout."""
    (folder / "page.html").write_text(page, encoding="utf-8")
    quiet = "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
    command = [str(CHROMIUM), "--headless", "--no-sandbox", *quiet.split(), f"--user-data-dir={folder}/profile", *options]
    address = (folder / "page.html").as_uri()
    return subprocess.run([*command, address], capture_output=True, text=True, timeout=120, check=True).stdout


@pytest.fixture(scope="module")
def wide(page: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the first script finds in a window of usual size."""
    return browse(page, tmp_path_factory.mktemp("wide"), FIRST, "--window-size=1200,800")


@pytest.fixture(scope="module")
def narrow(page: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the second script finds in a narrow window of a dark desktop."""
    options = ("--window-size=500,900", "--blink-settings=preferredColorScheme=0")
    return browse(page, tmp_path_factory.mktemp("narrow"), SECOND, *options)


def test_keys_and_clicks_jump_to_the_place(wide: dict[str, Any]) -> None:
    """n and p go through the findings, worst first, round the ends, also with a Korean keyboard; the row is focused."""
    assert wide["start"] == ["4 findings", ["critical (1)", "major (2)", "minor (1)", "only segments with findings"]]
    assert wide["next"] == ["#s1-21", "s1-21", "finding 1 of 4", "#s1-21"]
    assert wide["korean"] == ["#s1-8", "s1-8", "finding 2 of 4", "#s1-8"]
    assert wide["wrapped"] == ["#s1-1", "s1-1", "finding 4 of 4", "#s1-1"]
    assert wide["clicked"] == ["#s1-21", "s1-21", "finding 1 of 4", "#s1-21"]


def test_findings_are_filtered_by_severity(wide: dict[str, Any]) -> None:
    """In the list and beside the segments; and segments without any can be hidden."""
    assert wide["minor"] == [3, 3, 41, 0, "finding 1 of 3"]
    assert wide["major"] == [1, 1, 41, 0, "finding 1 of 1"]
    assert wide["only"] == [1, 1, 1, 0, "finding 1 of 1"]
    assert wide["none"] == [0, 0, 0, 1, ""]


def test_a_term_shows_its_entry_and_rung(wide: dict[str, Any]) -> None:
    """By focus and by mouse, within the window, with its counterpart lit; Esc and leaving close it."""
    entry = "Governor → 지사\nalso 도지사\ncarried; draft (1) → hint (1)\na glossary.yaml:12"
    shown = {"text": entry, "lang": "ko", "hidden": False, "inside": True, "lit": ["Governor", "지사"]}
    assert wide["focus"] == shown
    assert wide["hover"] == shown
    assert (wide["escape"]["hidden"], wide["escape"]["lit"]) == (True, [])
    assert wide["away"]["hidden"]
    assert (wide["last"]["lang"], wide["last"]["inside"]) == ("ja", True)
    assert wide["colours"][0] == wide["colours"][1]


def test_the_page_is_safe_and_reachable(wide: dict[str, Any]) -> None:
    """Nothing of a document runs, every control is in the tab order, each language has its fonts."""
    assert wide["hacked"]
    assert wide["reachable"]
    assert "Noto Sans KR" in wide["fonts"][0]
    assert "Noto Sans JP" in wide["fonts"][1]


def test_narrow_and_dark(narrow: dict[str, Any]) -> None:
    """Source and target stand one above the other, nothing is wider than the window, colours follow the desktop."""
    assert narrow["dark"] == ["rgb(23, 23, 27)", "rgb(236, 236, 241)"]
    assert narrow["fits"]
    assert narrow["stacked"]
    assert narrow["tip"]["inside"]


def test_it_prints(page: str, tmp_path: Path) -> None:
    """A PDF of a few pages, without the controls."""
    chromium(page, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path}/page.pdf")
    data = (tmp_path / "page.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert 2 <= len(re.findall(rb"/Type /Page\b", data)) <= 10
