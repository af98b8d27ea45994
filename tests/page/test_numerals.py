"""The digits of a page: those of its own script, where it is asked for them."""

from pathlib import Path

import pytest
from support.printed import new_house, page_of, pdf_of, print_brief, text_of

from briefpress.model.brief import Language
from briefpress.model.problems import Problems
from briefpress.page.languages import read_languages
from briefpress.page.numerals import write_native, write_native_drawing

FILE = Path(__file__).parents[2] / "templates/languages/ar.toml"
PROSE = """\
## قسم

في 26 آب/أغسطس 2023 أعادت الصين 1,234.5 شخصا، أي 12% منهم، وفق A/HRC/25/63.[^1]

1. أولا
2. ثانيا

[^1]: حاشية من عام 2014.
"""


@pytest.fixture(scope="module")
def arabic() -> Language:
    """The language, as its file has it."""
    language = read_languages({"ar": FILE.read_text("utf-8")}, Problems()).get("ar")
    assert language
    return language


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<p>في 26 آب 2023</p>", "<p>في ٢٦ آب ٢٠٢٣</p>"),
        ("<p>1,234.5 و12,5 و3, 4</p>", "<p>١٬٢٣٤٫٥ و١٢,٥ و٣, ٤</p>"),
        ("<b>الشكل&nbsp;1.</b> &#8207;2", "<b>الشكل&nbsp;١.</b> &#8207;٢"),
        # Latin words, symbols, telephone numbers and codes keep theirs, and so does their tag.
        ("<p>A/HRC/25/63 و(2023) COVID-19</p>", "<p>A/HRC/25/63 و(٢٠٢٣) COVID-19</p>"),
        ("<p>+1 212 555 0100، 42637502</p>", "<p>+1 212 555 0100، 42637502</p>"),
        ('<i dir="ltr" lang="en">Act 5</i> 5', '<i dir="ltr" lang="en">Act 5</i> ٥'),
        (
            '<bdi dir="ltr">UN, <i>Report</i> 3 <bdi dir="ltr">7</bdi></bdi> 3',
            '<bdi dir="ltr">UN, <i>Report</i> 3 <bdi dir="ltr">7</bdi></bdi> ٣',
        ),
        ("<code>x = 5</code><style>p { top: 5pt }</style>", None),
        ('<bdi class="range" dir="rtl">1–3</bdi>', '<bdi class="range" dir="rtl">١–٣</bdi>'),
        # The sign of a per cent stands on the left of its number.
        ('<bdi class="range" dir="ltr">12%</bdi>', '<bdi class="range" dir="rtl">١٢٪</bdi>'),
        ('<p id="a-2" data-running="13 مايو">2</p>', '<p id="a-2" data-running="١٣ مايو">٢</p>'),
    ],
)  # fmt: skip
def test_numbers_are_written_in_native_digits(
    text: str, written: str | None, arabic: Language
) -> None:
    """Those of the text, and no name of an element or address of a link."""
    assert write_native(text, arabic) == (written or text)
    assert write_native(written or text, arabic) == (written or text)  # also the second time


def test_the_numbers_of_a_chart_are_written_alike(arabic: Language) -> None:
    """Its words alone: what is drawn has numbers, too."""
    svg = b'<svg viewBox="0 0 9 9"><path d="M0,5"/><text x="5">1,200</text><text>GDP 2</text></svg>'
    assert write_native_drawing(svg, arabic).decode() == (
        '<svg viewBox="0 0 9 9"><path d="M0,5"/><text x="5">١٬٢٠٠</text><text>GDP 2</text></svg>'
    )


@pytest.mark.long
def test_a_page_counts_in_them_as_well(tmp_path: Path) -> None:
    """Numbers of pages, notes and lists; the page copies them, and nothing is found missing."""
    house = new_house(tmp_path / "house")
    outcome = print_brief(house, PROSE, language="ar", numerals="native")
    pdf_of(outcome)
    text = text_of(house / outcome.written[0].file)
    for number in ("٢٦", "٢٠٢٣", "١٬٢٣٤٫٥", "٪", "A/HRC/25/63", "٢٠١٤", "١/١"):
        assert number in text.replace("\u202a", "").replace("\u202c", ""), number
    printed = {*text} & {*"0123456789"}
    assert printed <= {*"25632026"} | {*"0123456789abcdef"}  # the symbol, the code of a draft
    lines = [line.strip("\u202a\u202b\u202c ") for line in text.splitlines()]
    assert not any(line in ("1", "2", "1/1") for line in lines)


@pytest.mark.long
def test_a_language_without_digits_of_its_own_keeps_them(tmp_path: Path) -> None:
    """One brief asks for them in all of its languages; English has none."""
    house = new_house(tmp_path / "house")
    print_brief(house, "## One\n\nIn 2023 it was 12%.\n", numerals="native")
    assert "In 2023 it was 12%" in page_of(house, "it").text.replace("\u00a0", " ")


def test_ten_digits_are_asked_for() -> None:
    """A file with nine is told."""
    problems = Problems()
    text = FILE.read_text("utf-8").replace("٠١٢٣٤٥٦٧٨٩", "٠١٢٣٤٥٦٧٨")
    assert read_languages({"ar": text}, problems).get("ar") is None
    assert "`digits` should hold ten digits" in str(problems.found[0])
