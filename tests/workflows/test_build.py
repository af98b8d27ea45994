"""Tests of a build of several briefs: a fault of one stays with it."""

from typing import Any

import pytest
from support.houses import House

from briefpress.press.executors import InProcess
from briefpress.workflows import build as building
from briefpress.workflows.build import build


def test_a_fault_of_ours_stays_with_its_brief(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an error of that brief, in a line; the next one is laid out."""
    asked: list[str] = []

    def break_on(_: object, __: object, slug: str, *___: Any) -> None:
        asked.append(slug)
        raise ValueError(f"no good {slug}")

    monkeypatch.setattr(building, "lay_out_brief", break_on)
    outcomes = [*build(house.root, ["one", "two"], None, InProcess())]
    assert asked == ["one", "two"]
    assert [(one.slug, one.problems.errors) for one in outcomes] == [("one", 1), ("two", 1)]
    (error,) = outcomes[1].problems
    assert str(error) == (
        "content/two: error: briefpress broke on this brief: ValueError: no good two\n"
        "  hint: take out what was added last, and send the brief to the developers"
    )
