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
)


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each such word in the texts, with what it should be."""
    not_halves = frozenset(reading.brief.words.checks.not_halves)
    for text in reading.texts:
        for match in _BROKEN.finditer(text.text):
            if match[2] not in not_halves and not match[2].isupper():
                yield Finding(
                    text.line_of(match[1]) if text.text.count(match[1]) == 1 else text.place,
                    f"`{match[0]}` is a word broken in two",
                    f"write {match[1]}{match[2]}, or {match[1]}-{match[2]}",
                )
