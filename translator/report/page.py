"""Style and script of the review page, which stand inside it."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --back: #fff; --text: #1b1b1f; --soft: #5b5b66; --line: #d5d5de; --card: #f6f6fa;
  --l: 88%; --critical: #b3001b; --major: #9a4b00; --minor: #3c5a99; }
@media (prefers-color-scheme: dark) { :root { --back: #17171b; --text: #ececf1; --soft: #a9a9b6; --line: #3a3a44;
  --card: #212127; --l: 28%; --critical: #ff8a94; --major: #ffb168; --minor: #9dbdff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.6 system-ui, "Noto Sans", sans-serif; }
:lang(ko) { font-family: "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif;
  word-break: keep-all; overflow-wrap: anywhere; }
:lang(ja) { font-family: "Hiragino Sans", "Yu Gothic", "Noto Sans JP", "Noto Sans CJK JP", sans-serif; line-break: strict; }
:lang(en) { font-family: system-ui, "Noto Sans", sans-serif; }
header { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; align-items: center;
  padding: .5rem 1.2rem; background: var(--card); border-bottom: 1px solid var(--line); }
header h1 { font-size: 1.05rem; margin: 0; }
fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; }
legend { position: absolute; clip-path: inset(50%); height: 1px; width: 1px; overflow: hidden; }
.keys { margin: 0; color: var(--soft); font-size: .85rem; }
kbd { border: 1px solid var(--line); border-radius: 3px; padding: 0 .3em; }
main { max-width: 84rem; margin: 0 auto; padding: 1rem 1.2rem 8rem; }
h2 small { color: var(--soft); font-weight: normal; }
nav { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .2rem 1rem; max-height: 18rem;
  overflow: auto; }
nav h3 { margin: .4rem 0; font-size: 1rem; }
nav a { color: inherit; }
.finding b { text-transform: uppercase; font-size: .75rem; letter-spacing: .04em; }
.critical b { color: var(--critical); } .major b { color: var(--major); } .minor b { color: var(--minor); }
table { width: 100%; border-collapse: collapse; margin-top: 1rem; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .5rem .7rem; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; white-space: pre-wrap; }
thead th { white-space: normal; }
th:first-child { width: 4rem; color: var(--soft); font-weight: normal; }
tr { scroll-margin-top: 5rem; }
tr:target, tr:focus { outline: 3px solid var(--minor); outline-offset: -3px; }
.rung { margin: .3rem 0 0; font-size: .75rem; color: var(--soft); white-space: normal; }
.notes { margin: .3rem 0 0; padding-left: 1.1rem; font-size: .85rem; white-space: normal; }
mark { position: relative; color: inherit; border-radius: 3px; padding: 0 .1em; cursor: help;
  background: hsl(var(--h) 75% var(--l)); border-bottom: 2px solid hsl(var(--h) 60% 50%); }
mark.lost { border-bottom-style: dashed; background: none; }
mark.same { outline: 2px solid hsl(var(--h) 80% 50%); }
.h0 { --h: 45; } .h1 { --h: 200; } .h2 { --h: 110; } .h3 { --h: 320; }
.h4 { --h: 20; } .h5 { --h: 260; } .h6 { --h: 170; } .h7 { --h: 355; }
mark:hover::after, mark:focus::after { content: attr(data-entry); position: absolute; left: 0; top: 1.7em; z-index: 3;
  width: max-content; max-width: 22rem; padding: .4rem .6rem;
  background: var(--back); border: 1px solid var(--line); border-radius: 5px; box-shadow: 0 4px 14px #0005; font-size: .8rem;
  line-height: 1.4; white-space: normal; }
td:last-child mark:hover::after, td:last-child mark:focus::after { max-width: 16rem; }
code { font-family: ui-monospace, monospace; font-size: .8rem; color: var(--soft); overflow-wrap: anywhere; }
[hidden] { display: none; }
@media (max-width: 45rem) { table, tbody, tr, td, th { display: block; width: auto; } thead { display: none; }
  tbody tr { border-bottom: 2px solid var(--line); } td, tbody th { border: 0; padding: .2rem .4rem; } }
@media print { :root { --back: #fff; --text: #000; --soft: #444; --card: #fff; --line: #999; --l: 88%; --critical: #b3001b;
  --major: #9a4b00; --minor: #3c5a99; }
  header { position: static; } header fieldset, .keys { display: none; } nav { max-height: none; border: 0; padding: 0; }
  main { padding: 0; max-width: none; } tr { break-inside: avoid; } thead { display: table-header-group; }
  body { font-size: 10pt; } mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  mark:hover::after { display: none; } }
"""

SCRIPT = """
const boxes = [...document.querySelectorAll('[data-severity]')], only = document.getElementById('only');
function filter() {
  const shown = new Set(boxes.filter(box => box.checked).map(box => box.dataset.severity));
  for (const item of document.querySelectorAll('li.finding'))
    item.hidden = ![...item.classList].some(name => shown.has(name));
  for (const row of document.querySelectorAll('tbody tr'))
    row.hidden = only.checked ? !row.dataset.findings.split(' ').some(name => shown.has(name)) : false;
}
function light(mark, on) {
  for (const other of mark.closest('tr').querySelectorAll('mark'))
    if (other.dataset.term === mark.dataset.term) other.classList.toggle('same', on);
}
function jump(step) {
  const links = [...document.querySelectorAll('nav li:not([hidden]) a')];
  if (!links.length) return;
  const at = links.findIndex(link => link.classList.contains('current'));
  for (const link of links) link.classList.remove('current');
  const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : (at + step + links.length) % links.length];
  next.classList.add('current');
  location.hash = next.hash;
  document.querySelector(next.hash).focus();
}
for (const box of [...boxes, only]) box.addEventListener('change', filter);
for (const mark of document.querySelectorAll('mark')) {
  for (const name of ['mouseenter', 'focus']) mark.addEventListener(name, () => light(mark, true));
  for (const name of ['mouseleave', 'blur']) mark.addEventListener(name, () => light(mark, false));
}
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'n') jump(1);
  if (event.key === 'p') jump(-1);
});
filter();
"""
