"""A short form is used and never spelled out.

Why: a reader from another ministry does not know it, and asks nobody.

Mend: add it to `acronyms:`, and the page spells it out where it is first used; write in full what
is used once.
"""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from ...model.cells import is_missing, is_spreadsheet_error
from ...model.problems import Place, Severity
from ..evidence.placeholders import MARKS
from ..evidence.short_forms import (
    count_uses,
    find_explained,
    find_short_forms,
    is_explained_by,
    is_shouted,
    printed_words,
    without_shouted,
)
from ..evidence.texts import Reading, Text
from ..table import Finding

SEVERITY: Severity = "warning"


_CODE = re.compile(r"[A-Z]{2,}[-_]?\d{1,9}")
"""A cell that is a code: `SDN1`, an event of ACLED; `SD01`, an area."""
_FLIGHT = re.compile(r"[A-Z]{2}\d{3,4}")
"""A flight, `MH370`, and what is numbered like one."""
_CALL_OUT = re.compile(
    r"\[![A-Z]+\]|\[(?:1[89]|20)\d\d\] (?:\d+ )?[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)? (?=\d)"
)
"""How GitHub marks a box, `[!NOTE]`, which is told as markup that is left; and a court or its
reports, as lawyers cite them: `[2012] UKSC 4`."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the first use of each short form that neither `acronyms:` nor the text explains."""
    brief = reading.brief
    named = {*brief.words.checks.short_forms, *brief.fields.acronyms, *MARKS}
    known = named | {word for name in named for word in name.split()}
    texts = [text for text in reading.texts if text.kind not in ("source", "alt", "fact", "note")]
    known.update(_explained(reading.texts, brief.words.checks.stands_for))
    plain = reading.brief.words.checks.plain_capitals
    uses = [(short, text.line_of(short)) for text in texts for short in _used(text, plain)]
    printed = printed_words(reading)
    for short, place in (*uses, *_of_tables(reading)):
        is_known = short in known or short.rstrip("0123456789") in known  # EU27
        if not (is_known or _FLIGHT.fullmatch(short)):
            known.add(short)
            yield Finding(
                place,
                f"`{short}` is never spelled out",
                f"add it to `acronyms:`, as in {short}: what it stands for"
                if count_uses(short, "", printed) > 1
                else "write what it stands for in its place: it is used once",
            )


def _explained(texts: tuple[Text, ...], stands_for: Collection[str]) -> Iterator[str]:
    """Find what a text explains, or a cell or an item what stands alone in the one before it."""
    for text in texts:
        yield from find_explained(text.text, stands_for)
    for text, following in pairwise(texts):
        if text.kind in ("cell", "item") and is_explained_by(text.text, following.text):
            yield text.text


def _used(text: Text, plain: Collection[str]) -> Iterator[str]:
    if not is_shouted(text.text, is_heading=text.kind in ("heading", "title")):
        yield from find_short_forms(without_shouted(_CALL_OUT.sub("", text.text)), plain)


def _of_tables(reading: Reading) -> Iterator[tuple[str, Place]]:
    """Find the short forms in the cells of files that are printed as tables."""
    plain = reading.brief.words.checks.plain_capitals
    for cell, place in reading.printed_cells:
        if _CODE.fullmatch(cell) or is_shouted(cell):
            continue
        if not is_spreadsheet_error(cell) and not is_missing(cell):
            yield from ((short, place) for short in find_short_forms(cell, plain))
