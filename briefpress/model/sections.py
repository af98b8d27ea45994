"""The sections of a text, by their headings: what references, contents and annexes are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining, normalize

from .text import plain

HEADING = re.compile(r"<h([2-4])([^>]*)>(.*?)</h\1>", re.DOTALL)
"""A heading in set prose: its level, its attributes, its words."""
_ID = re.compile(r"\sid=\"([^\"]*)\"")
IS_ANNEX = re.compile(r"\sclass=\"annex\"")


@dataclass(frozen=True)
class Section:
    """A heading of the prose, and what stands under it."""

    level: int
    """2, 3 or 4."""
    name: str
    """How a reference may call it: the id that its author gave it, or its words as a slug."""
    html: str
    """The words of its heading, with marks."""
    anchor: str
    """Where links to it lead: an id of the page."""
    letter: str = ""
    """The letter of an annex: `A`, `B`."""


def find_sections(html: str) -> Iterator[Section]:
    """Find the sections of *html*, set prose."""
    annexes = 0
    for number, heading in enumerate(HEADING.finditer(html), 1):
        level, words, letter = int(heading[1]), heading[3], ""
        if IS_ANNEX.search(heading[2]):
            annexes += 1
            letter = _letters(annexes)
        given = _ID.search(heading[2])
        name = given[1] if given else slug(plain(words))
        yield Section(level, name, words, f"section-{number}", letter)


def slug(words: str) -> str:
    """Make a name of *words*: small letters without accents and digits, `-` between two words."""
    letters = normalize("NFKD", words.casefold())
    letters = "".join(one for one in letters if not combining(one))
    return re.sub(r"[\W_]+", "-", letters).strip("-")


def _letters(number: int) -> str:
    """The letter of the annex *number*, from 1 on: after Z comes AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
