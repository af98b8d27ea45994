"""Print a brief of a house and throw it away, so that all that printing needs is loaded."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from ..checks.preflight import Proofreader
from ..model.house import find_briefs
from ..model.problems import Problems, Stopped
from ..page.compose import make_dummy_page
from ..press.workers import load_fonts_and_styles, print_page
from .build import read_over
from .lay_out import lay_out_brief, open_house
from .stamps import stamp_draft


def rehearse(house: Path, slug: str, seconds: float, day: date) -> None:
    """Load in this process what a build of the brief *slug* of *house* needs, and write nothing.

    Where *slug* is empty, only the look of the house is loaded. No chart is drawn: what draws them
    starts threads. *seconds*: how long reading may take; *day*: on which it is read over.
    """
    problems = Problems()
    with suppress(Stopped):
        theme = open_house(house, problems)
        load_fonts_and_styles(make_dummy_page(theme))
        if not slug:
            return
        laid = lay_out_brief(house, theme, slug, None, None, problems)
        reader = Proofreader(laid.brief, day)
        reader.read_brief(problems)
        for page in laid.pages:
            pdf = print_page(stamp_draft(page, laid.brief, theme, problems))
            read_over(pdf, reader, seconds, problems)


def find_last_saved(house: Path) -> str:
    """Find the brief of *house* that was saved last; empty where it has none."""
    return max(find_briefs(house / "content"), key=lambda one: _saved(house, one), default="")


def _saved(house: Path, slug: str) -> int:
    return max(
        (one.stat().st_mtime_ns for one in (house / "content" / slug).glob("brief*")), default=0
    )
