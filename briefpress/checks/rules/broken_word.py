"""A word is broken by a hyphen and a space, as lines copied from a PDF have it.

Why: on paper the two halves stand in one line, and nobody finds the word.

Mend: write the word in one.
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"
_BROKEN = re.compile(
    r"(?<![\w-])([^\W\d_]{2,})[-\u2010] ([^\W\d_A-Z]{2,})(?![\w-]*[-\u2010](?: |$))"
    r"|(?<!\w)([^\W\d_]+)\xac ?([^\W\d_A-Z]+)"  # as programs that read scans end a line
)


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each such word in the texts, with what it should be."""
    not_halves = frozenset(reading.brief.words.checks.not_halves)
    for text in reading.texts:
        for match in _BROKEN.finditer(text.text):
            first, second = match[1] or match[3], match[2] or match[4]
            if second not in not_halves and not second.isupper():
                yield Finding(
                    text.line_of(first) if text.text.count(first) == 1 else text.place,
                    f"`{match[0]}` is a word broken in two",
                    f"write {first}{second}, or {first}-{second}",
                )
