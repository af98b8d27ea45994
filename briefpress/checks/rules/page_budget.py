"""The brief takes another number of pages than `pages:` says.

Why: a brief is a sheet of paper; the third page of a two-page brief is left at the printer. The
press sets the text as small as the style allows before it gives up, and never smaller.

Mend: where a hole is named, move what did not fit there; else shorten the section that is named,
or raise `pages:`; `briefpress fit` says how much room there is.
Where there are too few pages, a warning, lengthen the text or lower `pages:`.
"""

import re
from collections.abc import Iterator

from ...model.page import Pdf
from ...model.problems import Severity
from ..evidence.holes import find_holes, how_to_fill
from ..evidence.lines import is_flow
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
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
        yield Finding(place, message, "lengthen it, or lower `pages:`", "warning")
        return
    too_many = "the text"
    if pdf.fitted:
        lines = f"{-pdf.fitted.lines} line{'s' * (pdf.fitted.lines != -1)}"
        message += f": {lines} too many in the smallest type"
        too_many = f"the text by {lines}"
    if longest := longest_section(pdf):
        name, length = longest
        too_many = f"“{name}”, the longest section ({length} lines)"
    if _has_imprint_alone(pdf, budget):
        message += f"; nothing but the imprint stands on page {budget + 1}"
        too_many += f", by {lines}" if pdf.fitted and longest else ""
    elif words := _first_words(pdf, budget):
        where = place_on_page(proof, words)
        message += f"; page {budget + 1} begins with `{shown(words)}`, {where}"
    hint = f"shorten {too_many}, or raise `pages:`"
    holes = [one for one in find_holes(pdf) if one.page <= budget]
    hole = max(holes, key=lambda one: one.lines, default=None)
    if hole and pdf.fitted and hole.lines >= -pdf.fitted.lines:  # it would hold what is too much
        hint = (
            f"first fill the hole of {hole.lines} lines on page {hole.page}, under "
            f"`{shown(hole.above)}`: {how_to_fill(proof, hole)}; then {hint}"
        )
    yield Finding(place, message, hint)


def _has_imprint_alone(pdf: Pdf, number: int) -> bool:
    """Whether nothing but the imprint stands on page *number*, from 0, the last one."""
    sheets = pdf.layout.sheets[number:]
    paths = [sheet.areas[piece.area].path for sheet in sheets for piece in sheet.pieces]
    return len(sheets) == 1 and all(
        _IMPRINT.search(path) for path in paths if path.startswith("html")
    )


_IMPRINT = re.compile(r"\.imprint\b")


def _first_words(pdf: Pdf, number: int) -> str:
    """The text with which page *number*, from 0, begins; empty where that is not known."""
    for sheet in pdf.layout.sheets[number : number + 1]:
        for piece in sheet.pieces:
            area = sheet.areas[piece.area]
            if not piece.layer and " main " in f"{area.path} ":
                line = [one.text for one in sheet.pieces if one.line == piece.line]
                return " ".join("".join(line).split())
    return ""


def longest_section(pdf: Pdf) -> tuple[str, int] | None:
    """Heading of the section with most lines of running text, and how many; None where no text has
    a heading.
    """
    sections: dict[str, int] = {}
    heading = ""
    for sheet in pdf.layout.sheets:
        lines = set()
        for piece in sheet.pieces:
            area = sheet.areas[piece.area]
            if not is_flow(sheet, piece.area):
                continue
            if area.tag == "h2":
                if (piece.area, "h2") not in lines:
                    lines.add((piece.area, "h2"))
                    heading = pdf.layout.texts.get(area.element, piece.text)
            elif heading and (piece.line, "") not in lines:
                lines.add((piece.line, ""))
                sections[heading] = sections.get(heading, 0) + 1
    return max(sections.items(), key=lambda one: one[1], default=None)
