"""Codes and names of countries → the two letters of ISO 3166 by which all of us know them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache

from ...model.boundaries import AREAS
from ...model.house import DEFAULT_LANGUAGE
from ...model.scripts import with_one_apostrophe

_LANGUAGES = ("en", "fr", "es", "de", "pt", "it", "ar", "ru")
"""Names are known in the language of the brief, and in these.

They stand here, and not in the files of languages, because data comes from others: a table of the
UN in French is read for a brief in English.
"""
# Names of countries in lists of the UN and of the World Bank that CLDR does not have.
_OTHER_NAMES = {
    "AE": ["UAE"], "BA": ["Bosnia-Herzegovina", "Bosnia", "Bosnia and Herz."],
    "BN": ["Brunei Darussalam"], "BO": ["Bolivia (Plurinational State of)"], "BS": ["Bahamas, The",
        "The Bahamas"], "BY": ["Weißrussland"], "CC": ["Cocos Islands"],
    "CD": ["Democratic Republic of the Congo", "Congo, Dem. Rep.", "Dem. Rep. Congo", "DR Congo",
        "DRC", "République démocratique du Congo", "RD Congo", "RD du Congo", "RDC",
        "República Democrática del Congo", "Demokratische Republik Kongo"], "CF": ["CAR", "RCA"],
    "CG": ["Republic of the Congo", "Congo, Rep.", "Congo", "Congo Republic",
        "République du Congo"], "CI": ["Cote d'Ivoire", "Ivory Coast", "Costa de Marfil",
        "Elfenbeinküste"], "CN": ["People's Republic of China", "PR China"], "CV": ["Cape Verde",
        "Cabo Verde"], "CZ": ["Czech Republic", "République tchèque"], "EG": ["Egypt, Arab Rep."],
    "EH": ["W. Sahara"], "FK": ["Falkland Islands (Malvinas)", "Malvinas"],
    "FM": ["Micronesia (Federated States of)", "Micronesia, Fed. Sts.",
        "Federated States of Micronesia"], "FO": ["Faeroe Islands"],
    "GB": ["United Kingdom of Great Britain and Northern Ireland", "UK", "Great Britain"],
    "GF": ["Guyane"], "GM": ["Gambia, The", "The Gambia"], "GQ": ["Eq. Guinea"],
    "HK": ["Hong Kong SAR, China", "Hong Kong SAR", "Hong Kong, China", "Hong Kong"],
    "IE": ["Republic of Ireland"],
    "IR": ["Iran (Islamic Republic of)", "Iran, Islamic Rep.", "Islamic Republic of Iran"],
    "KG": ["Kyrgyz Republic"], "KN": ["St. Kitts and Nevis"], "KP": ["DPRK",
        "Democratic People's Republic of Korea", "Korea, Dem. People's Rep.",
        "Dem. People's Rep. Korea", "DPR Korea", "RPDC", "RPD de Corée",
        "République populaire démocratique de Corée"], "KR": ["Republic of Korea", "Korea, Rep.",
        "ROK", "République de Corée"], "LA": ["Lao PDR", "Laos",
        "Lao People's Democratic Republic"], "LC": ["St. Lucia"], "LY": ["Libyan Arab Jamahiriya",
        "State of Libya"], "MD": ["Republic of Moldova", "République de Moldova"],
    "MF": ["Saint Martin (French part)"], "PF": ["Fr. Polynesia"],
    "MK": ["Macedonia", "FYROM", "The former Yugoslav Republic of Macedonia"], "MM": ["Burma",
        "Myanmar", "Burma (Myanmar)", "Birmanie"], "MO": ["Macao SAR, China", "Macau", "Macao"],
    "MU": ["Île Maurice"], "NL": ["Netherlands (Kingdom of the)"], "PS": ["State of Palestine",
        "Palestine", "West Bank and Gaza", "oPt", "Occupied Palestinian Territory"],
    "SX": ["Sint Maarten (Dutch part)"],
    "RU": ["Russian Federation", "Fédération de Russie", "Federación de Rusia"], "SA": ["KSA",
        "Kingdom of Saudi Arabia"], "SK": ["Slovak Republic"], "ST": ["Sao Tome and Principe"],
    "SY": ["Syrian Arab Republic", "République arabe syrienne"], "SZ": ["Swaziland"],
    "TL": ["East Timor", "Timor-Leste"], "TR": ["Turkey", "Türkiye"],
    "TW": ["Taiwan, Province of China", "Taiwan, China"], "TZ": ["United Republic of Tanzania",
        "République-Unie de Tanzanie"], "US": ["United States of America", "USA", "US",
        "États-Unis d'Amérique", "EE. UU."], "VA": ["Holy See", "Vatican", "Vatican City State"],
    "VC": ["St. Vincent and the Grenadines"], "VE": ["Venezuela (Bolivarian Republic of)",
        "Venezuela, RB"], "VG": ["British Virgin Islands"], "VI": ["United States Virgin Islands",
        "US Virgin Islands", "Virgin Islands (U.S.)"], "VN": ["Viet Nam"],
    "XK": ["Kosovo (UNSCR 1244)", "Kosovo (under UNSCR 1244)"], "YE": ["Yemen, Rep.",
        "Republic of Yemen"],
}  # fmt: skip
# What they are called besides in the languages of the house, by the UN and by everybody.
_NAMES_ELSEWHERE = {
    "AE": "الإمارات", "BY": "Белоруссия", "CD": "República Democrática do Congo; ДР Конго; ДРК; "
    "Демократическая Республика Конго; جمهورية الكونغو الديمقراطية; 刚果民主共和国; 콩고민주공화국",
    "CF": "Centrafrique; Rép. centrafricaine; ЦАР", "CI": "كوت ديفوار", "CN": "КНР",
    "CZ": "República Checa; Чешская Республика", "GB": "Grande-Bretagne; Gran Bretaña; "
    "Grã-Bretanha; بريطانيا", "IR": "Irão", "KG": "Кыргызстан", "KP": "조선민주주의인민공화국; "
    "朝鲜民主主义人民共和国; República Popular Democrática de Corea",
    "KR": "Южная Корея; 한국; 大韩民国; República de Corea", "MD": "Молдавия",
    "NL": "Holanda",
    "PS": "Palestina; Палестина; فلسطين; دولة فلسطين; 巴勒斯坦; 巴勒斯坦国; 팔레스타인; "
    "État de Palestine; Estado de Palestina; Territoires palestiniens occupés; "
    "Cisjordanie et Gaza; Cisjordania y Gaza", "RU": "РФ; 俄罗斯联邦; الاتحاد الروسي",
    "SY": "República Árabe Siria; الجمهورية العربية السورية; 阿拉伯叙利亚共和国",
    "SZ": "Suazilandia; Suazilândia", "TM": "Туркмения", "TR": "터키",
    "US": "EEUU; EUA; США; أمريكا", "VN": "Vietname",
}  # fmt: skip
_OTHER_CODES = {"UK": "GB", "EL": "GR", "XKX": "XK", "UNK": "XK", "RKS": "XK", "WBG": "PS"}
"""Codes of Eurostat, the World Bank and others, and those of ISO for them."""
_HALVES = {"DDR", "278", "YMD", "720", "VDR", "736"}
"""Codes of countries that were a part of one of today, or more than it: CLDR gives that one."""
_SHORT_FORMS = {"st": "saint", "rep": "republic", "dem": "democratic", "fed": "federated"}
_NO_COUNTRY = {"EU", "EZ", "QO", "UN", "ZZ"}
REGIONS: Mapping[str, tuple[float, float, float, float]] = {
    "002": (-19, -36, 53, 38), "003": (-168, 7, -52, 72), "005": (-82, -56, -34, 13),
    "009": (110, -48, 200, 21), "011": (-18, 3, 17, 28), "013": (-93, 6, -76, 19),
    "014": (21, -27, 52, 19), "015": (-18, 8, 39, 38), "017": (7, -19, 32, 24),
    "018": (11, -36, 34, -16), "019": (-168, -56, -34, 72), "029": (-86, 9, -59, 28),
    "030": (73, 17, 147, 54), "034": (43, 4, 98, 41), "035": (91, -12, 142, 29),
    "039": (-11, 34, 31, 47), "142": (26, -11, 147, 55), "143": (46, 35, 88, 56),
    "145": (25, 11, 64, 44), "150": (-25, 34, 46, 72), "151": (12, 41, 60, 70),
    "154": (-25, 49, 33, 72), "155": (-6, 42, 18, 56), "202": (-19, -36, 53, 24),
    "419": (-118, -56, -34, 33),
}  # fmt: skip
"""Continents and regions by their numbers at the UN: west, south, east and north, in degrees."""
WORLD = "001"


def code_of_number(number: str) -> str:
    """The code of the country that ISO and the UN call *number*: `KP` of `408`."""
    return _codes()[number]


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Codes of three letters and of three digits, and those of two, each with that of two."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    codes = {
        code: known[0]
        for code, known in aliases.items()
        if len(code) == 3 and len(known) == 1 and len(known[0]) == 2 and known[0] not in _NO_COUNTRY
    }
    codes = {code: two for code, two in codes.items() if code not in _HALVES}
    current = {two for code, two in codes.items() if code.isalpha()}
    return codes | {two: two for two in current | {"XK"}} | _OTHER_CODES


def _folded(name: str) -> str:
    """A name without accents, points, short forms and what differs from list to list."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"\[\w+\]", "", plain.casefold().replace("&", " and "))  # the mark of a note
    plain = re.sub(r"\bis\.", "islands", re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain))
    words = re.findall(r"\w+", with_one_apostrophe(plain).replace("’", ""))
    if words and len(words[0]) == 1:  # N. Korea
        words[0] = {"n": "north", "s": "south"}.get(words[0], words[0])
    return " ".join(_SHORT_FORMS.get(word, word) for word in words if word != "the")


def _folded_forms(text: str) -> Iterator[str]:
    """The folded name, and the one that lists turn round: `Korea, Republic of`."""
    yield _folded(text)
    if turned := re.fullmatch(r"([^,()]+)(?:, *([^,()]+)|\(([^()]+)\))", text.strip()):
        yield _folded(f"{turned[2] or turned[3]} {turned[1]}")


@lru_cache(maxsize=16)
def _names(language: str) -> dict[str, str]:
    """Every territory of CLDR by its name in *language*; none where babel does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        named = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        return {}
    known = {*_codes().values(), *REGIONS, WORLD}
    names = {_folded(name): code for code, name in named.items() if code in known}
    parts: dict[str, set[str]] = {}
    for code, name in named.items():  # either half of `Myanmar (Birmania)`
        if code in known and (halves := re.fullmatch(r"([^()]+) [(（]([^()]+)[)）]", name)):
            for half in halves.groups():
                parts.setdefault(_folded(half), set()).add(code)
    return {half: codes.pop() for half, codes in parts.items() if len(codes) == 1} | names


@lru_cache(maxsize=1)
def _other_names() -> dict[str, str]:
    elsewhere = {code: names.split("; ") for code, names in _NAMES_ELSEWHERE.items()}
    lists = (*_OTHER_NAMES.items(), *elsewhere.items())
    return {_folded(name): code for code, names in lists for name in names}


def find_country(text: str, language: str) -> str | None:
    """The code of two letters of what *text* calls by a code or a name, in *language* or another
    that many write; None where it is no country.
    """
    text = text.strip()
    code = text.upper().zfill(3) if text.isdigit() else text.upper()
    country = _codes().get(code) or _find_name(text, language)
    return country if country and len(country) == 2 else None


def find_region(text: str, language: str) -> str | None:
    """The number of a continent, a region or the world by its name; None where it is none."""
    country = _find_name(text, language)
    return country if country and len(country) == 3 else None


def _find_name(text: str, language: str) -> str | None:
    named = [_other_names(), *map(_names, dict.fromkeys((language, *_LANGUAGES)))]
    forms = [*_folded_forms(text)]
    return next((names[form] for form in forms for names in named if form in names), None)


def nearest_country(text: str, language: str, *, is_drawn: bool = True) -> str:
    """A hint for a country that is not known: no name rather than one of several.

    *is_drawn*: whether it is asked for on a map, which may draw shapes of the brief in its place.
    """
    advice = "write the code of ISO 3166, `KE`, `KEN` or `404`, or the name, or delete it"
    if is_drawn:
        advice += "; name a file of its outlines at `shapes:` where it is a province, or made up"
    for key, area in AREAS.items():
        if _folded(text) in {_folded(name) for name in (key, area.name, area.outline) if name}:
            return (
                "it has no code of a country, so it has no row of data; in `labels:` and in "
                f"content/boundaries.yaml it is `{key}`"
            )
    named = [_names(DEFAULT_LANGUAGE), _names(language), _other_names()]
    codes = {name: code for names in named for name, code in names.items() if len(code) == 2}
    words = {*_folded(text).split()}
    whole = {code for name, code in codes.items() if words and words <= {*name.split()}}
    if 1 < len(whole) <= 4:
        several = sorted(f"`{name_of(code, language)}`" for code in whole)
        return f"did you mean {', '.join(several[:-1])} or {several[-1]}?"
    close = get_close_matches(_folded(text), codes, n=1, cutoff=0.75)
    return (
        f"did you mean `{name_of(codes[close[0]], language)}`? Else {advice}" if close else advice
    )


def name_of(code: str, language: str) -> str:
    """Name a country as CLDR does in *language*, in English where it does not know that."""
    from babel import Locale, UnknownLocaleError

    try:
        named = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        named = Locale.parse(DEFAULT_LANGUAGE).territories
    return str(named.get(code, code))
