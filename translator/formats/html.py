"""HTML and XHTML: text between tags that break the line is a unit, tags within a line are its markup.

Units also are `<title>`, the attributes alt, title, placeholder and aria-label, and the descriptions in `<meta>`.
Code, scripts, styles, and what says `translate="no"` or has the class `notranslate` are never touched. Everything is
spliced at its place in the source, which may be as broken as browsers bear. When a target language is named, the
`lang` of the root follows it, and so do those within that name the same language as the root, while a quotation marked
as French stays French; when the file was not UTF-8, its charset declaration follows what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from itertools import count

from ..model import Document, Inline, InlineKind, Pair, Pattern, Span, Targets, Unit, joined, plain
from .base import above
from .encoding import Decoded, decode
from .inline import addresses, core, has_words
from .splice import Lines, Skeleton, Slot, edits, skeleton, splice
from .translations import same_language

_TOKEN = re.compile(
    r"<!--.*?(?:-->|$(?!\n))|<!\[CDATA\[.*?\]\]>|<[!?][^>]*>"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w-]+)", re.I)
_SNIFF = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.I | re.S)

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark q ruby s samp small span"
    " strike strong sub sup svg math time tt u var wbr".split()
)
_ATOMS = frozenset("code kbd samp svg math ruby".split())
"""Elements within a line that stay whole."""
_SKIPPED = frozenset("pre script style textarea template object iframe audio video canvas noframes xmp".split())
_ANNOTATION = re.compile(r"<r[tp]\b[^>]*>.*?(?=<|$)", re.DOTALL | re.IGNORECASE)
"""What stands above ruby text, and the brackets for programs without ruby."""
_RAW = frozenset("script style textarea title iframe xmp noframes".split())
"""Elements in which tags mean nothing (HTML Standard, 13.1.2)."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_LANGUAGE = frozenset({"lang", "xml:lang"})
_WORDS_ONLY = re.compile(r"<(?:title|option|textarea)\b[^>]*>\s*\Z", re.IGNORECASE)
"""The start of an element in which tags mean nothing, right in front of its text."""
_READ = frozenset("alt title placeholder aria-label".split())
_READ_META = frozenset("description og:title og:description twitter:title twitter:description".split())


@dataclass(frozen=True, slots=True)
class _Skeleton(Skeleton):
    languages: tuple[Span, ...] = ()
    """Values of `lang` and `xml:lang` at the root, and at blocks in the same language."""
    root: Span | None = None
    """Where `lang` goes, if the root has none."""
    language: str = ""
    """The language that the root names."""
    charset: Span | None = None
    """The declared encoding."""


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    span: Span
    is_end: bool = False
    attributes: tuple[tuple[str, Span], ...] = ()


class Html:
    """HTML of any age, as text with tags."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")

    def sniff(self, data: bytes) -> bool:
        """Return whether `data` begins with a doctype or a root of HTML."""
        return bool(_SNIFF.match(data[:2048]))

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the lines and attributes that people read. Raises `EncodingError`."""
        declared = _CHARSET.search(data[:2048])
        source = _decoded(data, path, encoding, declared)
        reader = _Reader(source.text)
        charset = None
        if declared and not source.encoding.startswith("utf"):
            start, end = declared.span(1 if declared[1] else 2)
            charset = Span(start, end)  # in front of it stands nothing but ASCII
        slots, languages = tuple(reader.slots), tuple(reader.languages)
        kept = _Skeleton(data, source, slots, languages, reader.root, reader.language, charset)
        return Document(self.name, tuple(reader.units), kept)

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the page with the units in `targets` replaced, as UTF-8, in `language` if that is named."""
        kept = document.skeleton
        assert isinstance(kept, _Skeleton)
        if not targets:
            return kept.data
        if language and kept.language:
            targets = {id: tuple(_in_language(part, kept.language, language) for part in targets[id]) for id in targets}
        found = edits(kept.slots, targets, _written)
        if language:
            found += [(span, language) for span in kept.languages]
            found += [(kept.root, f' lang="{language}"')] if kept.root else []
        if kept.charset:
            found.append((kept.charset, "utf-8"))
        return kept.source.encode(splice(kept.source.text, found))

    def both(self, document: Document, targets: Targets, pair: Pair) -> Targets:
        """Return patterns with the source above the target, each marked with its language.

        What can hold no tags, as a title can not, gets both on one line; attributes only the target.
        """
        kept = skeleton(document)
        patterns = {}
        for id, target in targets.items():
            slot, source = kept.slots[id], document.units[id].source
            if slot.context:
                patterns[id] = target
            elif _WORDS_ONLY.search(kept.source.text, max(0, slot.span.start - 300), slot.span.start):
                patterns[id] = above(source, " / ", target)
            else:
                patterns[id] = above(_marked(source, pair.source), Inline("<br/>"), _marked(target, pair.target))
        return patterns


def _marked(pattern: Pattern, language: str) -> Pattern:
    return Inline(f'<span lang="{language}">'), *pattern, Inline("</span>")


def _in_language(part: str | Inline, source: str, language: str) -> str | Inline:
    """Return a tag within a line with its language changed, if it names that of the source."""
    if isinstance(part, str) or part.kind is not InlineKind.OPEN or "lang" not in part.raw:
        return part
    tag = _TOKEN.fullmatch(part.raw)
    spans = [span for name, span in (_tag(tag).attributes if tag and tag["name"] else ()) if name in _LANGUAGE]
    there = [(span, language) for span in spans if same_language(span.of(part.raw), source)]
    return replace(part, raw=splice(part.raw, there))


def _decoded(data: bytes, path: str, encoding: str | None, declared: re.Match[bytes] | None) -> Decoded:
    """Return the text in the named encoding, else as UTF-8, else as the page declares, else as detected."""
    if encoding is None and declared and data[:1] not in (b"\xef", b"\xff", b"\xfe"):
        try:
            data.decode()
        except UnicodeDecodeError:
            name = (declared[1] or declared[2]).decode().lower()
            encoding = {"shift_jis": "cp932", "euc-kr": "cp949", "iso-8859-1": "cp1252"}.get(name, name)
            if encoding in ("utf-8", "utf8"):
                encoding = None
    return decode(data, path=path, encoding=encoding)


def _written(pattern: Pattern, slot: Slot) -> str:
    if slot.context:
        text = _escaped(plain(pattern)).replace('"', "&quot;")
        return text.replace("'", "&#39;") if slot.context == "'" else text
    return "".join(part.raw if isinstance(part, Inline) else _escaped(part) for part in pattern)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&#160;")


_Piece = tuple[str | Inline, Span, _Tag | None]


class _Reader:
    """Collects the units of one page."""

    def __init__(self, text: str) -> None:
        self.units: list[Unit] = []
        self.slots: list[Slot] = []
        self.languages: list[Span] = []
        self.root: Span | None = None
        self.language = ""
        self._text = text
        self._lines = Lines(text)
        self._line: list[_Piece] = []
        self._at = 0
        while tag := self._next():
            self._tag(tag)
        self._words(self._at, len(text))
        self._flush()

    def _next(self) -> _Tag | None:
        """Return the next tag, with the text in front of it read; comments are markup within the line."""
        for match in _TOKEN.finditer(self._text, self._at):
            self._words(self._at, match.start())
            self._at = match.end()
            if match["name"]:
                return _tag(match)
            self._line.append((Inline(match[0]), Span(*match.span()), None))
        return None

    def _words(self, start: int, end: int) -> None:
        if start < end:
            self._line.append((self._text[start:end], Span(start, end), None))

    def _tag(self, tag: _Tag) -> None:
        raw = tag.span.of(self._text)
        values = {name: span.of(self._text) for name, span in tag.attributes}
        kept = values.get("translate", "").lower() == "no" or "notranslate" in values.get("class", "").split()
        within = tag.name in _INLINE
        languages = [span for name, span in tag.attributes if name in _LANGUAGE]
        if tag.name == "html" and not tag.is_end:
            self.language = next((values[name] for name in ("lang", "xml:lang") if values.get(name)), "")
            self.languages += languages
            if not languages:
                end = tag.span.start + len("<html")
                self.root = Span(end, end)
        elif not within:
            self.languages += [span for span in languages if same_language(span.of(self._text), self.language)]
        if not within:
            self._flush()
        whole = not tag.is_end and not raw.endswith("/>") and tag.name not in _VOID
        if whole and (kept or tag.name in _SKIPPED or tag.name in _ATOMS):
            end, behind = self._end_of(tag)
            self._at = behind
            if within:
                shown = "" if tag.name in ("svg", "math") else _shown(self._text[tag.span.end : end])
                place = Span(tag.span.start, behind)
                self._line.append((Inline(place.of(self._text), text=shown), place, None))
            return
        if within:
            self._line.append((Inline(raw, text="\n" if tag.name == "br" else ""), tag.span, tag))
            return
        if whole and tag.name == "title":
            end, _ = self._end_of(tag)
            self._words(self._at, end)
            self._at = end
        self._attributes(tag, -1)

    def _end_of(self, tag: _Tag) -> tuple[int, int]:
        """Return where the content of an element ends, and where its end tag ends."""
        depth = 1
        pattern = re.compile(rf"<(/?){re.escape(tag.name)}(?=[\s/>])[^>]*>", re.IGNORECASE)
        for match in pattern.finditer(self._text, tag.span.end):
            if match[1]:
                depth -= 1
            elif tag.name not in _RAW and not match[0].endswith("/>"):
                depth += 1
            if depth == 0:
                return match.start(), match.end()
        end = len(self._text) if tag.name in _RAW else tag.span.end
        return end, end

    def _attributes(self, tag: _Tag, host: int) -> None:
        values = {name: span.of(self._text) for name, span in tag.attributes}
        for name, span in tag.attributes:
            is_meta = (
                tag.name == "meta" and name == "content"
                and (values.get("name") or values.get("property", "")).lower() in _READ_META
            )  # fmt: skip
            quote = self._text[span.start - 1]
            if (name in _READ or is_meta) and quote in "\"'":
                raw = tag.span.of(self._text)
                slot = Slot(span, quote, within=host, raw=raw, at=span.start - tag.span.start)
                self._add((unescape(span.of(self._text)),), slot)

    def _add(self, pattern: Pattern, slot: Slot) -> None:
        if has_words(pattern):
            self.units.append(Unit(len(self.units), pattern, self._lines.at(slot.span.start)))
            self.slots.append(slot)

    def _flush(self) -> None:
        """Make a unit of the line that ends here."""
        line, self._line = _paired(self._line), []
        first, last = core([part for part, _, _ in line])
        pieces = line[first:last]
        host = -1
        if pieces:
            pieces = list(_stripped(pieces))
            parts = [
                piece
                for part, _, _ in pieces
                for piece in (addresses(unescape(part)) if isinstance(part, str) else (part,))
            ]
            before = len(self.units)
            self._add(joined(parts), Slot(Span(pieces[0][1].start, pieces[-1][1].end)))
            host = before if len(self.units) > before else -1
        for index, (_, _, tag) in enumerate(line):
            if tag and not tag.is_end:
                self._attributes(tag, host if first <= index < last else -1)


def _tag(match: re.Match[str]) -> _Tag:
    attributes = []
    for found in _ATTRIBUTE.finditer(match["rest"]):
        group = next(group for group in (2, 3, 4) if found[group] is not None)
        start = match.start("rest")
        attributes.append((found[1].lower(), Span(start + found.start(group), start + found.end(group))))
    return _Tag(match["name"].lower(), Span(*match.span()), bool(match["end"]), tuple(attributes))


def _shown(markup: str) -> str:
    return " ".join(unescape(_TOKEN.sub("", _ANNOTATION.sub("", markup))).split())


def _paired(line: list[_Piece]) -> list[_Piece]:
    """Return the pieces with a group for each tag that has its partner in the line, properly nested."""
    groups = count(1)
    done = list(line)
    opened: list[tuple[str, int]] = []
    for index, (part, span, tag) in enumerate(line):
        if not tag or not isinstance(part, Inline) or tag.name in _VOID or part.raw.endswith("/>"):
            continue
        if not tag.is_end:
            opened.append((tag.name, index))
            continue
        names = [name for name, _ in opened]
        if tag.name in names:
            where = len(names) - 1 - names[::-1].index(tag.name)
            first, group = opened[where][1], next(groups)
            del opened[where:]
            opening, place, opening_tag = done[first]
            assert isinstance(opening, Inline)
            done[first] = (replace(opening, kind=InlineKind.OPEN, group=group), place, opening_tag)
            done[index] = (replace(part, kind=InlineKind.CLOSE, group=group), span, tag)
    return done


def _stripped(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces without the white space at both ends."""
    for index, (part, span, tag) in enumerate(pieces):
        if isinstance(part, str) and index == 0:
            kept = part.lstrip()
            part, span = kept, Span(span.end - len(kept), span.end)
        if isinstance(part, str) and index == len(pieces) - 1:
            part = part.rstrip()
            span = Span(span.start, span.start + len(part))
        yield part, span, tag
