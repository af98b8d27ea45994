"""Mark the paragraphs that stand apart, without an indent: those that open with a run-in head,
bold words, and those in italics.

<p><strong>Repair.</strong> Mains are …     ─►     <p class="run-in"><strong>Repair.</strong> …
"""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"<p((?:\s+(?:lang|dir)=\"[^\"]*\")*)>"
    r"(?=<strong\b|<em>(?:(?!</?em\b|</p>).)*</em></p>)",
    re.DOTALL,
)


def mark_run_ins(page: str) -> str:
    """Give each paragraph of *page* that begins with bold words, or is all in italics as a closing
    remark is, the class `run-in`.
    """
    return _OPENING.sub(r'<p class="run-in"\1>', page)
