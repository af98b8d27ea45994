"""Turn the ledger and its PDFs into output/site/: the institute's publications page, static.

    the ledger, the look of the house ─ same ─► nothing to do        this module, no heavy import
                                      ─ other ─► site_pages.py

The same ledger gives the same bytes: whatever has a date has it from there. Each file is written
whole, what a page names before the page, so a web server that serves the folder meanwhile never
shows half of anything. Files that the ledger does not name any more are deleted last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from ..editions.books import open_ledger
from ..editions.files import SITE, check_site_folder, remove_links
from ..editions.hash_chain import End, end_of
from ..editions.ledger import Edition, Ledger, Renaming
from ..editions.locks import alone_with_site
from ..editions.minisign import PublicKey, SecretKey
from ..editions.signing import SIGNED, find_signer
from ..editions.truncation import EDITION as EDITION_NOTE
from ..editions.truncation import WITHDRAWN as WITHDRAWN_NOTE
from ..editions.trust import Trust
from ..model.problems import Problems, Stopped
from ..model.text import is_file_name
from ..press.executors import Executor
from ..workflows.rights import bar_edition
from .site_folder import SiteFolder, SiteSources


@dataclass
class Catalog:
    """The numbers of a site that was made, and the problems."""

    publications: int = 0
    editions: int = 0
    written: int = 0
    """Files that are new or other than before."""
    deleted: int = 0
    has_address: bool = False
    """Whether the feed says where the site is found."""
    embargoed: tuple[Edition, ...] = ()
    """The editions that were left out."""
    barred: tuple[Edition, ...] = ()
    """Those that are listed without their files: a picture in them may not be on the web."""
    to_recall: Problems = field(default_factory=Problems)
    """An error for each picture of them."""
    problems: Problems = field(default_factory=Problems)


def make_catalog(
    house: Path, executor: Executor, *, now: datetime, base: str | None = None
) -> Catalog:
    """Make output/site/ of *house* what its ledger says at the time *now*.

    *executor*: who draws first pages; each is drawn once. *base*: the address at which the site
    will be found, `https://example.org/publications/`, for those who read the feed elsewhere; None:
    the one that institute.yaml names. Without one the feed is relative.

    Problems: a published PDF that is gone or was changed, an error in a template, a disk that is
    full. Where there is one before the first file is written, the site stays as it was.
    """
    catalog = Catalog()
    problems = catalog.problems
    try:
        with alone_with_site(house, problems):
            check_site_folder(house, problems)
            ledger = open_ledger(house, problems)
            problems.stop_on_errors()
            _make(house, executor, ledger, now, base, catalog)
    except Stopped:
        pass
    return catalog


def _make(
    house: Path,
    executor: Executor,
    ledger: Ledger,
    now: datetime,
    base: str | None,
    catalog: Catalog,
) -> None:
    problems = catalog.problems
    catalog.embargoed = tuple(one for one in ledger.editions if one.is_embargoed(now))
    catalog.barred = tuple(_find_barred(ledger, now.date(), catalog.to_recall))
    remove_links(house / SITE, SITE, problems)
    end = _public_end(ledger, catalog.embargoed)
    key = Trust.read(house / "editions", problems).signs
    further = _take_notes(house, ledger, end, key)
    signer = _find_signer(house, problems) if key else None
    problems.stop_on_errors()
    site = SiteFolder(house, problems)
    sources = SiteSources(
        ledger, catalog.embargoed, catalog.barred, base, further, end, key, signer
    )
    if not site.is_whole(sources.digest(site.look)):
        # Imported here: a site with nothing new does not pay for the pages, 0.3 s.
        from .site_pages import fill_site

        catalog.deleted = fill_site(site, sources, executor, problems)
    catalog.written = site.written
    catalog.publications, catalog.editions = site.publications, site.editions
    catalog.has_address = site.has_address


def _find_barred(ledger: Ledger, day: date, problems: Problems) -> Iterator[Edition]:
    """Find the editions in use that may not be on the web on *day*, and say why."""
    for edition in ledger.editions:
        if edition.rights and not ledger.withdrawal(edition):
            errors_before = problems.errors
            bar_edition(edition, "web", day, problems)
            if problems.errors > errors_before:
                yield edition


def _public_end(ledger: Ledger, embargoed: Sequence[Edition]) -> End:
    """Where *ledger* ends before the first line that is *embargoed*: nothing may be told of that,
    nor of its place.
    """
    hidden = [number for number, one in enumerate(ledger.events) if one in embargoed]
    return end_of(ledger.lines[: hidden[0]] if hidden else ledger.lines)


KEY = "key.pub"
"""In the site: the public key that signs what is noted of each edition, as minisign writes it."""


def _find_signer(house: Path, problems: Problems) -> SecretKey | None:
    """Find what signs the list of editions; a warning where its secret half is not here."""
    lost = Problems()
    signer = find_signer(house, lost)
    for one in lost:
        from .qr_check_page import LIST

        message = f"{one.message}; {SITE}/{LIST} is not signed, and the page says so"
        problems.warning(one.place, message, one.hint)
    return signer


def _take_notes(house: Path, ledger: Ledger, end: End, key: PublicKey | None) -> dict[str, bytes]:
    """Take what the folders of editions say of them, up to *end*, with its signatures, and the key.

    With these a stranger who has a PDF of the site checks it without us.
    """
    files = {}
    for event in ledger.events[: end.lines]:
        if isinstance(event, Renaming) or not is_file_name(event.slug):
            continue
        number = event.number if isinstance(event, Edition) else event.edition
        name = EDITION_NOTE if isinstance(event, Edition) else WITHDRAWN_NOTE
        for suffix in ("", SIGNED):
            with suppress(OSError):
                data = (house / f"editions/{event.slug}/{number}/{name}{suffix}").read_bytes()
                stem = name.removesuffix(".txt")
                files[f"papers/{event.slug}/{stem}-{number}.txt{suffix}"] = data
    if key:
        comment = f"untrusted comment: minisign public key {key.name}, on paper {key.short}"
        files[KEY] = f"{comment}\n{key}\n".encode()
    return files
