"""The differences between two editions of a brief."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """A fact that reads otherwise than in the edition before."""

    name: str
    label: str
    """Its label, or the words around it; empty where nothing but its name can be said."""
    old: str
    """How it read, empty where it is new."""
    new: str
    """How it reads, empty where it is gone."""


def in_order(changes: Iterable[Change], names: Iterable[str]) -> tuple[Change, ...]:
    """Give *changes* in the order of *names*, those of the facts of a brief; others behind them."""
    places = {name: place for place, name in enumerate(names)}
    return tuple(sorted(changes, key=lambda one: places.get(one.name, len(places))))


@dataclass(frozen=True)
class Moved:
    """A section, or a passage, that stands elsewhere than before."""

    title: str
    """The heading of a section, the first words of a passage."""
    after: str
    """The section that it follows now, or that a passage is in; empty where it is the first."""


@dataclass(frozen=True)
class ChangedText:
    """A paragraph, an item, a cell, a note in which something has changed."""

    section: str
    """The heading that it stands under."""
    parts: tuple[tuple[str, str], ...]
    """Its text: what is as it was (`=`), what is gone (`-`), what is new (`+`)."""
    is_note: bool = False


@dataclass(frozen=True)
class Changes:
    """The changes in a brief."""

    old: str
    """The older of the two, in words: `edition 2, 26 November 2024`."""
    new: str
    facts: tuple[Change, ...]
    sections_added: tuple[str, ...]
    sections_removed: tuple[str, ...]
    sections_moved: tuple[Moved, ...]
    passages_moved: tuple[Moved, ...]
    """Paragraphs, figures, tables."""
    sources_added: tuple[str, ...]
    sources_removed: tuple[str, ...]
    pictures: tuple[str, ...]
    """Captions of the charts and pictures that are new, gone or other."""
    others: tuple[str, ...]
    """Names of other changed parts, which are in none of these lists: `Table 1`, `timeline`."""
    texts: tuple[ChangedText, ...]
    insertions: int
    """How often something is underlined; with what it replaces it is one mark."""
    deletions: int
    """How often something is struck out."""

    def __bool__(self) -> bool:
        """Whether anything is."""
        return any(value for name, value in vars(self).items() if name not in ("old", "new"))
