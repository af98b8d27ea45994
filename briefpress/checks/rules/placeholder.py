"""A text or a cell is still to come, or is an error of the spreadsheet.

Why: `XX people` and `#REF!` are read by everybody but the one who knows what should stand there.

Mend: write what belongs there; mend a formula in its spreadsheet, and save the file again.
"""

import re
from collections.abc import Iterator

from ...model.cells import is_spreadsheet_error
from ...model.placeholders import EMPTY_NOTE, IMPORTED
from ...model.problems import Place, Severity
from ...model.text import Fragment
from ...model.walk import SeenAsTyped, find_annotated, walk
from ..evidence.placeholders import MARKS, OF_PROGRAMS, PlaceholderFinder
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"
PUBLISHED: Severity = "error"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Look at every text, every field that is printed, and every cell of a file."""
    brief = reading.brief
    finder = PlaceholderFinder(brief.words.checks)
    known = {*brief.fields.acronyms}
    for text in reading.texts:
        known |= set(re.findall(r"(?<=\w \()[A-Z]+(?=s?\))", text.text))
        if re.search("tuber[ck]ul", text.text, re.IGNORECASE):
            known.add("TBC")
    for text in reading.texts:
        for words in finder.find_in_text(text.text, known):
            yield _finding(text.line_of(words), words)
    seen = find_annotated(type(brief.fields), SeenAsTyped)
    for leaf in walk(brief.fields):
        if leaf.path[0] in seen and isinstance(leaf.value, str):
            whole = [leaf.value] if leaf.value.upper() in MARKS - known else []
            for words in whole or finder.find_in_text(leaf.value, known):
                yield _finding(brief.place(*leaf.path), words)
    for leaf in walk(brief.fields):
        typed = leaf.value.source if isinstance(leaf.value, Fragment) else leaf.value
        if isinstance(typed, str) and typed.startswith(IMPORTED):
            name = next(str(step) for step in reversed(leaf.path) if isinstance(step, str))
            yield _imported(brief.place(*leaf.path), typed, name)
    for text in reading.texts:
        if text.kind == "note" and not text.path and text.text.startswith(EMPTY_NOTE):
            yield _imported(text.place, EMPTY_NOTE, "note")
    for path, _, name in reading.placed_data:
        table = brief.data[name]
        folder = brief.place(*path).file.rpartition("/")[0]
        for column in table.columns:
            for row, words in finder.find_in_column(column):
                yield _finding(Place(f"{folder}/{name}", table.lines[row]), words)


def _imported(place: Place, typed: str, name: str) -> Finding:
    return Finding(
        place, f"“{typed}” is still to come: `import` wrote it", f"write the {name}"
    )  # fmt: skip


def _finding(place: Place, words: str) -> Finding:
    if words in OF_PROGRAMS or words == "None":
        return Finding(
            place,
            f"`{words}` is no number: a program wrote it",
            "write the number; or n/a where nothing is known, – where there is nothing",
        )
    if is_spreadsheet_error(words) or words.startswith("#"):
        return Finding(
            place,
            f"`{words}` is no number: a spreadsheet wrote it",
            "mend the cell, and save again",
        )
    return Finding(place, f"`{words}` is still to come", "write what belongs there")
