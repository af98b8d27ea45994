"""The power of a measure stands on the line: 60 m3, 12 km2.

Why: a reader takes 60 m3 for a code, and the page for a draft. CO2 and H2O are names by now.

Mend: write `m^3^`, or type m³, as in the cells of a file and wherever else no markup is read.
"""

import re
from collections.abc import Iterator

from ...model.problems import Place, Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"
_UNREAD = ("alt", "source", "fact")
_POWER = re.compile(
    r"(?<![^\W\d_])(?:[cdhkmµμ]?m|[дкмс]?м|(?:ال)?[كس]?م)(?P<digit>[23٢٣])(?![\w^~]|[.-]\w)"
)
"""A length in small letters, Latin, Cyrillic or Arabic, and its power: `M3` is a road."""
_BEFORE = re.compile(
    r"(?:^|[\s(\[«“„‘\"'–—\u2060]|(?<![A-Za-zÀ-ɏА-я\d.,])\d[\d.,]*|(?<![\w./])[^\W\d_]{1,12}/"
    r"|[\u0600-\u06ff\u4e00-\u9fff\uac00-\ud7af])\Z"
)
"""Before a measure stand a space, its number or what is given for each of it, `kg/m3`."""
_NEAR = 24
"""Characters before a measure that are looked at."""
_RAISED = str.maketrans("23٢٣", "²³²³")


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each measure with its power on the line, once, in the texts and in the files
    that are printed as tables.
    """
    known = set()
    for text in reading.texts:
        for typed, marked, sign in _find(text.typed) if text.kind not in _UNREAD else ():
            # A power that is marked as it should be reads so, too.
            if typed not in known and typed in (text.source[text.begins :] or typed):
                known.add(typed)
                yield _finding(text.line_of(typed), typed, f"write {marked}, or type {sign}")
    for cell, place in reading.printed_cells:
        for typed, _, sign in _find(cell):
            if typed not in known:
                known.add(typed)
                yield _finding(place, typed, f"type {sign}")


def _finding(place: Place, typed: str, hint: str) -> Finding:
    return Finding(place, f"`{typed}` has its digit on the line", hint)


def _find(text: str) -> Iterator[tuple[str, str, str]]:
    """Find each flat power: as typed, `m3`, as Markdown marks it, `m^3^`, and with a sign, `m³`."""
    for match in _POWER.finditer(text):
        if _BEFORE.search(text[max(0, match.start() - _NEAR) : match.start()]):
            stem, digit = match[0][:-1], match["digit"]
            yield match[0], f"{stem}^{digit}^", f"{stem}{digit.translate(_RAISED)}"
