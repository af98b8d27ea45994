"""A text runs past the edge of the column, the cell or the box in which it stands.

Why: it stands over what is beside it, or in the margin, and looks like a mistake.

Mend: divide the word, give an address a name, or give a table fewer columns.
"""

import re
from collections.abc import Iterator

from ...model.geometry import Area, PageLayout, Piece, around
from ...model.problems import Severity
from ...model.scripts import SQUARE
from ..evidence.places import how_to_narrow, place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "error"
_HOLDERS = ("block", "cell", "item", "note", "float")
"""Kinds of areas that hold lines."""
SLACK = 0.5
"""Points: what hangs out for the eye, and what is rounded."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find the first text of each page that runs past its edge, and of each of its tables."""
    from_right = proof.brief.words.direction == "rtl"
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        tables: set[int] = set()
        for piece in page.pieces:
            holder = _holder(page, piece)
            if holder is None or measure_past(page, holder, piece, from_right=from_right) <= SLACK:
                continue
            table = next((one.element for one in around(page, piece.area) if one.kind == "table"),
                         -1)  # fmt: skip
            if table not in tables:
                tables.add(table)
                yield Finding(
                    place_on_page(proof, piece.text, page, piece.area),
                    f"`{shown(piece.text)}` runs past the edge of its "
                    f"{'cell' if table >= 0 else 'column'}, on page {number} of {proof.pdf.paper}",
                    how_to_narrow(proof, page, piece.area),
                )


def _holder(page: PageLayout, piece: Piece) -> Area | None:
    """Find the area that holds the line of *piece*; none where it is placed by hand, and where it
    stands for a text that cannot be read.
    """
    if piece.area < 0 or not piece.text.strip():
        return None
    areas = [*around(page, piece.area)]
    if any(area.layer > 1 or area.kind == "margin" for area in areas):
        return None
    if any(area.tag == "mark" or "missing" in area.classes for area in areas):
        return None
    return next((area for area in areas if area.kind in _HOLDERS), None)


def measure_past(page: PageLayout, holder: Area, piece: Piece, *, from_right: bool) -> float:
    """How far *piece* stands beyond the end of the lines of *holder*, or of the page; at their
    beginning the signs of lists hang out.
    """
    if from_right:
        # The press counts a space at the end of such a line.
        return max(holder.x, page.text[0]) - piece.x - 0.3 * piece.size
    # A line of Chinese letters, which stand apart to fill it, ends a fraction behind its edge.
    slack = 0.1 * piece.size if re.search(f"[{SQUARE}]", piece.text) else 0
    return piece.right - min(holder.right, page.text[2]) - slack
