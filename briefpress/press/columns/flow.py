"""Look at the children of a flow once for all of its pages: kinds, lengths, breaks.

The docstring of this folder says what a flow is, and how it is set.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil
from typing import Any

from ..picture_widths import has_choice

TURNED = "turned"
"""The class of a table that is turned, and the name of its page."""
_FORCED = {"always", "page", "left", "right", "recto", "verso"}
"""Breaks that begin a page."""
HEADINGS = {"h2", "h3", "h4"}
FEW = 4
"""Lines of a list in a column, up to which it is short: it stands whole, below what leads to it.
So does an item of a longer one.
"""
THREE = 3
"""Items of a list that are not parted by columns: two would stand here and one there."""
LONGER = 10
"""Lines of such a list, up to which it stands whole."""
LINE = 48
"""Characters in a line of a column."""
_TEXTS = {"p", "ul", "ol", "dl", "blockquote", "h2", "h3", "h4"}


class Flow:
    """The children of a flow, looked at once for all of its pages."""

    def __init__(self, children: list[Any]) -> None:
        self.children = children
        for before, child in pairwise([None, *children]):
            _keep_short_list(before, child)
            _keep_short_items(child)
        self.turned = dict(self.find_turned())
        """Parts with a page of their own: the child with which each begins, and that after it."""
        self.drawn = [n for n, child in enumerate(children) if has_choice(child)]
        """Children with a picture that is drawn for columns as well."""
        self.of_three = [n for n, child in enumerate(children) if _is_of_three(child)]
        """Lists that stand whole in a column."""
        self.chosen: dict[tuple[int, float], Any] = {}
        """Those of them, by number and width of a column, with the picture that has room there."""
        self.texts = [n for n, child in enumerate(children) if is_text(child)]
        self.floated = [n for n, child in enumerate(children) if child.is_floated()]
        self.letters = [0]
        """How much text stands before each child, and before the end."""
        for child in children:
            own = _letters_of(child.element) if is_text(child) else 0
            self.letters.append(self.letters[-1] + own)
        self.heights: dict[tuple[Any, ...], float] = {}
        """How high children are, by number, place and what floats there: as far as asked."""
        self.fit_in_column: dict[int, bool] = {}
        """Whether the cells of a table, by its number, have room in a column: as far as asked."""
        self.forced = set(self.find_forced())
        """Children that have to begin a page."""

    def find_turned(self) -> Iterator[tuple[int, int]]:
        """Find the tables that are turned; a heading over nothing else goes with one."""
        children = self.children
        for index in (n for n, child in enumerate(children) if is_turned(child)):
            begin, after = index, children[index + 1 : index + 2]
            if not after or after[0].element_tag in HEADINGS or is_turned(after[0]):
                while begin and children[begin - 1].element_tag in HEADINGS:
                    begin -= 1
            yield begin, index + 1

    def find_forced(self) -> Iterator[int]:
        """Find the children before which a page ends."""
        before = "auto"
        for index, child in enumerate(self.children):
            if not _FORCED.isdisjoint((child.style["break_before"], before)):
                yield index
            if child.is_in_normal_flow():
                before = child.style["break_after"]


def flow_of(box: Any, context: Any) -> Flow:
    """Look at the children of *box*, or give what was found on a page before."""
    flows = vars(context).setdefault("flows", {})
    known: Flow | None = flows.get(id(box.children))
    if known is None or known.children is not box.children:
        known = flows[id(box.children)] = Flow(box.children)
    return known


def _keep_short_list(before: Any, child: Any) -> None:
    """Have *child* stand whole where it is a short list, below the end of a paragraph *before* it
    that leads to it.
    """
    if child.element_tag not in ("ul", "ol") or not child.is_in_normal_flow():
        return
    if _count_lines(child) > FEW:
        return
    child.style = child.style.copy()
    child.style["break_inside"] = "avoid"
    text = "".join(before.element.itertext()) if before and before.element_tag == "p" else ""
    if text.rstrip().endswith((":", "：")):
        child.style["break_before"] = "avoid"


def _keep_short_items(child: Any) -> None:
    """Have the short items of *child*, a list, stand whole: the end of one would hang in a column
    without its number.
    """
    if child.element_tag not in ("ul", "ol"):
        return
    for item in child.children:
        if ceil(_letters_of(item.element) / LINE) <= FEW:
            item.style = item.style.copy()
            item.style["break_inside"] = "avoid"


def _is_of_three(child: Any) -> bool:
    """Whether *child* is a list of three, which stands whole in a column."""
    items = child.children if child.element_tag in ("ul", "ol") else []
    is_nested = any(one.element_tag in ("ul", "ol") for item in items for one in item.descendants())
    return len(items) == THREE and not is_nested and _count_lines(child) <= LONGER


def _count_lines(child: Any) -> int:
    """How many lines the list *child* has in a column, about."""
    return sum(ceil(_letters_of(one.element) / LINE) for one in child.children)


def is_text(child: Any) -> bool:
    """Whether *child* stands in the text: a paragraph, a list, a heading."""
    return child.is_in_normal_flow() and child.element_tag in _TEXTS


def is_figure(child: Any) -> bool:
    """Whether *child* is a figure, or what is set as one: a table, a box, a pull quote."""
    return may_part_from_notes(child) or not {"box", "quote"}.isdisjoint(classes_of(child))


def may_part_from_notes(child: Any) -> bool:
    """Whether the notes of *child* may stand a page later than it does."""
    return child.element_tag == "figure" or not {"table", "beside"}.isdisjoint(classes_of(child))


def kind_of(child: Any) -> str | None:
    """`figure` or `table`, of which each has its number; None of all else."""
    if child.element_tag == "figure":
        return "figure"
    return "table" if child.element_tag == "table" or "table" in classes_of(child) else None


def is_chapter(child: Any) -> bool:
    """Whether a chapter begins with *child*."""
    return bool(child.element_tag == "h2")


def is_section(child: Any) -> bool:
    """Whether a section begins with *child*, a chapter or one below it."""
    return is_chapter(child) or bool(child.element_tag == "h3")


def is_turned(child: Any) -> bool:
    """Whether *child* is a table that is turned."""
    return TURNED in classes_of(child)


def is_break(children: list[Any]) -> bool:
    """Whether the first of *children* ends the page, and is nothing else."""
    return any("page-break" in classes_of(child) for child in children)


def classes_of(child: Any) -> list[str]:
    """The classes of the element that *child* was made of."""
    return str(child.element.get("class") or "").split()


def has_notes(child: Any) -> bool:
    """Whether notes are called in *child*."""
    return any(one.footnote for one in child.descendants())


def is_across(child: Any) -> bool:
    """Whether *child* is as wide as the page among columns, unless a table has room in one."""
    style = child.style
    return bool(child.is_in_normal_flow()) and (
        style["column_span"] == "all"
        or style["column_count"] != "auto"
        or child.element_tag == "table"
    )


def is_display(above: list[Any]) -> bool:
    """Whether the last of the boxes *above*, in the flow, is set apart from the text."""
    last = next((one for one in reversed(above) if one.is_in_normal_flow()), None)
    return last is not None and (is_figure(last) or is_across(last))


def _letters_of(element: Any) -> int:
    """How much text stands in *element*, but for its notes."""
    return len(element.text or "") + sum(
        len(one.tail or "")
        + (0 if "footnote" in one.get("class", "").split() else _letters_of(one))
        for one in element
    )


def letters_left(box: Any, skip_stack: Any) -> int:
    """How much text stands in *box* from where *skip_stack* goes on."""
    if hasattr(box, "text"):  # WeasyPrint counts its bytes
        return len(box.text.encode()[next(iter(skip_stack or {}), 0) :].decode())
    children = getattr(box, "children", [])
    if skip_stack and type(box).__name__ == "TableRowBox":  # of a row, each cell that goes on
        return sum(letters_left(children[n], inner) for n, inner in skip_stack.items())
    ((first, inner),) = skip_stack.items() if skip_stack else ((0, None),)
    children = children[first:]
    return sum(letters_left(one, None if n else inner) for n, one in enumerate(children))
