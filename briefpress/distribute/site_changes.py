"""The PDFs of two editions ─► what changed from one to the next, as a page of the site.

Each PDF holds the content that it was made from, so both can be laid out as they were written, and
compared as `briefpress diff` does. An edition that the site does not give away is compared with
none: what was struck out of it would be told.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..editions.files import read_published
from ..model.problems import Place, Problems, Stopped
from ..page.single_texts import name_standing
from ..page.standalone import SiteWriter
from ..press.executors import Executor, in_time
from ..workflows.diff import compare_laid, lay_out_old, stamp_of
from ..workflows.lay_out import OpenHouse, lay_out_sources
from ..workflows.restore import open_pdf
from .site_publications import Publication, Shown

if TYPE_CHECKING:
    from ..model.brief import Sources
    from ..model.contract import Institute


def changes_name(one: Shown) -> str:
    """The name of the page, in the folder of its publication."""
    return f"changes-{one.edition.number}.html"


def changes_path(publication: Publication, one: Shown) -> str:
    """The path of the page, in the site."""
    return f"{publication.path.rpartition('/')[0]}/{changes_name(one)}"


def find_before(publication: Publication, one: Shown) -> Shown | None:
    """Find the edition before *one*, where the site gives away both."""
    editions = publication.editions
    before = editions[editions.index(one) + 1 :][:1]
    return before[0] if before and before[0].downloads and one.downloads else None


def digest_changes(one: Shown, before: Shown, look: str, institute: Institute) -> str:
    """Digest of all that the page is made of: with the same one it is the same."""
    return sha256(repr([look, one.edition, before.edition, institute]).encode()).hexdigest()


def make_changes(
    house: OpenHouse,
    publication: Publication,
    one: Shown,
    before: Shown,
    institute: Institute,
    executor: Executor,
    problems: Problems,
) -> dict[str, bytes]:
    """Say what changed in *one* since the edition *before*, by the path of the page in the site, in
    the language of *one*; nothing where no word did, or a PDF carries no content that can be read.

    Problems: a PDF that is gone or was changed.
    """
    now, then = (_open(house.folder, shown, executor, problems) for shown in (one, before))
    if now is None or then is None:
        return {}
    theme, lost = house.theme, Problems()
    try:
        laid = lay_out_sources(house.folder, theme, now, None, executor, lost)
        old = lay_out_old(house.folder, theme, then, laid.pages[0].paper, executor, lost)
        names = [
            name_standing(laid.brief, theme, stamp_of(shown.edition), lost)
            for shown in (before, one)
        ]
        with in_time(now.folder, executor.seconds, lost):
            _, changes = compare_laid(old, laid, theme, (names[0], names[1]))
    except Stopped:
        return {}
    if lost.errors or not changes:
        return {}
    writer = SiteWriter(institute, theme, problems, laid.brief.language)
    opening, closing = writer.language.quotes[:2]
    text = writer.render(
        "site/changes.html", root="../../", edition=one.edition, changes=changes,
        quote=lambda words: f"{opening}{words}{closing}",
    )  # fmt: skip
    return {changes_path(publication, one): text.encode()}


def _open(house: Path, shown: Shown, executor: Executor, problems: Problems) -> Sources | None:
    published = shown.downloads[0].printed
    data = read_published(house, published, problems)
    return open_pdf(data, Place(published.file), executor, Problems()) if data else None
