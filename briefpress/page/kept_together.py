"""Mark what stays in one line: a range, 60–85%; a unit that is made of others, 22 m³/s; the symbol
of a document, A/HRC/RES/55/21. Mark results of votes as well: an old-style 11 in them reads as II.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_AS_TYPED = ("pre", "code", "a", "svg")
"""Elements whose texts are copied as they are typed."""

_NUMBER = r"[A-Z]{0,2}\d(?:[\d.,\u00a0\u202f\u2019]{0,8}\d)?[a-z]?"
_SIGN = r"(?:[ \u00a0\u202f]?(?:%|‰|°C?))?"
_WORD = r"[^\W\d_]{1,6}"
_AMOUNT = rf"[$€£]?{_NUMBER}{_SIGN}"
_RANGE = rf"(?<![\w.,–/-])(?:{_AMOUNT}–{_AMOUNT}|{_WORD}\.?–{_WORD})(?![\w–/-])"
"""A range of numbers, pages, years or short words: `70–74`, `S12–S15`, `June–July`."""
_LETTER = r"(?:[^\W_]|[%‰°µ·$€£¥₽⁻]|<su[bp]>[^<]{1,3}</su[bp]>)"
_UNIT = (
    rf"(?<![\w.,/–-])\d[\d.,\u00a0\u202f\u2019]{{0,11}}[ \u00a0\u202f]{_LETTER}{{1,9}}\.?"
    rf"(?:/\(?{_LETTER}{{1,9}}\)?){{1,3}}(?!\w|/|<su[bp])"
)
"""A number in a unit with strokes: `22 m³/s`, `120 people/km²`."""
_STROKES = rf"(?<![\w./:@–-]){_LETTER}{{1,6}}\.?(?:/{_LETTER}{{1,6}}){{1,3}}(?![\w/-]|<su[bp])"
"""Short words with strokes between them: a unit without a number, `kg/ha`."""
_SYMBOL = (
    r"(?<![\w./:@–-])[A-Z]{1,5}(?=/[\w./]*\d)(?:/[A-Z\d][A-Za-z\d.]{0,7}){1,6}(?<!\.)(?![\w/-])"
)
"""The symbol of a document: `S/PV.7353`, `A/HRC/RES/55/21`."""


def mark_votes(page: str, votes: str) -> str:
    """Put what the pattern *votes* finds in texts of *page*, `11 in favour`, in spans `vote`.

    Where figures are lining ones already it leaves them as they are.
    """
    return _mark(page, votes, "vote", ("aside", *_AS_TYPED)) if votes else page


def keep_together(page: str) -> str:
    """Put what stays in one line, in texts of *page*, in spans `together`."""
    return _mark(page, f"{_RANGE}|{_UNIT}|{_SYMBOL}|{_STROKES}", "together", _AS_TYPED)


def _mark(page: str, expression: str, name: str, apart: Sequence[str]) -> str:
    head, body, rest = page.partition("<body")
    pattern = re.compile(rf"(?:{expression})(?![^<]*>)")
    split = re.compile(rf"(<({'|'.join(apart)})\b.*?</\2>)", re.DOTALL)
    parts = split.split(body + rest)
    # The groups of a split: a text, what stands apart, its tag, a text, …
    parts[::3] = [pattern.sub(rf'<span class="{name}">\g<0></span>', text) for text in parts[::3]]
    del parts[2::3]
    return head + "".join(parts)
