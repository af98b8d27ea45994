"""A dark ground covers much of a page.

Why: an office printer lays so much toner unevenly, the paper curls, and the next sheet is smeared.

Mend: make the ground pale and its text dark, or the area smaller.
"""

from collections.abc import Iterator

from ...model.colour import luminance
from ...model.problems import Place, Severity
from ..evidence.printed_page import PrintedPage
from ..table import Finding

SEVERITY: Severity = "warning"
PART = 0.25
"""How much of the page all dark grounds together may cover."""
DARK = 0.18
"""Luminance of a grey in the middle between black and white, as an eye sees it."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find a page of which a quarter and more is dark."""
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        # A cover is what its author asked for by name, and its picture is as dark as its field.
        dark = [
            one
            for one in page.areas
            if one.ground
            and luminance(one.ground) < DARK
            and "section.front-cover." not in one.path
        ]
        outer = [one for one in dark if not any(other.element == page.areas[one.above].element
                                                for other in dark if one.above >= 0)]  # fmt: skip
        part = sum(one.width * one.height for one in outer) / (page.width * page.height)
        if part > PART:
            largest = max(outer, key=lambda one: one.width * one.height)
            yield Finding(
                Place(f"styles/{proof.brief.fields.template}.css"),
                f"{part:.0%} of page {number} of {proof.pdf.paper} is dark, most of it "
                f"`{largest.path.rpartition(' ')[2]}`",
                "make its ground pale and its text dark, or the area smaller",
            )
