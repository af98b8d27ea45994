"""The alt text of a figure says nothing, or not which numbers of a chart are not final.

Why: who cannot see the figure has these words and no others.

Mend: say what the figure shows, in a sentence or two, with its numbers.
"""

import re
from collections.abc import Iterator

from ...model.blocks.figures import Plot
from ...model.problems import Severity
from ...model.scripts import SQUARE, measure_text
from ..evidence.texts import Reading, shown, words
from ..table import Finding

SEVERITY: Severity = "warning"
LEAST, MOST = 3, 100
"""Words."""
_LETTERS = 20
"""As wide as so many Latin letters is no text of a word or two, where none are parted: Chinese."""
_STEM = 4
"""Letters by which a word is known: `Estimate`, and `estimated`."""
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
        if not what and (word := _find_unsaid(reading, name, alt)):
            yield Finding(
                text.place,
                f"the alt text of `{name}` does not say which numbers are not final",
                f"say it as the chart does, `{word}`",
            )
        if what:
            yield Finding(
                text.place,
                f"the alt text of `{name}` {what}" + (f": `{shown(alt)}`" if alt else ""),
                "say what the figure shows, in a sentence or two, with its numbers",
            )


def _find_unsaid(reading: Reading, name: str | int, alt: str) -> str:
    """The word of the chart of the figure *name* for numbers that are not final, where *alt* has
    no word that begins as one of it does; empty where there is nothing to say.
    """
    figure = reading.brief.fields.figures.get(str(name))
    plot = figure.chart if figure else None
    if not isinstance(plot, Plot) or not plot.tentative:
        return ""
    word = plot.tentative.word
    stems = [one[:_STEM].casefold() for one in words(word) if len(one) >= _STEM]
    if any(letter >= SQUARE[0] for letter in word):  # no space parts them
        stems = [word[n : n + 2] for n in range(len(word) - 1)]
    said = alt.casefold()
    return "" if not stems or any(stem in said for stem in stems) else word


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
