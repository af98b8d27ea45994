"""Text is heard after what stands below it, or is not heard at all.

Why: a screen reader, and whatever reads a PDF aloud or lets its text flow anew, follows the order
of the tags; where that is not the order on the page, a listener gets another text than a reader.
Text in no tag is not read.

Mend: write it where it is to be read; a template places what it moves by `float` or columns, not by
`position`, `order` or a negative margin.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.places import place_in_words
from ..evidence.printed_page import PrintedPage
from ..evidence.tag_tree import TextBlock, blocks
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "error"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find what is read after something that stands wholly below it in its column."""
    paper, tree = proof.pdf.paper, proof.tags
    pages: dict[int, list[TextBlock]] = {}
    begun: dict[int, TextBlock] = {}  # with which block each tag begins
    for block in blocks(tree.root):
        pages.setdefault(block.page, []).append(block)
        begun.setdefault(id(block.tag), block)
    items = {
        id(tag): next((item for item in one if item.kind == "LI"), one)
        for one in tree.root.all("L")
        for tag in one
    }
    overleaf = {id(tag) for one in tree.root.all("L") for tag in one if tag.page != one.page}
    for page, on_page in pages.items():
        for number, after in enumerate(on_page):
            # Text of the margin or of another column may be read in between; and text that began in
            # the column before, a list too, is read to its end.
            column = next(
                (
                    one
                    for one in on_page[number::-1][1:]
                    if begun[id(one.tag)] is one
                    and id(one.tag) not in overleaf
                    and _share_column(one, after)
                    and _share_column(one, begun.get(id(items.get(id(one.tag))), one))
                ),
                None,
            )
            if column and after.lower <= column.upper + 1:
                yield Finding(
                    place_in_words(proof, after.text),
                    f"`{shown(after.text)}` is read after `{shown(column.text)}`, which stands "
                    f"below it, on page {page} of {paper}",
                    "write it before, or place it where it is read",
                    "warning",
                )
    for run in tree.untagged[:1]:
        yield Finding(
            place_in_words(proof, run.text),
            f"`{shown(run.text)}` is in no tag, on page {run.page} of {paper}",
            "let the template write it as an element of the page",
        )


def _share_column(block: TextBlock, other: TextBlock) -> bool:
    """Whether one of two blocks stands above or below a part of the other."""
    return min(block.right, other.right) - max(block.left, other.left) > 2
