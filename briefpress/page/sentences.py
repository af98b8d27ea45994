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
_BEGINS_ITEM = re.compile(r"(?:\A|<(?:li|dd|dt|td|th|figcaption|caption|div)\b[^<>]*>)\s*\Z")
"""The tags before the first word of an item, a cell or a caption."""
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


def begins_sentence(mark: re.Match[str], language: Language) -> bool:
    """Whether *mark*, found in set text, stands where a sentence begins."""
    before = mark.string[max(0, mark.start() - SENTENCE) : mark.start()]
    begun = BEGINNING.search(before)
    if begun is None:
        return False
    if begun["item"]:  # one that is a sentence, and ends as one
        item = mark.string[mark.end() :].partition(f"</{begun['item']}>")[0]
        return MARK.sub("", re.sub("<[^>]*>", "", item)).rstrip().endswith((".", "!", "?"))
    word = begun["word"]
    return word is None or not (len(word) == 1 or word in language.checks.abbreviations)


def begins_item(mark: re.Match[str]) -> bool:
    """Whether *mark*, found in set text, is the first word of an item, a cell or a caption."""
    before = mark.string[max(0, mark.start() - SENTENCE) : mark.start()]
    return bool(_BEGINS_ITEM.search(before))
