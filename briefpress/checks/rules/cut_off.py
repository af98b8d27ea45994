"""Text is not wholly on the paper.

Why: what is cut off by the edge, by a box, or runs into the notes cannot be read, though whoever
searches the PDF still finds it.

Mend: divide or shorten what is too long: a timeline, a table, a word, an address.
"""

from collections.abc import Iterator

from ...model.geometry import Piece, find_cut
from ...model.problems import Severity
from ..evidence.places import how_to_narrow, place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "error"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find the first text of each page that is cut off, in each of the ways."""
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        first_pieces: dict[str, Piece] = {}
        for piece, what in find_cut(page):
            first_pieces.setdefault(what, piece)
        for what, piece in first_pieces.items():
            yield Finding(
                place_on_page(proof, piece.text, page, piece.area),
                f"`{shown(piece.text)}` {what}, on page {number} of {proof.pdf.paper}",
                how_to_narrow(proof, page, piece.area),
            )
