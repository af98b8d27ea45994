"""The last line of a paragraph stands alone at the head of a page.

Why: a line without its paragraph looks like a mistake, and reads like one.

Mend: shorten the paragraph by a line, or lengthen it by one.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.text_lines import divided
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "warning"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find each paragraph and item that leaves one line of several for the next page."""
    for one in divided(proof.pdf.layout):
        if one.after == 1:
            yield Finding(
                place_on_page(proof, one.text),
                f"the last line of `{shown(one.text)}` stands alone on page {one.page + 1} "
                f"of {proof.pdf.paper}",
                "shorten the paragraph by a line, or lengthen it by one",
            )
