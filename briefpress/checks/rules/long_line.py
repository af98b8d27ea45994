"""The lines of a text have more than 80 characters.

Why: the eye loses the line on its way back.

Mend: shorten the brief where the type was made smaller to keep its `pages:`, or allow one more;
else make the text larger or the column narrower, in styles/tokens.css.
"""

from collections import Counter
from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.lines import TEXT, flow_lines
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "warning"
CHARACTERS = 80
PART = 0.25
"""How many of the lines of a page may be long: one of many narrow letters now and then is no fault
of the measure."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find the longest line of running text on each page, if a quarter of them is too long."""
    hint = "make the text larger or the column narrower, in styles/tokens.css"
    if proof.brief.fields.pages:
        hint = "shorten the brief, or raise `pages:`; the type was made smaller to keep them"
    for number, sheet in enumerate(proof.pdf.layout.sheets, 1):
        running = [line for line in flow_lines(sheet) if sheet.areas[line.area].tag in TEXT
                   and "source" not in sheet.areas[line.area].classes]  # fmt: skip
        counts = Counter(line.area for line in running)  # of a line alone there is no way back
        too_long = [
            line for line in running if len(line.text) > CHARACTERS and counts[line.area] > 1
        ]
        if len(too_long) > PART * len(running):
            longest = max(too_long, key=lambda line: len(line.text))
            yield Finding(
                place_on_page(proof, longest.text, sheet, longest.area),
                f"a line of {len(longest.text)} characters, `{shown(longest.text)}`, on page "
                f"{number} of {proof.pdf.paper}",
                hint,
            )
