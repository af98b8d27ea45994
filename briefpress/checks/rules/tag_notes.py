"""A note cannot be reached from its call: it has no name, or the call has no note.

Why: who listens to a page jumps from the figure in the text to the note and back; a note without a
name of its own cannot be jumped to, and a call without a note leads nowhere.

Mend: this is made by the press; where a template or style writes notes of its own, let it write
<span class="footnote"> as the house does.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.places import place_in_words, place_of_template
from ..evidence.printed_page import PrintedPage
from ..evidence.tag_tree import calls
from ..evidence.texts import shown
from ..table import Finding

SEVERITY: Severity = "error"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find each note without a name, or with that of another one, and each call without a note."""
    paper, root = proof.pdf.paper, proof.tags.root
    notes = root.all("Note")
    used: set[str] = set()
    numbers: set[str] = set()
    for note in notes:
        numbers.update(kid.text for kid in note.all("Lbl"))
        if note.id and note.id not in used:
            used.add(note.id)
            continue
        text = " ".join(kid.text for kid in note.tags if kid.kind != "Lbl") or note.text
        lacks = f"has the name `{note.id}` of another one" if note.id else "has no name"
        yield Finding(
            place_in_words(proof, text),
            f"the note `{shown(text)}` {lacks}, on page {note.page} of {paper}",
            "let the press tag it: write it as the house writes its notes",
        )
    for call in calls(root):
        if call.text and call.text not in numbers:
            yield Finding(
                place_of_template(proof.brief),
                f"the note {call.text} that is called on page {call.page} of {paper} is not there",
                "write the note, or take out its call",
            )
