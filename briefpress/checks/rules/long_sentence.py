"""A sentence has more than 40 words.

Why: who reads it aloud runs out of breath, and who reads it once does not understand it.

Mend: make two of it.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading, shown, split, words
from ..table import Finding

SEVERITY: Severity = "warning"
WORDS = 40


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each of them, with its length."""
    for text in reading.texts:
        if not text.is_printed or text.kind == "quotation":  # nobody makes two of what was said
            continue
        for sentence in split(text.text, reading.brief):
            length = len(words(sentence))
            if length > WORDS:
                yield Finding(
                    text.where(sentence),
                    f"a sentence of {length} words, `{shown(sentence)}`",
                    "make two of it",
                )
