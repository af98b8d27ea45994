"""Find the numbers that an author typed in a text, and compare them; dates and symbols are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
)
_MONTH = "|".join(_MONTHS.split())
_GROUPED = r"\d{1,3}(?:[,.\u00a0\u202f\u2009 ]\d{3})+|\d+"
_NUMBER = re.compile(rf"(?<![\w/.,:§-])({_GROUPED})([.,]\d+)?(?![\w/:]|-\w|[.,]\d|/)")
_IN_DATE = re.compile(
    rf"^[\s\u00a0]*(?:er\b)?[\s\u00a0]*(?:and \d+ |et \d+ |[–-] ?\d+ )?(?:{_MONTH})\b", re.I
)
_AFTER_MONTH = re.compile(rf"(?:{_MONTH})[.,]?[\s\u00a0]*$", re.I)
_NAMED = re.compile(
    r"(?:\b(?:resolutions?|résolutions?|articles?|arts?\.|paras?\.|paragraphs?|paragraphes?|nos?\.|n°|"
    r"pages?|pp?\.|chapters?|chapitres?|chap\.|annex|annexe|figures?|tables?|tableaux?|part|"
    r"principles?|sections?|rules?|notes?|versions?|protocol|session|meeting|room|suite|box|"
    r"edition|volume|vol\.|agenda item|item|point|goal|target|form)|§§?)[\s\u00a0]*"
    r"(?:\d+[\s\u00a0]*(?:,|and|et|to|à|–|-)[\s\u00a0]*)*$",
    re.I,
)


@dataclass(frozen=True)
class Number:
    """A number as it is typed."""

    text: str
    digits: str
    """Without what groups them, and without zeros at the end of a fraction: `10000`, `1.5`."""
    start: int
    end: int


def typed(text: str) -> Iterator[Number]:
    """The numbers of *text* that count something: no dates, years, symbols, numbers of articles."""
    for match in _NUMBER.finditer(text):
        whole, fraction = match[1], match[2] or ""
        before, after = text[: match.start()], text[match.end() :]
        digits = re.sub(r"\D", "", whole)
        year = not fraction and digits == whole and 1500 <= int(digits) < 2200
        if year and not re.match(r"[\s\u00a0]+(?:people|persons|personnes|%)", after):
            continue
        if _IN_DATE.match(after) or (_AFTER_MONTH.search(before) and len(digits) in (1, 2, 4)):
            continue
        if _NAMED.search(before):
            continue
        yield Number(match[0], _plain(digits + fraction.replace(",", ".")), *match.span())


def digits(value: Decimal) -> str:
    """A number as `Number.digits` has it."""
    return _plain(f"{value:f}")


def _plain(said: str) -> str:
    return said.rstrip("0").rstrip(".") if "." in said else said


def all_digits(text: str) -> list[str]:
    """Every number of *text*, whatever it means."""
    return [re.sub(r"\D", "", one) for one in re.findall(_GROUPED, text)]


_SCALES = {
    3: "k thousand mille tsd tausend", 6: "m mn mio million millions millionen",
    9: "bn billion billions md mrd milliard milliards milliarde milliarden",
}  # fmt: skip
_POWERS = {word: power for power, words in _SCALES.items() for word in words.split()}
_SPOKEN = re.compile(
    rf"({_GROUPED})([.,]\d+)?[\s\u00a0\u202f-]*({'|'.join(_POWERS)})(?![^\W\d_])", re.IGNORECASE
)


def spoken(text: str) -> Iterator[str]:
    """The numbers of *text* that a word makes larger: `3.1 million` is `3100000`.

    `3.125 million` reads in two ways, and is told in both: the sign may group, or divide.
    """
    for match in _SPOKEN.finditer(text):
        whole, fraction = match[1], match[2] or ""
        readings = {re.sub(r"\D", "", whole) + fraction.replace(",", ".")}
        if not fraction and re.fullmatch(r"\d+[.,]\d+", whole):
            readings.add(whole.replace(",", "."))
        for one in readings:
            yield digits(Decimal(one).scaleb(_POWERS[match[3].casefold()]))


def is_slip(one: str, other: str) -> bool:
    """Whether a slip of the hand makes *one* of *other*: a digit, two that are swapped, a zero."""
    if one == other or not (one.isdecimal() and other.isdecimal()):
        return False
    if sorted((one, other), key=len)[1] == min(one, other, key=len) + "0":
        return min(len(one), len(other)) > 1
    if len(one) != len(other) or len(one) < 2:
        return False
    wrong = [n for n in range(len(one)) if one[n] != other[n]]
    if len(wrong) == 1:
        return len(one) > 2
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
    return swapped and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
