"""Find holes: empty paper in the column of the text, where text should stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...model.geometry import HOLE, Sheet
from ...model.page import Pdf
from .lines import is_flow, leading

_MAIN = " main "
"""What stands between the head and the imprint: a short text may end above a long margin."""


class Hole(NamedTuple):
    """Empty paper, of more lines than `HOLE`."""

    page: int
    """From 1."""
    lines: int
    above: str
    """The last words over it."""


def find_holes(pdf: Pdf) -> Iterator[Hole]:
    """Find empty paper at the foot of a page that is not the last, and between two texts."""
    sheets, line = pdf.layout.sheets, leading(pdf)
    for number, sheet in enumerate(sheets, 1):
        filled = sorted(_filled(sheet))
        foot = max((end for _, end, _ in filled), default=sheet.text[1])
        end, last = 0.0, ""
        for start, stop, text in filled:
            if end and start - end > HOLE * line:
                yield Hole(number, round((start - end) / line), last)
            if stop > end:
                end, last = stop, text or last
            elif stop == end and len(text) > len(last):  # of a line, what can be found again
                last = text
        if number < len(sheets) and sheet.text[3] - foot > HOLE * line:
            yield Hole(number, round((sheet.text[3] - foot) / line), last)


def _filled(sheet: Sheet) -> Iterator[tuple[float, float, str]]:
    """Where the column of the text is filled, from and to, with which text."""
    middle = (sheet.text[0] + sheet.text[2]) / 2
    for piece in sheet.pieces:
        if piece.area >= 0 and _MAIN in f"{sheet.areas[piece.area].path} " and piece.x < middle:
            yield piece.y, piece.bottom, piece.text if is_flow(sheet, piece.area) else ""
    for area in sheet.areas:
        paints = area.kind in ("picture", "table") or area.ground
        if paints and _MAIN in f"{area.path} " and area.x < middle:
            yield area.y, area.bottom, ""
