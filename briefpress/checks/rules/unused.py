"""Nothing uses a fact, a source, a field of something else, or a remark below a table's rows.

Why: what is not printed is not kept up to date either, and the next author believes it.

Mend: name it in the text, or delete it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...model.problems import Place, Severity
from ...model.text import Block, Value
from ...model.walk import NamesFact, Step, walk
from ..evidence.texts import Reading
from ..table import Finding

if TYPE_CHECKING:
    from ...model.contract import BriefFields

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the facts that no text names and no block shows, the sources that nothing cites, remarks
    below the rows of a file, and fields that are printed with another one alone, which is missing.
    """
    brief = reading.brief
    named = {mark.path[1] for mark in brief.marks
             if isinstance(mark, Value) and mark.path[0] == "facts" and mark.path[1:]}  # fmt: skip
    named |= {leaf.value for leaf in walk(brief.fields) if leaf.annotation(NamesFact)}
    shown = any(isinstance(mark, Block) and mark.kind == "facts" for mark in brief.marks)
    for name, fact in brief.fields.facts.items():
        if name not in named and not (shown and fact.is_shown):
            yield Finding(
                brief.place("facts", name),
                f"nothing prints the fact `{name}`",
                f"write {{{{ facts.{name} }}}} where it belongs, or delete it",
            )
    cited = {one.key for citation in brief.citations() for one in citation.items}
    for key in brief.fields.sources:
        if key not in cited:
            yield Finding(
                brief.place("sources", key),
                f"nothing cites the source `{key}`",
                f"write [@{key}] where it belongs, or delete it",
            )
    yield from _remarks_below(reading)
    for path, what, hint in _fields_alone(brief.fields):
        yield Finding(brief.place(*path), f"nothing prints {what}", hint)


def _remarks_below(reading: Reading) -> Iterator[Finding]:
    """Find remarks below the rows of a file, of whose table the brief has no note."""
    brief = reading.brief
    for path, block, name in reading.placed_data:
        table = reading.printed_table(block)
        if table is None or getattr(block, "note", None) or not brief.is_printed(path):
            continue
        folder = brief.place(*path).file.rpartition("/")[0]
        for line, remark in table.remarks:
            first = " ".join(remark.split()[:6])
            yield Finding(
                Place(f"{folder}/{name}", line),
                f"nothing prints the remark `{first}` below the rows",
                f"write it as `note: …` of the table `{path[-1]}`, or delete it",
            )


def _fields_alone(fields: BriefFields) -> Iterator[tuple[tuple[Step, ...], str, str]]:
    """Give path, name and way out of each field that goes with another one, which is missing."""
    for n, author in enumerate(fields.authors):
        if author.email and not author.is_introduced:
            yield (
                ("authors", n, "email"),
                f"the `email` of {author.name}",
                "write it in `contact: {email: …}`, or add `bio: …`, with which it is printed",
            )
        if author.focus and not author.portrait:
            hint = "add `portrait: …`, or delete it"
            yield ("authors", n, "focus"), f"the `focus` of {author.name}", hint
    for name, fact in fields.facts.items():
        if fact.trend and not fact.label:
            hint = "add `label: …`, with which it is a big figure, or delete it"
            yield ("facts", name, "trend"), f"the `trend` of the fact `{name}`", hint
    for name, figure in fields.figures.items():
        if figure.focus and not figure.crop:
            yield (
                ("figures", name, "focus"),
                f"the `focus` of the figure `{name}`",
                "add `crop: 3:2`, the shape to which it is cut, or delete it",
            )
