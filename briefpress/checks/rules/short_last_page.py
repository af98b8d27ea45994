"""The last page is nearly empty.

Why: a few lines on a sheet of their own look like an accident, and cost a sheet for each copy.

Mend: shorten the text by the lines that are over, or say `pages:`, and the press tries.
"""

from collections.abc import Iterator

from ...model.geometry import BARE, find_fill, find_last
from ...model.problems import Severity
from ..evidence.printed_page import PrintedPage
from ..table import Finding

SEVERITY: Severity = "warning"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find a last page of several of which text fills less than a sixth."""
    pages = proof.pdf.layout.pages
    budget = proof.brief.fields.pages
    if len(pages) < 2 or (budget and len(pages) > budget):  # `page-budget` says it then
        return
    filled = find_fill(proof.pdf.layout)
    if filled < BARE:
        brief = proof.brief
        place = brief.place("pages") if brief.fields.pages else brief.prose.place
        number = find_last(proof.pdf.layout)
        which = "the last one" if number == len(pages) else "the last one before the back page"
        yield Finding(
            place,
            f"page {number} of {proof.pdf.paper}, {which}, is {filled:.0%} full",
            "shorten the text by that much, or lengthen it"
            if brief.fields.pages != len(pages)
            else "lengthen the text, or shorten it and lower `pages:`",
        )
