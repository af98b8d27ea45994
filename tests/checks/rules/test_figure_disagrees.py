"""The check `figure-disagrees`: prose that names a figure says what stands there."""

from pathlib import Path

import pytest
from support.printed_pages import told

CSV = "month,people\n2024-01,9800\n2024-02,11300\n2024-03,12400\n"
YEARS = "year,people\n2022,9800\n2023,11300\n2024,12400\n"
CHART = {"kind": "bars", "x": "month", "y": "people"}
FIGURE = {"chart": CHART, "data": "c.csv", "caption": "People displaced", "alt": "Bars that rise."}


def _told(house: Path, sentence: str, csv: str = CSV, **fields: object) -> list[str]:
    chart = {**CHART, "x": csv.partition(",")[0]}
    figure = {**FIGURE, "chart": chart}
    prose = f"{sentence}\n\n{{{{ figures.f }}}}\n"
    said = {"figures": {"f": figure}} | fields
    return told("figure-disagrees", house, prose, {"c.csv": csv.encode()}, **said)


@pytest.mark.parametrize(
    ("sentence", "csv"),
    [
        ("In March, 14,200 people were displaced ({{ figures.f.ref }}).", CSV),
        ("By then 14,200 people (figure 1) had left.", CSV),
        ("In 2024 there were 13,700 displaced people ({{ figures.f.ref }}).", YEARS),
    ],
)
def test_another_number_than_in_the_figure_is_told(house: Path, sentence: str, csv: str) -> None:
    """A slip beside its name; or, with the year of a row, any number that counts the same."""
    (found,) = _told(house, sentence, csv)
    assert found.startswith("brief.md:1: the text says 1")
    assert "`c.csv` has 12400 in the row `2024" in found


@pytest.mark.parametrize(
    "sentence",
    [
        "In March, 12,400 people were displaced (figure 1).",
        "About 12,000 people were displaced in March (figure 1).",
        "Some 2,600 people more than in January were displaced (figure 1).",
        "In all, 33,500 people were displaced (figure 1).",
        "The camp has 14,200 tents (figure 1).",
        "In March, 14,200 people were displaced.",
        "Of 14,200 people expected in 2024, 12,400 people came (figure 1).",
        "The neighbours took in 14,200 people (figure 1 of the report; table 2).",
        "In 2024 about 30,000 people were in need; those displaced are in figure 1.",
    ],
)
def test_what_the_figure_has_or_does_not_count_is_none(house: Path, sentence: str) -> None:
    """Rounded, a difference or a sum; another thing; a sentence that names no figure."""
    if "of the report" in sentence:
        sentence = sentence.replace("(figure 1 of the report; table 2)", "(figure 12)")
    assert not _told(house, sentence, YEARS if "2024" in sentence else CSV)


def test_a_fact_is_none(house: Path) -> None:
    """It is compared by fact-disagrees."""
    facts = {"f": {"value": "14200", "source": "one"}}
    assert not _told(house, "By then {{ facts.f }} people (figure 1) had left.", facts=facts)
