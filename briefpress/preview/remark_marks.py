"""Remarks of reviewers → where on the pages their words stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .rasters import Print, opened

AROUND = 40
"""Letters before and behind the words, by which one of several places is chosen."""


@dataclass(frozen=True)
class Sought:
    """The words of a remark, and the line of brief.md in which they stand."""

    words: str
    line: str


@dataclass(frozen=True)
class Mark:
    """Where the words of a remark begin on paper."""

    page: int
    """From 1."""
    left: float
    """As a part of the width of the page."""
    top: float
    """As a part of its height."""
    height: float
    """The same."""


def find_marks(printed: Print, remarks: Sequence[Sought]) -> list[Mark | None]:
    """Find the words of each of *remarks* on the pages of *printed*; None where they are not.

    Where they stand several times, it is the place whose neighbours are those of their line.
    """
    pages = [*_letters_of_pages(printed)] if remarks else []
    return [_find(one, pages) for one in remarks]


@dataclass(frozen=True)
class _Page:
    letters: str
    corners: tuple[tuple[float, float, float], ...]
    """Left, top and height of each letter, as parts of the page."""


def _letters_of_pages(printed: Print) -> Iterator[_Page]:
    with opened(printed.data) as pdf:
        for number, (wide, high) in enumerate(printed.page_sizes):
            text = pdf[number].get_textpage()
            letters: list[str] = []
            corners: list[tuple[float, float, float]] = []
            for at, sign in enumerate(text.get_text_range(errors="replace")):
                plain = _plain(sign)
                if plain and at < text.count_chars():
                    left, bottom, _, top = text.get_charbox(at, loose=True)
                    corner = (left / wide, 1 - top / high, (top - bottom) / high)
                    letters.append(plain)
                    corners += [corner] * len(plain)
            yield _Page("".join(letters), tuple(corners))


def _plain(text: str) -> str:
    """The letters and digits of *text*: line ends, hyphens and marks differ on paper."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if one.isalnum())


def _find(sought: Sought, pages: Sequence[_Page]) -> Mark | None:
    words, line = _plain(sought.words), _plain(sought.line)
    if not words:
        return None
    at = line.find(words)
    before = line[max(at - AROUND, 0) : at] if at >= 0 else ""
    behind = line[at + len(words) :][:AROUND] if at >= 0 else ""
    best: tuple[int, Mark] | None = None
    for number, page in enumerate(pages, 1):
        start = page.letters.find(words)
        while start >= 0:
            end = start + len(words)
            alike = _alike(reversed(before), reversed(page.letters[:start][-AROUND:]))
            alike += _alike(behind, page.letters[end : end + AROUND])
            if best is None or alike > best[0]:
                best = (alike, Mark(number, *page.corners[start]))
            start = page.letters.find(words, start + 1)
    return best[1] if best else None


def _alike(one: Iterator[str] | str, other: Iterator[str] | str) -> int:
    """How many letters two texts begin with alike."""
    count = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        count += 1
    return count
