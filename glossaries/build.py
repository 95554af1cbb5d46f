"""Write countries.yaml: the member states of the United Nations and its observers, named by CLDR where news style agrees.

python glossaries/build.py        writes the file
python glossaries/build.py --check says whether it is as this script would write it

CLDR's names (through babel) are the official short forms. Japanese news style differs for some (米国, 英国), as does
English use for Korea; those stand in CORRECTED with what they are corrected to. Letters for pairs of countries
(한일, 日韓) and their order are the usage of Yonhap and NHK: one's own country first, then by closeness.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
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
OBSERVERS = ("PS", "VA")

# code: English forms, the first one is the term; Korean and Japanese forms, the first one is written, the others count as right.
# An empty list keeps CLDR's. What news style does otherwise than CLDR stands here and nowhere else.
CORRECTED: dict[str, tuple[str, str, str]] = {
    "AE": ("United Arab Emirates | UAE | U.A.E.", "아랍에미리트 | 아랍에미리트연합 | UAE", "アラブ首長国連邦 | UAE"),
    "AG": ("Antigua and Barbuda", "앤티가 바부다 | 앤티가바부다", ""),
    "AU": ("Australia", "호주 | 오스트레일리아", "オーストラリア | 豪州"),
    "BA": (
        "Bosnia and Herzegovina | Bosnia-Herzegovina | Bosnia",
        "보스니아 헤르체고비나 | 보스니아",
        "ボスニア・ヘルツェゴビナ | ボスニア",
    ),
    "BN": ("Brunei | Brunei Darussalam", "", ""),
    "BS": ("Bahamas | The Bahamas", "", ""),
    "BY": ("Belarus", "벨라루스", "ベラルーシ"),
    "CD": (
        "Democratic Republic of the Congo | Democratic Republic of Congo | DR Congo | DRC | Congo-Kinshasa",
        "콩고민주공화국 | 민주콩고",
        "コンゴ民主共和国",
    ),
    "CF": ("Central African Republic", "중앙아프리카공화국", "中央アフリカ | 中央アフリカ共和国"),
    "CG": ("Republic of the Congo | Republic of Congo | Congo-Brazzaville", "콩고공화국 | 콩고", "コンゴ共和国 | コンゴ"),
    "CI": ("Côte d'Ivoire | Cote d'Ivoire | Ivory Coast", "코트디부아르", "コートジボワール"),
    "CN": ("China | People's Republic of China | PRC", "중국 | 중화인민공화국", "中国 | 中華人民共和国"),
    "CV": ("Cabo Verde | Cape Verde", "카보베르데", "カーボベルデ"),
    "CZ": ("Czech Republic | Czechia", "체코 | 체코공화국", "チェコ | チェコ共和国"),
    "DE": ("Germany | Federal Republic of Germany", "독일", "ドイツ"),
    "DO": ("Dominican Republic", "도미니카공화국", "ドミニカ共和国"),
    "FM": ("Micronesia | Federated States of Micronesia", "미크로네시아 | 미크로네시아연방", "ミクロネシア | ミクロネシア連邦"),
    "GB": ("United Kingdom | UK | U.K. | Britain | Great Britain", "영국", "英国 | イギリス"),
    "GE": ("Georgia | Republic of Georgia", "조지아", "ジョージア"),
    "GM": ("Gambia | The Gambia", "", ""),
    "GQ": ("Equatorial Guinea", "적도기니", "赤道ギニア"),
    "IN": ("India", "인도", "インド"),
    "IR": ("Iran | Islamic Republic of Iran", "이란", "イラン"),
    "KG": ("Kyrgyzstan | Kyrgyz Republic", "키르기스스탄 | 키르기스", "キルギス | キルギス共和国"),
    "KN": ("Saint Kitts and Nevis | St. Kitts and Nevis", "세인트키츠 네비스", "セントクリストファー・ネービス"),
    "KP": (
        "North Korea | N. Korea | Democratic People's Republic of Korea | DPRK",
        "북한 | 조선민주주의인민공화국",
        "北朝鮮 | 朝鮮民主主義人民共和国",
    ),
    "KR": ("South Korea | S. Korea | ROK", "한국 | 대한민국 | 남한", "韓国 | 大韓民国"),
    "LA": ("Laos | Lao PDR | Lao People's Democratic Republic", "라오스", "ラオス"),
    "LC": ("Saint Lucia | St. Lucia", "세인트루시아", "セントルシア"),
    "MH": ("Marshall Islands | Republic of the Marshall Islands", "마셜제도 | 마셜 제도", "マーシャル諸島"),
    "MK": ("North Macedonia", "북마케도니아", "北マケドニア"),
    "MM": ("Myanmar | Burma", "미얀마", "ミャンマー"),
    "NL": ("Netherlands | The Netherlands", "네덜란드", "オランダ"),
    "PG": ("Papua New Guinea", "파푸아뉴기니", "パプアニューギニア"),
    "RU": ("Russia | Russian Federation", "러시아", "ロシア"),
    "SB": ("Solomon Islands", "솔로몬제도 | 솔로몬 제도", "ソロモン諸島"),
    "SS": ("South Sudan", "남수단", "南スーダン"),
    "ST": ("São Tomé and Príncipe | Sao Tome and Principe", "상투메 프린시페", "サントメ・プリンシペ"),
    "SY": ("Syria | Syrian Arab Republic", "시리아", "シリア"),
    "SZ": ("Eswatini | Swaziland", "에스와티니", "エスワティニ"),
    "TL": ("Timor-Leste | East Timor", "동티모르", "東ティモール"),
    "TR": ("Türkiye | Turkey | Turkiye", "튀르키예 | 터키", "トルコ"),
    "TT": ("Trinidad and Tobago", "트리니다드 토바고 | 트리니다드토바고", "トリニダード・トバゴ"),
    "US": ("United States | United States of America | US | U.S. | USA | U.S.A.", "미국", "米国 | アメリカ | アメリカ合衆国"),
    "VC": (
        "Saint Vincent and the Grenadines | St. Vincent and the Grenadines",
        "세인트빈센트그레나딘",
        "セントビンセント及びグレナディーン諸島 | セントビンセント・グレナディーン",
    ),
    "VE": ("Venezuela", "베네수엘라", "ベネズエラ"),
    "VN": ("Vietnam | Viet Nam", "베트남", "ベトナム"),
    "ZA": ("South Africa", "남아프리카공화국 | 남아공", "南アフリカ | 南アフリカ共和国 | 南ア"),
    # Chad and Jordan alone are names of people as well: the bare word counts only inside a pattern (President of Chad).
    "JO": ("Hashemite Kingdom of Jordan | Kingdom of Jordan", "요르단", "ヨルダン"),
    "TD": ("Republic of Chad", "차드", "チャド"),
    # Observers
    "PS": ("Palestine | State of Palestine", "팔레스타인", "パレスチナ"),
    "VA": ("Holy See | Vatican", "교황청 | 바티칸", "ローマ教皇庁 | バチカン | 教皇庁"),
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
# Congolese and, for Dominica, Dominican could be either country and are left out. Names that are read alone elsewhere only
# inside a pattern stand here too.
PARTS = {
    code: tuple(form.strip() for form in forms.split("/"))
    for code, _, forms in (
        item.strip().partition(" ")
        for item in """
        AF Afghan; AL Albanian; DZ Algerian; AD Andorran; AO Angolan; AG Antiguan; AR Argentine / Argentinian; AM Armenian;
        AU Australian; AT Austrian; AZ Azerbaijani; BS Bahamian; BH Bahraini; BD Bangladeshi; BB Barbadian; BY Belarusian;
        BE Belgian; BZ Belizean; BJ Beninese; BT Bhutanese; BO Bolivian; BA Bosnian; BW Botswanan; BR Brazilian; BN Bruneian;
        BG Bulgarian; BF Burkinabe; BI Burundian; CV Cabo Verdean / Cape Verdean; KH Cambodian; CM Cameroonian; CA Canadian;
        CF Central African; TD Chad / Chadian; CL Chilean; CN Chinese; CO Colombian; KM Comorian; CR Costa Rican; CI Ivorian;
        HR Croatian; CU Cuban; CY Cypriot; CZ Czech; DK Danish; DJ Djiboutian; DO Dominican; EC Ecuadorian; EG Egyptian;
        SV Salvadoran; GQ Equatorial Guinean; ER Eritrean; EE Estonian; ET Ethiopian; FJ Fijian; FI Finnish; FR French;
        GA Gabonese; GM Gambian; GE Georgian; DE German; GH Ghanaian; GR Greek; GD Grenadian; GT Guatemalan; GN Guinean;
        GW Bissau-Guinean; GY Guyanese; HT Haitian; HN Honduran; HU Hungarian; IS Icelandic; IN Indian; ID Indonesian;
        IR Iranian; IQ Iraqi; IE Irish; IL Israeli; IT Italian; JM Jamaican; JP Japanese; JO Jordan / Jordanian; KZ Kazakh;
        KE Kenyan; KP North Korean; KR South Korean / Korean; KW Kuwaiti; KG Kyrgyz; LA Laotian / Lao; LV Latvian; LB Lebanese;
        LR Liberian; LY Libyan; LT Lithuanian; MG Malagasy; MW Malawian; MY Malaysian;
        MV Maldivian; ML Malian; MT Maltese; MH Marshallese; MR Mauritanian; MU Mauritian; MX Mexican; FM Micronesian;
        MD Moldovan; MC Monegasque; MN Mongolian; ME Montenegrin; MA Moroccan; MZ Mozambican; NA Namibian; NR Nauruan;
        NP Nepali / Nepalese; NL Dutch; NI Nicaraguan; NE Nigerien; NG Nigerian; NO Norwegian; OM Omani; PK Pakistani;
        PW Palauan; PA Panamanian; PY Paraguayan; PE Peruvian; PH Philippine / Filipino; PL Polish; PT Portuguese; QA Qatari;
        RO Romanian; RU Russian; RW Rwandan; WS Samoan; SA Saudi; SN Senegalese; RS Serbian; SC Seychellois; SG Singaporean;
        SK Slovak; SI Slovenian / Slovene; SO Somali; ZA South African; SS South Sudanese; ES Spanish; LK Sri Lankan;
        SD Sudanese; SR Surinamese; SE Swedish; CH Swiss; SY Syrian; TJ Tajik; TZ Tanzanian; TH Thai; TL Timorese; TG Togolese;
        TO Tongan; TN Tunisian; TR Turkish; TM Turkmen; TV Tuvaluan; UG Ugandan; UA Ukrainian; AE Emirati; GB British;
        US American; UY Uruguayan; UZ Uzbek; VU Ni-Vanuatu; VE Venezuelan; VN Vietnamese; YE Yemeni; ZM Zambian; ZW Zimbabwean;
        PS Palestinian
        """.split(";")
    )
}

# What offices (offices.yaml) are called in a country that has its own words for them: 외무상 of Japan, 국가주석 of China.
OWN_WORDS: dict[str, tuple[str, str]] = {
    "CN": ("president: 국가주석, foreign-minister: 외교부장, defense-minister: 국방부장", "president: 国家主席"),
    "JP": (
        "foreign-minister: 외무상, defense-minister: 방위상, finance-minister: 재무상, justice-minister: 법무상, "
        "interior-minister: 총무상, education-minister: 문부과학상, health-minister: 후생노동상, "
        "agriculture-minister: 농림수산상, transport-minister: 국토교통상, environment-minister: 환경상, "
        "trade-minister: 경제산업상, vice-foreign-minister: 외무성 사무차관, "
        "foreign-ministry: 외무성, defense-ministry: 방위성, finance-ministry: 재무성, "
        "justice-ministry: 법무성, education-ministry: 문부과학성, "
        "health-ministry: 후생노동성, interior-ministry: 총무성, environment-ministry: 환경성, "
        "agriculture-ministry: 농림수산성, transport-ministry: 국토교통성, trade-ministry: 경제산업성, "
        "labor-ministry: 후생노동성, culture-ministry: 문부과학성",
        "defense-minister: 防衛相, interior-minister: 総務相, education-minister: 文部科学相, "
        "health-minister: 厚生労働相, transport-minister: 国土交通相, trade-minister: 経済産業相, "
        "vice-foreign-minister: 外務事務次官, defense-ministry: 防衛省, education-ministry: 文部科学省, "
        "health-ministry: 厚生労働省, interior-ministry: 総務省, agriculture-ministry: 農林水産省, "
        "transport-ministry: 国土交通省, trade-ministry: 経済産業省, labor-ministry: 厚生労働省, "
        "culture-ministry: 文部科学省",
    ),
    "KP": (
        "foreign-minister: 외무상, defense-minister: 국방상, premier: 내각총리, foreign-ministry: 외무성, defense-ministry: 국방성",
        "",
    ),
    "KR": (
        "foreign-minister: 외교부 장관, defense-minister: 국방부 장관, finance-minister: 재정경제부 장관, "
        "justice-minister: 법무부 장관, interior-minister: 행정안전부 장관, education-minister: 교육부 장관, "
        "health-minister: 보건복지부 장관, agriculture-minister: 농림축산식품부 장관, transport-minister: 국토교통부 장관, "
        "environment-minister: 기후에너지환경부 장관, trade-minister: 통상교섭본부장, national-security-adviser: 국가안보실장, "
        "finance-ministry: 재정경제부, health-ministry: 보건복지부, interior-ministry: 행정안전부, "
        "environment-ministry: 기후에너지환경부, agriculture-ministry: 농림축산식품부, transport-ministry: 국토교통부, "
        "trade-ministry: 산업통상부, labor-ministry: 고용노동부, culture-ministry: 문화체육관광부",
        "interior-minister: 行政安全相, trade-minister: 通商交渉本部長, national-security-adviser: 国家安保室長",
    ),
    "LA": ("president: 국가주석", "president: 国家主席"),
    "VN": ("president: 국가주석", "president: 国家主席"),
}

HEAD = """\
# Written by build.py; change that, not this.
# Member states of the United Nations and its two observers.
# Names: Unicode CLDR through babel, corrected to news style where build.py says so.
"""

# Korea alone means the South in news from the South and about its diplomacy, as a concept of its own: in a text about both
# Koreas the longer names match.
KOREA = """
- id: korea
  type: country
  en: {term: Korea}
  ko: {term: 한국, also: [대한민국], %KO%, rank: 1}
  ja: {term: 韓国, also: [大韓民国], %JA%, rank: 4}
  source: https://www.korea.kr/ ・ https://www.mofa.go.jp/mofaj/area/korea/

- id: republic-of-korea
  type: country
  en: {term: Republic of Korea}
  ko: {term: 대한민국, also: [한국], %KO%, rank: 1}
  ja: {term: 大韓民国, also: [韓国], %JA%, rank: 4}
  source: https://www.korea.kr/ ・ https://www.mofa.go.jp/mofaj/area/korea/
"""


def build() -> str:
    """Return the whole file."""
    names = {tag: Locale.parse(tag).territories for tag in ("en", "ko", "ja")}
    forms = {}
    for code in (*MEMBERS, *OBSERVERS):
        corrected = CORRECTED.get(code, ("", "", ""))
        forms[code] = [_split(text) or [names[tag][code]] for tag, text in zip(names, corrected, strict=True)]
    own_korean, own_japanese = OWN_WORDS["KR"]
    korea = KOREA.replace("%KO%", _forms("한", own_korean)[0]).replace("%JA%", _forms("韓", own_japanese)[0])
    return HEAD + korea + "".join(_entry(code, *forms[code]) for code in sorted(forms, key=lambda code: forms[code][0][0]))


def _split(text: str) -> list[str]:
    return [form.strip() for form in text.split("|") if form.strip()]


def _entry(code: str, english: list[str], korean: list[str], japanese: list[str]) -> str:
    en = [f"term: {english[0]}", *_listed("aliases", english[1:]), *_listed("part", PARTS.get(code, ()))]
    ko = [f"term: {korean[0]}", *_listed("also", korean[1:])]
    ja = [f"term: {japanese[0]}", *_listed("also", japanese[1:])]
    in_korean, rank_korean, in_japanese, rank_japanese = PAIRS.get(code, ("", 0, "", 0))
    own_korean, own_japanese = OWN_WORDS.get(code, ("", ""))
    ko += [*_forms(in_korean, own_korean), *_ranked(rank_korean)]
    ja += [*_forms(in_japanese, own_japanese), *_ranked(rank_japanese)]
    return (
        f"\n- id: country-{code.lower()}\n  type: country\n  en: {{{', '.join(en)}}}\n  ko: {{{', '.join(ko)}}}\n"
        f"  ja: {{{', '.join(ja)}}}\n  source: {_source(code)}\n"
    )


def _forms(pair: str, own: str) -> list[str]:
    forms = [f"pair: {pair}"] if pair else []
    forms += [own] if own else []
    return [f"forms: {{{', '.join(forms)}}}"] if forms else []


def _ranked(rank: int) -> list[str]:
    return [f"rank: {rank}"] if rank else []


def _listed(key: str, forms: Sequence[str]) -> list[str]:
    return [f"{key}: [{', '.join(forms)}]"] if forms else []


def _source(code: str) -> str:
    source = f"https://cldr.unicode.org/ (territory {code})"
    return f"{source} ・ https://www.mofa.go.jp/mofaj/area/ ・ https://www.mofa.go.kr/" if code in CORRECTED else source


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        same = FILE.read_text(encoding="utf-8") == build()
        print("countries.yaml is up to date" if same else "countries.yaml differs; run glossaries/build.py")
        sys.exit(not same)
    FILE.write_text(build(), encoding="utf-8")
