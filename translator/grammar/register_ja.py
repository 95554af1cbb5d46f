"""Japanese sentence endings: from 敬体 (です・ます) to 常体 (である・だ), the style of news and reports.

文化庁『公用文作成の考え方』 and the JTF style guide (3.0, 1.1) ask for one of the two throughout a text.
"""

from __future__ import annotations

import re

_POLITE = re.compile(r"(.*?)(ませんでした|ません|ました|ます|でしょう|でした|です)([。！…]*\s*)", re.DOTALL)
_IS_POLITE = re.compile(r"(?:です|でした|ます|ました|ません|ませんでした|でしょう|ましょう|ください)か?[。！？…]*\s*$")
_IS_PLAIN = re.compile(r"[うくぐすつぬぶむるたいだ][。！…]*\s*$")

_ROW_I = "いきぎちにびみりし"
_DICTIONARY = dict(zip(_ROW_I, "うくぐつぬぶむるす", strict=True))
_NEGATIVE = dict(zip(_ROW_I, "わかがたなばまらさ", strict=True))
_PAST = dict(zip(_ROW_I, ("った", "いた", "いだ", "った", "んだ", "んだ", "んだ", "った", "した"), strict=True))
_ADDS_RU = tuple(
    (
        "でき 起き 生き 尽き 飽き 落ち 満ち 朽ち 伸び 浴び 帯び 延び 滅び 試み 顧み 鑑み 借り 足り 降り 下り "
        "用い 率い 強い 報い 老い 悔い てい でい がい はい にい もい"
    ).split()
)
"""Stems in the i row that only take る (一段), and いる behind the words in front of it. The others of that row are 五段."""
_MAKES_SURU = frozenset("関接対達属際有発適要反面愛熱存制決解脱課資帰化")
"""Single characters that make a verb with する (有する); others make one with す (話す)."""
_MAKES_SU = ("目指", "見直", "見出", "手渡", "引き出", "繰り返")
_NOUNS_IN_I = tuple("違い 願い 思い 狙い 扱い 問い 誓い 集い 救い ねらい くらい ぐらい せい".split())


def to_plain(clause: str) -> str:
    """Return a sentence that ends in です or ます with the plain ending; anything else as it is.

    >>> to_plain("会議を開きました。"), to_plain("協力が重要です。"), to_plain("話し合っています。"), to_plain("できません。")
    ('会議を開いた。', '協力が重要だ。', '話し合っている。', 'できない。')
    """
    found = _POLITE.fullmatch(clause)
    if not found or not found[1]:
        return clause
    stem, ending, mark = found.groups()
    if ending in ("です", "でした", "でしょう"):
        return _copula(stem, ending) + mark
    verb = _verb(stem)
    return _FORMS[ending](verb) + mark if verb else clause


def is_polite(clause: str) -> bool:
    """Return whether a sentence ends in です or ます."""
    return bool(_IS_POLITE.search(clause))


def is_plain(clause: str) -> bool:
    """Return whether a sentence ends in a plain predicate; one that ends in a noun has no register."""
    return bool(_IS_PLAIN.search(clause)) and not is_polite(clause)


def _copula(stem: str, ending: str) -> str:
    adjective = stem.endswith(("い", "た", "ん")) and not stem.endswith(_NOUNS_IN_I)
    if ending == "でしょう":
        return f"{stem}だろう"
    if adjective and (ending == "です" or stem.endswith(("った", "かった"))):
        return f"{stem}だ" if stem.endswith("ん") else stem
    return stem + ("だ" if ending == "です" else "だった")


def _verb(stem: str) -> tuple[str, str, str] | None:
    """Return dictionary form, past and negative of the verb whose ます stem ends `stem`; None where nobody knows."""
    last = stem[-1]
    if stem.endswith(("てき", "んでき")):
        return f"{stem[:-1]}くる", f"{stem[:-1]}きた", f"{stem[:-1]}こない"
    if stem == "い" or last in "えけげせぜてでねへべめれじ" or _is_kanji(last) or stem.endswith(_ADDS_RU):
        return f"{stem}る", f"{stem}た", f"{stem}ない"
    if last == "し" and _is_suru(stem[:-1]):
        return f"{stem[:-1]}する", f"{stem[:-1]}した", f"{stem[:-1]}しない"
    if stem.endswith(("ござい", "ください", "なさい")) or last not in _DICTIONARY:
        return None
    root = stem[:-1]
    past = f"{root}った" if stem.endswith(("行き", "ていき", "でいき")) else root + _PAST[last]
    negative = f"{root[:-1]}ない" if _is_to_be(stem) else f"{root}{_NEGATIVE[last]}ない"
    return root + _DICTIONARY[last], past, negative


_FORMS = {
    "ます": lambda verb: verb[0],
    "ました": lambda verb: verb[1],
    "ません": lambda verb: verb[2],
    "ませんでした": lambda verb: verb[2][:-1] + "かった",
}


def _is_suru(before: str) -> bool:
    """Return whether し behind `before` is する: behind a compound, a loanword, a particle, not behind 話 or 増や."""
    if before.endswith(_MAKES_SU):
        return False
    if re.search(r"(?:^|[^一-鿿々])[お御ご][一-鿿ぁ-ん]{1,4}$", before):
        return True
    if re.search(r"[一-鿿々]$", before):
        return bool(re.search(r"[一-鿿々]{2}$", before)) or before[-1] in _MAKES_SURU
    return bool(re.search(r"[ァ-ヺーA-Za-z]$|(?:^|[^ぁ-ん]|[一-鿿])[をもはがとに]$|[をと]$", before))


def _is_to_be(stem: str) -> bool:
    """Return whether a stem is あり, whose negative is ない."""
    return bool(re.search(r"(?:^|[^ぁ-ん]|[はがもでにをと])あり$", stem))


def _is_kanji(character: str) -> bool:
    return "一" <= character <= "鿿"
