"""No font of the house has a character, or the letters of a script.

Why: it would be printed as an empty box.

Mend: write it otherwise, install the package that the hint names, or name a font that has it in
styles/tokens.css.
"""

from collections.abc import Iterable, Iterator

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
        found = [*filter(None, (find_place(proof.brief, one) for one in missing.characters))]
        own = [one for one in found if one.file.startswith(f"content/{proof.brief.slug}/")]
        drawn = () if own else _drawings(proof.brief, missing.characters)
        first = min(own or drawn or found, key=_line, default=template)
        yield Finding(first, missing.message, missing.hint)


def _drawings(brief: Brief, characters: Iterable[str]) -> list[Place]:
    """Where brief.yaml names the drawings in whose text one of *characters* stands."""
    names = {
        name
        for name, data in brief.files.items()
        if name.endswith(".svg")
        and any(one in data.decode("utf-8", "ignore") for one in characters)
    }
    return [
        brief.place("figures", key, "image")
        for key, figure in brief.fields.figures.items()
        if figure.image in names
    ]


def _line(place: Place) -> tuple[str, int, int]:
    return place.file, place.line or 0, place.column or 0
