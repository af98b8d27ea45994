"""A figure or a table stands pages behind one that has a higher number.

Why: a reader who looks for figure 1 finds figure 2 first, and searches in vain.

Mend: place it further up, or shorten what fills the column beside the text before it; or let it
stand in the text, without `width: side`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from ...model.brief import Brief
from ...model.problems import Place, Severity
from ...model.text import Block
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
    for noun, named in by_noun.items():
        pages = _pages(proof, words[noun])
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


def _pages(proof: PrintedPage, word: str) -> dict[int, int]:
    """The page, from 1, on which the caption of each number begins; *word*: `Figure`."""
    begins = re.compile(rf"{re.escape(word)}\s?(\d+)")
    pages: dict[int, int] = {}
    for number, page in enumerate(proof.pdf.layout.pages, 1):
        for area in page.areas:
            if area.path.endswith("caption"):
                found = begins.match(proof.pdf.layout.texts.get(area.element, ""))
                if found:
                    pages.setdefault(int(found[1]), number)
    return pages


def _place(brief: Brief, kind: str, name: str) -> Place:
    placed = (
        mark.place
        for mark in brief.marks
        if isinstance(mark, Block) and (mark.kind, mark.name) == (kind, name)
    )
    return next(placed, brief.place(kind, name))
