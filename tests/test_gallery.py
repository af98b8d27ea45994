"""The gallery, sixteen briefs about a country that does not exist: nothing is found in them.

And three houses, each with a look of its own.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest
from support.once import PrintsOnce
from support.printed import HOUSE, PAPERS, new_house
from support.printed_pages import find

from briefpress.model.house import find_briefs
from briefpress.model.problems import Problems
from briefpress.workflows.build import build
from briefpress.workflows.lay_out import open_house

GALLERY = HOUSE / "docs" / "gallery"
CONTENT = GALLERY / "content"
BRIEFS = sorted(path.parent.name for path in CONTENT.glob("*/brief.yaml"))
DAY = date(2025, 12, 31)
MOST = 1_000_000
"""Bytes of all that is kept of it."""
LONG = {"country": ["a4"], "water": ["letter"]}
"""Reports of six and twelve pages, on one paper each."""


@pytest.mark.long
@pytest.mark.parametrize("name", BRIEFS)
def test_nothing_is_found_in_a_brief_of_the_gallery(name: str, tmp_path: Path) -> None:
    """Neither in its texts nor on its pages, on both papers, and no check is switched off."""
    house = new_house(tmp_path / "house")
    shutil.copy(CONTENT / "institute.yaml", house / "content")
    shutil.copytree(CONTENT / name, house / "content" / name)
    (outcome,) = build(house, [name], LONG.get(name), PrintsOnce(), None, DAY, writes=False)
    assert not outcome.problems.found, "\n".join(map(str, outcome.problems))
    assert len(outcome.proofs) == len(LONG.get(name, PAPERS))
    assert [str(one) for proof in outcome.proofs for one in find("copied-text", proof)] == []
    assert "\nallow:" not in (CONTENT / name / "brief.yaml").read_text("utf-8")


def test_each_brief_of_the_gallery_says_that_it_is_made_up() -> None:
    """There are sixteen, all small, and the last line of each says so."""
    assert len(BRIEFS) == 16
    for name in BRIEFS:
        last = (CONTENT / name / "brief.md").read_text("utf-8").splitlines()[-1]
        assert last.startswith("*") and last.endswith("*"), name
    kept = [path for path in CONTENT.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in kept) < MOST


HOUSES = sorted(path.parent for path in (GALLERY / "houses").glob("*/_brand.yml"))


@pytest.mark.long
@pytest.mark.parametrize("there", HOUSES, ids=lambda path: path.name)
def test_a_brand_file_alone_makes_a_house(there: Path, tmp_path: Path) -> None:
    """No template, no style, two fonts, a logo: nothing is found on any paper, no check is off."""
    house = tmp_path / there.name
    shutil.copytree(there, house, ignore=shutil.ignore_patterns("output"))
    assert {path.name for path in house.iterdir()} <= {
        "_brand.yml", "content", "logo.svg", "logo-white.svg",
    }  # fmt: skip
    names = find_briefs(house / "content")
    outcomes = [*build(house, names, None, PrintsOnce(), None, DAY, writes=False)]
    for outcome in outcomes:
        assert not outcome.problems.found, "\n".join(map(str, outcome.problems))
        assert len(outcome.proofs) == 2
    theme = open_house(house, Problems())
    families = {theme.tokens[f"font-{role}"] for role in ("text", "headings")}
    assert len(families) == 2 and not any("Source" in family for family in families)
    last = next(house.glob("content/*/brief.md")).read_text("utf-8").splitlines()[-1]
    assert last.startswith("*") and "made up" in last


def test_no_two_houses_look_alike() -> None:
    """They are three, and differ in the head, the key messages, the colours and the fonts."""
    looks = [open_house(there, Problems()).tokens for there in HOUSES]
    assert len(looks) == 3
    for token in ("masthead", "messages", "ink", "pale", "font-text", "font-title"):
        assert len({look[token] for look in looks}) >= 2, token
    assert len({look["masthead"] for look in looks}) == 3
