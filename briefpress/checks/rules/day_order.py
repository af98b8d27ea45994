"""Two days of the brief stand in the wrong order.

Why: a reader who sees that it was updated before it appeared believes no other day in it.

Mend: correct the day that is wrong.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find an `updated` before the day of the brief, and an embargo that ends before it."""
    fields = reading.brief.fields
    if fields.updated and fields.updated < fields.published:
        yield Finding(
            reading.brief.place("updated"),
            f"it was updated on {fields.updated}, before {fields.published}, on which it appears",
            "correct `updated` or `published`",
        )
    written = fields.updated or fields.published
    if fields.embargo and fields.embargo.date() < written:
        yield Finding(
            reading.brief.place("embargo"),
            f"the embargo ends on {fields.embargo.date()}, before the day of the brief, {written}",
            "correct it, or delete it where readers may report on the brief at once",
        )
