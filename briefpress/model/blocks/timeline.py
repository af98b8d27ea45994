"""A timeline: what happened, and when."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import model_validator

from ..fields import AnySpan, BlockFields, CitedSource, Inline, cut_short
from ..walk import Reads


class Event(BlockFields):
    """A date of the timeline and what happened on it."""

    date: AnySpan
    """As exact as it is known: `2014-02-07`, `2014-02`, `2014`; or `2019/2021`, `spring 2019`,
    `c. 2019`. Forms that have one meaning are read as well: `12–14 November 2024`,
    `April-June 2026`, `Nov. 2018`, `winter 2006/07`."""
    event: Annotated[Inline, Reads("event")]
    """The event, in a sentence or two."""
    source: CitedSource | None = None
    """Name of the source that says so, with a page."""

    @model_validator(mode="before")
    @classmethod
    def _in_full(cls, value: object) -> object:
        """Ask for both fields where somebody wrote `- 1 October 2024: The river rose.`"""
        day, event = "…", value
        if isinstance(value, dict):
            others = [name for name in value if name != "source"]
            if len(others) != 1 or others[0] in cls.model_fields:
                return value
            day, event = others[0], value[others[0]]
        if not isinstance(event, str) or not re.search(r"\d|…", day):
            return value
        named = event if day == "…" else day
        raise ValueError(
            f"`{cut_short(named, 60)}` has no `date:` and `event:`",
            f"write `- date: {day}`, and under it `  event: {cut_short(event, 120)}`",
        )
