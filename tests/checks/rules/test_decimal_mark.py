"""The check `decimal-mark`: numbers have the marks of their language."""

from pathlib import Path

import pytest
from support.printed_pages import brief_of, find, told


@pytest.mark.parametrize(
    ("language", "prose", "said"),
    [
        ("es", "Hay 3.500.\n\nSon 120,000 casos y 1,000 más.", "3: `120,000` has"),
        ("es", "Para 20.9 millones, o el 3,5 %.", "1: `20.9` has"),
        ("fr", "Il y a 1,234,567 cas.", "1: `1,234,567` has"),
        ("pt", "Custa $1.4 por dia.", "1: `1.4` has"),
        ("en", "It costs 0,5 million.", "1: `0,5` has"),
        ("en", "It has 1.234.567 people.", "1: `1.234.567` has"),
        ("ko", "11,5%이다.", "1: `11,5` has"),
        ("ar", "ينقص ٢٠ وحدة.", "1: `٢٠` has other digits"),
    ],
)  # fmt: skip
def test_a_number_of_another_language_is_told(
    house: Path, language: str, prose: str, said: str
) -> None:
    """The first with such thousands, and the first with such decimals."""
    (found,) = told("decimal-mark", house, prose, language=language)
    assert said in found


@pytest.mark.parametrize(
    ("language", "hint"), [("es", "say `language: es-MX`"), ("es-MX", "say `language: es`")]
)
def test_the_hint_names_another_language_than_the_one_of_the_brief(
    house: Path, language: str, hint: str
) -> None:
    """Whose readers write numbers as they are typed."""
    prose = "Son 120,000 casos." if language == "es" else "Son 56,1 %."
    (found,) = find("decimal-mark", brief_of(house, prose, language=language))
    assert str(found.hint).endswith(hint)


@pytest.mark.parametrize(
    ("language", "show", "is_told"),
    [
        ("fr", "12,589", True),
        ("es", "más de 12,589", True),
        ("en", "12.589", True),
        ("en", "12,589", False),
        ("fr", "12 589", False),
        ("fr", "{{ facts.own.value }}", False),
        ("fr", "environ 12,6 mille", False),
    ],
)
def test_a_fact_that_reads_in_the_marks_of_another_language_is_told(
    house: Path, language: str, show: str, is_told: bool
) -> None:
    """A fact of the house is written once, and printed in every language."""
    facts = {"own": {"value": 12589, "show": show}}
    found = told("decimal-mark", house, "A {{ facts.own }}.", language=language, facts=facts)
    assert ["`own` reads `12" in one for one in found] == [True] * is_told


def test_digits_of_the_script_are_right_where_the_page_has_them(house: Path) -> None:
    """Then `numerals: native` writes all of them so."""
    assert not told("decimal-mark", house, "ينقص ٢٠ وحدة.", language="ar", numerals="native")


def test_both_kinds_are_told_with_how_many_there_are(house: Path) -> None:
    """One warning for each kind, however many numbers are so."""
    found = told("decimal-mark", house, "De 1,200, 1,300 y 1,400 a 2.5 %.", language="es")
    assert [one.split(": ", 1)[1] for one in found] == [
        "`1,200` has the marks of another language, and 2 more",
        "`2.5` has the marks of another language",
    ]


@pytest.mark.parametrize(
    ("language", "prose"),
    [
        ("es", "Son 3.500, 1,5 millones, 0,125 y 3,125 millones; 9.40 h, art. 5.2, A/1,200/3."),
        ("es", "Dijo: «Son 120,000 casos». El 12.05.2024, ley 1.448."),
        ("es-MX", "Son 120,000 casos y 20.9 millones."),
        ("fr", "Il y a 3,5 % et 1 200 cas, section 3.2."),
        ("en", "Sections 3,5 and 6; 1,200 people, 0.5 million; 3.125 million."),
        ("zh", "3.5%和1,200人。"),
    ],
)  # fmt: skip
def test_one_of_its_own_is_none(house: Path, language: str, prose: str) -> None:
    """Nor what is no amount, or was said by another."""
    assert not told("decimal-mark", house, prose, language=language)


@pytest.mark.parametrize(
    ("language", "prose", "said"),
    [
        ("en", "There are 30.000 workers here.", "`30.000` has the marks"),
        ("en", "He paid 5.500 people.", "`5.500` has the marks"),
        ("en", "There were 812 000 people beside 395,000 in one.", "`812 000` and `395,000`"),
        ("es", "Son 3 500 personas y 12.000 más.", "`3 500` and `12.000`"),
        ("fr", "Il y a 30.000 ouvriers et 12 500 personnes.", "`30.000` and `12 500`"),
    ],
)
def test_thousands_that_can_be_nothing_else_are_told(
    house: Path, language: str, prose: str, said: str
) -> None:
    """A count of people, or one beside thousands that are divided otherwise."""
    (found,) = told("decimal-mark", house, prose, language=language)
    assert said in found


@pytest.mark.parametrize(
    ("language", "prose"),
    [
        ("en", "Section 2.000 says so, version 3.000 works, and the mean is 1.000 here."),
        ("en", "In week 12 500 people came, beside 1,200. In May 3 500 did; call 22 917 900."),
        ("en", "Some 3 500 were there, and 12 000 more."),
        ("fr", "Selon l’article 1.448 du code, il y en a 12 500."),
    ],
)
def test_other_numbers_with_a_point_or_a_space_are_none(
    house: Path, language: str, prose: str
) -> None:
    """Names of sections, weeks and days before a number, one way of dividing in all of a text."""
    assert not told("decimal-mark", house, prose, language=language)


@pytest.mark.parametrize("prose", ["Son 1 240 pozos.", "| A | B |\n|---|---|\n| x | 1 240 |\n"])
def test_thousands_are_divided_as_the_page_does(house: Path, prose: str) -> None:
    """A fact or a chart prints 2.300; the same number typed with a blank is another way."""
    facts = {"f": {"value": 2300, "label": "pozos secos"}}
    (found,) = told("decimal-mark", house, prose, language="es", facts=facts)
    assert found.endswith("thousands are divided in two ways, `1 240` and `2.300`")
    tables = {"t": {"caption": "Pozos", "data": "t.csv"}}
    data = {"t.csv": b"place,wells\nx,2300\ny,850\n"}
    (found,) = told("decimal-mark", house, prose, data, language="es", tables=tables)
    assert "`1 240` and `2.300`" in found


def test_one_way_of_dividing_is_none(house: Path) -> None:
    """Where the page divides nothing, or as the author does, and where a year is one."""
    cells = "| A | Tel. |\n|---|---|\n| x | 22 917 900 |\n"
    facts = {"f": {"value": 850, "label": "pozos secos"}, "year": {"value": 2024, "label": "año"}}
    assert not told("decimal-mark", house, "Son 1 240 pozos.", language="es", facts=facts)
    facts = {"f": {"value": 2300, "label": "puits"}}
    assert not told("decimal-mark", house, "Il y a 1 240 puits.", language="fr", facts=facts)
    assert not told("decimal-mark", house, cells, language="es", facts=facts)
    cells = "| A | B |\n|---|---|\n| x | 1.240 |\n"
    assert not told("decimal-mark", house, cells, language="fr", facts=facts)
