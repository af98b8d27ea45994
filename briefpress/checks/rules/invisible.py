"""Text is set in the colour of its ground, or too small to be read.

Why: it is on the page for a machine, and not for a reader.

Mend: give it a colour that differs from its ground, and a size of 6 pt or more, in styles/.
"""

from collections.abc import Iterator

from ...model.colour import contrast
from ...model.problems import Severity
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "error"
CONTRAST = 1.5
SIZE = 4.0


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find the first text of each kind that no eye can see."""
    seen = set()
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        where = f"on page {number} of {proof.pdf.paper}"
        for piece in page.pieces:
            clear = piece.colour == "transparent" or contrast(piece.colour, piece.ground) < CONTRAST
            if not clear and piece.size >= SIZE:
                continue
            what = f"{piece.colour} on {piece.ground}" if clear else f"{piece.size:g} pt"
            if what not in seen:
                seen.add(what)
                yield Finding(
                    place_on_page(proof, piece.text, page, piece.area),
                    f"`{shown(piece.text)}` cannot be seen ({what}), {where}",
                    "give it another colour or size in styles/",
                )
