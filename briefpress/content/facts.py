"""Work out the facts that are cells of a file or made of others: each has its number afterwards."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from ..model.blocks.facts import Fact
from ..model.cells import NUMERIC, Column, DataTable, find_odd
from ..model.problems import Place, Problems, nearest, nearest_place
from ..model.scripts import with_one_apostrophe
from ..model.text import Citation, Cited, PartialDate, Year, plain
from .data_files import WORKBOOKS
from .yaml_text import Path

ReadTable = Callable[[str, Path], DataTable | None]
"""Reads a data file of the brief, `returns.csv` or `returns.xlsx#Sheet name`, for the field at a
path; what cannot be read is told."""
DEPTH = 40
"""Facts that are made of one another, at most."""
DIGITS = 20
"""Digits that a number may have."""


def divide_cell(reference: str, known: Sequence[str] | Mapping[str, object]) -> tuple[str, str]:
    """Divide `returns.xlsx#Sheet name#date=2024/people`: the table as `data:` names it, the cell.

    *known*: names of files, which may have a `#` in them.
    """
    file = max((one for one in known if reference.startswith(f"{one}#")), key=len, default="")
    file = file or reference.partition("#")[0]
    rest = reference[len(file) + 1 :]
    if not file.endswith(WORKBOOKS) or "#" not in rest:
        return file, rest
    worksheet, _, cell = rest.rpartition("#")
    return f"{file}#{worksheet}", cell


def work_out_facts(
    facts: Mapping[str, Fact],
    files: Mapping[str, object],
    read: ReadTable,
    places: Mapping[Path, Place],
    problems: Problems,
    refused: Collection[Path] = (),
) -> tuple[dict[str, Fact], set[Path]]:
    """Give each of *facts* its number, and the paths of those that have none, which was told.

    *files*: those of the brief's folder, by name. *refused*: the paths of what could not be read,
    which was told. A fact that is made of others and names no source and no date has theirs. One
    that is a year reads as a year does, 2025.

    Problems: two ways to say the number; no such column or row, two rows, an empty cell, one that
    is no number; no such fact, facts that are made of themselves; units that differ, a share of
    nothing, a number that is rounded away.
    """
    work = _Work(facts, files, read, places, problems, {path[:2] for path in refused})
    worked_out = {name: work.fact(name) for name in facts}
    for name, fact in worked_out.items():
        if name in work.years or _is_year(name, fact):
            worked_out[name] = fact.model_copy(update={"value": Year(fact.value or 0)})
    return worked_out, {("facts", one) for one in work.failed}


_YEAR = "year|année|annee|an|año|anio|ano|anno|jahr|год|سنة|عام|年份|年度|연도"
"""The word for a year, in languages of briefs."""
_YEAR_LABEL = re.compile(rf"(?:{_YEAR})(?![\w-]|\s+(?:to|end|on)\b)", re.IGNORECASE)
_YEAR_NAME = re.compile(rf"(?:{_YEAR})|(?:{_YEAR})[_-].+|.+[_-](?:{_YEAR})", re.IGNORECASE)
_OF_A_YEAR = re.compile(
    r"(?:^|[_-])(?:per|to|by|this|last|next|each|every|total|all|number|par|por)(?:[_-]|$)",
    re.IGNORECASE,
)
"""Says of a name that it counts what is in a year: `cases_this_year`, `year_to_date`."""


def _is_year(name: str, fact: Fact) -> bool:
    """Whether the number of *fact* is a year: by how its label begins, or without one by its name.

    A name is short, and `exports_year` may hold exports: it counts for the years that most briefs
    are about.
    """
    number = fact.value
    if number is None or number != int(number) or fact.unit or fact.parts:
        return False
    if fact.label:
        return 1000 <= number < 3000 and bool(_YEAR_LABEL.match(plain(fact.label.html)))
    is_named = _YEAR_NAME.fullmatch(name) and not _OF_A_YEAR.search(name)
    return 1900 <= number <= 2100 and bool(is_named)


class _Failed(Exception):
    """Raised where a fact has no number; why was told."""


@dataclass
class _Work:
    facts: Mapping[str, Fact]
    files: Mapping[str, object]
    read: ReadTable
    places: Mapping[Path, Place]
    problems: Problems
    refused: Collection[Path]
    """Facts that could not be read whole, by their paths."""
    done: dict[str, Fact] = field(default_factory=dict)
    exact: dict[str, Decimal] = field(default_factory=dict)
    """Numbers before they are rounded."""
    failed: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    """Facts that are a cell of a column of years."""

    def fact(self, name: str, above: tuple[str, ...] = ()) -> Fact:
        """The fact *name* with its number; *above*: those that are made of it."""
        if name not in self.done:
            fact = self.facts[name]
            try:
                fact = self.with_number(name, fact, above)
            except _Failed:
                self.failed.add(name)
            self.done[name] = fact
        return self.done[name]

    def fail(self, path: Path, message: str, hint: str) -> _Failed:
        self.problems.error(nearest_place(("facts", *path), self.places), message, hint)
        return _Failed()

    def with_number(self, name: str, fact: Fact, above: tuple[str, ...]) -> Fact:
        ways = {
            "value": fact.value is not None,
            "from": fact.cell is not None,
            "sum": bool(fact.sum),
            "share": fact.share is not None,
            "change": fact.change is not None,
        }
        given = [way for way, is_given in ways.items() if is_given]
        if len(given) > 1:
            listed = " and ".join(f"`{way}`" for way in given)
            hint = "keep one of them"
            raise self.fail(
                (name, given[1]), f"the fact `{name}` has its number from {listed}", hint
            )
        if not given:
            return fact
        if fact.cell is not None:
            fact = self.from_cell(name, fact, fact.cell)
        elif fact.value is None:
            fact = self.from_others(name, fact, given[0], above)
        assert fact.value is not None
        self.exact[name] = fact.value
        digits = fact.digits
        if digits is None and fact.unit == "%" and given[0] in ("share", "change"):
            digits = 0
        if digits is None:
            return fact
        step = Decimal(1).scaleb(-digits)
        rounded = fact.value.quantize(step, ROUND_HALF_UP)
        if not rounded and fact.value:
            raise self.fail(
                (name, "digits"),
                f"the fact `{name}` is {fact.value:.3g}, which is rounded to 0",
                f"write `digits: {max(digits + 1, -fact.value.adjusted())}`",
            )
        return fact.model_copy(update={"value": rounded if digits >= 0 else Decimal(int(rounded))})

    # Made of others

    def from_others(self, name: str, fact: Fact, way: str, above: tuple[str, ...]) -> Fact:
        above = (*above, name)
        if len(above) > DEPTH:
            raise self.fail(
                (name, way), f"more than {DEPTH} facts made of one another", "sum fewer"
            )
        parts = []
        for one in fact.parts:
            if one not in self.facts:
                near = nearest(one, self.facts, "known facts")
                raise self.fail((name, way), f"no fact `{one}`", near)
            if one in above:
                circle = " → ".join([*above[above.index(one) :], one])
                hint = "give one of them a `value:`"
                raise self.fail((name, way), f"the fact `{one}` is made of itself: {circle}", hint)
            part = self.fact(one, above)
            if one in self.failed:
                raise _Failed
            if part.value is None:
                if ("facts", one) in self.refused:
                    raise _Failed
                hint = f"add `value: …` to `{one}`"
                raise self.fail((name, way), f"the fact `{one}` has no number", hint)
            parts.append(part)
        units = {one: part.unit or "" for one, part in zip(fact.parts, parts, strict=True)}
        if len(set(units.values())) > 1:
            listed = ", ".join(f"`{one}` in {unit or 'no unit'}" for one, unit in units.items())
            hint = "give them one `unit:`"
            raise self.fail(
                (name, way), f"what `{name}` is made of differs in unit: {listed}", hint
            )
        number, unit = self.compute(name, fact, way, next(iter(units.values())))
        if unit is None:
            hint = "add `unit: percentage points`, in the words of the brief's language"
            raise self.fail((name, way), "the change of a per cent is no per cent", hint)
        return fact.model_copy(
            update={
                "value": number,
                "unit": fact.unit or unit or None,
                "source": fact.source or _sources(parts),
                "as_of": fact.as_of or _latest(parts),
            }
        )

    def compute(self, name: str, fact: Fact, way: str, unit: str) -> tuple[Decimal, str | None]:
        """The number of *fact*, and its unit; None where that has to be said."""
        numbers = [self.exact[one] for one in fact.parts]
        if way == "sum":
            return sum(numbers, Decimal()), unit
        one, other = numbers
        if fact.share is not None:
            if not other:
                hint = "name the fact that is the whole"
                raise self.fail(
                    (name, way), f"`{fact.share.whole}` is 0, which has no shares", hint
                )
            return 100 * one / other, "%"
        assert fact.change is not None
        if fact.change.given == "number":
            return other - one, fact.unit if unit == "%" else unit
        if not one:
            hint = "write `as: number`"
            raise self.fail(
                (name, way), f"the fact `{fact.change.before}` is 0: no per cent of it", hint
            )
        return 100 * (other - one) / abs(one), "%"

    # A cell of a file

    def from_cell(self, name: str, fact: Fact, reference: str) -> Fact:
        path: Path = (name, "from")
        file, cell = divide_cell(reference, self.files)
        if not cell:
            raise self.fail(path, f"`{reference}` names no cell", _SYNTAX)
        table = self.read(file, ("facts", *path))
        if table is None:
            raise _Failed
        conditions, column = self.find_column(path, cell, table)
        rows = [
            row
            for row in range(len(table.lines))
            if all(_says(one, row, text) for one, text in conditions)
        ]
        listed = " and ".join(f"`{one.head}` is {text}" for one, text in conditions)
        if not rows:
            first, text = conditions[0]
            near = nearest(text, dict.fromkeys(filter(None, first.texts)), f"`{first.head}` has")
            raise self.fail(path, f"no row of `{file}` in which {listed}", near)
        if len(rows) > 1:
            lines = ", ".join(str(table.lines[row]) for row in rows[:5])
            hint = "say more of the row: `column=text&other column=text/…`"
            raise self.fail(path, f"several rows in which {listed}: lines {lines}", hint)
        (row,) = rows
        number = _number(column, row)
        if number is None:
            if _is_told(column, row):
                raise _Failed
            odd = {n: what for n, _, what in find_odd(column)} if column.kind == "label" else {}
            if column.texts[row] and odd and row not in odd:
                at = next(iter(odd))
                raise self.fail(
                    path,
                    f"`{column.head}` is no column of numbers: it says `{column.texts[at][:60]}` "
                    f"in line {table.lines[at]} of `{file}`",
                    odd[at],
                )
            where = f"line {table.lines[row]} of `{file}`"
            text = column.texts[row]
            what = f"`{text[:60]}`, which is no number" if text else "empty"
            hint = "write a number there, or name another cell"
            raise self.fail(path, f"`{column.head}` in {where} is {what}", hint)
        if column.kind == "year" and not fact.unit:
            self.years.add(name)
        day = next((day for one, _ in conditions if (day := _day(one, row))), None)
        return fact.model_copy(
            update={
                "value": number,
                "unit": fact.unit or ("%" if column.kind == "percent" else None),
                "as_of": fact.as_of or day,
            }
        )

    def find_column(
        self, path: Path, cell: str, table: DataTable
    ) -> tuple[list[tuple[Column, str]], Column]:
        """Read `date=2024-04-26/people`: columns with what they say in the row, and the column."""
        for slash in (match.start() for match in re.finditer("/", cell)):
            column = table.column(cell[slash + 1 :].strip())
            if column and (conditions := [*_conditions(cell[:slash], table)]):
                for one in (column, *(one for one, _ in conditions)):
                    if table.has_twice(one.head):
                        hint = "give each column a head of its own"
                        raise self.fail(path, f"two columns are called `{one.head}`", hint)
                return conditions, column
        head = cell.rpartition("/")[2].strip()
        names = [head] if "/" in cell else []
        names += [one.partition("=")[0].strip() for one in cell.rpartition("/")[0].split("&")]
        if "/" not in cell or "=" not in cell:
            raise self.fail(path, f"`{cell}` names no cell", _SYNTAX)
        lost = next((one for one in names if table.column(one) is None), head)
        raise self.fail(path, f"no column `{lost}`", nearest(lost, table.heads, "columns"))


_SYNTAX = "write the file, `#`, what the row says, `/`, the column: returns.csv#date=2024/people"


def _conditions(text: str, table: DataTable) -> Iterator[tuple[Column, str]]:
    """Read `country=PRK&year=2024`; nothing where a column is not known.

    A head, and what a cell says, may hold a `&`, a `=` or a `/` itself.
    """
    heads = sorted(filter(None, table.heads), key=len, reverse=True)
    any_head = "|".join(map(re.escape, heads))
    if re.match(rf"\s*(?:{any_head})\s*=", text):
        parts = re.split(rf"(?:^|&)\s*({any_head})\s*=", text)[1:]
        for head, value in zip(parts[::2], parts[1::2], strict=True):
            column = table.column(head)
            assert column is not None
            yield column, value.strip()


def _says(column: Column, row: int, wanted: str) -> bool:
    """Whether a cell says *wanted*: as it is typed, or as the day or the number that it is."""
    text, value = column.texts[row], column.values[row]
    if with_one_apostrophe(text.casefold()) == with_one_apostrophe(wanted.casefold()):
        return True
    if isinstance(value, datetime.date):
        return value.isoformat() == wanted
    if isinstance(value, int | float) and re.fullmatch(r"-?\d+(\.\d+)?", wanted):
        return value == float(wanted)
    return False


def _day(column: Column, row: int) -> PartialDate | None:
    """The day that a cell says; None where it is none, or a month without its day."""
    value = column.values[row]
    if not isinstance(value, datetime.date) or len(re.findall(r"\w+", column.texts[row])) < 3:
        return None
    return PartialDate(value.year, value.month, value.day)


def _number(column: Column, row: int) -> Decimal | None:
    """The number of a cell, with the decimals that it was typed with; None where it is none."""
    value = column.values[row]
    if column.kind not in (*NUMERIC, "year") or not isinstance(value, int | float):
        return None
    number = Decimal(repr(value))
    if abs(number.adjusted()) > DIGITS:
        return None
    return number.quantize(Decimal(1).scaleb(-column.decimals(row)))


def _is_told(column: Column, row: int) -> bool:
    """Whether the reader of its file has told what is wrong with a cell, or asked it of another one
    of its column.
    """
    faults = {fault.row: fault for fault in column.faults}
    if row in faults or not column.texts[row]:
        return row in faults and faults[row].is_never_right
    return any(one.is_question and one.is_never_right for one in column.faults)


def _sources(parts: Sequence[Fact]) -> Citation | None:
    """The sources of all *parts*, each once; None where one has none."""
    cited: list[Cited] = []
    for part in parts:
        if part.source is None:
            return None
        cited += [one for one in part.source.items if one not in cited]
    first = parts[0].source
    return Citation(tuple(cited), first.place) if first else None


def _latest(parts: Sequence[Fact]) -> PartialDate | None:
    """The latest of their days; None where one has none."""
    days = [part.as_of for part in parts if part.as_of is not None]
    return max(days, key=lambda day: day.last) if len(days) == len(parts) else None
