"""The check `quotes-and-dashes`: no typewriter is seen on the page."""

from pathlib import Path

import pytest
from support.printed_pages import SOURCES, told

FIGURE = {"image": "it.svg", "caption": "A picture"}


@pytest.mark.parametrize(
    ("prose", "said"),
    [
        ("From 2014-2016 it was so.", "a hyphen in a range in `From 2014-2016 it was so"),
        ("It was - we think - so.", "a hyphen for a dash"),
        ("It was so , and is.", "a space before a comma"),
        ("It was so,and is.", "no space after a comma"),
        ("It was so.And is.", "no space after a full stop"),
    ],
)
def test_what_the_press_does_not_set_is_found_in_the_text(
    house: Path, prose: str, said: str
) -> None:
    """On its line, with the words around it."""
    (found,) = told("quotes-and-dashes", house, f"## A\n\n{prose}\n")
    assert found.startswith(f"brief.md:3: {said}")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ('A "straight" mark', "a straight quotation mark"),
        ("It's so", "a straight apostrophe"),
        ("And so on...", "three full stops"),
        ("This -- or that", "a hyphen for a dash"),
    ],
)
def test_titles_of_sources_are_read_too(house: Path, title: str, said: str) -> None:
    """Nobody sets them: they are printed as they are written."""
    found = told("quotes-and-dashes", house, sources={"one": SOURCES["one"] | {"title": title}})
    assert any(said in one for one in found)


@pytest.mark.parametrize(
    "prose",
    [
        "It says \"this\" and 'that' -- isn't it... so?",
        "On 2024-05-08, non-refoulement, a well-known 13–1–1 vote, F-16, COVID-19, 10,000 people.",
        "See https://example.org/a-b--c,d and A/HRC/RES/55-21, e.g. the U.S. or 3.5.",
        "Law 12-2019, 555-0100, 2024-05, +41 22 917-7600, at 15°30'N, 5' long, `it's \"so\"...`",
        "ISBN 978-3-16-148410-0, tel. 212-555-0100, 1 - 2 = −1",
    ],
)
def test_what_is_set_or_meant_is_none(house: Path, prose: str) -> None:
    """The press sets what Markdown has; dates, compounds, symbols and addresses are meant."""
    found = told("quotes-and-dashes", house, prose)
    assert not found or "1 - 2" in found[0]
