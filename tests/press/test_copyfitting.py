"""Copyfitting: the largest setting in which a text keeps its pages, and never one beyond."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.printed import (
    new_house,
    own_file,
    page_of,
    real,
    translated,
    words,
)
from support.printed_pages import proof_of

from briefpress.model.geometry import (
    Area,
    Fit,
    Layout,
    PageLayout,
    Piece,
    Setting,
    find_fill,
)
from briefpress.press.copyfitting import (
    FURTHER,
    Extent,
    LaidOut,
    count_faults,
    count_lines,
    find_largest,
    fit_copy,
    is_crammed,
)
from briefpress.press.page_budget import TooLong
from briefpress.press.workers import print_page

ROOM = 595 * (842 - 0.5 * 595)
"""That of a page of A4."""
SETTINGS = tuple(Setting(10 - n / 10, 13 - n / 10, 10 - n) for n in range(8))


def page(foot: float = 700.0, tag: str = "p") -> PageLayout:
    """A page whose text ends at *foot*, of 700 points."""
    area = Area(1, f"html body.a4 main {tag}", 50, 100, 300, foot - 100, -1)
    piece = Piece("word", 50, foot - 12, 30, 12, 10, "#000000", "#ffffff", 0, 1)
    return PageLayout(595, 842, (50, 50, 540, 700), (area,), (piece,))


def fitted(
    fits_from: int, pages: int = 2, holes: Any = (), letters: int = 4000, is_stopped: bool = True
) -> tuple[int, Any, list[int]]:
    """Fit a text that needs setting *fits_from*, with a hole on its first page in *holes*.

    *is_stopped*: whether what is too long is laid out no further than it may go.
    """
    asked: list[int] = []

    def lay_out(setting: Setting, most: int | None) -> LaidOut:
        number = SETTINGS.index(setting)
        asked.append(number)
        first = page(300.0 if number in holes else 700.0)
        if number >= fits_from:
            return LaidOut(number, Layout((first,) * (pages - 1) + (page(),)), is_whole=True)
        if most and is_stopped:
            raise TooLong(0.98)
        return LaidOut(number, Layout((first,) * (pages + 1)), is_whole=True)

    document, _, done = fit_copy(Fit(pages, SETTINGS), Extent(letters, ROOM), lay_out)
    return document, done, asked


def with_imprint(one: PageLayout, height: float) -> PageLayout:
    """The page *one* with an imprint of this height at its foot."""
    imprint = Area(9, "html body.a4 footer.imprint", 50, 700 - height, 490, height, -1)
    return replace(one, areas=(*one.areas, imprint))


def test_lines_are_those_of_the_columns_in_which_they_stand() -> None:
    """Room for an imprint is cut from the text before it: two lines for each of its own."""
    one, last = page(600.0), replace(page(), areas=(), pieces=())
    imprint = with_imprint(last, 121)  # it wants 130 points, and 100 are left
    assert count_lines(Layout((one, imprint)), 1, 10) == -3
    right = replace(one.pieces[0], x=320.0, area=1)
    beside = replace(one.areas[0], x=320.0)
    two = replace(one, areas=(*one.areas, beside), pieces=(*one.pieces, right))
    assert count_lines(Layout((two, imprint)), 1, 10) == -6
    assert count_lines(Layout((two, two)), 2, 10) == 20
    assert count_lines(Layout((one, two)), 1, 10) == -100


@pytest.mark.parametrize("is_stopped", [True, False])
@pytest.mark.parametrize("letters", [0, 500, 6000, 7000, 8000, 90_000])
@pytest.mark.parametrize("fits_from", range(8))
def test_the_largest_that_fits_is_found(fits_from: int, letters: int, is_stopped: bool) -> None:
    """Whichever it is, and whatever the letters promise; no setting is laid out twice."""
    chosen, done, asked = fitted(fits_from, letters=letters, is_stopped=is_stopped)
    assert chosen == fits_from
    assert done.setting == SETTINGS[fits_from]
    assert len(asked) == len(set(asked)) == done.tried
    assert fits_from - 1 in [*asked, -1]


def test_few_letters_are_laid_out_once() -> None:
    """In the largest setting, which fits; a text of as many as a page holds begins further down."""
    assert fitted(0)[2] == [0]
    assert fitted(4, letters=7690)[2] == [4, 3]


@pytest.mark.deep
@pytest.mark.long
@given(st.lists(st.booleans(), min_size=1, max_size=12), st.data())
def test_what_is_found_fits_and_the_next_larger_does_not(
    fits: list[bool], data: st.DataObject
) -> None:
    """Wherever the search begins and whatever it guesses; where larger is longer, it is the one."""
    asked: list[int] = []

    def try_setting(number: int) -> tuple[bool, int]:
        asked.append(number)
        return fits[number], data.draw(st.integers(-3, 15))

    found = find_largest(len(fits), data.draw(st.integers(0, len(fits) - 1)), try_setting)
    assert len(asked) == len(set(asked))
    assert found == len(fits) or fits[found]
    assert not found or not fits[found - 1]
    if sorted(fits) == fits:
        assert found == fits.count(False)


def test_a_smaller_setting_that_is_too_long_is_no_way_out_of_a_hole() -> None:
    """A brief of three pages may need four in a smaller type: the largest keeps its hole."""

    def lay_out(setting: Setting, most: int | None) -> LaidOut:
        number = SETTINGS.index(setting)
        if number:
            raise TooLong(0.75)
        return LaidOut(number, Layout((page(300), page())), is_whole=True)

    assert fit_copy(Fit(2, SETTINGS), Extent(4000, ROOM), lay_out)[0] == 0


@pytest.mark.parametrize(("fits_from", "chosen"), [(3, 3), (9, 0)])
def test_a_text_that_hardly_begins_its_last_page_is_drawn_together(
    fits_from: int, chosen: int
) -> None:
    """It takes a page less, in a smaller setting; where there is none, it stays as large."""

    def lay_out(setting: Setting, most: int | None) -> LaidOut:
        number = SETTINGS.index(setting)
        if number >= fits_from:
            return LaidOut(number, Layout((page(),)), is_whole=True)
        if most == 1:
            raise TooLong(0.98)
        return LaidOut(number, Layout((page(), page(70))), is_whole=True)

    document, _, done = fit_copy(Fit(2, SETTINGS), Extent(4000, ROOM), lay_out)
    assert (document, done.is_drawn_together) == (chosen, chosen > 0)


def test_a_back_page_is_not_the_last_one_of_the_text() -> None:
    """How full the page before it is, counts."""
    back = Area(9, "html body.a4 section.back-page", 50, 50, 490, 650, -1)
    last = replace(page(), areas=(back,), pieces=())
    assert find_fill(Layout((page(), page(180), last))) == 0.2
    assert find_fill(Layout((page(), last))) == 1


def test_what_fits_nowhere_is_set_in_the_smallest_and_counted() -> None:
    """Never smaller than the range: the lines over are told."""
    chosen, done, _ = fitted(99)
    assert chosen == len(SETTINGS) - 1
    assert done.lines == -53  # a page more of 650 pt, in lines of 12.3 pt


def test_a_smaller_setting_is_taken_where_the_largest_leaves_a_hole() -> None:
    """One or two steps are a fair price for a page without a hole; a dozen are not."""
    assert fitted(2, holes={2, 3})[0] == 4
    assert fitted(2, holes={2})[0] == 3
    assert fitted(2, holes={2, 3, 4, 5, 6})[0] == 2
    assert fitted(0, holes=set(range(8)))[2] == [*range(1 + FURTHER)]
    assert fitted(0, holes={0})[2] == [0, 1]


def test_a_text_that_is_cut_does_not_fit() -> None:
    """The pages are right, but something runs into the notes: a smaller setting is taken."""

    def lay_out(setting: Setting, most: int | None) -> LaidOut:
        number = SETTINGS.index(setting)
        return LaidOut(number, Layout((page(),)), number > 4)

    assert fit_copy(Fit(1, SETTINGS), Extent(3000, ROOM), lay_out)[0] == 5


@pytest.mark.parametrize(("notes", "chosen"), [((), 2), ((7,), 3)])
def test_a_text_leaves_air_above_the_notes_of_its_last_page(
    notes: tuple[int, ...], chosen: int
) -> None:
    """One that ends right above them is set a step smaller; in the smallest it stays as it is."""

    def lay_out(setting: Setting, most: int | None) -> LaidOut:
        number = SETTINGS.index(setting)
        if number < 2:
            raise TooLong(0.98)
        foot = 697 if number == 2 or is_full else 680
        return LaidOut(number, Layout((replace(page(foot), notes=notes),)), is_whole=True)

    is_full = False
    assert fit_copy(Fit(1, SETTINGS), Extent(4000, ROOM), lay_out)[0] == chosen
    is_full = True
    assert fit_copy(Fit(1, SETTINGS), Extent(4000, ROOM), lay_out)[0] == (7 if notes else 2)


def test_a_heading_at_the_foot_is_a_fault() -> None:
    """So is a hole of more than six lines; the last page may be short."""
    setting = SETTINGS[0]
    assert count_faults(Layout((page(tag="h2"), page())), setting) == 1
    assert count_faults(Layout((page(600), page())), setting) == 1
    assert count_faults(Layout((page(690), page(200))), setting) == 0


@pytest.mark.long
def test_a_text_is_set_as_large_as_its_pages_allow(tmp_path: Path) -> None:
    """A short text in the largest type, a longer one smaller, both in their pages; in the range."""
    house = new_house(tmp_path / "house")
    sizes = []
    for number in (400, 620, 700):
        pdf = proof_of(house, f"## One\n\n{words(number)}\n", pages=1).pdf
        assert pdf.fitted
        assert pdf.pages == 1
        main = {
            piece.size
            for piece in pdf.layout.pages[0].pieces
            if pdf.layout.pages[0].areas[piece.area].path.endswith(" main p")
            and len(piece.text) > 30
        }
        assert main == {pdf.fitted.setting.size}
        sizes.append(pdf.fitted.setting.size)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 10.4
    assert 9.6 <= sizes[-1] < 10.4


@pytest.mark.deep
@pytest.mark.long
def test_the_next_larger_setting_would_not_fit() -> None:
    """The setting of the real briefs is the largest: one step more takes another page, or leaves no
    air above the notes.
    """
    house = real().house
    for outcome in real().outcomes:
        for pdf in (edition.pdf for edition in outcome.written):
            page = page_of(house, outcome.slug, pdf.paper)
            assert page.digest == pdf.html_digest
            assert page.fit
            assert pdf.fitted
            assert pdf.pages == page.fit.pages
            number = page.fit.settings.index(pdf.fitted.setting)
            larger = page.fit.settings[number - 1 : number]
            assert larger, "the real briefs fill their pages"
            bigger = print_page(replace(page, fit=Fit(page.fit.pages, larger), is_read=True))
            assert bigger.pages > page.fit.pages or is_crammed(bigger.layout, larger[0])


@pytest.mark.long
def test_the_brief_is_laid_out_twice_on_each_paper() -> None:
    """Letter is wider and less high: where only its area counted, it took four layouts."""
    (dprk,) = (one for one in real().outcomes if one.slug == "dprk")
    tried = {one.pdf.paper: one.pdf.fitted.tried for one in dprk.written if one.pdf.fitted}
    assert tried == {"a4": 2, "letter": 2}


@pytest.mark.long
def test_no_language_is_laid_out_oftener_than_another() -> None:
    """Two layouts prove a setting; a third is spent where the first was guessed a step beside it.

    Letters that counted alike in all scripts took five for Korean and two for English.
    """
    tried = [
        edition.pdf.fitted.tried
        for outcome in translated().outcomes
        for edition in outcome.written
        if edition.pdf.fitted
    ]
    assert len(tried) == len(translated().files) > 8
    assert max(tried) <= 4
    assert sum(tried) / len(tried) < 2.7


@pytest.mark.long
def test_a_style_without_a_range_fits_nothing(tmp_path: Path) -> None:
    """The house of somebody who does not want it: the text is set as the brand says."""
    house = new_house(tmp_path / "house")
    tokens = own_file(house, "styles/tokens.css")
    text = tokens.read_text("utf-8")
    tokens.write_text(text.replace("--size-range", "--no-range"), "utf-8")
    pdf = proof_of(house, f"## One\n\n{words(300)}\n", pages=1).pdf
    assert pdf.fitted is None
    assert pdf.pages == 1


@pytest.mark.parametrize("value", ["9pt", "10pt 9pt", "small large"])
def test_a_range_that_is_none_is_an_error(tmp_path: Path, value: str) -> None:
    """It names its line, and says how a range is written."""
    from briefpress.model.problems import Problems, Stopped
    from briefpress.workflows.lay_out import open_house

    house = new_house(tmp_path / "house")
    tokens = own_file(house, "styles/tokens.css")
    text = tokens.read_text("utf-8").replace("9.6pt 10.4pt", value)
    tokens.write_text(text, "utf-8")
    problems = Problems()
    with pytest.raises(Stopped):
        open_house(house, problems)
    (problem,) = problems
    line = next(n for n, one in enumerate(text.splitlines(), 1) if f"range: {value}" in one)
    assert str(problem.place) == f"styles/tokens.css:{line}"
    assert problem.message == f"`{value}` is no range"
