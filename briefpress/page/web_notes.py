"""The footnotes of a page ─► calls in its text, and the notes at its end, for a screen.

A reader who has no foot of the page goes from the call to the note by a link, and back by another.
"""

from __future__ import annotations

import re

from .footnotes import find_blocks

_NOTE = re.compile(r'\A<span class="footnote[ "]')
_LINK = re.compile(r'href="#(note-[^"]*)"')


def gather_notes(text: str) -> tuple[str, list[str]]:
    """Take the notes out of *text*, and leave a call in the place of each.

    Gives the text, and the notes in their order: the first is number 1.
    """
    parts, notes, at = [], [], 0
    names: dict[str, str] = {}
    for number, block in enumerate(find_blocks(text, _NOTE), 1):
        tag, _, inside = text[block.start : block.stop].partition(">")
        if name := re.search(r' id="([^"]*)"', tag):
            names[name[1]] = f"note-{number}"
        notes.append(inside.removesuffix("</span>"))
        parts += [text[at : block.start], _call(number)]
        at = block.stop

    def rename(html: str) -> str:
        return _LINK.sub(lambda link: f'href="#{names.get(link[1], link[1])}"', html)

    # A call is under its new name already.
    parts[::2] = map(rename, parts[::2])
    return "".join([*parts, rename(text[at:])]), [*map(rename, notes)]


def _call(number: int) -> str:
    # With a direction it is a word of its own: in Arabic, `2006،` and the call 2 are no number.
    return (
        f'<a class="call" dir="ltr" id="call-{number}" href="#note-{number}" role="doc-noteref" '
        f'style="--me:--call-{number}">{number}</a>'
    )
