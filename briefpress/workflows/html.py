"""Write the finished page of a brief as one HTML file."""

from __future__ import annotations

from pathlib import Path

from ..editions.files import write_whole
from ..model.problems import Place, Problems, Stopped
from ..press.workers import Workers
from .lay_out import lay_out_brief, open_house
from .stamps import stamp_draft


def write_html(house: Path, slug: str, paper: str | None, problems: Problems) -> str | None:
    """Write `output/<slug>.html`, its styles and assets inside.

    *paper*: whose page it is, where it is not the main one. Returns the name of the file; None
    where none was written. One with errors is written as a draft, which says how many there are.
    """
    try:
        theme = open_house(house, problems)
        with Workers(1) as workers:
            papers = [paper] if paper else None
            laid = lay_out_brief(house, theme, slug, papers, workers, problems)
        page = stamp_draft(laid.pages[0], laid.brief, theme, problems)
    except Stopped:
        return None
    label = f"output/{slug}.html"
    written = write_whole(house / label, page.in_one_file().encode(), Place(label), problems)
    return label if written else None
