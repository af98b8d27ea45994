"""The PDF does not say its title.

Why: a viewer shows it above the page, and a screen reader says it first; without one both give the
name of the file.

Mend: this comes from the template: `<title>` in its head, with the title of the brief.
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ...model.text import plain
from ..evidence.places import place_of_template
from ..evidence.printed_page import PrintedPage
from ..table import Finding

SEVERITY: Severity = "error"
_FILE = re.compile(r"\S+\.(pdf|html?|md|docx?|ya?ml|indd|tex)", re.IGNORECASE)


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find a title that is missing, a file's name, or not shown."""
    paper, tree = proof.pdf.paper, proof.tags
    place, title = place_of_template(proof.brief), tree.title
    untitled = proof.brief.words.checks.untitled
    if not proof.pdf.data:
        return
    if not title:
        yield Finding(
            place,
            f"the PDF has no title, on {paper}",
            "write <title>{{ plain(brief.title) }}</title>",
        )
    elif title == plain(proof.brief.fields.title.html):
        if _FILE.fullmatch(title):
            yield Finding(
                proof.brief.place("title"),
                f"the title is the name of a file, `{title[:60]}`, on {paper}",
                "write what the brief says, in a sentence",
            )
    elif _FILE.fullmatch(title) or title.casefold() in (proof.brief.slug, *untitled):
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
