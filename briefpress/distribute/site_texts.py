"""The PDF of an edition ─► the content that it carries ─► its text, as a page of the site.

An edition is frozen, and its PDF holds all that it was made from: so its text can be made years
later, in the look that the house has then, with not one word that was not published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from ..editions.files import read_published
from ..editions.ledger import Ledger, Printed
from ..model.brief import Theme
from ..model.page import WebLink, WebLinks
from ..model.problems import Place, Problems, Stopped
from ..page.standalone import SiteWriter
from ..press.executors import Executor
from ..workflows.lay_out import lay_out_sources
from ..workflows.restore import open_pdf
from ..workflows.stamps import correction
from ..workflows.web import make_web_page
from .site_publications import Publication

NAME = "text.html"
"""In the folder of its publication."""
ROOT = "../../"


def text_path(publication: Publication) -> str:
    """The path of the text of *publication*, in the site."""
    return f"{publication.path.rpartition('/')[0]}/{NAME}"


def find_texts(shown: Sequence[Publication]) -> Iterator[tuple[Publication, Printed]]:
    """Find the publications that may be read, and of each the PDF of its last edition."""
    for publication in shown:
        if publication.last.downloads:
            yield publication, publication.last.downloads[0].printed


def link_text(
    publication: Publication, shown: Sequence[Publication], writer: SiteWriter, base: str | None
) -> WebLinks:
    """Say what stands around the text of *publication* in the site that shows all of *shown*, and
    is found at *base*.
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
        f"{ROOT}check/index.html#{quote(last.edition.code)}",
        f"{base.rstrip('/')}/" if base else "",
        quote(text_path(publication)),
        f"pictures/{last.downloads[0].printed.sha256[:32]}-640.webp",
        quote(last.downloads[0].path),
    )


def digest_text(publication: Publication, links: WebLinks, ledger: Ledger, look: str) -> str:
    """Digest of all that a text is made of: with the same one it is the same. *look*: that of the
    house, and of its engine.
    """
    edition = publication.last.edition
    return sha256(repr([look, edition, links, correction(edition, ledger)]).encode()).hexdigest()


def make_text(
    house: Path,
    theme: Theme,
    publication: Publication,
    printed: Printed,
    links: WebLinks,
    ledger: Ledger,
    executor: Executor,
    problems: Problems,
) -> bytes:
    """Make the text of *publication* out of its PDF *printed*; empty where that carries no content
    that can be read today: then its PDF is all that there is.

    Problems: a PDF that is gone or was changed.
    """
    data = read_published(house, printed, problems)
    lost = Problems()
    sources = open_pdf(data, Place(printed.file), executor, lost) if data else None
    if sources is None:
        return b""
    edition = publication.last.edition
    try:
        laid = lay_out_sources(house, theme, sources, None, executor, lost)
        text = make_web_page(house, laid, theme, edition, ledger, links, executor, lost)
    except Stopped:
        return b""
    return b"" if lost.errors else text.encode()
