"""A note stands on another page than its call.

Why: a reader looks for it at the foot of the page that calls it.

Mend: shorten the paragraph that calls it, or the note.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "warning"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find each note that is not on the page that calls it."""
    layout = proof.pdf.layout
    for number, page in enumerate(layout.pages, 1):
        for note in page.calls:
            if note not in page.notes:
                text = layout.texts.get(note, "")
                yield Finding(
                    place_on_page(proof, text),
                    f"the note `{shown(text)}` is called on page {number} of {proof.pdf.paper} "
                    "and stands on another",
                    "shorten the paragraph that calls it, or the note",
                )
