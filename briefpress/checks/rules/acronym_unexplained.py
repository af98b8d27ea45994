"""A short form is used and never spelled out.

Why: a reader from another ministry does not know it, and asks nobody.

Mend: add it to `acronyms:`, and the page spells it out where it is first used.
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence.placeholders import MARKS
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"
_SHORT = re.compile(
    r"(?<![\w/.-])(?:[A-Z][A-Z0-9]{1,5}|[A-Z][a-z]{0,2}[A-Z][A-Za-z]{0,3})(?=s?(?![\w/-]))"
)
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the first use of each short form that neither `acronyms:` nor the text explains."""
    known = {*reading.brief.words.checks.short_forms, *reading.brief.fields.acronyms, *MARKS}
    known |= {word for name in known for word in name.split()}
    texts = [text for text in reading.texts if text.kind not in ("source", "alt", "fact", "note")]
    for text in texts:
        for match in re.finditer(r"\((\w+)s?\)", text.text):  # `Commission of Inquiry (CoI)`
            before = re.findall(r"\w+", text.text[: match.start()])[-8:]
            initials = "".join(word[0] for word in before).casefold()
            if _in_order(match[1].casefold(), initials):
                known.add(match[1])
    for text in texts:
        shouted = text.text.isupper()
        for match in _SHORT.finditer(text.text):
            short = match[0]
            if short in known or shouted or _ROMAN.fullmatch(short) or short[:2] == "Mc":
                continue
            if short[:3] == "Mac" and short[3:4].isupper():
                continue
            known.add(short)
            yield Finding(
                text.line_of(short),
                f"`{short}` is never spelled out",
                f"add it to `acronyms:`, as in {short}: what it stands for",
            )


def _in_order(letters: str, initials: str) -> bool:
    """Whether the first letters of the words before make most of a short form."""
    rest = iter(initials)
    return sum(letter in rest for letter in letters) >= len(letters) - 1
