"""A page of a PDF → what is seen of it: its box, its size, where nothing stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MILLIMETRE = 72 / 25.4
"""In points."""
EDGE = 6 * MILLIMETRE
"""From the upper or lower edge of the paper to a page's number: most printers reach 4.2 mm, a
masthead begins at 12 mm."""
SIDE = 18 * MILLIMETRE
"""From the outer edge to it: the margin of the house's pages."""
ROOM = (36 * MILLIMETRE, 6 * MILLIMETRE)
"""Width and height that a page's number needs at most."""
CORNERS = ("top-right", "bottom-right", "top-left", "bottom-left")
"""Where a page's number may stand, as the page is seen."""
SMALLEST, LARGEST = 10 * MILLIMETRE, 5_000 * MILLIMETRE
"""Points that a side of a page may measure: from a label to a banner."""
_SPOTS = 0.5
"""How many points of the picture of a page stand for a point of the page: letters are grey in it,
and seen."""
_LIGHT = 170
"""How light a ground is at least, of 255: ink is read on a lighter one of one tone."""
_EVEN = 12
"""How much tones of one ground differ at most, of 255."""


@dataclass(frozen=True)
class Shape:
    """A page, and how it gets upright."""

    box: tuple[float, float, float, float]
    """The part of it that is shown, in its own units: left, bottom, right, top."""
    turn: int
    """Degrees, clockwise: 0, 90, 180 or 270."""
    unit: float
    """Points in one of its units."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, upright."""
        x0, y0, x1, y1 = self.box
        width, height = (x1 - x0) * self.unit, (y1 - y0) * self.unit
        return (height, width) if self.turn in (90, 270) else (width, height)

    @property
    def upright(self) -> tuple[float, ...]:
        """The matrix that turns it upright, in points, its lower left corner at the origin."""
        x0, y0, x1, y1 = self.box
        matrix = {
            0: (1, 0, 0, 1, -x0, -y0),
            90: (0, -1, 1, 0, -y0, x1),
            180: (-1, 0, 0, -1, x1, y1),
            270: (0, 1, -1, 0, y1, -x0),
        }[self.turn]
        return tuple(self.unit * one for one in matrix)

    @property
    def fault(self) -> str:
        """Why nobody can print it: it has `no size`, or an absurd one; empty where somebody can."""
        width, height = self.size
        if not min(width, height) > 0:
            return "no size"
        if min(width, height) < SMALLEST or max(width, height) > LARGEST:
            return f"a size of {width / MILLIMETRE:.0f} × {height / MILLIMETRE:.0f} mm"
        return ""


def shape_of(page: Any, *, is_trimmed: bool = False) -> Shape:
    """The shape of *page*; *is_trimmed*: of what is left when it is cut to its TrimBox.

    A box that reaches out of the sheet is cut off at it, as every reader does. A side that is no
    number makes a page of no size.
    """
    try:
        media = _corners(page.mediabox)
        box = _common(media, _corners(page.cropbox))
        if is_trimmed:
            box = _common(box, _corners(page.trimbox))
        unit = float(page.obj.get("/UserUnit", 1))
    except (ArithmeticError, AttributeError, RuntimeError, TypeError, ValueError):
        return Shape((0, 0, 0, 0), 0, 1)
    return Shape(box, _turn(page.obj), max(unit, 0))


def _turn(node: Any) -> int:
    """How far a page is turned, as it says itself or what it is a part of."""
    for _ in range(60):
        if "/Rotate" in node:
            turn = node.Rotate
            return turn // 90 * 90 % 360 if isinstance(turn, int) else 0
        if "/Parent" not in node:
            break
        node = node.Parent
    return 0


def _corners(box: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(one) for one in box)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _common(
    media: tuple[float, float, float, float], box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    left, bottom = max(media[0], box[0]), max(media[1], box[1])
    right, top = min(media[2], box[2]), min(media[3], box[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def enlargement(size: tuple[float, float], paper: tuple[float, float]) -> float:
    """How much larger a page of *size* is than *paper*, at least 1: a printer makes it fit."""
    return max(1.0, min(size) / min(paper), max(size) / max(paper))


def clear_corners(
    data: bytes, shapes: Sequence[Shape], paper: tuple[float, float]
) -> tuple[frozenset[str], ...]:
    """Find, page by page, the corners in which a number is read without a plate under it.

    There the ground is light and of one tone. *shapes*: of its pages. *paper*: width and height of
    the sheet that they are printed on, in points.
    """
    import pypdfium2

    corners = []
    with pypdfium2.PdfDocument(data) as document:
        for number, shape in enumerate(shapes):
            page = document[number]
            # PDFium does not know of units of a page's own.
            scale = _SPOTS * shape.unit / enlargement(shape.size, paper)
            bitmap = page.render(scale=scale, grayscale=True)
            corners.append(frozenset(_clear(bitmap.to_pil())))
            bitmap.close()
            page.close()
    return tuple(corners)


def _clear(picture: Any) -> list[str]:
    wide, high = picture.size
    width, height = (one * _SPOTS for one in ROOM)
    clear = []
    for corner in CORNERS:
        left = SIDE * _SPOTS if "left" in corner else wide - SIDE * _SPOTS - width
        upper = EDGE * _SPOTS if "top" in corner else high - EDGE * _SPOTS - height
        place = picture.crop(
            (round(left), round(upper), round(left + width), round(upper + height))
        )
        darkest, lightest = place.getextrema()
        if darkest >= _LIGHT and lightest - darkest <= _EVEN:
            clear.append(corner)
    return clear
