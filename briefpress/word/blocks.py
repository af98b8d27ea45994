"""The blocks of a Word file, once it was read: paragraphs, items, tables, pictures, boxes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "paragraph", "heading", "bold", "item", "quote", "caption", "title", "subtitle", "author",
    "table", "figure", "box", "term", "meaning", "abstract", "date",
]  # fmt: skip


@dataclass
class WordBlock:
    """A part of the text."""

    kind: Kind
    text: str = ""
    """Markdown, without what stands before a heading or an item."""
    level: int = 1
    """The level of a heading, from 1; how deep an item is, from 0."""
    marker: str = ""
    """The mark of an item: `-`, `3.`"""
    plain: str = ""
    """Its words alone."""
    table: WordTable | None = None
    picture: WordPicture | None = None
    inside: list[WordBlock] = field(default_factory=list)
    """The blocks inside a box."""
    bookmarks: tuple[str, ...] = ()
    """The names of Word's bookmarks around the number of a caption."""


@dataclass
class WordTable:
    """A table, whose joined cells were taken apart."""

    heads: list[str]
    """A cell of Markdown for each column; empty texts where it has no head."""
    rows: list[list[str]]
    caption: str = ""
    bookmarks: tuple[str, ...] = ()
    """Those of its caption."""
    changes: tuple[Changed, ...] = ()


@dataclass
class WordPicture:
    """A picture, out of the file."""

    file: str
    """Its name in the folder of the brief."""
    alt: str
    caption: str = ""
    bookmarks: tuple[str, ...] = ()
    """Those of its caption."""


@dataclass(frozen=True)
class Left:
    """Something that did not come, and its words."""

    what: str
    """The name of it: `chart “Chart 3”`."""
    words: str = ""
    is_told: bool = True
    """Whether its author has something to do; else it is made anew, or was meant to go."""
    hint: str = ""


@dataclass(frozen=True)
class Changed:
    """Something that came otherwise than it was, all its words with it; its mark is in the text."""

    message: str
    hint: str
