"""An addressee has more than five recommendations.

Why: five are remembered, ten are a wish list.

Mend: keep those that matter most, or join two that belong together.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading, shown
from ..table import Finding

SEVERITY: Severity = "warning"
MOST = 5


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each addressee with more than five actions."""
    for n, recommendation in enumerate(reading.brief.fields.recommendations):
        if len(recommendation.actions) > MOST:
            name = next(
                text.text for text in reading.texts if text.path == ("recommendations", n, "to")
            )
            yield Finding(
                reading.brief.place("recommendations", n, "actions"),
                f"{len(recommendation.actions)} recommendations for `{shown(name)}`",
                f"keep the {MOST} that matter most",
            )
