"""Mark the paragraphs that open with a run-in head, bold words: none of them is indented.

<p><strong>Repair.</strong> Mains are …     ─►     <p class="run-in"><strong>Repair.</strong> …
"""

from __future__ import annotations

import re

_OPENING = re.compile(r"<p((?:\s+(?:lang|dir)=\"[^\"]*\")*)>(?=<strong\b)")


def mark_run_ins(page: str) -> str:
    """Give each paragraph of *page* that begins with bold words the class `run-in`."""
    return _OPENING.sub(r'<p class="run-in"\1>', page)
