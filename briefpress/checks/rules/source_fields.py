"""A source lacks what a reader needs to find it.

Why: a note that says no author, no date or no journal leads nowhere.

Mend: add the field that is named; `briefpress schema` describes all of them.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ...model.source_needs import find_gaps
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find what each source has not, as far as its type asks."""
    for key, one in reading.brief.fields.sources.items():
        for what, hint in find_gaps(one):
            kind = one.type.replace("_", " ")
            place = reading.brief.place("sources", key)
            yield Finding(place, f"the {kind} `{key}` has {what}", hint)
