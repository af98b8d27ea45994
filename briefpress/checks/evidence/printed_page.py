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
    read_texts: tuple[Text, ...] = ()
    """The texts of the brief, where they are read already."""

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text of the brief, in the order of reading."""
        return self.read_texts or tuple(texts(self.brief))

    @cached_property
    def written(self) -> tuple[tuple[Text, str], ...]:
        """Each text of the brief, and its letters alone, in small; for all checks."""
        return tuple((one, letters) for one in self.texts if (letters := letters_of(one.text)))

    @cached_property
    def tags(self) -> TagTree:
        """The tag tree of the PDF; read once, for all checks."""
        return read_tags(self.pdf.data)
