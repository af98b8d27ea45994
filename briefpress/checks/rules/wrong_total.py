"""A row Total is not the sum of the rows above it.

Why: a reader who adds up the column finds another number, and believes neither.

Mend: see which number is wrong. Where the sum differs for a reason, say so in the `note:` of the
table, or with a mark behind Total: numbers are rounded, people are counted in several rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...model.brief import Vocabulary
from ...model.cells import Column
from ...model.problems import Place, Severity
from ...model.text import plain
from ..evidence.numbers import NumberFinder, any_of, write_digits
from ..evidence.texts import Reading
from ..evidence.typed_tables import find_typed_tables
from ..table import Finding

SEVERITY: Severity = "warning"
_SMALLER, _LARGER, _NEAR_SHARE = Decimal("0.9"), Decimal("1.4"), 10
"""How far a total may be from the sum: beyond it, it counts something else; a smaller one may lack
a row as well. Shares: by points."""
_SURE = 2
"""Rows that are added up right, at least, where their head alone says that they are sums."""
_CORRECT = "correct one of them, or say in the table's `note:` why they differ"
_NOTHING = frozenset("-–—−―") | {"--", "0"}
_ROUNDED = Decimal("0.02")
"""Part of a sum that its numbers lose at most where they are rounded to tens or thousands."""
_MARKED = re.compile(r"[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]|\[\d{1,2}\]")
_INDENT = re.compile(r"[-–—•·▪└>](?!\d)")
_Values = Sequence[Decimal | None]


@dataclass(frozen=True)
class _Cells:
    """A column of numbers."""

    head: str
    texts: Sequence[str]
    readings: Sequence[_Values]
    """The values that its cells may have, in one reading of them or in two."""
    is_share: bool
    """Whether it counts per cents: these add up to a hundred, or to nothing."""
    is_rounded: bool
    """Whether its numbers are parts of a larger unit: millions, dollars, kilometres."""


@dataclass(frozen=True)
class _Table:
    labels: Sequence[str]
    columns: Sequence[_Cells]
    places: Sequence[Place]


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Compare each row Total of the tables that are printed with the rows above it."""
    words = reading.brief.words.checks
    rows = _Rows(words)
    for table in _tables(reading):
        yield from _wrong_totals(table, rows)
        yield from _wrong_sums_of_rows(table, rows)


class _Rows:
    """Tells rows by their labels: which add up others, which are parts of others."""

    def __init__(self, words: Vocabulary) -> None:
        totals = any_of(words.totals)
        self.is_total = words.is_total
        self._totals = re.compile(rf"(?:{totals})(?![^\W_])", re.IGNORECASE)
        self._part = re.compile(rf"\W*(?:{any_of(words.parts_of_others)})(?![^\W_])", re.IGNORECASE)

    def adds_up(self, label: str) -> bool:
        """Whether it may: `Total North` does, `Total population` does not."""
        return self._totals.match(label) is not None

    def is_part(self, label: str) -> bool:
        """Whether a row is a part of another one: `of which women`, `– women`."""
        return bool(self._part.match(label) or _INDENT.match(label))


# ---------------------------------------------------------------------------------------------
# Tables


def _tables(reading: Reading) -> Iterator[_Table]:
    brief, finder = reading.brief, reading.numbers
    explained = re.compile("|".join(brief.words.checks.sums_explained) or "(?!)", re.IGNORECASE)
    for path, block, name in reading.placed_data:
        data = reading.printed_table(block)
        note, caption = getattr(block, "note", None), getattr(block, "caption", None)
        if data is None or not brief.is_printed(path):
            continue
        if note and explained.search(plain(note.html)):
            continue
        folder = brief.place(*path).file.rpartition("/")[0]
        about = plain(caption.html) if caption else ""
        yield _Table(
            [_label(row) for row in data.rows],
            [_of_file(column, finder, about) for column in data.columns],
            [Place(f"{folder}/{name}", line) for line in data.lines],
        )
    for table in find_typed_tables(reading):
        if explained.search(table.note) or any(len(r) != len(table.heads) for r in table.rows):
            continue
        texts = [[cell.text for cell in row] for row in table.rows]
        columns = zip(table.heads, *texts, strict=True)
        yield _Table(
            [_label(row) for row in texts],
            [_typed(head, cells, finder) for head, *cells in columns],
            [row[0].place for row in table.rows],
        )


def _label(row: Sequence[str]) -> str:
    """The first cell of *row* that says anything."""
    return next((text.strip() for text in row if text.strip()), "")


def _of_file(column: Column, finder: NumberFinder, about: str) -> _Cells:
    values: _Values = [
        Decimal(repr(value)) if isinstance(value, int | float) else None for value in column.values
    ]
    if column.kind not in ("number", "percent", "money"):
        values = [None] * len(column.texts)
    units = finder.units_of(column.head)
    is_share = column.kind == "percent" or "%" in units
    powers = finder.powers_of(f"{column.head} {about}")
    is_rounded = column.kind == "money" or bool(units or powers)
    return _Cells(column.head, column.texts, [values], is_share, is_rounded)


def _typed(head: str, texts: Sequence[str], finder: NumberFinder) -> _Cells:
    numbers = [finder.read_cell(text) for text in texts]
    signs = [-1 if re.match(r"\s*[-−–(]\s?\D?\d", text) else 1 for text in texts]
    units = {one.unit for one in numbers if one} - {""} | finder.units_of(head)
    readings = [
        [sign * choose(one.readings) if one else None
         for one, sign in zip(numbers, signs, strict=True)]
        for choose in (max, min)
    ]  # fmt: skip
    is_rounded = bool(units or finder.powers_of(" ".join([head, *texts])))
    return _Cells(head, texts, readings, "%" in units, is_rounded)


# ---------------------------------------------------------------------------------------------
# Sums


def _wrong_totals(table: _Table, rows: _Rows) -> Iterator[Finding]:
    """Find the rows Total that are no sum, where one column alone or several together say so."""
    adders = [n for n, label in enumerate(table.labels) if rows.adds_up(label)]
    for at in adders:
        label = table.labels[at]
        if not rows.is_total(label) or _MARKED.search(label):
            continue
        filled = [n for n in range(at) if any(column.texts[n].strip() for column in table.columns)]
        ways = _ways(table.labels, [n for n in adders if n < at], filled, rows)
        comparisons = [_compare(column, ways, at) for column in table.columns]
        is_sum = any(is_right for is_right, _ in comparisons)
        for column, (_, whole) in zip(table.columns, comparisons, strict=True):
            if whole is not None and (
                (is_sum or len(ways) == 1) and _is_meant(column, whole, at, is_sum=is_sum)
            ):  # fmt: skip
                yield Finding(
                    table.places[at],
                    f"`{label}` under `{column.head}` is {column.texts[at]}, and the rows above it "
                    f"add up to {_write(whole, column.texts[at])}",
                    _CORRECT,
                )


def _wrong_sums_of_rows(table: _Table, rows: _Rows) -> Iterator[Finding]:
    """Find the cells under a head Total that are not the sum of those before them, as most are."""
    heads = [column.head for column in table.columns]
    across = [
        _Cells(
            table.labels[n],
            [column.texts[n] for column in table.columns],
            [[column.readings[one % len(column.readings)][n] for column in table.columns]
             for one in range(2)],
            any(column.is_share for column in table.columns),
            any(column.is_rounded for column in table.columns),
        )
        for n in range(len(table.labels))
    ]  # fmt: skip
    for at, head in enumerate(heads):
        if not rows.is_total(head):
            continue
        adders = [n for n in range(at) if rows.adds_up(heads[n])]
        counting = [n for n in range(at) if any(table.columns[n].readings[0])]
        ways = _ways(heads, adders, counting, rows)
        comparisons = [_compare(row, ways, at) for row in across]
        wrong = [(n, whole) for n, (_, whole) in enumerate(comparisons) if whole is not None]
        if sum(is_right for is_right, _ in comparisons) >= max(_SURE, len(wrong)):
            for n, whole in wrong:
                typed = across[n].texts[at]
                yield Finding(
                    table.places[n],
                    f"`{head}` of `{table.labels[n]}` is {typed}, and the cells before it add up "
                    f"to {_write(whole, typed)}",
                    _CORRECT,
                )


def _ways(
    labels: Sequence[str], adders: Sequence[int], before: Sequence[int], rows: _Rows
) -> list[Sequence[int]]:
    """The rows that a total may add up, of those *before* it: all, its own block, the totals of
    blocks. The likeliest comes first.
    """
    single = [n for n in before if n not in adders]
    whole = [n for n in single if not rows.is_part(labels[n])]
    block = [n for n in whole if not adders or n > adders[-1]]
    ways = [block, [*adders, *block], whole, single] if adders else [whole, single]
    return [way for n, way in enumerate(ways) if len(way) > 1 and way not in ways[:n]]


def _compare(column: _Cells, ways: Sequence[Sequence[int]], at: int) -> tuple[bool, Decimal | None]:
    """Whether the total in the row *at* is right in one of *ways*; where it is in none, the sum of
    the likeliest; None where nobody can tell.
    """
    if _MARKED.search(column.texts[at]):
        return False, None
    for values in column.readings:
        for way in ways:
            parts, total = [one for n in way if (one := values[n]) is not None], values[at]
            if total is not None and len(parts) > 1:
                whole = sum(parts, Decimal())
                if abs(total - whole) <= _slack([*parts, total], column, whole):
                    return True, None
    values = column.readings[0]
    total, likeliest = values[at], next(iter(ways), ())
    is_known = all(values[n] is not None or column.texts[n].strip() in _NOTHING for n in likeliest)
    parts = [one for n in likeliest if (one := values[n]) is not None]
    if total is None or not is_known or len(parts) < 2 or min(parts) <= total <= max(parts):
        return False, None  # a part is not known, or it is a mean
    return False, sum(parts, Decimal())


def _slack(numbers: Sequence[Decimal], column: _Cells, whole: Decimal) -> Decimal:
    """How far a total may be from the sum of *numbers*, each of which was rounded."""
    exponents = [int(one.normalize().as_tuple().exponent) for one in numbers if one]
    step = min(exponents, default=0)
    most = Decimal(1).scaleb(step) * len(numbers) / 2
    if step < 0 or (step == 0 and (column.is_rounded or column.is_share)):
        return most
    return min(most, abs(whole) * _ROUNDED) if step > 0 else Decimal(0)


def _is_meant(column: _Cells, whole: Decimal, at: int, *, is_sum: bool) -> bool:
    """Whether the total in the row *at* is meant to be *whole*: one of people or partners who are
    counted in several rows is smaller, and that of a table of some rows larger.

    *is_sum*: whether the totals of other columns are sums, so that no row is left out.
    """
    total = column.readings[0][at]
    if not total or not whole or (total < 0) != (whole < 0):
        return False
    if column.is_share:
        is_all = total == 100 or (is_sum and whole == 100)
        return is_all and abs(whole - total) <= _NEAR_SHARE
    if abs(total) > abs(whole):
        is_near = is_sum or total / whole <= _LARGER
    else:
        is_near = total / whole >= _SMALLER or whole - total in column.readings[0][:at]
    return is_near or _has_the_digits(write_digits(abs(total)), write_digits(abs(whole)))


def _has_the_digits(one: str, other: str) -> bool:
    """Whether two numbers have the same digits, in another order or before more zeros."""
    return sorted(one) == sorted(other) or one.rstrip("0") == other.rstrip("0")


def _write(whole: Decimal, like: str) -> str:
    """Write a sum with as many decimals as it has, and thousands divided as in *like*."""
    digits = f"{abs(whole.normalize()):f}"
    number, _, decimals = digits.partition(".")
    sign = re.search(r"\d([,.'’ \u00a0\u202f\u2009])\d{3}(?!\d)", like)
    if sign:
        number = f"{int(number):,}".replace(",", sign[1])
    point = "," if re.search(r",\d{1,2}(?!\d)", like) or (sign and sign[1] == ".") else "."
    return ("−" if whole < 0 else "") + number + (f"{point}{decimals}" if decimals else "")
