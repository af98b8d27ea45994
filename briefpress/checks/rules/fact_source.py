"""A fact has no source, or no date.

Why: a figure that nobody can look up is a rumour, and one without a date is true of no day.

Mend: add `source:` with a key of `sources:`, and `as_of:`, or the date of its source (`issued:`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ...model.problems import Severity
from ..evidence.texts import Reading
from ..table import Finding

if TYPE_CHECKING:
    from ...model.blocks.facts import Fact

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the facts without a source, and each without any date.

    Those of one file are one finding, and what is made of others lacks what they lack.
    """
    fields = reading.brief.fields
    bare = [name for name, fact in fields.facts.items() if fact.source is None]
    for names in _together(fields.facts, bare):
        listed = ", ".join(f"`{name}`" for name in names)
        noun, has = ("fact", "has") if len(names) == 1 else ("facts", "have")
        key = _source_of_file(reading, fields.facts[names[0]].cell)
        yield Finding(
            reading.brief.place("facts", names[0]),
            f"the {noun} {listed} {has} no source",
            f"add `source: {key or '…'}` to {'it' if len(names) == 1 else 'each'}",
        )
    for name, fact in fields.facts.items():
        if fact.source is None:
            continue
        cited = [fields.sources[one.key] for one in fact.source.items if one.key in fields.sources]
        dated = any(one.issued or one.status or one.accessed or one.event_date for one in cited)
        if fact.as_of is None and not dated:
            yield Finding(
                reading.brief.place("facts", name),
                f"the fact `{name}` has no date, and neither has its source",
                "add `as_of: …` to it, or `issued: …` to the source",
            )


def _together(facts: Mapping[str, Fact], bare: Sequence[str]) -> Iterator[list[str]]:
    """Give the *bare* facts that are no others' sums or shares, those of one file together."""
    groups: dict[str, list[str]] = {}
    for name in bare:
        fact = facts[name]
        if not any(part in bare for part in fact.parts):
            group = f"#{fact.cell.partition('#')[0]}" if fact.cell else name
            groups.setdefault(group, []).append(name)
    yield from groups.values()


def _source_of_file(reading: Reading, cell: str | None) -> str:
    """The key of the source of a table or figure that prints the file of *cell*; empty if none."""
    if cell is None:
        return ""
    for _, block, name in reading.placed_data:
        source = getattr(block, "source", None)
        if source and cell.startswith(f"{name}#"):
            return str(source.items[0].key)
    return ""
