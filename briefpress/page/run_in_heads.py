"""Mark the paragraphs that stand apart, without an indent: those that open with a run-in head,
bold words, and those in italics.

<p><strong>Repair.</strong> Mains are …     ─►     <p class="run-in"><strong>Repair.</strong> …
<p>The <strong>League</strong> has …        ─►     the same, right above or below one of that kind
"""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"<p((?:\s+(?:lang|dir)=\"[^\"]*\")*)>"
    r"(?=<strong\b|<em>(?:(?!</?em\b|</p>).)*</em></p>)",
    re.DOTALL,
)
_ARTICLE = re.compile(r"<p>(?=(?:[^\W\d_]{1,3}[ \u00a0]|[^\W\d_]{1,2}[’'])<strong\b)")
_RUN_IN = re.compile(r"\s*<p class=\"run-in\"[^>]*><strong\b")


def mark_run_ins(page: str) -> str:
    """Give each paragraph of *page* that begins with bold words, or is all in italics as a closing
    remark is, the class `run-in`. One of a series may have an article before its bold words.
    """
    return _ARTICLE.sub(_mark_in_series, _OPENING.sub(r'<p class="run-in"\1>', page))


def _mark_in_series(opening: re.Match[str]) -> str:
    """Mark the paragraph that begins with *opening* where the one above or below has a run-in
    head.
    """
    page = opening.string
    above = page[: opening.start()].rstrip()
    below = page.find("</p>", opening.end()) + len("</p>")
    is_below_one = above.endswith("</p>") and _RUN_IN.match(above, above.rfind("<p"))
    if is_below_one or _RUN_IN.match(page, below):
        return '<p class="run-in">'
    return opening[0]
