"""A short form is spelled out for nothing, or nowhere.

Why: whoever learns a short form and never meets it again has learned it in vain; and within a
compound, `GIZ-Bericht`, the page has no room to spell one out.

Mend: write the words where it is used once, and delete it from `acronyms:`; write a short form
that stands in compounds alone behind its words once.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ...model.text import Block
from ..evidence.short_forms import count_uses, printed_words
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each of `acronyms:` that is used never, once, or in compounds alone."""
    texts = printed_words(reading)
    has_glossary = any(
        isinstance(mark, Block) and mark.kind == "glossary" for mark in reading.brief.marks
    )
    for short, words in reading.brief.fields.acronyms.items():
        place = reading.brief.place("acronyms", short)
        uses = count_uses(short, words, texts)
        if uses < 2:
            yield Finding(
                place,
                f"`{short}` is {'used once' if uses else 'never used'}",
                f"write “{words}” there, and delete the line" if uses else "delete the line",
            )
        elif not (has_glossary or count_uses(short, words, texts, alone=True)):
            yield Finding(
                place,
                f"`{short}` stands in compounds alone: no page says what it stands for",
                f"write “{words} ({short})” where it is first used",
            )
