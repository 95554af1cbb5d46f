"""What a workbook looks for by its text, which therefore stays as it is; and what must follow a cell that changes.

(ISO/IEC 29500-1, 18: structured references, 18.5 tables, 18.10 pivot tables; header and footer codes, 18.3.1.46.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from ..errors import ParseError
from ..model import Inline, Pattern, Span, Targets, Unit, plain
from .archive import Archive
from .inline import has_words, trimmed
from .ooxml import OfficePackage
from .package import Found, Reader
from .patch import Copy, Edit, edit
from .run_spelling import decoded
from .xml_tokens import Kind, attribute, escaped, tokens

SHOWN = 8
"""Texts that a note names."""

_FORMULA = re.compile(
    rb"<(?:\w+:)?(?:f|formula|formula1|formula2|calculatedColumnFormula|totalsRowFormula|definedName)(?:\s[^>]*)?(?<!/)>([^<]+)<"
)
_CRITERION = re.compile(rb"<(?:\w+:)?(?:filter|customFilter|cacheField|cfRule)\s[^>]*?\b(?:val|name|text)=\"([^\"]*)\"")
_LITERAL = re.compile(r"\"((?:[^\"]|\"\")*)\"")
_COLUMN = re.compile(r"\[[@#]?((?:[^\[\]']|'.)+)\]")
_HEADER = re.compile(
    rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^>]*)?(?<!/)>([^<]+)<"
)
_SECTION = re.compile(rb"(?:^|&amp;[LCR])((?:(?!&amp;[LCR]).)*)", re.DOTALL)
_CODE = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Za-z&])")


def references(package: OfficePackage) -> frozenset[str]:
    """Return, in small letters, the texts of cells that formulas, filters, lists and pivot tables look for."""
    found: set[str] = set()
    types = r"spreadsheetml\.(?:worksheet|table|pivotCacheDefinition)\+xml|spreadsheetml\.(?:sheet|template)\.main|ms-excel\."
    for name in package.parts(types):
        data = package.archive.read(name)
        for match in _FORMULA.finditer(data):
            formula = unescape(match[1].decode("utf-8", "replace"))
            literals = [literal.replace('""', '"') for literal in _LITERAL.findall(formula)]
            found.update(literals)
            if b"formula1" in match[0][:20] and len(literals) == 1:  # a list of choices: "Yes,No"
                found.update(choice.strip() for choice in literals[0].split(","))
            found.update(re.sub("'(.)", r"\1", column) for column in _COLUMN.findall(formula))
        found.update(unescape(match[1].decode("utf-8", "replace")) for match in _CRITERION.finditer(data))
    return frozenset(text.strip().casefold() for text in found)


class Cells:
    """The texts of cells, apart from those that are looked for, which are noted."""

    def __init__(self, kept: frozenset[str]) -> None:
        self._kept = kept
        self._left: dict[str, None] = {}

    def reader(self, read: Reader) -> Reader:
        """Return a reader of what `read` yields and nothing looks for."""

        def chosen(data: bytes, path: str, part: str) -> Iterator[Found]:
            for pattern, slot in read(data, path, part):
                text = plain(pattern)
                if text.casefold() in self._kept:
                    self._left[text] = None
                else:
                    yield pattern, slot

        return chosen

    def notes(self) -> tuple[str, ...]:
        """Return a sentence on what was left, if anything was."""
        if not self._left:
            return ()
        shown = ", ".join(list(self._left)[:SHOWN]) + (", …" if len(self._left) > SHOWN else "")
        return (f"Left as they are, because formulas, lists, filters or pivot tables look for them: {shown}.",)


def read_headers_and_footers(data: bytes, path: str, part: str) -> Iterator[Found]:
    """Yield what is printed above and below a sheet: left, middle and right each as a unit."""
    for element in _HEADER.finditer(data):
        for section in _SECTION.finditer(data, *element.span(1)):
            text = unescape(section[1].decode("utf-8", "replace"))
            parts: list[str | Inline] = []
            at = 0
            for code in _CODE.finditer(text):
                parts += (text[at : code.start()], "&" if code[0] == "&&" else Inline(code[0]))
                at = code.end()
            before, pattern, after = trimmed([*parts, text[at:]])
            if has_words(pattern):
                yield pattern, _HeaderSlot(Span(*section.span(1)), before, after)


@dataclass(frozen=True, slots=True)
class _HeaderSlot:
    """A section of a header or footer, with its codes for fonts and page numbers."""

    span: Span
    before: Pattern
    after: Pattern

    def written(self, pattern: Pattern, copy: Copy) -> bytes:
        """Return the section."""
        parts = (*self.before, *pattern, *self.after)
        return b"".join(escaped(part.replace("&", "&&") if isinstance(part, str) else part.raw) for part in parts)


def distinct(units: Iterable[Unit], targets: Targets, archive: Archive, tables: Iterable[str]) -> Targets:
    """Return the targets with a number behind each header of a table that would be there twice, as Excel puts one."""
    ids: dict[str, list[int]] = {}
    for unit in units:
        ids.setdefault(plain(unit.source).strip(), []).append(unit.id)
    done = dict(targets)
    for table in tables:
        taken: set[str] = set()
        try:
            columns = list(_columns(archive.read(table), archive.path, table))
        except ParseError:
            continue  # it stays as it is, see `patched_parts`
        for column in columns:
            chosen = [id for id in ids.get(column, ()) if id in done]
            name = plain(done[chosen[0]]) if chosen else column
            fresh, number = name, 2
            while fresh.casefold() in taken:
                fresh, number = f"{name}{number}", number + 1
            taken.add(fresh.casefold())
            if fresh != name:
                done.update(dict.fromkeys(chosen, (fresh,)))
    return done


def follow_headers(data: bytes, path: str, part: str, renamed: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits that give the columns of a table the names that their header cells now have."""
    for token in tokens(data, path, part):
        if token.kind is Kind.START and token.name == "x:tableColumn":
            for name in ("name", "totalsRowLabel"):
                new = renamed.get(_cell(token.attributes.get(name, "")))
                span = attribute(data, token, name)
                if new and span:
                    quote = chr(data[span.start - 1])
                    yield edit(span, escaped(new.replace("\n", "_x000a_"), quote))


def _columns(data: bytes, path: str, part: str) -> Iterator[str]:
    for token in tokens(data, path, part):
        if token.kind is Kind.START and token.name == "x:tableColumn":
            yield _cell(token.attributes.get("name", ""))


def _cell(name: str) -> str:
    """Return the text of the header cell that gives a column its name."""
    return decoded("x:t", name).strip()
