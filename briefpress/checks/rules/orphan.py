"""The first line of a paragraph stands alone at the foot of a page.

Why: the reader begins a thought, and has to turn the page to learn what it is.

Mend: shorten the text before it by a line, or lengthen it by one.
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
    """Find each paragraph and item that has one line of several on the page where it begins."""
    for one in divided(proof.pdf.layout):
        if one.before == 1:
            yield Finding(
                place_on_page(proof, one.text),
                f"the first line of `{shown(one.text)}` stands alone on page {one.page} "
                f"of {proof.pdf.paper}",
                "shorten the text before it by a line, or lengthen it by one",
            )
