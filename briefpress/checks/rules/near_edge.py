"""Text stands nearer than 5 mm to the edge of the paper.

Why: an office printer leaves that much white, and cuts off what stands there.

Mend: shorten it, or give a table fewer columns; move in what the house prints there, by the margins
of `@page` in styles/base.css.
"""

from collections.abc import Iterator

from ...model.geometry import around
from ...model.problems import Severity
from ..evidence.places import how_to_narrow, place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "error"
LEAST = 5 * 72 / 25.4


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find the text of each page that stands nearest to an edge, if it stands too near."""
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        texts = []
        for piece in page.pieces:
            # Type has a third of its height above its letters and under them.
            upper, lower = piece.y + 0.2 * piece.height, piece.bottom - 0.2 * piece.height
            edges = (piece.x, upper, page.width - piece.right, page.height - lower)
            if 0 <= min(edges) < LEAST - 0.05:
                texts.append((min(edges), piece))
        if texts:
            distance, piece = min(texts, key=lambda one: one[0])
            yield Finding(
                place_on_page(proof, piece.text, page, piece.area),
                f"`{shown(piece.text)}` stands {distance * 25.4 / 72:.1f} mm from the edge of page "
                f"{number} of {proof.pdf.paper}",
                how_to_narrow(proof, page, piece.area)
                if any(one.tag == "main" for one in around(page, piece.area))
                else "move it in by the margins of `@page` in styles/base.css, or shorten it",
            )
