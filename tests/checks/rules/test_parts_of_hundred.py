"""The check `parts-of-hundred`: per cents add up to a hundred, as those beside them do."""

from pathlib import Path

import pytest
from support.printed_pages import told

ROWS = "year,river,well,tap\n2023,50%,30%,20%\n2024,48%,31%,21%\n2025,45%,30%,15%\n"
COLUMNS = "source,2022,2023,2024\nriver,60%,50.5%,48%\nwell,20%,30%,31%\ntap,20%,19.5%,{}\n"


def _told(house: Path, csv: str, note: str | None = None) -> list[str]:
    table = {"data": "c.csv", "caption": "Where people get water"} | (
        {"note": note} if note else {}
    )
    files = {"c.csv": csv.encode()}
    return told("parts-of-hundred", house, "{{ tables.t }}", files, tables={"t": table})


def test_a_row_that_is_no_hundred_is_told(house: Path) -> None:
    """With its line, beside two that are."""
    (found,) = _told(house, ROWS)
    assert found.startswith("c.csv:4: ")
    assert "the per cents of `2025` add up to 90, and the others in `c.csv` to 100" in found


def test_a_column_that_is_no_hundred_is_told(house: Path) -> None:
    """Beside two that are."""
    (found,) = _told(house, COLUMNS.format("11%"))
    assert "the per cents of `2024` add up to 90" in found


@pytest.mark.parametrize(
    "csv",
    [
        ROWS.replace("15%", "25%"),
        ROWS.replace("15%", "24%"),
        ROWS.replace("15%", "..."),
        ROWS.replace("20%", "5%"),
        ROWS.replace("15%", "60%"),
        COLUMNS.format("21%"),
        COLUMNS.replace("60%", "65%").format("11%"),
        COLUMNS.format("11%") + "Total,100%,100%,90%\n",
        COLUMNS.replace("50.5", "12").format("11%"),
        COLUMNS.format("11").replace("%", ""),
        "year,river,well\n2023,50,30\n2024,60,40\n2025,70,30\n",
        "source,2023,2024,change\nriver,50%,48%,-2%\nwell,30%,31%,1%\ntap,20%,11%,-9%\n",
    ],
)
def test_what_need_not_be_a_hundred_is_none(house: Path, csv: str) -> None:
    """Rounded numbers, one that is not known, a Total that says it, no per cents."""
    if "Total" in csv:
        csv = csv.replace("11%", "21%").replace("90%", "100%")
    assert not _told(house, csv)


def test_a_note_that_says_why_is_enough(house: Path) -> None:
    """People were asked for several sources."""
    assert not _told(house, ROWS, "Several answers were possible.")
