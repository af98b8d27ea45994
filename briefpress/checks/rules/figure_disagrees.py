"""A sentence that names a figure or a table says another number than stands there.

Why: a reader looks from the sentence to the figure, finds two numbers, and believes neither.

Mend: see which one is right. A number that is written once, as a fact with `from:` and the cell,
cannot differ.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ...model.brief import Brief
from ...model.problems import Severity
from ...model.walk import Step
from ..evidence.grids import NumberGrid, find_grids
from ..evidence.numbers import Number, is_misprint
from ..evidence.texts import NEAR, Reading, Text, split, words
from ..table import Finding

SEVERITY: Severity = "warning"
_UNREAD = ("fact", "alt", "source", "cell", "label", "quotation", "caption")
_TELLING = 3
"""Digits, but for the zeros at its end, of which a misprint makes no other number."""
_APART = Decimal("0.5"), Decimal(2)
"""How far two numbers of one row may be from each other, and be meant for one."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Compare the numbers of each sentence that names one figure or table with its rows."""
    grids = {grid.path[:2]: grid for grid in find_grids(reading)}
    named = [
        (re.compile(rf"(?<![^\W_]){re.escape(word)}[ \u00a0]?{number}(?!\d)", re.IGNORECASE), grid)
        for word, number, grid in _numbered(reading.brief, grids)
    ]
    facts = _facts(reading)
    for text in reading.texts if named else ():
        if text.kind in _UNREAD:
            continue
        for sentence in split(text.text, reading.brief):
            those = [(match, grid) for name, grid in named if (match := name.search(sentence))]
            if len(those) == 1:
                match, grid = those[0]
                yield from _compare(reading, text, sentence, match.start(), grid, facts)


def _numbered(
    brief: Brief, grids: Mapping[tuple[Step, ...], NumberGrid]
) -> Iterator[tuple[str, int, NumberGrid]]:
    """How prose calls each figure and table that has rows: its word, and its number."""
    for (kind, name), number in brief.numbers.items():
        grid = grids.get((kind, name))
        if grid is not None:
            block = getattr(brief.fields, kind)[name]
            yield brief.words.words[f"{block.numbered}_in_text"], number, grid


def _facts(reading: Reading) -> list[Number]:
    """The numbers of all facts: these are compared by fact-disagrees."""
    finder = reading.numbers
    of_facts = (text.text for text in reading.texts if text.kind == "fact")
    values = (str(one.value) for one in reading.brief.fields.facts.values() if one.value)
    return [number for text in (*of_facts, *values) for number in finder.find_all(text)]


def _compare(
    reading: Reading, text: Text, sentence: str, at: int, grid: NumberGrid, facts: Sequence[Number]
) -> Iterator[Finding]:
    numbers = [*reading.numbers.find_typed(sentence)]
    cells = [
        (cell, row, n)
        for row, those in enumerate(grid.cells)
        for n, cell in enumerate(those)
        if cell and n  # the first one says which row it is
    ]
    unknown = [
        number
        for number in numbers
        if not any(cell.is_near(number, *grid.powers[n]) for cell, _, n in cells)
        and not any(number.readings & one.readings for one in facts)
        and not grid.derives(number)
    ]
    rows = _named_rows(sentence, grid)
    if len(unknown) != 1 or len(rows) > 1:
        return
    (number,) = unknown
    meant = [(cell, row, n) for cell, row, n in cells if not rows or row in rows]
    if not _counts_the_same(reading, sentence, number, grid):
        return
    others = [one for one in numbers if one is not number]
    misprints = [
        one
        for one in meant
        if is_misprint(number.digits, one[0].digits) and number.significant_digits >= _TELLING
    ]
    is_beside = len(words(sentence[number.end : at])) <= NEAR
    if len(misprints) != 1 and rows:
        misprints = [
            one
            for one in meant
            if any(
                b and _APART[0] <= a.scaleb(-power) / b <= _APART[1]
                for power in {0, *grid.powers[one[2]]}
                for a in number.readings
                for b in one[0].readings
            )
        ]
        is_beside = len(meant) == 1 and not others
    if len(misprints) == 1 and is_beside:
        cell, row, _ = misprints[0]
        label = grid.rows[row][0]
        yield Finding(
            text.line_of(number.text),
            f"the text says {number.text}, and `{grid.name}` has {cell.text} in the row `{label}`",
            "correct one of the two",
        )


def _named_rows(sentence: str, grid: NumberGrid) -> list[int]:
    """The rows whose first cell, a year or a name, stands in *sentence*."""
    rows = []
    for n, row in enumerate(grid.rows):
        label = row[0].strip()
        if len(label) > 1 and re.search(
            rf"(?<![^\W_]){re.escape(label)}(?![^\W_]|[.,]\d)", sentence, re.IGNORECASE
        ):
            rows.append(n)
    return rows


def _counts_the_same(reading: Reading, sentence: str, number: Number, grid: NumberGrid) -> bool:
    """Whether the words behind *number* are among those of the figure, and its unit is theirs."""
    about = " ".join([grid.about, *grid.heads])
    units = reading.numbers.units_of(about)
    if number.unit and units and number.unit not in units:
        return False
    after = reading.stems(" ".join(words(sentence[number.end :])[:NEAR]))
    return bool(after & reading.stems(about)) or bool(number.unit and number.unit in units)
