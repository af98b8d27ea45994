"""The PDF of an edition ─► the content that it carries ─► its text, as a page of the site and as an
EPUB.

An edition is frozen, and its PDF holds all that it was made from: so its text can be made years
later, in the look that the house has then, with not one word that was not published.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import quote

from ..editions.files import read_published
from ..editions.ledger import Ledger, PublishedPdf
from ..model.page import WebLink, WebLinks
from ..model.problems import Place, Problems, Stopped
from ..page.standalone import SiteWriter
from ..press.executors import Executor
from ..workflows.lay_out import OpenHouse, lay_out_sources
from ..workflows.restore import open_pdf
from ..workflows.screen_editions import ToShow
from ..workflows.stamps import find_correction
from ..workflows.web import make_web_page
from .epub import make_epub
from .site_publications import Publication, Shown

NAME = "text.html"
"""In the folder of its publication."""
ROOT = "../../"


def text_path(publication: Publication) -> str:
    """The path of the text of *publication*, in the site."""
    return f"{publication.path.rpartition('/')[0]}/{NAME}"


def epub_path(one: Shown) -> str:
    """The path of the EPUB of the edition *one*, in the site."""
    return f"{one.downloads[0].path.removesuffix('.pdf')}.epub"


def card_path(published: PublishedPdf) -> str:
    """The path of the card of a PDF, in the site."""
    return f"pictures/{published.sha256[:32]}-card.jpg"


def link_text(
    publication: Publication,
    shown: Sequence[Publication],
    changes: str,
    writer: SiteWriter,
    base: str | None,
) -> WebLinks:
    """Say what stands around the text of *publication* in the site that shows all of *shown*, and
    is found at *base*; *changes*: the name of the page that tells what changed, if there is one.
    """
    last = publication.last
    others = sorted(
        (one.last.edition.language, one.folder)
        for one in shown
        if one is not publication and one.brief == publication.brief
    )
    return WebLinks(
        tuple(
            WebLink(writer.own_name(tag), f"../{quote(folder)}/index.html", tag)
            for tag, folder in others
        ),
        tuple(WebLink(one.paper, f"{ROOT}{quote(one.path)}") for one in last.downloads),
        f"{ROOT}index.html",
        f"index.html#edition-{last.edition.number}",
        changes,
        f"{ROOT}check/index.html#{quote(last.edition.code)}",
        f"{base.rstrip('/')}/" if base else "",
        quote(text_path(publication)),
        card_path(last.downloads[0].printed),
        quote(last.downloads[0].path),
        f"{ROOT}{quote(epub_path(last))}",
    )


def digest_texts(
    one: Shown, links: WebLinks | None, ledger: Ledger, look: str, base: str | None
) -> str:
    """Digest of all that the texts of the edition *one* are made of: with the same one they are the
    same. *look*: that of the house, and of its engine; the rest as for `make_texts`.
    """
    parts = [look, one.edition, links, base, find_correction(one.edition, ledger)]
    return sha256(repr(parts).encode()).hexdigest()


def make_texts(
    house: OpenHouse,
    publication: Publication,
    one: Shown,
    links: WebLinks | None,
    base: str | None,
    executor: Executor,
    problems: Problems,
) -> dict[str, bytes]:
    """Make the texts of *one*, an edition of *publication*, out of its PDF, by their paths in the
    site: an EPUB, and where there are *links* around it a page. None where it carries no content
    that can be read today: then its PDF is all that there is.

    *base*: the address at which the site is found.

    Problems: a PDF that is gone or was changed.
    """
    published = one.downloads[0].printed
    data = read_published(house.folder, published, problems)
    lost = Problems()
    sources = open_pdf(data, Place(published.file), executor, lost) if data else None
    if data is None or sources is None:
        return {}
    edition = one.edition
    site = f"{base.rstrip('/')}/" if base else ""
    try:
        laid = lay_out_sources(house.folder, house.theme, sources, None, executor, lost)
        to_show = ToShow(house, laid, edition)
        book = make_epub(to_show, data, site, executor, lost)
        texts = {epub_path(one): book}
        if links:
            page = make_web_page(to_show, links, executor, lost)
            texts[text_path(publication)] = page.encode()
    except Stopped:
        return {}
    return {} if lost.errors else texts
