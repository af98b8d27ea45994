"""Facts: figures that are written once, printed wherever they are named, and large with a label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

from ..cells import DataTable
from ..fields import Age, AnyDate, CitedSource, Fault, Inline, Number, SentenceFields
from ..walk import Reads, Step


class Fact(SentenceFields):
    """A figure that is written once and printed wherever it is named."""

    value: Number | None = None
    """The number itself, for charts, checks and comparison."""
    show: Annotated[Inline, Reads("fact")] | None = None
    """How it reads in a sentence: `more than 670`. Without it the number is printed."""
    big: Annotated[Inline, Reads("fact")] | None = None
    """How it reads as a big figure: `670+`. Without it, as in a sentence."""
    label: Annotated[Inline, Reads("label")] | None = None
    """What it counts. A fact with a label is among the big figures of `{{ facts }}`."""
    as_of: AnyDate | None = None
    """Of which day it is: `2024-04-26`, `2024-04` or `2024`."""
    source: CitedSource | None = None
    """Name of the source that gives it, with a page: `hrw-2024, p. 3`."""
    stale_after: Age | None = None
    """How old it may become, from `as_of` on, before `check` asks for a newer one: `6 months`."""

    to_show: ClassVar[str] = "give at least one fact a label"

    @property
    def in_sentence(self) -> Any:
        """How it reads in a sentence: as its author says, or as its number."""
        return self.show or self.value

    @property
    def is_shown(self) -> bool:
        """Whether it is among the big figures."""
        return bool(self.label)

    def faults(self, name: Step, data: Mapping[str, DataTable]) -> Iterator[Fault]:
        """Refuse a fact that prints nothing."""
        if self.value is None and not self.show:
            yield Fault(f"the fact `{name}` has no value", "add `value: …`")
