"""Find the numbers of a text and compare them: what each counts, in which unit, how exactly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from ...model.brief import Vocabulary
from ...model.scripts import SQUARE

_SPACE = r"[\s\u00a0\u202f\u2060]"
_SQUARE = rf"(?-i:[{SQUARE}])"
"""A Chinese or Korean letter. These have no case: to look for one takes Python 5 ms a pattern."""
_LETTER = rf"(?-i:[^\W{SQUARE}])"
"""A letter of a word, or a digit: `\\w`, without the letters that stand beside any word."""
_ENDS = rf"(?:\b|(?<={_SQUARE}))"
"""The end of a word."""
_POWER_ENDS = rf"(?:(?<={_SQUARE})|(?![^\W\d_]))"
_GROUPED = r"\d{1,3}(?:[,.\u066c\u00a0\u202f\u2009 ’']\d{3})+(?!\d)|\d+"
_NUMBER = re.compile(
    rf"(?<!{_LETTER})(?<![/.,:§\u066b\u066c-])({_GROUPED})([.,\u066b]\d+)?"
    rf"(?!{_LETTER}|[/:]|-\w|[.,\u066b\u066c]\d)"
)
_ANY_NUMBER = re.compile(rf"(?<![\d.,\u066b\u066c])({_GROUPED})([.,\u066b]\d+)?([¼½¾⅓⅔⅛]?)")
_SYMBOLS = {
    "%": "%",
    "point": "",
    "degree": "°",
    "usd": r"(?:US)?\$|USD\b",
    "eur": r"€|EUR\b",
    "gbp": r"£|GBP\b",
    "chf": r"CHF\b",
    "length": r"[kcm]?m\b(?!²)",
    "area": r"k?m²|ha\b",
    "weight": r"(?:k?g|[kMG]?t)\b",
    "energy": r"[kMGTP]Wh?\b",
    "time": "",
}
"""The units that are told apart, and their signs; which words stand for one, each language says."""
_MONEY_BEFORE = re.compile(
    rf"(?:(?P<usd>(?:US)?\$|USD)|(?P<eur>€|EUR)|(?P<gbp>£|GBP)|(?P<chf>CHF)){_SPACE}*$"
)
_CONVERSIONS = frozenset(map(Decimal, (7, 12, 24, 30, 52, 60, 365)))
"""A number of years is one of months, weeks, days, hours, minutes."""


@dataclass(frozen=True)
class Amount:
    """A value that a number may mean."""

    value: Decimal
    step: Decimal
    """How exact it is: 100000 of `3.1 million`, 100 of `700`."""


@dataclass(frozen=True)
class Number:
    """A number as it is typed."""

    text: str
    digits: str
    """Without what groups them, and without zeros at the end of a fraction: `10000`, `1.5`."""
    start: int
    end: int
    amounts: tuple[Amount, ...]
    """The values that it may have: `3.125 million` is 3125000, or 3125000000."""
    unscaled: frozenset[Decimal]
    """The same, where the word behind it multiplies nothing."""
    unit: str = ""
    """A name of those that are told apart here; empty where it has none of them."""
    power_end: int = 0
    """Where the word behind it ends that multiplies it, `3.5 million`; 0 where there is none."""

    def agrees(self, value: Decimal, *powers: int) -> bool:
        """Whether it is *value*, or *value* in round figures; perhaps multiplied by one of *powers*
        of ten.
        """
        return any(
            _is_about(reading, abs(value), about) for reading, about in self._readings(powers)
        )

    def is_near(self, other: Number, *powers: int) -> bool:
        """Whether it and *other* may be one amount, of which one or both are round figures."""
        return any(
            _is_about(one, two, max(about, about_other))
            for one, about in self._readings(powers)
            for two, about_other in other._readings(())
        )

    def _readings(self, powers: Iterable[int]) -> Iterator[tuple[Decimal, Decimal]]:
        """Give each value, and from which difference on another number is another amount."""
        for power in (0, *powers):
            for amount in self.amounts:
                # Without zeros at its end, a fraction or a power, a number is meant exactly.
                is_exact = amount.step == 1 and not power
                about = Decimal(0) if is_exact else amount.step.scaleb(power)
                yield amount.value.scaleb(power), about
                if self.unit == "%" and not power:
                    yield amount.value / 100, about / 100

    @property
    def readings(self) -> frozenset[Decimal]:
        """The values that it may have."""
        return frozenset(amount.value for amount in self.amounts)

    @property
    def significant_digits(self) -> int:
        """How many of its digits were not rounded away: 2 of `670`, 3 of `0.671`."""
        return len(self.digits.replace(".", "").strip("0"))


class NumberFinder:
    """Finds numbers in the texts of one language."""

    def __init__(self, words: Vocabulary) -> None:
        """Take the *words* by which the language tells dates, names and powers of ten."""
        self._words = words
        months, numbered = any_of(words.months), any_of(words.numbered)
        joined = any_of((*words.between_numbers, ",", "–", "-"))
        self._powers = {word.casefold(): power for word, power in words.powers.items()}
        self._before_month = re.compile(
            rf"\.?{_SPACE}*(?:{joined}{_SPACE}?\d+\.?{_SPACE})?(?:de{_SPACE})?{months}{_ENDS}",
            re.IGNORECASE,
        )
        self._after_month = re.compile(rf"(?<!{_LETTER}){months}[.,]?{_SPACE}*$", re.IGNORECASE)
        self._after_name = re.compile(
            rf"(?<!{_LETTER}){numbered}{_SPACE}*(?:\d+{_SPACE}*{joined}{_SPACE}*)*$", re.IGNORECASE
        )
        self._power_after = re.compile(
            rf"(?:{_SPACE}|-)*({any_of(words.powers)}){_POWER_ENDS}\.?", re.IGNORECASE
        )
        self._units = [*dict.fromkeys((*_SYMBOLS, *words.units))]
        signs = _either("s", [_SYMBOLS.get(unit, "") for unit in self._units])
        words_of_units = [
            "|".join(f"(?:{word})" for word in words.units.get(unit, ())) for unit in self._units
        ]
        self._unit_after = re.compile(
            rf"{_SPACE}*(?:{signs}|{_either('w', words_of_units)}(?:(?<={_SQUARE})|(?!\w)))", re.I
        )

    # Compiled when a text asks for them: each takes 1 or 2 ms.

    @cached_property
    def _before_people(self) -> re.Pattern[str]:
        people = any_of((*self._words.people, "%"))
        return re.compile(rf"(?:{_SPACE}+|(?={_SQUARE})){people}", re.IGNORECASE)

    @cached_property
    def _ratio(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?<!{_LETTER})(?<![.,/])(\d{{1,3}})\s*(?:{any_of(self._words.ratios)}|/)"
            rf"\s*(\d{{1,4}})(?!{_LETTER}|/|[.,]\d)"
        )

    @cached_property
    def _power(self) -> re.Pattern[str]:
        powers = any_of(self._words.powers)
        return re.compile(rf"(?<![^\W_])(?:({powers}){_POWER_ENDS}|[’'`]?000s?\b)", re.I)

    def find_all(self, text: str) -> Iterator[Number]:
        """Find every number of *text*, whatever it means."""
        for match in _ANY_NUMBER.finditer(text):
            yield self._read(text, match.start(), match[1], match[2] or "", match[3])

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
            is_short = digits == whole and len(digits) < 4 and not fraction
            if is_short and _is_named(before) and not self._before_people.match(after):
                continue
            yield self._read(text, match.start(), whole, fraction)

    def read_cell(self, cell: str) -> Number | None:
        """Read a cell that holds one number and says nothing else: `1,200`, `US$ 30.4 m`, `43%`.

        None where it holds a label (`Under 5`, `60+`, `Week 9`), a date, a range, or no number.
        """
        numbers = [*self.find_all(cell)]
        if len(numbers) != 1:
            return None
        (number,) = numbers
        before = _MONEY_BEFORE.sub("", cell[: number.start])
        after = self._without_power(cell[number.end :])
        rest = before + (self._unit_after.sub("", after, 1) if number.unit else after)
        return number if re.fullmatch(r"[\s\u00a0\u202f−–*†()-]*", rest) else None

    def find_ratios(self, text: str) -> Iterator[tuple[Decimal, Decimal]]:
        """Find the shares of *text* that are two numbers, `1 in 4`, as a part of one and the two.

        Each comes as the part and the larger number.
        """
        for match in self._ratio.finditer(text):
            part, whole = int(match[1]), int(match[2])
            if 0 < part < whole:
                yield Decimal(part) / whole, Decimal(whole)

    def powers_of(self, text: str) -> set[int]:
        """Find the powers of ten that a head or a caption says its numbers are multiplied by:
        6 of `People in need (m)`, 3 of `in thousands`.
        """
        return {
            self._powers[match[1].casefold()] if match[1] else 3
            for match in self._power.finditer(text)
        }

    def units_of(self, text: str) -> set[str]:
        """Find the units that *text* names anywhere: `%` of `Share (%)`, `usd` of `US$ m`."""
        matches = (self._unit_after.match(text, start) for start in self._starts(text))
        return {self._unit_of(match) for match in matches if match}

    @staticmethod
    def _starts(text: str) -> Iterator[int]:
        """Where a word begins, or what is no word."""
        yield from (match.start() for match in re.finditer(r"(?<![^\W\d_])(?=\S)", text))

    def _unit_of(self, match: re.Match[str] | None) -> str:
        """Name the unit of a match of `_unit_after`."""
        return self._units[int(str(match.lastgroup)[1:])] if match else ""

    def _without_power(self, after: str) -> str:
        match = self._power_after.match(after)
        return after[match.end() :] if match else after

    def _read(self, text: str, start: int, whole: str, fraction: str, vulgar: str = "") -> Number:
        end = start + len(whole) + len(fraction) + len(vulgar)
        before, after = text[:start], text[end:]
        digits = re.sub(r"\D", "", whole) + re.sub(r"^\D", ".", fraction)
        if not digits.isascii():
            digits = re.sub(r"\d", lambda digit: str(int(digit[0])), digits)
        plain = [_amount(digits)]
        if not fraction and re.fullmatch(r"[1-9]\d*[.,]\d{3}", whole):  # it may group, or divide
            plain.append(_amount(whole.replace(",", ".")))
        if vulgar:
            part = Decimal(f"{unicodedata.numeric(vulgar):.3f}")
            plain = [Amount(one.value + part, Decimal("0.01")) for one in plain]
        power_word = self._power_after.match(after)
        power = self._powers[power_word[1].casefold()] if power_word else 0
        amounts = [Amount(one.value.scaleb(power), one.step.scaleb(power)) for one in plain]
        if power_word and re.fullmatch(_LETTER, power_word[1]):  # 500 m may be metres
            amounts += plain
        money = _MONEY_BEFORE.search(before)
        unit = self._unit_after.match(self._without_power(after))
        return Number(
            text[start:end],
            _plain(digits),
            start,
            end,
            tuple(amounts),
            frozenset(one.value for one in plain),
            str(money.lastgroup) if money else self._unit_of(unit),
            end + power_word.end(1) if power_word else 0,
        )


def _is_about(decimal: Decimal, other: Decimal, about: Decimal) -> bool:
    """Whether two values are the same, or less than *about* apart: at most half of the larger."""
    apart = abs(decimal - other)
    return decimal == other or (apart < about and 2 * apart <= max(decimal, other))


def _amount(digits: str) -> Amount:
    """Read digits, with a point before a fraction."""
    whole, _, fraction = digits.partition(".")
    zeros = 0 if fraction else len(whole) - len(whole.rstrip("0") or "0")
    return Amount(Decimal(digits), Decimal(1).scaleb(zeros - len(fraction)))


def _is_named(before: str) -> bool:
    """Whether the word before a number is a name that it is a part of: `at Camp 4`, `IPC Phase 3`.

    The first word of a sentence has a capital in any case, and tells nothing.
    """
    name = re.search(rf"(\S*)({_SPACE}+)([A-ZÀ-Ý][\w-]*){_SPACE}$", before)
    return bool(name and name[1] and name[1][-1] not in ".!?:…“«„")


def _either(name: str, patterns: Sequence[str]) -> str:
    """Write the pattern of one of *patterns*, each a group: *name* and its number; some are empty.

    What ends them all stands once behind them: for each unit by itself, it takes Python 10 ms.
    """
    groups = (f"(?P<{name}{n}>{one})" for n, one in enumerate(patterns) if one)
    return f"(?:{'|'.join(groups) or '(?!)'})"


def any_of(words: Iterable[str]) -> str:
    """Write the pattern of one of *words*, the longest first; nothing matches none of them."""
    return _any_of(tuple(words))


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})"


def write_digits(value: Decimal) -> str:
    """Write a number as `Number.digits` has it."""
    return _plain(f"{value:f}")


def _plain(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def is_converted(decimal: Decimal, other: Decimal) -> bool:
    """Whether *decimal* may be *other* in a larger or smaller unit: 3 years are 36 months."""
    small, large = sorted((abs(decimal), abs(other)))
    return small > 0 and any(
        abs(large / small - factor) <= Decimal("0.02") * factor for factor in _CONVERSIONS
    )


def is_misprint(one: str, other: str) -> bool:
    """Whether a misprint makes *one* of *other*: a digit, two that are swapped, a zero."""
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
