"""Numbers → classes and their shades, from light to dark, each as far from the next in grey."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from ..plots.palette import lightness, mixed

LIGHTEST, DARKEST = 82.0, 26.0
"""Lightness of the first and the last class, CIE L*; what has no data is lighter than both."""


def shade(colour: str, light: float) -> str:
    """*colour*, `#rrggbb`, with white or black in it until its lightness is *light*."""
    ground = 255 if lightness(colour) < light else 0
    low, high = 0.0, 1.0
    for _ in range(12):
        share = (low + high) / 2
        if (lightness(mixed(colour, share, ground)) < light) == (ground == 255):
            low = share
        else:
            high = share
    return mixed(colour, high, ground)


def ramp(colour: str, classes: int) -> list[str]:
    """So many shades of *colour*, the lightest first."""
    if classes == 1:
        return [shade(colour, (LIGHTEST + DARKEST) / 2)]
    step = (LIGHTEST - DARKEST) / (classes - 1)
    return [shade(colour, LIGHTEST - n * step) for n in range(classes)]


def find_breaks(values: Sequence[float], classes: int) -> list[float]:
    """Where one class ends and the next begins: round numbers, about as many values in each.

    There are fewer classes than asked for where there are not as many different values. Where one
    value stands in so many rows that it fills several classes, such as 0, each different value
    counts once.
    """
    ordered = sorted(set(values))
    if len(ordered) <= classes:
        return ordered[1:]
    return max((_breaks(sorted(values), classes), _breaks(ordered, classes)), key=len)


def _breaks(ranked: Sequence[float], classes: int) -> list[float]:
    breaks: list[float] = []
    for n in range(1, classes):
        at = -(-n * len(ranked) // classes)  # what is over makes the lower classes larger
        near = len(ranked) // (classes * 6)
        low, high = ranked[at - 1 - near], ranked[at + near]
        rounded = _roundest(low, high, ranked[0], ranked[-1])
        if (not breaks or rounded > breaks[-1]) and ranked[0] < rounded <= ranked[-1]:
            breaks.append(rounded)
    filled = {class_of(one, breaks) for one in ranked}
    return [one for n, one in enumerate(breaks) if n in filled]


def class_of(value: float, breaks: Sequence[float]) -> int:
    """The number of the class of *value*, from 0; a break belongs to the class above it."""
    return bisect_right(breaks, value)


def _roundest(low: float, high: float, least: float, most: float) -> float:
    """The roundest number above *low* and up to *high*, or near them where none lies between."""
    span = Decimal(str(most)) - Decimal(str(least))
    power = Decimal(10) ** (span.adjusted() + 1)
    near = Decimal(str(low)), Decimal(str(high))
    for _ in range(5):
        for step in (power, power / 2, power / 4 if power > 10 else power / 5):
            number = (near[1] / step).to_integral_value("ROUND_FLOOR") * step
            if near[0] < number <= near[1]:
                return float(number)
        power /= 10
    return high


def round_below(value: float) -> float:
    """The roundest number up to *value*: 1, 2 or 5 of a power of ten."""
    power = Decimal(10) ** Decimal(str(value)).adjusted()
    return float(next(step * power for step in (5, 2, 1) if step * power <= Decimal(str(value))))
