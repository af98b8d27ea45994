"""Set the text of two columns on one grid: lines beside each other stand level."""

from __future__ import annotations

from math import ceil
from typing import Any

from .flow import HEADINGS, is_figure, kind_of
from .page import Page, end_of
from .sizes import SLACK

TIGHTER = 0.25
"""Lines by which the room below a figure may be less than its margin: more would be a line more."""
AT_HEAD = 0.4
"""The same, where it is the first in its column: the room above it cannot be more."""


def on_grid(page: Page, position_y: float, top: float) -> float:
    """The line of the grid that begins at *top* on which *position_y* is, or the next one."""
    return float(top + ceil((position_y - top) / page.leading - SLACK) * page.leading)


def below_figure(page: Page, figure: Any, top: float) -> float:
    """The line of the grid that begins at *top* with which the text goes on below a *figure* at the
    head of a column.
    """
    return on_grid(page, end_of(figure) + figure.margin_bottom - AT_HEAD * page.leading, top)


def put_on_grid(
    page: Page, column: Any, child: Any, before: list[Any], margins: list[float],
    position_y: float, bottom: float,
) -> None:  # fmt: skip
    """Have *child* begin at the head of its *column*, or on a line of its grid. A figure stands in
    the midst of what room that leaves, unless it is the first; a line fits above *bottom*.

    *before*: what stands above it in the column, below the figures that waited for it.
    """
    page.block.resolve_percentages(child, column)
    grid, figure = column.flow_part.grid, column.flow_part.figure_above
    top = position_y + page.block.collapse_margin([*margins, child.margin_top])
    last, *others = [*(one for one in reversed(before) if one.is_in_normal_flow()), None]
    spared = 0.0
    if last is not None and (is_figure(last) or kind_of(last)):
        spared = (TIGHTER if len(others) > 1 else AT_HEAD) * page.leading
    if child.element_tag in HEADINGS:  # what follows is on the grid
        height = page.height_of(child, column) - child.margin_top
        if last is None and figure is not None:
            room = max(figure.margin_bottom, child.margin_top)
            goal = on_grid(page, end_of(figure) + room + height, grid) - height
        elif last is None and child.border_top_width:  # rules side by side are on one line
            goal = position_y
        elif last is None:
            goal = position_y + round(height / page.leading) * page.leading - height
        else:
            goal = on_grid(page, top + height, grid) - height
    elif last is None:
        goal = on_grid(page, position_y, grid)
    elif last.element_tag in HEADINGS:
        goal = on_grid(page, position_y + last.margin_bottom, grid)
    elif child.element_tag == "p":
        goal = on_grid(page, top - spared, grid)
    else:
        return
    child.position_y += goal - top
    if spared and len(others) > 1 and top < goal < bottom - page.leading:
        last.translate(dy=(goal - top) / 2)
