"""The check `wrong-total`: a row Total that the rows above it do not add up to."""

from pathlib import Path

import pytest
from support.printed_pages import told

TABLE = {"t": {"data": "c.csv", "caption": "People by place"}}


def _told(house: Path, csv: str, **fields: object) -> list[str]:
    table = {"t": TABLE["t"] | fields}
    found = told("wrong-total", house, "{{ tables.t }}", {"c.csv": csv.encode()}, tables=table)
    return [one.partition(": ")[2] for one in found]


@pytest.mark.parametrize(
    ("csv", "said"),
    [
        ("Place,People\nA,120\nB,80\nC,50\nTotal,260\n",
         "`Total` under `People` is 260, and the rows above it add up to 250"),
        ("Place,People\nA,120\nB,80\nC,50\nTOTAL:,520\n",  # two digits swapped
         "`TOTAL:` under `People` is 520, and the rows above it add up to 250"),
        ("Ort,Personen\nA,1.200.000\nB,3.450.000\nGesamt,5.650.000\n",
         "`Gesamt` under `Personen` is 5.650.000, and the rows above it add up to 4.650.000"),
        ("Région;Montant (M€)\nNord;1,5\nSud;2,4\nTotal général;4,9\n",
         "`Total général` under `Montant (M€)` is 4,9, and the rows above it add up to 3,9"),
        ("Регион,Люди\nСевер,120\nЮг,80\nИтого,210\n",
         "`Итого` under `Люди` is 210, and the rows above it add up to 200"),
        ("المنطقة,الناس\nأ,120\nب,80\nالمجموع,210\n",
         "`المجموع` under `الناس` is 210, and the rows above it add up to 200"),
        ("What,Share\nA,45%\nB,30%\nC,20%\nTotal,100%\n",
         "`Total` under `Share` is 100%, and the rows above it add up to 95"),
        ("Place,People\nA,120\nB,80\nC,50\nTotal,200\n",  # a row was added since
         "`Total` under `People` is 200, and the rows above it add up to 250"),
        ("Place,2023,2024\nA,10,1\nB,20,2\nTotal,30,9\n",  # the other column is right
         "`Total` under `2024` is 9, and the rows above it add up to 3"),
        ("Place,People\nNorth,\nA,5\nB,6\nSubtotal,11\nSouth,\nC,7\nD,8\nSubtotal,17\nTotal,26\n",
         None),
        ("Year,Men,Women,Total\n2021,5,6,11\n2022,6,7,13\n2023,7,8,51\n",
         "`Total` of `2023` is 51, and the cells before it add up to 15"),
    ],
)  # fmt: skip
def test_a_total_that_is_no_sum_is_told(house: Path, csv: str, said: str | None) -> None:
    """A file may be in any language; both numbers are told."""
    assert _told(house, csv)[:1] == ([said] if said else [])


@pytest.mark.parametrize(
    "csv",
    [
        "Place,People\nA,120\nB,80\nTotal,200\n",
        "Place,Share (%)\nA,33.3\nB,33.3\nC,33.3\nTotal,100\n",
        "Place,Share\nA,12%\nB,40%\nTotal,31%\n",  # of another base
        "Place,Mean age\nA,31\nB,45\nTotal,38\n",
        "Place,People (m)\nA,1.2\nB,2.3\nC,0.4\nTotal,4\n",
        "Place,People in need (thousands)\nA,12\nB,23\nC,4\nTotal,40\n",
        "Place,People\nA,1200\nB,3400\nC,2300\nTotal,7000\n",
        "Sector,People\nHealth,510\nFood,820\nWater,630\nTotal,1110\n",  # some are in two
        "Sector,People,Partners\nHealth,500,12\nFood,800,15\nWater,600,10\nTotal,1900,28\n",
        "Place,People\nA,5\nB,6\nSubtotal,11\nC,7\nSubtotal,7\nTotal,18\n",
        "Place,People\nA,50\nof which children,20\nB,30\nTotal,80\n",
        "Place,People\nA,50\n– children,20\nB,30\nTotal,80\n",
        "Place,People\nA,50\nB,n/a\nTotal,80\n",
        "Place,People\nA,50\nB,\nTotal,80\n",
        "Place,People\nA,50\nB,–\nC,30\nTotal,80\n",
        "Place,People\nA,50\nB,30\nTotal*,70\n",
        "What,Number\nArea,300\nHouseholds,500\nTotal population,820\n",
        "Year,People\n2021,50\n2022,30\nTotal,80\n",
        "Place,Balance\nA,10\nB,-4\nTotal,6\n",
    ],
)
def test_a_total_that_may_be_right_is_not(house: Path, csv: str) -> None:
    """Rounded numbers, means, parts of parts, what is not known, and people who count twice."""
    assert not _told(house, csv)


def test_a_note_that_explains_it_ends_it(house: Path) -> None:
    """In any language of the house."""
    csv = "Place,People\nA,120\nB,80\nTotal,190\n"
    assert _told(house, csv)
    assert not _told(house, csv, note="People may be counted in several places.")
    assert not _told(house, csv, note="Les totaux sont arrondis.")


def test_tables_that_are_typed_are_added_up_as_well(house: Path) -> None:
    """In brief.yaml, with facts, and in brief.md, each on its line."""
    rows = [["A", "1,200"], ["B", "{{ facts.f }}"], ["Total", "1,700"]]
    table = {"t": {"columns": ["Place", "People"], "rows": rows, "caption": "c"}}
    facts = {"f": {"value": "400", "source": "one"}}
    (found,) = told("wrong-total", house, "{{ tables.t }}", tables=table, facts=facts)
    assert found.endswith("is 1,700, and the rows above it add up to 1,600")
    prose = (
        "One.\n\n| Place | People |\n|---|---|\n| A | 12 |\n| B | 15 |\n| **Total** | **28** |\n"
    )
    (found,) = told("wrong-total", house, prose)
    assert found.startswith("brief.md:7: ")
    assert found.endswith("is 28, and the rows above it add up to 27")
