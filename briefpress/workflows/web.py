"""Make web editions: Sources → Brief → one HTML file → output/web/<slug>.html."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..editions.ledger import Edition
from ..model.house import locate_brief, main_language
from ..model.page import Chapter, Mail, Stamp, WebLink, WebLinks
from ..model.problems import Problems
from ..page.chapter import lay_out_chapter
from ..page.mail import lay_out_mail
from ..page.standalone import SiteWriter
from ..page.web import IN_NARROW, NARROW, OnScreen, lay_out_web
from ..press.executors import Executor
from .draw_charts import draw_charts
from .draw_maps import draw_maps
from .languages import names_of
from .lay_out import Laid
from .screen_editions import ToShow, WrittenFile, write_screen_editions
from .stamps import find_correction, write_address

FOLDER = "output/web"


def write_web(
    house: Path, slugs: Sequence[str], executor: Executor, day: date
) -> Iterator[WrittenFile]:
    """Write the web edition of each of *slugs*, one outcome after another.

    One that was published as it stands says so, with its code; any other is a draft. Those of one
    brief lead to one another by their names, as they lie in output/web/.

    Problems: those of `write_screen_editions`.
    """

    def make(to_show: ToShow, problems: Problems) -> bytes:
        return make_web_page(to_show, _link(to_show, slugs), executor, problems).encode()

    return write_screen_editions(house, slugs, f"{FOLDER}/{{}}.html", make, executor, day)


def make_web_page(
    to_show: ToShow, links: WebLinks, executor: Executor | None, problems: Problems
) -> str:
    """Make the web edition of *to_show*. Raises `Stopped`.

    *executor*: who draws its charts for a telephone; without one, they are those of paper.
    """
    return lay_out_web(_show_narrow(to_show, links, executor, problems), problems)


def make_chapter(
    to_show: ToShow, links: WebLinks, executor: Executor | None, problems: Problems
) -> Chapter:
    """Make *to_show* a chapter of an EPUB, as `make_web_page` does its web edition."""
    return lay_out_chapter(_show_narrow(to_show, links, executor, problems), problems)


def make_mail(to_show: ToShow, problems: Problems) -> Mail:
    """Make *to_show* the text of a mail. Raises `Stopped`."""
    return lay_out_mail(_show(to_show, WebLinks(), problems), problems)


def _show_narrow(
    to_show: ToShow, links: WebLinks, executor: Executor | None, problems: Problems
) -> OnScreen:
    """Show *to_show* on a screen of any width: its charts are drawn for a telephone as well."""
    shown = _show(to_show, links, problems)
    narrow = _draw_narrow(to_show, executor)
    return replace(shown, drawings={**to_show.laid.charts, **narrow})


def _show(to_show: ToShow, links: WebLinks, problems: Problems) -> OnScreen:
    """Show *to_show* on a screen, as the edition that it is, or as a draft."""
    laid, edition = to_show.laid, to_show.edition
    facts = laid.brief.fields.facts
    return OnScreen(
        laid.brief,
        to_show.house.theme,
        laid.charts,
        say_standing(laid, edition, problems),
        _link_check(links, laid, edition),
        find_correction(edition, to_show.house.ledger, facts) if edition else None,
        laid.run_processor,
    )


def say_standing(laid: Laid, edition: Edition | None, problems: Problems) -> Stamp:
    """Say how *laid* stands on a screen: as *edition*, or as a draft with its *problems*."""
    if edition:
        return Stamp(edition.code, edition.number, edition.date)
    return Stamp(laid.pages[0].digest[:8], errors=problems.errors)


def _link_check(links: WebLinks, laid: Laid, edition: Edition | None) -> WebLinks:
    """Say in *links* where the code of *edition* is checked, if they do not say it."""
    institute = laid.brief.institute
    if edition and not links.check and (institute.check_at or institute.site_at):
        return replace(links, check=write_address(edition.code, institute))
    return links


def _draw_narrow(to_show: ToShow, executor: Executor | None) -> Mapping[str, bytes]:
    """Draw the charts and maps of *to_show* once more, for a telephone; what is wrong with them was
    told of the first ones, and one that cannot be drawn so narrow is left away.
    """
    house, laid, told = to_show.house, to_show.laid, Problems()
    given = house.folder, house.theme, laid.brief, executor, told, NARROW
    drawn = {**draw_charts(*given, is_optional=True), **draw_maps(*given)}
    return {
        f"{IN_NARROW}{name}": svg
        for name, svg in drawn.items()
        if svg and svg != laid.charts.get(name)
    }


def _link(to_show: ToShow, slugs: Sequence[str]) -> WebLinks:
    """Say what stands around the page of *to_show*: its languages, of which *slugs* are made."""
    house, brief = to_show.house, to_show.laid.brief
    content = house.folder / "content"
    writer = SiteWriter(brief.institute, house.theme, Problems(), brief.language)
    languages = []
    for other in names_of(house.folder, brief.slug):
        if other != brief.slug and other in slugs:
            where = locate_brief(content, other)
            tag = where.tag or main_language(content, content / where.folder)
            languages.append(WebLink(writer.own_name(tag), f"{other}.html", tag))
    return WebLinks(tuple(languages))
