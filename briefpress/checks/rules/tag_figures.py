"""A figure says nothing to those who do not see it, or its caption stands apart from it.

Why: a screen reader reads a figure's description in its place; without one it says “figure”, or
the letters of a chart one by one.

Mend: write `alt:` in the figure's part of brief.yaml; where a template places the picture, give it
an alt there, and put the caption into the <figure>.
"""

from collections.abc import Iterator

from ...model.problems import Place, Severity
from ...model.tag_tree import Tag
from ..evidence.places import place_in_words
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "error"
_HOLDS_A_CAPTION = {"Figure", "Formula", "L", "Table", "TOC"}


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find each figure without a description, and each caption that is in no figure."""

    def theme(tag: Tag, caption: str) -> Iterator[Finding]:
        captions = [kid.text for kid in tag.tags if kid.kind == "Caption"]
        caption = captions[0] if captions else caption
        on_page = f"on page {tag.page} of {proof.pdf.paper}"
        if tag.kind == "Figure" and not (tag.alt or tag.actual or "").strip():
            what = f"the figure `{shown(caption)}`" if caption else "a figure"
            lacks = "no description" if tag.alt is None else "an empty description"
            yield Finding(
                _place(proof, caption),
                f"{what} has {lacks}, {on_page}",
                "say in `alt:` what it shows",
            )
        if captions and tag.kind not in _HOLDS_A_CAPTION:
            yield Finding(
                _place(proof, caption),
                f"the caption `{shown(caption)}` is not in what it is the caption of, {on_page}",
                "put it into the <figure> or <table>",
            )
        for kid in tag.tags:
            yield from theme(kid, caption)

    yield from theme(proof.tags.root, "")


def _place(proof: PrintedPage, caption: str) -> Place:
    """Where *caption* was written, which begins with its number in print."""
    words = caption.partition(". ")[2] or caption
    return place_in_words(proof, words)
