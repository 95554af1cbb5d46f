"""Inputs that are nearly right: pieces of real ones, cut, doubled, mixed, with bytes turned and nasty things put in."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence

_CHARACTERS = "\ufeff \u200b é\u0301 İ ß ﬁ ① 東京 한국 ᄒ\u1161 \U0001f600 \u2028 ガ\u3099"
_MARKUP = r"""\0 < > & ; &amp; &#0; &#xD800; ]]> <![CDATA[ <!-- --> <? ?> { } [ ] ( ) " ' \ | ` ``` ~~~ * ** _ # --- === : - "a:
    !!python/object *a &a << % %s {0} {{x}} @ = , \u0000 \ud800 1e999 -0 00:00:00,000 --> null"""
NASTY = (
    *_CHARACTERS.encode().split(b" "),
    *_MARKUP.encode().split(),
    *b"\0,\n,\r,\r\n,\t,\x1a,\xff,\xfe,\xc3,\xed\xa0\x80, ,\n\n".split(b","),
    *(part * 60 for part in (b"a", b"9", b"(", b"[", b"<b>", b"> ", b"*", b"  ")),
    *(b"Kim ", b" of ", b"Governor of ", b"U.S.", b"Prime Minister "),
)


def mutated(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Return one of the seeds with one to six changes; of an archive, with changes inside one of its parts."""
    data = chance.choice(seeds)
    if data[:2] == b"PK" and chance.random() < 0.8:
        return _archive(chance, data)
    for _ in range(chance.randint(1, 6)):
        data = _changed(chance, data, seeds)
    return data


def _changed(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    start = chance.randint(0, len(data))
    end = min(len(data), start + int(chance.expovariate(1 / 20)))
    kind = chance.randrange(7)
    if kind == 0:
        return data[:start] + data[end:]
    if kind == 1:
        return data[:start] + data[start:end] * chance.randint(2, 5) + data[end:]
    if kind == 2:
        return data[:start] + chance.choice(NASTY) + data[start:]
    if kind == 3:
        return data[:start] + chance.choice(NASTY) + data[end:]
    if kind == 4:
        other = chance.choice(seeds)
        at = chance.randint(0, len(other))
        return data[:start] + other[at : at + chance.randint(0, 200)] + data[end:]
    if kind == 5:
        return data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]
    return data[:start] if chance.random() < 0.5 else data[start:]


def _archive(chance: random.Random, data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(item, archive.read(item)) for item in archive.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return data
    texts = [index for index, (item, _) in enumerate(parts) if item.filename.endswith((".xml", ".rels", ".xhtml", ".opf"))]
    if texts:
        index = chance.choice(texts)
        item, content = parts[index]
        for _ in range(chance.randint(1, 4)):
            content = _changed(chance, content, [content for _, content in parts])
        parts[index] = item, content
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for item, content in parts:
            archive.writestr(item, content)
    return made.getvalue()
