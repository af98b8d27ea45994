"""A table cannot be read cell by cell: it has no heads, or its rows are not alike.

Why: in a table a screen reader says with each cell which row and column it is in; it can only do
so where heads are marked as heads, say what they head, and every row is as long as the others.

Mend: give the table a row of heads, and each row as many cells; where a template writes it, make
the heads <th scope="col">.
"""

from collections.abc import Iterator
from functools import partial

from ...model.problems import Place, Severity
from ..evidence.places import place_in_words
from ..evidence.printed_page import PrintedPage
from ..evidence.tag_tree import lengths, rows_of
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "error"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find what is wrong with each table."""
    for table in proof.tags.root.all("Table"):
        captions = [kid.text for kid in table.tags if kid.kind == "Caption"]
        rows = rows_of(table)
        first = next((cell.text for row in rows for cell in row if cell.text), "")
        name = captions[0] if captions else first
        place = partial(_place, proof, name)
        on_page = f"on page {table.page} of {proof.pdf.paper}"
        heads = [cell for row in rows for cell in row if cell.kind == "TH"]
        if not heads:
            yield Finding(
                place(),
                f"the table `{shown(name)}` has no heads, {on_page}",
                "make its first row one of heads",
            )
        named = {head for row in rows for cell in row for head in cell.heads}
        for head in heads:
            if not head.scope and head.id not in named:
                yield Finding(
                    place(),
                    f"the head `{shown(head.text)}` of the table `{shown(name)}` does not say "
                    f"what it heads, {on_page}",
                    'write it as <th scope="col">, or "row"',
                )
        widths = lengths(rows)
        for number, width in enumerate(widths, 1):
            if width != widths[0]:
                yield Finding(
                    place(),
                    f"row {number} of the table `{shown(name)}` has {width} columns, "
                    f"the first has {widths[0]}, {on_page}",
                    "give each row as many cells",
                )
                break


def _place(proof: PrintedPage, name: str) -> Place:
    words = name.partition(". ")[2] or name
    return place_in_words(proof, words)
