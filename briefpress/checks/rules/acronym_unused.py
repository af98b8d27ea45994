"""A short form is spelled out for nothing.

Why: whoever learns a short form and never meets it again has learned it in vain.

Mend: write the words where it is used once, and delete it from `acronyms:`.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.short_forms import count_uses, printed_words
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each of `acronyms:` that is used never, or once."""
    texts = printed_words(reading)
    for short, words in reading.brief.fields.acronyms.items():
        uses = count_uses(short, words, texts)
        if uses < 2:
            yield Finding(
                reading.brief.place("acronyms", short),
                f"`{short}` is {'used once' if uses else 'never used'}",
                f"write “{words}” there, and delete the line" if uses else "delete the line",
            )
