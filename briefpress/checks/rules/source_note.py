"""The style of citation leaves the `note:` of a source out.

Why: an author who wrote “preliminary figures” there, or in a library, believes that readers see it.

Mend: write the words behind the key where readers need them, `[@key (preliminary figures)]`, or
delete them.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ...model.text import Citation
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import letters_of, shown
from ..table import Finding

SEVERITY: Severity = "warning"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find the `note:` of each source that is cited and stands nowhere on the page."""
    brief = proof.brief
    cited = {one.key for mark in brief.marks if isinstance(mark, Citation) for one in mark.items}
    notes = {
        key: one.note for key, one in brief.fields.sources.items() if one.note and key in cited
    }
    page = letters_of(" ".join(proof.pdf.layout.texts.values())) if notes else ""
    for key, note in notes.items():
        if letters_of(note) not in page:
            yield Finding(
                brief.place("sources", key),
                f"the style of citation leaves the note of `{key}` out: `{shown(note)}`",
                f"write [@{key} ({shown(note)})] where readers need it, or delete it",
            )
