"""The check `caption-period`: a caption names the years that its data have."""

from pathlib import Path

import pytest
from support.printed_pages import told

YEARS = "year,cases\n2021,12\n2022,14\n2023,18\n2024,15\n2025,17\n"
WEEKS = "week,cases\n2025-03-03,12\n2025-03-10,14\n2025-03-17,18\n"


def _told(house: Path, caption: str, csv: str = YEARS, alt: str = "A line.") -> list[str]:
    x = csv.partition(",")[0]
    chart = {"kind": "line", "x": x, "y": "cases"}
    figures = {"f": {"chart": chart, "data": "c.csv", "caption": caption, "alt": alt}}
    tables = {"t": {"data": "c.csv", "caption": caption}}
    files = {"c.csv": csv.encode()}
    drawn = told("caption-period", house, "{{ figures.f }}", files, figures=figures)
    printed = told("caption-period", house, "{{ tables.t }}", files, tables=tables)
    assert len(printed) <= len(drawn)
    return drawn


@pytest.mark.parametrize(
    ("caption", "years"),
    [("Cases, 2021–2024", "2021–2024"), ("Cases 2021-23", "2021–23"),
     ("Cases of cholera (2023–2025)", "2023–2025")],
)  # fmt: skip
def test_a_period_that_the_data_go_beyond_is_told(house: Path, caption: str, years: str) -> None:
    """With its line, where one end is that of the data and the other is not."""
    (found,) = _told(house, caption)
    assert f"the caption says {years}, and `c.csv` goes from 2021 to 2025" in found
    assert found.startswith("brief.yaml:")


def test_a_period_in_an_alt_text_is_told(house: Path) -> None:
    """Whoever hears it learns no other years than who sees it."""
    (found,) = _told(house, "Cases", alt="A line of cases, 2021–2024.")
    assert "the alt text says 2021–2024" in found


def test_the_year_at_the_end_of_a_caption_is_told(house: Path) -> None:
    """Where all rows are of another one."""
    (found,) = _told(house, "Cases by week, 2024", WEEKS)
    assert "the caption says 2024, and `c.csv` is of 2025" in found


@pytest.mark.parametrize(
    ("caption", "csv"),
    [
        ("Cases, 2021–2025", YEARS),
        ("Cases, 2021–25", YEARS),
        ("Cases since the war of 2022–2023", YEARS),
        ("Cases of 2021–2024, and in 2025 so far", YEARS),
        ("Cases, 2021–2023 and 2023–2025", YEARS),
        ("Cases after the flood of 2024", WEEKS),
        ("Cases by week, 2025", WEEKS),
        ("Cases by week, 2024", "place,cases\nTarn,3\nSarn,4\nVenn,5\n"),
        ("Cases", YEARS),
    ],
)
def test_what_the_data_have_is_none(house: Path, caption: str, csv: str) -> None:
    """The right years, those of something else, data without years."""
    assert not _told(house, caption, csv)
