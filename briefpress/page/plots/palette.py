"""Make the six colours of a chart from the two of the brand: each as light as no other.

Who prints in grey, or sees no red, tells them apart by their lightness: CIE L*, from 0, black, to
100, white.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from ...model.colour import contrast

SERIES = 6
"""Colours of a chart."""
APART = 8.0
"""Least difference in lightness between any two of the six."""
_LIGHTEST, _DARKEST = 80.0, 22.0
"""A line of the one is still seen on white; the other is still a colour."""
# The other four, in the order in which they are used: the colour of the brand from which the hue is
# turned, by how many degrees, and how much colour there is.
# A blue that is made light in this space looks like lilac: it is turned towards cyan.
_TURNS = (
    ("accent", 35.0, 48.0),
    ("ink", -24.0, 20.0),
    ("ink", -85.0, 28.0),
    ("accent", -40.0, 32.0),
)


def series_colours(ink: str, accent: str, palette: Sequence[str] = ()) -> tuple[str, ...]:
    """Six colours as `#rrggbb`, no two within `APART`: *ink*, *accent*, and four that go with them.

    Those of *palette* that part from the others are taken as they are, and others of it made
    lighter or darker. *accent* is made so where the two are alike in grey.
    """
    hues = {"ink": _lch(ink), "accent": _lch(accent)}
    dark, light = hues["ink"][0], hues["accent"][0]
    if abs(dark - light) < APART:
        light = dark + 2 * APART if dark < 50 else dark - 2 * APART
        accent = _hex(light, *hues["accent"][1:])
    taken, steps = next(
        series
        for most in range(len(palette), -1, -1)
        if (series := _take([ink, accent], [dark, light], palette[:most]))[0]
    )
    more = steps[len(taken) :]
    spare = [
        _lch(colour) for colour in palette if colour not in taken and _lch(colour)[1] > _COLOURLESS
    ]
    # The first two of the four are those that are easiest to tell from the brand's own.
    others = []
    for step, (name, turn, chroma) in zip(
        more if len(taken) > len(hues) else _in_order(steps), _TURNS[: len(more)], strict=True
    ):
        near = [one for one in spare if abs(one[0] - step) <= _MOVED]
        if near:
            nearest = min(near, key=lambda one, step=step: abs(one[0] - step))  # type: ignore[misc]
            spare.remove(nearest)
            others.append(_hex(step, *nearest[1:]))
        else:
            others.append(_hex(step, chroma, hues[name][2] + turn))
    return (*taken, *others)


def _take(
    colours: Sequence[str], steps: Sequence[float], palette: Sequence[str]
) -> tuple[list[str], list[float]]:
    """Add to *colours*, as light as *steps*, those of *palette* that part from them, and steps for
    as many as are missing; nothing where these would be too near.
    """
    taken, lightnesses = [*colours], [*steps]
    for colour in palette:
        step = lightness(colour)
        apart = min(abs(step - one) for one in lightnesses)
        if len(taken) < SERIES and apart >= APART and _DARKEST <= step <= _LIGHTEST:
            lightnesses.append(step)
            taken.append(colour)
    while len(lightnesses) < SERIES:
        lightnesses.append(_widest(tuple(lightnesses)))
    closest = min(b - a for a, b in pairwise(sorted(lightnesses)))
    if closest >= APART:
        return taken, lightnesses
    return ([], []) if palette else (taken, [*steps, *_spread(steps, SERIES - len(steps))])


def lightness(colour: str) -> float:
    """How light *colour* is, `#rrggbb`: CIE L*."""
    return _lch(colour)[0]


def darkened(colour: str, most: float = 46.0) -> str:
    """*colour*, dark enough for small type on white: no lighter than *most*."""
    light, chroma, hue = _lch(colour)
    return colour if light <= most else _hex(most, chroma, hue)


def ink_on(colour: str, text: str) -> str:
    """Choose the colour of type on *colour*: white, *text* or black, the first with a contrast of
    4.5:1, which WCAG 2 asks of text at level AA; white and black do not both miss it.
    """
    inks = ("#ffffff", text, "#000000")
    return next(ink for ink in inks if contrast(ink, colour) >= _LEAST_CONTRAST)


def mixed(colour: str, share: float, ground: int = 255) -> str:
    """*colour* with *share* of white in it, from 0 to 1; of black where *ground* is 0."""
    parts = [round(part + (ground - part) * share) for part in _bytes(colour)]
    return "#" + "".join(f"{part:02x}" for part in parts)


_LEAST_CONTRAST = 4.5
_COLOURLESS, _MOVED = 12.0, 18.0
"""Chroma of what is grey, and how far a colour of a palette is made lighter or darker."""


@lru_cache(maxsize=64)
def _widest(steps: tuple[float, ...]) -> float:
    """The lightness farthest from each of *steps*."""
    tried = [_DARKEST + n * 0.25 for n in range(int((_LIGHTEST - _DARKEST) * 4) + 1)]
    return max(tried, key=lambda one: (min(abs(one - step) for step in steps), one))


def _spread(steps: Sequence[float], number: int) -> list[float]:
    """*number* of lightnesses, as far from each other and from each of *steps* as there is room."""
    bounds = sorted(min(max(one, _DARKEST), _LIGHTEST) for one in steps)
    rooms = [(_DARKEST, bounds[0], 0), *((a, b, 1) for a, b in pairwise(bounds)),
             (_LIGHTEST, bounds[-1], 0)]  # fmt: skip
    counts = [0] * len(rooms)
    for _ in range(number):  # each goes where it has most room
        gaps = [abs(b - a) / (n + 1 + ends) for (a, b, ends), n in zip(rooms, counts, strict=True)]
        counts[gaps.index(max(gaps))] += 1
    return [
        a + (b - a) / (count + ends) * (n + ends)
        for (a, b, ends), count in zip(rooms, counts, strict=True)
        for n in range(count)
    ]


def _in_order(steps: list[float]) -> list[float]:
    """The last four of *steps*, those in the middle of the scale first where they stand alone."""
    third, fourth, *rest = steps[2:]
    return [min(third, fourth), max(third, fourth), *rest]


# ---------------------------------------------------------------------------------------------
# sRGB and CIE LCh, both under D65


def _bytes(colour: str) -> tuple[int, int, int]:
    digits = colour.strip().lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    if not re.fullmatch("[0-9a-fA-F]{6}", digits):
        digits = "444444"  # a colour by its name: dark, and of no hue
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


_WHITE = (0.95047, 1.0, 1.08883)
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_TO_RGB = (
    (3.2404542, -1.5371385, -0.4985314),
    (-0.9692660, 1.8760108, 0.0415560),
    (0.0556434, -0.2040259, 1.0572252),
)


def _lch(colour: str) -> tuple[float, float, float]:
    """Lightness, chroma, and hue in degrees."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (one / 255 for one in _bytes(colour))
    ]
    xyz = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in _TO_XYZ]
    roots: Callable[[float], float] = lambda t: (  # noqa: E731 - one formula of the standard
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
    )
    fx, fy, fz = (roots(one / white) for one, white in zip(xyz, _WHITE, strict=True))
    a, b = 500 * (fx - fy), 200 * (fy - fz)
    return 116 * fy - 16, math.hypot(a, b), math.degrees(math.atan2(b, a))


def _hex(light: float, chroma: float, hue: float) -> str:
    """The colour as `#rrggbb`, with as much of *chroma* as a screen can show."""
    while True:
        a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
        fy = (light + 16) / 116
        xyz = [
            white * (t**3 if t**3 > 216 / 24389 else (116 * t - 16) * 27 / 24389)
            for t, white in zip((fy + a / 500, fy, fy - b / 200), _WHITE, strict=True)
        ]
        linear = [sum(p * q for p, q in zip(row, xyz, strict=True)) for row in _TO_RGB]
        if chroma <= 0 or all(-0.0005 <= one <= 1.0005 for one in linear):
            break
        chroma -= 1
    parts = [min(1.0, max(0.0, one)) for one in linear]
    return "#" + "".join(
        f"{round(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055)):02x}"
        for c in parts
    )
