"""Text is hard to read from a printer without colours.

Why: half of all handouts are printed in grey, and two colours can be the same grey.

Mend: make the text darker or its ground lighter, in styles/tokens.css.
"""

from collections.abc import Iterator

from ...model.colour import contrast
from ...model.problems import Severity
from ..evidence.colour import grey
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "warning"
LEAST, LARGE = 3.0, 2.0
"""Contrast of text, and of large text: 18 pt, or 14 pt and bold."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find each pair of colours, once, that a grey printer brings too near to one another."""
    seen = set()
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        for piece in page.pieces:
            pair = piece.colour, piece.ground
            if pair in seen or piece.colour == "transparent":
                continue
            seen.add(pair)
            large = piece.size >= 18 or (piece.bold and piece.size >= 14)
            ratio = contrast(grey(piece.colour), grey(piece.ground))
            # `contrast` tells what is too weak in colour already.
            is_pale = contrast(piece.colour, piece.ground) < (3 if large else 4.5)
            if not is_pale and ratio < (LARGE if large else LEAST):
                yield Finding(
                    place_on_page(proof, piece.text, page, piece.area),
                    f"`{shown(piece.text)}` has a contrast of {ratio:.1f} in grey ({piece.colour} "
                    f"on {piece.ground}), on page {number} of {proof.pdf.paper}",
                    "make the text darker or its ground lighter, in styles/tokens.css",
                )
