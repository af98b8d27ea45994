"""A page that is read from the right: what is isolated in it, what of a style sheet is turned."""

import datetime
import re
from pathlib import Path

import pytest
from support.houses import House
from support.pandoc import run_once

from briefpress.model.changes import Change, Changes
from briefpress.model.page import Stamp
from briefpress.model.problems import Problems
from briefpress.page.compose import lay_out, stamp_page
from briefpress.page.dates_and_numbers import write_date
from briefpress.page.languages import read_languages
from briefpress.page.redline_frame import frame_redline
from briefpress.page.right_to_left import (
    is_from_left,
    isolate,
    isolate_citation,
    isolate_from_right,
    mirror,
    mirror_drawing,
)
from briefpress.page.single_texts import name_standing

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
        ("العدد 12 (New York, 2024)", ["New York"]),
        ("مجلس الأمن، ”القرار 1718 (2006)“, S/RES/1718 (2006), و", ["S/RES/1718 (2006)"]),
        ("تقرير HRW, 2024; NGO Forum, 2023", ["HRW", "NGO Forum"]),
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
    ("text", "direction"),
    [
        ("2019–2024", "rtl"),
        ("13–1–1", "rtl"),
        ("670+", "rtl"),
        ("55/21", "ltr"),
        ("-5%", "ltr"),
        ("2019-2024", "ltr"),
    ],
)
def test_a_range_is_read_as_the_words_around_it_are(text: str, direction: str) -> None:
    """Its first number is on the right, and so is that of a number and more; a sign before one, a
    symbol and a typed hyphen are as in Latin.
    """
    assert f'<bdi class="range" dir="{direction}">{text}</bdi>' in isolate(f"<body><p>نحو {text} و")


def test_a_note_mostly_in_latin_letters_is_set_from_the_left() -> None:
    """A date in Arabic does not turn it; an Arabic sentence with a Latin name does."""
    assert is_from_left('<bdi dir="ltr">Human Rights Watch, أيار 2024, hrw.org</bdi>.')
    assert not is_from_left('تقول منظمة <bdi dir="ltr">HRW</bdi> ذلك في تقريرها.')
    assert not is_from_left("مفوضية حقوق الإنسان، <i>Forced labour by the State</i>, ohchr.org/x")


def test_what_says_that_it_is_read_from_the_left_stays() -> None:
    """The title of a publication in English, on a site in Arabic: its marks are its own."""
    title = '<h3 lang="en" dir="ltr"><a href="x">Why now?</a> Here, 2024</h3>'
    page = f"<body>{title}<p>هنا?</p>"
    assert isolate(page, {"?": "؟"}) == f"<body>{title}<p>هنا؟</p>"


def test_a_date_behind_a_latin_place_is_read_with_its_month() -> None:
    """The number would stand before the place, as if it were a part of its name."""
    page = isolate("<body><p>Palais des Nations, Geneva · 8 أيلول/سبتمبر. CUNY · New York")
    runs = re.findall(r'<bdi dir="ltr">(.*?)</bdi>', page)
    assert runs == ["Palais des Nations, Geneva", "CUNY · New York"]


def test_marks_between_words_are_those_of_the_language() -> None:
    """Templates print commas; those within Latin words, numbers and what is isolated stay."""
    page = isolate(
        "<body><p>مسودة, 3 أخطاء; HRW, 2024. New York, NY 5,500? "
        '<bdi dir="ltr">A, <bdi>B</bdi>, C</bdi>, و',
        {",": "،", ";": "؛", "?": "؟"},
    )
    words = re.sub("<[^>]*>", "", page)
    assert words == "مسودة، 3 أخطاء؛ HRW، 2024. New York, NY 5,500؟ A, B, C، و"


CHART = (
    '<svg width="90" viewBox="0 0 90 40"><g><path d="M0 0h20"/>'
    '<text text-anchor="end" transform="translate(30,9)" fill="red">نحو 60</text>'
    '<text text-anchor="middle" transform="translate(5,5) rotate(-90)">500+</text></g></svg>'
)


def test_a_chart_is_mirrored_and_its_words_are_not() -> None:
    """Bars that grew to the right grow to the left, words hang on the other end, and the plus of a
    number and more stands on the other side of it.
    """
    assert mirror_drawing(CHART) == (
        '<svg width="90" viewBox="0 0 90 40"><g transform="translate(90,0) scale(-1,1)">'
        '<g><path d="M0 0h20"/>'
        '<text text-anchor="start" transform="translate(30,9) scale(-1,1)" fill="red">نحو 60</text>'
        '<text text-anchor="middle" transform="translate(5,5) rotate(-90) scale(-1,1)">+500</text>'
        "</g></g></svg>"
    )


@pytest.mark.parametrize(
    ("css", "turned"),
    [
        ("@top-left-corner { margin: 0 1mm 0 2mm }", "@top-right-corner { margin: 0 2mm 0 1mm }"),
        ("@bottom-right { text-align: left }", "@bottom-left { text-align: right }"),
        ("p { margin: 0 calc(1mm + (2mm)) 0 3mm; }", "p { margin: 0 3mm 0 calc(1mm + (2mm)); }"),
        ("p { border-left: 0; padding-right: 1pt }", "p { border-right: 0; padding-left: 1pt }"),
        (".zero-left { margin: 1pt 2pt 3pt }", ".zero-left { margin: 1pt 2pt 3pt }"),
        ("@page plate:left { margin-left: 9mm }", "@page plate:right { margin-right: 9mm }"),
        ('{ content: counter(page) " / " counter(pages) }',
         '{ content: counter(page) "/" counter(pages) }'),
    ],
)  # fmt: skip
def test_what_a_style_sheet_says_physically_is_turned(css: str, turned: str) -> None:
    """Pages, their margin boxes, shorthands of four values, sides; the names of classes are not.

    A slash with spaces around it would turn the numbers of a page.
    """
    assert mirror(css) == turned


def test_months_are_double_as_the_un_prints_them() -> None:
    """CLDR knows the second name alone."""
    language = read_languages({"ar": ARABIC.read_text("utf-8")}, Problems()).get("ar")
    assert language
    date = write_date(datetime.date(2024, 5, 7), "day", language)
    assert date.replace("\u00a0", " ").replace("\u2060", "") == "7 أيار/مايو 2024"


@pytest.mark.long
def test_what_an_arabic_page_says_of_itself_has_arabic_marks(house: House) -> None:
    """Its folio, put in when all else stands; the box of its redline, whose arrow points left."""
    brief = house.brief("language: ar\n")
    stamp = Stamp("TINY-AR-1-ABCDEF", 1, datetime.date(2024, 5, 7))
    standing = name_standing(brief, house.theme, stamp, Problems())
    assert standing.startswith("الطبعة 1، ")
    unstamped = lay_out(brief, house.theme, "a4", {}, Problems(), run_processor=run_once)
    stamped = stamp_page(unstamped, stamp, brief, house.theme, Problems())
    assert 'data-folio="الطبعة 1، صدرت في' in stamped.text
    empty: dict[str, tuple[()]] = dict.fromkeys(
        ("sections_added", "sections_removed", "sections_moved", "passages_moved", "sources_added",
         "sources_removed", "pictures", "texts"), ()
    )  # fmt: skip
    changes = Changes(
        old=standing, new="مسودة", facts=(Change("a", "عدد", "670", "680"),),
        others=("واحد", "A/HRC/1"), insertions=1, deletions=1, **empty,
    )  # fmt: skip
    redline = frame_redline(unstamped, changes, brief, house.theme, Problems()).text
    assert "670</del> ← <ins" in redline and "→" not in redline
    assert 'واحد، <bdi dir="ltr">A/HRC/1</bdi>' in redline


@pytest.mark.long
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
            '<bdi dir="ltr">Human Rights Council, “Water”, A/1, '
            '<bdi class="whole" dir="rtl">14 أكتوبر 2014</bdi></bdi>',
        ),
        (
            "Human Rights Council, A/1 (2014), 14 تشرين الأول/\u2060أكتوبر 2014, ف 7–9.",
            '<bdi dir="ltr">Human Rights Council, A/1 (2014), '
            '<bdi class="whole" dir="rtl">14 تشرين الأول/\u2060أكتوبر 2014</bdi>, '
            '<bdi class="whole" dir="rtl">ف 7–9</bdi>.</bdi>',
        ),
        ("الهيئة المشتركة للحوض، <em>التقرير</em>", "الهيئة المشتركة للحوض، <em>التقرير</em>"),
        (
            "Human Rights Council, A/1, 14 آذار/\u2060مارس\u00a02014, ف 7–9.",
            '<bdi dir="ltr">Human Rights Council, A/1, 14 March\u00a02014, '
            '<bdi class="whole" dir="rtl">ف 7–9</bdi>.</bdi>',
        ),
    ],
)
def test_a_citation_in_latin_letters_is_read_from_the_left(citation: str, isolated: str) -> None:
    """Its quotation marks are turned, its Arabic is read from the right, a month that is known is
    in Latin letters; one in Arabic stays.
    """
    assert isolate_citation(citation, {"آذار/مارس": "March"}) == isolated


def test_words_from_the_right_stay_whole_in_a_note_from_the_left() -> None:
    """Author, title and publisher stand in their order; a title with a colon is one."""
    note = "الأمم المتحدة, <i>تقرير: المياه 2024</i> (البرنامج, 2023), 4; A Body, <i>Title</i>."
    assert isolate_from_right(note) == (
        '<bdi class="whole" dir="rtl">الأمم المتحدة</bdi>, '
        '<i><bdi dir="rtl">تقرير: المياه 2024</bdi></i> '
        '(<bdi class="whole" dir="rtl">البرنامج</bdi>, 2023), 4; A Body, <i>Title</i>.'
    )
    assert isolate_from_right("A Body, 2024.") == "A Body, 2024."
