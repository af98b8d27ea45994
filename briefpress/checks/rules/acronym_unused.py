"""A short form is spelled out for nothing.

Why: whoever learns a short form and never meets it again has learned it in vain.

Mend: write the words where it is used once, and delete it from `acronyms:`.
"""

import re
from collections.abc import Iterator

from ...model.brief import Brief
from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each of `acronyms:` that is used never, or once."""
    kinds = ("source", "alt")
    texts = [text.text for text in reading.texts if text.kind not in kinds]
    texts += _of_citations(reading.brief)
    for _, _, name in reading.placed_data:
        table = reading.brief.data[name]
        texts += [cell for row in (table.heads, *table.rows) for cell in row]
    for short, words in reading.brief.fields.acronyms.items():
        # An author by this whole name is printed by the short form where there is little room.
        names = rf"{re.escape(short)}(?=s?(?![\w-]))|{re.escape(words)}(?=\ue000)"
        pattern = re.compile(rf"(?<![\w-])(?:{names})")
        uses = sum(len(pattern.findall(text)) for text in texts)
        if uses < 2:
            yield Finding(
                reading.brief.place("acronyms", short),
                f"`{short}` is {'used once' if uses else 'never used'}",
                f"write “{words}” there, and delete the line" if uses else "delete the line",
            )


def _of_citations(brief: Brief) -> Iterator[str]:
    """Give the words that each citation prints of its sources, in a note or under a figure."""
    for cite in brief.citations():
        for item in cite.items:
            source = brief.fields.sources.get(item.key)
            if source is not None:
                names = [name.literal or "" for name in source.author or ()]
                yield "".join(f"{name}\ue000 " for name in names)
                yield f"{source.title} {source.publisher or ''} {source.container_title or ''}"
