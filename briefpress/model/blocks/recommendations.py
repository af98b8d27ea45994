"""Recommendations: who should do what."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..fields import BlockFields, Inline
from ..walk import Reads


class Recommendation(BlockFields):
    """The actions that one addressee should take."""

    to: Annotated[Inline, Reads("heading")]
    """Who should act."""
    actions: Annotated[list[Inline], Field(min_length=1), Reads("action")]
    """The actions, an item each, with a verb first."""
