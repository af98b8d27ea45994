"""Find short forms in texts, the words that explain them, and how often each is used."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ...model.brief import Brief
from ...model.scripts import UNCASED, is_in_compound, word_edges
from .numbers import any_of
from .texts import Reading

_SHORT = re.compile(
    rf"(?<![^\W{UNCASED}])(?<![/.&])(?<![^\Wa-zß-ÿа-яё]-)"  # pro-NGO, no A-HRC
    r"(?:[A-Z][A-Z0-9]{1,5}|[A-Z][a-z]{0,2}[A-Z][A-Za-z]{0,3}|[A-Z]&[A-Z]|[А-ЯЁ]{2,6})"
    rf"(?=s?(?![^\W{UNCASED}]|[/&$¢₵]|,[A-Z]\b"  # no US$, RD$, GH₵, no RTS,S
    r"|-(?![^\W\d_]{3,20}(?<=[^\WA-ZА-ЯЁ]{2})\b|\s(?:und|oder|bzw)\b)))"  # IDP-led
)
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?:er?|re|es)?")
"""A numeral, also of a French century: `XXe`."""
_PLURALS = re.compile(r"\b([A-Z])\1\. ?([A-Z])\2\b")
"""A Spanish plural, each of whose letters stands twice: `FF. AA.`"""
_FORMULA = re.compile(
    r"(?:(?:Al|As|Br|Ca|Cd|Cl|Cr|Cs|Cu|Fe|Hg|Li|Mg|Mn|Na|Ni|Pb|Pu|Se|Si|Sr|Ti|Zn|PM|[BCFHIKNOPSUx])"
    r"\d*){1,5}e?(?:eq)?"
)
_MEASURE = re.compile(
    r"[kMGTPE]?(?:W|Wh|Hz|B|J|V|A|t|bps|Pa)(?:e|eq)?|[MGk]tC?(?:O2)?e?|pH|dB|CD4|UTC"
)
_COMPASS = re.compile(r"[NS]{1,2}[EW]|[EW][NS][EW]")
_CURRENCIES_TEXT = """\
AED AFN AUD BRL CAD CDF CFA CHF CNY COP DKK DZD EGP ETB EUR FCFA GBP HTG IDR ILS INR IQD IRR JOD JPY
KES KPW KRW KSh LBP LYD MAD MMK MXN NGN NOK NZD PHP PKR PLN RMB RSD RUB SAR SDG SEK SOS SSP SYP TND
TRY TSh TZS UAH UGX USD USh VES XAF XOF YER ZAR ZMW
"""
_CURRENCIES = frozenset(_CURRENCIES_TEXT.split())
_BESIDE_NUMBERS = re.compile(
    r"(?:ALL|AMD|ANG|AOA|ARS|AWG|AZN|BAM|BBD|BDT|BGN|BHD|BIF|BMD|BND|BOB|BSD|BTN|BWP|BYN|BZD|CLP|CRC"
    r"|CUP|CVE|CZK|DJF|DOP|ERN|FJD|GEL|GHS|GMD|GNF|GTQ|GYD|HKD|HNL|HUF|ISK|JMD|KGS|KHR|KMF|KWD|KZT|LAK"
    r"|LKR|LRD|LSL|MDL|MGA|MKD|MNT|MOP|MRU|MUR|MVR|MWK|MYR|MZN|NAD|NIO|NPR|OMR|PAB|PEN|PGK|PYG|QAR|RON"
    r"|RWF|SBD|SCR|SGD|SLE|SRD|STN|SZL|THB|TJS|TMT|TOP|TTD|TWD|UYU|UZS|VND|VUV|WST|XCD|XPF|ZWL)"
)
"""Currencies whose codes are also short forms or words: they are money beside a number alone."""
_BRACKETED = re.compile(
    r"[(\[（]\s*[“‘«]?(\w[\w&]*?)(?:s|[’']s)?[”’»]?\s*(?:[,;:–，；：][^()（）]*)?[)\]）]"
)
_OF_OTHER_SCRIPT = re.compile(rf"[{UNCASED}]{{2}}|[\u0370-\u052f]{{4}}")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_ENDS_UNCASED = re.compile(rf"[{UNCASED}][”’»」』]*\s*$")
_WORDS = 10
"""Words before a short form that may explain it."""
_WORDS_BEHIND = 14


def find_short_forms(text: str, plain_capitals: Collection[str] = ()) -> Iterator[str]:
    """Find what nobody understands who was not told: `IGAD`, `CoI`; no numeral, formula, measure,
    currency, name such as `McDonald` and `YouTube`, and no symbol such as `G20`.

    *plain_capitals*: words in capitals that are none.
    """
    for match in _SHORT.finditer(_PLURALS.sub(" ", text)):
        short = match[0]
        lower = sum(letter.islower() for letter in short)
        is_name = lower > len(short) - lower or short[:2] == "Mc" or re.match("Mac[A-Z]", short)
        is_symbol = re.fullmatch(r"[A-Z]\d+|FY\d+", short) or any(
            pattern.fullmatch(short) for pattern in (_ROMAN, _MEASURE, _COMPASS)
        )
        is_money = short in _CURRENCIES or (
            _BESIDE_NUMBERS.fullmatch(short) and _is_beside_number(match)
        )
        has_number = any(letter.isdigit() or letter == "x" for letter in short)
        is_formula = has_number and _FORMULA.fullmatch(short)
        if not (is_name or is_symbol or is_formula or is_money or short in plain_capitals):
            yield short


def _is_beside_number(match: re.Match[str]) -> bool:
    """Whether a number stands before or behind the code of a currency, or a power of ten does."""
    text = match.string
    before = re.search(r"\d(?:\s\w{1,9})?\s?$", text[: match.start()])
    return bool(before or re.match(r"\s?[-−]?\d", text[match.end() :]))


def is_shouted(text: str, *, is_heading: bool = False) -> bool:
    """Whether *text* is written in capitals, all of it: then its words are no short forms.

    In a heading, two words are enough; elsewhere, one of them has to look like a word.
    """
    words = re.findall(r"[^\W\d_]+", text)
    if not text.isupper() or re.search(f"[{UNCASED}]", text):
        return False
    return (is_heading and len(words) > 1) or any(map(_LIKE_A_WORD.fullmatch, words))


_LIKE_A_WORD = re.compile(
    r"(?=\w{5})(?=\w*[AEIOUÀ-ÝАЕЁИОУЫЭЮЯ])"
    r"(?!\w*(?:[BCDFGHJKLMNPQRSTVWXZ]{4}|[БВГДЖЗЙКЛМНПРСТФХЦЧШЩЪЬ]{4}))\w+"
)


_RUN = re.compile(r"(?<![\w-])[^\W\d_a-zà-ÿа-яё]+(?: [^\W\d_a-zà-ÿа-яё]+){3,}(?![\w-])")


def without_shouted(text: str) -> str:
    """Take four words in capitals and more that stand in a row out of *text*, where one of them
    looks like a word: `OPEN LETTER TO THE COUNCIL`.
    """

    def leave_out(run: re.Match[str]) -> str:
        return " " if is_shouted(run[0]) else run[0]

    return _RUN.sub(leave_out, text)


_DEFINED = re.compile(
    r"[(（]\s*(?:далее|далі|ci-après|en adelante|en lo sucesivo|doravante|hereinafter|hereafter|"
    r"henceforth|im folgenden|nachfolgend|di seguito|zwan\w+ dalej|dalej|bundan sonra|hierna|"
    r"以下简称|以下簡稱|以下|이하|يشار)([^()（）]{1,60})[)）]",
    re.IGNORECASE,
)
"""How a law defines a short form, whatever it was made of: `(далее — МОТ)`."""


def find_explained(text: str, stands_for: Collection[str] = ()) -> Iterator[str]:
    """Find the short forms that *text* explains: `Commission of Inquiry (CoI)`, `CoI (the
    Commission of Inquiry)`, `the Commission of Inquiry, or CoI`, `CoI: Commission of Inquiry`,
    `GAM is global acute malnutrition`.

    In brackets behind a name, a short form may be of another language than the name.
    *stands_for*: words between a short form and its meaning, `is`, `stands for`.
    """
    verbs = re.compile(rf"s?[”’»]?\s+{any_of(stands_for)}\s+", re.IGNORECASE)
    for match in _BRACKETED.finditer(text):
        short = match[1]
        before = _before(text[: match.start()])
        if spells(short, before) or _ends_with_name(before) or _ENDS_UNCASED.search(before):
            yield short
    for match in _DEFINED.finditer(text):
        yield from (short[0] for short in _SHORT.finditer(match[1]))
    for match in _SHORT.finditer(text):
        short, behind = match[0], text[match.end() :]
        inner = re.match(r"s?\s*[(（]([^()（）]+)[)）]", behind)
        if (
            (inner and is_explained_by(short, inner[1]))
            or (re.match(r"\s*[:,–—-]\s", behind) and _is_made_of(short, _after(behind)))
            or _is_made_of(short, _before(text[: match.start()]).rstrip(" ,;–—"))
            or ((verb := verbs.match(behind)) and _is_meaning(short, _after(behind[verb.end() :])))
        ):
            yield short


def is_explained_by(short: str, text: str) -> bool:
    """Whether *text*, alone in the cell or line beside *short*, or in brackets behind it, says
    what it stands for; words of another script do.
    """
    is_cyrillic = _CYRILLIC.search(short) is not None
    in_other_script = not is_cyrillic and _OF_OTHER_SCRIPT.search(text) is not None
    return in_other_script or spells(short, text) or _ends_with_name(text)


def _before(text: str) -> str:
    """The last words of *text*, of its last sentence."""
    sentence = re.split(r"[.!?;]\s+(?=[A-ZÀ-Ý])", text)[-1]
    return " ".join(sentence.split()[-_WORDS:])


def _after(text: str) -> str:
    """The first words of *text*, up to the end of what they name."""
    return " ".join(re.split(r"[,;.()]\s|[.)]$", text.lstrip(" :,–—-"))[0].split()[:_WORDS_BEHIND])


def spells(short: str, words: str) -> bool:
    """Whether the letters of *short* come in this order in *words*, the first at a word's start."""
    letters = re.sub(r"[\W\d_]", "", short).casefold()
    text = words.casefold()
    position = len(text)
    for letter in reversed(letters[1:]):
        position = text.rfind(letter, 0, max(position, 0))
        if position < 0:
            return False
    return bool(letters) and any(
        match.start() < position or len(letters) == 1
        for match in re.finditer(rf"(?<!\w){re.escape(letters[0])}", text)
    )


def _is_made_of(short: str, words: str) -> bool:
    """Whether *short* is made of the initials of *words*, which hold a name next to it.

    Of four letters and more, one may stand within a word: `IGAD`.
    """
    parts = re.findall(r"\w+", words)
    initials = "".join(part[0] for part in parts).casefold()
    letters = re.sub(r"[\W\d_]", "", short).casefold()
    positions = [-1]
    for letter in letters:
        position = initials.find(letter, positions[-1] + 1)
        if position >= 0:
            positions.append(position)
    missing = len(letters) - len(positions) + 1
    if len(letters) < 2 or len(positions) < 2 or missing > (len(letters) > 3):
        return False
    named = parts[positions[1] : positions[-1] + 1]
    return (
        sum(part[0].isupper() for part in named) > 1
        and sum(len(part) > 3 for part in named) <= len(letters) + 3
        and len(parts) - len(named) < 5
    )


def _is_meaning(short: str, words: str) -> bool:
    """Whether *words*, behind “GAM is”, begin with what *short* stands for: a name, or words in
    small letters with each of its initials, one after another: `global acute malnutrition`.
    """
    letters = re.sub(r"[\W\d_]", "", short).casefold()
    parts = re.findall(r"\w+", words.casefold())
    at = 0
    for number, part in enumerate(parts):
        if at < len(letters) and part[0] == letters[at]:
            at += 1
        elif at == len(letters) or len(part) > 3 or number > 2 * len(letters):
            break
    return (at == len(letters) > 2) or _is_made_of(short, words)


def printed_words(reading: Reading) -> list[str]:
    """Give the texts in which the uses of a short form are counted: what readers read of the page,
    cells and citations among them.
    """
    texts = [text.text for text in reading.texts if text.kind not in ("source", "alt")]
    texts += _of_citations(reading.brief)
    for _, _, name in reading.placed_data:
        table = reading.brief.data[name]
        texts += [cell for row in (table.heads, *table.rows) for cell in row]
    return texts


def count_uses(short: str, words: str, texts: Collection[str], *, alone: bool = False) -> int:
    """Count how often *short* is used in *texts*; *words* is what it stands for, or empty.

    An author by this whole name is printed by the short form where there is little room.
    *alone*: whether uses in compounds, `GIZ-Bericht`, are left out.
    """
    author = rf"|{re.escape(words)}(?=\ue000)" if words else ""
    before, behind = word_edges(short)
    pattern = re.compile(rf"{before}(?:{re.escape(short)}(?=s?{behind}){author})")
    return sum(
        not (alone and is_in_compound(text, *match.span()))
        for text in texts
        for match in pattern.finditer(text)
    )


def _of_citations(brief: Brief) -> Iterator[str]:
    """Give the words that each citation prints of its sources, in a note or under a figure."""
    for cite in brief.citations():
        for item in cite.items:
            source = brief.fields.sources.get(item.key)
            if source is not None:
                names = [name.literal or "" for name in source.author or ()]
                yield "".join(f"{name}\ue000 " for name in names)
                yield f"{source.title} {source.publisher or ''} {source.container_title or ''}"


def _ends_with_name(words: str) -> bool:
    """Whether *words* end with a name of two words and more, in any language."""
    parts = re.findall(r"[\w’'-]+", re.split(r"[,;:()]", words)[-1])
    # The first word of a sentence has a capital in any case.
    named = [
        number
        for number, word in enumerate(parts)
        if number and word[0].isupper() and len(word) > 3 and not word.isupper()
    ]
    return len(named) > 1 or (bool(named) and named[0] < len(parts) - 1)
