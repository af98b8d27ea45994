"""Say how wide a child of the flow stands: in a column, beside the margin, over the page."""

from __future__ import annotations

from typing import Any

from ..picture_widths import choose_pictures, has_choice
from ..table_widths import ENDLESS, MOST_AIR, is_long
from .flow import classes_of, is_across, is_turned, kind_of
from .page import Page, with_style

ROWS = 12
"""Rows of a table that may stand in one of two columns, whole."""
OVER = 1.04
"""How many times as wide as a column the cells of such a table are at most: one is broken then."""
MOST_ACROSS = 2.3
"""How many times as wide as its cells a table is at most that takes a page without a side column;
one that is wider than a column, and no page, would end where nothing else does.
"""
AIRY = 1.06
"""How many times as wide as its cells a column is at least with which a table ends on a page."""


def spans_page(page: Page, index: int) -> bool:
    """Whether the child *index* is as wide as the page among columns: a table is not whose cells
    have room in one of them.
    """
    child = page.box.children[index]
    if not is_across(child):
        return False
    known = page.flow.fit_in_column
    if index not in known:
        known[index] = _fits_in_column(page, child)
    return not known[index]


def is_wide(page: Page, child: Any) -> bool:
    """Whether *child* is as wide as the page."""
    return is_across(child) and not page.margin_of(child) and child.element_tag != "table"


def _fits_in_column(page: Page, child: Any) -> bool:
    """Whether *child* is a short table, with its sources or alone, whose cells have room in a
    column, or nearly so.
    """
    if kind_of(child) != "table" or is_wide(page, child) or is_turned(child):
        return False
    wrappers = [one for one in (child, *child.children) if one.is_table_wrapper]
    tables = [one.get_wrapped_table() for one in wrappers]
    return bool(tables) and all(
        table.style["table_layout"] != "fixed"
        and sum(len(group.children) for group in table.children) <= ROWS + 1
        and _width_of_cells(page, wrapper, table) <= OVER * page.column_width
        for wrapper, table in zip(wrappers, tables, strict=True)
    )


def in_columns(page: Page, *, begun: int | None, parts_lists: bool) -> list[Any]:
    """The children of the flow as they stand in a column: with pictures that have room there, and
    whole where they would be torn; not *begun*, which goes on from the page before.

    *parts_lists*: whether a list of three may stand in both columns.
    """
    children, width = [*page.box.children], page.column_width
    fit = [n for n, fits in page.flow.fit_in_column.items() if fits]
    for n in (*fit, *([] if parts_lists else page.flow.of_three)):
        if n != begun:
            children[n] = with_style(children[n], break_inside="avoid")
    for n in page.flow.drawn:
        if (n, width) not in page.flow.chosen:
            chosen = choose_pictures(page.box.children[n], width, page.context)
            page.flow.chosen[n, width] = chosen
        children[n] = page.flow.chosen[n, width]
    return children


def over_page(page: Page, end: int) -> list[Any]:
    """The children before *end* as they stand over the page: those across it have all its width."""
    return [_spread(page, one) if is_across(one) else one for one in page.box.children[:end]]


def beside(page: Page, child: Any) -> Any:
    """A copy of *child*, where it is a list in rows, in one column as wide as the text."""
    if child.style["column_count"] == "auto" or not page.margin:
        return child
    margin = {f"margin_{page.end_side}": page.length(page.margin)}
    return with_style(child, clear="none", column_count="auto", column_gap="normal", **margin)


def _spread(page: Page, child: Any) -> Any:
    """A copy of *child* that is as wide as the page; a figure has the width of its picture, and is
    so where that is drawn in several; a table has that of its cells.
    """
    margin = page.margin_of(child)
    is_drawn_wider = bool(margin) and has_choice(child)
    if child.element_tag == "figure" and not is_drawn_wider:
        return child
    child = choose_pictures(child, page.box.width, page.context) if is_drawn_wider else child
    if margin:
        child = with_style(child, **{f"margin_{page.end_side}": page.length(0)})
    elif kind_of(child) != "table" or is_turned(child):
        return child
    else:
        child = child.copy()
    return _with_table(page, child, margin)


def _with_table(page: Page, child: Any, margin: float) -> Any:
    """A copy of *child* whose table, if it has one, ends where a column, the text beside *margin*,
    or the page does.
    """
    if not child.is_table_wrapper:
        if "table" in classes_of(child):
            child.children = [_with_table(page, one, margin) for one in child.children]
            _end_with_table(page, child)
        return child
    table = child.get_wrapped_table()
    if table.style["table_layout"] == "fixed" or table.style["width"] != "auto":
        return child
    # Asked for on each page that the table is on; the press measures each copy of it anew.
    tables = vars(page.context).setdefault("tables_as_wide_as_their_cells", {})
    key = id(table), page.box.width
    if key not in tables:
        tables[key] = table, _as_wide_as_its_cells(page, child, table, margin)
    child = child.copy()
    child.children = [tables[key][1] if one is table else one for one in child.children]
    return child


def _end_with_table(page: Page, block: Any) -> None:
    """Have *block*, a copy that holds a table and its sources, end where the table does."""
    wrappers = (one for one in block.children if one.is_table_wrapper)
    for wrapper in wrappers:
        width = wrapper.get_wrapped_table().style["width"]
        if width != "auto" and width.unit == "px":
            block.style[f"margin_{page.end_side}"] = page.length(page.box.width - width.value)


def _as_wide_as_its_cells(page: Page, wrapper: Any, table: Any, margin: float) -> Any:
    """A copy of *table* that ends where a column, the text beside *margin*, or the page does: the
    first that leaves its cells some air; *table* as it is where that would part its columns. Where
    nothing stands beside the text it has no edge there, nor down the page beside a long table: it
    takes the page, if its cells are not far narrower.
    """
    cells, whole = _width_of_cells(page, wrapper, table), page.box.width
    has_edge = page.end_beside() > page.box.content_box_y() and not is_long(table)
    most = MOST_AIR if has_edge else MOST_ACROSS
    beside = [whole - (margin or page.margin)] if has_edge else []
    takes_page = not has_edge and whole <= most * cells
    edges = [] if takes_page else [page.column_width, *beside]
    room = next((one for one in edges if one >= AIRY * cells), whole)
    return with_style(table, width=page.length(room)) if room <= most * cells else table


def _width_of_cells(page: Page, wrapper: Any, table: Any) -> float:
    """How wide the *table* in *wrapper* is where no cell of it is broken."""
    wrapper, own = wrapper.copy(), with_style(table, width="auto")
    wrapper.children = [own if one is table else one for one in wrapper.children]
    page.block.resolve_percentages(wrapper, page.box)
    page.block.table_wrapper_width(page.context, wrapper, (ENDLESS, None))
    return float(wrapper.width)
