"""A number rises to one that is smaller, or falls to one that is larger: `rose from 31 to 24%`.

Why: where the figures were updated and the verb was not, the sentence says the opposite of them.

Mend: write the other verb; or see which of the two numbers is wrong.
"""

import re
from collections.abc import Iterator, Sequence

from ...model.problems import Severity
from ..evidence.numbers import Number, any_of
from ..evidence.texts import Reading, shown, split
from ..table import Finding

SEVERITY: Severity = "warning"
_AMOUNTS = ("%", "weight", "energy")
"""Units in which less is never more, as it is in degrees of frost, metres of depth, minutes of a
race, ranks without a unit, and pounds to the dollar."""
_MONEY = ("usd", "eur", "gbp", "chf")
"""The same, where both numbers have it."""
_BEFORE = re.compile(r"(?:US|[A-Z]{1,2})?[$€£¥]\s?$|\b[A-Z]{3}\s$")
_BEHIND = re.compile(r"[\s\u2060]?(?:%|‰|€|\$|£)")
_MINUS = re.compile(r"[-−–]\s?$")
_NUMBER = r"⟦(\d+)⟧"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Compare the two numbers of each rise and each fall that a text tells of."""
    words = reading.brief.words.checks
    ways = [
        (re.compile(pattern.replace("{}", _NUMBER), re.IGNORECASE), way, is_rise)
        for patterns, way, is_rise in (
            (words.rises, "a rise", True),
            (words.falls, "a fall", False),
        )
        for pattern in patterns
    ]
    for text in reading.texts:
        if text.kind in ("source", "quotation"):
            continue
        for sentence in split(text.text, reading.brief):
            numbers = [*reading.numbers.find_typed(sentence)]
            if len(numbers) < 2:
                continue
            marked = _mark(sentence, numbers)
            for pattern, way, is_rise in ways:
                for match in pattern.finditer(marked):
                    first, last = (numbers[int(one)] for one in _pair(match))
                    before, after = (last, first) if is_rise else (first, last)
                    if _is_less(before, after) and _count_amounts(reading, sentence, first, last):
                        yield Finding(
                            text.line_of(first.text),
                            f"{way}, and it goes from {first.text} to {last.text}: "
                            f"`{shown(_unmarked(match[0], numbers))}`",
                            "write the other verb, or correct one of the two numbers",
                        )


def _pair(match: re.Match[str]) -> Sequence[str]:
    """The two numbers of a match, in the order in which they come."""
    return [one for one in match.groups() if one is not None][:2]


def _mark(sentence: str, numbers: Sequence[Number]) -> str:
    """Put a mark in place of each of *numbers*, its power of ten, its currency and its sign."""
    marked, end = "", 0
    for n, number in enumerate(numbers):
        before = _BEFORE.sub("", sentence[end : number.start])
        marked += f"{before}⟦{n}⟧"
        end = max(number.end, number.power_end)
        if behind := _BEHIND.match(sentence, end):
            end = behind.end()
    return marked + sentence[end:]


def _unmarked(text: str, numbers: Sequence[Number]) -> str:
    return re.sub(_NUMBER, lambda mark: numbers[int(mark[1])].text, text)


def _is_less(one: Number, other: Number) -> bool:
    """Whether *one* is less than *other*, whatever the two mean: `from 4.2 to 3 million` is read
    with and without the word behind it.
    """
    return all(
        choose(getattr(one, values)) < choose(getattr(other, values))
        for values in ("readings", "unscaled")
        for choose in (min, max)
    )


def _count_amounts(reading: Reading, sentence: str, first: Number, last: Number) -> bool:
    """Whether it is certain of two numbers of *sentence* that a rise leads from less to more."""
    if any(_MINUS.search(sentence[: one.start]) for one in (first, last)):
        return False
    people = re.compile(rf"\s*{any_of(reading.brief.words.checks.people)}(?!\w)", re.IGNORECASE)
    units = {first.unit, last.unit}
    are_people = any(people.match(sentence, max(one.end, one.power_end)) for one in (first, last))
    is_same = first.unit == last.unit in _MONEY
    return (
        is_same or units - {""} in [{unit} for unit in _AMOUNTS] or (units == {""} and are_people)
    )
