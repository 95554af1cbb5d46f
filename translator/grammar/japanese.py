"""Japanese as it is printed: punctuation, brackets, widths and spaces of the JTF style guide 3.0.

Digits and Latin letters are half-width, punctuation and brackets full-width, no space stands between them;
quotation marks are 「」, within them 『』; no 。 before 」.
"""

from __future__ import annotations

import re
import unicodedata

from .protect import shield, unshield
from .quotes import pair_straight

_KATAKANA = "ァ-ヺー"
_LETTER = "ぁ-ゖゝゞァ-ヺーヽヾ一-鿿㐀-䶿々〆〇"
_JA = f"{_LETTER}、。，．！？：；「」『』（）【】〈〉《》〔〕・…〜"
_LATIN = "A-Za-z0-9"
_HAS_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_HAS_JAPANESE = re.compile(f"[{_LETTER}]")

_HALF = {code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)}
_HALF[ord("％")] = ord("%")
_HALF_KATAKANA = re.compile("[ァ-ヺ]?[｡-ﾟ]+")
_IN_NUMBER = re.compile(r"(?<=\d)[，．：](?=\d)")
_COMMA = re.compile(rf"(?<=[{_LETTER}」』）])[ \t]*[,，]|[,，](?=[ \t]*[{_LETTER}「『（])")
_STOP = re.compile(rf"(?<=[{_LETTER}」』）])[ \t]*[.．](?=$|[\s{_JA}”’\"'])|(?<=。)\.(?!\.)")
_MARK = re.compile(rf"(?<=[{_LETTER}」』）])[ \t]*(?:[!?]+|[:;](?!/))")
_WIDE = str.maketrans("!?:;", "！？：；")
_WAVE = re.compile(rf"(?<=[\d{_LETTER}])~(?=[\d{_LETTER}])")
_DOT = re.compile(f"(?<=[{_KATAKANA}]) ?[·‧•] ?(?=[{_KATAKANA}])")
_BRACKETS = re.compile(r"[(（]((?:[^()（）\n]|（[^()（）\n]*）)*)[)）]")
_SPACE = re.compile(rf"(?<=[{_JA}])[ \t]+(?=[{_JA}{_LATIN}])|(?<=[{_LATIN}%℃°)])[ \t]+(?=[{_JA}])")
_BETWEEN_KATAKANA = re.compile(f"[{_KATAKANA}] [{_KATAKANA}]")
_SPACES = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")

_PAIRS = {"「": "」", "『": "』", "‘": "’"}
_INNER = {"「": "『", "『": "「"}
_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")

_DEPTH = 3  # a wide bracket or quote makes the mark beside it wide, and the other way round

_ABBREVIATION = re.compile(r"(?:\b(?:[A-Za-z]\.)+|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|Dr|Mr|Ms|Mrs|No|vs|etc)\.)$")
_CLOSING = "\"'”’」』)）]"


def polish(text: str, source: str = "") -> str:
    """Return `text` with Japanese punctuation, quotes, widths and spaces.

    `source`, what was translated, decides the end: a sentence ends with 。, a headline without a full stop has none;
    without `source` the end stays as it is. Text without Japanese, addresses, code and placeholders stay as they are.
    `polish(polish(text, source), source) == polish(text, source)`.

    >>> polish("“私は ‘新時代’ を信じる” と金首相は １２日 (現地時間) 述べた.")
    '「私は『新時代』を信じる」と金首相は12日（現地時間）述べた。'
    >>> polish("韓日の協力を深化。", "Deeper Korea–Japan cooperation")
    '韓日の協力を深化'
    """
    if not _HAS_JAPANESE.search(unicodedata.normalize("NFKC", text)):
        return text
    body, pieces = shield(text)
    body = _HALF_KATAKANA.sub(lambda found: unicodedata.normalize("NFKC", found[0]), body).translate(_HALF)
    body = _IN_NUMBER.sub(lambda found: chr(ord(found[0]) - 0xFEE0), body)
    for _ in range(_DEPTH):
        body = _marks(_brackets(_quotes(pair_straight(body))))
    body = _WAVE.sub("〜", body)
    body = _DOT.sub("・", body)
    body = _spaces(body)
    body = re.sub("。+(?=[」』])", "", body)
    return unshield(_end(body, source), pieces)


def join(*parts: str) -> str:
    """Return `parts` as one text, without spaces where Japanese stands on either side of a seam.

    >>> join("日本は ", "APEC", " の一員")
    '日本はAPECの一員'
    """
    joined = ""
    for part in parts:
        tail, head = joined.rstrip(" "), part.lstrip(" ")
        seam = tail[-1:] + head[:1]
        joined = tail + head if len(seam) == 2 and re.search(f"[{_JA}]", seam) else joined + part
    return joined


def _quotes(text: str) -> str:
    """Write curly quotes as corner brackets, and change between 「」 and 『』 with each level, where all are paired."""
    text = text.replace("“", "「").replace("”", "」")
    skipped = {found.start() for found in _APOSTROPHE.finditer(text)}
    characters = list(text)
    opened: list[tuple[int, str]] = []
    for i, character in enumerate(text):
        if i in skipped:
            continue
        if character in _PAIRS:
            outer = opened[-1][1] if opened else ""
            opened.append((i, _INNER.get(outer, "『" if character == "『" else "「")))
        elif character in _PAIRS.values():
            if not opened or _PAIRS[text[opened[-1][0]]] != character:
                return text  # a quotation that began in another sentence, or an apostrophe: leave single quotes alone
            start, mark = opened.pop()
            characters[start], characters[i] = mark, _PAIRS[mark]
    return text if opened else "".join(characters)


def _brackets(text: str) -> str:
    """Make brackets full-width where they hold Japanese or stand beside it; f(x) and the like stay."""

    def widen(found: re.Match[str]) -> str:
        before = found.string[: found.start()].rstrip()[-1:]
        after = found.string[found.end() :].lstrip()[:1]
        attached = re.match("[A-Za-z0-9_]", found.string[found.start() - 1 : found.start()] if found.start() else "")
        beside = re.match(f"[{_JA}]", before) or (not attached and re.match(f"[{_JA}]", after))
        mixed = found[0][0] + found[0][-1] not in ("()", "（）")
        return f"（{found[1].strip()}）" if beside or mixed or _HAS_JAPANESE.search(found[1]) else found[0]

    return _BRACKETS.sub(widen, text)


def _marks(text: str) -> str:
    text = _COMMA.sub("、", text)
    text = _STOP.sub(lambda found: "" if found.string[found.start() - 1] == "。" else "。", text)
    return _MARK.sub(lambda found: found[0].strip().translate(_WIDE), text)


def _spaces(text: str) -> str:
    text = re.sub(r"(?<=[！？])[ \t]+(?=[^\s」』）！？])", "　", text)

    def close(found: re.Match[str]) -> str:
        both = text[found.start() - 1] + " " + text[found.end()]
        return " " if _BETWEEN_KATAKANA.match(both) else ""  # the parts of a long loanword may be spaced (JTF 2.1.7)

    return _SPACES.sub(" ", _SPACE.sub(close, text))


def _end(text: str, source: str) -> str:
    """Give the text a 。 where the source has a full stop, and take it where the source has no punctuation."""
    bare = source.strip().rstrip(_CLOSING)
    body = text.rstrip()
    if not bare or not body or _ABBREVIATION.search(bare):
        return text
    if bare[-1] in ".。" and not bare.endswith(".."):
        quoted = source.strip()[0] in "\"'“‘「" and body[-1] in "」』"
        if re.search(rf"[{_LATIN}]\.$", body) and not _ABBREVIATION.search(body):
            body = body[:-1] + "。"
        elif re.search(rf"[{_LETTER}{_LATIN}%）」』]$", body) and _HAS_KANA.search(body) and not quoted:
            body += "。"
    elif bare[-1].isalnum() and body.endswith("。") and not body.endswith("。。"):
        body = body[:-1]
    return body + text[len(text.rstrip()) :]
