"""Covers and back pages on paper: to its edges, on a page of their own, and nothing is found."""

from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.printed import new_house, pdf_of, picture, print_brief, words

from briefpress.checks.evidence.tag_tree import read_tags
from briefpress.model.geometry import Area, PageLayout
from briefpress.model.page import Pdf
from briefpress.model.papers import PAPERS

PICTURED = {"image": "it.png", "alt": "A grey plain", "credit": "Jo Ash / Agency"}
PROSE = "\n\n".join(words(60, n) for n in range(5))


@pytest.fixture(name="printed")
def _printed(tmp_path: Path) -> Any:
    """Print a brief of the house with a cover: of its fields, on a paper; nothing may be found."""

    def print_it(cover: dict[str, str], paper: str = "a4", **fields: Any) -> Pdf:
        house = new_house(tmp_path / "house")
        files = {"it.png": picture(1800, 1600)}
        told = {"title": "What stands on the cover of a brief", "number": "7", **fields}
        told = {**told, "cover": cover} if cover else told
        return pdf_of(print_brief(house, PROSE, paper, files=files, **told))

    return print_it


def _area(page: PageLayout, name: str) -> Area:
    return next(one for one in page.areas if name in (one.tag, *one.classes))


@pytest.mark.long
@pytest.mark.parametrize("paper", few(PAPERS))
@pytest.mark.parametrize("cover", [PICTURED, {"colour": "accent"}], ids=["picture", "field"])
def test_a_third_runs_to_three_edges(printed: Any, cover: dict[str, str], paper: str) -> None:
    """Its title begins where the text does, and the text is on the same page."""
    (page, *_) = printed(cover, paper).layout.pages
    area = _area(page, "front-cover")
    assert (area.x, area.y) == (0, 0)
    assert area.right == pytest.approx(page.width, abs=0.1)
    assert 0.3 < area.height / page.height < 0.4
    title = next(one for one in page.pieces if one.text.startswith("What stands"))
    text = next(one for one in page.pieces if one.text.startswith(PROSE[:20]))
    assert title.x == text.x == page.text[0]


@pytest.mark.long
@pytest.mark.parametrize("paper", few(PAPERS))
@pytest.mark.parametrize("cover", [PICTURED, {"colour": "ink"}], ids=["picture", "field"])
def test_a_whole_page_is_followed_by_the_text(
    printed: Any, cover: dict[str, str], paper: str
) -> None:
    """The running head of page two names the brief, and its foot says what it is."""
    first, second, *_ = printed({**cover, "size": "page"}, paper).layout.pages
    area = _area(first, "front-cover")
    assert (area.x, area.y, area.right, area.bottom) == pytest.approx(
        (0, 0, first.width, first.height), abs=0.1
    )
    assert not any(one.text.startswith(PROSE[:20]) for one in first.pieces)
    margins = " ".join(
        one.text for one in second.pieces if second.areas[one.area].path.startswith("@")
    )
    margins = margins.replace("\u00a0", " ")
    assert "What stands on the cover of a brief" in margins
    assert "Policy brief 7 · 26 November 2024" in margins
    assert "Ralph Bunche Institute" in margins and "2 / 2" in margins


@pytest.mark.long
def test_a_long_title_takes_of_the_picture_and_not_of_the_next_page(printed: Any) -> None:
    """The field grows upwards."""
    title = "What stands on the cover of a brief that somebody has called by a very long name " * 2
    first, *_ = printed({**PICTURED, "size": "page"}, title=title.strip()).layout.pages
    field = _area(first, "field")
    assert field.bottom == pytest.approx(first.height, abs=0.1)
    assert field.height > 0.4 * first.height


@pytest.mark.long
@pytest.mark.parametrize("size", ["third", "page"])
def test_an_embargo_stands_above_a_cover(printed: Any, size: str) -> None:
    """On white, whatever the cover shows."""
    pdf = printed({**PICTURED, "size": size}, embargo="2026-12-01T09:00-05:00")
    page = pdf.layout.pages[0]
    embargo = next(one for one in page.pieces if one.text.startswith("Embargoed"))
    assert embargo.ground == "#ffffff"
    assert embargo.bottom < _area(page, "front-cover").y
    assert _area(page, "front-cover").bottom <= page.height + 0.1


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
def test_a_back_page_ends_with_a_band_to_three_edges(printed: Any, paper: str) -> None:
    """Wherever the text ends; what it says of the edition stands on the band."""
    authors = [{"name": "Jo Ash", "bio": words(20), "portrait": "it.png"}]
    pdf = printed({}, paper, back_page=True, funding=words(12), authors=authors)
    first, back = pdf.layout.pages
    band = _area(back, "imprint")
    assert (band.x, band.right, band.bottom) == pytest.approx((0, back.width, back.height), abs=0.1)
    assert band.ground == "#14355e"
    standing = next(one for one in back.pieces if one.text.startswith("Draft "))
    assert standing.ground == band.ground
    assert not any(back.areas[one.area].path.startswith("@") for one in back.pieces)
    assert any(one.text == "1 / 2" for one in first.pieces)


@pytest.mark.long
@pytest.mark.parametrize("count", [4, 6])
def test_publications_fill_the_width_of_the_page(printed: Any, count: int) -> None:
    """In rows of as many columns as fill it; each title once, large where no cover stands."""
    papers = [{"title": f"The Road {n}", "published": "2024-05"} for n in range(count)]
    pdf = printed({}, back_page=True, publications=papers)
    back = pdf.layout.pages[-1]
    titles = [area for area in back.areas if "title" in area.classes]
    titles = [*{one.element: one for one in titles}.values()]
    assert len(titles) == count
    columns = 3 if count == 6 else count
    assert len({round(one.x) for one in titles}) == columns
    gutter = titles[1].x - titles[0].right
    assert titles[columns - 1].right == pytest.approx(back.text[2], abs=1) and 15 < gutter < 25
    assert read_tags(pdf.data).root.text.count("The Road") == count


@pytest.mark.long
def test_covers_of_publications_are_not_heard(printed: Any) -> None:
    """Each stands above its title, and a paper without one begins on its line."""
    papers = [
        {"title": "The Road", "published": "2024-05", "url": "https://example.org/road"},
        {"title": "The Sea", "published": "2023", "number": "Note 2", "cover": "it.png"},
        {"title": "The Hill", "published": "2022-01-03"},
    ]
    pdf = printed({}, back_page=True, publications=papers)
    back = pdf.layout.pages[-1]
    (cover,) = {one.element: one for one in back.areas if "cover" in one.classes}.values()
    road = next(one for one in back.pieces if one.text == "The Road")
    sea = next(one for one in back.pieces if one.text == "The Sea")
    assert abs(road.y - cover.y) < 6 and sea.y > cover.bottom
    heard = read_tags(pdf.data).root
    assert [heard.text.count(one["title"]) for one in papers] == [1, 1, 1]
    assert not any(tag.kind == "Figure" for tag in heard)
