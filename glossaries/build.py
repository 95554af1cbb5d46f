"""Write countries.yaml: the member states of the United Nations, named by CLDR where news style agrees.

python glossaries/build.py        writes the file
python glossaries/build.py --check says whether it is as this script would write it

CLDR's names (through babel) are the official short forms. Japanese news style differs for some (米国, 英国), as does
English use for Korea; those stand in CORRECTED with what they are corrected to. Letters for pairs of countries
(한일, 日韓) and their order are the usage of Yonhap and NHK: one's own country first, then by closeness.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel import Locale

FILE = Path(__file__).with_name("countries.yaml")

# Territories that CLDR names and that are no member states are left out by naming the members.
MEMBERS = (
    "AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM CA CF TD CL CN CO KM CG CD CR "
    "CI HR CU CY CZ DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR GA GM GE DE GH GR GD GT GN GW GY HT HN HU IS IN ID IR IQ IE IL "
    "IT JM JP JO KZ KE KI KP KR KW KG LA LV LB LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MD MC MN ME MA MZ MM NA NR NP "
    "NL NZ NI NE NG MK NO OM PK PW PA PG PY PE PH PL PT QA RO RU RW KN LC VC WS SM ST SA SN RS SC SL SG SK SI SB SO ZA SS ES LK "
    "SD SR SE CH SY TJ TZ TH TL TG TO TT TN TR TM TV UG UA AE GB US UY UZ VU VE VN YE ZM ZW"
).split()

# code: English (term, aliases), Korean, Japanese; an empty text keeps CLDR's.
CORRECTED = {
    "KR": (("South Korea", "ROK", "S. Korea"), "한국", "韓国"),
    "KP": (("North Korea", "DPRK", "N. Korea", "Democratic People's Republic of Korea"), "북한", "北朝鮮"),
    "US": (("United States", "United States of America", "U.S.", "USA"), "미국", "米国"),
    "GB": (("United Kingdom", "Britain", "U.K.", "Great Britain"), "영국", "英国"),
    "CN": (("China", "People's Republic of China"), "중국", "中国"),
    "RU": (("Russia", "Russian Federation"), "러시아", "ロシア"),
    "AU": (("Australia",), "호주", "オーストラリア"),
    "DE": (("Germany",), "독일", "ドイツ"),
    "NL": (("Netherlands", "the Netherlands"), "네덜란드", "オランダ"),
    "ZA": (("South Africa",), "남아프리카공화국", "南アフリカ"),
    "CZ": (("Czech Republic", "Czechia"), "체코", "チェコ"),
    "TR": (("Türkiye", "Turkey"), "튀르키예", "トルコ"),
    "MM": (("Myanmar",), "미얀마", "ミャンマー"),
    "CI": (("Côte d'Ivoire", "Ivory Coast"), "코트디부아르", "コートジボワール"),
    "CD": (("Democratic Republic of the Congo", "DR Congo"), "콩고민주공화국", "コンゴ民主共和国"),
    "CG": (("Republic of the Congo",), "콩고공화국", "コンゴ共和国"),
    "CF": (("Central African Republic",), "중앙아프리카공화국", "中央アフリカ"),
    "DO": (("Dominican Republic",), "도미니카공화국", "ドミニカ共和国"),
    "AE": (("United Arab Emirates", "UAE"), "아랍에미리트", "アラブ首長国連邦"),
    "BA": (("Bosnia and Herzegovina",), "보스니아 헤르체고비나", "ボスニア・ヘルツェゴビナ"),
    "ST": (("São Tomé and Príncipe", "Sao Tome and Principe"), "상투메 프린시페", "サントメ・プリンシペ"),
    "SZ": (("Eswatini",), "에스와티니", "エスワティニ"),
    "GE": (("Republic of Georgia",), "조지아", "ジョージア"),  # bare Georgia is the American state as often
    "TD": (("Republic of Chad",), "차드", "チャド"),  # bare Chad, Jordan, Mali … are names of people too
    "JO": (("Jordan", "Hashemite Kingdom of Jordan"), "요르단", "ヨルダン"),
    "TL": (("Timor-Leste", "East Timor"), "동티모르", "東ティモール"),
    "MK": (("North Macedonia",), "북마케도니아", "北マケドニア"),
    "PG": (("Papua New Guinea",), "파푸아뉴기니", "パプアニューギニア"),
    "SS": (("South Sudan",), "남수단", "南スーダン"),
    "GQ": (("Equatorial Guinea",), "적도기니", "赤道ギニア"),
    "LA": (("Laos", "Lao PDR"), "라오스", "ラオス"),
    "VN": (("Vietnam", "Viet Nam"), "베트남", "ベトナム"),
    "CV": (("Cabo Verde", "Cape Verde"), "카보베르데", "カーボベルデ"),
    "VE": (("Venezuela",), "베네수엘라", "ベネズエラ"),
    "FM": (("Micronesia", "Federated States of Micronesia"), "미크로네시아", "ミクロネシア"),
}

# code: letter and rank in Korean, letter and rank in Japanese.
PAIRS = {
    "KR": ("한", 1, "韓", 4),
    "KP": ("북", 2, "朝", 5),
    "US": ("미", 3, "米", 2),
    "CN": ("중", 4, "中", 3),
    "JP": ("일", 5, "日", 1),
    "RU": ("러", 6, "露", 6),
    "GB": ("영", 7, "英", 7),
    "FR": ("불", 8, "仏", 8),
    "DE": ("독", 9, "独", 9),
    "IN": ("인", 10, "印", 10),
    "AU": ("호", 11, "豪", 11),
}

# Adjectives count only inside a pattern (South Korean Prime Minister …): alone they are as often the language or the people.
ADJECTIVES = {
    "KR": ("South Korean", "Korean"), "KP": ("North Korean",), "US": ("American", "US"), "CN": ("Chinese",), "JP": ("Japanese",),
    "RU": ("Russian",), "GB": ("British", "UK"), "FR": ("French",), "DE": ("German",), "IN": ("Indian",), "AU": ("Australian",),
}  # fmt: skip

HEAD = """\
# Written by build.py; change that, not this.
# Member states of the United Nations. Names: Unicode CLDR through babel, corrected to news style where build.py says so.
"""

# Korea alone means the South in news from the South and about its diplomacy, as a concept of its own: in a text about both
# Koreas the longer names match.
KOREA = """
- id: korea
  type: country
  en: {term: Korea}
  ko: {term: 한국, also: [대한민국], forms: {pair: 한}, rank: 1}
  ja: {term: 韓国, also: [大韓民国], forms: {pair: 韓}, rank: 4}
  source: https://www.korea.kr/ ・ https://www.mofa.go.jp/mofaj/area/korea/

- id: republic-of-korea
  type: country
  en: {term: Republic of Korea}
  ko: {term: 대한민국, also: [한국], forms: {pair: 한}, rank: 1}
  ja: {term: 大韓民国, also: [韓国], forms: {pair: 韓}, rank: 4}
  source: https://www.korea.kr/ ・ https://www.mofa.go.jp/mofaj/area/korea/
"""


def build() -> str:
    """Return the whole file."""
    names = {tag: Locale.parse(tag).territories for tag in ("en", "ko", "ja")}
    items = []
    for code in MEMBERS:
        english, korean, japanese = CORRECTED.get(code, ((), "", ""))
        forms = english or (names["en"][code],)
        items.append((forms, korean or names["ko"][code], japanese or names["ja"][code], code))
    blocks = [_entry(*item) for item in sorted(items, key=lambda item: item[0][0])]
    return HEAD + KOREA + "".join(blocks)


def _entry(english: tuple[str, ...], korean: str, japanese: str, code: str) -> str:
    term, *aliases = english
    en = [f"term: {term}"]
    if aliases:
        en.append(f"aliases: [{', '.join(aliases)}]")
    if code in ADJECTIVES:
        en.append(f"part: [{', '.join(ADJECTIVES[code])}]")
    ko, ja = [f"term: {korean}"], [f"term: {japanese}"]
    if code in PAIRS:
        in_korean, rank_korean, in_japanese, rank_japanese = PAIRS[code]
        ko += [f"forms: {{pair: {in_korean}}}", f"rank: {rank_korean}"]
        ja += [f"forms: {{pair: {in_japanese}}}", f"rank: {rank_japanese}"]
    return (
        f"\n- id: country-{code.lower()}\n  type: country\n  en: {{{', '.join(en)}}}\n  ko: {{{', '.join(ko)}}}\n"
        f"  ja: {{{', '.join(ja)}}}\n  source: https://cldr.unicode.org/ (territory {code})\n"
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        same = FILE.read_text(encoding="utf-8") == build()
        print("countries.yaml is up to date" if same else "countries.yaml differs; run glossaries/build.py")
        sys.exit(not same)
    FILE.write_text(build(), encoding="utf-8")
