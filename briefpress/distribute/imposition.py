"""Turn a finished PDF into sheets for the printer: folded as a booklet, or 2 or 4 pages a side, or
its pages as they are.

    booklet, 8 pages, 2 sheets        2-up          4-up
    ┌───┬───┐ ┌───┬───┐              ┌───┬───┐     ┌───┬───┐
    │ 8 │ 1 │ │ 2 │ 7 │              │ 1 │ 2 │     │ 1 │ 2 │
    └───┴───┘ └───┴───┘              └───┴───┘     ├───┼───┤
    ┌───┬───┐ ┌───┬───┐                            │ 3 │ 4 │
    │ 6 │ 3 │ │ 4 │ 5 │                            └───┴───┘
    └───┴───┘ └───┴───┘
      front     back

A page becomes a form that is drawn on its sheet as it is, so fonts and pictures are there once.
All that serves a reader and not a printer stays behind: tags, links, bookmarks, attachments, and
with them the claims to be PDF/A and PDF/UA.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Literal

from ..model.papers import PAPER_SIZES, PAPERS
from ..model.problems import Place, Problem, Problems, Stopped
from .foreign.page_boxes import Shape, shape_of
from .foreign.reader import join, ranges, receive

LAYOUTS = ("booklet", "2-up", "4-up")

_POINTS = 72 / 25.4
"""In a millimetre."""
_GAP = 5.0
"""Millimetres round each page of a 2-up or 4-up: no office printer reaches closer to the edge."""
_SLACK = 1.0
"""Millimetres that a page may be too large before it is scaled; papers are rounded in many ways."""
_NEAR = 6.5
"""Points by which a page may be wider or narrower than the paper that it is meant for."""
_SHIFT = 5.0
"""Millimetres that creep may move a page at most: more, and it leaves its margins."""
_STAPLED = 20
"""Sheets that a stapler for booklets takes."""
_RIGHT_TO_LEFT = ("ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi")
"""Languages of PDFs of others that do not say how they are bound. Ours do, in the language that a
file of templates/languages/ gives its `direction`."""


@dataclass(frozen=True)
class Imposition:
    """How pages are to stand on their sheets."""

    layout: str
    """One of `LAYOUTS`."""
    paper: str | None = None
    """One of `PAPERS`, whose sheets are taken; None: those that suit the pages."""
    sheet: str | None = None
    """One of `PAPER_SIZES`; None: that on which a booklet needs no scaling, for 2-up and 4-up the
    paper itself.
    """
    creep: float = 0
    """Millimetres by which the pages of each sheet of a booklet move towards the spine, seen from
    the sheet around it.
    """

    @property
    def is_booklet(self) -> bool:
        """Whether its sheets are folded in one another."""
        return self.layout == "booklet"


@dataclass(frozen=True)
class Imposed:
    """Sheets for the printer, and what whoever stands at it should know."""

    data: bytes
    """Empty where there is an error."""
    pages: int = 0
    blanks: int = 0
    """Pages of a booklet that stay empty, at its end."""
    sides: int = 0
    """Printed ones: two on each sheet, but perhaps the last."""
    sheet: str = ""
    """One of `PAPER_SIZES`."""
    is_wide: bool = False
    """Whether the sheet lies on its long side."""
    columns: int = 2
    rows: int = 1
    is_folded: bool = False
    """Whether it is a booklet, which needs both sides."""
    right_to_left: bool = False
    scale: float = 1
    """The scale of most pages; the problems name the others, which are smaller."""
    least: float = 1
    """The scale of the smallest page on its sheet."""
    problems: tuple[Problem, ...] = ()

    @property
    def sheets(self) -> int:
        """How many sheets one copy takes."""
        return -(-self.sides // 2)

    @property
    def flip(self) -> Literal["short", "long"]:
        """The edge to flip on: the sheet is always turned as the page of a book is."""
        return "short" if self.is_wide else "long"


@dataclass(frozen=True)
class _Cell:
    """A place for a page on a side of a sheet, in points from the lower left corner."""

    x: float
    y: float
    width: float
    height: float


def impose(
    data: bytes,
    label: str,
    name: str,
    imposition: Imposition,
) -> Imposed:
    """Set the pages of the PDF *data* on sheets, as *imposition* says.

    *label*: what its reader calls it. *name*: its title, where it has none of its own.

    Problems: what its reader says of it; creep that would move a page out of its margins; pages
    that are scaled because they are too large; blanks; a booklet too thick for a stapler.
    """
    import pikepdf

    problems = Problems()
    place = Place(label)
    made = Imposed(b"")
    if taken := _take(data, place, problems):
        with pikepdf.open(BytesIO(taken)) as source:
            try:
                made = _impose(source, place, name, imposition, problems)
            except Stopped:
                pass
            except (pikepdf.PikepdfError, RuntimeError):  # of qpdf, in C++
                hint = "print it to a new PDF, and take that"
                problems.error(place, "this PDF is broken inside", hint)
    return replace(made, problems=tuple(problems))


def leave(data: bytes, label: str, sheet: str | None = None) -> Imposed:
    """Leave the pages of the PDF *data* as they are, one on each side of a sheet.

    Its bytes stay the same, unless it is damaged or somebody wrote into its forms. *sheet*: one of
    `PAPER_SIZES`; None: the one that is as large as most pages.

    Problems: what its reader says of it; pages that are larger than the sheet.
    """
    import pikepdf

    problems = Problems()
    place = Place(label)
    taken = _take(data, place, problems)
    if not taken:
        return Imposed(b"", problems=tuple(problems))
    with pikepdf.open(BytesIO(taken)) as source:
        sizes = [shape_of(page).size for page in source.pages]
        right_to_left = _reads_right_to_left(source)
    upright = [(min(size), max(size)) for size in sizes]
    usual = Counter(upright).most_common(1)[0][0]
    chosen = sheet or _sheet_of(usual)
    if chosen is None:
        across, down = (round(side / _POINTS) for side in usual)
        larger = f"--sheet {' or '.join(PAPER_SIZES)}"
        hint = f"name one that is larger, {larger}, or set them with --layout"
        problems.error(place, f"no sheet is as large as its pages, {across} × {down} mm", hint)
        return Imposed(b"", problems=tuple(problems))
    room = PAPER_SIZES[chosen].points
    slack = _SLACK * _POINTS
    large = [
        number
        for number, size in enumerate(upright, 1)
        if any(side > most + slack for side, most in zip(size, room, strict=True))
    ]
    if large:
        problems.error(
            place,
            f"{ranges(large)} {'is' if len(large) == 1 else 'are'} larger than "
            f"{PAPER_SIZES[chosen].label}, and would be cut off",
            "set them on it with --layout 2-up, or name a larger sheet, --sheet a3",
        )
    wide = sum(size[0] > size[1] for size in sizes) * 2 > len(sizes)
    return Imposed(
        taken, pages=len(sizes), sides=len(sizes), sheet=chosen, is_wide=wide, columns=1,
        right_to_left=right_to_left, problems=tuple(problems),
    )  # fmt: skip


def _take(data: bytes, place: Place, problems: Problems) -> bytes:
    """Take the PDF *data* as a printer can print it; nothing where there is an error."""
    received = receive(data, "print")
    for one in received.errors:
        problems.error(place, f"this PDF {one.message}", one.hint)
    for one in received.warnings:
        problems.warning(place, f"this PDF {one.message}", one.hint)
    return join(received.pdfs) if received.pdfs else b""


def _sheet_of(size: tuple[float, float]) -> str | None:
    """Find the sheet of that *size*, its short side first, in points."""
    for name, sheet in PAPER_SIZES.items():
        if all(abs(a - b) < _NEAR for a, b in zip(size, sheet.points, strict=True)):
            return name
    return None


def _impose(
    source: Any, place: Place, name: str, imposition: Imposition, problems: Problems
) -> Imposed:
    import pikepdf

    pages = [shape_of(page, is_trimmed=True) for page in source.pages]
    plan = _plan(imposition, _usual_size(pages))
    pages = [_turned(page, plan.cells[0]) for page in pages]
    right_to_left = _reads_right_to_left(source)
    sides = list(sides_of(imposition.layout, len(pages), plan.columns, right_to_left))
    sheets = -(-len(sides) // 2)
    blanks = sum(one is None for side in sides for one in side) if imposition.is_booklet else 0
    _check_folding(imposition, sheets, place, problems)
    if blanks:
        _say_blanks(len(pages), blanks, place, problems)
    problems.stop_on_errors()
    target = pikepdf.new()
    scales: dict[int, float] = {}
    for number, side in enumerate(sides):
        shift = (number // 2) * imposition.creep * _POINTS if imposition.is_booklet else 0
        scales |= _fill_side(target, source, pages, side, plan, shift)
    # On the sheet that was asked for, and on 2-up and 4-up, all pages are expected to be smaller.
    expected = 1 if plan.is_folded and imposition.sheet is None else plan.scale
    _say_scales(pages, scales, plan, expected, place, problems)
    is_wide = plan.width > plan.height
    _describe(target, source, name, imposition.layout, wide=is_wide)
    stream = BytesIO()
    target.save(
        stream,
        min_version=source.pdf_version,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return Imposed(
        stream.getvalue(),
        pages=len(pages),
        blanks=blanks,
        sides=len(sides),
        sheet=plan.sheet,
        is_wide=is_wide,
        columns=plan.columns,
        rows=plan.rows,
        is_folded=plan.is_folded,
        right_to_left=right_to_left,
        scale=plan.scale,
        least=min(scales.values()),
    )


def _usual_size(pages: Sequence[Shape]) -> tuple[float, float]:
    """The size that most of *pages* have, to the point: it decides, and the others follow."""

    def rounded(page: Shape) -> tuple[int, ...]:
        return tuple(round(side) for side in page.size)

    usual = Counter(map(rounded, pages)).most_common(1)[0][0]
    return next(page.size for page in pages if rounded(page) == usual)


def _fill_side(
    target: Any, source: Any, pages: Sequence[Shape], side: Sequence[int | None], plan: _Plan,
    shift: float,
) -> dict[int, float]:  # fmt: skip
    """Add a side to *target*, with the pages of *source* that stand on it; gives their scales.

    *side*: the number of the page in each place, from 0; None: none. *shift*: how far each moves
    towards the spine.
    """
    import pikepdf

    scales: dict[int, float] = {}
    content, forms = [], pikepdf.Dictionary()
    for position, (cell, index) in enumerate(zip(plan.cells, side, strict=True)):
        if index is None:
            continue
        page = pages[index]
        scale = scales[index] = _scale(page.size, cell, plan.scale)
        form = target.copy_foreign(source.pages[index].as_form_xobject(False))
        form.BBox = _box(*page.box)
        forms[f"/P{index + 1}"] = form
        towards_spine = shift if position == 0 else -shift
        content.append(
            _draw(index + 1, page, cell, scale, towards_spine, framed=not plan.is_folded)
        )
    made = target.add_blank_page(page_size=(plan.width, plan.height))
    made.obj.MediaBox = _box(0, 0, plan.width, plan.height)
    made.obj.TrimBox = made.obj.MediaBox
    made.obj.Resources = pikepdf.Dictionary(XObject=forms)
    made.obj.Contents = target.make_stream("\n".join(content).encode())
    return scales


@dataclass(frozen=True)
class _Plan:
    """A sheet and the places on it, in the order in which a side is filled."""

    sheet: str
    width: float
    """In points."""
    height: float
    columns: int
    rows: int
    cells: tuple[_Cell, ...]
    scale: float
    """The scale of a page of the usual size."""
    is_folded: bool


def _plan(imposition: Imposition, size: tuple[float, float]) -> _Plan:
    """Choose the sheet for pages of *size* and divide it."""
    lies = size[0] > size[1]
    paper = imposition.paper or _paper_of(min(size))
    sheet = imposition.sheet or paper
    if imposition.is_booklet:
        size = (min(size), max(size))  # a page that lies is turned
        if imposition.sheet is None and _divide(paper, True, 2, 1, 0, size).scale != 1:
            sheet = PAPER_SIZES[paper].twice or paper
        return _divide(sheet, True, 2, 1, 0, size)
    if imposition.layout == "2-up":
        return _divide(sheet, not lies, *((1, 2) if lies else (2, 1)), _GAP, size)
    return _divide(sheet, lies, 2, 2, _GAP, size)


def _paper_of(width: float) -> str:
    """Choose the paper that suits pages *width* points wide: as wide, else twice or half as large.

    Letter goes with Legal, which is as wide, with Tabloid and with Statement, which is half of it.
    """
    sides = {name: paper.points for name, paper in PAPERS.items()}
    as_wide = {name: (across,) for name, (across, _) in sides.items()}
    doubled = {name: (down, down / 2) for name, (_, down) in sides.items()}
    for widths in (as_wide, doubled):
        for name, fitting in widths.items():
            if any(abs(width - one) < _NEAR for one in fitting):
                return name
    return next(iter(PAPERS))


def _divide(
    sheet: str, wide: bool, columns: int, rows: int, gap: float, size: tuple[float, float]
) -> _Plan:
    """Divide *sheet* into *columns* and *rows* for pages of *size*, as large as it can hold them.

    The pages stand apart, and from the edge, by *gap* millimetres; where there is more room, by the
    same distance everywhere, across and down.
    """
    width, height = PAPER_SIZES[sheet].points
    if wide:
        width, height = height, width
    room = _Cell(
        0,
        0,
        (width - gap * _POINTS * (columns + 1)) / columns,
        (height - gap * _POINTS * (rows + 1)) / rows,
    )
    if not gap:  # the halves of a folded sheet
        scale = _scale(size, room, 1)
        cells = [_Cell(n * room.width, 0, room.width, room.height) for n in range(columns)]
        return _Plan(sheet, width, height, columns, rows, tuple(cells), scale, True)
    scale = _scale(size, room, 1)
    across, down = size[0] * scale, size[1] * scale
    gap_x = (width - columns * across) / (columns + 1)
    gap_y = (height - rows * down) / (rows + 1)
    cells = [
        _Cell(
            gap_x + column * (across + gap_x),
            height - (row + 1) * (down + gap_y),
            across,
            down,
        )
        for row in range(rows)
        for column in range(columns)
    ]
    return _Plan(sheet, width, height, columns, rows, tuple(cells), scale, False)


def _turned(page: Shape, cell: _Cell) -> Shape:
    """*page*, its head to the left where it lies in landscape and *cell* stands upright."""
    width, height = page.size
    is_across = width > height and cell.width < cell.height
    return replace(page, turn=(page.turn + 270) % 360) if is_across else page


def _scale(size: tuple[float, float], cell: _Cell, usual: float) -> float:
    """How large a page of *size* is in *cell*: as *usual*, or smaller where it would not fit."""
    slack = _SLACK * _POINTS
    if size[0] * usual <= cell.width + slack and size[1] * usual <= cell.height + slack:
        return usual
    return min(cell.width / size[0], cell.height / size[1])


def sides_of(
    layout: str, pages: int, columns: int, right_to_left: bool
) -> Iterator[list[int | None]]:
    """Say which pages stand on each side, from 0, row by row; None where a page is blank."""
    numbers: list[int | None] = list(range(pages))
    count = {"booklet": 4, "2-up": 2, "4-up": 4}[layout]
    numbers += [None] * (-pages % count)
    if layout == "booklet":
        first, last = 0, len(numbers) - 1
        sides = []
        while first < last:
            sides += [[numbers[last], numbers[first]], [numbers[first + 1], numbers[last - 1]]]
            first, last = first + 2, last - 2
    else:
        sides = [numbers[n : n + count] for n in range(0, len(numbers), count)]
    for side in sides:
        rows = [side[n : n + columns] for n in range(0, len(side), columns)]
        yield [one for row in rows for one in (reversed(row) if right_to_left else row)]


def _check_folding(imposition: Imposition, sheets: int, place: Place, problems: Problems) -> None:
    """Say where so many *sheets* cannot be folded as *imposition* wants it."""
    creep = imposition.creep
    if not imposition.is_booklet:
        if creep:
            problems.warning(
                place, f"creep is nothing for {imposition.layout}", "leave out --creep"
            )
        return
    if creep * (sheets - 1) > _SHIFT:
        problems.error(
            place,
            f"creep of {creep:g} mm would move the innermost of {sheets} sheets by "
            f"{creep * (sheets - 1):.1f} mm, out of its margins",
            f"take at most {_floor(_SHIFT / (sheets - 1)):g}; office paper needs 0.1",
        )
    if sheets > _STAPLED:
        problems.warning(
            place,
            f"{sheets} sheets folded in one another are too thick to staple",
            "divide it into parts, or print it as 2-up",
        )


def _say_blanks(pages: int, blanks: int, place: Place, problems: Problems) -> None:
    """Say that the last *blanks* of the *pages* of a booklet stay empty."""
    last = f"the last {blanks} pages stay" if blanks > 1 else "the last page stays"
    problems.warning(
        place,
        f"{pages} page{'s are' if pages > 1 else ' is'} no multiple of four: {last} blank",
        "print it as it is: one sheet, both sides, needs no folding"
        if pages <= 2
        else f"leave {'them' if blanks > 1 else 'it'} for notes, or write what fills "
        f"{'them' if blanks > 1 else 'it'}",
    )


def _floor(number: float) -> float:
    return int(number * 100) / 100


def _draw(
    number: int, page: Shape, cell: _Cell, scale: float, shift: float, *, framed: bool
) -> str:
    """Write what draws *page* in the middle of *cell*, moved by *shift* points to the right."""
    width, height = (one * scale for one in page.size)
    x = cell.x + (cell.width - width) / 2 + shift
    y = cell.y + (cell.height - height) / 2
    a, b, c, d, e, f = (one * scale for one in page.upright)
    matrix = _write((a, b, c, d, e + x, f + y))
    edge = _write((x, y, width, height))
    # A page that moves towards the spine must not be printed on the one beside it.
    clip = _write((cell.x, cell.y, cell.width, cell.height))
    frame = f"q 0.68 0.72 0.78 RG 0.3 w {edge} re S Q\n" * framed
    kept = f"{clip} re W n " * (not framed)
    return f"q {kept}{matrix} cm /P{number} Do Q\n{frame}".rstrip()


def _write(numbers: Iterable[float]) -> str:
    """Write numbers as PDF does, to a hundred thousandth of a point."""
    return " ".join(f"{round(one, 5) + 0:.5f}".rstrip("0").rstrip(".") for one in numbers)


def _box(*numbers: float) -> Any:
    import pikepdf

    return pikepdf.Object.parse(f"[{_write(numbers)}]".encode())


def _say_scales(
    pages: Sequence[Shape],
    scales: dict[int, float],
    plan: _Plan,
    expected: float,
    place: Place,
    problems: Problems,
) -> None:
    """Say which pages are smaller than whoever prints them expects."""
    made: dict[tuple[int, int, int], list[int]] = {}
    for index, page in enumerate(pages):
        across, down = (round(one / _POINTS) for one in page.size)
        if scales[index] < expected:
            made.setdefault((across, down, round(scales[index] * 100)), []).append(index + 1)
    half = f"half of {PAPER_SIZES[plan.sheet].label}"
    for (across, down, percent), numbers in made.items():
        many = len(numbers) > 1
        room = half if plan.is_folded else f"{'their' if many else 'its'} place"
        problems.warning(
            place,
            f"{ranges(numbers)} {'are' if many else 'is'} {across} × {down} mm, too "
            f"large for {room}: scaled to {percent} %",
            "print apart what must keep its size",
        )


def _reads_right_to_left(source: Any) -> bool:
    """Whether the PDF is bound on its right side, as it says itself or by its language."""
    import pikepdf

    preferences = source.Root.get("/ViewerPreferences")
    if isinstance(preferences, pikepdf.Dictionary) and "/Direction" in preferences:
        return bool(preferences["/Direction"] == "/R2L")
    language = str(source.Root.get("/Lang", "")).lower().replace("_", "-").partition("-")[0]
    return language in _RIGHT_TO_LEFT


def _describe(printed: Any, source: Any, name: str, layout: str, *, wide: bool) -> None:
    """Give the sheets a title, and tell the printer how to print them.

    Nothing is dated. The settings that show and hide the layers of a page come along, or all would
    show.
    """
    import pikepdf

    info = source.trailer.get("/Info")
    own = str(info.get("/Title", "")) if isinstance(info, pikepdf.Dictionary) else ""
    title = "".join(one for one in own if one.isprintable()).strip() or name
    title = f"{title} ({layout})"
    with printed.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = title
    printed.docinfo["/Title"] = title
    printed.Root.ViewerPreferences = pikepdf.Dictionary(
        Duplex=pikepdf.Name("/DuplexFlipShortEdge" if wide else "/DuplexFlipLongEdge"),
        PrintScaling=pikepdf.Name("/None"),
        PickTrayByPDFSize=True,
        DisplayDocTitle=True,
    )
    layers = source.Root.get("/OCProperties")
    if isinstance(layers, pikepdf.Dictionary):
        layers = layers if layers.is_indirect else source.make_indirect(layers)
        printed.Root.OCProperties = printed.copy_foreign(layers)
