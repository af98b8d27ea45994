"""Where a sentence begins in set text, and how its first letter is written."""

from __future__ import annotations

import re

from ..model.brief import Language
from ..model.text import MARK

SENTENCE = 1000
"""Characters before a place that tell whether a sentence begins there: citations and tags are among
them."""
BEGINNING = re.compile(
    r"(?:<(?:p|h[1-6]|blockquote|brief-note)\b[^<>]*>"
    r"|<(?P<item>li|dd)\b[^<>]*>"
    r"|(?:(?<![^\W_])(?P<word>[^\W\d_]+)\.|[\w)%][.!?]|[!?])"
    rf"[”’»)\]]*(?:{MARK.pattern}|</(?:em|strong|a|span)>|<brief-note>(?:(?!</brief-note>).)*</brief-note>)*\s+)"
    r"(?:<(?:em|strong|a|span|b|i)\b[^<>]*>|[\s“‘«„(¿¡])*\Z"
)
"""The text before the first word of a sentence: the tag of its paragraph; or the end of the
sentence before, whose last `word` may be an abbreviation."""
_FIRST = re.compile(r"((?:<[^<>]*>|[\s“‘«„(¿¡])*)([^\W\d_])(?=[^\W\d_]*\b)")


def capitalise(html: str, language: Language) -> str:
    """Write the first word of *html* with a capital, if it begins with a word in small letters."""
    first = _FIRST.match(html)
    if first is None or not re.match(r"[^\W\d_²³]{2,}(?![\w/])", html[first.start(2) :]):
        return html  # a unit, a name of letters and digits
    word = re.match(r"[^\W\d_]+", html[first.start(2) :])
    if word is None or not word[0].islower():
        return html  # `eBird`
    return f"{first[1]}{language.capitalise(first[2])}{html[first.end(2) :]}"
