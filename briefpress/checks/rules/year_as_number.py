"""A fact that is a year is printed as an amount, 2,025.

Why: a reader stumbles over it, and thinks the whole page made by a machine.

Mend: say how the fact reads, `show: "2025"`; one whose label begins with the word year reads so.
"""

import re
from collections.abc import Iterator

from ...model.problems import Severity
from ...model.text import Year
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"
YEARS = range(1900, 2101)
"""The years that most briefs are about: a larger or smaller number is an amount."""


BEFORE = 40
"""Characters before a number by which its line is found."""


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the first place of each fact that stands where a year does."""
    stands = reading.brief.words.checks.year_stands
    facts = {
        name: int(fact.value)
        for name, fact in reading.brief.fields.facts.items()
        if fact.value is not None
        and fact.value in YEARS
        and not (isinstance(fact.value, Year) or fact.unit or fact.parts)
    }
    for text in reading.texts if stands else ():
        for name, end in text.values:
            if name not in facts:
                continue
            pattern = stands.replace("{}", f"{facts[name]:,}")
            places = re.finditer(pattern, text.text, re.IGNORECASE)
            if any(match.start() < end <= match.end() for match in places):
                year = facts.pop(name)
                has_show = reading.brief.fields.facts[name].show
                yield Finding(
                    text.where(text.text[max(0, end - BEFORE) :]),
                    f"the fact `{name}` is printed as an amount where a year stands",
                    f"write {year} in its `show:`" if has_show else f'add `show: "{year}"` to it',
                )
