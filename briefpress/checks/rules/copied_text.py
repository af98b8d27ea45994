"""A word copies as something else than what is read on the page.

Why: whoever looks for the word in the PDF does not find it, and whoever quotes the brief by copying
quotes another word. No validator sees it.

Mend: see which style sets the word: letters far apart fall to pieces, and some fonts of other
scripts lose or double letters.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.copied import copy_pages, find_otherwise_copied
from ..evidence.places import place_in_words
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "warning"
_MOST = 6
"""Words that are named; a page of them has one fault, not sixty."""


def find_in_edition(proof: PrintedPage) -> Iterator[Finding]:
    """Find the words that PDFium, and Poppler where it is installed, copy otherwise."""
    paper, told = proof.pdf.paper, set[str]()
    for reader, pages in copy_pages(proof.pdf.data):
        for number, (page, text) in enumerate(zip(proof.pdf.layout.pages, pages, strict=False), 1):
            words = [one for one in find_otherwise_copied(page, text) if one not in told]
            for word in words[:_MOST]:
                told.add(word)
                yield Finding(
                    place_in_words(proof, word),
                    f"`{shown(word)}` copies from page {number} of {paper} as something else, in "
                    f"{reader}",
                    "look at the type in which it is set: letters far apart fall to pieces, and a "
                    "font may lose some",
                )
