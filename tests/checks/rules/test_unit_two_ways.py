"""The check `unit-two-ways`: a unit is written in one way in the running text."""

from pathlib import Path

import pytest
from support.printed_pages import told


@pytest.mark.parametrize(
    ("prose", "said"),
    [
        ("They came 50km. They went 120 km and 90 km.", "`50km` is written in one way"),
        ("It is 11% or 18%.\n\nIt is 25 per cent.", "3: `25 per cent` is written in one way"),
        ("US$1.4 million and US$5.\n\nThen $319.", "3: `$319` is written in one way"),
        ("Of 1.4bn.\n\nOf 2 billion and 3 billion.", "1: `1.4bn` is written in one way"),
        ("On 6 May 2024 and 7 May 2024.\n\nOn 6.11.2025.", "3: `6.11.2025` is written in one way"),
        ("It is 95%, 12 % and 14 %.", "1: `95%` is written in one way"),
        ("Of US$5, and US$ 7.", "`US$ 7` is written in one way"),
        ("It is 11%.\n\nIt is 25 per cent.", "3: `25 per cent` is written in one way"),
    ],
)
def test_a_second_way_is_told_once(house: Path, prose: str, said: str) -> None:
    """The rarer of the two, and the later of as many."""
    (found,) = told("unit-two-ways", house, prose)
    assert said in found


@pytest.mark.parametrize(
    "prose",
    [
        "They came 50 km, and 120 km; 11% and 18%; US$1.4 million and US$5.",
        "It is 25 per cent.\n\n| Share |\n| --- |\n| 11% |\n",
        "Of cases (11 %), 25 per cent.",
        "A$5 and US$7; 5 m high; 3 million people.",
        "On 6.11.2025 and 7.11.2025, in May 2024, rule 3.11.20.",
    ],
)
def test_one_way_is_none(house: Path, prose: str) -> None:
    """Brackets and a table may have signs, and another currency is one."""
    assert not told("unit-two-ways", house, prose)


def test_the_dollar_of_a_country_stands_beside_that_of_america(house: Path) -> None:
    """`$` is a peso in Colombia."""
    prose = "Cuesta $12.000, o US$ 3."
    assert not told("unit-two-ways", house, prose, language="es-CO")
    assert told("unit-two-ways", house, prose, language="es")


def test_the_sign_of_a_year_stands_apart_from_it(house: Path) -> None:
    """As everywhere else in the text."""
    (found,) = told(
        "unit-two-ways", house, "В 2018 г., в 2019 г. и 2023г. они ушли.", language="ru"
    )
    assert "`2023г.` is written in one way" in found
