"""A heading stands alone at the foot of a page.

Why: it announces what the reader has to turn the page for.

Mend: shorten or lengthen the text before it by a line or two; `break-after: avoid` in styles/ keeps
a heading with its text.
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
