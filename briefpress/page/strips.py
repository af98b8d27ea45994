"""Choose the lists that stand in a row over the page, where the margin would be empty otherwise.

├─ text ─────────┤ gap ├ dates ┤        ├●─ date ──●─ date ──●─ date ──●─ date ─┤
                 ┆     ├───────┤   ─►   ├─ column ──┤ gap ├─ column ──┤
                 ┆      nothing         the text has the whole page
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

from ..model.brief import Brief
from ..model.text import MARK, Block, plain

FEW = {"timeline": range(3, 6), "facts": range(2, 5)}
"""The kinds of block that can stand in a row, and how many entries make one."""
TWO_ROWS = range(3, 11)
"""How many dates make one row or two, where nothing ever stands beside the text."""
LETTERS = 90
"""Letters of an event that have room in a row: five lines."""
AWAY = 1600
"""Characters of text after which what stands beside it has come to its end."""
HIGH = 130
"""Characters of text for each entry, about two lines: with less of it, more than half of the margin
beside the text would be white.
"""
WIDE = 3
"""How many letters a Chinese, Japanese or Korean one counts for."""
ALWAYS = ("sitrep", "card")
"""Templates whose key messages and big figures stand in rows, so that dates have no others near."""
PICTURE = 700
"""Characters of text that are as high as a figure or a table."""
_BLOCK = re.compile(f"<p>{MARK.pattern}</p>")


def stands_in_row(brief: Brief, kind: str) -> bool:
    """Whether the block *kind*, the dates or the big figures of *brief*, stands in a row.

    A few dates do where the text that follows is too short to stand beside them; a few big figures
    where nothing else in the brief stands beside the text.
    """
    number = _count(brief, kind)
    places = [*_beside(brief)]
    own = [(at, rest) for at, one, rest in places if one == kind]
    others = [at for at, one, _ in places if one != kind]
    if len(own) != 1:
        return False
    if kind == "timeline" and brief.fields.template in ALWAYS:
        return number in TWO_ROWS
    if number not in FEW[kind]:
        return False
    if kind == "facts":
        return not others
    ((at, rest),) = own
    return rest < HIGH * number and all(abs(one - at) > AWAY for one in others)


def _count(brief: Brief, kind: str) -> int:
    """How many entries the block *kind* has; none where one is too long for a row."""
    if kind == "facts":
        return sum(fact.label is not None for fact in brief.fields.facts.values())
    events = [plain(one.event.html) for one in brief.fields.timeline]
    return 0 if any(len(event) > LETTERS for event in events) else len(events)


def _letters(html: str) -> int:
    """How many letters the text of *html* has, as many as it would have in Latin ones."""
    return sum(WIDE if east_asian_width(one) in "WF" else 1 for one in plain(html))


def _beside(brief: Brief) -> Iterator[tuple[int, str, int]]:
    """Each block of *brief* that can stand beside its text: the characters before it, its kind, and
    the characters behind it.
    """
    html, letters, begin = brief.prose.html, 0, 0
    if brief.fields.key_messages:
        yield 0, "key_messages", _letters(html)
    for found in _BLOCK.finditer(html):
        letters += _letters(html[begin : found.start()])
        begin = found.end()
        mark = brief.marks[int(found[1])]
        if not isinstance(mark, Block):
            continue
        named = getattr(brief.fields, mark.kind) if mark.name else {}
        width = getattr(named.get(mark.name), "width", None)
        if mark.kind in FEW or width == "side":
            yield letters, mark.kind, _letters(html[begin:])
        elif width is not None:
            letters += PICTURE
