"""Honest briefs about Valdoria, which is made up: no check finds anything in them, on any paper.

They hold what only looks like a mistake: money in two currencies, rounds of votes, ages, weeks,
formulas, laws, telephone numbers, short forms that the text explains, in four languages.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest
from support.depth import some
from support.once import PrintsOnce
from support.printed import new_house

from briefpress.workflows.build import build

DAY = date(2026, 11, 28)
BRIEFS = sorted((Path(__file__).parent / "briefs").iterdir())


@pytest.mark.long
@pytest.mark.parametrize("brief", some(BRIEFS, range(0, len(BRIEFS), 3)), ids=lambda one: one.name)
def test_nothing_is_found_in_an_honest_brief(brief: Path, tmp_path: Path) -> None:
    """Neither in its texts nor on its pages."""
    house = new_house(tmp_path / "house")
    shutil.copytree(brief, house / "content" / brief.name)
    (outcome,) = build(house, [brief.name], None, PrintsOnce(), None, DAY, writes=False)
    assert not outcome.problems.found, "\n".join(map(str, outcome.problems))
    assert len(outcome.proofs) == 2
