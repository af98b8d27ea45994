"""A figure or a table stands pages behind one that has a higher number, or behind the text that it
opens.

Why: a reader who looks for figure 1 finds figure 2 first, and searches in vain; a picture that is
meant to open a brief opens its second page.

Mend: place it further up, or shorten what fills the column beside the text before it; or let it
stand in the text, without `width: side`. Above the first words has no room what is as wide as the
page: a picture there is a `cover:`, or as wide as the text.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from ...model.brief import Brief
from ...model.problems import Place, Severity
from ...model.text import MARK, Block, plain
from ..evidence.printed_page import PrintedPage
from ..table import Finding

SEVERITY: Severity = "warning"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Compare the pages on which the captions stand with the numbers in these."""
    brief, words = proof.brief, proof.brief.words.words
    by_noun: dict[str, dict[int, tuple[str, str]]] = {}
    for (kind, name), number in brief.numbers.items():
        noun = getattr(brief.fields, kind)[name].numbered
        by_noun.setdefault(noun, {})[number] = kind, name
    opening = _opening(brief)
    for noun, named in by_noun.items():
        pages = _pages(proof, words[noun])
        first = next((number for number, one in named.items() if one == opening), 0)
        if opening and pages.get(first, 1) > 1:
            yield _late(brief, opening, f"{words[noun]} {first}", pages[first], proof)
        placed = [number for number in sorted(named) if number in pages]
        for number, after in pairwise(placed):
            if pages[number] > pages[after]:
                kind, name = named[number]
                yield Finding(
                    _place(brief, kind, name),
                    f"{words[noun]} {number} stands on page {pages[number]}, and {words[noun]} "
                    f"{after} before it, on page {pages[after]} of {proof.pdf.paper}",
                    f"place `{{{{ {kind}.{name} }}}}` further up, or shorten what stands beside "
                    "the text before it",
                )


def _opening(brief: Brief) -> tuple[str, str] | None:
    """The block with which the text begins, before any word; None where it begins otherwise."""
    first = MARK.search(brief.prose.html)
    if first is None or plain(brief.prose.html[: first.start()]).strip():
        return None
    mark = brief.marks[int(first[1])]
    return (mark.kind, mark.name) if isinstance(mark, Block) and mark.name else None


def _late(
    brief: Brief, block: tuple[str, str], called: str, page: int, proof: PrintedPage
) -> Finding:
    """Tell that the *block* with which the text begins stands on a later *page*."""
    kind, name = block
    hint = f"place `{{{{ {kind}.{name} }}}}` further down, in the text that it belongs to"
    figure = brief.fields.figures.get(name) if kind == "figures" else None
    if figure is not None and figure.width == "page":
        hint = f"write `width: text` for `{name}`"
        if figure.image:
            hint += ", or make it the `cover:`, a picture over the head of page 1"
    return Finding(
        _place(brief, kind, name),
        f"{called} opens the text, and is printed later, on page {page} of {proof.pdf.paper}",
        hint,
    )


def _pages(proof: PrintedPage, word: str) -> dict[int, int]:
    """The page, from 1, on which the caption of each number begins; *word*: `Figure`."""
    begins = re.compile(rf"{re.escape(word)}\s?(\d+)")
    pages: dict[int, int] = {}
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        for area in page.areas:
            if area.path.endswith("caption"):
                label = begins.match(proof.pdf.layout.texts.get(area.element, ""))
                if label:
                    pages.setdefault(int(label[1]), number)
    return pages


def _place(brief: Brief, kind: str, name: str) -> Place:
    placed = (
        mark.place
        for mark in brief.marks
        if isinstance(mark, Block) and (mark.kind, mark.name) == (kind, name)
    )
    return next(placed, brief.place(kind, name))
