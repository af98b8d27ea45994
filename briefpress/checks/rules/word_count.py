"""The brief has more than 1,500 words, or 450 for each page of its budget.

Why: a brief is read between two meetings; what is longer is a report, and is put aside.

Mend: move what is background into a paper of its own.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading, words
from ..table import Finding

SEVERITY: Severity = "warning"
WORDS = 1500
PER_PAGE = 450
"""Words of a page of text, of a brief that is meant to have more than three."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Count the words that are printed as text, notes left out."""
    printed = [
        text for text in reading.texts if text.is_printed and text.kind not in ("note", "cell")
    ]
    most = max(WORDS, PER_PAGE * (reading.brief.fields.pages or 0))
    total = sum(len(words(text.text)) for text in printed)
    if total > most:
        yield Finding(
            reading.brief.prose.place,
            f"{total:,} words, {most:,} are many",
            "move what is background into a paper of its own",
        )
