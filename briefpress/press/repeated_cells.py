"""Show the name of a group of rows once a page: in the first of its rows.

    Lower Tessel   Tessel Quay   277        Lower Tessel   Tessel Quay   277
    Lower Tessel   Saltmarsh     266   ─►                  Saltmarsh     266
    East Sarn      Alder Heath   217        East Sarn      Alder Heath   217

A cell with the class `again` says what the one above it says. It is painted in no colour: the eye
misses it, and a screen reader, a search and a copy have it.
"""

from __future__ import annotations

from typing import Any

AGAIN = "again"
"""The class of such a cell."""


def hide_repeated_cells(document: Any) -> None:
    """Hide the cells of *document*, which is laid out, that say what is said above them."""
    from weasyprint.css.properties import INITIAL_VALUES

    transparent = INITIAL_VALUES["background_color"]
    for page in document.pages:
        for box in page._page_box.descendants():
            if type(box).__name__ == "TableRowGroupBox" and not box.is_header:
                for cell in (cell for row in box.children[1:] for cell in row.children):
                    if AGAIN in (cell.element.get("class") or "").split():
                        _hide(cell, transparent)


def _hide(cell: Any, transparent: Any) -> None:
    for one in cell.descendants():
        one.style = one.style.copy()
        one.style["color"] = transparent
