"""Nothing uses a fact, or a source.

Why: what is not printed is not kept up to date either, and the next author believes it.

Mend: name it in the text, or delete it.
"""

from collections.abc import Iterator

from ...model.problems import Severity
from ...model.text import Block, Value
from ...model.walk import NamesFact, walk
from ..evidence.texts import Reading
from ..table import Finding

SEVERITY: Severity = "warning"


def find_in_brief(reading: Reading) -> Iterator[Finding]:
    """Find the facts that no text names and no block shows, and the sources that nothing cites."""
    brief = reading.brief
    named = {mark.path[1] for mark in brief.marks
             if isinstance(mark, Value) and mark.path[0] == "facts" and mark.path[1:]}  # fmt: skip
    named |= {leaf.value for leaf in walk(brief.fields) if leaf.note(NamesFact)}
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
