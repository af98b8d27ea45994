"""Tests of tables.py: a total is told from what it adds up, and zeros do not hide numbers."""

import re

import pytest
from support.houses import House

ROWS = "Tarn,12,15 Mar 2025\nSarn,0,16 Mar 2025\nVenn,8,17 Mar 2025\n"


def _print(house: House, csv: str) -> str:
    house.put("d.csv", csv)
    return house.html("tables:\n  t:\n    data: d.csv\n    caption: C\n", "{{ tables.t }}\n")


@pytest.mark.parametrize(("last", "is_total"), [("All,20,", True), ("Dale,21,", False)])
def test_a_row_that_adds_up_the_others_is_a_total(house: House, last: str, is_total: bool) -> None:
    """Whatever it is called; one that is greater than all others is none."""
    html = _print(house, f"Town,Cases,Since\n{ROWS}{last}\n")
    assert ('<tr class="total">' in html) == is_total


def test_two_numbers_have_no_total(house: House) -> None:
    """They add up to a third by chance."""
    assert "total" not in _print(house, "Town,Cases\nTarn,12\nSarn,8\nVenn,20\n")


@pytest.mark.parametrize(("count", "are_pale"), [(12, True), (2, False)])
def test_many_zeros_are_paler(house: House, count: int, are_pale: bool) -> None:
    """A few are as dark as the other numbers."""
    zeros = "".join(f"Town {n},0\n" for n in range(count))
    html = _print(house, f"Town,Cases\n{zeros}Tarn,7\nSarn,10\n")
    assert html.count('class="number zero"') == count * are_pale


def test_a_date_in_a_cell_stays_in_one_line(house: House) -> None:
    """A column of words has room for it."""
    assert "<td>15\u00a0Mar\u00a02025</td>" in _print(house, f"Town,Cases,Since\n{ROWS}")


def test_hours_tell_cells_of_one_day_apart(house: House) -> None:
    """Where each day stands once, its hour is left out."""
    html = _print(house, "Time,Cases\n2025-03-15 13:00:00,1\n2025-03-15 14:30:00,2\n")
    assert "15\u00a0Mar\u00a02025,\u00a014:30<" in html
    html = _print(house, "Time,Cases\n2025-03-15 13:00:00,1\n2025-03-16 14:30:00,2\n")
    assert "14:30" not in html


def test_a_minus_that_follows_its_number_stands_before_it(house: House) -> None:
    """As programs of accounts write it."""
    html = _print(house, "Town,Cases\nTarn,980-\nSarn,12\n")
    assert ">−980<" in html


@pytest.mark.parametrize(
    ("head", "cells", "written"),
    [
        ("Last drill", ("2024", "–", "2022", "2025"), "2024"),
        ("Last drill", ("۲۰۲۴", "–", "۲۰۲۲", "۲۰۲۵"), "۲۰۲۴"),
        ("Cases", ("2024", "–", "1822", "2025"), "2,024"),
        ("Cost (USD)", ("2024", "–", "2022", "2025"), "2,024"),
    ],
)
def test_what_may_all_be_years_of_these_decades_is_not_divided(
    house: House, head: str, cells: tuple[str, ...], written: str
) -> None:
    """Unless its head says what is counted; 1822 is no year of theirs."""
    rows = "".join(f"Town {n},{cell}\n" for n, cell in enumerate(cells))
    assert f">{written}<" in _print(house, f"Town,{head}\n{rows}")


def test_about_so_many_stands_under_numbers(house: House) -> None:
    """To the right, as the numbers that are exact."""
    html = _print(house, 'Town,People\nTarn,"14,200"\nSarn,"about 5,000"\n')
    assert html.count('<td class="number">') == 2


@pytest.mark.long
def test_numbers_of_a_written_table_are_divided_alike(house: House) -> None:
    """With a citation behind one of them, which stays."""
    yaml = (
        "tables:\n  t:\n    caption: c\n    columns: [Who, How many]\n"
        "    rows: [[A, 1234567], [B, '345,678'], [C, '98765[@a]']]\n"
        "sources: {a: {type: report, title: A, issued: 2024}}\n"
    )
    page, _ = house.page(yaml, "{{ tables.t }}\n")
    assert page is not None
    assert ">1,234,567<" in page.text
    assert ">98,765" in page.text


@pytest.mark.parametrize(
    ("head", "cells", "printed"),
    [
        ("People", [1200, 1450, 54000], ["1,200", "1,450", "54,000"]),
        ("People", [1200, 1450, "–"], ["1,200", "1,450", "–"]),
        ("Year", [2019, 2020, 2024], ["2019", "2020", "2024"]),
        ("When", [2019, 2020, 2021], ["2019", "2020", "2021"]),
        ("Code", [10115, 10117, 20095], ["10115", "10117", "20095"]),
        ("Office", ["01067", 10117, 20095], ["01067", "10117", "20095"]),
        ("What", [12000, "see note", 7], ["12,000", "see note", "7"]),
    ],
)
def test_numbers_of_a_written_table_are_divided_as_those_of_a_file(
    house: House, head: str, cells: list[int | str], printed: list[str]
) -> None:
    """Into thousands, but for years and codes: one guess for both."""
    house.put("d.csv", f"Who,{head}\n" + "".join(f"A,{cell}\n" for cell in cells))
    rows = [["A", cell if isinstance(cell, int) else f"'{cell}'"] for cell in cells]
    written = f"[{', '.join(f'[{one}, {other}]' for one, other in rows)}]"
    yaml = f"tables:\n  t: {{caption: c, columns: [Who, {head}], rows: {written}}}\n"
    page, _ = house.page(
        yaml + "  d: {caption: c, data: d.csv}\n", "{{ tables.t }}\n\n{{ tables.d }}"
    )
    assert page is not None
    bodies = re.findall("<tbody>.*?</tbody>", page.text, re.DOTALL)
    found = [re.findall(r"<td[^>]*>([^<]*)</td>", body)[1::2] for body in bodies]
    assert found == [printed, printed]


def test_what_may_be_years_in_a_written_table_stays(house: House) -> None:
    """Under a head that does not say so; a file says it by its head."""
    yaml = "tables:\n  t: {caption: c, columns: [Gauge, Opened], rows: [[A, 1930], [B, 1958]]}\n"
    assert ">1958<" in house.html(yaml, "{{ tables.t }}\n")
    for head in ("People", "Cost (USD)", "Aid (tonnes)"):
        assert ">1,958<" in house.html(yaml.replace("Opened", head), "{{ tables.t }}\n")


@pytest.mark.long
@pytest.mark.parametrize(
    ("tag", "label"),
    [
        *(("es", "Total general"), ("fr", "Ensemble"), ("pt", "Total (%)"), ("ru", "Всего:")),
        *(("ar", "المجموع"), ("zh", "合计"), ("ko", "합계"), ("en", "TOTAL")),
    ],
)
def test_a_row_that_calls_itself_a_total_is_set_apart(house: House, tag: str, label: str) -> None:
    """In a table of a file, of rows and of the prose; `Totalitarian` is none."""
    house.put("d.csv", f"who,n\nA,5\n{label},9\n")
    page = house.html(
        f"language: {tag}\ntables:\n  t: {{data: d.csv, caption: C}}\n"
        f"  u: {{caption: C, columns: [a, b], rows: [[A, 5], ['{label}', 9]]}}\n"
        "  v: {caption: C, columns: [a, b], rows: [[A, 5], [Totalitarian, 9]]}\n",
        "{{ tables.t }}\n\n{{ tables.u }}\n\n{{ tables.v }}\n\n"
        f"| a | b |\n| --- | --- |\n| A | 5 |\n| {label} | 9 |\n",
    )
    assert page.count('<tr class="total">') == 3


@pytest.mark.parametrize(
    ("towns", "classes"),
    [
        ("AAABBC", ["goes-on", "again goes-on kept", "again kept", "goes-on", "again kept", ""]),
        ("AABBAA", [""] * 6),
        ("ABCDEE", [""] * 6),
        ("AAAAAA", [""] * 6),
        ("AABB", [""] * 4),
        ("111222", [""] * 6),
    ],
    ids=["groups", "one in two places", "single rows", "one group", "few rows", "numbers"],
)
def test_the_name_of_a_group_of_rows_is_marked(
    house: House, towns: str, classes: list[str]
) -> None:
    """Where the rows of each stand together; of numbers each says something of its own."""
    html = _print(house, "Town,Cases\n" + "".join(f"{one},{n}\n" for n, one in enumerate(towns)))
    cells = re.findall(r"<tr[^>]*>\s*<td(?: class=\"([^\"]*)\")?>", html)
    assert [one.replace("number", "") for one in cells] == classes


@pytest.mark.parametrize(
    ("language", "written"),
    [("es", "12,5\u00a0%"), ("fr", "12,5\u00a0%"), ("en", "12.5%"), ("pt", "12,5%")],
)
def test_per_cents_of_a_file_are_written_as_the_language_does(
    house: House, language: str, written: str
) -> None:
    """Their sign stands behind a space, or behind none, however the file has it."""
    house.put("d.csv", "Town,Share\nTarn,12.5%\nSarn,8 %\nVenn,-5%\n")
    yaml = f"language: {language}\ntables:\n  t:\n    data: d.csv\n    caption: C\n"
    html = house.html(yaml, "{{ tables.t }}\n")
    assert f">{written}<" in html
    assert f">{written.replace('12,5', '8').replace('12.5', '8')}<" in html
    assert "−5" in html
