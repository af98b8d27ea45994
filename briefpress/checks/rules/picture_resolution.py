"""A picture has too few pixels for the size at which it is printed.

Why: what is sharp on a screen is a blur on paper; printers want 200 pixels an inch and more.

Mend: ask for the picture in a larger size, or leave it out.
"""

from collections.abc import Iterator, Sequence

from ...model.geometry import Area
from ...model.problems import Severity
from ...model.walk import InFolder, walk
from ..evidence.printed_page import PrintedPage
from ..table import Finding

SEVERITY: Severity = "error"
LEAST, GOOD = 150, 200
"""Pixels an inch."""
_HIGHEST = 190 / 25.4 * 72
"""Points that a picture among the text is high at most: `figure img` in styles/base.css."""


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
            room = _room_for(area, page.areas)
            needed = round(room / 72 * GOOD)
            where = f"on page {number} of {proof.pdf.paper}"
            narrow = ""
            if room > area.width * 1.02:
                narrow = (
                    f", {_millimetres(area.width)} mm wide where {_millimetres(room)} have room"
                )
            yield Finding(
                proof.brief.place(*paths.get(name, ())),
                f"`{name}` has {inch} pixels an inch{narrow}, {where}",
                f"take one that is {needed} pixels wide, or leave it out",
                None if inch < LEAST else "warning",
            )


def _room_for(picture: Area, areas: Sequence[Area]) -> float:
    """The width that *picture* would have with pixels enough, in points: one of a figure that has
    few is printed smaller than its figure is wide.
    """
    above = areas[picture.above] if picture.above >= 0 else picture
    if above.path.rpartition(" ")[2].partition(".")[0] != "figure":
        return picture.width
    return max(picture.width, min(above.width, _HIGHEST * picture.width / picture.height))


def _millimetres(points: float) -> int:
    return round(points / 72 * 25.4)
