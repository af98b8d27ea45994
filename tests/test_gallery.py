"""The gallery, fifteen briefs about a country that does not exist: nothing is found in them."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from support.printed import HOUSE, new_house

from briefpress.press.executors import InProcess
from briefpress.workflows.build import build

GALLERY = HOUSE / "docs" / "gallery"
CONTENT = GALLERY / "content"
BRIEFS = sorted(path.parent.name for path in CONTENT.glob("*/brief.yaml"))
DAY = date(2025, 12, 31)
MOST = 1_000_000
"""Bytes of all that is kept of it."""


@pytest.mark.long
@pytest.mark.parametrize("name", BRIEFS)
def test_nothing_is_found_in_a_brief_of_the_gallery(name: str, tmp_path: Path) -> None:
    """Neither in its texts nor on its pages, on any paper, and no check is switched off."""
    house = new_house(tmp_path / "house")
    shutil.copy(CONTENT / "institute.yaml", house / "content")
    shutil.copytree(CONTENT / name, house / "content" / name)
    (outcome,) = build(house, [name], None, InProcess(), None, DAY, writes=False)
    assert not outcome.problems.found, "\n".join(map(str, outcome.problems))
    assert len(outcome.proofs) == 2
    assert "\nallow:" not in (CONTENT / name / "brief.yaml").read_text("utf-8")


def test_each_brief_of_the_gallery_says_that_it_is_made_up() -> None:
    """There are fifteen, all small, and the last line of each says so."""
    assert len(BRIEFS) == 15
    for name in BRIEFS:
        last = (CONTENT / name / "brief.md").read_text("utf-8").splitlines()[-1]
        assert last.startswith("*") and last.endswith("*"), name
    kept = [path for path in CONTENT.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in kept) < MOST
