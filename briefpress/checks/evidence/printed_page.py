"""What a check of a page gets: the printed page, beside the brief that it prints."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ...model.brief import Brief
from ...model.page import Pdf
from ...model.tag_tree import TagTree
from .tag_tree import read_tags


@dataclass(frozen=True)
class PrintedPage:
    """A printed brief, on one paper."""

    brief: Brief
    pdf: Pdf

    @cached_property
    def tags(self) -> TagTree:
        """The tag tree of the PDF; read once, for all checks."""
        return read_tags(self.pdf.data)
