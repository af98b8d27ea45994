"""A picture has too few pixels for the size at which it is printed.

Why: what is sharp on a screen is a blur on paper; printers want 200 pixels an inch and more.

Mend: ask for the picture in a larger size, or leave it out.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ...model.walk import InFolder, walk
from ..evidence.printed_page import PrintedPage
from ..table import Finding

SEVERITY: Severity = "error"
LEAST, GOOD = 150, 200
"""Pixels an inch."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find pictures under 150 pixels an inch, an error, and under 200, a warning."""
    files = [leaf for leaf in walk(proof.brief.fields) if leaf.annotation(InFolder)]
    paths = {leaf.value: leaf.path for leaf in reversed(files)}
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        for area in page.areas:
            if area.kind != "picture" or not area.pixels or not area.width or not area.height:
                continue
            inch = round(min(area.pixels[0] / area.width, area.pixels[1] / area.height) * 72)
            if inch >= GOOD:
                continue
            name = area.picture.rpartition("/")[2]
            needed = round(area.width / 72 * GOOD)
            yield Finding(
                proof.brief.place(*paths.get(name, ())),
                f"`{name}` has {inch} pixels an inch on page {number} of {proof.pdf.paper}",
                f"take one that is {needed} pixels wide, or leave it out",
                None if inch < LEAST else "warning",
            )
