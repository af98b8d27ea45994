"""A picture is shown longer than it may be, or on paper where it may not go.

Why: whose picture it is has said until when and where it may be seen, and a printed one is not
taken back.

Mend: ask for the right and write the later `until:`, or `channels:` with `paper`; or take another
picture.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ...model.rights import find_barred
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "error"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the pictures that may not be printed today."""
    brief = reading.brief
    for name, why, at in find_barred(brief.fields.rights, "paper", reading.day):
        yield Finding(
            brief.place(*name.split("."), at),
            why,
            f"ask for the right and write it at `{at}:`, or take another picture",
        )
