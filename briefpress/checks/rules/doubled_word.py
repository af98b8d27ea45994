"""A word stands there twice.

Why: nobody sees it on the screen, and everybody on paper.

Mend: delete one of the two.
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"
_TWICE = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)
NAMES = {"boutros", "baden", "bora"}
"""Names that hold a word twice; which others may stand twice, each language says itself."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each word that is followed by itself."""
    may_stand_twice = NAMES.union(map(str.casefold, reading.brief.words.checks.doubled))
    for text in reading.texts:
        for match in _TWICE.finditer(text.text):
            if match[1].casefold() not in may_stand_twice and not match[1].isupper():
                yield Finding(
                    text.line_of(match[0]),
                    f"`{match[1]}` stands there twice",
                    "delete one of the two",
                )
