"""The printed page, beside the brief that it prints: a check of a page is given both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ...model.brief import Brief
from ...model.page import Pdf
from ...model.tag_tree import TagTree
from .tag_tree import read_tags
from .texts import Text, letters_of, texts


@dataclass(frozen=True)
class PrintedPage:
    """A printed brief, on one paper."""

    brief: Brief
    pdf: Pdf

    @cached_property
    def written(self) -> tuple[tuple[Text, str], ...]:
        """Each text of the brief, and its letters alone, in small; for all checks."""
        return tuple(
            (one, letters) for one in texts(self.brief) if (letters := letters_of(one.text))
        )

    @cached_property
    def tags(self) -> TagTree:
        """The tag tree of the PDF; read once, for all checks."""
        return read_tags(self.pdf.data)
