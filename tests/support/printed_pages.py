"""Briefs on the desk of a check: write one, read it over with one check, see what it finds."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.checks.evidence.texts import Reading
from briefpress.checks.table import Finding, load
from briefpress.content.parse import parse_brief
from briefpress.content.sources import read_sources
from briefpress.model.brief import Brief
from briefpress.model.problems import Problems
from briefpress.press.workers import print_page
from briefpress.workflows.lay_out import lay_out_brief, open_house
from briefpress.workflows.stamps import stamp_draft
from support.houses import theme_of
from support.once import PrintsOnce
from support.printed import add_brief, own_file

TODAY = date(2024, 12, 1)
SOURCES = {
    "one": {"type": "report", "author": [{"literal": "A Body"}], "title": "One", "issued": "2024"},
    "bare": {"type": "webpage", "author": [{"literal": "A Body"}], "title": "Bare"},
}
"""The sources of every brief that is written for `told`: one with a date, and one without."""


def brief_of(
    house: Path, prose: str, files: Mapping[str, bytes] | None = None, **fields: Any
) -> Brief:
    """Write the brief `it` into *house* and parse it; no page is laid out."""
    add_brief(house, "it", prose, files, **fields)
    problems = Problems()
    sources = read_sources(house / "content", "it", problems)
    return parse_brief(sources, theme_of(house).languages, problems)


def proof_of(
    house: Path,
    prose: str,
    files: Mapping[str, bytes] | None = None,
    *,
    paper: str = "a4",
    **fields: Any,
) -> PrintedPage:
    """Write the brief `it` into *house* and print it with the real press."""
    add_brief(house, "it", prose, files, **fields)
    return proof_in(house, "it", paper)


def proof_in(house: Path, slug: str, paper: str = "a4") -> PrintedPage:
    """Print the brief *slug* of *house*."""
    problems = Problems()
    theme = open_house(house, problems)
    laid = lay_out_brief(house, theme, slug, [paper], PrintsOnce(), problems)
    page = stamp_draft(laid.pages[0], laid.brief, theme, problems)
    pdf = PrintsOnce().submit(print_page, page).result()
    assert not pdf.problems, "\n".join(map(str, pdf.problems))
    return PrintedPage(laid.brief, pdf)


def find(name: str, what: Brief | PrintedPage, today: date = TODAY) -> list[Finding]:
    """Give the findings of the check *name* in a brief, or on a printed page."""
    check = load(name)
    if isinstance(what, Brief):
        assert check.find_in_brief, f"{name} reads pages"
        return [*check.find_in_brief(Reading(what, today))]
    find_on_page = check.find_on_page or check.find_in_edition
    assert find_on_page, f"{name} reads briefs"
    return [*find_on_page(what)]


def told(
    name: str,
    house: Path,
    prose: str = "Text.",
    files: Mapping[str, bytes] | None = None,
    **fields: Any,
) -> list[str]:
    """Give the findings of the check *name* in the brief `it`: file, line and message of each."""
    brief = brief_of(house, prose, files, **{"sources": SOURCES, **fields})
    return [
        f"{one.place.file.rpartition('/')[2]}:{one.place.line}: {one.message}"
        for one in find(name, brief)
    ]


def restyle(house: Path, css: str) -> None:
    """Give the briefs of *house* a style of their own, after the house's."""
    own_file(house, "styles/policy-brief.css").write_text(css, "utf-8")
