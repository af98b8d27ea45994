"""Draw together two marks of full width that stand side by side in Chinese or Japanese.

Each fills a square, half of it empty: `）（` would have a hole of a whole letter in its midst. The
mark whose empty half lies between the two is set in half its width, by the feature `halt` of the
font; styles/cjk.css says so.

    他说：“（见第二章）”。      ：“ is one and a half letters wide, as （ behind “ is half

Source: W3C, Requirements for Chinese Text Layout, 3.1.6 (adjustment of adjacent marks)
"""

from __future__ import annotations

import re

from ..model.text import TAG

_CLOSING = "，。；：、！？」』”’）】》〉〕"
_OPENING = "「『“‘（【《〈〔"
_HALF = re.compile(
    rf"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])"  # its right half is empty
    rf"|(?<=[{_OPENING}])[{_OPENING}]"  # its left half is
)


def draw_marks_together(html: str) -> str:
    """Put each mark that is set in half its width into `<span class="half">`, in the body of
    *html*."""
    head, body, rest = html.partition("<body")
    parts = TAG.split(body + rest)
    parts[::2] = (_HALF.sub(r'<span class="half">\g<0></span>', text) for text in parts[::2])
    return head + "".join(parts)
