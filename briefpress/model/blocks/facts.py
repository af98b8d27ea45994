"""Facts: figures that are written once, printed wherever they are named, and large with a label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from ..cells import NUMERIC, DataTable
from ..fields import (
    Age,
    AnyDate,
    CitedSource,
    Contract,
    DataCell,
    DataFile,
    FactName,
    Fault,
    Inline,
    Label,
    Number,
    SentenceFields,
)
from ..problems import nearest
from ..text import Quantity
from ..walk import Reads, Step


class Share(Contract):
    """How much one fact is of another, in per cent."""

    of: FactName
    """The fact that is the part."""
    whole: FactName = Field(alias="in")
    """The fact that is the whole."""


class Difference(Contract):
    """How much more, or less, one fact is than another."""

    before: FactName = Field(alias="from")
    """The fact that was."""
    after: FactName = Field(alias="to")
    """The fact that is."""
    given: Literal["percent", "number"] = Field(default="percent", alias="as")
    """`percent` of what was, or the `number` itself."""


class Trend(Contract):
    """The course of a figure over time: a column of a file, drawn as a small line."""

    data: DataFile
    """Data file: `returns.csv`, `returns.xlsx#Sheet name`."""
    column: Label
    """Its column; the days of the first column space the line, where it has some."""


class Fact(SentenceFields):
    """A figure that is written once and printed wherever it is named."""

    value: Number | None = None
    """The number itself, for charts, checks and comparison."""
    cell: DataCell | None = Field(default=None, alias="from")
    """Instead of `value`, the cell that holds it, by its file, what its row says, and its column:
    `returns.csv#date=2024-04-26/people`, `returns.xlsx#Sheet name#date=2024-04-26/people`; two
    things that the row says have `&` between them."""
    sum: Annotated[list[FactName], Field(min_length=1)] = []
    """Instead of `value`, the facts of which it is the sum: `[first, second]`."""
    share: Share | None = None
    """Instead of `value`, what part one fact is of another, in per cent: `{of: women, in: all}`."""
    change: Difference | None = None
    """Instead of `value`, what became of a fact, in per cent: `{from: y2023, to: y2024}`; or
    `{from: y2023, to: y2024, as: number}`. A fall has a minus; a sentence that says so in words
    writes `{{ facts.name.size }} less`, which is without it."""
    digits: Annotated[int, Field(ge=-12, le=6)] | None = None
    """How many decimals it is rounded to; `-2` is to hundreds. Without it, a per cent of a `share`
    or `change` has none, and all else is as exact as what it is made of."""
    unit: Annotated[str, Reads("label")] | None = None
    """Printed behind the number: `%`, `km`. Per cents that were computed have theirs."""
    show: Annotated[Inline, Reads("fact")] | None = None
    """How it reads in a sentence: `more than 670`, or, with the number from where it stands,
    `more than {{ facts.returned.value }}`. Without it the number is printed; a year as 2025, where
    the label or else the name begins or ends with that word, or where `show: "2025"` says so."""
    big: Annotated[Inline, Reads("fact")] | None = None
    """How it reads as a big figure: `670+`. Without it, as in a sentence."""
    label: Annotated[Inline, Reads("label")] | None = None
    """The things that it counts. A fact with a label is among the big figures of `{{ facts }}`."""
    trend: Trend | None = None
    """Drawn beside it where it is a big figure: `{data: returns.csv, column: people}`."""
    as_of: AnyDate | None = None
    """The day that it is of, for the checks: `2024-04-26`, `2024-04` or `2024`. Screens say it
    under a big figure.
    """
    source: CitedSource | None = None
    """Name of the source that gives it, with a page: `hrw-2024, p. 3`. It is printed under the big
    figure; where prose names the fact, cite it there."""
    stale_after: Age | None = None
    """How old it may become, from `as_of` on, before `check` asks for a newer one: `6 months`."""

    to_show: ClassVar[str] = "give at least one fact a label"
    also_printed = ("size",)

    @property
    def in_sentence(self) -> Any:
        """How it reads in a sentence: as its author says, or as its number."""
        if self.show or self.value is None:
            return self.show
        return self._with_unit(self.value)

    @property
    def size(self) -> Any:
        """Its number without a minus sign, with its unit: `{{ facts.fall.size }} less than`."""
        return None if self.value is None else self._with_unit(abs(self.value))

    def _with_unit(self, number: Decimal) -> Any:
        return Quantity(number, self.unit) if self.unit else number

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the facts of which it is made."""
        pairs = (self.share and (self.share.of, self.share.whole),
                 self.change and (self.change.before, self.change.after))  # fmt: skip
        return (*self.sum, *(name for pair in pairs if pair for name in pair))

    @property
    def is_shown(self) -> bool:
        """Whether it is among the big figures."""
        return bool(self.label)

    def faults(self, name: Step, data: Mapping[str, DataTable]) -> Iterator[Fault]:
        """Refuse a fact that prints nothing."""
        if self.value is None and not self.show:
            yield Fault(f"the fact `{name}` has no value", "add `value: …`, or `from:` a cell")
        table = data.get(self.trend.data) if self.trend else None
        if self.trend and table:
            column, path = table.column(self.trend.column), ("trend", "column")
            named = f"`{self.trend.column}`"
            if column is None:
                hint = nearest(self.trend.column, table.heads, "its columns")
                yield Fault(f"no column {named} in `{self.trend.data}`", hint, path)
            elif column.kind not in NUMERIC or sum(one is not None for one in column.values) < 2:
                yield Fault(
                    f"the column {named} of `{self.trend.data}` does not hold two numbers",
                    "name a column of numbers",
                    path,
                )
