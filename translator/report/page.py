"""Style and script of the review page, which stand inside it."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --back: #fff; --text: #1b1b1f; --soft: #5b5b66; --line: #d5d5de; --card: #f6f6fa;
  --l: 88%; --critical: #b3001b; --major: #9a4b00; --minor: #3c5a99; }
@media (prefers-color-scheme: dark) { :root { --back: #17171b; --text: #ececf1; --soft: #a9a9b6; --line: #3a3a44;
  --card: #212127; --l: 25%; --critical: #ff8a94; --major: #ffb168; --minor: #9dbdff; } }
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
.keys, #place { margin: 0; color: var(--soft); font-size: .85rem; }
#place { font-variant-numeric: tabular-nums; }
fieldset span { color: var(--soft); font-size: .85em; }
kbd { border: 1px solid var(--line); border-radius: 3px; padding: 0 .3em; }
main { max-width: 84rem; margin: 0 auto; padding: 1rem 1.2rem 8rem; }
h2 small { color: var(--soft); font-weight: normal; }
nav { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .2rem 1rem; max-height: 18rem;
  overflow: auto; margin-bottom: 1rem; }
nav h3 { margin: .4rem 0; font-size: 1rem; }
nav ol { margin: .3rem 0; } nav a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .2em; }
nav a.current { font-weight: 600; text-decoration-color: currentcolor; }
:focus-visible { outline: 3px solid var(--minor); outline-offset: 1px; border-radius: 2px; }
.finding b { text-transform: uppercase; font-size: .75rem; letter-spacing: .04em; }
.critical b { color: var(--critical); } .major b { color: var(--major); } .minor b { color: var(--minor); }
table { width: 100%; border-collapse: collapse; margin-top: 1rem; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .5rem .7rem; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; white-space: pre-wrap; }
thead th { white-space: normal; }
th:first-child { width: 4rem; color: var(--soft); font-weight: normal; overflow-wrap: normal; white-space: nowrap; }
tr, section { scroll-margin-top: 6rem; }
tr:target, tr:focus { outline: 3px solid var(--minor); outline-offset: -3px; }
.rung { margin: .3rem 0 0; font-size: .75rem; color: var(--soft); white-space: normal; }
.notes { margin: .3rem 0 0; padding-left: 1.1rem; font-size: .85rem; white-space: normal; }
mark { position: relative; color: inherit; border-radius: 3px; padding: 0 .1em; cursor: help;
  background: hsl(var(--h) 75% var(--l)); border-bottom: 2px solid hsl(var(--h) 60% 50%); }
mark.lost { border-bottom-style: dashed; background: none; }
mark.same { outline: 2px solid hsl(var(--h) 80% 50%); }
.h0 { --h: 45; } .h1 { --h: 200; } .h2 { --h: 110; } .h3 { --h: 320; }
.h4 { --h: 20; } .h5 { --h: 260; } .h6 { --h: 170; } .h7 { --h: 355; }
#tip { position: fixed; z-index: 3; width: max-content; max-width: min(24rem, calc(100vw - 1rem)); padding: .4rem .6rem;
  background: var(--back); border: 1px solid var(--soft); border-radius: 5px; box-shadow: 0 4px 14px #0005;
  font-size: .8rem; line-height: 1.45; white-space: pre-line; overflow-wrap: anywhere; }
#tip::first-line { font-weight: 600; }
.tag { font: .72em/1 ui-monospace, monospace; color: var(--soft); border: 1px solid var(--line); border-radius: 3px;
  padding: 0 .2em; vertical-align: .1em; }
details { margin: .3rem 0 0; font-size: .85rem; color: var(--soft); white-space: normal; } summary { cursor: pointer; }
code { font-family: ui-monospace, monospace; font-size: .8rem; color: var(--soft); overflow-wrap: anywhere; }
[hidden] { display: none !important; }
@media (max-width: 45rem) { .keys, thead { display: none; } table, tbody, tr, td, th { display: block; width: auto; }
  tbody tr { border-bottom: 2px solid var(--line); } td, tbody th { border: 0; padding: .2rem .4rem; } }
@media print { :root { color-scheme: light; --back: #fff; --text: #000; --soft: #444; --card: #fff; --line: #999; --l: 88%;
  --critical: #b3001b; --major: #9a4b00; --minor: #3c5a99; }
  header { position: static; border: 0; padding: 0; } header fieldset, .keys, #place, #tip, details, .contents { display: none; }
  nav { max-height: none; border: 0; padding: 0; } nav a { text-decoration: none; }
  main { padding: 0; max-width: none; } section + section { break-before: page; }
  tr { break-inside: avoid; outline: none !important; } thead { display: table-header-group; } h2, h3 { break-after: avoid; }
  html { font-size: 9.5pt; } body { font-size: 1rem; line-height: 1.4; }
  th, td { padding: .25rem .4rem; } th:first-child { width: 3rem; padding-left: 0; }
  mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""

SCRIPT = """
const boxes = [...document.querySelectorAll('[data-severity]')], only = document.getElementById('only');
const tip = document.getElementById('tip'), place = document.getElementById('place');
const links = () => [...document.querySelectorAll('.findings li:not([hidden]) a')];
function filter() {
  const shown = new Set(boxes.filter(box => box.checked).map(box => box.dataset.severity));
  for (const item of document.querySelectorAll('li.finding'))
    item.hidden = ![...item.classList].some(name => shown.has(name));
  for (const row of document.querySelectorAll('tbody tr'))
    row.hidden = only.checked ? !row.dataset.findings.split(' ').some(name => shown.has(name)) : false;
  for (const list of document.querySelectorAll('.findings'))
    list.querySelector('.none').hidden = !!list.querySelector('li:not([hidden])');
  count();
}
function count() {
  const all = links(), at = all.findIndex(link => link.classList.contains('current'));
  const total = all.length === 1 ? '1 finding' : `${all.length} findings`;
  place.textContent = !all.length ? '' : at < 0 ? total : `finding ${at + 1} of ${all.length}`;
}
function go(link) {
  for (const other of document.querySelectorAll('.current')) other.classList.remove('current');
  link.classList.add('current');
  location.replace(link.hash);
  document.querySelector(link.hash).focus();
  count();
}
function jump(step) {
  const all = links();
  if (!all.length) return;
  const at = all.findIndex(link => link.classList.contains('current'));
  go(all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length]);
}
function light(mark, on) {
  for (const other of mark.closest('tr').querySelectorAll('mark'))
    if (other.dataset.term === mark.dataset.term) other.classList.toggle('same', on);
}
let at = null;
function show(mark, pointer) {
  hide();
  light(mark, true);
  tip.textContent = mark.dataset.entry;
  tip.lang = mark.closest('tr').lastElementChild.lang;
  tip.hidden = false;
  at = {mark, y: pointer ? pointer.clientY : -Infinity};
  put();
}
function put() {
  if (!at) return;
  const boxes = [...at.mark.getClientRects()], box = boxes.find(rect => rect.bottom >= at.y) || boxes[0];
  const left = Math.min(box.left, innerWidth - tip.offsetWidth - 8);
  const above = box.bottom + tip.offsetHeight + 8 > innerHeight;
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${above ? Math.max(8, box.top - tip.offsetHeight - 4) : box.bottom + 4}px`;
}
function hide() {
  tip.hidden = true;
  at = null;
  for (const mark of document.querySelectorAll('mark.same')) mark.classList.remove('same');
}
for (const box of [...boxes, only]) box.addEventListener('change', filter);
for (const name of ['mouseover', 'focusin'])
  document.addEventListener(name, event => {
    const mark = event.target.closest('mark');
    if (mark) show(mark, name === 'mouseover' ? event : null);
    else if (!event.target.closest('#tip')) hide();
  });
document.addEventListener('scroll', put, {passive: true, capture: true});
document.addEventListener('click', event => {
  const link = event.target.closest('.findings a');
  if (link) { event.preventDefault(); go(link); }
});
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  // With a Korean keyboard the key beside m says ㅜ; its place is still N.
  const letter = (/^[a-z]$/i.test(event.key) ? event.key : event.code.replace('Key', '')).toLowerCase();
  if (letter === 'n') jump(1);
  else if (letter === 'p') jump(-1);
  else if (event.key === 'Escape') hide();
});
filter();
"""
