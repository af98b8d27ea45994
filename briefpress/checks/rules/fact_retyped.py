"""The number of a fact is typed by hand.

Why: when the fact changes, this one stays as it is, and the page contradicts itself.

Mend: write the name of the fact in its place: `{{ facts.name }}`.
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ..evidence import numbers
from ..evidence.texts import NEAR, Reading, Text, shown, words
from ..table import Finding

SEVERITY: Severity = "warning"
LEAST, SMALL = 10, 100
"""Numbers under ten mean too many things; under a hundred, they count what the fact counts."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the numbers, and the words, of facts in texts that could name them."""
    brief = reading.brief
    values = {
        numbers.write_digits(fact.value): name
        for name, fact in brief.fields.facts.items()
        if fact.value is not None and fact.value >= LEAST
    }
    phrases = {
        text.text.lower(): str(text.path[1])
        for text in reading.texts
        if text.kind == "fact" and len(text.text.split()) > 2
    }
    for text in reading.texts:
        if text.kind in ("fact", "alt", "source", "cell", "label"):
            continue
        rest = text.typed.lower()
        for phrase, name in phrases.items():
            if phrase in rest:
                rest = rest.replace(phrase, "")
                yield _finding(text, phrase, name)
        for number in reading.numbers.find_typed(rest):
            name = values.get(number.digits, "")
            after = {word.casefold() for word in words(rest[number.end :])[:NEAR]}
            small = number.digits.isdecimal() and int(number.digits) < SMALL
            if name and (not small or after & reading.counted_by(name)):
                yield _finding(text, number.text, name)


def _finding(text: Text, typed: str, name: str) -> Finding:
    exact = re.sub(r"\s+", " ", typed).strip()
    return Finding(
        text.where(exact) if len(exact.split()) > 2 else text.line_of(exact),
        f"`{shown(exact)}` is typed by hand, and is the fact `{name}`",
        f"write {{{{ facts.{name} }}}} in its place",
    )
