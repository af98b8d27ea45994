"""Tests of handing over: a page comes out as it went in, and its fonts are written once."""

from copy import copy
from pathlib import Path

import pytest

from briefpress.model.page import Html
from briefpress.press.handing_over import LARGE, MOST, Packer
from briefpress.press.workers import Workers

FONT = bytes(LARGE)


def make_page(slug: str, *fonts: bytes) -> Html:
    """A page with *fonts*, and a picture that is small."""
    assets = {f"fonts/{n}.ttf": bytes(bytearray(one)) for n, one in enumerate(fonts)}
    return Html(slug, "a4", "<p>It rained.</p>", (), {**assets, "logo.svg": b"<svg/>"})


@pytest.mark.long
def test_a_page_comes_to_a_worker_as_it_is() -> None:
    """All of it, with what it knows of itself already, as its digest."""
    page = make_page("one", FONT)
    with Workers(1) as workers:
        come = workers.submit(copy, page).result()
        assert (come, vars(come)) == (page, vars(page))
        known = page.digest
        assert vars(workers.submit(copy, page).result())["digest"] == known


def test_a_font_is_written_once_for_all_pages(tmp_path: Path) -> None:
    """Two pages with the same font bring one file, whether they share its bytes or not."""
    packer = Packer(tmp_path)
    for slug in ("one", "two"):
        assert FONT not in packer.pack(make_page(slug, FONT)).values["assets"].values()
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [FONT]


@pytest.mark.parametrize("room", ["none", "for some"])
def test_what_finds_no_room_on_the_disk_goes_with_the_page(tmp_path: Path, room: str) -> None:
    """A disk that is full, and pages each of which has fonts of its own, end nothing."""
    packer = Packer(tmp_path / "missing" if room == "none" else tmp_path)
    fonts = [FONT + b"%d" % n for n in range(MOST + 1)]
    packed = packer.pack(make_page("one", *fonts)).values["assets"]
    assert packed[f"fonts/{MOST}.ttf"] == fonts[MOST]
    assert len([*tmp_path.iterdir()]) == (0 if room == "none" else MOST)
