"""Set straight quotation marks that stand between two letters or signs: 说："走吧"。 → 说：“走吧”。

Smarty, which sets all others, would close each of them. Here they open and close in turns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_BRACKETS = "([{-"
_OPENS = _BRACKETS + "（【「『《〈«“‘"
"""Signs behind which a quotation begins."""
_CLOSES = ".,;:!?)]}…。，、；：？！）】」』》〉»”’،؛؟"
"""Signs before which one ends."""
_QUOTED = re.compile(r'"\w')
_BESIDE = {"softbreak": " ", "hardbreak": " ", "code_inline": "x", "footnote_ref": "x"}
"""Signs like those that a mark stands beside, where they are no text; those around words are none.
"""
_ESCAPED = "\ufffc"


def set_straight_quotes(tokens: Sequence[Token], opening: str, closing: str) -> list[str]:
    """Give the text of each of *tokens*, the words of a paragraph, with such marks as *opening* and
    *closing*.
    """
    texts = [token.content for token in tokens]
    if not any('"' in text for text in texts):
        return texts
    parts = [_beside(token) for token in tokens]
    signs = _set_signs("".join(parts), opening, closing)
    ends = [*accumulate(map(len, parts))]
    return [
        "".join(signs[end - len(part) : end]) if token.type == "text" else text
        for token, text, part, end in zip(tokens, texts, parts, ends, strict=True)
    ]


def _beside(token: Token) -> str:
    """Give the signs of *token*, as marks see them that stand beside; an escaped mark is none."""
    if token.type == "text_special":
        return token.content.replace('"', _ESCAPED)
    return token.content if token.type == "text" else _BESIDE.get(token.type, "")


def _set_signs(text: str, opening: str, closing: str) -> list[str]:
    """Give each sign of *text* as it is set; those marks stay straight that Smarty sets right."""
    signs, is_open = [*text], False
    for match in re.finditer("[\"']", text):
        place = match.start()
        before, behind = text[:place][-1:], text[place + 1 :][:1]
        if match[0] == "'":
            if before.isalpha() and _QUOTED.match(text, place + 1):  # l'"État"
                signs[place] = "’"
            continue
        opens = not before.strip() or before in _OPENS
        closes = not behind.strip() or behind in _CLOSES
        if opens != closes:
            is_open = opens
            if opens and before in _OPENS[len(_BRACKETS) :]:
                signs[place] = opening
        elif is_open or not before.isdigit():  # 5'10" are inches
            is_open = not is_open
            if _stands_alone(text, place):
                signs[place] = opening if is_open else closing
    return signs


def _stands_alone(text: str, place: int) -> bool:
    """Whether the mark at *place* is one around words: neither of `lang="fr"` nor beside another
    straight one, unless that is an apostrophe.
    """
    before, behind = text[:place][-1:], text[place + 1 :][:1]
    is_behind_apostrophe = before == "'" and text[: place - 1][-1:].isalpha()
    return is_behind_apostrophe or (before != "=" and "'" not in before + behind)
