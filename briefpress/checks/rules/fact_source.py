"""A fact has no source, or no date.

Why: a figure that nobody can look up is a rumour, and one without a date is true of no day.

Mend: add `source:` with a key of `sources:`, and `as_of:`, or the date of its source (`issued:`).
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each fact without a source, and each without any date."""
    fields = reading.brief.fields
    for name, fact in fields.facts.items():
        place = reading.brief.place("facts", name)
        if fact.source is None:
            yield Finding(place, f"the fact `{name}` has no source", "add `source: …` to it")
            continue
        cited = [fields.sources[one.key] for one in fact.source.items if one.key in fields.sources]
        dated = any(one.issued or one.status or one.accessed or one.event_date for one in cited)
        if fact.as_of is None and not dated:
            yield Finding(
                place,
                f"the fact `{name}` has no date, and neither has its source",
                "add `as_of: …` to it, or `issued: …` to the source",
            )
