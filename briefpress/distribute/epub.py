"""A brief, an edition or the papers of a pack → an EPUB, for those who read on a device.

    Brief ─► chapter ─┐
    PDF ─► its cover ─┴─► EPUB ─► output/epub/<slug>.epub

It says what the web edition says; the first page of the PDF is its cover.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from ..editions.ledger import Edition
from ..model.page import Chapter, Pdf, WebLinks
from ..model.problems import Place, Problems, Stopped
from ..page.chapter import describe_book
from ..page.epub import bind_epub
from ..press.executors import Executor, give, result
from ..press.workers import print_page
from ..workflows.lay_out import OpenHouse, lay_out_sources
from ..workflows.restore import open_pdf
from ..workflows.screen_editions import ToShow, WrittenFile, write_screen_editions
from ..workflows.stamps import stamp_draft, stamp_edition
from ..workflows.web import make_chapter, say_standing

FOLDER = "output/epub"
COVER_WIDTH = 1000
"""Pixels of a cover: shops of books ask for 1,000 at least on the longer side."""
QUALITY = 80
"""The quality of a cover, of 100."""


def write_epubs(
    house: Path, slugs: Sequence[str], executor: Executor, day: date
) -> Iterator[WrittenFile]:
    """Write the EPUB of each of *slugs*, one outcome after another.

    One that was published as it stands says so, with its code; any other is a draft. Its page is
    printed for the cover.

    Problems: those of `write_screen_editions`.
    """

    def make(to_show: ToShow, problems: Problems) -> bytes:
        laid, page = to_show.laid, to_show.laid.pages[0]
        if to_show.edition:
            stamped = stamp_edition(page, to_show.edition, laid, to_show.house.theme, problems)
        else:
            stamped = stamp_draft(page, laid.brief, to_show.house.theme, problems)
        place = Place(f"content/{laid.brief.slug}")
        pdf: Pdf | None = result(executor, give(executor, print_page, stamped), place, problems)
        if pdf is None:
            raise Stopped
        return make_epub(to_show, pdf.data, "", executor, problems)

    return write_screen_editions(house, slugs, f"{FOLDER}/{{}}.epub", make, executor, day)


def make_epub(
    to_show: ToShow, pdf: bytes, site: str, executor: Executor, problems: Problems
) -> bytes:
    """Make the EPUB of *to_show*; *pdf* has its cover.

    *site*: the address at which the site is found, with `/` behind it; empty where nobody knows
    it. Raises `Stopped`.
    """
    laid, edition = to_show.laid, to_show.edition
    institute = laid.brief.institute
    links = WebLinks()
    if edition and site and not (institute.check_at or institute.site_at):
        links = WebLinks(check=f"{site}check/index.html#{edition.code}")
    stamp = say_standing(laid, edition, problems)
    chapter = make_chapter(to_show, links, executor, problems)
    named = f"published {edition.code}" if edition else f"draft {laid.pages[0].digest}"
    book = describe_book(laid.brief, to_show.house.theme, stamp, name_book(named))
    cover = bring_cover(pdf, Place(f"content/{laid.brief.slug}"), executor, problems)
    return bind_epub(book, [chapter], cover, to_show.house.theme)


def make_chapter_of_pdf(
    house: OpenHouse,
    pdf: bytes,
    paper: str,
    edition: Edition | None,
    place: Place,
    executor: Executor,
    problems: Problems,
) -> Chapter | None:
    """Make a chapter of the content that *pdf* carries, a page of ours on *paper*; None where it
    carries none that can be read.

    *place*: who asks for it.

    Problems: a warning where it is left out.
    """
    lost = Problems()
    sources = open_pdf(pdf, place, executor, lost)
    with suppress(Stopped):
        if sources:
            laid = lay_out_sources(house.folder, house.theme, sources, [paper], executor, lost)
            to_show = ToShow(house, laid, edition)
            return make_chapter(to_show, WebLinks(), executor, lost)
    problems.warning(
        place,
        "its text is not in the EPUB: the PDF carries no content that can be read",
        "delete `embed_content: false` in its brief.yaml, or hand out the PDF",
    )
    return None


def name_book(named: str) -> str:
    """Name a book by what is *named*: the same name each time, and no other book's."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, named)}"


def bring_cover(pdf: bytes, place: Place, executor: Executor, problems: Problems) -> bytes:
    """Have the first page of *pdf* drawn; empty where it cannot be."""
    return result(executor, give(executor, draw_first_page, pdf), place, problems) or b""


def draw_first_page(data: bytes) -> bytes:
    """Draw the first page of the PDF *data* as a JPEG, for a worker; empty where it cannot be."""
    from io import BytesIO

    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            page = pdf[0]
            bitmap = page.render(scale=COVER_WIDTH / page.get_width())
            picture = bitmap.to_pil().convert("RGB")
            bitmap.close()
    except pypdfium2.PdfiumError:
        return b""
    written = BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
