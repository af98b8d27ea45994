"""A layout that needs more pages than it may have stops before it makes the first one too many."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.printed import add_brief, new_house, page_of, words

from briefpress.model.geometry import Fit, Setting
from briefpress.model.scripts import measure_text
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
def test_the_part_of_the_text_on_the_pages_before_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By it copyfitting knows how much is left, notes and all, but for the imprint, which a text
    that is too long has always pushed out."""
    house = new_house(tmp_path / "house")
    note = f"[^n]: {words(60)}"
    add_brief(house, "it", f"## One\n\n{words(2000)}\n\n{words(20)}[^n]\n\n{note}\n")
    page = replace(page_of(house, "it"), fit=Fit(2, (SETTING, SETTING)))
    told: list[float] = []

    def fit_copy(_: Fit, __: Extent, lay_out: LayOut) -> tuple[Any, ...]:
        with pytest.raises(TooLong) as stopped:
            lay_out(SETTING, 2)
        whole = lay_out(SETTING, None)
        told.extend([stopped.value.part, *map(_count_letters, whole.document.pages)])
        return whole.document, whole.layout, None

    monkeypatch.setattr(render, "fit_copy", fit_copy)
    assert Press().print_pdf(page, lambda _: b"").pages == 3
    part, first, second, third = told
    assert part == pytest.approx((first + second) / (first + second + third), abs=0.002)


def _count_letters(page: Any) -> int:
    """Count the letters in the flow and in the notes of *page*."""
    inside = [box for box in page._page_box.children if not hasattr(box, "at_keyword")]
    boxes = [box for one in inside for box in one.descendants()]
    imprint = [one for box in boxes if box.element_tag == "footer" for one in box.descendants()]
    texts = (getattr(box, "text", "") for box in boxes if box not in imprint)
    return sum(len("".join(text.split())) for text in texts)


def test_a_letter_has_the_room_of_its_script() -> None:
    """A Chinese one that of two or three; so a brief begins near its setting in any language."""
    assert measure_text("state") == 5
    assert measure_text("état") == 4
    assert measure_text("гос") > 3
    assert measure_text("国家") == measure_text("국가") > 4
    assert measure_text("국\u2060가\u2060는") == 1.5 * measure_text("국가")
    assert measure_text("报告 A/HRC/25/63") == measure_text("报告") + 12
