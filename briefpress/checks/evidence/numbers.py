"""Find the numbers that an author typed in a text, and compare them; dates and symbols are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ...model.brief import Vocabulary

_SPACE = r"[\s\u00a0]"
_GROUPED = r"\d{1,3}(?:[,.\u00a0\u202f\u2009 ]\d{3})+|\d+"
_NUMBER = re.compile(rf"(?<![\w/.,:§-])({_GROUPED})([.,]\d+)?(?![\w/:]|-\w|[.,]\d|/)")


@dataclass(frozen=True)
class Number:
    """A number as it is typed."""

    text: str
    digits: str
    """Without what groups them, and without zeros at the end of a fraction: `10000`, `1.5`."""
    start: int
    end: int


class NumberFinder:
    """Finds numbers in the texts of one language."""

    def __init__(self, words: Vocabulary) -> None:
        """Take the *words* by which the language tells dates, names and powers of ten."""
        months, numbered = _any_of(words.months), _any_of(words.numbered)
        joined = _any_of((*words.between_numbers, ",", "–", "-"))
        people = _any_of((*words.people, "%"))
        self._powers = words.powers
        self._before_month = re.compile(
            rf"\.?{_SPACE}*(?:{joined}{_SPACE}?\d+\.?{_SPACE})?{months}\b", re.IGNORECASE
        )
        self._after_month = re.compile(rf"(?<!\w){months}[.,]?{_SPACE}*$", re.IGNORECASE)
        self._after_name = re.compile(
            rf"(?<!\w){numbered}{_SPACE}*(?:\d+{_SPACE}*{joined}{_SPACE}*)*$", re.IGNORECASE
        )
        self._before_people = re.compile(rf"{_SPACE}+{people}", re.IGNORECASE)
        self._with_power = re.compile(
            rf"({_GROUPED})([.,]\d+)?[\s\u00a0\u202f-]*({_any_of(words.powers)})(?![^\W\d_])",
            re.IGNORECASE,
        )

    def find_typed(self, text: str) -> Iterator[Number]:
        """Find the numbers of *text* that count something: no date, year, symbol, article."""
        for match in _NUMBER.finditer(text):
            whole, fraction = match[1], match[2] or ""
            before, after = text[: match.start()], text[match.end() :]
            digits = re.sub(r"\D", "", whole)
            is_year = not fraction and digits == whole and 1500 <= int(digits) < 2200
            if is_year and not self._before_people.match(after):
                continue
            if self._before_month.match(after):
                continue
            if len(digits) in (1, 2, 4) and self._after_month.search(before):
                continue
            if self._after_name.search(before):
                continue
            yield Number(match[0], _plain(digits + fraction.replace(",", ".")), *match.span())

    def find_multiplied(self, text: str) -> Iterator[str]:
        """Find the numbers of *text* that a word multiplies: `3.1 million` is `3100000`.

        `3.125 million` has two readings, and gives both: the point may group, or divide.
        """
        for match in self._with_power.finditer(text):
            whole, fraction = match[1], match[2] or ""
            readings = {re.sub(r"\D", "", whole) + fraction.replace(",", ".")}
            if not fraction and re.fullmatch(r"\d+[.,]\d+", whole):
                readings.add(whole.replace(",", "."))
            for reading in readings:
                yield write_digits(Decimal(reading).scaleb(self._powers[match[3].casefold()]))


def _any_of(words: Iterable[str]) -> str:
    """Write the pattern of one of *words*; where there are none, nothing matches it."""
    return f"(?:{'|'.join(map(re.escape, words)) or '(?!)'})"


def write_digits(value: Decimal) -> str:
    """Write a number as `Number.digits` has it."""
    return _plain(f"{value:f}")


def _plain(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def all_digits(text: str) -> list[str]:
    """List every number of *text*, whatever it means."""
    return [re.sub(r"\D", "", number) for number in re.findall(_GROUPED, text)]


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
