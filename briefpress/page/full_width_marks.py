"""Set the marks of Chinese and Japanese: those of full width in citations, and two that stand side
by side drawn together.

Each fills a square, half of it empty: `）（` would have a hole of a whole letter in its midst. The
mark whose empty half lies between the two is set in half its width, by the feature `halt` of the
font; styles/cjk.css says so.

    他说：“（见第二章）”。      ：“ is one and a half letters wide, as （ behind “ is half
    设立委员会，²并于              a mark in front of the call of a note is half as well

Source: W3C, Requirements for Chinese Text Layout, 3.1.6 (adjustment of adjacent marks)
"""

from __future__ import annotations

import re

from ..model.scripts import SQUARE
from ..model.text import TAG

_CLOSING = "，。；：、！？」』”’）】》〉〕"
_OPENING = "「『“‘（【《〈〔"
_AT_END = re.compile(rf"[{_CLOSING}]\u2060?\Z")
_CALL = re.compile(r'<\w+ class="(?:footnote|note-again)\b')
_HALF = re.compile(
    rf"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])"  # its right half is empty
    rf"|(?<=[{_OPENING}])[{_OPENING}]"  # its left half is
    r"|[」』》〉】](?=[,.;:])|(?<=[ \u00a0])[「『《〈【]"  # beside a mark or a space that is Latin
)

_KEPT = re.compile(r"(<a\b.*?</a>|<i>.*?</i>|“[^”]*”|<[^<>]*>)", re.DOTALL)
"""Parts that keep their marks: an address, a title in Latin letters, a tag."""
_WIDE = {",": "，", ";": "；", ":": "："}
_LATIN = re.compile(r"([,;:])[ \u00a0](?=\S|\Z)")
_LAST_STOP = re.compile(r"(?<!\.)\.\Z")


def write_full_width(entry: str) -> str:
    """Write the marks of *entry*, a citation as HTML, in full width where it begins with a Chinese
    letter: a processor of citations writes Latin ones in any language. A stop behind a Chinese
    letter is a Chinese one in any case.
    """
    letters = [one for one in TAG.sub("", entry) if one.isalpha()]
    parts = _KEPT.split(entry)
    if letters and letters[0] >= SQUARE[0]:
        for n in range(0, len(parts), 2):
            parts[n] = _LATIN.sub(lambda mark: _WIDE[mark[1]], parts[n])
        parts[-1] = _LAST_STOP.sub("。", parts[-1])
    elif any(one >= SQUARE[0] for one in parts[-1][-2:-1]):
        parts[-1] = _LAST_STOP.sub("。", parts[-1])
    return "".join(parts)


def draw_marks_together(html: str) -> str:
    """Put each mark that is set in half its width into `<span class="half">`, in the body of
    *html*."""
    head, body, rest = html.partition("<body")
    parts = TAG.split(body + rest)
    for n in range(0, len(parts), 2):
        parts[n] = _HALF.sub(_narrow, parts[n])
        if _CALL.match("".join(parts[n + 1 : n + 2])):
            parts[n] = _AT_END.sub(_narrow, parts[n])
    return head + "".join(parts)


def _narrow(mark: re.Match[str]) -> str:
    """Put *mark* into its element; one before a quotation mark says so, as that is narrow in a
    note, and the two have no hole between them.
    """
    is_before_quote = mark.string[mark.end() : mark.end() + 1] in ("“", "‘")
    return f'<span class="half{" before-quote" if is_before_quote else ""}">{mark[0]}</span>'
