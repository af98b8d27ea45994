"""The alt text of a figure says nothing.

Why: who cannot see the figure has these words and no others.

Mend: say what the figure shows, in a sentence or two, with its numbers.
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ...model.scripts import measure_text
from ..evidence.texts import Reading, shown, words
from ..table import Finding

SEVERITY: Severity = "warning"
LEAST, MOST = 3, 100
"""Words."""
_LETTERS = 20
"""As wide as so many Latin letters is no text of a word or two, where none are parted: Chinese."""
_FILE = re.compile(r"^[\w ()-]{1,80}\.(?:png|jpe?g|svg|gif|tiff?|pdf|csv)$", re.IGNORECASE)


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find alt texts that are missing, a file's name, the caption again, or no description."""
    captions = {
        text.path[:-1]: text.text
        for text in reversed(reading.texts)  # of a caption and a note, the caption
        if text.kind == "caption"
    }
    opening = reading.brief.words.checks.picture_of
    for text in reading.texts:
        if text.kind != "alt":
            continue
        alt, name = text.text, text.path[-2]
        what = ""
        if _FILE.match(alt):
            what = "is the name of a file"
        elif len(words(alt)) < LEAST and measure_text(alt) < _LETTERS:
            what = "says too little" if alt else "is empty"
        elif _plain(alt) == _plain(captions.get(text.path[:-1], "")):
            what = "is the caption again"
        elif opening and re.match(opening, alt, re.IGNORECASE):
            what = "begins with what everybody knows: that it is a picture"
        elif len(words(alt)) > MOST:
            what = f"has {len(words(alt))} words"
        if what:
            yield Finding(
                text.place,
                f"the alt text of `{name}` {what}" + (f": `{shown(alt)}`" if alt else ""),
                "say what the figure shows, in a sentence or two, with its numbers",
            )


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
