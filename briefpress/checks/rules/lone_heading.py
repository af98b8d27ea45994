"""A heading stands alone: at the foot of a page, or with the next one right below it.

Why: it announces what the reader has to turn the page for; or a block that stands beside the text,
and so nothing.

Mend: shorten or lengthen the text before it by a line or two; `break-after: avoid` in styles/ keeps
a heading with its text. Above a block that stands beside the text write a sentence, or no heading:
a timeline has its own.
"""

from collections.abc import Iterator

from ...model.geometry import Area, PageLayout
from ...model.problems import Severity
from ..evidence.holes import find_break
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.text_lines import HEADINGS, is_flow, lines
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "warning"
BELOW = 2
"""Lines of text that a heading has under it at least."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find each heading with less than two lines of text, a figure or a table below it; where its
    author ends the page, a line is enough.
    """
    layout = proof.pdf.layout
    for number, page in enumerate(layout.pages, 1):
        ends = number == len(layout.pages) or find_break(layout.pages, number)
        least = 1 if ends else BELOW
        for index, area in enumerate(page.areas):
            if area.tag in HEADINGS and is_flow(page, index) and _below(page, area) < least:
                text = layout.texts.get(area.element, "")
                yield Finding(
                    place_on_page(proof, text),
                    f"the heading `{shown(text)}` ends page {number} of {proof.pdf.paper}",
                    "shorten or lengthen the text before it by a line or two",
                )
            elif area.tag in HEADINGS and is_flow(page, index) and (two := _next(page, index)):
                text = layout.texts.get(area.element, "")
                below = shown(layout.texts.get(two.element, ""))
                yield Finding(
                    place_on_page(proof, text),
                    f"the heading `{shown(text)}` has nothing between it and `{below}`, on page "
                    f"{number} of {proof.pdf.paper}",
                    "write a sentence under it, or delete it: what is placed there stands beside "
                    "the text",
                )


def _next(page: PageLayout, heading: int) -> Area | None:
    """The heading right below another one of its level or a lower one; None where there is text, or
    anything else, between the two.
    """
    above = page.areas[heading]
    below = [
        area
        for number, area in enumerate(page.areas)
        if area.y >= above.bottom - 1
        and area.x < above.right - 1
        and area.right > above.x + 1
        and is_flow(page, number)
    ]
    first = min(below, key=lambda area: area.y, default=None)
    return first if first and first.tag in HEADINGS and first.tag <= above.tag else None


def _below(page: PageLayout, heading: Area) -> int:
    """Lines of text below *heading* on its page; a figure or a table counts as two."""
    below = set()
    for line in lines(page):
        area = page.areas[line.area] if line.area >= 0 else None
        if area is None or not area.path.startswith("html") or area.tag in HEADINGS:
            continue
        piece = line.pieces[0]
        if piece.y >= heading.bottom - 1 and heading.x - 1 <= piece.x < heading.right:
            below.add(line.pieces[0].line)
    blocks = (one for one in page.areas if one.kind in ("picture", "table"))
    return len(below) + sum(BELOW for one in blocks if one.y >= heading.bottom - 1)
