"""Find the lines of a page, what they belong to, and what a page break divides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ...model.geometry import Layout, PageLayout, Piece, around
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


def lines(page: PageLayout) -> list[Line]:
    """List the lines of *page*, in the order of the document."""
    by_line: dict[int, list[Piece]] = {}
    for piece in page.pieces:
        by_line.setdefault(piece.line, []).append(piece)
    return [Line(tuple(pieces), pieces[0].area) for pieces in by_line.values()]


def owner(layout: Layout, page: PageLayout, number: int) -> int:
    """Find the element whose text stands in the area *number*; -1 where there is none."""
    return next((one.element for one in around(page, number) if one.element in layout.texts), -1)


def is_flow(page: PageLayout, number: int) -> bool:
    """Whether the area *number* belongs to the running text: to no note, margin, table or float."""
    return number >= 0 and all(
        one.layer == 0 and one.kind not in ("note", "margin", "cell", "float")
        for one in around(page, number)
    ) and any(one.tag == "main" for one in around(page, number))  # fmt: skip


def flow_lines(page: PageLayout) -> list[Line]:
    """List the lines of the running text, headings among them."""
    return [line for line in lines(page) if is_flow(page, line.area)]


def leading(pdf: Pdf) -> float:
    """Measure the distance from one line of the running text to the next, in points: the median."""
    if pdf.fitted:
        return pdf.fitted.setting.leading
    steps = []
    for page in pdf.layout.pages:
        pairs = pairwise(flow_lines(page))
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
    counts = [_line_counts(layout, page) for page in layout.pages]
    for number, (here, there) in enumerate(pairwise(counts), 1):
        for element in here.keys() & there.keys():
            yield Divided(layout.texts[element], number, here[element], there[element])


def _line_counts(layout: Layout, page: PageLayout) -> dict[int, int]:
    """Count the lines that each element of running text has on *page*."""
    by_element: dict[int, set[int]] = {}
    for piece in page.pieces:
        if piece.area < 0 or not page.areas[piece.area].path.startswith(("html", "@footnote")):
            continue
        element = owner(layout, page, piece.area)
        tags = {one.tag for one in around(page, piece.area) if one.element == element}
        if element >= 0 and tags & {*TEXT, "span", "dt"}:
            by_element.setdefault(element, set()).add(piece.line)
    return {element: len(lines_) for element, lines_ in by_element.items()}
