"""Marks, labels and axes of a chart → one view of Vega-Lite, every place in pixels or in values.

┌ top: unit, legend ────────────────┐
│      ┌──────────────────┐         │
│ left │ width × height   │ right   │   438 pixels, the measure of the text
│      └──────────────────┘         │
└ bottom: the axis ─────────────────┘
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import WIDTH
from .chart_words import LEADING, SIZE, SMALL, Lettering
from .palette import mixed, series_colours

if TYPE_CHECKING:
    from .number_formats import Tick

NARROW = 250.0
"""Pixels of width under which a chart stands beside the text."""
Align = Literal["left", "center", "right"]
Spec = dict[str, Any]


@dataclass(frozen=True)
class Style:
    """The colours and the type of a house."""

    ink: str
    accent: str
    muted: str
    text: str
    hairline: str
    lettering: Lettering
    width: float = WIDTH
    """The width of the chart, in CSS pixels."""
    series: tuple[str, ...] = ()
    """Six colours that a brand has chosen; empty where they follow from ink and accent."""

    @classmethod
    def of(
        cls, tokens: Mapping[str, str], fonts: Path | None = None, width: float = WIDTH
    ) -> Style:
        """Take what *tokens*, the brand, say; its type lies in the folder *fonts*."""
        ink, accent, muted = tokens["ink"], tokens["accent"], tokens["muted"]
        lettering = Lettering(tokens["font-display"].strip("\"'"), fonts)
        series = (*tokens.get("series", "").split(),)
        return cls(ink, accent, muted, tokens["text"], tokens["hairline"], lettering, width, series)

    @property
    def colours(self) -> tuple[str, ...]:
        """Six that differ in grey as well."""
        return self.series or series_colours(self.ink, self.accent)

    @property
    def grey(self) -> str:
        """The colour of all that is not highlighted."""
        return mixed(self.muted, 0.5)


@dataclass(frozen=True)
class Label:
    """Lines of type at a place in pixels from the upper left corner of the plot."""

    x: float
    y: float
    """How far down the middle of the lines is."""
    lines: Sequence[str]
    colour: str
    align: Align = "left"
    size: float = SIZE
    weight: int = 400
    angle: int = 0
    """270: from below upwards."""

    @property
    def style(self) -> tuple[float, int, Align, int]:
        """Size, weight, align and angle: labels of one layer share them."""
        return self.size, self.weight, self.align, self.angle

    def spec(self) -> Spec:
        """As a datum of Vega-Lite."""
        y = self.y - (len(self.lines) - 1) * self.size * LEADING / 2
        words = self.lines[0] if len(self.lines) == 1 else list(self.lines)
        return {"x": _round(self.x), "y": _round(y), "s": words, "c": self.colour}


SHAPES = ("circle", "diamond", "square", "triangle-up", "triangle-down", "cross")
"""The shapes of dots, one for each series: who prints in grey tells them apart."""
DASHES = [4, 3]
"""Pixels of a line that is not final, and between two of them."""
EDGE = 1.2
"""The width of the edge of a mark that is not final, in pixels."""


def paler(colour: str) -> str:
    """The colour of a surface whose number is not final; its edge has *colour*."""
    return mixed(colour, 0.78)


@dataclass(frozen=True)
class Sample:
    """A mark of a legend, and what stands behind it."""

    name: str
    colour: str
    shape: str = "square"
    """As Vega calls it; `line`: a dashed one."""
    is_hollow: bool = False
    """Whether it shows what is not final."""


@dataclass
class View:
    """A plot of *width* × *height*, filled layer by layer."""

    width: float
    height: float
    layers: list[Spec] = field(default_factory=list)

    def texts(self, texts: Sequence[Label]) -> None:
        """Set *texts*."""
        for style in dict.fromkeys(one.style for one in texts):
            size, weight, align, angle = style
            rows = [one.spec() for one in texts if one.style == style]
            self.layers.append(
                {
                    "data": {"values": rows},
                    "mark": {
                        "type": "text", "align": align, "baseline": "middle", "limit": 0,
                        "fontSize": size, "fontWeight": weight, "lineHeight": size * LEADING,
                        **({"angle": angle} if angle else {}),
                    },
                    "encoding": {
                        "x": pixels("x"), "y": pixels("y"), "color": as_it_is("c"),
                        "text": {"field": "s", "type": "nominal"},
                    },
                }
            )  # fmt: skip

    def rules(
        self, lines: Sequence[tuple[float, float, float, float]], colour: str, width: float,
        *, dashed: bool = False,
    ) -> None:  # fmt: skip
        """Draw straight lines, each from x and y to x and y in pixels."""
        rows = [dict(zip("abcd", map(_round, line), strict=True)) for line in lines]
        if rows:
            self.layers.append(
                {
                    "data": {"values": rows},
                    "mark": {"type": "rule", "color": colour, "strokeWidth": width,
                             **({"strokeDash": DASHES} if dashed else {})},
                    "encoding": {
                        "x": pixels("a"), "y": pixels("b"), "x2": {"field": "c"},
                        "y2": {"field": "d"},
                    },
                }
            )  # fmt: skip

    def break_off(self, x: float, y: float, style: Style, *, lies: bool = False) -> None:
        """Draw the mark of an axis that does not go on to zero, from *x* and *y* down; to the right
        where the axis *lies*.
        """
        ends = [(CLEAR - 1) * n / 4 for n in range(5)]
        places = [
            (x + along, y + aside) if lies else (x + aside, y + along)
            for along, aside in zip(ends, (0, 2.4, -2.4, 2.4, 0), strict=True)
        ]
        self.rules([(*one, *other) for one, other in pairwise(places)], style.muted, 0.9)

    def swatches(self, places: Sequence[tuple[float, float, Sample]]) -> None:
        """Draw the small marks of a legend: the middle of each in pixels, and its look."""
        looks = [(sample.shape, sample.is_hollow) for *_, sample in places]
        for look in dict.fromkeys(looks):
            alike = [one for one, other in zip(places, looks, strict=True) if other == look]
            if look[0] == "line":
                for x, y, sample in alike:
                    self.rules([(x - 5, y, x + 13, y)], sample.colour, 2, dashed=True)
                continue
            rows = [
                {"x": _round(x), "y": _round(y), "c": sample.colour, "f": paler(sample.colour)}
                for x, y, sample in alike
            ]
            # The edge of a hollow one lies half outside.
            size = 90 if look[0] == "square" else 64
            hollow: Spec = {"fill": as_it_is("f"), "stroke": as_it_is("c")}
            self.layers.append(
                {
                    "data": {"values": rows},
                    "mark": {"type": "point", "shape": look[0], "opacity": 1,
                             "size": size * 0.8 if look[1] else size,
                             **({"strokeWidth": EDGE} if look[1] else {"filled": True})},
                    "encoding": {"x": pixels("x"), "y": pixels("y"),
                                 **(hollow if look[1] else {"color": as_it_is("c")})},
                }
            )  # fmt: skip

    def spec(self) -> Spec:
        """The view, as a part of a chart."""
        return {"width": _round(self.width), "height": _round(self.height), "layer": self.layers}


def _round(value: float) -> float:
    return round(value, 2)


def pixels(name: str) -> Spec:
    """A channel whose column *name* holds pixels."""
    return {"field": name, "type": "quantitative", "scale": None, "axis": None}


def as_it_is(name: str) -> Spec:
    """A channel whose column *name* holds colours."""
    return {"field": name, "type": "nominal", "scale": None}


def known_by(name: str = "k") -> Spec:
    """The channel by which a mark is known when the chart is read back."""
    return {"field": name, "type": "nominal"}


def numbers(
    name: str, domain: tuple[float, float], *, log: bool = False, axis: Spec | None = None
) -> Spec:
    """A channel whose column *name* holds numbers, drawn from one end of *domain* to the other."""
    scale: Spec = {"domain": list(domain), "nice": False, "zero": False}
    if log:
        scale["type"] = "log"
    return {"field": name, "type": "quantitative", "scale": scale, "axis": axis}


CLEAR = 9.0
"""Pixels between the foot of a plot that does not begin at zero and the axis below it."""


def axis_of_numbers(ticks: Sequence[Tick], style: Style) -> Spec:
    """A vertical axis: light lines across the plot, its numbers on their left."""
    return {
        **_axis(ticks), "grid": True, "gridColor": _across(style), "gridWidth": 0.6,
        "domain": False, "ticks": False, "labelPadding": 6, "labelColor": style.muted,
        "labelFontSize": SMALL,
    }  # fmt: skip


def _across(style: Style) -> str:
    """The colour of the light lines across a plot."""
    return mixed(style.hairline, 0.35)


def axis_below(
    ticks: Sequence[Tick], style: Style, *, marked: bool = True, at_zero: bool = True
) -> Spec:
    """A horizontal axis; *marked*: with small strokes at its stops.

    *at_zero*: whether it lies where the upright scale is 0. A dark line says so; elsewhere it is
    none, and its strokes hang clear of the lowest line across the plot.
    """
    return {
        **_axis(ticks), "grid": False, "domain": at_zero, "domainColor": style.muted,
        "domainWidth": 0.8, "ticks": marked, "tickSize": 4, "tickColor": style.muted,
        "tickWidth": 0.8, "labelPadding": 4 if marked else 7, "labelColor": style.text,
        "labelFontSize": SMALL, "labelAlign": "center", "labelBaseline": "top",
        "offset": 0 if at_zero else CLEAR,
    }  # fmt: skip


def axis_of_labels(ticks: Sequence[Tick], style: Style, room: float, size: float) -> Spec:
    """A vertical axis of labels that begin *room* pixels left of the plot; *ticks*: in pixels."""
    from .number_formats import Tick

    moved = [
        Tick(_round(tick.at - (len(tick.lines) - 1) * size * LEADING / 2), tick.lines)
        for tick in ticks
    ]
    return {
        **_axis(moved), "grid": False, "domain": False, "ticks": False, "labelPadding": room,
        "labelLineHeight": size * LEADING, "labelAlign": "left", "labelColor": style.text,
        "labelFontSize": size,
    }  # fmt: skip


def _axis(ticks: Sequence[Tick]) -> Spec:
    words = {
        format(Decimal(repr(float(tick.at))).normalize(), "f"): (
            tick.lines[0] if len(tick.lines) == 1 else list(tick.lines)
        )
        for tick in ticks
    }
    return {
        "values": [tick.at for tick in ticks], "title": None, "labelOverlap": False,
        "labelBound": False, "labelFlush": False, "labelLimit": 0, "labelLineHeight": SMALL * 1.2,
        "labelExpr": f"{json.dumps(words)}[datum.value]",
    }  # fmt: skip


def spare(axis: Spec) -> float:
    """Pixels that *axis* does not need, where each of its labels has one line and not two."""
    return 0.0 if '["' in axis["labelExpr"] else SMALL * 1.2


def whole(view: View, left: float, top: float, right: float, bottom: float) -> Spec:
    """A chart of one view, with the room that it needs around it."""
    return {"autosize": "none", "padding": _sides(left, top, right, bottom), **view.spec()}


def beside_each_other(
    views: Sequence[View], columns: int, gaps: tuple[float, float],
    sides: tuple[float, float, float, float],
) -> Spec:  # fmt: skip
    """A chart of many *views* of one size, so many *columns* a row; *gaps*: between the columns
    and between the rows; *sides*: the room on the left, above, on the right and below.
    """
    rows = -(-len(views) // columns)
    width = columns * views[0].width + (columns - 1) * gaps[0]
    height = rows * views[0].height + (rows - 1) * gaps[1]
    return {
        "autosize": "none",
        "padding": _sides(*sides),
        "params": [
            {"name": "width", "value": _round(width)},
            {"name": "height", "value": _round(height)},
        ],
        "bounds": "flush",
        "spacing": {"column": gaps[0], "row": gaps[1]},
        "columns": columns,
        "concat": [view.spec() for view in views],
    }


def _sides(left: float, top: float, right: float, bottom: float) -> Spec:
    return dict(zip(("left", "top", "right", "bottom"), map(_round, (left, top, right, bottom)),
                    strict=True))  # fmt: skip


# ---------------------------------------------------------------------------------------------
# Above the plot


@dataclass(frozen=True)
class Head:
    """The unit and the legend, above a plot."""

    height: float
    texts: tuple[Label, ...]
    swatches: tuple[tuple[float, float, Sample], ...]

    def set_in(self, view: View) -> None:
        """Set it above *view*."""
        if self.texts:
            view.texts(self.texts)
        if self.swatches:
            view.swatches(self.swatches)


_ROW = 16.0


def make_head(
    unit: str | None, legend: Sequence[Sample], left: float, style: Style, gap: float = 8
) -> Head:
    """Set *unit*, and a *legend* in as many rows as it needs.

    *left*: from the edge of the chart to the plot. *gap*: between head and plot.
    """
    letters, texts, swatches = style.lettering, [], []
    y = 0.0
    for line in letters.wrap(unit, style.width, SMALL) if unit else []:
        texts.append((0.0, y + 5.5, line, style.muted, SMALL))  # right under the caption
        y += 12
    x = 0.0
    y += 3 if unit and legend else 0
    for n, sample in enumerate(legend):
        indent = 22 if sample.shape == "line" else 14
        lines = letters.wrap(sample.name, style.width - indent - 2)
        wide = indent + letters.widest(lines)
        if n and x + wide > style.width:
            x, y = 0.0, y + _ROW
        swatches.append((x + 5, y + _ROW / 2, sample))
        for line in lines:
            texts.append((x + indent, y + _ROW / 2, line, style.text, SIZE))
            y += _ROW
        y -= _ROW
        x += wide + 16
    y += _ROW if legend else (3 if unit else 0)
    high = y + gap if unit or legend else 0.0
    return Head(
        high,
        tuple(Label(x - left, at - high, [line], c, size=size) for x, at, line, c, size in texts),
        tuple((x - left, at - high, sample) for x, at, sample in swatches),
    )
