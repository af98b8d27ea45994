"""The colours and circles of a map → its legend, below it, as SVG."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..plots.chart_words import SMALL, Lettering
from .colours import HATCHED
from .draw_circles import sample_sizes
from .shades import class_of, shade
from .shown import ShownMap
from .svg import hatch, small_words

_SEEN = 6
"""Pixels: a smaller area needs no key to its colour."""
_BOX = 9
"""Pixels: the side of the box of a key, and the height of the scale."""


@dataclass(frozen=True)
class Legend:
    """A legend, and how high it is."""

    svg: str = ""
    height: float = 0.0


@dataclass(frozen=True)
class _Scale:
    """The shades beside each other, with the numbers between them."""

    ends: Sequence[str]
    """The numbers at the ends of the shades. The first is empty where no value lies in the first
    shade, the last where none lies above its lower end."""
    step: float
    """How wide a shade is, in pixels, so that the numbers stand apart."""


def draw_legend(shown: ShownMap, letters: Lettering, top: float, room: float) -> Legend:
    """Draw the legend from *top* downwards, at most *room* pixels wide."""
    unit = _draw_unit(shown, letters, top, room)
    if not shown.rows:  # the unit is that of the circles, which come first
        sizes = _draw_sizes(shown, letters, top + unit.height)
        under = 4 if sizes.height else 0.0
        unit = Legend(unit.svg + sizes.svg, unit.height + sizes.height + under)
    y = top + unit.height
    scale = _find_scale(shown, letters)
    keys = [*_keys(shown, scale)]
    if scale and scale.step > room / len(scale.ends):
        # Numbers between the shades would stand on one another.
        keys = [*_keys_of_classes(shown, scale.ends), *keys]
        scale = None
    x, bar = _draw_scale(scale, shown, letters, y) if scale else (0.0, "")
    parts = [unit.svg, bar]
    row = y
    for fill, text in keys:
        width = 13 + letters.width(text, SMALL) + 16
        if x and x + width - 16 > room:
            x, row = 0.0, row + (30 if scale and row == y else 16)
        parts.append(_draw_box(fill, x, row, shown))
        parts.append(small_words(text, x + 14, row + 8.4, shown.order.tokens["text"]))
        x += width
    if scale:
        height = max(row + 12, y + 24) - top
    elif keys:
        height = row + 12 - top
    else:
        height = unit.height
    if not shown.rows:
        return Legend("".join(parts), height)
    sizes = _draw_sizes(shown, letters, top + height)
    return Legend("".join(parts) + sizes.svg, height + sizes.height)


def _draw_unit(shown: ShownMap, letters: Lettering, top: float, room: float) -> Legend:
    """Write what the numbers are of, in as many lines as it takes."""
    if not shown.order.map.unit:
        return Legend()
    parts = []
    y = top
    for line in letters.wrap(shown.order.map.unit, room, SMALL):
        y += SMALL
        parts.append(small_words(line, 0, y - 1, shown.order.tokens["muted"]))
        y += 2
    return Legend("".join(parts), y + 4 - top)


def _find_scale(shown: ShownMap, letters: Lettering) -> _Scale | None:
    """Find the scale of the shades; None where each stands for one number, or for a word."""
    values, breaks = _values(shown), shown.colours.breaks
    if not values or _is_one_each(shown, values):
        return None
    ends = [
        _number(values[0], shown) if values[0] < breaks[0] else "",
        *(_number(value, shown) for value in breaks),
        _number(values[-1], shown) if values[-1] > breaks[-1] else "",
    ]
    return _Scale(ends, max(34.0, 8 + max(letters.width(text, SMALL) for text in ends)))


def _values(shown: ShownMap) -> list[float]:
    """The different numbers by which it is shaded, the least first."""
    return sorted({row.value for row in shown.rows.values() if isinstance(row.value, float)})


def _is_one_each(shown: ShownMap, values: Sequence[float]) -> bool:
    classes = [class_of(value, shown.colours.breaks) for value in values]
    return classes == [*range(len(shown.colours.shades))]


def _keys_of_classes(shown: ShownMap, ends: Sequence[str]) -> Iterator[tuple[str, str]]:
    for fill, (low, high) in zip(shown.colours.shades, itertools.pairwise(ends), strict=True):
        if low:
            yield fill, f"{low}–{high}" if high else low


def _keys(shown: ShownMap, scale: _Scale | None) -> Iterator[tuple[str, str]]:
    """The colours that stand for one number or word each, and what each stands for."""
    values, colours, words = _values(shown), shown.colours, shown.order.words
    if values and not scale:
        texts = (_number(value, shown) for value in values)
        yield from zip(colours.shades, texts, strict=True)
    elif not values:
        yield from zip(colours.shades, colours.categories, strict=True)
    seen = {shown.fills[area.key] for area in shown.areas if area.size > _SEEN}
    if shown.rows and colours.land in seen:
        yield colours.land, words["map_no_data"]
    if HATCHED in seen:
        yield HATCHED, words["map_disputed"]


def _draw_scale(scale: _Scale, shown: ShownMap, letters: Lettering, y: float) -> tuple[float, str]:
    """Draw the scale; gives where what stands beside it begins."""
    ends, step, shades = scale.ends, scale.step, shown.colours.shades
    inset = letters.width(ends[0], SMALL) / 2
    parts = [
        f'<rect x="{inset + n * step:.1f}" y="{y:.1f}" width="{step:.1f}" height="{_BOX}" '
        f'fill="{fill}"/>'
        for n, fill in enumerate(shades)
    ]
    colour = shown.order.tokens["text"]
    parts += [
        small_words(text, inset + n * step, y + 20, colour, "middle")
        for n, text in enumerate(ends)
        if text
    ]
    right = inset + len(shades) * step + letters.width(ends[-1], SMALL) / 2
    return right + 20, "".join(parts)


def _draw_box(fill: str, x: float, y: float, shown: ShownMap) -> str:
    """Draw the box of a key."""
    ring = [(x, y), (x + _BOX, y), (x + _BOX, y + _BOX), (x, y + _BOX)]
    is_hatched = fill == HATCHED
    lines = hatch([ring], shown.order.tokens["muted"]) if is_hatched else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{_BOX}" height="{_BOX}" '
        f'fill="{shown.colours.land if is_hatched else fill}" '
        f'stroke="{shown.colours.coast}" stroke-width="0.4"/>{lines}'
    )


def _draw_sizes(shown: ShownMap, letters: Lettering, top: float) -> Legend:
    """Draw two circles and what they stand for."""
    samples = sample_sizes(shown)
    if not samples:
        return Legend()
    largest = max(radius for _, radius in samples)
    accent, x, parts = shown.order.tokens["accent"], 0.0, []
    top += 2
    for size, radius in samples:
        text = _number(size, shown)
        parts.append(
            f'<circle cx="{x + radius + 0.5:.1f}" cy="{top + largest:.1f}" r="{radius:.1f}" '
            f'fill="{shade(accent, 78)}" stroke="{accent}" stroke-width="1"/>'
        )
        x += 2 * radius + 5
        parts.append(small_words(text, x, top + largest + 3.4, shown.order.tokens["text"]))
        x += letters.width(text, SMALL) + 16
    return Legend("".join(parts), 2 * largest + 4)


def _number(value: float, shown: ShownMap) -> str:
    """Write *value* as the brief's language does; a year as it is."""
    order = shown.order
    column = order.data[1].column(order.map.value or "") if order.data else None
    if column is not None and column.kind == "year":
        return str(round(value))
    from babel.numbers import format_decimal

    number = Decimal(f"{value:.6g}") if value % 1 else Decimal(round(value))
    text = format_decimal(number.normalize(), locale=order.locale.replace("-", "_"))
    return str(text).replace("-", "−")
