"""Numbers that are not final: pale bars, dashed lines and rings, with the word for them."""

import re

import pytest
from support.charts import drawn, prepare, texts
from support.houses import House

CSV = "year,A,B\n2021,30,12\n2022,34,15\n2023,33,19\n2024,39,20\n2025,41,26\n"
FLAGGED = "year,people,sign\n2021,3,\n2022,4,e\n2023,5,\n2024,6,e\n2025,7,\n"
DASHED = 'stroke-dasharray="4,3"'
EDGE = 'stroke-width="1.2"'


def spec(kind: str, at: str, y: str = "[A, B]", more: str = "") -> str:
    """A chart whose numbers *at* some places are not final."""
    return f"kind: {kind}\nx: year\ny: {y}\n{more}tentative: {{at: {at}, word: Early}}\n"


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "more", "sign"),
    [
        ("line", "", DASHED),
        ("small-multiples", "", DASHED),
        ("bars", "", EDGE),
        ("stacked", "", EDGE),
        ("share", "", EDGE),
        ("small-multiples", "marks: bars\n", EDGE),
        ("dots", "", 'stroke-width="1.6"'),
        ("area", "", EDGE),
    ],
)
def test_each_kind_shows_what_is_not_final(house: House, kind: str, more: str, sign: str) -> None:
    """The word stands above the chart, and what it means is drawn otherwise."""
    svg = drawn(house, spec(kind, "2025", more=more), CSV)
    assert "Early" in texts(svg) and sign in svg
    firm = spec(kind, "2025", more=more).partition("tentative")[0]
    assert sign not in drawn(house, firm, CSV)


@pytest.mark.long
@pytest.mark.parametrize(
    ("at", "csv", "count"),
    [
        ("2025", CSV, 2),
        ("from 2024", CSV, 4),
        ("B", CSV, 5),
        ("B from 2024", CSV, 2),
        ("[2021, A from 2025]", CSV, 3),
        ("e", FLAGGED, 2),
    ],
)
def test_rows_series_and_signs_name_it(house: House, at: str, csv: str, count: int) -> None:
    """Each bar of them has a dark edge."""
    y = "people" if csv == FLAGGED else "[A, B]"
    svg = drawn(house, spec("bars", at, y), csv)
    bars = re.findall(r'aria-roledescription="rect mark"[^>]*' + EDGE, svg)
    assert len(bars) == count


@pytest.mark.long
def test_days_are_named_as_they_are_typed_or_as_yaml_has_them(house: House) -> None:
    """A file may have 15/12/2025."""
    csv = "day,people\n08/12/2025,3\n15/12/2025,4\n22/12/2025,5\n"
    for at in ("15/12/2025", "2025-12-15", "from 2025-12-15"):
        svg = drawn(house, spec("bars", at, "people").replace("x: year", "x: day"), csv)
        assert "Early" in texts(svg)


def test_what_the_chart_does_not_have_is_told(house: House) -> None:
    """With what it may have been."""
    for at in ("2052", "from 2052", "[2025, 2052]"):
        _, complaint = prepare(house, spec("line", at), CSV)
        assert "nothing in the chart is called" in complaint and "2052" in complaint


def test_who_calls_it_otherwise_is_told_its_name(house: House) -> None:
    """As `provisional:` or `forecast:`."""
    _, complaint = prepare(house, spec("line", "2025").replace("tentative", "provisional"), CSV)
    assert "did you mean `tentative`?" in complaint


def test_small_bars_over_labels_are_pale(house: House) -> None:
    """Those of the label that is named, in each small chart."""
    csv = "place,A,B\nNorth,3,4\nSouth,5,6\n"
    more = spec("small-multiples", "South", more="marks: bars\n").replace("x: year", "x: place")
    svg = drawn(house, more, csv)
    assert len(re.findall(r'aria-roledescription="rect mark"[^>]*' + EDGE, svg)) == 2


@pytest.mark.long
def test_a_slope_may_end_in_an_estimate(house: House) -> None:
    """Its lines are dashed, and end in rings."""
    csv = "year,A,B\n2014,30,12\n2024,34,15\n"
    svg = drawn(house, spec("slope", "2024"), csv)
    assert DASHED in svg and svg.count('fill="#ffffff"') >= 2 and "Early" in texts(svg)
