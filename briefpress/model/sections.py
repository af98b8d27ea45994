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
_IS_ANNEX = re.compile(r"\sclass=\"annex\"")


@dataclass(frozen=True)
class Section:
    """A heading of the prose, and what stands under it."""

    level: int
    """2, 3 or 4."""
    names: tuple[str, ...]
    """How a reference may call it: the id that its author gave it, else its words as a slug, of an
    annex without and with the word `Annex`."""
    html: str
    """The words of its heading, with marks; of an annex, without the word `Annex`."""
    anchor: str
    """Where links to it lead: an id of the page."""
    letter: str = ""
    """Of an annex: `A`, `B`."""


def find_sections(html: str, annex: str) -> Iterator[Section]:
    """Find the sections of *html*, set prose; *annex*: how its language calls an annex."""
    annexes = 0
    word = rf"{re.escape(annex)}\s*(?:[A-Z]|\d+)?\s*[:.–—-]+\s*(?=\S)" if annex else r"(?!)"
    for number, heading in enumerate(HEADING.finditer(html), 1):
        level, words, letter = int(heading[1]), heading[3], ""
        slugs = [slug(plain(words))]
        if level == 2 and _IS_ANNEX.search(heading[2]):
            annexes += 1
            letter = _letters(annexes)
            words = re.sub(rf"\A{word}", "", words, flags=re.IGNORECASE)
            words = words[:1].upper() + words[1:]
            slugs.insert(0, slug(plain(words)))
        given = _ID.search(heading[2])
        names = (given[1],) if given else tuple(dict.fromkeys(slugs))
        yield Section(level, names, words, f"section-{number}", letter)


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
