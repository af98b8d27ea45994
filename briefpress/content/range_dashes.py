"""Set a dash in ranges that can be nothing else: Monday-Friday, 3-5 May, 12-15 km, 2019-2024.

A hyphen between two numbers may be a range, the number of a law or a score. It is a range where a
unit, a month, a currency or a word for pages or ages stands beside it, or where both are years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model.brief import NUMBER, Language
from ..model.ranges import is_range

_NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?"
_NUMBERS = re.compile(
    rf"(?<![\w.,:/–-])(?P<sign>(?:US|[AC])?[$€£]\s?)?(?P<range>{_NUMBER}(?:\s?%)?-{_NUMBER})"
    r"(?![\w/-]|[.,:]\d)"
)
_TIME = r"\d{1,2}(?:[:.]\d\d)?"
_HOURS = r"\s?(?:[AaPp]\.?[Mm](?!\w)\.?|[hч](?:\d\d)?(?!\w)|Uhr(?!\w))"
_TIMES = re.compile(
    rf"(?<![\w.:/-])(\d{{1,2}}[:h]\d\d|{_TIME}(?:{_HOURS})?)-"
    rf"(?=\d{{1,2}}[:h]\d\d(?![\w:-])|{_TIME}{_HOURS})"
)
"""Hours of the clock: 9:00-17:30, 9 a.m.-5 p.m., 9-17 Uhr, 9h-17h."""
_YEARS = re.compile(r"(?:1[89]|20)\d\d-(?:(?:1[89]|20)\d\d|\d\d)")
_SIGN_BEHIND = re.compile(
    r"\s?(?:[%‰°€£$]|(?:[kcm]?m[²³]?|k?g|t|ha|l|[kMGT]Wh?|GB|MB|mn|m|bn|tn|pp|млн|млрд|[кс]?м[²³]?|к?г|га|кВт|МВт|كم|كلم)(?!\w))"
)


class RangeDashes:
    """Sets the ranges of the texts of one language."""

    def __init__(self, language: Language) -> None:
        """Take the words of *language* beside which two numbers are a range."""
        words = language.checks
        months = _any(words.months)
        behind = (*words.months, *words.powers, *words.people)
        units = [pattern for patterns in words.units.values() for pattern in patterns]
        self._behind = re.compile(
            rf"\s(?:de\s)?(?:{_any(behind)}|{'|'.join(units) or '(?!)'})(?!\w)", re.IGNORECASE
        )
        self._month_before = re.compile(rf"(?<!\w){months}\.?\s$", re.IGNORECASE)
        parts = [
            one
            for name in ("page", "paragraph", "section", "chapter", "note", "figure", "line")
            for one in language.locators.get(name, ())
            if NUMBER not in one
        ]
        self._part_before = re.compile(rf"(?<!\w){_any((*parts, *words.ages))}\s?$", re.IGNORECASE)
        self._name_before = re.compile(
            rf"(?<!\w)(?:{_any(words.numbered)}|n[°ºo]|n\.º|№)\s?$", re.IGNORECASE
        )
        names = rf"(?:{_any(words.weekdays)}|{months})"
        self._names = re.compile(
            rf"(?<![\w-])({names}\.?(?: \d{{4}})?)-(?=(?:\d{{1,2}} )?{names}(?![\w-]))"
        )

    def set(self, text: str) -> str:
        """Set the ranges of *text*."""
        if "-" not in text:
            return text
        text = self._names.sub(r"\1–", _TIMES.sub(r"\1–", text))
        return _NUMBERS.sub(self._set_numbers, text)

    def _set_numbers(self, match: re.Match[str]) -> str:
        before, behind = match.string[: match.start()], match.string[match.end() :]
        numbers = match["range"]
        if not is_range(numbers):
            return match[0]
        if _YEARS.fullmatch(numbers):
            is_sure = not self._name_before.search(before)
        elif self._part_before.search(before):
            is_sure = True
        else:
            is_sure = bool(
                match["sign"]
                or "%" in numbers
                or _SIGN_BEHIND.match(behind)
                or self._behind.match(behind)
                or self._month_before.search(before)
            )
        return match[0].replace("-", "–") if is_sure else match[0]


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return f"(?:{'|'.join(longest_first) or '(?!)'})"
