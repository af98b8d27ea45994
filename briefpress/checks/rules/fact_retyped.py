"""The number of a fact is typed by hand.

Why: when the fact changes, this one stays as it is, and the page contradicts itself.

Mend: write the name of the fact in its place: `{{ facts.name }}`.
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ...model.text import Value
from ...model.walk import Step
from ..evidence.numbers import Number, write_digits
from ..evidence.texts import NEAR, Reading, Text, shown, split, value, words
from ..table import Finding

SEVERITY: Severity = "warning"
LEAST, SMALL = 10, 100
"""Numbers under ten mean too many things; under a hundred, they count what the fact counts."""
TELLING = 3
"""Digits, but for the zeros at its end, by which a number is known without what it counts: 11,559
is the fact, and 500 may be any 500."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the numbers, and the words, of facts in texts that could name them."""
    brief = reading.brief
    values = {
        write_digits(fact.value): name
        for name, fact in brief.fields.facts.items()
        if fact.value is not None and fact.value >= LEAST
    }
    rounded = {digits: str(name) for name, digits in _printed(reading) if digits not in values}
    phrases = {
        text.text.lower(): str(text.path[1])
        for text in reading.texts
        if text.kind == "fact" and len(text.text.split()) > 2
    }
    for text in reading.texts:
        if text.kind in ("fact", "alt", "source", "cell", "label", "quotation"):
            continue
        rest = text.typed
        for phrase, name in phrases.items():
            if phrase in rest.lower():
                rest = re.sub(re.escape(phrase), "", rest, flags=re.IGNORECASE)
                yield _finding(reading, text, phrase, name)
        for number in reading.numbers.find_typed(_unquoted(rest)):
            name = values.get(number.digits, "")
            if name and _is_it(reading, name, number, rest):
                yield _finding(reading, text, _whole(reading, name, number, rest), name)
            name = rounded.get(number.digits, "")
            if name and _is_rounded(reading, name, number, rest):
                yield _finding(reading, text, _whole(reading, name, number, rest), name)


def _printed(reading: Reading) -> Iterator[tuple[Step, str]]:
    """The facts whose text, `show` or `big`, has one number and no more, and its digits."""
    for text in reading.texts:
        numbers = [*reading.numbers.find_typed(text.typed)] if text.kind == "fact" else []
        if len(numbers) == 1 and max(numbers[0].readings) >= LEAST:
            yield text.path[1], numbers[0].digits


def _unquoted(text: str) -> str:
    """Blank out what somebody else has said: a number there stays as it was said."""
    return re.sub(r"[“«„][^“”«»„]*[”»“]", lambda match: " " * len(match[0]), text)


def _behind(reading: Reading, number: Number, text: str) -> frozenset[str]:
    """The stems of the words right behind *number* in *text*."""
    return reading.stems(" ".join(words(text[number.end :])[:NEAR]))


def _is_it(reading: Reading, name: str, number: Number, text: str) -> bool:
    """Whether *number* of *text* counts what the fact *name* counts, which has the same digits."""
    after = _behind(reading, number, text)
    if number.digits.isdecimal() and int(number.digits) < SMALL:
        return bool(after & reading.counted_by(name)) or _is_share(reading, name, number, text)
    about = reading.described_by(name)
    if number.unit and number.unit not in reading.units_of(name):
        return False
    return number.significant_digits >= TELLING or not about or bool(reading.stems(text) & about)


_CLOSES = re.compile(r"[\s\u00a0\u202f]*(?:%|[^\W\d_]+(?:\s[^\W\d_]+)?)\s*(?:[.,;:)]|$)")
"""The sign of a per cent, or the words for it, and the end of a clause or a bracket."""


def _is_share(reading: Reading, name: str, number: Number, text: str) -> bool:
    """Whether *number* of *text* is a per cent at the end of a clause, `(el 24 %)`, the only one of
    a sentence that is about the fact *name*.
    """
    if number.unit != "%" or "%" not in reading.units_of(name):
        return False
    if not _CLOSES.match(text[number.end :]):
        return False
    sentence = next((one for one in split(text, reading.brief) if number.text in one), "")
    shares = [one for one in reading.numbers.find_typed(sentence) if one.unit == "%"]
    about = reading.described_by(name)
    return len(shares) == 1 and len(reading.stems(sentence) & about) >= min(2, len(about)) > 0


def _is_rounded(reading: Reading, name: str, number: Number, text: str) -> bool:
    """Whether *number* of *text* is the one that the fact *name* shows: what it counts stands
    behind it; or nothing, at the end of a clause, where the text is about the fact: `to 3.5
    million.`
    """
    if _behind(reading, number, text) & reading.counted_by(name):
        return True
    if not number.power_end or not re.match(r"[.,;:)]|$", text[number.power_end :]):
        return False
    about = reading.described_by(name) | reading.stems(name.replace("_", " "))
    is_other_unit = number.unit and number.unit not in reading.units_of(name)
    return not is_other_unit and bool(reading.stems(text) & about)


def _show(reading: Reading, name: str) -> str:
    """Give what `{{ facts.name }}` prints in a sentence."""
    return value(reading.brief, Value(("facts", name), reading.brief.place("facts", name)))


def _as_printed(reading: Reading, name: str) -> str:
    """The same with the marks that its language has in a number: `597.000`."""
    from babel import Locale
    from babel.numbers import get_decimal_symbol, get_group_symbol

    shows = _show(reading, name)
    if reading.brief.fields.facts[name].show is not None:  # its author has written it
        return shows
    locale = reading.brief.words.locale.replace("-", "_")
    marks = {",": get_group_symbol(locale), ".": get_decimal_symbol(locale)}
    shows = re.sub(r"(?<=\d)[.,](?=\d)", lambda mark: marks[mark[0]], shows)
    pattern = Locale.parse(locale).percent_formats[None].pattern
    return re.sub(r"([\d.,\s]*\d)%", lambda share: re.sub("[#,0.]+", share[1], pattern), shows)


def _whole(reading: Reading, name: str, number: Number, text: str) -> str:
    """Give the words of *text* around *number* for which the fact *name* stands: with `million`
    where it shows as much, and with those before and behind that it shows, too.
    """
    shows = _show(reading, name)
    start, end = number.start, number.end
    own = next(iter(reading.numbers.find_all(shows)), None)
    if own is None:
        return number.text
    if number.power_end and own.amounts[0].value == number.amounts[0].value:
        end = number.power_end
    before, behind = shows[: own.start].split(), shows[max(own.power_end, own.end) :].split()
    if before and (match := re.search(rf"(?<!\w){_spaced(before)}\s*$", text[:start])):
        start = match.start()
    if behind and (match := re.match(rf"\s*{_spaced(behind)}(?!\w)", text[end:])):
        end += match.end()
    return text[start:end]


def _spaced(parts: list[str]) -> str:
    return r"\s+".join(map(re.escape, parts))


def _finding(reading: Reading, text: Text, typed: str, name: str) -> Finding:
    exact = re.sub(r"\s+", " ", typed).strip()
    return Finding(
        text.where(exact) if len(exact.split()) > 2 else text.line_of(exact),
        f"`{shown(exact)}` is typed by hand, and is the fact `{name}`",
        f"write {{{{ facts.{name} }}}} in place of `{shown(exact)}`; it prints "
        f"`{shown(_as_printed(reading, name))}`",
    )
