"""Tests of strips.py: what would stand alone beside the text is set in a row over the page."""

import pytest
from support.houses import House
from support.printed import words

DATES = "".join(f"  - {{date: {2014 + n}, event: It happens.}}\n" for n in range(11))
FACTS = "facts:\n" + "".join(f"  f{n}: {{value: {n + 2}, label: of}}\n" for n in range(5))
FOUR = FACTS.partition("  f4")[0]
MESSAGES = "key_messages: [It rains.]\n"
TEXT, LONG = (f"{words(number)}\n\n" for number in (40, 400))


def _is_across(house: House, kind: str, fields: str, prose: str) -> bool:
    return f'class="beside across {kind}"' in house.html(fields, prose)


@pytest.mark.parametrize(
    ("number", "before", "behind", "is_across"),
    [
        (5, LONG, TEXT, True),
        (6, LONG, TEXT, False),
        (2, LONG, TEXT, False),
        (5, LONG, LONG, False),
        (5, TEXT, TEXT, False),
    ],
    ids=["few dates", "many", "two", "long text beside them", "key messages near"],
)
def test_a_few_dates_stand_in_a_row(
    house: House, number: int, before: str, behind: str, is_across: bool
) -> None:
    """Where too little text follows to stand beside them, and nothing else stands there."""
    dates = "timeline:\n" + "".join(DATES.splitlines(keepends=True)[:number])
    prose = f"{before}{{{{ timeline }}}}\n\n{behind}"
    assert _is_across(house, "timeline", MESSAGES + dates, prose) == is_across


def test_a_date_that_says_much_keeps_its_column(house: House) -> None:
    """One of five columns is too narrow for it."""
    long = f"timeline:\n{DATES.replace('It happens', 'It ' + 24 * 'goes ' + 'on', 1)}"
    prose = f"{LONG}{{{{ timeline }}}}\n\n{TEXT}"
    assert not _is_across(house, "timeline", "".join(long.splitlines(keepends=True)[:5]), prose)


@pytest.mark.parametrize(
    ("fields", "is_across"),
    [(FACTS, False), (FOUR, True), (MESSAGES + FOUR, False)],
    ids=["five", "four alone", "below key messages"],
)  # fmt: skip
def test_big_figures_stand_in_a_row_where_nothing_else_stands_beside_the_text(
    house: House, fields: str, is_across: bool
) -> None:
    """As in a statement, which has no key messages."""
    assert _is_across(house, "facts", fields, f"{{{{ facts }}}}\n\n{LONG}") == is_across


@pytest.mark.long
def test_dates_of_a_situation_report_stand_in_a_row(house: House) -> None:
    """Its key messages and big figures do as well: nothing stands beside its text."""
    dates = f"template: sitrep\n{MESSAGES}timeline:\n{DATES.partition('  - {date: 2023')[0]}"
    assert _is_across(house, "timeline", dates, f"{TEXT}{{{{ timeline }}}}\n\n{LONG}")
