"""A number has the marks of another language: `120,000` where thousands have a point; or other
digits than the page prints: `٢٠٣٠` beside 2030; or thousands are divided in two ways.

Why: a reader takes `120,000` for 120 and `20.9` for 209, and the next number, which is right, for
wrong.

Mend: write it as the language of the brief does; where its readers write so, name their country,
`language: es-MX`; where they have such digits, say `numerals: native`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from ...model.brief import Language
from ...model.problems import Severity
from ...model.text import Year
from ..evidence.numbers import any_of
from ..evidence.texts import Reading, Text, shown
from ..table import Finding

SEVERITY: Severity = "warning"
_THOUSAND = 1000
_RUNNING = ("paragraph", "item", "message", "action", "event", "title", "standfirst")
_BEGINS = r"(?<![\w.,/:§–-])"
_MEASURES = r"%|(?:km|cm|mm|kg|km²|m²|m³|ha|mg|t|m|l|[kMG]Wh?|°C|M[$€]|Mio|Mrd|Md)(?![\w²³/])"
"""Units behind a fraction. Not hours: `9.40 h` is a time."""
_MONEY = r"(?<=[$€£¥])"
_ENDS = r"(?![\w/-]|[.,:]\d)"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the first number with such thousands, with such a fraction, in such digits."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    yield from _find_digits(reading)
    locale = reading.brief.words.locale.replace("-", "_")
    point, group = get_decimal_symbol(locale), get_group_symbol(locale)
    yield from _find_two_ways(reading, group)
    if point not in (",", "."):
        return
    other = ",."[point == ","]
    yield from _find_facts(reading, point, other)
    ways = (_thousands(reading, point), _fraction(reading, other))
    for way, wrong, right in zip(ways, (point, other), (group, point), strict=True):
        if met := _find_all(way, reading):
            typed, text = [*met.items()][-1]
            yield Finding(
                text.line_of(typed),
                f"`{shown(typed)}` has the marks of another language{_more(met)}",
                f"write `{typed.replace(wrong, right)}`"
                + _say_language(reading.brief.language, reading.brief.words, point),
            )


def _find_two_ways(reading: Reading, group: str) -> Iterator[Finding]:
    """Find the first number whose thousands are not divided by *group*, the sign of the language,
    but as others do, where some are: `812 000` beside `395,000`.
    """
    by_space = r"[ \u00a0\u202f]"
    sign = by_space if group.isspace() else re.escape(group)
    other = r"\." if group.isspace() else by_space
    counts = r"(?=\s[^\W\d_]{2})"
    thousands = rf"{_BEGINS}(?<![\d+)]\s)[1-9]\d{{0,2}}(?:%s\d{{3}})+{counts}"
    cell = rf"[-\u2212]?[1-9]\d{{0,2}}{other}\d{{3}}(?:[.,]\d{{1,2}})?"
    cells = (one for one in reversed(reading.texts) if one.kind == "cell")
    met = {}
    if not group.isspace():  # of 1.240 in a cell nobody knows whether it is a thousand
        met = {typed: one for one in cells if re.fullmatch(cell, typed := one.typed.strip())}
    met |= _find_all(_amounts(reading) + thousands % other, reading)
    found = _find_all(_amounts(reading) + thousands % sign, reading) if met else {}
    others = [*reversed(found), *_print_others(reading, group)] if met else []
    if others:
        typed, text = [*met.items()][-1]
        yield Finding(
            text.line_of(typed),
            f"thousands are divided in two ways, `{shown(typed)}` and `{shown(others[0])}`",
            f"write `{re.sub(other, ' ' if group.isspace() else group, typed)}`",
        )


def _print_others(reading: Reading, group: str) -> Iterator[str]:
    """Write the numbers that the page divides by *group* itself: of facts, of data files."""
    brief = reading.brief
    facts = [one.value for one in brief.fields.facts.values() if one.show is None]
    numbers = [one for one in facts if one is not None and not isinstance(one, Year)]
    cells = [
        value
        for table in brief.data.values()
        for column in table.columns
        if column.kind in ("number", "money")
        for value in column.values
        if isinstance(value, int | float)
    ]
    for number in (*map(float, numbers), *cells):
        if abs(number) >= _THOUSAND:
            yield f"{int(abs(number)):,}".replace(",", group)


def _amounts(reading: Reading) -> str:
    """The pattern of the place of a number that counts: not behind `Table` or `May`."""
    words = reading.brief.words.checks
    names = {word.casefold() for word in (*words.numbered, *words.months)}
    return r"(?=\d)" + "".join(rf"(?<!(?i:\b{re.escape(name)})\s)" for name in sorted(names))


def _find_facts(reading: Reading, point: str, other: str) -> Iterator[Finding]:
    """Find the facts that read in the marks of another language than the one of the brief: those of
    the house are written once for all languages.
    """
    for text in reading.texts:
        if text.kind != "fact":
            continue
        name, field = str(text.path[1]), text.path[-1]
        value = reading.brief.fields.facts[name].value
        for typed in re.findall(r"(?<![\w.,])\d+(?:[.,]\d+)+(?!\w)", text.typed):
            if value is not None and _read(typed, other) == abs(value) != _read(typed, point):
                yield Finding(
                    text.line_of(typed),
                    f"`{name}` reads `{typed}`, in the marks of another language",
                    f"leave `{field}:` out, or write the number in it as "
                    f"`{{{{ facts.{name}.value }}}}`: each language has its own marks then",
                )


def _read(typed: str, point: str) -> Decimal | None:
    """The number *typed*, of which a fraction stands behind *point*; None where it is none."""
    thousands = ",."[point == ","]
    plain = typed.replace(thousands, "").replace(point, ".")
    return Decimal(plain) if plain.count(".") < 2 else None


def _say_language(tag: str, words: Language, point: str) -> str:
    """Name a language or a region of it whose readers divide by another mark than *point*."""
    from babel.numbers import get_decimal_symbol

    main = tag.partition("-")[0]
    known = {main: main, **words.regions}
    others = [
        one
        for one, locale in known.items()
        if one in (main, locale) and one != tag
        and get_decimal_symbol(locale.replace("-", "_")) != point
    ]  # fmt: skip
    return f"; where its readers write as it is, say `language: {others[0]}`" if others else ""


def _find_digits(reading: Reading) -> Iterator[Finding]:
    """Find the first number in the digits of its script, where the page prints 0 to 9."""
    brief = reading.brief
    digits = brief.words.digits
    is_native = (brief.fields.numerals or brief.institute.numerals) == "native"
    if digits and not is_native and (met := _find_all(rf"[{digits}]+", reading)):
        typed, text = [*met.items()][-1]
        yield Finding(
            text.line_of(typed),
            f"`{typed}` has other digits than the page prints{_more(met)}",
            "write 0 to 9, or say `numerals: native` in brief.yaml, for all of them",
        )


def _find_all(way: str, reading: Reading) -> dict[str, Text]:
    """Find all that *way* matches in the running text, each with the text where it stands first;
    the first one is the last.
    """
    return {
        match[0]: text
        for text in reversed(reading.texts)
        if text.kind in _RUNNING
        for match in reversed([*re.finditer(way, _unquoted(text))])
    }


def _more(met: dict[str, Text]) -> str:
    return f", and {len(met) - 1} more" * (len(met) > 1)


def _thousands(reading: Reading, point: str) -> str:
    """The pattern of thousands that are divided by *point*, the mark of a fraction."""
    mark = re.escape(point)
    thousands = rf"[1-9]\d{{0,2}}(?:{mark}\d{{3}}){{2,}}{_ENDS}"
    if point == ",":  # where it is a point, 1.448 is too often the number of a law or a section
        thousands += rf"|[1-9]\d{{0,2}},\d{{3}}{_ENDS}(?!{_scaled(reading)})"
    else:  # two and more thousands of people, or of what has an English plural
        people = any_of(reading.brief.words.checks.people)
        thousands += rf"|[1-9]\d{{0,2}}\.\d{{3}}(?=[\s\u2060]?(?i:{people})(?!\w))"
        many = rf"(?:[2-9]|[1-9]\d{{1,2}})\.000(?=\s[a-z]{{3,}}s\b)(?!{_scaled(reading)})"
        thousands += f"|{_amounts(reading)}{many}"
    return f"{_BEGINS}(?:{thousands})"


def _fraction(reading: Reading, other: str) -> str:
    """The pattern of a fraction behind the mark *other*, of something that is measured."""
    number = rf"\d+{re.escape(other)}\d{{1,2}}(?!\d)"
    return rf"{_BEGINS}{number}(?={_scaled(reading)})|{_MONEY}{number}{_ENDS}"


def _scaled(reading: Reading) -> str:
    """The pattern of what stands behind an amount: a unit, a scale."""
    words = reading.brief.words.checks
    per_cent = "".join(f"|(?:{word})" for word in words.units.get("%", ()))
    return rf"[\s\u2060]?(?:{_MEASURES}|(?i:{any_of(words.powers)}{per_cent})(?!\w))"


def _unquoted(text: Text) -> str:
    """Blank out what somebody else has said: a number there stays as it was said."""
    return re.sub(r"[“«„][^“”«»„]*[”»“]", lambda match: " " * len(match[0]), text.typed)
