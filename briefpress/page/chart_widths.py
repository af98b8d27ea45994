"""How wide a chart or a map is drawn: as wide as it stands on the page, so that its type has the
size in which it was set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..model.blocks.figures import Plot
from ..model.brief import Brief
from ..model.text import MARK, Block
from .plots import INSETS, SLIM, WIDTHS

IN_COLUMNS = "columns/"
"""The beginning of the name of a figure that is drawn once more, for a text in two columns."""
FEW, SHORT = 10, 24
"""Rows, and letters in the name of each, that have room in a column."""
_TAG = re.compile(rf"<(/?)({'|'.join(INSETS)})\b")


def find_width(brief: Brief, name: str, widths: Mapping[str, int] = WIDTHS) -> int:
    """The width, in CSS pixels, of the figure *name*; the narrower where it stands twice.

    *widths*: by the `width:` of a figure.
    """
    wanted = widths[brief.fields.figures[name].width]
    rooms_of_figure = _find_rooms(brief, "figures", name, widths, frozenset())
    rooms = [min(wanted, room) if inside else wanted for room, inside in rooms_of_figure]
    return int(min(rooms, default=wanted))


def is_slim(brief: Brief, name: str) -> bool:
    """Whether the figure *name* stands in one of two columns rather than across both: lines between
    two moments are flat on a whole page, and a few rows with short names are long there.
    """
    figure = brief.fields.figures[name]
    chart, table = figure.chart, brief.data.get(figure.data or "")
    if not isinstance(chart, Plot) or chart.kind == "slope":
        return isinstance(chart, Plot)
    is_of_rows = chart.kind == "dots" or (chart.kind == "bars" and len(chart.y) == 1)
    if not is_of_rows or chart.series is not None or table is None:
        return False
    chart, table = chart.taken_from(table)
    names = table.column(chart.x)
    return (
        names is not None
        and names.kind == "label"
        and len(names.texts) <= FEW
        and all(len(one) <= SHORT for one in names.texts)
    )


def find_widths(
    brief: Brief, name: str, widths: Mapping[str, int] = WIDTHS
) -> dict[str, Mapping[str, int]]:
    """The widths of figures, by their `width:`, in which the figure *name* is drawn: *widths*
    themselves, and others where it has other room in a text of two columns.

    By what stands before its name then, nothing for the first.
    """
    text = min(SLIM, widths["page"]) if is_slim(brief, name) else widths["page"]
    others = {**widths, "text": text}
    is_other = find_width(brief, name, others) != find_width(brief, name, widths)
    return {"": widths, **({IN_COLUMNS: others} if is_other else {})}


def _find_rooms(
    brief: Brief, kind: str, name: str, widths: Mapping[str, int], around: frozenset[str]
) -> Iterator[tuple[float, bool]]:
    """How much room there is wherever the block *name* is placed, and whether it stands inside
    something else there: a box, a list, a quotation.

    *around*: names of the boxes that were looked into.
    """
    numbers = {
        n for n, mark in enumerate(brief.marks)
        if isinstance(mark, Block) and (mark.kind, mark.name) == (kind, name)
    }  # fmt: skip
    for inset in _find_insets(brief.prose.html, numbers):
        yield widths["text"] - inset, inset > 0
    for box_name, box in brief.fields.boxes.items():
        if box_name in around:
            continue
        for inset in _find_insets(box.text.html, numbers):
            for room, inside in _find_rooms(brief, "boxes", box_name, widths, around | {box_name}):
                wide = room if inside else widths[box.width]
                yield wide - INSETS["aside"] - inset, True


def _find_insets(html: str, numbers: set[int]) -> Iterator[float]:
    """Give for each of the marks *numbers* how much narrower the elements around it make it."""
    for mark in MARK.finditer(html):
        if int(mark[1]) in numbers:
            tags = _TAG.findall(html[: mark.start()])
            yield float(sum(INSETS[tag] * (-1 if ends else 1) for ends, tag in tags))
