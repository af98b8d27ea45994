"""Set straight quotation marks that stand between two letters or signs: 说："走吧"。 → 说：“走吧”。

Smarty, which sets all others, would close each of them. Here they open and close in turns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_BRACKETS = "([{-"
_OPENS = _BRACKETS + "（【「『《〈«“‘"
"""Signs behind which a quotation begins."""
_CLOSES = ".,;:!?)]}…。，、；：？！）】」』》〉»”’،؛؟"
"""Signs before which one ends."""
_APOSTROPHES = re.compile(r"(?<=[^\W\d_])'(?=[\d«“])|(?<=\s)'(?=n'\s)|(?<=\s'n)'(?=\s)")
"""L'8 ottobre, dell'11, l'« an 2 », rock 'n' roll."""
_QUOTED = re.compile(r'"\w')
_BESIDE = {"softbreak": " ", "hardbreak": " ", "code_inline": "x", "footnote_ref": "x"}
"""Signs like those that a mark stands beside, where they are no text; those around words are none.
"""
_ESCAPED = "\ufffc"


def set_straight_quotes(tokens: Sequence[Token], marks: Sequence[str]) -> list[str]:
    """Give the text of each of *tokens*, the words of a paragraph, with such marks set as *marks*:
    opening and closing, those of a quotation and those of one within it.
    """
    tokens = [_with_apostrophes(token) for token in tokens]
    texts = [token.content for token in tokens]
    if not any('"' in text for text in texts):
        return texts
    parts = [_beside(token) for token in tokens]
    ends = [*accumulate(map(len, parts))]
    signs = _set_signs("".join(parts), marks, {0, *ends})
    return [
        "".join(signs[end - len(part) : end]) if token.type == "text" else text
        for token, text, part, end in zip(tokens, texts, parts, ends, strict=True)
    ]


def _with_apostrophes(token: Token) -> Token:
    """Give *token* with the marks set that Smarty takes for the beginning of a quotation."""
    if token.type != "text" or "'" not in token.content:
        return token
    return token.copy(content=_APOSTROPHES.sub("’", token.content))


def _beside(token: Token) -> str:
    """Give the signs of *token*, as marks see them that stand beside; an escaped mark is none."""
    if token.type == "text_special":
        return token.content.replace('"', _ESCAPED)
    return token.content if token.type == "text" else _BESIDE.get(token.type, "")


def _set_signs(text: str, marks: Sequence[str], ends: Set[int]) -> list[str]:
    """Give each sign of *text* as it is set; those marks stay straight that Smarty sets right.

    *ends*: where a text ends and the next one begins, as at bold words, of which Smarty sees one.
    """
    opening, closing, *inner = marks
    signs, is_open = [*text], False
    for place, is_end in _find_inner(text):
        signs[place] = inner[is_end]
    for match in re.finditer("[\"']", text):
        place = match.start()
        before = text[:place][-1:]
        if match[0] == "'":
            if before.isalpha() and _QUOTED.match(text, place + 1):  # l'"État"
                signs[place] = "’"
            continue
        opens, closes = _sides(text, place)
        if opens != closes:
            is_open = opens
            if signs[place] == '"' and (
                (opens and before and before in _OPENS[len(_BRACKETS) :])
                or ({place, place + 1} & ends and _stands_alone(text, place))
            ):
                signs[place] = opening if opens else closing
        elif is_open or not before.isdigit():  # 5'10" are inches
            is_open = not is_open
            if _stands_alone(text, place):
                signs[place] = opening if is_open else closing
    return signs


def _find_inner(text: str) -> list[tuple[int, bool]]:
    """Find the marks of quotations within another one, and whether each closes; none where those of
    *text* do not pair, as where one is of inches.
    """
    found, depth = [], 0
    for place in (match.start() for match in re.finditer('"', text)):
        opens, closes = _sides(text, place)
        depth += opens - closes
        if opens == closes or not 0 <= depth <= 2:
            return []
        if depth == 2 or (closes and depth == 1):
            found.append((place, closes))
    return found if depth == 0 else []


def _sides(text: str, place: int) -> tuple[bool, bool]:
    """Whether the mark at *place* stands where one opens, and where one closes."""
    before, behind = text[:place][-1:], text[place + 1 :][:1]
    return not before.strip() or before in _OPENS, not behind.strip() or behind in _CLOSES


def _stands_alone(text: str, place: int) -> bool:
    """Whether the mark at *place* is one around words: neither of `lang="fr"` nor beside another
    straight one, unless that is an apostrophe.
    """
    before, behind = text[:place][-1:], text[place + 1 :][:1]
    is_behind_apostrophe = before == "'" and text[: place - 1][-1:].isalpha()
    return is_behind_apostrophe or (before != "=" and "'" not in before + behind)
