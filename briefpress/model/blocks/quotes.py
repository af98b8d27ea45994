"""Pull quotes: words that stand large beside the text, or in it."""

from __future__ import annotations

from typing import Annotated

from ..fields import CitedSource, Inline, TextFields, Width
from ..walk import Reads


class Quote(TextFields):
    """Words that stand large: somebody's, or a sentence of the text once more."""

    text: Annotated[Inline, Reads("quotation")]
    """The words, without quotation marks: they are set where there is a speaker."""
    speaker: Annotated[Inline, Reads("caption")] | None = None
    """Whose words they are, printed under them: `Mira Sele, a teacher in Tarn`."""
    source: CitedSource | None = None
    """Name of the source that has them, with a page."""
    width: Width = "side"
    """How wide it stands: beside the text, as wide as the text, or over the whole page."""
