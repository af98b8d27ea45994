"""Columns are typed once: from all of their cells, and from those beside them."""

import pytest
from support.cells import read

from briefpress.model.cells import group_alike


def typed(cells: str, head: str = "it", divider: str = "|") -> tuple[str, list[str], list[str]]:
    """Read *cells*, divided by `;`, as a column: its kind, its values, what could not be read."""
    lines = [f"{head}{divider}name", *(f"{cell.strip()}{divider}x" for cell in cells.split(" ; "))]
    column = read("\n".join(lines) + "\n")[0].columns[0]
    values = ["" if value is None else str(value) for value in column.values]
    return column.kind, values, [column.texts[fault.row] for fault in column.faults]


NUMBERS = [
    ("120 ; -3 ; 0", "120.0 -3.0 0.0"),
    ("1,200 ; 980 ; 12,000", "1200.0 980.0 12000.0"),
    ("\u200e1,200 ; \u200f980\u200b ; 12,000\u061c", "1200.0 980.0 12000.0"),
    ("7 ; *** ; --- ; brak ; yok ; không có ; tidak ada ; نامشخص ; ندارد", "7.0" + " " * 8),
    ("1.200,- ; 3.400,–", "1200.0 3400.0"),
    ("１，２３４ ; ５", "1234.0 5.0"),
    ("1,200.5 ; 3", "1200.5 3.0"),
    ("1.200,5 ; 3", "1200.5 3.0"),
    ("1.200 ; 3,5", "1200.0 3.5"),
    ("1,200 ; 3.5", "1200.0 3.5"),
    ("1.200.300 ; 1.200", "1200300.0 1200.0"),
    ("1,200,300 ; 1,200", "1200300.0 1200.0"),
    ("0,125 ; 1,250", "0.125 1.25"),
    ("1234,567 ; 1,250", "1234.567 1.25"),
    ("1 200 ; 12 000,5", "1200.0 12000.5"),
    ("1\u00a0200 ; 12\u202f000 ; 1\u2009000\u2009000", "1200.0 12000.0 1000000.0"),
    ("1'200 ; 12’000.50", "1200.0 12000.5"),
    ("12,34,567 ; 1,00,000", "1234567.0 100000.0"),
    ("١٬٢٣٤ ; ٥٦٫٧ ; ٨", "1234.0 56.7 8.0"),
    ("๑๒ ; ๓๔", "12.0 34.0"),
    ("१२,३४,५६७ ; ２３", "1234567.0 23.0"),
    ("(1,200) ; 300 ; ( 5 )", "-1200.0 300.0 -5.0"),
    ("\u22123 ; –4 ; -5 ; 6-", "-3.0 -4.0 -5.0 -6.0"),
    ("+3 ; +4.5", "3.0 4.5"),
    (".5 ; 1.25", "0.5 1.25"),
    ("0.30000000000000004 ; 1.5", "0.30000000000000004 1.5"),
    ("1.10 ; 2.20", "1.1 2.2"),
    ("1650 ; 1600 ; 1510", "1650.0 1600.0 1510.0"),
    ("1650 ; 1820", "1650.0 1820.0"),
    ("1.2 ; : c ; :z ; : ; n. a. ; n.s. ; s/i ; غ.م.", "1.2" + " " * 7),
    ("5 ; n/a ; – ; .. ; — ; … ;  ; N.A. ; k. A. ; NaN ; #N/A", "5.0 " + " " * 9),
]


@pytest.mark.parametrize(("cells", "values"), NUMBERS)
def test_a_number_is_read_as_its_column_writes_it(cells: str, values: str) -> None:
    """Thousands and decimals have the sign that the column shows; what is not known is None."""
    assert typed(cells) == ("number", values.split(" "), [])


@pytest.mark.parametrize(
    ("cells", "kind", "unit", "values"),
    [
        ("12.5% ; 3 % ; 0", "percent", "%", "12.5 3.0 0.0"),
        ("12,5 % ; -3 %", "percent", "%", "12.5 -3.0"),
        ("$1,650 ; $980", "money", "$", "1650.0 980.0"),
        ("US$ 5 ; 7", "money", "US$", "5.0 7.0"),
        ("(3.5)% ; 4.0%", "percent", "%", "-3.5 4.0"),
        ("CHF 1’200.50 ; CHF 300.– ; CHF 20.--", "money", "CHF", "1200.5 300.0 20.0"),
        ("1 200 руб. ; 300 руб.", "money", "руб.", "1200.0 300.0"),
        ("5 € ; 1.650,50 €", "money", "€", "5.0 1650.5"),
        ("%12,5 ; -%3,25", "percent", "%", "12.5 -3.25"),
        ("٪١٢ ; ١٣٪", "percent", "%", "12.0 13.0"),
        ("12 ‰ ; 3.5‰", "money", "‰", "12.0 3.5"),
        ("1,200円 ; 300円", "money", "円", "1200.0 300.0"),
        ("KSh 1,200 ; KSh 300", "money", "KSh", "1200.0 300.0"),
        ("1.200.000đ ; 3.000đ", "money", "đ", "1200000.0 3000.0"),
        ("۱٬۲۰۰ تومان ; ۳۰۰ تومان", "money", "تومان", "1200.0 300.0"),
        ("1.200,50 TL ; 3 TL", "money", "TL", "1200.5 3.0"),
        ("EUR 5 ; EUR 6", "money", "EUR", "5.0 6.0"),
        ("5 CHF ; 1’650 CHF", "money", "CHF", "5.0 1650.0"),
        ("-$5 ; $-6 ; ($7) ; −£8", "money", "$", "-5.0 -6.0 -7.0 "),
        ("$(1,200) ; $ (5.5) ; $6", "money", "$", "-1200.0 -5.5 6.0"),
        ("₹12,34,567 ; ₹5", "money", "₹", "1234567.0 5.0"),
    ],
)
def test_a_unit_is_known(cells: str, kind: str, unit: str, values: str) -> None:
    """Per cents and currencies before and behind; another currency cannot be read."""
    text = "it|x\n" + "".join(f"{cell}|x\n" for cell in cells.split(" ; "))
    column = read(text)[0].columns[0]
    assert (column.kind, column.unit) == (kind, unit)
    assert ["" if one is None else str(one) for one in column.values] == values.split(" ")


LABELS = [
    "Under 5 ; 5–17 ; 60+", "0-4 ; 5-9 ; 10-14", "Week 9 ; Week 10", "Camp 4 ; Camp 12",
    "Jan-24 ; Feb-24", "A/RES/77/1 ; S/2024/12 ; A/HRC/55/63", "+41 22 917 90 00 ; +1 212 963 1234",
    "01001 ; 02138", "007 ; 008", "2019/20 ; 2020/21", "2019-20 ; 2020-21", "2009-10 ; 2010-11",
 "H1 2024 ; H2 2024", "Zone 3 ; 3rd", "COVID-19 ; SARS-2",
    "1325 (2000) ; 2254 (2015)",
    "12345678901234567890 ; 12345678901234567891", "about 60 ; 500+ ; 80", "10.1.2.3 ; 10.1.2.4",
    "M5.8 ; M6.1", "3–4 ; 5–6", "> 5 ; < 3", "G20 ; G7", "1 of 3 ; 2 of 3", "12:30 ; 14:00",
    "1403/01/05 ; 1403/02/31", "05/01/2567 ; 19/01/2567",
    "2017 ; 2021 ; 2025 (polls)", "2022 ; 2023 ; 2024*", "2023 ; 2024 ; 2025e",
]  # fmt: skip


@pytest.mark.parametrize("cells", LABELS)
def test_a_label_that_holds_a_number_is_a_label(cells: str) -> None:
    """Ages, weeks, camps, symbols, telephone numbers, codes with leading zeros count nothing."""
    assert typed(cells) == ("label", cells.split(" ; "), [])


@pytest.mark.parametrize(
    ("head", "cells", "kind"),
    [
        ("x", "2019 ; 2020 ; 2021", "year"),
        ("x", "2021 ; 2020 ; 2019", "year"),
        ("x", "2019 ; 2020 ; 2019 ; 2020", "year"),
        ("Year", "2000 ; 2010", "year"),
        ("Fiscal year", "2024", "year"),
        ("Année", "1990 ; 2024 ; n/a", "year"),
        ("Berichtsjahr", "1990 ; 2024", "year"),
        ("Год", "1990 ; 2024", "year"),
        ("السنة", "١٩٩٠ ; ٢٠٢٤", "year"),
        ("年份", "1990 ; 2024", "year"),
        ("年均人数", "1990 ; 2024", "number"),
        ("연도", "1990 ; 2024", "year"),
        ("سال", "۱۳۹۰ ; ۱۴۰۳", "year"),
        ("Semestre", "2024-1 ; 2024-2 ; 2025-1", "label"),
        ("Halbjahr", "1/2024 ; 2/2024", "label"),
        ("Semestre", "2024-1 ; 2024-3", "date"),
        ("Half of the cases", "01/2024 ; 03/2024", "date"),
        ("Rok", "1990 ; 2024", "year"),
        ("Target date", "2030 ; 2050", "year"),
        ("Arrivals by date", "1650 ; 1820", "number"),
        ("Year", "1990.0 ; 2024.0", "year"),
        ("Year", "2019 ; 2020 ; 2021 ; Total", "year"),
        ("People", "2019 ; 2020 ; 2021 ; Total", "number"),
        ("TIME_PERIOD", "1990 ; 2024", "year"),
        ("People", "1650 ; 1820", "number"),
        ("People per year", "1650 ; 1820", "number"),
        ("Founded", "1950 ; 1985", "year"),
        ("Ratificación", "1950 ; 1985", "year"),
        ("批准", "1950 ; 1985", "year"),
        ("Children adopted", "1950 ; 1985", "number"),
        ("Adopted", "1950 ; 2985", "number"),
        ("Year", "1,650 ; 1,820", "number"),
        ("Année", "2 019 ; 2 020", "year"),
        ("Deaths in the year", "1,650 ; 1,820", "number"),
        ("Arrivals since 2020", "1650 ; 1820", "number"),
        ("Country code", "4 ; 408", "label"),
        ("M49", "408 ; 156", "label"),
        ("Telephone", "917900 ; 917901", "label"),
        ("Decode", "4 ; 408", "number"),
    ],
)
def test_a_year_is_what_rises_by_one_or_what_its_head_says(
    head: str, cells: str, kind: str
) -> None:
    """1650 among amounts is an amount; digits under `code` name something."""
    assert typed(cells, head)[0] == kind


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        ("2024-01-05 ; 2024/01/06", "2024-01-05 2024-01-06"),
        ("2024-01-05T00:00:00 ; 2024-01-06 12:30", "2024-01-05 2024-01-06"),
        ("05/01/2024 ; 19/01/2024", "2024-01-05 2024-01-19"),
        ("01/05/2024 ; 01/19/2024", "2024-01-05 2024-01-19"),
        ("5/1/24 ; 19/1/24", "2024-01-05 2024-01-19"),
        ("05-01-2024 ; 19-01-2024", "2024-01-05 2024-01-19"),
        ("05.01.2024 ; 06.02.2024", "2024-01-05 2024-02-06"),
        ("3. 5. 2024 ; 17. 5. 2024", "2024-05-03 2024-05-17"),
        ("05/05/2024 ; 06/06/2024", "2024-05-05 2024-06-06"),
        ("5 January 2024 ; January 6, 2024", "2024-01-05 2024-01-06"),
        ("5 Jan 2024 ; 6-Feb-24", "2024-01-05 2024-02-06"),
        ("1er février 2024 ; 2 août 2024", "2024-02-01 2024-08-02"),
        ("5. März 2024 ; 6. Dez. 2024", "2024-03-05 2024-12-06"),
        ("5 de enero de 2024 ; 6 dic 2024", "2024-01-05 2024-12-06"),
        ("5 gennaio 2024 ; 6 marca 2024", "2024-01-05 2024-03-06"),
        ("5 lutego 2024 ; 6 mei 2024", "2024-02-05 2024-05-06"),
        ("5 січня 2024 ; 6 אפריל 2024", "2024-01-05 2024-04-06"),
        ("5 Kasım 2024 ; 6 KASIM 2024 ; 7 NİSAN 2024", "2024-11-05 2024-11-06 2024-04-07"),
        ("1 травня 2024 р. ; 2 червня 2024 року", "2024-05-01 2024-06-02"),
        ("1 maja 2024 r. ; 2 czerwca 2024 roku", "2024-05-01 2024-06-02"),
        ("令和6年5月1日 ; 民國113年6月2日", "2024-05-01 2024-06-02"),
        ("Şub 2024 ; 2024m3 ; жовт. 2024", "2024-02-01 2024-03-01 2024-10-01"),
        ("1st May 2024 ; 2nd May 2024", "2024-05-01 2024-05-02"),
        ("Jan 2024 ; février 2024 ; 2024 Mar", "2024-01-01 2024-02-01 2024-03-01"),
        ("2024-01 ; 02/2024 ; 2024M03", "2024-01-01 2024-02-01 2024-03-01"),
        ("2024-M01 ; 2024-M02", "2024-01-01 2024-02-01"),
        ("2024-Jan-05 ; 2024-Feb-06", "2024-01-05 2024-02-06"),
        ("2024. 1. 5. ; 2024. 2. 6.", "2024-01-05 2024-02-06"),
        ("31/01/2024 à 14h05 ; 01/02/2024 à 9h", "2024-01-31 2024-02-01"),
        ("2024/01/31 9:12:01 AM GMT+2 ; 2024/02/01 10:12 PM", "2024-01-31 2024-02-01"),
        ("31.01.2024, 14:05 Uhr ; 01.02.2024 в 9:00", "2024-01-31 2024-02-01"),
        ("1/19/2024 12:00:00 AM ; 1/20/2024 4:05 p.m.", "2024-01-19 2024-01-20"),
        ("Friday, January 5, 2024 ; samedi 6 janvier 2024", "2024-01-05 2024-01-06"),
        ("ven. 5 janv. 2024 ; sáb. 6 ene. 2024", "2024-01-05 2024-01-06"),
        ("Machi 2024 ; Agosti 2024", "2024-03-01 2024-08-01"),
        ("5 Ιανουαρίου 2024 ; Μάρτιος 2024", "2024-01-05 2024-03-01"),
        ("5 जनवरी 2024 ; फ़रवरी 2024", "2024-01-05 2024-02-01"),
        ("ژانویه ۲۰۲۴ ; فوریه ۲۰۲۴", "2024-01-01 2024-02-01"),
        ("Tháng 3/2024 ; ngày 5 tháng 4 năm 2024", "2024-03-01 2024-04-05"),
        ("Mo., 08.01.2024 ; пн, 15.01.2024", "2024-01-08 2024-01-15"),
        ("2024년 1월 8일(월) ; 2024年1月15日（星期一）", "2024-01-08 2024-01-15"),
        ("2025-W39 ; 2025W40 ; W1 2026", "2025-09-22 2025-09-29 2025-12-29"),
        ("Week 39, 2025 ; KW 40/2025 ; semaine 1 2026", "2025-09-22 2025-09-29 2025-12-29"),
    ],
)
def test_a_date_is_read_as_its_column_writes_it(cells: str, days: str) -> None:
    """Day-first or month-first is told from all dates of the column; months in any language."""
    assert typed(cells) == ("date", days.split(), [])


@pytest.mark.parametrize(
    "cells",
    [
        "Q1 2024 ; Q2 2024", "2024-Q1 ; 2024-Q2", "2024Q1 ; 2024 Q2", "T1 2024 ; T2 2024",
        "1er trimestre 2024 ; 2e trimestre 2024", "Q1/2024 ; Q2/2024", "Q1-24 ; Q2-24",
        "1. Quartal 2024 ; 2. Quartal 2024", "1T 2024 ; 2T 2024", "1Q24 ; 2Q24",
        "2024:Q1 ; 2024.Q2", "2024年第1季度 ; 2024年第2季度", "2024K1 ; 2024kv2",
        "2024年一季度 ; 2024年第二季度", "2024년 1분기 ; 2024년 2/4분기", "2024/1Q ; 2024/2Q",
        "1.er trimestre de 2024 ; 2.º trimestre de 2024", "1. kwartał 2024 ; II kwartał 2024",
        "I kw. 2024 ; II kw. 2024", "2024 Ç1 ; 2024 Ç2", "2024年第1四半期 ; 2024年第2四半期",
        "2024 1er trimestre ; 2024 2e trimestre",
        "I trim. 2024 ; II trim. 2024", "1 кв. 2024 г. ; II квартал 2024 года",
    ],
)  # fmt: skip
def test_a_quarter_begins_on_its_first_day(cells: str) -> None:
    """Quarters of six languages, and of SDMX."""
    assert typed(cells) == ("quarter", ["2024-01-01", "2024-04-01"], [])


@pytest.mark.parametrize("cells", ["1/2024 ; 2/2024", "I/2024 ; II/2024", "2024-1 ; Q2 2024"])
def test_a_number_is_a_quarter_where_the_head_says_so(cells: str) -> None:
    """Elsewhere 1/2024 is a month."""
    for head in ("Quartal", "Trimestre", "Quarter", "Q", "Quý"):
        assert typed(cells, head) == ("quarter", ["2024-01-01", "2024-04-01"], [])
    assert typed("1/2024 ; 2/2024", "Month") == ("date", ["2024-01-01", "2024-02-01"], [])


@pytest.mark.parametrize(
    "cells",
    ["січень 2024 ; лютий 2024", "mrt 2024 ; maart 2024", "leden 2024 ; únor 2024"],
)
def test_months_of_other_languages_are_months(cells: str) -> None:
    """As they stand alone, and in short."""
    assert typed(cells)[0] == "date"


@pytest.mark.parametrize(
    "cell",
    [
        "k. A.",
        "n.v.t.",
        "bilinmiyor",
        "該当なし",
        "غير متوفرة",
        "·",
        "不详",
        "미상",
        "неизвестно",
        "unbekannt",
        "/",
    ],
)
def test_what_says_that_nothing_is_known_is_missing(cell: str) -> None:
    """In the words of the language of a file."""
    assert typed(f"12 ; {cell} ; 13") == ("number", ["12.0", "", "13.0"], [])


def test_another_column_decides_what_one_leaves_open() -> None:
    """Dates and numbers of one file are written in one way."""
    table, told = read("from;to;people;cost\n05/01/2024;13/01/2024;1.200;3,5\n")
    assert [str(column.values[0]) for column in table.columns] == [
        "2024-01-05", "2024-01-13", "1200.0", "3.5"
    ]  # fmt: skip
    assert told == ""


@pytest.mark.parametrize(
    ("cells", "lost"),
    [
        ("12 ; ~60 ; 13", ["~60"]),
        ("12 ; #REF! ; 13", ["#REF!"]),
        ("12 ; 1E+05 ; 13", ["1E+05"]),
        ("12 ; ###### ; 13", ["######"]),
        ("12 ; #WERT! ; 13", ["#WERT!"]),
        ("12 ; 13 % ; 14", ["13 %"]),
        ("05/01/2024 ; 12/01/2024 ; 06/02/2024", ["05/01/2024"]),
        ("19/01/2024 ; 01/20/2024 ; 20/01/2024", ["01/20/2024"]),
        ("2024-01-05 ; soon ; 2024-02-05", ["soon"]),
        ("Q1 2024 ; later ; Q2 2024", ["later"]),
    ],
)
def test_what_cannot_be_read_is_known_by_its_row(cells: str, lost: list[str]) -> None:
    """A cell that is not of the kind of its column has no value, and is told to who draws it."""
    assert typed(cells)[2] == lost


def test_a_number_knows_with_how_many_decimals_it_was_typed() -> None:
    """`1.10` is printed as 1.10; a sign that groups is no decimal."""
    table, _ = read('a|b|c\n1.10|1.200,5|٥٦٫٧٠\n2|1.200|١٬٢٣٤\n"1,200"|3|٣\n')
    assert [[column.decimals(row) for row in range(3)] for column in table.columns] == [
        [2, 0, 0], [1, 0, 0], [2, 0, 0]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "beside", "action"),
    [
        ("12 km", "`km` stands behind 12", "write 12, and `km` in the head of the column"),
        ("1 200 km²", "`km²` stands behind 1 200", "write 1 200, and `km²` in the head"),
        ("5,2 m", "`m` stands behind 5,2", "write 5,2, and `m` in the head"),
        ("-12 °C", "`°C` stands behind -12", "write -12, and `°C` in the head"),
        ("Tk 500", "`Tk` stands before 500", "write 500, and `Tk` in the head"),
        ("12k", "`k` stands behind 12", "write it in full: 12000"),
        ("5,2 Mio.", "`Mio.` stands behind 5,2", "write it in full: 5200000"),
        ("4,5 millones", "`millones` stands behind 4,5", "write it in full: 4500000"),
        ("3 milliers", "`milliers` stands behind 3", "write it in full: 3000"),
        ("5,2 млн", "`млн` stands behind 5,2", "write it in full: 5200000"),
        ("5,2 milyon", "`milyon` stands behind 5,2", "write it in full: 5200000"),
        ("3 tys.", "`tys.` stands behind 3", "write it in full: 3000"),
        ("約500", "`約` stands before 500", "write 500, and `約` in `note:`"),
        ("△5", "`△` stands before 5", "write -5 if it is less than nothing, and 5 if it is more"),
        ("1,204*", "`*` stands behind 1,204", "write 1,204, and what the mark says in `note:`"),
        ("1204 [3]", "`[3]` stands behind 1204", "write 1204, and what the mark says in `note:`"),
        ("35¹", "`¹` stands behind 35", "write 35, and what the mark says in `note:`"),
        ("35ᵃ", "`ᵃ` stands behind 35", "write 35, and what the mark says in `note:`"),
        ("3.5 (p)", "`(p)` stands behind 3.5", "write 3.5, and what the mark says in `note:`"),
        ("~500", "`~` stands before 500", "write 500, and `~` in `note:`"),
        ("500+", "`+` stands behind 500", "write 500, and `+` in `note:`"),
        ("más de 500", "`más de` stands before 500", "write 500, and `más de` in `note:`"),
        ("rund 5 km", "`rund` stands before 5 and `km` stands behind 5", "`unit:`, and `rund` in"),
    ],
)
def test_what_stands_beside_a_number_is_named(cell: str, beside: str, action: str) -> None:
    """A cell that is a number and something more says which part is which, and what to do."""
    (fault,) = read(f"n|x\n{cell}|x\n11|x\n7|x\n3|x\n")[0].columns[0].faults
    assert fault.message == f"`{cell}` is no number: {beside}"
    assert action in fault.hint


@pytest.mark.parametrize("cell", ["3 of 5", "10-20", "many", "(5) x", "12 a 14 b"])
def test_what_is_more_than_a_number_and_a_word_is_told_as_before(cell: str) -> None:
    """Nothing is guessed of a cell that has two numbers, or none."""
    (fault,) = read(f"n|x\n{cell}|x\n11|x\n7|x\n3|x\n")[0].columns[0].faults
    assert fault.message == f"`{cell}` is no number"


@pytest.mark.parametrize(
    "head", ["Date", "StartDate", "report_date", "Datum", "Meldedatum", "fecha", "Дата", "As of"]
)
def test_eight_digits_under_a_date_are_a_day(head: str) -> None:
    """20240105 is the fifth of January where the head says that days stand under it."""
    assert typed("20240105 ; n/a ; 20240301", head) == (
        "date", ["2024-01-05", "", "2024-03-01"], []
    )  # fmt: skip


def test_eight_digits_that_are_no_day_are_told() -> None:
    """Under a date, 20240132 is a day that the calendar lacks, for a table as well."""
    table, told = read("Date,n\n20240105,1\n20240132,2\n")
    assert table.columns[0].values[1] is None
    assert "it.csv:3: error: `20240132` is not a day of the calendar" in told


def test_a_day_that_a_spreadsheet_counts_is_told() -> None:
    """45296 under a date is said to be the fifth of January, once."""
    told = read("Date,n\n45296,1\n45300,2\n")[1]
    assert "it.csv:2: error: `45296` is how a spreadsheet counts 2024-01-05" in told
    assert "45300" not in told


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("People", "20240105 ; 20240301"),
        ("Candidates", "45000 ; 32000"),
        ("Arrivals by date", "45296 ; 45300"),
        ("Days", "45000 ; 46000"),
    ],
)
def test_what_counts_under_another_head_stays_a_number(head: str, cells: str) -> None:
    """Only a head that says so makes days of digits."""
    assert typed(cells, head)[0::2] == ("number", [])


@pytest.mark.parametrize(
    ("locale", "divider", "cells", "values"),
    [
        ("en-GB", ";", "1,234 ; 5,678 ; 12,345", "1234.0 5678.0 12345.0"),
        ("en-GB", ";", "$1,234 ; $980", "1234.0 980.0"),
        ("en-GB", ";", "(1,234) ; n/a", "-1234.0 "),
        ("en-GB", ";", "1,2 ; 12,345", "1.2 12.345"),
        ("en-GB", ";", "0,125 ; 5,678", "0.125 5.678"),
        ("en-GB", ";", "1,234,567 ; 1,234", "1234567.0 1234.0"),
        ("en-GB", ";", "12,34,567 ; 1,234", "1234567.0 1234.0"),
        ("en-GB", "\t", "1,234 ; 12,345", "1234.0 12345.0"),
        ("en-GB", "\t", "1.234 ; 12.345", "1.234 12.345"),
        ("en-GB", "|", "1,234", "1234.0"),
        ("de-DE", ";", "1,234 ; 12,345", "1.234 12.345"),
        ("de-DE", ";", "1.234 ; 12.345", "1234.0 12345.0"),
        ("de-DE", "\t", "1.234 ; 12.345", "1234.0 12345.0"),
        ("de-CH", ";", "1’234 ; 12'345.5", "1234.0 12345.5"),
        ("fr-FR", ";", "1,234 ; 12,345", "1.234 12.345"),
        ("fr-FR", ";", "1\u202f234 ; 12 345", "1234.0 12345.0"),
        ("ru-RU", "|", "1,234 ; 12,345", "1.234 12.345"),
        ("ar-EG", ";", "1,234 ; 5,678", "1234.0 5678.0"),
    ],
)
def test_a_file_and_the_language_of_its_brief_tell_thousands_from_decimals(
    locale: str, divider: str, cells: str, values: str
) -> None:
    """1,234 is a thousand in an English brief, also where a German Excel divided the cells."""
    lines = [f"n{divider}x", *(f"{cell.strip()}{divider}x" for cell in cells.split(" ; "))]
    table, problems = read("\n".join(lines) + "\n", locale)
    read_as = ["" if one is None else str(one) for one in table.columns[0].values]
    assert (read_as, problems) == (values.split(" "), "")


def test_a_comma_file_has_decimal_points_in_any_language() -> None:
    """Data of others is quoted, as "1,234", in the briefs of all."""
    for locale in ("en-GB", "es-ES", "fr-FR", "ru-RU", "de-DE"):
        table, problems = read('a,b\nx,"1,234"\ny,"12,345"\n', locale)
        assert (table.columns[1].values, problems) == ((1234.0, 12345.0), "")


@pytest.mark.parametrize(
    ("locale", "text", "asked"),
    [
        ("en-GB", "n;x\n1.234;a\n5.678;b\n", "1.234"),
        ("en-GB", "n;x\n1,234%;a\n5,678%;b\n", "1,234%"),
        ("en-GB", "n;x\n1,234;a\n5.678;b\n", "1,234"),
        ("en-GB", "n;o;p\n1,234;3,5;2.5\n", "1,234"),
        ("de-CH", "n;x\n1,234;a\n", "1,234"),
        ("es-ES", "n,x\n1.234,a\n", "1.234"),
        ("fr-FR", "n;x\n1.234;a\n", "1.234"),
    ],
)
def test_what_nothing_decides_is_asked_once(locale: str, text: str, asked: str) -> None:
    """The error names both readings, and the way to say which one is meant."""
    table, problems = read(text, locale)
    assert {*table.columns[0].values} == {None}
    assert f"it.csv:2: error: `{asked}` is 1234 or 1.234" in problems
    assert "hint: write 1234, and the others of `n` likewise; or, where its " in problems
    assert problems.count("error") == 1


@pytest.mark.parametrize("said", ["1.2340", "1,2340"])
def test_a_zero_more_decides(said: str) -> None:
    """The way that the hint names is understood."""
    table, problems = read(f"n;x\n{said};a\n12{said[1]}345;b\n")
    assert (table.columns[0].values, problems) == ((1.234, 12.345), "")


@pytest.mark.parametrize(
    ("head", "cells", "days"),
    [
        ("Week", "2024-09 ; 2024-10", "2024-02-26 2024-03-04"),
        ("Epi week", "202409 ; 202410", "2024-02-26 2024-03-04"),
        ("Semaine", "2024/09 ; 10/2024", "2024-02-26 2024-03-04"),
        ("Month", "202409 ; 202410", "2024-09-01 2024-10-01"),
        ("Mes", "09.2024 ; 10-2024", "2024-09-01 2024-10-01"),
        ("TIME_PERIOD", "202409 ; 202410", "2024-09-01 2024-10-01"),
    ],
)
def test_digits_are_weeks_or_months_where_the_head_says_so(
    head: str, cells: str, days: str
) -> None:
    """202409 is no number of two hundred thousand, and 2024-09 under `Week` no September."""
    assert typed(cells, head) == ("date", days.split(), [])


@pytest.mark.parametrize(
    ("head", "cells", "kind"),
    [
        ("Week", "2024-09 ; 2024-54", "label"),
        ("Month", "202409 ; 202413", "label"),
        ("Cases per week", "202409 ; 202410", "number"),
        ("Week 9", "202409 ; 202410", "number"),
        ("Week", "9 ; 10", "number"),
        ("People", "202409 ; 202410", "number"),
        ("Date", "05.01 ; 19.01", "label"),
        ("Date", "1704412800 ; 1705017600", "label"),
    ],
)
def test_digits_are_no_weeks_months_or_days_elsewhere(head: str, cells: str, kind: str) -> None:
    """A week that no year has makes labels of its column; counts stay counts."""
    assert typed(cells, head)[0::2] == (kind, [])


def test_two_digits_that_may_be_a_year_are_asked() -> None:
    """24/01/05 is a day of 2005 or of 2024; the dates of one year, or the ends of several, are
    read as people write them.
    """
    fault = read("n,x\n24/01/05,1\n24/02/12,2\n24/03/19,3\n")[0].columns[0].faults[0]
    assert fault.message.startswith("`24/01/05` is 2005-01-24 or 2024-01-05, and no date")
    assert typed("15/01/24 ; 22/01/24 ; 29/01/24")[2] == []
    assert typed("31/12/19 ; 31/12/20 ; 31/12/21")[2] == []


def test_a_count_of_a_spreadsheet_among_dates_is_told() -> None:
    """A day that Excel has changed is told, and the other dates still say which part is the day."""
    table, told = read("Date,n\n05/01/2024,1\n19/01/2024,2\n45317,3\n")
    assert str(table.columns[0].values[0]) == "2024-01-05"
    assert "it.csv:4: error: `45317` is how a spreadsheet counts 2024-01-26" in told


def test_nought_in_the_comma_style_is_nought() -> None:
    """A spreadsheet saves 0 as a blank, a dash and three blanks; a bare dash is not known."""
    table, _ = read('a,b,c\nx, -   ,-\ny," 1,200 ",3\nz, $-   ,-\n')
    assert [column.values for column in table.columns[1:]] == [(0, 1200, 0), (None, 3, None)]


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        ("1234567|345,678|4321", "1,234,567|345,678|4321"),
        ("1234567|345 678", "1 234 567|345 678"),
        ("1234567|345.678.000", "1.234.567|345.678.000"),
        ("1234567|345.678", "1234567|345.678"),
        ("75001|345,678|03100", "75001|345,678|03100"),
        ("75001|1,5|345,678", "75001|1,5|345,678"),
        ("75001|75002", "75001|75002"),
        ("75001|345,678|1'234", "75001|345,678|1'234"),
        ("no. 12345|345,678", "no. 12345|345,678"),
    ],
)
def test_typed_numbers_are_divided_alike(texts: str, written: str) -> None:
    """Where one sign alone divides thousands in a column; codes stay."""
    assert group_alike(texts.split("|")) == written.split("|")


def test_two_signs_before_three_digits_are_asked_once() -> None:
    """Below 1,200, 1.300 is a slip for 1,300 rather than a little more than one."""
    kind, _, lost = typed("5 ; 1,200 ; 1.300 ; 1.400")
    assert (kind, lost) == ("number", ["1.300"])
    assert typed("1,200 ; 1.300 ; 1.55")[2] == []  # this one divides decimals
