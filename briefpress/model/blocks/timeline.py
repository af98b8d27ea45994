"""A timeline: what happened, and when."""

from __future__ import annotations

from typing import Annotated

from ..fields import AnySpan, BlockFields, CitedSource, Inline
from ..walk import Reads


class Event(BlockFields):
    """A date of the timeline and what happened on it."""

    date: AnySpan
    """As exact as it is known: `2014-02-07`, `2014-02`, `2014`; or `2019/2021`, `spring 2019`,
    `c. 2019`. What has one meaning is read as well: `12–14 November 2024`,
    `April-June 2026`, `Nov. 2018`, `winter 2006/07`."""
    event: Annotated[Inline, Reads("event")]
    """The event, in a sentence or two."""
    source: CitedSource | None = None
    """Name of the source that says so, with a page."""
