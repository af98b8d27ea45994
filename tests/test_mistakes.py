"""The checks are right: each real mistake is found, and what is right is left alone."""

import shutil
from itertools import permutations
from pathlib import Path

import pytest
from mistakes import DAY, MISTAKES, TOGETHER, Mistake
from support.depth import few, some
from support.once import PrintsOnce
from support.printed import HOUSE, PAPERS, new_house

from briefpress.checks.table import names
from briefpress.workflows.build import build


@pytest.mark.long
@pytest.mark.parametrize(
    "mistake",
    some(MISTAKES, range(0, len(MISTAKES), 4)),
    ids=lambda one: one.name.replace(" ", "-"),
)
def test_a_mistake_is_found(mistake: Mistake, tmp_path: Path) -> None:
    """The check that it is meant for names it, with a place that leads to it and a hint."""
    house = new_house(tmp_path / "house", content=True)
    found = [one for one in mistake.found(house) if one.check == mistake.check]
    assert found
    assert all(one.place.file and one.hint for one in found)
    assert any((root / one.place.file).exists() for one in found for root in (house, HOUSE))


HONEST = sorted(path.name for path in (Path(__file__).parent / "briefs").iterdir())
"""Briefs without a fault, in both languages and of both kinds, with what only looks like one."""


@pytest.mark.long
@pytest.mark.parametrize(
    ("slug", "papers"),
    few(
        [
            ("dprk", [*PAPERS]),
            ("panel-of-experts", [*PAPERS]),
            *zip(HONEST, (["letter"], ["a4"], ["letter"]), strict=True),
        ],
        2,
    ),
)  # fmt: skip
def test_what_is_right_is_left_alone(slug: str, papers: list[str], tmp_path: Path) -> None:
    """Nothing is found in a brief without a fault, in those of this house on both papers."""
    house = new_house(tmp_path / "house", content=True)
    if slug in HONEST:
        shutil.copytree(Path(__file__).parent / "briefs" / slug, house / "content" / slug)
    (outcome,) = build(house, [slug], papers, PrintsOnce(), None, DAY, writes=False)
    assert not outcome.problems.found, "\n".join(map(str, outcome.problems))
    assert [proof.pdf.paper for proof in outcome.proofs] == papers


def test_there_are_sixty_of_them_and_more() -> None:
    """Each is one small change of its own; most checks have one of them at least."""
    assert len(MISTAKES) >= 60
    assert len({one.name for one in MISTAKES}) == len(MISTAKES)
    assert len({(one.file, one.old, one.new, one.paper) for one in MISTAKES}) == len(MISTAKES)
    assert {one.check for one in MISTAKES} <= set(names())
    assert len({one.check for one in MISTAKES}) > 30


def test_mistakes_of_one_page_are_told_apart() -> None:
    """No two of them are found by one check with the same words."""
    checks = {one.name: one.check for one in MISTAKES}
    for words in TOGETHER:
        assert words.keys() <= checks.keys()
        for one, other in permutations(words, 2):
            assert checks[one] != checks[other] or words[one] not in words[other]


def test_the_day_is_one_on_which_the_briefs_are_right() -> None:
    """Five days after they were published; nothing of them is out of date by then."""
    for brief in (HOUSE / "content").glob("*/brief.yaml"):
        assert f"published: {DAY.year}-11-26" in brief.read_text("utf-8")
