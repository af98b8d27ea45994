"""A river runs through justified text: gaps between words that stand under one another.

Why: the eye follows the white, not the line.

Mend: let the lines end where their words end (`text-align: start`), or allow hyphens
(`hyphens: auto`).
"""

from collections.abc import Iterator

from ...model.geometry import PageLayout
from ...model.problems import Severity
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.text_lines import Line, lines
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "warning"
LENGTH = 4
"""Lines that a river runs through."""
WIDE = 0.15
"""How much a gap was stretched, of the size of the type, to be a part of a river: half a space."""
SPACE = 0.25
"""Natural width of a space, of the size of the type, about."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find the first river of each page."""
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        for line in _river(page):
            yield Finding(
                place_on_page(proof, line.text, page, line.area),
                f"a river through the lines from `{shown(line.text)}` on, on page {number} "
                f"of {proof.pdf.paper}",
                "do not justify this text, or let it be hyphenated",
            )
            break


def _river(page: PageLayout) -> Iterator[Line]:
    """Give the first line of each run of lines in which a wide gap stands under a wide gap."""
    run: list[tuple[Line, list[tuple[float, float]]]] = []
    for line in lines(page):
        justified = line.area >= 0 and page.areas[line.area].justified
        gaps = [*_gaps(line)] if justified else []
        above = run[-1][1] if run and run[-1][0].area == line.area else None
        kept = gaps
        if above is not None:
            kept = [one for one in gaps if any(_meet(one, other) for other in above)]
        if not kept:
            run = [(line, gaps)] if gaps else []
            continue
        run = [*run, (line, kept)] if above is not None else [(line, gaps)]
        if len(run) == LENGTH:
            yield run[0][0]


def _gaps(line: Line) -> Iterator[tuple[float, float]]:
    """Where the wide gaps between the words of *line* are, about: from, to.

    The press says how far a run was stretched, not where its words are: its letters are taken to be
    equally wide.
    """
    for piece in line.pieces:
        words = piece.text.strip().split(" ")
        if len(words) < 2 or piece.stretch < WIDE * piece.size:
            continue
        gap = SPACE * piece.size + piece.stretch
        width = (piece.width - gap * (len(words) - 1)) / sum(map(len, words))
        x = piece.x
        for word in words[:-1]:
            x += len(word) * width
            yield x, x + gap
            x += gap


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) > 0.4 * (one[1] - one[0])
