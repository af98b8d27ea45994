"""The check `flat-power`: a power that is typed on the line is told."""

from pathlib import Path

import pytest
from support.printed_pages import brief_of, find, told


@pytest.mark.parametrize(
    ("sentence", "typed"),
    [
        ("It needs 60 m3 a day.", "m3"),
        ("It needs 60m3 a day.", "m3"),
        ("Each square km2 counts.", "km2"),
        ("The air held 40 µg/m3 of dust.", "m3"),
        ("Нужно 60 м3 воды.", "м3"),
        ("مساحة المخيم 12 كم2 اليوم.", "كم2"),
        ("面积12km2。", "km2"),
    ],
)
def test_a_digit_on_the_line_is_told(house: Path, sentence: str, typed: str) -> None:
    """In the letters of each language, with its line; twice of one kind is told once."""
    found = told("flat-power", house, f"Text.\n\n{sentence} {sentence}")
    assert f"brief.md:3: `{typed}` has its digit on the line" in found
    assert len(found) == len(set(found))


def test_its_way_out_is_the_one_of_its_place(house: Path) -> None:
    """Prose has markup; the cells of a file have none."""
    table = {"t": {"data": "c.csv", "caption": "c"}}
    brief = brief_of(
        house,
        "It needs 5 m3.\n\n{{ tables.t }}",
        {"c.csv": b"Plot,in km2\nA,5\nB,6\n"},
        tables=table,
    )
    hints = [one.hint for one in find("flat-power", brief)]
    assert hints == ["write m^3^, or type m³", "type km²"]


def test_codes_names_and_what_is_marked_are_none(house: Path) -> None:
    """Nor an address, code, a title of a source."""
    codes = (
        "M3, B2B, H5N1, G20, COP28, A/RES/75/3, H2O, CO2, tCO2e, N2O, "
        "m3.example.org, room NO2-7, 3M, am2, `m3`"
    )
    assert not told("flat-power", house, f"{codes} and 5 km^2^ of CO~2~, 3 m³ of CO₂.")
