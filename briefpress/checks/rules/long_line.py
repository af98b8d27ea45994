"""The lines of a text have more than 80 characters.

Why: the eye loses the line on its way back; in a box, which has few, it does so after 90.

Mend: shorten the brief where the type was made smaller to keep its `pages:`, or allow one more;
else make the text larger or the column narrower, in styles/tokens.css.
"""

import re
from collections import Counter
from collections.abc import Iterator

from ...model.geometry import PageLayout, around
from ...model.problems import Severity
from ..evidence.places import place_on_page
from ..evidence.printed_page import PrintedPage
from ..evidence.text_lines import TEXT, Line, flow_lines
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "warning"
CHARACTERS, CHARACTERS_OF_BOX = 80, 90
PART = 0.25
"""How many of the lines of a page may be long: one of many narrow letters now and then is no fault
of the measure."""


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find the longest line of running text on each page, if a quarter of them is too long."""
    set_so = "make the text larger or the column narrower, in styles/tokens.css"
    budget = proof.brief.fields.pages
    if budget and len(proof.pdf.layout.pages) >= budget:
        set_so = "shorten the brief, or raise `pages:`; the type was made smaller to keep them"
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        running = [line for line in flow_lines(page) if page.areas[line.area].tag in TEXT
                   and "source" not in page.areas[line.area].classes]  # fmt: skip
        counts = Counter(line.area for line in running)  # of a line alone there is no way back
        too_long = [
            line
            for line in running
            if counts[line.area] > 1
            and _length(line.text) > (CHARACTERS_OF_BOX if _is_in_box(page, line) else CHARACTERS)
        ]
        if len(too_long) > PART * len(running):
            longest = max(too_long, key=lambda line: len(line.text))
            yield Finding(
                place_on_page(proof, longest.text, page, longest.area),
                f"a line of {len(longest.text)} characters, `{shown(longest.text)}`, on page "
                f"{number} of {proof.pdf.paper}",
                "write `width: side` in the box" if _is_in_box(page, longest) else set_so,
            )


_JOINED = re.compile("[\u0600-\u06ff]")
"""Letters of Arabic: joined, they are narrower than Latin ones, 91 of them to a measure of 80."""


def _length(text: str) -> float:
    """How many Latin characters are as long as *text*, about."""
    return len(text) - len(_JOINED.findall(text)) / 8


def _is_in_box(page: PageLayout, line: Line) -> bool:
    return any("box" in one.classes for one in around(page, line.area))
