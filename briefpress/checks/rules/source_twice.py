"""Two sources are the same one: they share a DOI, the symbol of a document, or an address.

Why: a reader looks for two sources where there is one, and the list of references has it twice.

Mend: cite one of the two wherever the other is cited, and delete the other.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ...model.source_needs import find_duplicates
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each source that stands there twice."""
    for key, other, mark in find_duplicates(reading.brief.fields.sources):
        place = reading.brief.place("sources", key)
        message = f"the source `{key}` has the {mark} of `{other}`"
        yield Finding(place, message, f"cite [@{other}] for both, and delete `{key}`")
