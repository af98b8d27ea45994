"""The next update was promised for a day that has passed.

Why: a brief that promises what did not happen is one that nobody keeps.

Mend: write the update, or another day, or take the promise out.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find a `next_update` before today, or before the brief itself."""
    fields = reading.brief.fields
    promised, written = fields.next_update, fields.updated or fields.published
    if promised is None:
        return
    if promised.last <= written or promised.last < reading.day:
        what = "the brief itself" if promised.last <= written else f"today, {reading.day}"
        yield Finding(
            reading.brief.place("next_update"),
            f"the next update, {promised}, is before {what}",
            "write another day, or delete the line",
        )
