"""A source lacks what a reader needs to find it; or the style of citation leaves its `note:` out.

Why: a note that says no author, no date or no journal leads nowhere; and an author who wrote
“preliminary figures” in a library believes that readers see it.

Mend: add the field that is named; `briefpress schema` describes all of them. Words that the style
leaves out are written behind the key: `[@key (preliminary figures)]`.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ...model.source_needs import find_gaps
from ...model.text import Citation
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import Reading, letters_of, shown
from ..table import Finding

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find what each source has not, as far as its type asks."""
    for key, one in reading.brief.fields.sources.items():
        for what, hint in find_gaps(one):
            kind = one.type.replace("_", " ")
            place = reading.brief.place("sources", key)
            yield Finding(place, f"the {kind} `{key}` has {what}", f"add {hint}")


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
