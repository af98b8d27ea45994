"""A layout that needs more pages than it may have stops before it makes the first one too many."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.printed import add_brief, new_house, page_of, words

from briefpress.model.geometry import Fit, Setting
from briefpress.press import render
from briefpress.press.box_tree import read_layout
from briefpress.press.copyfitting import Extent, LayOut
from briefpress.press.page_budget import TooLong, set_budget
from briefpress.press.render import Press
from briefpress.press.weasyprint_patches import load

SETTING = Setting(10, 13, 8)


def document(blocks: int, pages: int | None) -> Any:
    """So many *blocks*, two on a page, which may have so many *pages*."""
    style = "@page { size: 60mm 60mm; margin: 5mm } div { height: 25mm }"
    html = load().HTML(
        string=f"<style>{style}</style><body style='margin: 0'>{'<div></div>' * blocks}"
    )
    set_budget(html, pages)
    return html


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the pages that WeasyPrint makes."""
    load()
    from weasyprint.layout import page

    make = page.make_page
    numbers: list[int] = []

    def make_page(context: Any, root: Any, kind: Any, resume: Any, number: int, *rest: Any) -> Any:
        numbers.append(number)
        return make(context, root, kind, resume, number, *rest)

    monkeypatch.setattr(page, "make_page", make_page)
    return numbers


def test_what_is_too_long_stops_where_its_budget_ends(made: list[int]) -> None:
    """The page that is too much is not begun."""
    with pytest.raises(TooLong):
        document(8, 2).render()
    assert made == [1, 2]


def test_what_keeps_its_budget_is_laid_out_as_without() -> None:
    """As many pages as it may have, or fewer: everything stands where it stood."""
    free = read_layout(document(8, None).render())
    assert len(free.pages) == 4
    for budget in (4, 5):
        assert read_layout(document(8, budget).render()) == free


def test_without_the_patch_a_text_is_laid_out_to_its_end(
    made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint itself has no limit of pages."""
    from weasyprint import layout

    monkeypatch.setattr(layout, "make_all_pages", layout.make_all_pages.__wrapped__)
    document(8, 2).render()
    assert made == [1, 2, 3, 4]


@pytest.mark.long
def test_the_letters_of_the_pages_before_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By them copyfitting knows how much is left: here half and more."""
    house = new_house(tmp_path / "house")
    add_brief(house, "it", f"## One\n\n{words(3000)}\n")
    page = replace(page_of(house, "it"), fit=Fit(2, (SETTING, SETTING)))
    told = []

    def fit_copy(_: Fit, extent: Extent, lay_out: LayOut) -> tuple[Any, ...]:
        with pytest.raises(TooLong) as stopped:
            lay_out(SETTING, 2)
        whole = lay_out(SETTING, None)
        pages = [
            sum(len(getattr(box, "text", "")) for box in page._page_box.children[0].descendants())
            for page in whole.document.pages
        ]
        told.extend([stopped.value.letters, extent.letters, *pages])
        return whole.document, whole.layout, None

    monkeypatch.setattr(render, "fit_copy", fit_copy)
    assert Press().print_pdf(page, lambda _: b"").pages > 2
    letters, extent, first, second, *_ = told
    assert letters == first + second
    assert 0.3 < letters / extent < 0.7
