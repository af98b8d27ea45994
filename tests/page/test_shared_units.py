"""The unit that all amounts of a column share stands once, in its head."""

import re

import pytest
from support.houses import House

TABLE = "tables:\n  t:\n    data: d.csv\n    caption: C\n"


def cells(house: House, csv: str, more: str = "") -> list[str]:
    """The heads and cells of a table of *csv*; hard spaces are spaces."""
    house.put("d.csv", csv)
    page = house.html(TABLE + more, "{{ tables.t }}\n").partition("<thead>")[2]
    found = re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", page.partition("</table>")[0])
    return [re.sub(r"[\u00a0\u202f]", " ", one) for one in found]


def test_a_unit_of_all_amounts_stands_in_the_head(house: House) -> None:
    """Each cell has its number alone; one below zero keeps its sign, and a dash stays a dash."""
    csv = 'Head,2025,2026\nRoads,"$512 m",3\nSchools,"-$4 m",5\nPorts,–,6\nCourts,"$1,148 m",7\n'
    assert cells(house, csv) == [
        "Head", '2025<br><span class="unit"> $ m</span>', "2026",
        "Roads", "512", "3", "Schools", "−4", "5", "Ports", "–", "6", "Courts", "1,148", "7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "amounts", [["$5", "$6"], ["$5", "€6", "$7"], ["$5 m", "$6 bn", "$7 m"], ["5", "6", "7"]]
)
def test_a_unit_that_not_all_share_stays(house: House, amounts: list[str]) -> None:
    """So does that of two amounts, which need no head to say it."""
    csv = "Head,Cost\n" + "".join(f"R{n},{one}\n" for n, one in enumerate(amounts))
    head, *found = cells(house, csv)[1::2]
    assert head == "Cost" and found == amounts


def test_a_head_that_says_the_unit_says_it_once(house: House) -> None:
    """Its author has written it there."""
    csv = "Head,Cost in $\nA,$5\nB,$6\nC,$7\n"
    assert cells(house, csv)[1::2] == ["Cost in $", "5", "6", "7"]


def test_a_head_in_whose_words_the_unit_is_hidden_does_not_say_it(house: House) -> None:
    """`m` is a letter of `from`; in `Cost in $ m` it is the unit, whatever space is before it."""
    csv = "Head,Way from camp\nA,5 m\nB,6 m\nC,7 m\n"
    head, *found = cells(house, csv)[1::2]
    assert head == 'Way from camp<br><span class="unit"> m</span>'
    assert found == ["5", "6", "7"]
    csv = "Head,Cost in $ m\nA,$5 m\nB,$6 m\nC,$7 m\n"
    assert cells(house, csv)[1::2] == ["Cost in $ m", "5", "6", "7"]
