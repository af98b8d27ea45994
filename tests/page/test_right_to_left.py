"""A page that is read from the right: what is isolated in it, what of a style sheet is turned."""

import datetime
import re
from pathlib import Path

import pytest
from support.houses import House

from briefpress.model.problems import Problems
from briefpress.page.languages import read_language
from briefpress.page.right_to_left import isolate, isolate_citation, mirror
from briefpress.page.templates import write_date

ARABIC = Path(__file__).parents[2] / "templates/languages/ar.toml"


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("انظر A/HRC/25/63، الفقرة 5", ["A/HRC/25/63"]),
        ("الفترة 2019–2024 و 2019-2024", ["2019–2024", "2019-2024"]),
        ("بنسبة -5% ثم +40% ثم 15%", ["-5%", "+40%", "15%"]),
        ("هاتف +41 22 917 12 34", ["+41 22 917 12 34"]),
        ("منظمة Human Rights Watch (HRW) هنا", ["Human Rights Watch (HRW)"]),
        ("شركة Smith &amp; Sons هنا", ["Smith &amp; Sons"]),
        ("قالت UNESCO-IHP. 7 مرات", ["UNESCO-IHP"]),
        ("تقرير (A/HRC/25/63) هنا", ["A/HRC/25/63"]),
        ("عدد 670 و 5,500 و 11.6 و 7 أيار", []),
        ("الفقرات 74 و 75&nbsp;و", []),
    ],
)
def test_what_arabic_would_turn_about_is_isolated(text: str, isolated: list[str]) -> None:
    """Latin words, symbols, ranges, signs and telephone numbers, each whole; plain numbers not."""
    page = isolate(f"<title>A/1</title><body><p>{text}</p>")
    assert re.findall("<bdi[^>]*>(.*?)</bdi>", page) == isolated
    assert re.sub("</?bdi[^>]*>", "", page) == f"<title>A/1</title><body><p>{text}</p>"


@pytest.mark.parametrize(
    ("css", "turned"),
    [
        ("@top-left-corner { margin: 0 1mm 0 2mm }", "@top-right-corner { margin: 0 2mm 0 1mm }"),
        ("@bottom-right { text-align: left }", "@bottom-left { text-align: right }"),
        ("p { margin: 0 calc(1mm + (2mm)) 0 3mm; }", "p { margin: 0 3mm 0 calc(1mm + (2mm)); }"),
        ("p { border-left: 0; padding-right: 1pt }", "p { border-right: 0; padding-left: 1pt }"),
        (".zero-left { margin: 1pt 2pt 3pt }", ".zero-left { margin: 1pt 2pt 3pt }"),
    ],
)  # fmt: skip
def test_what_a_style_sheet_says_physically_is_turned(css: str, turned: str) -> None:
    """Margin boxes of a page, shorthands of four values, sides; the names of classes are not."""
    assert mirror(css) == turned


def test_months_are_double_as_the_un_prints_them() -> None:
    """CLDR knows the second name alone."""
    language = read_language("ar", ARABIC.read_text("utf-8"), Problems())
    assert language
    date = write_date(datetime.date(2024, 5, 7), "day", language)
    assert date.replace("\u00a0", " ") == "7 أيار/مايو 2024"


def test_an_arabic_page_says_its_direction_and_no_other_does(house: House) -> None:
    """On the element that all others inherit it from."""
    arabic, english = house.page(fields="language: ar\n")[0], house.page()[0]
    assert arabic and english
    assert '<html lang="ar" dir="rtl">' in arabic.text
    assert '<html lang="en">' in english.text
    assert "styles/rtl.css" in [one.name for one in arabic.styles]
    assert "styles/rtl.css" not in [one.name for one in english.styles]


@pytest.mark.parametrize(
    ("citation", "isolated"),
    [
        (
            "Human Rights Council, ”Water“, A/1, 14 أكتوبر 2014",
            '<bdi dir="ltr">Human Rights Council, “Water”, A/1, 14 أكتوبر 2014</bdi>',
        ),
        ("الهيئة المشتركة للحوض، <em>التقرير</em>", "الهيئة المشتركة للحوض، <em>التقرير</em>"),
    ],
)
def test_a_citation_in_latin_letters_is_read_from_the_left(citation: str, isolated: str) -> None:
    """Its quotation marks are turned; a citation in Arabic stays as it is."""
    assert isolate_citation(citation) == isolated
