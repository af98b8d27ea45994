"""No font of the house has a character, or the letters of a script.

Why: it would be printed as an empty box.

Mend: write it otherwise, install the package that the hint names, or name a font that has it in
styles/tokens.css.
"""

from collections.abc import Iterator
from html import unescape

from ...model.brief import Brief
from ...model.problems import Place, Severity
from ...model.scripts import name_missing
from ..evidence.printed_page import PrintedPage
from ..evidence.texts import find_place
from ..table import Finding

SEVERITY: Severity = "error"


def find_on_page(proof: PrintedPage) -> Iterator[Finding]:
    """Find what the press missed, on the first line that has it; each script once."""
    template = Place(f"templates/{proof.brief.fields.template}.html")
    for missing in name_missing(proof.pdf.missing):
        places = (_find(proof.brief, one) for one in missing.characters)
        first = min(filter(None, places), key=_line, default=template)
        yield Finding(first, missing.message, missing.hint)


def _find(brief: Brief, character: str) -> Place | None:
    """Find where *character* stands in the files of *brief*, its drawings and data among them; else
    in those of the house, which may have it where this brief does not print it.
    """
    place = find_place(brief, character)
    if place and place.file.startswith(f"content/{brief.slug}/"):
        return place
    return _find_in_files(brief, character) or place


def _line(place: Place) -> tuple[str, int, int]:
    return place.file, place.line or 0, place.column or 0


_READ = (".svg", ".csv")
"""The ends of names of files whose words are printed, beside the texts of a brief."""


def _find_in_files(brief: Brief, character: str) -> Place | None:
    """Find the line of a drawing or a data file on which *character* stands."""
    for name, data in brief.content.items():
        if name.lower().endswith(_READ):
            for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
                if character in unescape(line):
                    return Place(f"content/{name}", number)
    return None
