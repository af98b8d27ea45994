"""Copyfitting: of the settings that a style allows, the largest in which a text keeps its pages.

settings   largest ├──────────●──────────┤ smallest      halved until the largest that fits
                              └─► ●  ●                   is known; then two smaller ones, if
                                                         it leaves a hole or a heading alone
"""

from __future__ import annotations

from collections.abc import Callable
from math import floor
from typing import Any

from ..model.geometry import HOLE, Fit, Fitted, Layout, Setting, Sheet, find_foot

FURTHER = 2
"""How many smaller settings are tried where the largest leaves a fault."""


BARE = 1 / 6
"""Of a page: a last one that is filled less looks like an accident."""


def fit_copy(
    fit: Fit, lay_out: Callable[[Setting], tuple[Any, Layout, bool]]
) -> tuple[Any, Layout, Fitted]:
    """Choose of *fit* the largest setting that fits, and give what was laid out with it.

    *lay_out* gives a document, where things stand in it, and whether all of it is inside the
    paper. Where nothing fits it is the smallest setting, and too many pages; the text is never set
    smaller than the style allows.
    """
    tried: dict[int, tuple[Any, Layout, bool]] = {}

    def lay(number: int) -> tuple[Any, Layout, bool]:
        if number not in tried:
            tried[number] = lay_out(fit.settings[number])
        return tried[number]

    def fits(number: int) -> bool:
        _, layout, is_whole = lay(number)
        return is_whole and len(layout.sheets) <= fit.pages

    first, last = 0, len(fit.settings) - 1
    while first < last:
        middle = (first + last) // 2
        if fits(middle):
            last = middle
        else:
            first = middle + 1
    chosen = first
    if fits(chosen) and (faults := count_faults(lay(chosen)[1], fit.settings[chosen])):
        for number in range(chosen + 1, min(first + FURTHER + 1, len(fit.settings))):
            fewer = count_faults(lay(number)[1], fit.settings[number])
            if fits(number) and fewer < faults:
                chosen, faults = number, fewer
    document, layout, _ = lay(chosen)
    setting = fit.settings[chosen]
    room = find_room(layout, fit.pages)
    lines = floor(room / setting.leading) * count_columns(layout.sheets[-1])
    return document, layout, Fitted(setting, fit.pages, round(room, 1), lines, len(tried))


def count_faults(layout: Layout, setting: Setting) -> int:
    """How many pages leave a hole at their foot, or end with a heading; the last page leaves one
    where it is nearly empty.
    """
    faults = int(is_last_page_bare(layout))
    for sheet in layout.sheets[:-1]:
        faults += sheet.text[3] - find_foot(sheet) > HOLE * setting.leading
        flow = [area for area in sheet.areas if area.path.startswith(_FLOW) and area.layer == 0]
        faults += bool(flow) and flow[-1].tag in ("h2", "h3", "h4")
    return faults


_FLOW = "html body"


def is_last_page_bare(layout: Layout) -> bool:
    """Whether the last of several pages is nearly empty."""
    *before, last = layout.sheets
    height = layout.sheets[0].text[3] - layout.sheets[0].text[1]
    return bool(before) and find_foot(last) - last.text[1] < BARE * height


def count_columns(sheet: Sheet) -> int:
    """In how many columns the text of *sheet* stands: a line of a page holds one of each."""
    middle = sheet.width / 2
    texts = (one for one in sheet.areas if one.path.endswith(" main p") and one.layer == 0)
    return 2 if any(one.x > middle for one in texts) else 1


def find_room(layout: Layout, pages: int) -> float:
    """Points that are left on the last page of *pages*; less than 0 where the text needs more."""
    sheets = layout.sheets
    if len(sheets) > pages:
        # What could not be divided left room on the page before.
        needed = sum(find_foot(sheet) - sheet.text[1] for sheet in sheets[pages:])
        return min(-1.0, sheets[pages - 1].text[3] - find_foot(sheets[pages - 1]) - needed)
    empty = sum(one.text[3] - one.text[1] for one in sheets[:1] * (pages - len(sheets)))
    return max(0.0, sheets[-1].text[3] - find_foot(sheets[-1])) + empty
