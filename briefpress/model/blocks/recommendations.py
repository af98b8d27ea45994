"""Recommendations: who should do what."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from ..fields import BlockFields, Inline, cut_short
from ..walk import Reads


class Recommendation(BlockFields):
    """The actions that one addressee should take."""

    to: Annotated[Inline, Reads("heading")]
    """Who should act."""
    actions: Annotated[list[Inline], Field(min_length=1), Reads("action")]
    """The actions, an item each, with a verb first."""

    @model_validator(mode="before")
    @classmethod
    def _in_full(cls, value: object) -> object:
        """Ask for both fields where somebody wrote `- To the Council: Extend the mandate.`"""
        addressee, action = "…", value
        if isinstance(value, dict) and len(value) == 1:
            ((addressee, action),) = value.items()
        known = {*cls.model_fields}
        body = addressee.removeprefix("To ")
        if addressee in known or not isinstance(action, str | list) or action in [*known]:
            return value
        of_body = f"write `- to: {body[:1].upper()}{body[1:]}`, and under it "
        if isinstance(action, list):
            raise ValueError(
                f"`{cut_short(addressee, 60)}` has no `to:` and `actions:`",
                f"{of_body}`  actions:` above its lines",
            )
        written = f"{addressee}: {action}" if isinstance(value, dict) else action
        raise ValueError(
            f"`{cut_short(written, 60)}` has no `to:` and `actions:`",
            f'{of_body}`  actions: ["{cut_short(action, 120)}"]`',
        )
