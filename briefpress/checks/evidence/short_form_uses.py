"""Count how often a brief prints a short form: in its texts, its tables and its citations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model.brief import Brief
from .texts import Reading


class ShortFormUses:
    """Counts the uses of short forms in one brief."""

    def __init__(self, reading: Reading) -> None:
        """Take the texts of *reading*, the cells of printed files, and what citations print."""
        kinds = ("source", "alt")
        self._texts = [text.text for text in reading.texts if text.kind not in kinds]
        self._texts += _of_citations(reading.brief)
        for _, _, name in reading.placed_data:
            table = reading.brief.data[name]
            self._texts += [cell for row in (table.heads, *table.rows) for cell in row]

    def count(self, short: str, words: str = "") -> int:
        """How often *short* is printed; *words*: its meaning, where `acronyms:` has it.

        An author by the whole name is printed by the short form where there is little room.
        """
        names = rf"{re.escape(short)}(?=s?(?![\w-]))"
        if words:
            names += rf"|{re.escape(words)}(?=\ue000)"
        pattern = re.compile(rf"(?<![\w-])(?:{names})")
        return sum(len(pattern.findall(text)) for text in self._texts)


def _of_citations(brief: Brief) -> Iterator[str]:
    """Give the words that each citation prints of its sources, in a note or under a figure."""
    for cite in brief.citations():
        for item in cite.items:
            source = brief.fields.sources.get(item.key)
            if source is not None:
                names = [name.literal or "" for name in source.author or ()]
                yield "".join(f"{name}\ue000 " for name in names)
                yield f"{source.title} {source.publisher or ''} {source.container_title or ''}"
