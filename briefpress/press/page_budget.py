"""Stop a layout that needs more pages than it may have, before it makes the first one too many.

A document that says how many with `set_budget` is laid out to there and no further; what is left of
it is told by its letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any


class TooLong(Exception):
    """Raised where a document needs more pages than its budget has."""

    def __init__(self, letters: int) -> None:
        """Keep how many *letters* of the document stand on the pages that it may have."""
        super().__init__(letters)
        self.letters = letters


def set_budget(html: Any, pages: int | None) -> None:
    """Have *html*, a `weasyprint.HTML`, laid out on *pages* at the most; None takes any number."""
    vars(html)["page_budget"] = pages


def keep_budget(layout: Any) -> None:
    """Have WeasyPrint raise `TooLong` where a page would be made that is one too many.

    *layout*: its package of this name.
    """
    make = layout.make_all_pages

    @wraps(make)
    def make_pages(context: Any, root_box: Any, html: Any, pages: Any) -> Iterator[Any]:
        budget = vars(html).get("page_budget")
        made: list[Any] = []
        # WeasyPrint makes a page when it is asked for it; which one is the last is known then.
        for page in make(context, root_box, html, pages):
            made.append(page)
            yield page
            if len(made) == budget and _goes_on(context, budget):
                raise TooLong(sum(map(_count_letters, made)))

    layout.make_all_pages = make_pages


def _goes_on(context: Any, page: int) -> bool:
    """Whether something is left for the page after *page*: text, or notes that were moved."""
    return context.page_maker[page][0] is not None or bool(context.reported_footnotes)


def _count_letters(page: Any) -> int:
    return sum(len(box.text) for box in page.descendants() if hasattr(box, "text"))
