"""The colour of a text stands out too little from what it is printed on.

Why: many readers see less contrast than the designer does, and so does everyone who holds the page
under a weak lamp. WCAG asks for 4.5:1, and for 3:1 in type from 18 points on, 14 if it is bold.

Mend: choose a darker colour for the text, or a lighter one for the ground, in styles/tokens.css.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.colour import find_pairs
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "error"
_UNSEEN, _ILLEGIBLE = 1.5, 3.0
"""Below the first it cannot be seen at all, which `invisible` tells."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find each pair of colours that is too weak, once on each page."""
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        for pair in find_pairs(page):
            if _UNSEEN <= pair.ratio < pair.least:
                least = f"{pair.least:g}:1"
                yield Finding(
                    place_on_page(proof, pair.piece.text, page, pair.piece.area),
                    f"`{shown(pair.piece.text)}` is set in {pair.colour} on {pair.ground}, "
                    f"a contrast of {int(pair.ratio * 100) / 100:g}:1, on page {number} of "
                    f"{proof.pdf.paper}",
                    f"darken the text or lighten its ground, to {least} at the least",
                    None if pair.ratio < _ILLEGIBLE else "warning",
                )
