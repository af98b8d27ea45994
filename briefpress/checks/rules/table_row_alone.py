"""A table is cut so that one row stands alone.

Why: a row without the others is read as a table of its own, or not at all.

Mend: move the table in the text, or shorten it by a row.
"""

from collections.abc import Iterator

from ...model.geometry import PageLayout, around
from ...model.problems import Severity
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "warning"
TALL = 120
"""Points: a row as tall as ten lines is no remnant, it may fill the page by itself."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find each table of which one page has a single row, and another one the rest."""
    layout = proof.pdf.layout
    parts = [_rows(page) for page in layout.pages]
    for number, tables in enumerate(parts):
        for table, (rows, text) in tables.items():
            whole = sum(one[table][0] for one in parts if table in one)
            others = whole - rows
            if rows == 1 and others:
                yield Finding(
                    place_on_page(proof, text),
                    f"one row, `{shown(text)}`, of a table of {rows + others} stands alone on page "
                    f"{number + 1} of {proof.pdf.paper}",
                    "move the table in the text, or shorten it by a row",
                )


def _rows(page: PageLayout) -> dict[int, tuple[int, str]]:
    """How many rows, not of heads, each table has on *page*, and what the first of them says.

    A tall row counts as two.
    """
    tables: dict[int, tuple[int, str]] = {}
    for index, area in enumerate(page.areas):
        above = [*around(page, index)]
        if area.kind != "row" or any(one.tag == "thead" for one in above):
            continue
        table = next((one.element for one in above if one.tag == "table"), -1)
        rows, text = tables.get(table, (0, ""))
        count = 1 if area.height < TALL else 2
        tables[table] = rows + count, text or _text(page, area.y, area.bottom)
    return tables


def _text(page: PageLayout, upper: float, lower: float) -> str:
    return " ".join(one.text for one in page.pieces if upper <= one.y < lower)
