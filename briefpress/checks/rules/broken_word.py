"""A word is broken by a hyphen and a space, as lines copied from a PDF have it.

Why: on paper the two halves stand in one line, and nobody finds the word.

Mend: write the word in one.
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"
_BROKEN = re.compile(
    r"(?<![\w-])([^\W\d_]{2,})[-\u2010] ([^\W\d_A-Z]{2,})(?![\w-]*[-\u2010](?: |$))"
)
_JOINING = {
    "en": "and or to nor but as plus versus vs through than rather",
    "de": "und oder bis bzw beziehungsweise sowie als aber noch statt wie gegen plus",
    "fr": "et ou puis ni mais voire que",
    "es": "y e o u ni pero hasta que",
}
"""Words between the halves of two compounds that share their end: pre- and post-war.

All languages count everywhere: a phrase of another one may stand in any text.
"""
_SMALL = (
    "the a an of in on at by for with from is are was were which that who it its this he she they "
    "der die das den dem des ein eine im in am auf mit von zu ist sind war waren welche sie er es "
    "le la les un une des du de en dans sur par pour avec qui est sont il elle se ce "
    "el los las una del al con por para es son su lo"
)
"""Words that no hyphen divides off: before one of these it was meant as a dash."""
_NO_HALVES = frozenset(" ".join((*_JOINING.values(), _SMALL)).split())


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find each such word in the texts, with what it should be."""
    for text in reading.texts:
        for match in _BROKEN.finditer(text.text):
            if match[2] not in _NO_HALVES and not match[2].isupper():
                yield Finding(
                    text.line_of(match[1]) if text.text.count(match[1]) == 1 else text.place,
                    f"`{match[0]}` is a word broken in two",
                    f"write {match[1]}{match[2]}, or {match[1]}-{match[2]}",
                )
