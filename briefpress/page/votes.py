"""Mark results of votes in the text: they are set in lining figures, for an old 11 reads as II."""

from __future__ import annotations

import re

_APART = re.compile(r"(<(aside|pre|code|a|svg)\b.*?</\2>)", re.DOTALL)
"""Where figures are lining ones already, or are copied as they are typed."""


def mark_votes(page: str, votes: str) -> str:
    """Put what the pattern *votes* finds in texts of *page*, `11 in favour`, in spans `vote`."""
    if not votes:
        return page
    head, body, rest = page.partition("<body")
    pattern = re.compile(rf"(?:{votes})(?![^<]*>)")
    parts = _APART.split(body + rest)
    # The groups of a split: a text, what stands apart, its tag, a text, …
    parts[::3] = [pattern.sub(r'<span class="vote">\g<0></span>', text) for text in parts[::3]]
    del parts[2::3]
    return head + "".join(parts)
