"""A caption, or an alt text, names other years than the data of its chart or table have.

Why: who adds a year to the data leaves the old years over the chart, and a reader asks what the
last column is.

Mend: write the years that the data have; or leave the rows of other years out of the chart.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from ...model.blocks.figures import Figure, Plot
from ...model.cells import Column
from ...model.problems import Severity
from ..evidence.texts import Reading, Text
from ..table import Finding

SEVERITY: Severity = "warning"
_YEAR = r"(?:19|20)\d\d"
_ANY_YEAR = re.compile(rf"(?<![\d.,]){_YEAR}(?!\d)")
_PERIOD = re.compile(rf"(?<![\d.,–—-])({_YEAR})\s?[–—-]\s?({_YEAR}|\d\d)(?![\d–—-]|[.,]\d)")
_AT_END = re.compile(rf"[,，、(（]\s?({_YEAR})(?:\s?年)?\s?[)）]?[.。]?$")
_KINDS = ("year", "date", "quarter")
_FEW = 3
"""Rows, at least, whose years are all the same."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Compare the period that a caption names, `2021–2024`, or the year at its end, with the data
    under it.
    """
    for path, block, name in reading.placed_data:
        if not reading.brief.is_printed(path):
            continue
        table = reading.brief.data[name]
        if isinstance(block, Figure):
            if not isinstance(block.chart, Plot):
                continue
            _, table = block.chart.taken_from(table)
        times = [column for column in table.columns if column.kind in _KINDS]
        years = _years(times[0]) if len(times) == 1 else []
        texts = [text for text in reading.texts if text.path[:2] == path[:2]]
        named = {int(year) for text in texts for year in _ANY_YEAR.findall(text.text)}
        for text in texts if years else ():
            if text.kind not in ("alt", "caption"):
                continue
            if said := _contradicted(text, years, named):
                where = "the alt text" if text.kind == "alt" else "the caption"
                first, last = min(years), max(years)
                has = f"is of {first}" if first == last else f"goes from {first} to {last}"
                yield Finding(
                    text.line_of(said),
                    f"{where} says {said}, and `{name}` {has}",
                    "write the years of the data, or leave the other rows out",
                )


def _years(column: Column) -> Sequence[int]:
    """The years of *column*; none where a cell has none."""
    values = [value.year if isinstance(value, date) else value for value in column.values]
    return [one for one in values if isinstance(one, int)] if all(values) else []


def _contradicted(text: Text, years: Sequence[int], named: Collection[int]) -> str:
    """The period, or the year, of *text* that the *years* of the data contradict; empty where none
    does, or where the texts have *named* the year that would be missing.
    """
    first, last = min(years), max(years)
    periods = [*_PERIOD.finditer(text.typed)]
    if len(periods) == 1:
        begin = int(periods[0][1])
        end = (
            int(periods[0][2])
            if len(periods[0][2]) > 2
            else begin // 100 * 100 + int(periods[0][2])
        )
        goes_on = begin == first < end < last and last not in named
        begins_before = first < begin < end == last and first not in named
        return periods[0][0] if goes_on or begins_before else ""
    of_one = _AT_END.search(text.typed)
    is_other = first == last and len(years) >= _FEW and not {first} & {*named}
    if of_one and is_other and len(_ANY_YEAR.findall(text.typed)) == 1:
        return of_one[1]
    return ""
