"""A unit, or a date, is written in two ways.

Why: a reader asks whether `$320 million` and `US$1.4 billion` are of one currency; and a text that
was written by several people looks like it.

Mend: choose one way and keep to it in the running text; tables, charts and brackets may have signs
where the text has words.
"""

import re
from collections.abc import Iterator, Mapping

from ...model.problems import Severity
from ..evidence.numbers import any_of
from ..evidence.texts import Reading, Text, shown
from ..table import Finding

SEVERITY: Severity = "warning"
_RUNNING = ("paragraph", "item", "message", "action", "event")
"""Texts that are read one after another."""
_DIGITS = r"(?<![\w.,/-])\d[\d.,]*(?<=\d)"
_MEASURES = r"(?:km|cm|mm|kg|km²|ha|[kMG]Wh?|км|га|кг|[МГ]Вт)(?![\w²/])"
_MONEY = ("US$", "R$", "A$", "C$", "$", "€", "£", "¥")
_DATE = r"(?<![\w./-])\d{1,2}([./])\d{1,2}\1(?:19|20)\d\d(?![\w/-])"
_SIGNS = {
    "of space": (rf"{_DIGITS}{_MEASURES}", rf"{_DIGITS}\s{_MEASURES}"),
    "of a share": (rf"{_DIGITS}%", rf"{_DIGITS}[ \u00a0\u202f]%"),
    "of a year": (r"(?<!\d)\d{4}гг?\.", r"(?<!\d)\d{4}\sгг?\."),
    **{
        f"of space behind {sign}": (
            rf"(?<![^\W\d_]){re.escape(sign)}\d[\d.,]*(?<=\d)",
            rf"(?<![^\W\d_]){re.escape(sign)}\s\d[\d.,]*(?<=\d)",
        )
        for sign in _MONEY
    },
    "of a currency": (r"US\$\s?\d[\d.,]*(?<=\d)", r"(?<![^\W\d_])\$\s?\d[\d.,]*(?<=\d)"),
}


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find in the running text the way that is met less often of two; the later of as many."""
    texts = [text for text in reading.texts if text.kind in _RUNNING]
    for ways in _pairs(reading).values():
        met = [
            [(text, match[0]) for text in texts for match in re.finditer(way, _bare(text))]
            for way in ways
        ]
        if all(met):
            rare, usual = sorted(met, key=len)
            if len(rare) == len(usual) and _is_before(texts, rare[0][0], usual[0][0]):
                rare, usual = usual, rare
            (text, one), (_, other) = rare[0], usual[0]
            yield Finding(
                text.line_of(one),
                f"`{shown(one)}` is written in one way, and `{shown(other)}` in another",
                "write both in the same way",
            )


def _bare(text: Text) -> str:
    """Blank out what stands in brackets, where signs are usual: `(case fatality 1.1 %)`."""
    return re.sub(r"\([^()]*\)", " ", text.typed)


def _is_before(texts: list[Text], one: Text, other: Text) -> bool:
    """Whether *one* of *texts* is read before the *other*."""
    return texts.index(one) <= texts.index(other)


def _pairs(reading: Reading) -> Mapping[str, tuple[str, str]]:
    """The pairs of ways that are looked for, each a regular expression."""
    words = reading.brief.words.checks
    per_cent = "|".join(f"(?:{word})" for word in words.units.get("%", ()))
    pairs = dict(_SIGNS)
    if (reading.brief.fields.language or "").partition("-")[2] not in ("", "US"):
        del pairs["of a currency"]  # `$` may be that of the country, beside `US$`
    if per_cent:
        pairs["per cent"] = (rf"{_DIGITS}\s?%", rf"(?i:{_DIGITS}\s(?:{per_cent})(?!\w))")
    if words.months:
        month = any_of(words.months)
        pairs["of a date"] = (
            _DATE,
            rf"(?i:\b\d{{1,2}}\S{{0,2}}\s(?:[^\W\d]{{2}}\s)?{month}(?!\w))",
        )
    by_power: dict[int, list[str]] = {}
    for word, power in words.powers.items():
        by_power.setdefault(power, []).append(word)
    for power, several in by_power.items():
        short = [word for word in several if 1 < len(word) < 4]
        long = [word for word in several if len(word) > 5]
        if power > 6 and short and long:
            ways = [rf"(?i:{_DIGITS}\s?{any_of(part)}(?!\w))" for part in (short, long)]
            pairs[str(power)] = ways[0], ways[1]
    return pairs
