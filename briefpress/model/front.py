"""The first page of a brief: its cover, who wrote it, the three questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from .fields import (
    Channels,
    Contract,
    Date,
    Fault,
    Focus,
    Inline,
    Label,
    PictureFile,
    PlainText,
    several,
)
from .names import divide_names
from .walk import Reads


def _of_one(name: str) -> str:
    """Give the *name* of an author. Raises `ValueError` where it names several."""
    if names := divide_names(name):
        lines = ", ".join(f"`- {one}`" for one in names)
        raise ValueError(
            f"`{name}` names {len(names)} authors", f"write a line for each author: {lines}"
        )
    return name


class Author(Contract):
    """Who wrote the brief: a name alone, or with fields."""

    name: Annotated[str, AfterValidator(_of_one)]
    """As it is printed, under the standfirst."""
    role: str | None = None
    """Position: `Senior fellow`."""
    affiliation: str | None = None
    """Where the author works, where that is not the institute."""
    bio: Annotated[Inline, Reads("paragraph")] | None = None
    """A sentence or two on the author, at the end of the brief."""
    portrait: PictureFile | None = None
    """Picture of the brief's folder, printed as a disc at the end of the brief."""
    focus: Focus | None = None
    """The middle of the disc: `top`, or `60% 30%` from the upper left."""
    email: str | None = Field(None, pattern=r"^[^@\s]+@[^@\s]+$")
    """For readers who ask, printed with `bio` or `portrait`."""

    @property
    def position(self) -> str:
        """The work of the author, and where it is done."""
        return ", ".join(filter(None, (self.role, self.affiliation)))

    @property
    def is_introduced(self) -> bool:
        """Whether the end of the brief says more than a name and a position."""
        return bool(self.bio or self.portrait)


def _named(value: object) -> object:
    """Make an author of a name. Raises `ValueError` where it holds more than that."""
    if not isinstance(value, str):
        return value
    _of_one(value)
    name, *others = re.split(r"[,،]\s+|[，、]\s*", value, maxsplit=1)
    if others:
        raise ValueError(
            f"`{value}` may be an author and a role, or several authors",
            f"write {{name: {name}, role: {others[0]}}}; or a line for each author",
        )
    return {"name": value}


Authors = Annotated[
    list[Annotated[Author, BeforeValidator(_named, json_schema_input_type=str | Author)]],
    BeforeValidator(several),
    Field(min_length=1),
]
"""One name, or a list of names and authors."""


class FrontCover(Contract):
    """The head of page one: a picture, or a field in a colour of the brand."""

    size: Literal["third", "page"] = "third"
    """How much of page one it takes: a third, or all of it; the text begins on page two then."""
    image: PictureFile | None = None
    """Picture of the brief's folder, which runs to the edges of the paper."""
    focus: Focus | None = None
    """The part that stays in sight: `left`, `top right`, or `60% 30%` from the upper left."""
    alt: Annotated[PlainText, Reads("alt")] | None = None
    """The picture in words, for those who do not see it."""
    credit: Annotated[Inline, Reads("caption")] | None = None
    """Whose picture it is, printed at its edge: `Jane Doe / UNHCR`."""
    licence: Label | None = None
    """Under which terms it may be printed: `CC BY 4.0`."""
    until: Date | None = None
    """The last day on which it may be shown, where its licence has one: `2027-12-31`."""
    channels: Channels = Field(default_factory=list)
    """The only ways on which it may go, `[paper, web]`, of `paper`, `web`, `mail` and `pack`; EPUBs
    are of the web."""
    colour: Literal["ink", "accent", "muted", "pale"] = "ink"
    """The colour of the brand behind the wordmark, and of the field without a picture."""

    def faults(self) -> Iterator[Fault]:
        """Refuse a picture that nobody can hear, and what is said of none."""
        if self.image and not self.alt:
            yield Fault(
                "the picture of the cover has no `alt`",
                "add `alt: …`, what it shows, for those who do not see it",
                ("image",),
            )
        of_an_image = ("focus", "alt", "credit", "licence", "until", "channels")
        for name in of_an_image if not self.image else ():
            if getattr(self, name):
                yield Fault(
                    f"the cover has no picture, and says of it `{name}`",
                    f"add `image: …`, or delete `{name}`",
                    (name,),
                )


class Questions(Contract):
    """The questions of a reader of page one alone, each answered in two or three sentences."""

    new: Annotated[Inline, Reads("message")]
    """The answer to “What is new?”"""
    why: Annotated[Inline, Reads("message")]
    """Why does it matter?"""
    do: Annotated[Inline, Reads("message")]
    """The answer to “What should be done?”"""
