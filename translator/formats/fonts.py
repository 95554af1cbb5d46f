"""East Asian fonts: which one a translation gets where the document names one of another country.

Characters that China, Japan and Korea share look different in each, and a Chinese font has no Hangul. A font that is
known to be of another country is replaced by its counterpart; any other is left, and programs find one by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_REGIONAL = re.compile(r"((?:Noto (?:Sans|Serif)(?: Mono)? CJK|Source Han (?:Sans|Serif|Mono)) ?)(SC|TC|HC|HK|JP|KR|J|K)?")
"""Families that come in one version a country, named behind the family."""

_SERIF: Mapping[str, tuple[str, ...]] = {
    "ko": ("Batang", "바탕", "BatangChe", "바탕체", "Gungsuh", "궁서", "HYMyeongJo-Extra"),
    "ja": ("MS Mincho", "ＭＳ 明朝", "MS PMincho", "ＭＳ Ｐ明朝", "Yu Mincho", "游明朝", "HGMinchoE", "Hiragino Mincho Pro"),
    "zh": ("SimSun", "宋体", "NSimSun", "新宋体", "FangSong", "仿宋", "KaiTi", "楷体", "PMingLiU", "新細明體", "MingLiU", "細明體"),
}
_SANS: Mapping[str, tuple[str, ...]] = {
    "ko": ("Malgun Gothic", "맑은 고딕", "Gulim", "굴림", "Dotum", "돋움", "GulimChe", "굴림체", "DotumChe", "돋움체"),
    "ja": ("Yu Gothic", "游ゴシック", "MS Gothic", "ＭＳ ゴシック", "MS PGothic", "ＭＳ Ｐゴシック", "Meiryo", "メイリオ"),
    "zh": ("Microsoft YaHei", "微软雅黑", "SimHei", "黑体", "DengXian", "等线", "Microsoft JhengHei", "微軟正黑體"),
}
"""Fonts of Windows and Office, by language; the first of each is what a translation gets."""


def default_font(language: str) -> str:
    """Return a font for text in an East Asian language, or nothing for other languages.

    >>> default_font("ko"), default_font("de")
    ('Malgun Gothic', '')
    """
    return _SANS.get(_primary(language), ("",))[0]


def counterpart(font: str, language: str) -> str:
    """Return the font of an East Asian language that stands where `font` stands, which may be `font` itself.

    >>> counterpart("SimSun", "ko"), counterpart("Noto Serif CJK SC", "ja"), counterpart("Batang", "ko")
    ('Batang', 'Noto Serif CJK JP', 'Batang')
    >>> counterpart("Arial Unicode MS", "ko"), counterpart("SimSun", "de")
    ('Arial Unicode MS', 'SimSun')
    """
    here = _primary(language)
    if here not in _SANS or not font:
        return font
    if (regional := _REGIONAL.fullmatch(font)) and regional[2]:
        country = {"ko": "KR", "ja": "JP"}.get(here, "TC" if "hant" in language.lower() else "SC")
        return regional[1] + (country[0] if len(regional[2]) == 1 and here != "zh" else country)
    for kinds in (_SERIF, _SANS):
        if any(font in fonts for other, fonts in kinds.items() if other != here):
            return kinds[here][0]
    return font


def _primary(language: str) -> str:
    return {"yue": "zh"}.get(language.split("-")[0].lower(), language.split("-")[0].lower())
