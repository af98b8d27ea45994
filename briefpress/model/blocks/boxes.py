"""Boxes: texts set apart from the main one."""

from __future__ import annotations

from typing import Annotated

from ..fields import Inline, Markdown, TextFields, Width
from ..walk import Reads


class Box(TextFields):
    """A text set apart from the main one."""

    title: Annotated[Inline, Reads("heading")] | None = None
    """Its heading."""
    width: Width = "text"
    """How wide it stands: beside the text, as wide as the text, or over the whole page."""
    text: Annotated[Markdown, Reads("paragraph")]
    """Paragraphs, lists, quotations, in Markdown."""
