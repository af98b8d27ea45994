"""Mark the paragraphs that are all in italics, as a closing remark is: they stand apart, without an
indent. One that opens with bold words is indented as any other.

<p><em>No advice to a ship.</em></p>     ─►     <p class="in-italics"><em>No advice to a ship …
"""

from __future__ import annotations

import re

_ALL_IN_ITALICS = re.compile(
    r"<p((?:\s+(?:lang|dir)=\"[^\"]*\")*)>(?=<em>(?:(?!</?em\b|</p>).)*</em></p>)", re.DOTALL
)


def mark_italic_paragraphs(page: str) -> str:
    """Give each paragraph of *page*, HTML, that is all in italics the class `in-italics`."""
    return _ALL_IN_ITALICS.sub(r'<p class="in-italics"\1>', page)
