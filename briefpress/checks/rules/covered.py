"""Text is covered by another box, or printed on other text.

Why: whoever searches the PDF finds it, and whoever reads the page does not.

Mend: see what stands there in the style sheet: a position, a negative margin, a box that is too
low for its text.
"""

from collections.abc import Iterator

from ...model.geometry import Area, PageLayout, Piece, around
from ...model.problems import Severity
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "error"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find each text that something is painted over, once a page."""
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        where = f"on page {number} of {proof.pdf.paper}"
        for piece, what in (*_under_boxes(page), *_on_text(page)):
            yield Finding(
                place_on_page(proof, piece.text, page, piece.area),
                f"`{shown(piece.text)}` {what}, {where}",
                "see its position and margins in styles/, and what stands beside it",
            )
            break


def _under_boxes(page: PageLayout) -> Iterator[tuple[Piece, str]]:
    """Find text under a ground or a picture that is painted after it."""
    covers = [
        (area.y, area.bottom, (area.layer, number), area)
        for number, area in enumerate(page.areas)
        if area.kind == "picture" or (area.ground and area.layer)
    ]
    for piece in page.pieces:
        y, bottom, painted = piece.y, piece.bottom, (piece.layer, piece.area)
        for upper, lower, later, area in covers:
            # Most of them stand higher or lower, which is told without a call.
            if (
                upper < bottom
                and lower > y
                and later > painted
                and _overlap(piece, area) > 0.2
                and area not in around(page, piece.area)
            ):
                yield piece, f"is covered by `{area.path.rpartition(' ')[2]}`"
                break


def _overlap(piece: Piece, area: Area) -> float:
    """Which part of *piece* lies under *area*."""
    width = min(piece.right, area.right) - max(piece.x, area.x)
    height = min(piece.bottom, area.bottom) - max(piece.y, area.y)
    return width * height / (piece.width * piece.height) if width > 0 < height else 0


def _on_text(page: PageLayout) -> Iterator[tuple[Piece, str]]:
    """Find text on text: the middle of their letters meets."""
    pieces = sorted((one for one in page.pieces if one.size >= 5), key=lambda one: one.y)
    for number, one in enumerate(pieces):
        for other in pieces[number + 1 :]:
            if other.y > one.bottom:
                break
            if other.line == one.line:
                continue
            upper = max(_upper(one), _upper(other))
            lower = min(_lower(one), _lower(other))
            across = min(one.right, other.right) - max(one.x, other.x)
            if lower - upper > 0.15 * min(one.size, other.size) and across > 1.5:
                yield other, f"is printed on `{shown(one.text)}`"


def _upper(piece: Piece) -> float:
    """Where the small letters of *piece* begin."""
    return piece.y + piece.height * 0.4


def _lower(piece: Piece) -> float:
    """The line that its letters stand on."""
    return piece.y + piece.height * 0.76
