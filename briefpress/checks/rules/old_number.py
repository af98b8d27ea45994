"""A number is typed that an edition has printed, and that has changed since.

It is looked for in prose, key messages, captions and alt texts, where a fact or a cell of the data
has another value now than in an edition that was published.

Why: a correction that leaves the old number in a key message contradicts itself.

Mend: write the new number, or the name of the fact, `{{ facts.name }}`. Where the old one is meant,
say of which year it is, or name the new one beside it.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...model.blocks.facts import Fact
from ...model.cells import NUMERIC, DataTable
from ...model.problems import Severity
from ..evidence.grids import NumberGrid, find_grids
from ..evidence.numbers import Number, is_misprint, write_digits
from ..evidence.texts import NEAR, TYPED, Reading, Text, shown, split, words
from ..table import Finding

SEVERITY: Severity = "warning"
_UNREAD = ("fact", "source", "label", "cell", "quotation")
_TELLING = 4
"""Digits, but for the zeros at its end, by which a number is known without what it counts."""
_SMALL = 100
"""Under it, a number without a unit has to stand before what it counts."""
_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d.,]*\d)")


@dataclass(frozen=True)
class _Changed:
    """A fact that had another number in an edition."""

    name: str
    before: Number
    numbers: Sequence[Number]
    """Those that it has now."""
    counted: frozenset[str]
    """The stems of the words behind its value."""
    words: frozenset[str]
    """The stems of all words about it."""
    years: str
    """Where the years stand that it may be of."""


@dataclass(frozen=True)
class _Desk:
    """The facts and the data with which each number is compared."""

    reading: Reading
    grids: Sequence[NumberGrid]

    @cached_property
    def known(self) -> Collection[str]:
        """The digits that the facts have now."""
        facts = self.reading.brief.fields.facts.items()
        return {one.digits for name, fact in facts for one in _numbers(self.reading, name, fact)}

    def is_of_data(self, number: Number, sentence: str) -> bool:
        """Whether *number* may be that of a cell, which may be in thousands and more, or a round
        figure of it: of a time, or of a row that *sentence* names.
        """
        return any(
            cell is not None
            and (cell.digits == number.digits or cell.is_near(number, 3, 6, 9))
            and (any(map(str.isdecimal, row[0])) or row[0] in sentence)
            for grid in self.grids
            for row, cells in zip(grid.rows, grid.cells, strict=True)
            for cell in cells
        )

    @cached_property
    def cells(self) -> Sequence[Number]:
        """The numbers of all charts and tables."""
        return [cell for grid in self.grids for row in grid.cells for cell in row if cell]

    @cached_property
    def about(self) -> Mapping[tuple[object, ...], str]:
        """The texts of each figure and table, by its path: its alt text is about the same."""
        about: dict[tuple[object, ...], str] = {}
        for text in self.reading.texts:
            if text.kind in ("alt", "caption"):
                about[text.path[:2]] = f"{about.get(text.path[:2], '')} {text.text}"
        return about

    def stems(self, text: Text, sentence: str) -> frozenset[str]:
        """The stems of *sentence*, and of the texts of the figure to which *text* belongs."""
        return self.reading.stems(f"{sentence} {self.about.get(text.path[:2], '')}")


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Compare what is typed with the facts and the data of the editions that were published."""
    if reading.past is None:
        return
    desk = _Desk(reading, [*find_grids(reading)])
    changed = [*_changed_facts(reading)]
    for text in reading.texts:
        if text.kind in _UNREAD:
            continue
        for sentence in split(text.typed, reading.brief):
            for number in reading.numbers.find_typed(sentence):
                if number.digits in desk.known:
                    continue
                finding = _of_a_fact(desk, text, sentence, number, changed)
                if finding := finding or _of_data(desk, text, sentence, number):
                    yield finding


# Facts


def _numbers(reading: Reading, name: str, fact: Fact) -> list[Number]:
    """The numbers of a fact: of its value, and of what it shows."""
    texts = [one.typed for one in reading.texts if one.kind == "fact" and one.path[1] == name]
    texts += [write_digits(fact.value)] if fact.value is not None else []
    return [number for text in texts for number in reading.numbers.find_all(text)]


def _changed_facts(reading: Reading) -> Iterator[_Changed]:
    """Find the facts that had another number in an edition, the last one that differs."""
    assert reading.past is not None
    for name, fact in reading.brief.fields.facts.items():
        now = _numbers(reading, name, fact)
        for edition in reading.past.facts if now else ():
            numbers = [*reading.numbers.find_all(edition.get(name, ""))]
            if len(numbers) != 1 or any(numbers[0].is_near(one) for one in now):
                continue
            label = next(
                (one.text for one in reading.texts if one.path == ("facts", name, "label")), ""
            )
            yield _Changed(
                name, numbers[0], now, reading.counted_by(name), reading.described_by(name),
                f"{fact.as_of or ''} {label}",
            )  # fmt: skip
            break


def _of_a_fact(
    desk: _Desk, text: Text, sentence: str, number: Number, changed: Sequence[_Changed]
) -> Finding | None:
    """Tell *number* where it is the old one of one of the facts that have *changed*."""
    typed = {one.digits for one in desk.reading.numbers.find_all(sentence)}
    for fact in changed:
        if not number.readings & fact.before.readings:
            continue
        if not _counts_it(desk, text, sentence, number, fact):
            continue
        if desk.is_of_data(number, sentence):
            continue
        is_compared = TYPED in sentence and any(True for _ in text.values_of(fact.name))
        if is_compared or typed & {one.digits for one in fact.numbers}:
            continue  # from 24 to 31 per cent
        if any(year not in fact.years for year in _YEAR.findall(sentence)):
            continue
        return Finding(
            text.line_of(number.text),
            f"{number.text} is what the fact `{fact.name}` was in an edition, and it is "
            f"{fact.numbers[0].text} now",
            f"write {{{{ facts.{fact.name} }}}} in its place, or say of which year it is",
        )
    return None


def _counts_it(desk: _Desk, text: Text, sentence: str, number: Number, fact: _Changed) -> bool:
    """Whether *number* of *sentence* counts what *fact* does."""
    units = desk.reading.units_of(fact.name) | ({fact.before.unit} - {""})
    if (number.unit == "%") != ("%" in units) or (number.unit and number.unit not in units):
        return False
    behind = desk.reading.stems(" ".join(words(sentence[number.end :])[:NEAR]))
    if not number.unit and max(number.readings) < _SMALL:
        return bool(behind & fact.counted)
    stems = desk.stems(text, sentence)
    needed = 1 if number.significant_digits > 2 else min(2, len(fact.words))
    return number.significant_digits >= _TELLING or len(stems & fact.words) >= needed > 0


# Data


def _of_data(desk: _Desk, text: Text, sentence: str, number: Number) -> Finding | None:
    """Tell *number* where a cell had it that has another one now."""
    reading = desk.reading
    if number.significant_digits < 2 or TYPED in sentence or not desk.grids or not reading.past:
        return None
    own = [grid for grid in desk.grids if grid.path == text.path[:2]]
    grids = own if text.kind in ("alt", "caption") else desk.grids
    if any(number.is_near(one) for one in desk.cells) or any(
        grid.derives(number) for grid in desk.grids
    ):
        return None
    if any(is_misprint(number.digits, one.digits) for grid in own for one in desk.cells):
        return None  # told as one
    old_data = reading.past.read_data()
    for grid in grids:
        name = grid.name
        old, new = old_data.get(name), reading.brief.data.get(name)
        for label, head, before, now in _changed_cells(old, new) if old and new else ():
            cell = next(iter(reading.numbers.find_all(before)), None)
            if cell is None or not number.readings & cell.readings:
                continue
            stems = desk.stems(text, sentence)
            is_named = bool(stems & reading.stems(label)) or label in sentence
            if not own and not (is_named and stems & reading.stems(f"{head} {grid.about}")):
                continue
            return Finding(
                text.line_of(number.text),
                f"{number.text} is what `{name}` had for `{shown(label)}` under `{head}` in the "
                f"last edition, and it has {now} now",
                "write the new number, or say of which edition the old one is",
            )
    return None


def _changed_cells(old: DataTable, new: DataTable) -> Iterator[tuple[str, str, str, str]]:
    """Find the cells of numbers that have another value in *new* than in *old*, in the row of the
    same label and the column of the same head: these two, and the cell as it was and as it is.
    """
    rows = {row[0]: row for row in new.rows}
    heads = {head: n for n, head in enumerate(new.heads)}
    for n, column in enumerate(old.columns):
        if n == 0 or column.kind not in NUMERIC or column.head not in heads:
            continue
        for row in old.rows:
            now = rows.get(row[0])
            if now and row[n] and now[heads[column.head]] not in ("", row[n]):
                yield row[0], column.head, row[n], now[heads[column.head]]
