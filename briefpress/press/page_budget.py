"""Stop a layout that needs more pages than it may have, before it makes the first one too many.

A document that says how many with `set_budget` is laid out to there and no further; how much of it
is left is told by its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import wraps
from typing import Any

from ..model.scripts import measure_text


class TooLong(Exception):
    """Raised where a document needs more pages than its budget has."""

    def __init__(self, part: float) -> None:
        """Keep which *part* of the text stands on the pages that it may have."""
        super().__init__(part)
        self.part = part


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
        notes = [*context.footnotes]
        # WeasyPrint makes a page when it is asked for it; which one is the last is known then.
        for page in make(context, root_box, html, pages):
            made.append(page)
            yield page
            if len(made) == budget and _goes_on(context, budget):
                raise TooLong(_find_part(made, [root_box, *notes]))

    layout.make_all_pages = make_pages


def _goes_on(context: Any, page: int) -> bool:
    """Whether something is left for the page after *page*: text, or notes that were moved."""
    return context.page_maker[page][0] is not None or bool(context.reported_footnotes)


def _find_part(pages: Iterable[Any], whole: Iterable[Any]) -> float:
    """Which part of the text of *whole*, boxes that are not laid out, stands on *pages*."""
    flow = (box for page in pages for box in page.children if not hasattr(box, "at_keyword"))
    return min(1.0, _measure(flow) / max(1.0, _measure(whole)))


def _measure(boxes: Iterable[Any]) -> float:
    """Measure the text in *boxes* without its spaces, which the ends of lines take away."""
    words = (word for box in boxes for text in _find_texts(box) for word in text.split())
    return measure_text("".join(words))


def _find_texts(box: Any) -> Iterator[str]:
    """Find the texts in *box*, but for the imprint: what is too long has always pushed it out."""
    if box.element_tag != "footer":
        yield getattr(box, "text", "")
        for child in getattr(box, "children", ()):
            yield from _find_texts(child)
