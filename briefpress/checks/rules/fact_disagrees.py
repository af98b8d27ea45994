"""A number contradicts a fact.

Why: a reader who finds two numbers for one thing believes neither.

Mend: see which one is right, and write it once: as the fact, in its data, in its alt text.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from ...model.blocks.facts import Fact
from ...model.blocks.tables import Table
from ...model.cells import NUMERIC, DataTable
from ...model.fields import BlockFields
from ...model.problems import Place, Severity
from ...model.text import Citation
from ...model.walk import Step, walk
from ..evidence import numbers
from ..evidence.texts import NEAR, Reading, Text, shown, words
from ..table import Finding

SEVERITY: Severity = "error"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Compare each fact with itself, with the data of charts and tables, with what is typed."""
    for name, fact in reading.brief.fields.facts.items():
        yield from _itself(reading, name, fact)
    for path, block, name in reading.placed_data:
        yield from _data(reading, path, block, name)
    yield from _alts(reading)
    yield from _texts(reading)


# One fact, three ways to say it


def _itself(reading: Reading, name: str, fact: Fact) -> Iterator[Finding]:
    texts = [text for text in reading.texts if text.kind == "fact" and text.path[1] == name]
    counts = [numbers.all_digits(text.typed) for text in texts]
    value = numbers.write_digits(fact.value) if fact.value is not None else None
    for text, digits in zip(texts, counts, strict=True):
        readings = (*digits, _whole(text.typed), *reading.numbers.find_multiplied(text.typed))
        if value and digits and not any(_agree(value, one) for one in readings):
            yield Finding(
                text.place,
                f"the fact `{name}` is {value}, and reads `{shown(text.text)}`",
                "correct one of the two",
            )
    if value is None and len(counts) == 2 and all(counts) and counts[0] != counts[1]:
        one, other = texts
        yield Finding(
            other.place,
            f"the fact `{name}` reads `{shown(one.text)}` and `{shown(other.text)}`",
            "correct one of the two",
        )


def _whole(text: str) -> str:
    """A number with a fraction, as `numbers` has it."""
    fraction = re.search(r"\d+[.,]\d+", text)
    return fraction[0].replace(",", ".").rstrip("0").rstrip(".") if fraction else ""


def _agree(value: str, count: str) -> bool:
    """Whether *count* is *value*, or *value* in round figures."""
    if value == count:
        return True
    try:
        exact, about = float(value), float(count)
    except ValueError:
        return False
    zeros = len(count) - len(count.rstrip("0"))
    return zeros > 0 and abs(about - exact) < 10**zeros


# Charts and tables

_VOTE = 3
"""Numbers of a vote: for, against, abstaining."""


def _data(
    reading: Reading, path: tuple[Step, ...], block: BlockFields, name: str
) -> Iterator[Finding]:
    """Compare the rows of the file *name*, which *block* prints, with the facts of the same day and
    a source that both have.
    """
    table = reading.brief.data[name]
    cited = [leaf.value for leaf in walk(block) if isinstance(leaf.value, Citation)]
    keys = {one.key for citation in cited for one in citation.items}
    facts = {
        key: fact
        for key, fact in reading.brief.fields.facts.items()
        if fact.source and keys & {one.key for one in fact.source.items}
    }
    folder = reading.brief.place(*path).file.rpartition("/")[0]
    file = f"{folder}/{name}"
    found = (*_other_days(facts, table), *_other_labels(reading, table))
    for row, message in sorted(found):
        yield Finding(Place(file, table.lines[row]), message, "correct one of the two")
    if isinstance(block, Table) and block.kind == "votes":
        yield from _votes(reading, facts, block, table)


def _other_days(facts: dict[str, Fact], table: DataTable) -> Iterator[tuple[int, str]]:
    """Find each row whose only number is not that of the fact of its day."""
    counting = [column for column in table.columns if column.kind in NUMERIC]
    if len(counting) != 1:  # of several, nobody can tell which one the fact is
        return
    (column,) = counting
    for row, value in enumerate(column.values):
        cells = {str(other.values[row]) for other in table.columns} | {*table.rows[row]}
        of_day = {
            key: numbers.write_digits(fact.value)
            for key, fact in facts.items()
            if fact.value is not None and str(fact.as_of) in cells
        }
        if of_day and isinstance(value, float) and _digits(value) not in of_day.values():
            fact_name, expected = next(iter(of_day.items()))
            yield row, f"{_digits(value)}, and the fact `{fact_name}` of that day is {expected}"


def _digits(value: float) -> str:
    return numbers.write_digits(Decimal(repr(value)))


def _other_labels(reading: Reading, table: DataTable) -> Iterator[tuple[int, str]]:
    """Find each cell that words a number of its row otherwise than it is: `500`, `about 600`.

    A column words another one where it does so in at least half of its rows; `Under 5` and
    `Week 9` word nothing. The first column names its rows.
    """
    counting = [column for column in table.columns if column.kind in NUMERIC]
    for wording in table.columns[1:]:
        if not any(re.search(r"\d", text) and not text.isdecimal() for text in wording.texts):
            continue
        for column in counting:
            if column is wording:
                continue
            agree = [
                _is_worded(reading, text, value)
                for text, value in zip(wording.texts, column.values, strict=True)
            ]
            if agree.count(True) >= max(1, agree.count(False)):
                for row, (text, value) in enumerate(zip(wording.texts, column.values, strict=True)):
                    if agree[row] is False and isinstance(value, float):
                        yield row, f"`{text}` beside {_digits(value)}"


def _is_worded(reading: Reading, text: str, value: object) -> bool | None:
    """Whether *text* words *value*; None where it holds no number, several, or a year."""
    counts = numbers.all_digits(text)
    if len(counts) != 1 or not isinstance(value, float) or re.search(r"\d{4}", text):
        return None
    multiplied = reading.numbers.find_multiplied(text)
    return any(_agree(_digits(value), count) for count in (*counts, *multiplied))


def _votes(
    reading: Reading, facts: dict[str, Fact], one: Table, table: DataTable
) -> Iterator[Finding]:
    """A fact that reads as a vote is one of the rows, if its source is the table's."""
    rows = {tuple(row[2:5]) for row in table.rows if len(row) > 4}
    for text in reading.texts:
        vote = tuple(numbers.all_digits(text.typed))
        if text.kind == "fact" and text.path[1] in facts and len(vote) == _VOTE:
            same = any(sum(map(int, row)) == sum(map(int, vote)) for row in rows)
            near = any(sum(a != b for a, b in zip(row, vote, strict=True)) == 1 for row in rows)
            if vote not in rows and (same or near):
                yield Finding(
                    text.place,
                    f"the vote `{shown(text.text)}` is in no row of `{one.data}`",
                    "correct one of the two",
                )
                return


# What is typed


def _alts(reading: Reading) -> Iterator[Finding]:
    """A number of an alt text is one of the chart's data, or no slip of one."""
    files = {path: name for path, _, name in reading.placed_data}
    for text in reading.texts:
        if text.kind != "alt":
            continue
        file = files.get(text.path[:2])
        if file is None:
            continue
        known = set(_numbers(reading.brief.data[file]))
        for number in reading.numbers.find_typed(text.text):
            slips = [one for one in known if numbers.is_slip(number.digits, one)]
            if number.digits not in known and slips:
                yield Finding(
                    text.line_of(number.text),
                    f"the alt text says {number.text}, and `{file}` has {slips[0]}",
                    "correct one of the two",
                )


def _numbers(table: DataTable) -> Iterator[str]:
    """Every number of *table*, those in labels among them."""
    for column in table.columns:
        for text, value in zip(column.texts, column.values, strict=True):
            if column.kind in NUMERIC and isinstance(value, float):
                yield _digits(value)
            else:
                yield from numbers.all_digits(text)


def _texts(reading: Reading) -> Iterator[Finding]:
    """A number that is typed is no slip of a fact that counts the same thing."""
    counted = {name: reading.counted_by(name) for name in reading.brief.fields.facts}
    values = {
        name: numbers.write_digits(fact.value)
        for name, fact in reading.brief.fields.facts.items()
        if fact.value is not None
    }
    known = set(values.values())
    for text in reading.texts:
        if text.kind in ("fact", "source", "label", "alt", "cell"):
            continue
        for number in reading.numbers.find_typed(text.typed):
            if number.digits in known:
                continue
            after = {word.casefold() for word in words(text.typed[number.end :])[:NEAR]}
            for name, value in values.items():
                if numbers.is_slip(number.digits, value) and after & counted[name]:
                    yield _slip(text, number, name, value)


def _slip(text: Text, number: numbers.Number, name: str, value: str) -> Finding:
    return Finding(
        text.line_of(number.text),
        f"{number.text}, and the fact `{name}`, which counts the same, is {value}",
        f"write {{{{ facts.{name} }}}} in its place",
    )
