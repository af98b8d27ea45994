"""The PDF does not say its title.

Why: a viewer shows it above the page, and a screen reader says it first; without one both give the
name of the file.

Mend: this comes from the template: `<title>` in its head, with the title of the brief.
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import place_of_template
from ..table import Finding

SEVERITY: Severity = "error"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find a title that is missing, a file's name, or not shown."""
    paper, tree = proof.pdf.paper, proof.tags
    place, title = place_of_template(proof.brief), tree.title
    if not proof.pdf.data:
        return
    if not title:
        yield Finding(
            place,
            f"the PDF has no title, on {paper}",
            "write <title>{{ plain(brief.title) }}</title>",
        )
    elif _is_file_name(title, proof.brief.slug):
        yield Finding(
            place,
            f"the title of the PDF is the name of a file, `{title[:60]}`, on {paper}",
            "write <title>{{ plain(brief.title) }}</title>",
        )
    if not tree.shows_title:
        yield Finding(
            place,
            f"the PDF does not ask its viewer to show the title, on {paper}",
            "let the press say so: DisplayDocTitle",
        )


def _is_file_name(title: str, slug: str) -> bool:
    named = re.fullmatch(r"\S+\.(pdf|html?|md|docx?|ya?ml|indd|tex)", title, re.IGNORECASE)
    return bool(named) or title.casefold() in (slug, "untitled", "sans titre", "document")
