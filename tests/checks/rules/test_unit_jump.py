"""The check `unit-jump`: no number changes its unit without a word."""

from pathlib import Path
from typing import Any

import pytest
from support.printed_pages import SOURCES, TODAY, brief_of

from briefpress.checks.evidence.past import Past
from briefpress.checks.evidence.texts import Reading
from briefpress.checks.table import load

CSV = "year,people,share\n2023,41200,24%\n2024,52800,26%\n2025,61000,25%\n"


def _told(house: Path, fact: dict[str, Any], was: str, csv: str = CSV, caption: str = "C") -> Any:
    fields: dict[str, Any] = {
        "facts": {"f": {"label": "people displaced", "source": "one", **fact}},
        "sources": SOURCES, "tables": {"t": {"data": "c.csv", "caption": caption}},
    }  # fmt: skip
    prose = "{{ facts }}\n\n{{ tables.t }}\n"
    old = brief_of(house, prose, {"c.csv": CSV.encode()}, **fields).data
    brief = brief_of(house, prose, {"c.csv": csv.encode()}, **fields)
    check = load("unit-jump")
    assert check.find_in_brief
    assert not [*check.find_in_brief(Reading(brief, TODAY))]
    reading = Reading(brief, TODAY, Past([{"f": was}], lambda: old))
    return [one.message for one in check.find_in_brief(reading)]


@pytest.mark.parametrize(
    ("fact", "was"),
    [
        ({"value": "2.41"}, "2,360"),
        ({"value": "2417000"}, "2,360"),
        ({"value": "2417", "unit": "million"}, "2,360"),
        ({"value": "0.31", "unit": "%"}, "24%"),
        ({"value": "3.1"}, "3.0 million"),
        ({"value": "242", "show": "242 thousand dollars"}, "186 million dollars"),
    ],
)
def test_a_fact_that_jumped_is_told(house: Path, fact: dict[str, str], was: str) -> None:
    """By a thousand, a million; per cents by a hundred."""
    (found,) = _told(house, fact, was)
    assert found.startswith("the fact `f` is ")
    assert f"and was {was} in the last edition" in found


@pytest.mark.parametrize(
    ("fact", "was"),
    [
        ({"value": "2417"}, "2,360"),
        ({"value": "24170"}, "2,360"),
        ({"value": "2.41", "unit": "thousand"}, "2,360"),
        ({"value": "2.41", "label": "people displaced, in thousands"}, "2,360"),
        ({"value": "3100000"}, "3.0 million"),
        ({"value": "3", "unit": "%"}, "24%"),
        ({"value": "1.5"}, "1.485"),
        ({"value": "1", "show": "1.1 billion dollars"}, "1.4 trillion won"),
        ({"value": "242", "show": "242 million dollars"}, "186 million dollars"),
        ({"value": "242000000", "show": "242 million dollars"}, "186 million dollars"),
        ({"value": "242", "show": "a few hundred"}, "186 million dollars"),
        ({"value": "1485"}, "1,485"),
        ({"value": "2417"}, "more than two thousand"),
        ({"value": "2417"}, ""),
    ],
)
def test_a_fact_that_says_its_unit_is_none(house: Path, fact: dict[str, str], was: str) -> None:
    """The unit, or the label, has changed with it; or it has grown."""
    assert not _told(house, fact, was)


@pytest.mark.parametrize(
    ("csv", "caption", "is_told"),
    [
        (CSV.replace("41200", "41.9").replace("52800", "53.1").replace("61000", "60.2"), "C", True),
        (CSV.replace("41200", "41.9").replace("52800", "53.1").replace("61000", "60.2"),
         "People, in thousands", False),
        (CSV.replace("24%", "0.24%").replace("26%", "0.26%").replace("25%", "0.25%"), "C", True),
        (CSV.replace("41200", "41.2"), "C", False),
        (CSV.replace("41200", "43000"), "C", False),
        (CSV.replace("people", "people (thousands)").replace("41200", "41.2")
         .replace("52800", "52.8").replace("61000", "61"), "C", False),
    ],
)  # fmt: skip
def test_a_column_that_jumped_is_told(house: Path, csv: str, caption: str, is_told: bool) -> None:
    """As a whole, and where neither its head nor the caption says so."""
    found = _told(house, {"value": "5"}, "5", csv, caption)
    assert bool(found) is is_told
    assert all("those of the last edition" in one for one in found)
