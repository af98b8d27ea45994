"""The check `total-as-part`: a row Total is no bar among its parts."""

from pathlib import Path

import pytest
from support.printed_pages import told

CSV = "Cluster,Funded\nFood,28\nWater,17\nHealth,18\n{},23\n"


def _told(house: Path, label: str, **chart: object) -> list[str]:
    drawn = {"kind": "bars", "x": "Cluster", "y": "Funded"} | chart
    figure = {"chart": drawn, "data": "c.csv", "caption": "c", "alt": "Bars of three clusters."}
    files = {"c.csv": CSV.format(label).encode()}
    return told("total-as-part", house, "{{ figures.f }}", files, figures={"f": figure})


@pytest.mark.parametrize("chart", [{}, {"x": "Funded", "y": "Cluster"}, {"kind": "dots"}])
def test_a_total_among_its_parts_is_found(house: Path, chart: dict[str, str]) -> None:
    """With its line, however the bars lie."""
    assert _told(house, "Total", **chart) == ["c.csv:5: `Total` is drawn as one more of its parts"]


@pytest.mark.parametrize("label", ["Totale generale", "Genel Toplam", "جمع کل", "Усього"])
def test_a_total_in_a_language_without_a_file_is_found(house: Path, label: str) -> None:
    """Data of others is in any language."""
    assert _told(house, label) == [f"c.csv:5: `{label}` is drawn as one more of its parts"]


@pytest.mark.parametrize("cell", ["2.970,4", ""])
def test_a_total_at_the_end_of_a_line_is_found(house: Path, cell: str) -> None:
    """Below months, whether it has a number there or none."""
    rows = f"Mes;Gasto\nene-26;112,5\nfeb-26;118,0\nmar-26;121,3\nTotal;{cell}\n"
    chart = {"kind": "line", "x": "Mes", "y": "Gasto"}
    figure = {"chart": chart, "data": "c.csv", "caption": "c", "alt": "Una línea de tres meses."}
    files = {"c.csv": rows.encode()}
    found = told("total-as-part", house, "{{ figures.f }}", files, figures={"f": figure})
    assert found == ["c.csv:5: `Total` is drawn as one more point of its line"]


@pytest.mark.parametrize(
    ("label", "chart"),
    [
        ("Total", {"without": "Total"}),
        ("Total", {"highlight": "Total"}),
        ("Shelter", {}),
        ("Total war", {}),
    ],
)
def test_what_is_meant_is_none(house: Path, label: str, chart: dict[str, str]) -> None:
    """One that is left out, one in the house's colour, one that only begins so."""
    assert not _told(house, label, **chart)
