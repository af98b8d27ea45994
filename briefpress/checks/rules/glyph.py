"""No font of the house has a character.

Why: it would be printed as an empty box.

Mend: write it otherwise, or name a font that has it in styles/tokens.css.
"""

from collections.abc import Iterator

from ...model.problems import Place, Severity
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import find_place
from ..table import Finding

SEVERITY: Severity = "error"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find each character that the press missed, on the first line that has it."""
    for character in proof.pdf.missing:
        template = Place(f"templates/{proof.brief.fields.template}.html")
        yield Finding(
            find_place(proof.brief, character) or template,
            f"no font of the house has `{character}` (U+{ord(character):04X})",
            "write it otherwise, or name a font that has it in styles/tokens.css",
        )
