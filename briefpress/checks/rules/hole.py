"""A page has a hole: more than six lines of empty paper where text should stand.

Why: a reader takes it for the end, or for a picture that was lost.

Mend: move the figure or table that did not fit further down or up in the text.
"""

from collections.abc import Iterator

from ...model.geometry import HOLE, Sheet
from ...model.problems import Severity
from ..evidence.lines import is_flow, leading
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "warning"
_MAIN = " main "
"""What stands between the head and the imprint: a short text may end above a long margin."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find empty paper at the foot of a page that is not the last, and between two texts."""
    layout = proof.pdf.layout
    if not layout.sheets:
        return
    least = HOLE * leading(proof.pdf)
    for number, sheet in enumerate(layout.sheets, 1):
        filled = sorted(_filled(sheet))
        foot = max((end for _, end, _ in filled), default=sheet.text[1])
        end, last = 0.0, ""
        for start, stop, text in filled:
            if end and start - end > least:
                yield _finding(proof, number, start - end, last)
            if stop > end:
                end, last = stop, text or last
            elif stop == end and len(text) > len(last):  # of a line, what can be found again
                last = text
        if number < len(layout.sheets) and sheet.text[3] - foot > least:
            yield _finding(proof, number, sheet.text[3] - foot, last)


def _filled(sheet: Sheet) -> Iterator[tuple[float, float, str]]:
    """Where the column of the text is filled, from and to, with which text."""
    middle = (sheet.text[0] + sheet.text[2]) / 2
    for piece in sheet.pieces:
        if piece.area >= 0 and _MAIN in f"{sheet.areas[piece.area].path} " and piece.x < middle:
            yield piece.y, piece.bottom, piece.text if is_flow(sheet, piece.area) else ""
    for area in sheet.areas:
        paints = area.kind in ("picture", "table") or area.ground
        if paints and _MAIN in f"{area.path} " and area.x < middle:
            yield area.y, area.bottom, ""


def _finding(proof: PrintedPage, number: int, height: float, text: str) -> Finding:
    lines = round(height / leading(proof.pdf))
    return Finding(
        place_on_page(proof, text),
        f"a hole of {lines} lines under `{shown(text)}`, on page {number} of {proof.pdf.paper}",
        "move the figure or table that did not fit there further down or up in the text",
    )
