"""Figures: pictures, and charts drawn from data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, ValidationInfo

from ..cells import NUMERIC, DataTable, with_years_as_rows, without_rows
from ..fields import (
    BlockFields,
    Channels,
    CitedSource,
    Contract,
    DataFile,
    Date,
    Fault,
    Focus,
    Inline,
    Label,
    OneOrMore,
    PictureFile,
    PlainText,
    Ratio,
    Width,
)
from ..maps import Map
from ..pictures import Crop
from ..problems import nearest
from ..scripts import with_one_apostrophe
from ..walk import Drawn, Reads, Step

PlotKind = Literal["line", "bars", "stacked", "share", "slope", "dots", "area", "small-multiples"]
"""The kinds of charts that need no word of Vega-Lite."""

FROM_ZERO: frozenset[PlotKind] = frozenset({"bars", "stacked", "share", "area"})
"""Kinds that show a number by a length, which begins at zero."""
PlotMarks = Literal["line", "bars", "area"]
"""The marks that many small charts can be made of."""
_NOUNS = {"bars": "bars", "stacked": "bars", "share": "bars", "area": "areas"}


class Tentative(Contract):
    """The numbers of a chart that are provisional, estimated or projected, and the word for it."""

    at: Annotated[OneOrMore, Field(min_length=1)]
    """Which they are. Rows by what they say at `x`, `2025`, or in a column that is not drawn, `e`;
    all from a row on, `from 2026`; a series, `Repair`; a series from a row on, `Repair from
    2026`."""
    word: Annotated[str, Reads("label")]
    """The word for it, printed above the chart: `Provisional`."""


class Plot(Contract):
    """A chart that says which columns of its data it shows, and as what."""

    kind: Annotated[PlotKind, Drawn()]
    """`line`, `area` and `slope` over time; `bars`, `dots`, `stacked` and `share` by a label, or
    over time; `small-multiples`, one small chart for each series."""
    x: Annotated[Label, Drawn()]
    """Column of the years, dates or labels. Where the years of a file are its heads, any name that
    is no head of it, likewise at `y`."""
    y: Annotated[OneOrMore, Field(min_length=1), Drawn()]
    """Column of the numbers; or a list of several, each of which is a series."""
    series: Annotated[Label, Drawn()] | None = None
    """Column that says to which series a row belongs."""
    marks: PlotMarks = "line"
    """The marks of each small chart of `small-multiples`."""
    unit: Annotated[str, Reads("label")] | None = None
    """The unit of the numbers, printed above the chart: `Thousands of people`."""
    highlight: OneOrMore = []
    """Series, or labels of one, in the house's colour; all others are grey."""
    without: OneOrMore = []
    """Rows that are not drawn, by what they say at `x`: `Total`, a region of which little is
    known."""
    scale: Literal["linear", "log"] = "linear"
    """`log`: each step ten times the one before; of a `line`, `slope`, `dots` or
    `small-multiples`."""
    reverse: bool = False
    """Whether its numbers grow downwards, as depths and ranks do; of a `line`, `slope` or
    `small-multiples` of lines."""

    tentative: Tentative | None = None
    """Numbers that are not final, in pale bars, dashed lines and hollow dots: `{at: from 2026,
    word: Projection}`."""

    def is_highlighted(self, name: str) -> bool:
        """Whether *name*, a series or a label, is one that it highlights, whichever apostrophe each
        has.
        """
        return with_one_apostrophe(name) in map(with_one_apostrophe, self.highlight)

    def taken_from(self, table: DataTable) -> tuple[Plot, DataTable]:
        """The chart and *table* as they are drawn, without the rows that are left out.

        Years that are heads become rows, under the names at `x` and `y`. Who thinks of bars that
        lie names the numbers at `x`, and the labels at `y`.
        """
        if len(self.y) > 1:
            return self, without_rows(table, self.x, self.without)
        table = with_years_as_rows(table, self.x, self.y[0])
        x, y = table.column(self.x), table.column(self.y[0])
        if (
            self.kind in ("bars", "stacked", "share", "dots")
            and (x and x.kind in NUMERIC)
            and (y and y.kind == "label")
        ):
            turned = self.model_copy(update={"x": self.y[0], "y": [self.x]})
            return turned, without_rows(table, turned.x, self.without)
        return self, without_rows(table, self.x, self.without)

    def faults_in(self, table: DataTable | None) -> Iterator[Fault]:
        """Refuse the name of a row that *table*, its data, does not have."""
        if table is None or not self.without:
            return
        plot, table = self.model_copy(update={"without": []}).taken_from(table)
        column = table.column(plot.x)
        texts = [text.strip() for text in column.texts] if column else []
        known = {with_one_apostrophe(text) for text in texts}
        for number, name in enumerate(self.without):
            if column and with_one_apostrophe(name.strip()) not in known:
                hint = nearest(name, [*dict.fromkeys(filter(None, texts))], "its rows")
                path = ("chart", "without", number)
                yield Fault(f"no row `{name}` under `{plot.x}` to leave out", hint, path)

    def faults(self) -> Iterator[Fault]:
        """Refuse two ways to say which series there are, and a length that has no zero."""
        if self.series is not None and len(self.y) > 1:
            yield Fault(
                "`series` and several columns at `y` both say which series there are",
                "name one column at `y`, or delete `series`",
                ("chart", "series"),
            )
        if self.marks != "line" and self.kind != "small-multiples":
            yield Fault(
                f"`marks` says what small charts are made of, and this is `kind: {self.kind}`",
                "use `kind: small-multiples`, or delete `marks`",
                ("chart", "marks"),
            )
        drawn = self.marks if self.kind == "small-multiples" else self.kind
        if self.scale == "log" and drawn in FROM_ZERO:
            yield Fault(
                f"{_NOUNS[drawn]} show their number by their length from zero, and a log "
                "scale has no zero",
                "use `kind: dots`, or `kind: line` for what goes on over time",
                ("chart", "scale"),
            )
        if self.reverse and drawn not in ("line", "slope"):
            noun = _NOUNS.get(drawn, "dots")
            yield Fault(
                f"`reverse` turns lines over, and {noun} grow with their numbers",
                "use `kind: line`, or delete `reverse`",
                ("chart", "reverse"),
            )


def _chart(value: object, info: ValidationInfo) -> object:
    """Read a chart of `kind: map` as a `Map`, of another `kind:` as a `Plot`, and any other as
    Vega-Lite, in the types of JSON.
    """
    if isinstance(value, dict) and value.get("kind") == "map":
        return Map.model_validate(value, context=info.context)
    if isinstance(value, dict) and "kind" in value:
        return Plot.model_validate(value, context=info.context)
    return info.context.json(value) if info.context is not None else value


ChartSpec = Annotated[Plot | Map | dict[str, Any], BeforeValidator(_chart), Drawn()]
"""The drawing: a `Plot`, a `Map`, or a specification in Vega-Lite without its data."""


class Figure(BlockFields):
    """A picture, or a chart drawn from data."""

    numbered: ClassVar[str] = "figure"
    image: PictureFile | None = None
    """File of the brief's folder: JPEG, PNG, SVG, WebP, AVIF, TIFF or GIF."""
    crop: Ratio | None = None
    """The shape to which a photo is cut, width and height: `3:2`."""
    focus: Focus | None = None
    """The part that stays in sight when it is cut: `left`, `top right`, or `60% 30%` from the upper
    left."""
    width: Width = "text"
    """How wide it stands: beside the text, as wide as the text, or over the whole page."""
    chart: ChartSpec | None = None
    """`kind:` and the columns or places that it shows, or a specification in Vega-Lite without its
    data."""
    data: DataFile | None = None
    """Data file for the chart: `returns.csv`, `returns.xlsx`, `returns.xlsx#Sheet name`."""
    caption: Annotated[Inline, Reads("caption")]
    """The words over it: what it shows."""
    note: Annotated[Inline, Reads("caption")] | None = None
    """A remark under it that a reader needs."""
    alt: Annotated[PlainText, Reads("alt")]
    """The figure in words, for those who do not see it; it can name facts."""
    credit: Annotated[Inline, Reads("caption")] | None = None
    """Whose picture it is, printed at its edge: `Jane Doe / UNHCR`."""
    licence: Label | None = None
    """Under which terms it may be printed: `CC BY 4.0`."""
    until: Date | None = None
    """The last day on which it may be shown, where its licence has one: `2027-12-31`."""
    channels: Channels = []
    """The only ways on which it may go, `[paper, web]`, of `paper`, `web`, `mail` and `pack`; EPUBs
    are of the web."""
    source: CitedSource | None = None
    """Name of the source of picture or figures, with the part that is meant; `;` stands between
    two: `un-2024, p. 5; wfp-2025`."""

    @property
    def part(self) -> Crop | None:
        """The part of its picture that is printed; None where that is all of it."""
        return Crop(*self.crop, self.focus or (0.5, 0.5)) if self.crop else None

    @property
    def is_map(self) -> bool:
        """Whether it is a map: what is drawn of borders is nobody's claim, and a line says so."""
        return isinstance(self.chart, Map)

    def table(self, _: Mapping[str, DataTable]) -> None:
        """Print no rows: the chart shows them."""

    def faults(self, name: Step, data: Mapping[str, DataTable]) -> Iterator[Fault]:
        """Refuse a figure without a picture, with two, or with nothing to draw."""
        if (self.image is None) == (self.chart is None):
            yield Fault(
                f"the figure `{name}` needs an image or a chart, one of them",
                "add `image: …`",
                ("image",),
            )
        elif isinstance(self.chart, Map):
            yield from self.chart.faults(self.data)
        elif self.chart is not None and self.data is None:
            yield Fault(f"the chart `{name}` has no data", "add `data: …` with a CSV file")
        if isinstance(self.chart, Plot):
            yield from self.chart.faults_in(data.get(self.data or ""))
            yield from self.chart.faults()
