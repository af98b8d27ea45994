"""What the press promises of the measure: text, figures and tables stand on the page's grid."""

from pathlib import Path
from typing import Any

import pytest
from support.printed import PAPERS, new_house, words
from support.printed_pages import proof_of

from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.model.geometry import Area, Sheet

ROWS = b"year,Ash,Tarn\n2019,12,30\n2025,24,9\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with the real templates and styles."""
    return new_house(tmp_path / "house")


def _figure(**chart: Any) -> dict[str, Any]:
    return {"data": "d.csv", "caption": words(5), "alt": words(9), "chart": chart}


CHARTS = {
    "first": _figure(kind="line", x="year", y=["Ash", "Tarn"]),
    "bars": _figure(kind="bars", x="year", y=["Ash", "Tarn"]),
    "slope": _figure(kind="slope", x="year", y=["Ash", "Tarn"]),
    "last": _figure(kind="line", x="year", y="Ash"),
}


def _print(house: Path, prose: str, paper: str = "a4", **fields: Any) -> PrintedPage:
    return proof_of(house, prose, {"d.csv": ROWS}, paper=paper, **fields)


def _grid(sheet: Sheet) -> tuple[float, float]:
    """The widths of the page and of one of its two columns, in points."""
    left, _, right, _ = sheet.text
    return right - left, (right - left - 7 / 25.4 * 72) / 2


def _pictures(proof: PrintedPage) -> dict[str, tuple[Sheet, Area]]:
    return {
        area.picture.rpartition("/")[2].removesuffix(".svg"): (sheet, area)
        for sheet in proof.pdf.layout.sheets
        for area in sheet.areas
        if area.picture
    }


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
def test_a_chart_among_columns_is_as_wide_as_the_page_or_a_column(house: Path, paper: str) -> None:
    """It is drawn for that width; beside the margin it has the measure of the text."""
    parts = [words(60), "{{ figures.first }}"]
    parts += [words(90, n) for n in range(5)]
    parts += ["## Later", words(90), "{{ figures.bars }}", words(120), "{{ figures.slope }}"]
    parts += [words(150), "{{ figures.last }}", words(20)]
    proof = _print(house, "\n\n".join(parts), paper, figures=CHARTS, key_messages=[words(9)] * 3)
    shown = _pictures(proof)
    assert len(shown) == len(CHARTS)
    sheet, first = shown.pop("first")
    assert first.width < 0.7 * _grid(sheet)[0]
    for name, (sheet, area) in shown.items():
        page, column = _grid(sheet)
        assert area.width == pytest.approx(column if name == "slope" else page, rel=0.002)
        assert area.picture == f"charts/columns/{name}.svg"
