"""Mark results of votes, set in lining figures, for an old 11 reads as II, and ranges, which stay
in one line: 60–85%.
"""

from __future__ import annotations

import re

_APART = re.compile(r"(<(aside|pre|code|a|svg)\b.*?</\2>)", re.DOTALL)
"""Where figures are lining ones already, or are copied as they are typed."""


_NUMBER = r"\d{1,3}(?:[.,]\d+)?"
_RANGE = rf"(?<![\w.,–/-])[$€£]?{_NUMBER}–{_NUMBER}(?:[ \u00a0\u202f]?[%‰°])?(?![\w–/-])"
"""A range of short numbers; one of years may break behind its dash."""


def mark_votes(page: str, votes: str) -> str:
    """Put what the pattern *votes* finds in texts of *page*, `11 in favour`, in spans `vote`."""
    return _mark(page, votes, "vote") if votes else page


def mark_ranges(page: str) -> str:
    """Put ranges of short numbers in texts of *page* in spans `range`."""
    return _mark(page, _RANGE, "range")


def _mark(page: str, expression: str, name: str) -> str:
    head, body, rest = page.partition("<body")
    pattern = re.compile(rf"(?:{expression})(?![^<]*>)")
    parts = _APART.split(body + rest)
    # The groups of a split: a text, what stands apart, its tag, a text, …
    parts[::3] = [pattern.sub(rf'<span class="{name}">\g<0></span>', text) for text in parts[::3]]
    del parts[2::3]
    return head + "".join(parts)
