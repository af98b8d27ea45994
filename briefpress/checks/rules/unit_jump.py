"""A number is a thousand times, or a thousandth of, what an edition said, in the same unit.

It is told of the facts, and of columns of data that jumped as a whole: 2,360 people became 2.36, or
per cents parts of one.

Why: who updates figures from another file takes over its unit with them, thousands for millions.

Mend: write the number in the unit of before; or change `unit:`, the label, the head or the caption
with it: `people, in thousands`.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model.blocks.facts import Fact
from ...model.cells import NUMERIC, Column, DataTable
from ...model.problems import Place, Severity
from ..evidence.grids import find_grids
from ..evidence.numbers import Number, write_digits
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"
_JUMPS, _OF_SHARES = (3, 6, 9), (2,)
"""Powers of ten between units: thousands, millions; and between per cents and parts of one."""
_NEAR = Decimal("0.5"), Decimal(2)
"""How much more a number may have changed itself, and be meant for the old one."""
_ROWS = 3
"""Rows of a column that have jumped, at least, and no other may have stayed."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Compare facts, and columns of data, with those of the last edition."""
    if reading.past is None:
        return
    for name, fact in reading.brief.fields.facts.items():
        was = reading.past.facts[0].get(name, "")
        if fact.value and (power := _jump_of_fact(reading, name, fact, was)):
            field = "from" if fact.cell else "value"
            yield Finding(
                reading.brief.place("facts", name, field),
                f"the fact `{name}` is {write_digits(fact.value)}, and was {was} in the last "
                f"edition: {_times(power)} that",
                "write it in the unit of before, or name the new one in `unit:` or `label:`",
            )
    grids = {grid.name: grid for grid in find_grids(reading)}
    old_data = reading.past.read_data() if grids.keys() & reading.brief.data.keys() else {}
    for name, grid in grids.items():
        old, new = old_data.get(name), reading.brief.data.get(name)
        if old is None or new is None:
            continue
        for n, column in enumerate(new.columns):
            power = _jump_of_column(old, new, column)
            if power and not _is_said(grid.powers[n], power):
                yield Finding(
                    Place(grid.places[0].file, 1),
                    f"the numbers under `{column.head}` are {_times(power)} those of the last "
                    "edition",
                    "write them in the unit of before, or name the new one in the head or the "
                    "caption",
                )


def _times(power: int) -> str:
    number = f"{10 ** abs(power):,}"
    return f"{number} times" if power > 0 else f"a part in {number} of"


def _is_said(powers: frozenset[int] | set[int], power: int) -> bool:
    """Whether a text says that its numbers are to be multiplied, as they are a part of before."""
    return power < 0 and any(powers)


def _jump_of_fact(reading: Reading, name: str, fact: Fact, was: str) -> int:
    """By which power of ten *fact* has jumped since it read *was*; nought where it has not."""
    finder = reading.numbers
    old = [*finder.find_all(was)]
    label = next((text.text for text in reading.texts if text.path == ("facts", name, "label")), "")
    if len(old) != 1 or fact.value is None or any(True for _ in finder.find_ratios(was)):
        return 0
    now = _read(reading, name, label, old[0].unit)
    jumps = _OF_SHARES if old[0].unit == "%" else _JUMPS
    powers = [_jump(_as_printed(old[0], reading), other, jumps) for other in now]
    if not powers or not all(powers) or len({*powers}) != 1:
        return 0
    return 0 if _is_said(finder.powers_of(label), powers[0]) else powers[0]


def _as_printed(number: Number, reading: Reading) -> Decimal:
    """The value of a number as a page of the language has it: 2,360 is no 2.36 in English."""
    from babel.numbers import get_group_symbol

    sign = get_group_symbol(reading.brief.words.locale.replace("-", "_"))
    return max(number.readings) if sign in number.text else min(number.readings)


def _read(reading: Reading, name: str, label: str, unit: str) -> set[Decimal]:
    """The values that the number of *fact* may have as a sentence prints it, with the power of ten
    in its unit; none where it prints no number, or several, or one in another *unit*.
    """
    fact = reading.brief.fields.facts[name]
    finder, shows = reading.numbers, fact.show
    assert fact.value is not None
    text = f"{write_digits(abs(fact.value))} {fact.unit or ''}"
    if shows is not None:
        text = next((t.text for t in reading.texts if t.path == ("facts", name, "show")), "")
    numbers = [*finder.find_all(text)]
    if len(numbers) != 1 or numbers[0].unit != unit:
        return set()
    values = {*numbers[0].readings}
    if shows is not None:
        values = {_as_printed(numbers[0], reading)}
    scaled = {one.scaleb(power) for one in values for power in finder.powers_of(label)}
    return values | scaled


def _jump(before: Decimal, now: Decimal, jumps: Sequence[int]) -> int:
    """The power of ten of *jumps* that lies between two numbers; nought where none does."""
    if not before or not now:
        return 0
    for power in (*jumps, *(-one for one in jumps)):
        if _NEAR[0] <= abs(now / before).scaleb(-power) <= _NEAR[1]:
            return power
    return 0


def _jump_of_column(old: DataTable, new: DataTable, column: Column) -> int:
    """By which power of ten the numbers of *column* of *new* have jumped since *old*, in the rows
    that both have; nought where they have not, or not all.
    """
    before = next((one for one in old.columns if one.head == column.head), None)
    if before is None or column.kind not in NUMERIC or before.kind != column.kind:
        return 0
    if before.unit != column.unit:
        return 0
    rows = {row[0]: n for n, row in enumerate(old.rows)}
    jumps = _OF_SHARES if column.kind == "percent" else _JUMPS
    powers = [
        _jump(Decimal(str(was)), Decimal(str(value)), jumps)
        for row, value in zip(new.rows, column.values, strict=True)
        if isinstance(value, int | float)
        and row[0] in rows
        and isinstance(was := before.values[rows[row[0]]], int | float)
        and value
        and was
    ]
    return powers[0] if len(powers) >= _ROWS and len({*powers}) == 1 else 0
