"""Lay out a table that is turned on the page that it has for itself."""

from __future__ import annotations

from typing import Any

from .flow import TURNED
from .page import Page, end_of
from .plain import set_plain
from .progress import Displaced, Progress, Rest, TextSpot
from .sizes import CLEAR

AIR = 0.3
"""The part of their height by which the rows of a turned table grow, at most, on a page that they
do not fill.
"""


def lay_out_turned(
    page: Page, rest: Rest, margins: list[float]
) -> tuple[Any, Any, dict[str, Any], list[float]]:
    """Lay out the first of the parts of *rest* that have a page of their own, on this page; give
    what WeasyPrint is given of a page.
    """
    begin, *others = rest.turned
    at = TextSpot(begin, rest.inner, page.box.position_y, margins)
    progress = Progress(at, Displaced(frozenset()), "page", is_at_head=False)
    end = min(end for end in page.flow.turned.values() if end > begin)
    laid = set_plain(page, progress, begin, rest.inner, end, spreads=True)
    if laid.box is None:
        return None, laid.resume_at, laid.next_page, laid.margins
    if not (laid.resume_at or rest.inner):
        _spread_rows(laid.box, _find_air(page, laid.box))
    if laid.resume_at:
        begin, inner = next(iter(laid.resume_at.items()))
        resume_at = Rest(rest, rest.waiting, [begin, *others], inner)
    else:
        resume_at = Rest(rest, rest.waiting, others)
    resume_at.is_in_columns = rest.is_in_columns
    return laid.box, resume_at, page_for(page, resume_at.turned), []


def page_for(page: Page, turned: list[int]) -> dict[str, Any]:
    """The next page: one for the first of *turned*, or a common one where there is none."""
    return {"break": "any", "page": TURNED if turned else page.box.style["page"]}


def _find_air(page: Page, box: Any) -> float:
    """By how much the rows in *box* may grow on this page, in pixels each."""
    rows = [one for one in box.descendants() if type(one).__name__ == "TableRowBox"]
    free = page.context.page_bottom - max(map(end_of, box.children))
    growth = AIR * sum(row.height for row in rows)
    return float(max(0.0, min(growth, free - CLEAR * page.leading)) / max(1, len(rows)))


def _spread_rows(box: Any, air: float) -> float:
    """Make each row of the tables in *box*, which is laid out, *air* higher, and move down what
    stands below it; give how much higher *box* is.
    """
    if type(box).__name__ == "TableRowBox":
        for cell in box.children:
            cell.padding_top += air / 2
            cell.padding_bottom += air / 2
            for child in cell.children:
                child.translate(dy=air / 2)
        box.height += air
        return air
    higher = 0.0
    for child in getattr(box, "children", ()):
        child.translate(dy=higher)
        higher += _spread_rows(child, air)
    if higher:
        box.height += higher
    return higher
