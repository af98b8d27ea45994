"""A number contradicts a fact.

Why: a reader who finds two numbers for one thing believes neither.

Mend: see which one is right, and write it once: as the fact, in its data, in its alt text.
"""

import re
from collections.abc import Iterator

from ...model.blocks.facts import Fact
from ...model.blocks.tables import Table
from ...model.cells import DataTable
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
    for line, row in zip(table.lines, table.rows, strict=True):
        of_day = {
            key: numbers.write_digits(fact.value)
            for key, fact in facts.items()
            if fact.value is not None and str(fact.as_of) in row
        }
        counts = {numbers.all_digits(cell)[0] for cell in row if re.fullmatch(r"[\d,. ]+", cell)}
        if of_day and counts and not counts & set(of_day.values()):
            fact_name, value = next(iter(of_day.items()))
            yield Finding(
                Place(file, line),
                f"{', '.join(sorted(counts))}, and the fact `{fact_name}` of that day is {value}",
                "correct one of the two",
            )
        if message := _contradiction(reading, row):
            yield Finding(Place(file, line), message, "correct one of the two")
    if isinstance(block, Table) and block.kind == "votes":
        yield from _votes(reading, facts, block, table)


def _contradiction(reading: Reading, row: tuple[str, ...]) -> str:
    """Say which cell has a number among words that is not the one of *row*: `500`, `about 600`."""
    plain = {cell for cell in row if cell.isdecimal()}
    for cell in row:
        counts = numbers.all_digits(cell)
        has_words = re.search(r"[A-Za-zÀ-ÿ]{3}|\+", cell)
        if len(counts) == 1 and has_words and not re.search(r"\d{4}", cell) and len(plain) == 1:
            (value,) = plain
            multiplied = reading.numbers.find_multiplied(cell)
            if not any(_agree(value, count) for count in (*counts, *multiplied)):
                return f"`{cell}` beside {value}"
    return ""


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
        rows = reading.brief.data[file].rows
        known = {one for row in rows for cell in row for one in numbers.all_digits(cell)}
        for number in reading.numbers.find_typed(text.text):
            slips = [one for one in known if numbers.is_slip(number.digits, one)]
            if number.digits not in known and slips:
                yield Finding(
                    text.line_of(number.text),
                    f"the alt text says {number.text}, and `{file}` has {slips[0]}",
                    "correct one of the two",
                )


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
