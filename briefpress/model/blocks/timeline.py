"""A timeline: what happened, and when."""

from __future__ import annotations

from typing import Annotated

from ..fields import AnyDate, BlockFields, CitedSource, Inline
from ..walk import Reads


class Event(BlockFields):
    """A date of the timeline and what happened on it."""

    date: AnyDate
    event: Annotated[Inline, Reads("event")]
    source: CitedSource | None = None
