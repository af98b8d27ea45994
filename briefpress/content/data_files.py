"""Turn a data file into a table whose columns are typed and whose rows know their line.

Additions of spreadsheets and databases around the data are recognised and left out: lines
above the heads, notes below the data, columns without anything, a row of HXL's tags, and what an
SDMX file says of itself.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..model.blocks.tables import Table
from ..model.brief import TextFile
from ..model.cells import Column, DataTable, is_missing
from ..model.problems import Place, Problems
from ..model.text import plain
from .numerals import UNSEEN, read_numeral

# The types of columns are imported where there are some: it takes 8 ms.
if TYPE_CHECKING:
    from .column_types import Habit

ROWS, COLUMNS = 20_000, 200
"""Size of a data file."""
WORKBOOKS = (".xlsx", ".ods")
"""How the names of workbooks end, which hold several sheets of data."""
_DIVIDERS = ",;\t|"


_UNSEEN = re.compile(f"[{UNSEEN}]")
Cells = tuple[str, ...]
"""A row of a file before it is known what it is for."""


def read_csv(
    file: TextFile, problems: Problems, most: int = ROWS, *, locale: str
) -> DataTable | None:
    """Read a CSV file, whatever divides its cells; None where there is nothing to read.

    *most*: rows that it may have. *locale*: in which its author is likely to write numbers.

    Problems: what is no CSV, ragged rows, columns without a head, dates that are none.
    """
    divider, text = find_divider(file.text)
    lines: Sequence[int]
    if '"' not in text:
        rows = [tuple(line.split(divider)) for line in text.split("\n", 2 * most)[: 2 * most]]
        lines = range(1, len(rows) + 1)
    else:
        reader = csv.reader(io.StringIO(text), delimiter=divider, strict=True)
        rows, lines = [], []
        try:
            for cells in islice(reader, 2 * most):
                rows.append(tuple(cells))
                lines.append(reader.line_num)
        except csv.Error as error:
            problems.error(
                Place(file.name, reader.line_num),
                f"this is not CSV: {error}",
                "check the quotation marks",
            )
            return None
    if '="' in text:  # so a spreadsheet is told to keep the zeros of ="0123"
        rows = [tuple(_KEPT.sub(r"\1", cell) for cell in cells) for cells in rows]
    if "-   " in text:
        rows = [tuple(_NOUGHT.sub("0", cell) for cell in cells) for cells in rows]
    edges = [f" {divider}", f"{divider} ", " \n", "\n ", "\t", "\u00a0", "\u202f"]
    edges += [' "', '" '] if '"' in text else []
    if text[:1] == " " or text[-1:] == " " or any(edge in text for edge in edges):
        rows = [tuple(map(str.strip, cells)) for cells in rows]
    return make_table(
        file.name, rows, lines, problems, habit=find_habit(divider, locale), most=most
    )


def decimal_point(locale: str) -> str:
    """The point or the comma before the decimals of numbers, as they are written in *locale*."""
    from babel import Locale
    from babel.numbers import get_decimal_symbol

    return "," if get_decimal_symbol(Locale.parse(locale, sep="-")) in ",\u066b" else "."


def find_habit(divider: str, locale: str) -> Habit:
    """How numbers are written in *locale*, in a file whose cells are divided by *divider*."""
    from babel import Locale
    from babel.dates import get_date_format
    from babel.numbers import get_group_symbol

    from .column_types import Habit

    signs = Locale.parse(locale, sep="-")
    # A comma is between the cells of America, whose dates begin with the month: it decides nothing.
    begins_with_day = get_date_format("short", signs).pattern.lstrip("\u200f'")[0] == "d"
    order = "day" if divider == ";" and begins_with_day else ""
    return Habit(divider, decimal_point(locale), get_group_symbol(signs), order)


_KEPT = re.compile(r'^="([^"]*)"$')
_NOUGHT = re.compile(r"^ (?:[^\w\s-]|[A-Z]{3} ?)?-   $")
"""0 in the comma style and the accounting formats of a spreadsheet, as it saves them."""


def find_divider(text: str) -> tuple[str, str]:
    """Tell what divides the cells of *text*; give it, and the text without a first line `sep=;`.

    That line says it, if there is one. Else it is the sign of which the lines have equally many;
    where two signs do, it is not the comma, which divides decimals there.
    """
    first, _, rest = text.partition("\n")
    if match := re.fullmatch(r'"?sep=(.)"?', first.strip(" "), re.IGNORECASE):
        return match[1], f"\n{rest}"
    lines = re.sub(r'"[^"]*"', "", text[:20_000]).splitlines()[:40]

    def fit(divider: str) -> tuple[int, bool, int]:
        counts = Counter(line.count(divider) for line in lines if divider in line)
        number, times = counts.most_common(1)[0] if counts else (0, 0)
        return times, divider != ",", number

    return max(_DIVIDERS, key=fit), text


def type_rows(tables: Mapping[str, Table]) -> Iterator[tuple[str, tuple[Column, ...]]]:
    """Type the columns of those of *tables* whose rows are written in place, as those of a file."""
    from .column_types import type_columns

    for name, table in tables.items():
        heads = [plain(head.html) for head in table.columns or ()]
        rows = [[plain(cell.html).strip() for cell in row] for row in table.rows or ()]
        if heads and rows and all(len(row) == len(heads) for row in rows):
            yield name, type_columns(heads, [*zip(*rows, strict=True)])


def make_table(
    name: str,
    rows: Sequence[Cells],
    lines: Sequence[int],
    problems: Problems,
    *,
    habit: Habit,
    most: int = ROWS,
) -> DataTable | None:
    """Make a table of the *rows* of the file *name*: find its heads, type its columns.

    *lines*: that on which each row ends. *habit*: how its author is likely to write numbers.

    Problems: no rows, too many; ragged rows, a column without a head, dates that are none.
    """
    from .column_types import type_columns

    if any(map(_UNSEEN.search, map("".join, rows))):
        rows = [tuple(cell.strip(f"{UNSEEN} ") for cell in cells) for cells in rows]
    begin = _count_preamble(rows)
    end = _find_end(rows, begin)
    remarks = tuple(
        (lines[number], ", ".join(filter(None, rows[number])))
        for number in range(end, len(rows))
        if rows[number] and _REMARK.match(rows[number][0])
    )
    kept = [number for number in range(begin, end) if any(rows[number])]
    rows, lines = [rows[number] for number in kept], [lines[number] for number in kept]
    if len(rows) > most + 1 or (rows and len(rows[0]) > COLUMNS):
        place = Place(name, lines[-1] if len(rows) <= most + 1 else lines[most + 1])
        problems.error(
            place,
            f"more than {most} rows or {COLUMNS} columns",
            "keep the rows that the page shows",
        )
        return None
    if len(rows) < 2:
        problems.error(Place(name), "no rows under the heads", "add a row, or delete the file")
        return None
    rows = _part_dimensions(rows)
    heads, first = _join_units(rows, *_join_heads(rows))
    heads = tuple("" if _UNNAMED.fullmatch(head) else head for head in heads)
    if len(rows) > first + 1 and _is_hxl(rows[first]):
        first += 1
    data = rows[first:]
    row_lines = tuple(lines[first:])
    where = _Lines(name, lines[0], row_lines, problems)
    whole_rows = _square(data, heads, habit.divider, where)
    columns = _name_columns(heads, whole_rows, where)
    if _is_sdmx([head for head, _ in columns]):
        columns = [*_read_sdmx(columns)]
    table = DataTable(
        type_columns([head for head, _ in columns], [texts for _, texts in columns], habit),
        row_lines,
        remarks,
    )  # fmt: skip
    for column in table.columns:
        for fault in column.faults:
            if fault.is_never_right:
                problems.error(where.row(fault.row), fault.message, fault.hint)
    return table


class _Lines(NamedTuple):
    """Where the rows of a file stand in it, and who is told of what is wrong with them."""

    name: str
    head: int
    """The line of the heads."""
    rows: Sequence[int]
    problems: Problems

    def row(self, number: int) -> Place:
        """The place of row *number*, from 0."""
        return Place(self.name, self.rows[number])


def _square(rows: Sequence[Cells], heads: Cells, divider: str, where: _Lines) -> Sequence[Cells]:
    """Give each of *rows* as many cells as there are *heads*; one with others is an error."""
    if {*map(len, rows)} == {len(heads)}:
        return rows
    width = len(_trim(heads))
    for number, row in enumerate(rows):
        cells = len(row)
        if width <= cells <= len(heads) or (cells > width and len(_trim(row)) <= len(heads)):
            continue
        which = "the first row" if where.head == 1 else f"line {where.head}"
        where.problems.error(
            where.row(number),
            f"{cells} cell{'s' * (cells != 1)}, {which} has {len(heads)}",
            f"put a cell in quotation marks where it holds a `{divider or ','}`",
        )
    return [_fill(row, len(heads)) for row in rows]


def _name_columns(
    heads: Cells, rows: Sequence[Cells], where: _Lines
) -> list[tuple[str, tuple[str, ...]]]:
    """Give each column with its head, but for empty ones; one without a head is a warning."""
    columns = []
    for number, (head, texts) in enumerate(zip(heads, zip(*rows, strict=True), strict=True), 1):
        if any(texts) or (head and not _NUMBERED.fullmatch(head)):
            columns.append((head, texts))
        if any(texts) and not head:
            where.problems.warning(
                Place(where.name, where.head),
                f"column {number} has no head",
                "write one above it, or delete the column",
            )
    return columns


_UNNAMED = re.compile(r"Unnamed: \d+(?:_level_\d+)?")
"""The head that pandas gives to a column without one."""
_NUMBERED = re.compile(r"(?:Column|Spalte|Colonne|Columna|Coluna|Столбец) ?\d+")
"""The head that a spreadsheet gives to a column of a table; nothing stands under a ghost."""


def _trim(cells: Cells) -> Cells:
    """Take the empty cells off the end."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _fill(cells: Cells, width: int) -> Cells:
    return cells if len(cells) == width else (*cells[:width], *("",) * (width - len(cells)))


# ---------------------------------------------------------------------------------------------
# What stands around the data

_ABOVE = 12
"""Lines above the heads, at most."""
_BELOW = 60
"""Lines of a legend, or of footnotes with their numbers, below the data, at most."""
_NOTE = re.compile(
    r"(?:sources?|notes?|data from|last updated|quellen?|anmerkung(?:en)?|hinweise?|stand|"
    r"fuentes?|notas?|fontes?|remarques?|fonti|note|kaynak(?:lar)?|notlar|źródł[oa]|uwag[ai]|"
    r"nguồn|ghi chú|bron(?:nen)?|opmerking(?:en)?|nb|n\.b\.|источники?|примечани[ея]|المصدر|"
    r"(?:ال)?مصادر|ملاحظ(?:ة|ات)|منبع|یادداشت|מקור(?:ות)?|הער(?:ה|ות)|स्रोत|टिप्पणी|"
    r"(?:资料|数据)?来源|注|注释|备注|说明|출처|자료|주|비고)"
    r"(?: ?\d+| database)?\s*(?:$|[:：.–-])|[*†‡¹²³⁴⁵©※]|[(\[]\d{1,2}[)\]]\s|_{3,}$|-{3,}$",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:notes?|nota(?:s|bene)?|anmerkung(?:en)?|hinweise?|remarques?|примечани[ея]|ملاحظ(?:ة|ات)|"
    r"注|注释|备注|주|비고)(?: ?\d+)?\s?[:：.–-]\s*\w|[*†‡¹²³⁴⁵※]+\s*\w|[(\[]\d{1,2}[)\]]\s+\w",
    re.IGNORECASE,
)
"""A note that somebody wrote for the readers of the table."""


def _filled(cells: Cells) -> int:
    """How many cells say something."""
    return sum(map(bool, cells))


def _width(rows: Sequence[Cells]) -> int:
    """How many cells the fullest row has; of a long file, of its first and its last rows."""
    some = rows if len(rows) < 200 else (*rows[:100], *rows[-100:])
    return max(map(_filled, some), default=0)


def _count_preamble(rows: Sequence[Cells]) -> int:
    """Count the lines above the heads: a title, or `Data Source, …` and an empty line."""
    width = _width(rows)
    for number, row in enumerate(rows[:_ABOVE]):
        filled = _filled(row)
        has_gap = not all(map(_filled, rows[number : number + 4]))
        is_title = filled == 1 and width > 1 and bool(row[0])
        if filled == 0:
            continue
        if sum(map(any, rows[number + 1 : number + 100])) < 2:
            return 0
        is_apart = len(row) == 1 or has_gap or len(row[0].split()) > 3
        if is_title and (is_apart or _leads_to_heads(rows[number + 1 : _ABOVE + 1], width)):
            continue
        if filled == 2 and width > 2 and has_gap and all(row[:2]):
            continue
        return number
    return 0


_NO_HEAD = re.compile(r"(?!(?:19|20)\d\d$)\W*\d[\d.,\s]*%?")


def _leads_to_heads(rows: Sequence[Cells], width: int) -> bool:
    """Whether the first of *rows* with more than one cell has heads: as many as the table, and no
    number but a year.
    """
    row = next((one for one in rows if _filled(one) > 1), ())
    return _filled(row) == width and not any(_NO_HEAD.fullmatch(cell) for cell in row)


def _find_end(rows: Sequence[Cells], begin: int) -> int:
    """Find where the notes below the data begin, rows of a first cell alone; else the end."""
    width = _width(rows[begin:])
    rows = rows[: _end_of_rows(rows, begin)]
    end = last = len(rows)
    while width > 1 and last > begin + 1 and _filled(rows[last - 1]) <= 1:
        last -= 1
        row = rows[last]
        if any(row) and not row[0]:
            break
        is_apart = not any(rows[last - 1]) or len(row) == 1
        if not any(row) or _NOTE.match(row[0]) or (is_apart and len(row[0]) > 20):
            end = last
    for number in range(max(begin + 2, end - _BELOW), end if width > 2 else 0):
        row = rows[number]
        is_note = _filled(row) == 1 and row[0] and _NOTE.match(row[0])
        if (is_note or row[:1] == ("footnoteSeqID",)) and all(
            _filled(one) < width for one in rows[number:end]
        ):
            return number
    return end


def _end_of_rows(rows: Sequence[Cells], begin: int) -> int:
    """Find where lines begin that end the file and go on in the next cells, for they hold a comma:
    `Source: UN, 2024`; else the end. A row with as many cells as the others is one, unless an empty
    line parts it from them.
    """
    end = last = len(rows)
    width = _width(rows[begin : begin + 100])
    while last > begin + 2:
        row = rows[last - 1]
        note = _NOTE.match(row[0]) if any(row) else None
        is_apart = not any(rows[last - 2]) or end == last < len(rows)
        is_row = _filled(row) >= width and not is_apart
        if any(row) and (is_row or not (note and note[0].rstrip()[-1:] in (":", "："))):
            break
        last -= 1
        end = last if any(row) else end
    return end


_UNITS = re.compile(
    r"(?:units?|einheit(?:en)?|unités?|unidad(?:es)?|unidades?|unità|eenheid|enhet|enhed|"
    r"jednostk[ai]|birim|единиц[аы]|ед\. ?изм\.?|одиниц[яі]|satuan|"
    r"đơn vị|μονάδα|(?:ال)?وحدة|واحد|इकाई|"
    r"单位|單位|単位|단위)[:：]?",
    re.IGNORECASE,
)


def _join_units(rows: Sequence[Cells], heads: Cells, first: int) -> tuple[Cells, int]:
    """The *heads* with the units of a row of units, `Area (km²)`, and the number of the first row
    of data: such a row has no name of its own, and words alone over columns of numbers.
    """
    row, data = rows[first] if len(rows) > first + 2 else (), rows[first + 1 : first + 12]
    if (
        not row
        or _is_hxl(row)
        or len(row) > len(heads)
        or not all(one[:1] != ("",) for one in data)
    ):
        return heads, first
    units = [(n, cell) for n, cell in enumerate(row) if n and cell]
    if (row[0] and not _UNITS.fullmatch(row[0])) or not units or not heads[0]:
        return heads, first
    for n, unit in units:
        texts = [one[n] for one in data if len(one) > n and not is_missing(one[n])]
        counted = sum(read_numeral(text) is not None for text in texts)
        is_unit = len(unit) < 25 and not is_missing(unit) and read_numeral(unit) is None
        if not heads[n] or not is_unit or counted * 2 <= len(texts):
            return heads, first
    named = dict(units)
    joined = [
        f"{head} ({named[n].strip('()[]')})" if n in named and named[n] not in head else head
        for n, head in enumerate(heads)
    ]
    return tuple(joined), first + 1


def _join_heads(rows: Sequence[Cells]) -> tuple[Cells, int]:
    """The heads, and how many rows they take: `People` over `2023` and `2024` is written over its
    first column alone, and nothing stands under the head of the first column, nor under others that
    are as high as both rows.
    """
    above, below = rows[0], rows[1]
    size = len(_trim(below))
    is_double = (
        len(rows) > 2
        and size > 2
        and bool(rows[2][:1] and rows[2][0])
        and below[0] in ("", above[0])
        and _filled(below[1:size]) > 1
        and all(head or part for head, part in zip(above[1:size], below[1:size], strict=False))
        and len(above) >= size >= len(_trim(above))
        and bool(above[1])
        and not all(above[1:size])
    )
    if not is_double:
        return above, 1
    joined, group = [above[0]], ""
    for head, part in zip(above[1:], below[1:], strict=False):
        group = head or group
        joined.append(group if part in ("", group) else f"{group} {part}")
    return (*joined[:size], *above[size:]), 2


_DIMENSIONS = re.compile(r"([\w-]+(?:,[\w-]+)*)\\[\w-]+")


def _part_dimensions(rows: Sequence[Cells]) -> Sequence[Cells]:
    """Give each dimension its column where one holds all, as Eurostat's `freq,geo\\TIME_PERIOD`."""
    match = _DIMENSIONS.fullmatch(rows[0][0])
    names = match[1].split(",") if match else []
    parted = [row[0].split(",") for row in rows[1:]] if names else []
    if not names or {*map(len, parted)} != {len(names)}:
        return rows
    return [
        (*names, *rows[0][1:]),
        *((*first, *row[1:]) for first, row in zip(parted, rows[1:], strict=True)),
    ]


_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*")


def _is_hxl(cells: Sequence[str]) -> bool:
    """Whether a row holds the tags of the Humanitarian Exchange Language: `#adm1+name`."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(_TAG.fullmatch(cell) for cell in filled)


# ---------------------------------------------------------------------------------------------
# SDMX-CSV: labels beside codes

_CODE = re.compile(r"([A-Z][A-Z0-9_]*)(?:: .*)?")
_OF_ITSELF = {"DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION"}
"""Columns in which a file says what it is."""


def _is_sdmx(heads: Sequence[str]) -> bool:
    codes = {match[1] for head in heads if (match := _CODE.fullmatch(head))}
    return "OBS_VALUE" in codes and bool(codes & {"DATAFLOW", "STRUCTURE", "TIME_PERIOD"})


def _read_sdmx(
    columns: Sequence[tuple[str, tuple[str, ...]]],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give one column for each concept: under its code, with labels where the file has them.

    `REF_AREA: Reference area` over `PRK: North Korea` becomes `REF_AREA` over `North Korea`, and so
    do the two columns `REF_AREA` and `Reference area` of version 2.0.
    """
    for number, (head, texts) in enumerate(columns):
        code = _CODE.fullmatch(head)
        if code is None or code[1] in _OF_ITSELF:
            continue
        label = columns[number + 1] if number + 1 < len(columns) else ("", ())
        if label[0] and not _CODE.fullmatch(label[0]):
            texts = tuple(name or text for name, text in zip(label[1], texts, strict=True))
        elif ": " in head:
            texts = tuple(re.sub(r"^[A-Z0-9_.@-]+: ", "", text) for text in texts)
        yield code[1], texts
