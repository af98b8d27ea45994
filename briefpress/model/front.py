"""Who wrote a brief: what stands under its title and on its last page."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from .fields import Contract, Focus, Inline, PictureFile, several
from .walk import Reads


class Author(Contract):
    """Who wrote the brief: a name alone, or with fields."""

    name: str
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
    """What is in the middle of the disc: `top`, or `60% 30%` from the upper left."""
    email: str | None = Field(None, pattern=r"^[^@\s]+@[^@\s]+$")
    """For readers who ask, printed with `bio` or `portrait`."""

    @property
    def position(self) -> str:
        """What the author does, and where."""
        return ", ".join(filter(None, (self.role, self.affiliation)))

    @property
    def is_introduced(self) -> bool:
        """Whether the end of the brief says more than a name and a position."""
        return bool(self.bio or self.portrait)


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


Authors = Annotated[
    list[Annotated[Author, BeforeValidator(_named, json_schema_input_type=str | Author)]],
    BeforeValidator(several),
    Field(min_length=1),
]
"""One name, or a list of names and authors."""
