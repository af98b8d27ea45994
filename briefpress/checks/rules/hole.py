"""A page has a hole: more than six lines of empty paper where text should stand.

Why: a reader takes it for the end, or for a picture that was lost.

Mend: move the block that is named further down or up in the text: a figure or a table that did not
fit, or the block beside the text that a wide table waits for.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.holes import find_holes, how_to_fill, place_below
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "warning"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find empty paper at the foot of a page that is not the last, between two texts, and at the
    head of a page, beside a block there. Where there are more pages than there may be, page-budget
    says what to do first: the text will move.
    """
    if proof.brief.fields.pages and proof.pdf.pages > proof.brief.fields.pages:
        return
    for hole in find_holes(proof.pdf):
        page = proof.pdf.layout.pages[hole.page - 1]
        over = (piece.area for piece in page.pieces if piece.text == hole.above)
        place = (
            place_on_page(proof, hole.above, page, next(over, -1))
            if hole.above
            else place_below(proof, hole)
        )
        where = f"under `{shown(hole.above)}`" if hole.above else "at the head of the text"
        yield Finding(
            place,
            f"a hole of {hole.lines} lines {where}, on page {hole.page} of {proof.pdf.paper}",
            how_to_fill(proof, hole),
        )
