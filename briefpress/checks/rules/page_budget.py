"""The brief takes another number of pages than `pages:` says.

Why: a brief is a sheet of paper; the third page of a two-page brief is left at the printer. The
press sets the text as small as the style allows before it gives up, and never smaller.

Mend: where a hole is named, move what did not fit there; else shorten the section, or make the
figures smaller, that are named, or raise `pages:`; `briefpress fit` says how much room there is.
Where there are too few pages, a warning, lengthen the text or lower `pages:`; it is none where
little would stand on the last one, and the press has drawn the text together.
"""

from collections.abc import Iterator

from ...model.brief import Brief
from ...model.elements import find_block_kind
from ...model.geometry import Area, PageLayout, around, is_imprint
from ...model.page import Pdf
from ...model.problems import Severity
from ..evidence.holes import find_holes, how_to_fill
from ..evidence.places import find_block, place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.text_lines import flow_lines, is_flow, leading
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "error"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find more pages than the budget, an error, or fewer, a warning."""
    pdf, budget = proof.pdf, proof.brief.fields.pages
    if budget is None or not pdf.pages or pdf.pages == budget:
        return
    message = f"{pdf.pages} page{'s' * (pdf.pages != 1)} on {pdf.paper}, the budget is {budget}"
    place = proof.brief.place("pages")
    if pdf.pages < budget:
        if not (pdf.fitted and pdf.fitted.is_drawn_together):
            yield Finding(place, message, "lengthen it, or lower `pages:`", "warning")
        return
    lines, excess = "", 0
    if pdf.fitted:
        excess = -pdf.fitted.lines
        lines = f"{excess} line{'s' * (excess != 1)}"
        message += f": {lines} too many in the smallest type"
        if count := round(excess * _words_in_a_line(pdf), -1):
            message += f", about {count:.0f} words"
    if lost := _count_unprintable(pdf):
        blocks = f"{lost} block{'s' * (lost != 1)}"
        message += f"; this is not final: {blocks} that cannot be printed yet, not counted"
    is_near = _has_imprint_alone(pdf, budget)
    if is_near:
        message += f"; nothing but the imprint stands on page {budget + 1}"
    elif first := _first_words(pdf, budget):
        words, page, area = first
        where = place_on_page(proof, words, page, area)
        message += f"; page {budget + 1} begins with `{shown(words)}`, {where}"
    hint = f"{_what_to_shorten(proof, budget, excess, lines, is_near)}, or raise `pages:`"
    # White under the text, above an imprint that has no room, is told with the imprint.
    holes = [one for one in find_holes(pdf) if one.page < budget + (not is_near)]
    hole = max(holes, key=lambda one: one.lines, default=None)
    if hole and pdf.fitted and hole.lines >= -pdf.fitted.lines:  # it would hold what is too much
        above = f"under `{shown(hole.above)}`" if hole.above else "at its head"
        hint = (
            f"first fill the hole of {hole.lines} lines on page {hole.page}, {above}: "
            f"{how_to_fill(proof, hole)}; then {hint}"
        )
    yield Finding(place, message, hint)


def _words_in_a_line(pdf: Pdf) -> float:
    """How many words a line of the running text holds: one of a column, where it has two."""
    lines = [line.text for page in pdf.layout.pages for line in flow_lines(page)]
    return sum(len(line.split()) for line in lines) / len(lines) if lines else 0.0


def _what_to_shorten(
    proof: PrintedPage, budget: int, excess: int, lines: str, is_near: bool
) -> str:
    """Name what is long enough to give up *excess* lines: a section, or blocks.

    It is the longest section of those on the last page of the *budget* and after it: what is cut
    further up may leave a hole there, where a figure or a table waits for its page.
    """
    section = longest_section(proof.pdf, budget)
    over = None if is_near else longest_section(proof.pdf, budget + 1)
    if over == section:
        over = None
    by = f" by {lines}" if lines else ""
    blocks = sorted(_heights(proof).items(), key=lambda one: -one[1])[:NAMED]
    # Where there are figures nobody cuts more than half of a section.
    if section and excess < section[1] / (2 if blocks else 1):
        name, length = section
        by = f", by {lines}" if (is_near or over) and lines else ""
        text = f"“{name}”, the longest section on the last pages ({length} lines)"
        if over:
            text = f"“{over[0]}”, which goes over ({over[1]} lines), or {text}"
        return f"shorten {text}{by}"
    if not blocks:
        return f"shorten the text{by}"
    beside = any(_could_stand_beside(proof.brief, name) for name, _ in blocks)
    named = ", ".join(f"{name} ({height} lines)" for name, height in blocks)
    text = f"shorten the text{by}"
    if over:
        text += f" (“{over[0]}” goes over, {over[1]} lines)"
    elif section:
        text += f" (“{section[0]}” is the longest section on the last pages, {section[1]} lines)"
    narrow = "set beside the text (`width: side`), " if beside else ""
    return f"{narrow}make smaller or leave out what is tall: {named}; {text}"


def _could_stand_beside(brief: Brief, name: str) -> bool:
    """Whether the block *name*, `{{ figures.map }}`, is a picture or a chart that stands in the
    text, and could stand beside it.
    """
    kind, _, key = name.strip("`{} ").partition(".")
    figure = brief.fields.figures.get(key) if kind == "figures" else None
    return figure is not None and figure.width != "side"


NAMED = 4
"""Blocks at most that are named as tall."""
TALL = 5
"""Lines of a block that is worth naming."""


def _heights(proof: PrintedPage) -> dict[str, int]:
    """How many lines of the text each figure, table and box in it takes, by how prose calls it."""
    heights: dict[str, float] = {}
    line = leading(proof.pdf)
    for page in proof.pdf.layout.pages:
        for number, area in enumerate(page.areas):
            areas = [*around(page, number)]
            if not _is_block(area) or any(_is_block(one) or _is_beside(one) for one in areas[1:]):
                continue
            if block := find_block(proof, areas):
                heights[block[0]] = heights.get(block[0], 0.0) + area.height / line
    return {name: round(height) for name, height in heights.items() if height > TALL}


def _is_block(area: Area) -> bool:
    return bool(find_block_kind((*area.classes, area.tag))) and not _is_beside(area)


def _is_beside(area: Area) -> bool:
    return "beside" in area.classes


def _count_unprintable(pdf: Pdf) -> int:
    """How many blocks have a box in their place that says that they cannot be printed."""
    pages = pdf.layout.pages
    return len({one.element for page in pages for one in page.areas if "missing" in one.classes})


def _has_imprint_alone(pdf: Pdf, number: int) -> bool:
    """Whether nothing but the imprint stands on page *number*, from 0, the last one."""
    pages = pdf.layout.pages[number:]
    paths = [page.areas[piece.area].path for page in pages for piece in page.pieces]
    return len(pages) == 1 and all(is_imprint(path) for path in paths if path.startswith("html"))


def _first_words(pdf: Pdf, number: int) -> tuple[str, PageLayout, int] | None:
    """The text with which page *number*, from 0, begins, its page and the number of its area; None
    where that is not known.
    """
    for page in pdf.layout.pages[number : number + 1]:
        for piece in page.pieces:
            area = page.areas[piece.area]
            if not piece.layer and " main " in f"{area.path} ":
                line = [one.text for one in page.pieces if one.line == piece.line]
                return " ".join("".join(line).split()), page, piece.area
    return None


def longest_section(pdf: Pdf, first: int) -> tuple[str, int] | None:
    """Find the longest section that reaches page *first*, counted from 1, or a later one.

    Gives its heading, and how many lines of running text it has, on all pages. None where no text
    from *first* on has a heading.
    """
    sections: dict[str, int] = {}
    last: set[str] = set()
    heading = ""
    for number, page in enumerate(pdf.layout.pages, 1):
        lines = set()
        for piece in page.pieces:
            area = page.areas[piece.area]
            if not is_flow(page, piece.area):
                continue
            if area.tag == "h2":
                if (piece.area, "h2") not in lines:
                    lines.add((piece.area, "h2"))
                    heading = pdf.layout.texts.get(area.element, piece.text)
            elif heading and (piece.line, "") not in lines:
                lines.add((piece.line, ""))
                sections[heading] = sections.get(heading, 0) + 1
                last.update([heading] if number >= first else [])
    on_last = [(name, length) for name, length in sections.items() if name in last]
    return max(on_last, key=lambda one: one[1], default=None)
