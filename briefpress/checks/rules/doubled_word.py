"""A word stands there twice, or a few, or a unit: `21.5%%`, as a fact brings its own.

Why: nobody sees it on the screen, and everybody on paper.

Mend: delete one of the two.
"""

import re
from collections.abc import Iterator, Sequence

from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"
_TWICE = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)
_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)?"
_FEW_TWICE = re.compile(
    rf"(?<![\w’'-])((?:{_WORD}\s+){{1,3}}{_WORD})\s+\1(?![\w’'-])", re.IGNORECASE
)
"""Two to four words, and the same again: `in the in the`."""
_UNIT_TWICE = re.compile(r"(?<=\d)[\s\u2060]?(%|‰|[^\W\d_]{2,4})\s?\1(?!\w)")
_SMALL = 4
"""Letters of a word that begins no name, at most: `the The`."""
NAMES = {"boutros", "baden", "bora", "walla"}
"""Names that hold a word twice, and may begin a text, where any word has a capital; which words may
stand twice, each language says itself."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each word that is followed by itself."""
    words = reading.brief.words.checks
    may_stand_twice = NAMES.union(map(str.casefold, words.doubled))
    is_right = re.compile(words.doubled_where or "(?!)", re.IGNORECASE)
    for text in reading.texts:
        right = [match.span() for match in is_right.finditer(text.text)]
        for match in _TWICE.finditer(text.text):
            one, other = match[0].split()
            is_name = (
                one.istitle()
                and other.istitle()
                and not words.has_nouns_in_capitals
                and one not in words.months
                and match.start() > 0
            )
            # El municipio Municipio Libertador; not: the The camp.
            begins_name = one.islower() and other.istitle() and len(one) > _SMALL
            if one.casefold() in may_stand_twice or one.isupper() or is_name or (
                begins_name and not words.has_nouns_in_capitals
            ):  # fmt: skip
                continue
            if any(begin <= match.start() < end for begin, end in right):
                continue
            yield Finding(
                text.line_of(match[0]), f"`{one}` stands there twice", "delete one of the two"
            )
        for match in _FEW_TWICE.finditer(text.text):
            begun = text.text[match.end() :].split(maxsplit=1)
            if _are_meant(match[1].split(), begun[0] if begun else ""):
                continue
            if any(begin <= match.start() < end for begin, end in right):
                continue
            yield Finding(
                text.line_of(match[0]),
                f"`{match[1]}` stands there twice",
                "delete one of the two",
            )
        for match in _UNIT_TWICE.finditer(text.text):
            if not _TWICE.search(match[0]):
                yield Finding(
                    text.line_of(match[0]),
                    f"`{match[1]}` stands there twice",
                    "delete one of the two; a fact brings its `unit:` with it",
                )


def _are_meant(words: Sequence[str], next_word: str) -> bool:
    """Whether *words*, which stand there twice before *next_word*, are meant so: a name, `New York
    New York`; a course, `step by step by step`; one word again and again, which is told as such.
    """
    first, *others = map(str.casefold, words)
    goes_on = re.sub(r"\W+$", "", next_word.casefold()) == first
    return goes_on or all(word == first for word in others) or all(map(str.istitle, words))
