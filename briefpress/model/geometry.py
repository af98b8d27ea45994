"""The places of text and areas on finished pages, and how copyfitting may set them; in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache


@dataclass(frozen=True)
class Area:
    """A box of a finished page, or a part of one that goes on: where it stands, how it is painted.

    In points, from the upper left corner of the paper; the box ends with its border.
    """

    element: int
    """Number of its element in the document; the parts on several pages share it."""
    path: str
    """Its element and those around it, with their classes: `main p.source`; `@` of the paper."""
    x: float
    y: float
    width: float
    height: float
    above: int
    """The area around it, by its number on the page; -1 of the outermost ones."""
    layer: int = 0
    """In which order it is painted: 0 in the flow, 1 afloat, 2 positioned, more by its z-index."""
    kind: str = "block"
    """`block`, `inline`, `float`, `table`, `row`, `cell`, `item`, `picture`, `note`, `margin`."""
    ground: str = ""
    """Its own ground as `#e8edf3`, empty where it has none."""
    borders: tuple[tuple[float, str], ...] = ()
    """Width and colour of those that are painted."""
    cuts: bool = False
    """Whether it cuts off what stands out of it."""
    picture: str = ""
    """The asset that it shows."""
    pixels: tuple[int, int] | None = None
    """The size of a picture in pixels, where it has some."""
    justified: bool = False

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def tag(self) -> str:
        """Its element: `p`."""
        return _split_element(self.path)[0]

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of its element."""
        return _split_element(self.path)[1]


@lru_cache(maxsize=1024)
def _split_element(path: str) -> tuple[str, tuple[str, ...]]:
    """The element to which *path* leads, and its classes."""
    tag, *classes = path.rpartition(" ")[2].split(".")
    return tag, tuple(classes)


@dataclass(frozen=True)
class Piece:
    """A piece of text that is set in one type; in points, from the upper left corner."""

    text: str
    x: float
    y: float
    """Upper edge of the type, not of the line."""
    width: float
    height: float
    size: float
    colour: str
    ground: str
    """The paper on which it is printed."""
    area: int
    """The area that it stands in, by its number on the page; the nearest one that is no line."""
    line: int
    """Number of its line on the page: the pieces of a line share it."""
    layer: int = 0
    bold: bool = False
    language: str = ""
    stretch: float = 0.0
    """The space that was put between each two words to justify the line."""

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class PageLayout:
    """A finished page: its areas and pieces in the order of the document; in points."""

    width: float
    height: float
    text: tuple[float, float, float, float]
    """Where the text may stand: left, upper, right and lower edge; the last without the notes."""
    areas: tuple[Area, ...]
    pieces: tuple[Piece, ...]
    calls: tuple[int, ...] = ()
    """Elements of the notes that are called on it."""
    notes: tuple[int, ...] = ()
    """Elements of the notes that stand on it."""


@dataclass(frozen=True)
class Layout:
    """The finished pages as the press laid them out: each text and area in its place."""

    pages: tuple[PageLayout, ...] = ()
    texts: Mapping[int, str] = field(default_factory=dict)
    """The text of each element of the document without that of those below it, by its number."""


@dataclass(frozen=True)
class Setting:
    """How the text of a page is set: what copyfitting chooses. In points."""

    size: float
    leading: float
    space: float
    """Between a block and the text around it."""


@dataclass(frozen=True)
class Fit:
    """The task of copyfitting."""

    pages: int
    settings: tuple[Setting, ...]
    """From the largest to the smallest: what the style allows."""


@dataclass(frozen=True)
class Fitted:
    """The result of copyfitting."""

    setting: Setting
    pages: int
    """The budget."""
    room: float
    """Points that are left at the foot of the last page; negative where the text is too long."""
    lines: int
    """Lines of the text that would still go in, negative where there are too many."""
    tried: int
    """How often the page was laid out."""
    is_drawn_together: bool = False
    """Whether it takes a page less than the budget because little would stand on the last one."""


_FLOW = "html body"
_IMPRINT, _BACK_PAGE, _CLOSING = " footer.imprint", ".back-page", " div.closing"
ABOVE_IMPRINT = 9.0
"""Points between the text and the imprint, where the text comes down to it."""


def find_foot(page: PageLayout) -> float:
    """Where the lowest text or picture in the flow of *page* ends, in points from its head.

    The imprint counts for the room that it needs: it stands at the foot, wherever the text ends.
    Below notes it takes none of what is left above them.
    """
    areas = page.areas
    foot = max((one.bottom for one in _flow(page)), default=page.text[1])
    imprint = next((one for one in areas if one.path.endswith(_IMPRINT)), None)
    is_in_text = imprint is not None and imprint.y < page.text[3]
    return foot + imprint.height + ABOVE_IMPRINT if imprint and is_in_text else foot


BARE = 1 / 6
"""The part of a page that is filled at least: a last one that is filled less looks like an
accident."""


def is_imprint(path: str) -> bool:
    """Whether an element of this *path* is of the imprint, or of the block that holds it."""
    return _IMPRINT in path or _CLOSING in path


def find_last(layout: Layout) -> int:
    """The number of the last page, or of the one before a back page."""
    number = len(layout.pages)
    has_back_page = any(_BACK_PAGE in one.path for one in layout.pages[-1].areas)
    return max(1, number - 1) if has_back_page else number


def find_fill(layout: Layout, *, beside: bool = True) -> float:
    """The part of the last of several pages that text and pictures fill, without the imprint; 1
    where there is one page. A back page does not count.

    *beside*: whether what stands beside the text counts.
    """
    number = find_last(layout)
    if number == 1:
        return 1.0
    first, last = layout.pages[0], layout.pages[number - 1]
    ends = (one.bottom for one in _flow(last) if beside or not one.layer)
    foot = max(ends, default=last.text[1])
    return (foot - last.text[1]) / (first.text[3] - first.text[1])


def _flow(page: PageLayout) -> Iterator[Piece | Area]:
    """Give the pieces and areas in the flow of *page*, but for the imprint."""
    for piece in page.pieces:
        path = page.areas[piece.area].path if piece.area >= 0 else ""
        if path.startswith(_FLOW) and not is_imprint(path):
            yield piece
    for area in page.areas:
        if area.kind in ("picture", "table") and _IMPRINT not in area.path:
            yield area


HOLE = 6
"""Lines of empty paper on a page that a reader takes for a mistake, where there are more."""
SLACK = 0.1
"""Points: what is rounded is not cut."""


def find_cut(page: PageLayout) -> Iterator[tuple[Piece, str]]:
    """Find the text of *page* that is not wholly on the paper, and say what happens to it.

    It ends outside of the paper, is cut off by a box around it, or stands where the notes are: that
    happens to what stands beside the text, for notes that are set after it take its room.
    """
    left, _, right, foot = page.text
    for piece in page.pieces:
        area = page.areas[piece.area] if piece.area >= 0 else None
        in_text = area is not None and area.path.startswith("html") and not is_imprint(area.path)
        if in_text and piece.y + piece.height / 2 > foot and left <= piece.x < right:
            yield piece, "runs into the notes or over the foot"
        elif not (
            -SLACK <= piece.x <= page.width - piece.width + SLACK
            and -SLACK <= piece.y <= page.height - piece.height + SLACK
        ):
            yield piece, "runs over the edge"
        elif any(_is_cut_by(piece, one) for one in around(page, piece.area) if one.cuts):
            yield piece, "is cut off by its box"


def around(page: PageLayout, number: int) -> Iterator[Area]:
    """Give the area *number* of *page*, then those around it, outwards."""
    while number >= 0:
        yield page.areas[number]
        number = page.areas[number].above


def _is_cut_by(piece: Piece, area: Area) -> bool:
    """Whether *area* cuts off more of *piece* than the empty part of its type: a third."""
    up, down = area.y - piece.y, piece.bottom - area.bottom
    across = max(area.x - piece.x, piece.right - area.right)
    return max(up, down) > piece.height / 3 or across > piece.size / 3
