"""The check `chart-gap`: whoever leaves a cell of a chart empty is told where the line stops."""

from pathlib import Path

import pytest
from support.printed_pages import told

CHART = {
    "mark": "line",
    "encoding": {"x": {"field": "month", "type": "ordinal"},
                 "y": {"field": "people", "type": "quantitative"}},
}  # fmt: skip
FIGURE = {"chart": CHART, "data": "c.csv", "caption": "c", "alt": "A line that rises."}


@pytest.mark.long
@pytest.mark.parametrize(
    ("cell", "gaps"), [("", ["c.csv:3"]), (" ", ["c.csv:3"]), ("n/a", []), ("0", []), ("..", [])]
)
def test_an_empty_cell_of_a_chart_is_found(house: Path, cell: str, gaps: list[str]) -> None:
    """With its line; whoever writes n/a has thought of it, and 0 is a number."""
    csv = f"month,people,remark\nJan,12,\nFeb,{cell},\nMar,13,\n".encode()
    found = told("chart-gap", house, "{{ figures.f }}", {"c.csv": csv}, figures={"f": FIGURE})
    assert [one.rpartition(": the cell under `people`")[0] for one in found] == gaps


def test_an_empty_cell_of_a_table_is_none(house: Path) -> None:
    """A table shows itself that nothing stands there."""
    table = {"data": "c.csv", "caption": "c"}
    csv = b"month,people\nJan,12\nFeb,\n"
    assert not told("chart-gap", house, "{{ tables.t }}", {"c.csv": csv}, tables={"t": table})


@pytest.mark.long
def test_an_empty_cell_of_a_map_is_found(house: Path) -> None:
    """The legend says that there are no data; whether that is so, only the author knows."""
    csv = b"code,people,remark\nFRA,12,\nDEU,,\nESP,13,\n"
    drawn = {"kind": "map", "code": "code", "value": "people"}
    figure = {"chart": drawn, "data": "c.csv", "caption": "c", "alt": "A map of three countries."}
    (found,) = told("chart-gap", house, "{{ figures.f }}", {"c.csv": csv}, figures={"f": figure})
    assert found.startswith("c.csv:3: the cell under `people` is empty: no data on the map")


@pytest.mark.long
def test_a_cell_that_a_table_prints_as_well_is_told_once(house: Path) -> None:
    """There it is empty, which empty-cell tells."""
    csv = b"month,people\nJan,12\nFeb,\nMar,13\n"
    told_twice = told(
        "chart-gap", house, "{{ figures.f }}\n\n{{ tables.t }}", {"c.csv": csv},
        figures={"f": FIGURE}, tables={"t": {"data": "c.csv", "caption": "c"}},
    )  # fmt: skip
    assert not told_twice
