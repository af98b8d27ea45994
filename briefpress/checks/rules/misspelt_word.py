"""A word is misspelt in a way that is common: *recieve*, *monday*, *soeur*.

Why: a reader who sees it doubts the numbers as well, and a spell checker of another language does
not.

Mend: write the word as the message has it; a name, and what stands in quotation marks, is left as
it is.
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"
_QUOTED = re.compile(r"[“„«\"][^“„«\"”»]*[”»“\"]")
_FIRST = re.compile(r"((?:^|[.!?…]\s+)[“„«(]?)([A-Z])")
"""The first letter of a sentence, whose capital makes no name of its word."""
_ELIDED = re.compile(r"(?i)(?:(?<=\b[cdjlmnst])|(?<=\bqu))[’']")
"""The apostrophe behind which a French word begins."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find them in the texts that are printed, with the right word for each."""
    misspelt = [
        (re.compile(rf"(?<![\w’'.@/-])(?:{pattern})(?![\w@/-])"), right)
        for pattern, right in reading.brief.words.checks.misspelt
    ]
    for text in reading.texts if misspelt else ():
        if text.kind in ("source", "quotation"):
            continue
        quoted = [match.span() for match in _QUOTED.finditer(text.text)]
        first_small = _FIRST.sub(lambda one: one[1] + one[2].lower(), text.text)
        bare = _ELIDED.sub(" ", first_small)
        for pattern, right in misspelt:
            for match in pattern.finditer(bare):
                if any(begin <= match.start() < end for begin, end in quoted):
                    continue
                word, written = text.text[match.start() : match.end()], match.expand(right)
                if word[0].isupper():
                    written = written[0].upper() + written[1:]
                if written == word:  # `June`, which begins a sentence
                    continue
                yield Finding(text.line_of(word), f"`{word}` is misspelt", f"write `{written}`")
