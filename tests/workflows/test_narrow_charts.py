"""Charts that are drawn for a brief: each once, also one that cannot be drawn."""

from pathlib import Path
from typing import Any

import pytest
from support.printed import new_house

from briefpress.model.problems import Problems
from briefpress.page.web import NARROW
from briefpress.press.executors import InProcess, give
from briefpress.workflows import draw_charts as charts
from briefpress.workflows.draw_charts import draw_charts
from briefpress.workflows.lay_out import lay_out_brief, open_house


@pytest.mark.long
def test_a_chart_that_a_telephone_is_too_narrow_for_is_tried_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is left out of the web edition; on paper a refused one is tried, and told, each time."""
    house = new_house(tmp_path / "house", content=True)
    problems = Problems()
    theme = open_house(house, problems)
    laid = lay_out_brief(house, theme, "dprk", ["a4"], InProcess(), problems)
    drawn: list[object] = []

    def count(*asked: Any) -> Any:
        drawn.append(asked)
        return give(*asked)

    monkeypatch.setattr(charts, "give", count)
    for is_optional, most in ((True, 1), (False, 3)):
        for _ in range(2):
            told = Problems()
            made = draw_charts(
                house, theme, laid.brief, InProcess(), told, NARROW, is_optional=is_optional
            )
            assert not any(made.values())
            assert is_optional or told.errors
        assert len(drawn) == most
