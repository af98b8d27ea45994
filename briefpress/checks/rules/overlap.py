"""Two things stand on one another: a text, a picture, a frame, the notes, the head or the foot.

Why: neither of them can be read where they meet, and a reader takes the page for a misprint.

Mend: shorten the longer one, or move it to another place in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...model.geometry import Area, PageLayout, Piece
from ...model.problems import Severity
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "error"
_ON_COVER = re.compile(r"section\.front-cover\.\S+ img$")
_CLOSING = re.compile(r"body\S* div\.closing$")
SLACK = 1.0
"""Points by which two things may meet: frames share a border, letters have air around them."""


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something that takes room of a page, in points; `text` of a picture or frame is empty."""

    left: float
    upper: float
    right: float
    lower: float
    first: int
    """Its area, by its number on the page."""
    end: int
    """The area after the last one that stands within it."""
    text: str = ""

    def holds(self, other: "_Thing") -> bool:
        """Whether *other* stands within it by right, as its part."""
        return self.first <= other.first < self.end

    def meets(self, other: "_Thing") -> bool:
        """Whether the two take the same room."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.lower, other.lower) - max(self.upper, other.upper)
        thinner = min(self.lower - self.upper, other.lower - other.upper)
        return across > SLACK and down > min(SLACK, thinner / 2)


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find what stands on something else, once a page; text on text is a matter of `covered`."""
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        for one, other in find_overlaps(page):
            text = one.text or other.text or _text_of(page, one) or _text_of(page, other)
            yield Finding(
                place_on_page(proof, text, page, one.first),
                f"`{shown(text)}` and {_name(page, other)} stand on one another, "
                f"on page {number} of {proof.pdf.paper}",
                "shorten the longer one, or move it to another place in the text",
            )
            break


def find_overlaps(page: PageLayout) -> Iterator[tuple[_Thing, _Thing]]:
    """Find each two things that meet: from the head of the page down, with those begun above."""
    open_frames: list[_Thing] = []
    open_texts: list[_Thing] = []
    for one in sorted(_things(page), key=lambda one: one.upper):
        open_frames = [it for it in open_frames if it.lower > one.upper]
        others = open_frames
        if not one.text:
            open_texts = [it for it in open_texts if it.lower > one.upper]
            others = open_frames + open_texts
        for other in others:
            if one.meets(other) and not (one.holds(other) or other.holds(one)):
                yield (one, other) if one.text else (other, one)
        (open_texts if one.text else open_frames).append(one)


def _things(page: PageLayout) -> Iterator[_Thing]:
    areas = page.areas
    ends = [*range(1, len(areas) + 1)]
    for number in range(len(areas) - 1, -1, -1):
        above = areas[number].above
        if above >= 0:
            ends[above] = max(ends[above], ends[number])
    for number, area in enumerate(areas):
        if _takes_room(area):
            yield _Thing(area.x, area.y, area.right, area.bottom, number, ends[number])
    for piece in page.pieces:
        air = 0.2 * piece.height
        upper, lower = piece.y + air, piece.bottom - air
        yield _Thing(piece.x, upper, piece.right, lower, piece.area, piece.area, piece.text)


def _takes_room(area: Area) -> bool:
    """Whether *area* is a picture, or a box with a ground or a frame of its own.

    The picture of a cover is a ground: what stands on it has one of its own. So is that of what
    closes the brief, which goes on below the foot of its page.
    """
    if area.kind == "picture":
        return not _ON_COVER.search(area.path)
    if _CLOSING.search(area.path):
        return False
    return area.kind != "inline" and bool(area.ground or area.borders)


def _text_of(page: PageLayout, thing: _Thing) -> str:
    """Give the first words of *thing*; empty where it has none."""
    pieces: Iterator[Piece] = (it for it in page.pieces if thing.first <= it.area < thing.end)
    return next((it.text for it in pieces), "")


def _name(page: PageLayout, thing: _Thing) -> str:
    """Name *thing* as a reader sees it."""
    area = page.areas[thing.first]
    if area.kind == "picture":
        return "a picture"
    if area.path.startswith("@footnote"):
        return "the notes"
    text = _text_of(page, thing)
    return f"the box of `{shown(text)}`" if text else "a box"
