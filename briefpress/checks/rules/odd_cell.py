"""A cell says in words what the numbers of its column do not: `approx. 40`, `12 km`, `3.2k`; or
writes its decimals in another way: `1.9` under `1,5`; or the shares of a column are parts of one,
and its head says per cent; or a spreadsheet made a date of a range: `5-Sep` under `0-4`;
or a cell holds marks that a file has no use for: `CO~2~`, `<br>`.

Why: the reader compares it with the others; a chart and a fact cannot read it.

Mend: write the number alone, and what stands beside it in the head of the column or in `note:`; its
decimals behind the sign of the others.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from ...model.cells import NUMERIC, CellValue, Column, explain_number
from ...model.problems import Place, Severity
from ..evidence.numbers import any_of
from ..evidence.texts import Reading
from ..evidence.typed_tables import find_typed_tables
from ..table import Finding

SEVERITY: Severity = "warning"
_WORD = re.compile(r"[^\W\d_]")
_DECIMAL = re.compile(r"[-−+]?\d+([.,])(\d+)(?:\s?%)?")
_THREE = re.compile(r"[-−+]?\d+[.,]\d{3}(?:\s?%)?")
_PLAIN = re.compile(r"[-−+]?\d[\d.,\s]*")


_MARKS = (
    (re.compile(r"(?<=\w)~(\w{1,3})~"), "write the small figure itself, as in CO₂"),
    (re.compile(r"(?<=\w)\^([-\w]{1,3})\^"), "write the small figure itself, as in m²"),
    (re.compile(r"\*\*\S(?:[^*]*\S)?\*\*|</?(?:br|b|i|em|strong|su[bp]|span|p|a|div)\b[^<>]*>"),
     "write the words alone"),
    (re.compile(r"&(?:nbsp|amp|lt|gt|quot|#\d+);"), "write the sign itself"),
    (re.compile(r"\[[^\[\]]+\]\(https?:[^()\s]*\)|\[@[\w-]+[^\]]*\]"),
     "name the source in `source:` of the table, an address in its `note:`"),
)  # fmt: skip
"""Marks of Markdown and of HTML, which no page reads in a file of data, and what to do."""


def _marks_in_cells(reading: Reading) -> Iterator[Finding]:
    """Find the first cell, or head, of each file with a mark that is printed as it stands."""
    for pattern, hint in _MARKS:
        seen: set[str] = set()
        for cell, place in reading.printed_cells:
            match = pattern.search(cell)
            if match and place.file not in seen:
                seen.add(place.file)
                yield Finding(place, f"`{match[0]}` is printed as it stands in a file", hint)


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the cells with a number and words beside it, in columns of numbers of the tables that
    are placed: of a chart they are errors. `<5` and `1,204*` are told by a note of the table.
    """
    brief = reading.brief
    yield from _marks_in_cells(reading)
    for path, block, name in reading.placed_data:
        data = brief.data[name]
        if not brief.is_printed(path):
            continue
        folder = brief.place(*path).file.rpartition("/")[0]
        for column in data.columns:
            for row, text in _dates_among_ranges(column, brief.words.checks.months):
                yield Finding(
                    Place(f"{folder}/{name}", data.lines[row]),
                    f"`{text}` stands among ranges under `{column.head}`: a spreadsheet made a date"
                    " of one",
                    "write the range, as 5–9, and let the column be text in the spreadsheet",
                )
        printed = reading.printed_table(block)
        for column in printed.columns if printed else ():
            if column.kind not in NUMERIC or _has_many_units(column.texts):
                continue
            for fault in column.faults:
                text = column.texts[fault.row]
                beside = (
                    explain_number(text)
                    if _WORD.search(text)
                    else _explain_sign(text, column.point)
                )
                if beside and not (fault.is_never_right or fault.is_question):
                    yield Finding(
                        Place(f"{folder}/{name}", data.lines[fault.row]),
                        f"`{text}` stands among the numbers under `{column.head}`: {beside[0]}",
                        beside[1],
                    )
            if _are_parts_of_one(reading, column):
                yield Finding(
                    Place(f"{folder}/{name}", data.lines[0]),
                    f"the numbers under `{column.head}` are parts of one, and its head says per "
                    f"cent: {column.texts[0]} is {_as_per_cent(column.values[0])}%",
                    "multiply them by a hundred",
                )
    for table in find_typed_tables(reading):
        for head, *cells in zip(table.heads, *table.rows, strict=False):
            point = _point_of([cell.typed for cell in cells])
            for cell in cells if point else ():
                # Three digits behind it may be thousands.
                text = cell.typed
                if not _THREE.fullmatch(text) and (beside := _explain_sign(text, point)):
                    message = f"`{text}` stands among the numbers under `{head}`: {beside[0]}"
                    yield Finding(cell.place, message, beside[1])


def _dates_among_ranges(column: Column, months: Collection[str]) -> Iterator[tuple[int, str]]:
    """Find the cells of *column* that are a day and a month, or a month and a year, by row, where
    others are ranges, or have no end: `15-19`, `65+`.
    """
    if not any(_RANGE.fullmatch(text) for text in column.texts):
        return
    date = re.compile(
        rf"\d{{1,2}}[- .]{{1,2}}{any_of(months)}\.?|{any_of(months)}\.?[- ]\d{{2}}", re.IGNORECASE
    )
    for row, text in enumerate(column.texts):
        if date.fullmatch(text):
            yield row, text


_RANGE = re.compile(r"\d+\s?[-–]\s?\d+(?:\s\w+)?|[<>≥]\s?\d+|\d+\s?\+(?:\s\w+)?")
"""A range, as of ages; `2019-2020` and `<5` among them."""


def _are_parts_of_one(reading: Reading, column: Column) -> bool:
    """Whether shares under a head of per cents add up to 1, or to that and a total of it."""
    values = [one for one in column.values if isinstance(one, int | float)]
    if column.kind != "number" or "%" not in reading.numbers.units_of(column.head):
        return False
    is_last_whole = values[-1:] == [1.0]
    parts = values[:-1] if is_last_whole else values
    return (
        len(parts) > 1
        and len(values) == len(column.values)
        and all(0 <= one < 1 for one in parts)
        and abs(sum(parts) - 1) <= _ROUNDED * len(parts)
    )


_ROUNDED = 0.005
"""How far a share of two decimals is from what it was."""


def _as_per_cent(value: CellValue) -> str:
    return f"{100 * value:.10g}" if isinstance(value, int | float) else ""


def _point_of(texts: Sequence[str]) -> str:
    """Tell behind which sign most decimals of a typed column stand; empty where nothing tells, for
    three digits may be thousands.
    """
    decimals = [match for text in texts if (match := _DECIMAL.fullmatch(text))]
    signs = Counter(match[1] for match in decimals)
    return next(
        (
            sign
            for sign, count in signs.items()
            if 2 * count > len(decimals)
            and any(one[1] == sign and len(one[2]) != 3 for one in decimals)
        ),
        "",
    )


def _explain_sign(text: str, point: str) -> tuple[str, str] | None:
    """Say that the decimals of *text* stand behind another sign than *point*, and how to write
    it; None where they do not.
    """
    decimal = _DECIMAL.fullmatch(text)
    if decimal is None or decimal[1] == point:
        return None
    name = "a point" if point == "." else "a comma"
    return f"their decimals stand behind {name}", f"write {text.replace(decimal[1], point)}"


def _has_many_units(texts: Sequence[str]) -> bool:
    """Whether each row counts something of its own, as `61%`, `$88` and `−29.6 m`."""
    filled = [text for text in texts if text.strip()]
    return 2 * sum(_PLAIN.fullmatch(text.strip()) is not None for text in filled) < len(filled)
