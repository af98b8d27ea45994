"""A timeline: what happened, and when."""

from __future__ import annotations

from typing import Annotated

from ..fields import AnyDate, BlockFields, CitedSource, Inline
from ..walk import Reads


class Event(BlockFields):
    """A date of the timeline and what happened on it."""

    date: AnyDate
    """As exact as it is known: `2014-02-07`, `2014-02` or `2014`."""
    event: Annotated[Inline, Reads("event")]
    """The event, in a sentence or two."""
    source: CitedSource | None = None
    """Name of the source that says so, with a page."""
