"""A fact is older than its author wanted it to become.

Why: a figure of last year, printed today, is read as one of today.

Mend: look for a newer one, and write its value and its `as_of:`; or raise `stale_after:`.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each fact whose `as_of` is longer ago than its `stale_after`, or the brief's."""
    fields = reading.brief.fields
    for name, fact in fields.facts.items():
        limit = fact.stale_after or fields.stale_after
        if limit is None or fact.as_of is None:
            continue
        age = reading.day - fact.as_of.last
        if age > limit:
            yield Finding(
                reading.brief.place("facts", name, "as_of"),
                f"the fact `{name}` is {age.days} days old, it may become {limit.days}",
                "look for a newer one, and write its value and its `as_of`",
            )
