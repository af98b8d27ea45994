"""Find the lines of a Sheet, what they belong to, and what a page break divides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ...model.geometry import Layout, Piece, Sheet, around
from ...model.page import Pdf

TEXT = ("p", "li", "dd", "blockquote")
"""Elements of running text."""
HEADINGS = ("h2", "h3", "h4")


@dataclass(frozen=True)
class Line:
    """A line of print: its pieces, from the first to the last."""

    pieces: tuple[Piece, ...]
    area: int
    """That of its first piece."""

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(piece.text for piece in self.pieces).strip()

    @property
    def y(self) -> float:
        """Upper edge of its largest type."""
        return max(self.pieces, key=lambda one: one.size).y

    @property
    def bottom(self) -> float:
        """Lower edge of its largest type."""
        return max(self.pieces, key=lambda one: one.size).bottom


def lines(sheet: Sheet) -> list[Line]:
    """List the lines of *sheet*, in the order of the document."""
    by_line: dict[int, list[Piece]] = {}
    for piece in sheet.pieces:
        by_line.setdefault(piece.line, []).append(piece)
    return [Line(tuple(pieces), pieces[0].area) for pieces in by_line.values()]


def owner(layout: Layout, sheet: Sheet, number: int) -> int:
    """Find the element whose text stands in the area *number*; -1 where there is none."""
    return next((one.element for one in around(sheet, number) if one.element in layout.texts), -1)


def is_flow(sheet: Sheet, number: int) -> bool:
    """Whether the area *number* belongs to the running text: to no note, margin, table or float."""
    return number >= 0 and all(
        one.layer == 0 and one.kind not in ("note", "margin", "cell", "float")
        for one in around(sheet, number)
    ) and any(one.tag == "main" for one in around(sheet, number))  # fmt: skip


def flow_lines(sheet: Sheet) -> list[Line]:
    """List the lines of the running text, headings among them."""
    return [line for line in lines(sheet) if is_flow(sheet, line.area)]


def leading(pdf: Pdf) -> float:
    """Measure the distance from one line of the running text to the next, in points: the median."""
    if pdf.fitted:
        return pdf.fitted.setting.leading
    steps = []
    for sheet in pdf.layout.sheets:
        pairs = pairwise(flow_lines(sheet))
        steps += [two.y - one.y for one, two in pairs if one.area == two.area]
    steps = [step for step in steps if step > 1]
    return median(steps) if steps else 12.0


@dataclass(frozen=True)
class Divided:
    """A paragraph, or an item, that begins on a page and ends on the next one."""

    text: str
    page: int
    """Number of the page on which it begins, or goes on."""
    before: int
    """Lines on that page."""
    after: int
    """Lines on the next."""


def divided(layout: Layout) -> Iterator[Divided]:
    """Find what a page break divides: paragraphs, items, notes."""
    counts = [_line_counts(layout, sheet) for sheet in layout.sheets]
    for page, (here, there) in enumerate(pairwise(counts), 1):
        for element in here.keys() & there.keys():
            yield Divided(layout.texts[element], page, here[element], there[element])


def _line_counts(layout: Layout, sheet: Sheet) -> dict[int, int]:
    """Count the lines that each element of running text has on *sheet*."""
    by_element: dict[int, set[int]] = {}
    for piece in sheet.pieces:
        if piece.area < 0 or not sheet.areas[piece.area].path.startswith(("html", "@footnote")):
            continue
        element = owner(layout, sheet, piece.area)
        tags = {one.tag for one in around(sheet, piece.area) if one.element == element}
        if element >= 0 and tags & {*TEXT, "span", "dt"}:
            by_element.setdefault(element, set()).add(piece.line)
    return {element: len(lines_) for element, lines_ in by_element.items()}
