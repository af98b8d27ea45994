"""A recent publication has a day that has not come yet.

Why: readers look for a paper that is not out.

Mend: correct the day, or take the paper out of the list until then.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the publications of the back page that begin after today."""
    for number, one in enumerate(reading.brief.fields.publications or ()):
        if one.published.first > reading.day:
            yield Finding(
                reading.brief.place("publications", number, "published"),
                f"`{one.title}` is dated {one.published}, after today, {reading.day}",
                "correct the day, or list it when it is out",
            )
