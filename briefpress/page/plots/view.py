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
        self, lines: Sequence[tuple[float, float, float, float]], colour: str, width: float
    ) -> None:
        """Draw straight lines, each from x and y to x and y in pixels."""
        rows = [dict(zip("abcd", map(_round, line), strict=True)) for line in lines]
        if rows:
            self.layers.append(
                {
                    "data": {"values": rows},
                    "mark": {"type": "rule", "color": colour, "strokeWidth": width},
                    "encoding": {
                        "x": pixels("a"), "y": pixels("b"), "x2": {"field": "c"},
                        "y2": {"field": "d"},
                    },
                }
            )  # fmt: skip

    def swatches(self, places: Sequence[tuple[float, float, str]]) -> None:
        """Draw the small squares of a legend: the middle of each in pixels, and its colour."""
        rows = [{"x": _round(x), "y": _round(y), "c": colour} for x, y, colour in places]
        self.layers.append(
            {
                "data": {"values": rows},
                "mark": {"type": "point", "shape": "square", "size": 90, "filled": True,
                         "opacity": 1},
                "encoding": {"x": pixels("x"), "y": pixels("y"), "color": as_it_is("c")},
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

    *at_zero*: whether it lies where the upright scale is 0. A dark line says so; one that lies
    elsewhere is as light as the lines across the plot.
    """
    colour = style.muted if at_zero else _across(style)
    return {
        **_axis(ticks), "grid": False, "domain": True, "domainColor": colour,
        "domainWidth": 0.8, "ticks": marked, "tickSize": 4, "tickColor": colour,
        "tickWidth": 0.8, "labelPadding": 4 if marked else 7, "labelColor": style.text,
        "labelFontSize": SMALL, "labelAlign": "center", "labelBaseline": "top",
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
    swatches: tuple[tuple[float, float, str], ...]

    def set_in(self, view: View) -> None:
        """Set it above *view*."""
        if self.texts:
            view.texts(self.texts)
        if self.swatches:
            view.swatches(self.swatches)


_ROW = 16.0


def make_head(
    unit: str | None, legend: Sequence[tuple[str, str]], left: float, style: Style, gap: float = 8
) -> Head:
    """Set *unit*, and a *legend* of names and colours in as many rows as they need.

    *left*: from the edge of the chart to the plot. *gap*: between head and plot.
    """
    letters, texts, swatches = style.lettering, [], []
    y = 0.0
    for line in letters.wrap(unit, style.width, SMALL) if unit else []:
        texts.append((0.0, y + 5.5, line, style.muted, SMALL))  # right under the caption
        y += 12
    x = 0.0
    y += 3 if unit and legend else 0
    for n, (name, colour) in enumerate(legend):
        lines = letters.wrap(name, style.width - 16)
        wide = 14 + letters.widest(lines)
        if n and x + wide > style.width:
            x, y = 0.0, y + _ROW
        swatches.append((x + 5, y + _ROW / 2, colour))
        for line in lines:
            texts.append((x + 14, y + _ROW / 2, line, style.text, SIZE))
            y += _ROW
        y -= _ROW
        x += wide + 16
    y += _ROW if legend else (3 if unit else 0)
    high = y + gap if unit or legend else 0.0
    return Head(
        high,
        tuple(Label(x - left, at - high, [line], c, size=size) for x, at, line, c, size in texts),
        tuple((x - left, at - high, colour) for x, at, colour in swatches),
    )
