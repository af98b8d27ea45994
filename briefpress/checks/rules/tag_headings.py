"""The headings do not make an outline: one title, no level skipped, none empty.

Why: who cannot see a page finds the way by its headings, level by level; a screen reader lists
them, and what has no place in the list is not found.

Mend: give the section a heading of the level between, or take it up a level; where the title is
missing or doubled, mend the template.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.places import place_in_words, place_of_template
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "error"
_LEVELS = ("H1", "H2", "H3", "H4", "H5", "H6")


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find what is wrong with the headings, in reading order."""
    paper, template = proof.pdf.paper, place_of_template(proof.brief)
    root = proof.tags.root
    headings = [(int(tag.kind[1]), tag) for tag in root.all(*_LEVELS)]
    titles = [tag for level, tag in headings if level == 1]
    if root.kind and not titles:
        yield Finding(
            template,
            f"the page has no heading of the first level, on {paper}",
            "make the title an <h1>",
        )
    for tag in titles[1:]:
        yield Finding(
            place_in_words(proof, tag.text),
            f"`{shown(tag.text)}` is a second title, on page {tag.page} of {paper}",
            "make it a heading of the second level",
        )
    above = 1 if not titles else 0
    for level, tag in headings:
        heading = tag.text or (tag.actual or tag.alt or "").strip()
        if not heading:
            yield Finding(
                template,
                f"a heading of level {level} is empty, on page {tag.page} of {paper}",
                "give it words, or take it out",
            )
        elif level > above + 1:
            before = f"one of level {above}" if above else "nothing"
            yield Finding(
                place_in_words(proof, heading),
                f"the heading `{shown(heading)}` of level {level} follows {before}, "
                f"on page {tag.page} of {paper}",
                f"put it under a heading of level {level - 1}: write {'#' * (level - 1)} and its "
                "words above it",
            )
        above = level
