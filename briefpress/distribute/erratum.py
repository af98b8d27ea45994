"""The ledger → slips to lay into the copies of an edition that are out: what in it was corrected.

Four slips of A6 stand on a sheet of A4, to be cut; on Letter they are a quarter of that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ..content.house_facts import list_facts
from ..content.parse import parse_institute
from ..content.sources import read_institute
from ..editions.books import open_ledger
from ..editions.files import write_whole
from ..editions.ledger import Edition, Ledger, changed_facts
from ..model.changes import in_order
from ..model.problems import Place, Problems, Stopped, nearest
from ..page.edition_notes import set_note
from ..page.qr_code import draw_code
from ..page.standalone import StandalonePage, lay_out_standalone
from ..press.executors import Executor, give, result
from ..press.workers import print_page
from ..workflows.lay_out import open_house
from ..workflows.stamps import write_address

FOLDER = "output/errata"
MOST = 8
"""Corrected figures that a slip has room for."""


@dataclass(frozen=True)
class Erratum:
    """A sheet of slips that was printed."""

    file: str
    edition: Edition
    """To which it belongs."""
    changes: int


def print_erratum(
    house: Path,
    slug: str,
    number: int,
    executor: Executor,
    problems: Problems,
    *,
    now: datetime,
    paper: str | None = None,
) -> Erratum | None:
    """Print the slips for edition *number* of *slug*: what has changed since, or that it is gone.

    *now*: later editions that are under embargo then are not told. *paper*: None, the first one of
    the institute. Returns None where nothing was printed.

    Problems: an edition that was not published, or that needs no slip; those of a template.
    """
    try:
        ledger = open_ledger(house, problems)
        problems.stop_on_errors()
        edition, current = _find(ledger, slug, number, now, problems)
        theme = open_house(house, problems)
        file = read_institute(house / "content", problems)
        institute = parse_institute(file, problems)
        problems.stop_on_errors()
        assert institute is not None
        gone = ledger.withdrawal(edition)
        changed = changed_facts(edition.facts, current.facts) if current else ()
        in_brief = in_order(changed, list_facts(house / "content", slug))
        changes = [one for one in in_brief if one.label]
        later = [
            one
            for one in ledger.published(slug)
            if one.number > number and not ledger.withdrawal(one) and not one.is_embargoed(now)
        ]
        language = edition.language or institute.language
        spoken = theme.language(language)
        notes = [one for one in later if one.kind in ("material", "substantive")] or later
        values = {
            "institute": institute,
            "edition": edition,
            "current": current,
            "gone": gone and replace(gone, why=set_note(gone.why, spoken)),
            "changes": changes[:MOST],
            "more": len(changes[MOST:]),
            "notes": [replace(one, note=set_note(one.note, spoken)) for one in notes],
        }
        on = paper or institute.papers[0]
        sheet = StandalonePage("pack/erratum.html", f"{slug}-{number}", on, language, "erratum")
        page = lay_out_standalone(sheet, values, theme, problems)
        qr = draw_code(write_address(edition.code, institute), theme.tokens["ink"])
        page = replace(page, assets={**page.assets, "edition/code.svg": qr})
        name = f"{FOLDER}/{slug}-{number}{'' if on == institute.papers[0] else f'.{on}'}.pdf"
        pdf = result(executor, give(executor, print_page, page), Place(name), problems)
        problems.stop_on_errors()
        if pdf is None or not write_whole(house / name, pdf.data, Place(name), problems):
            return None
        return Erratum(name, edition, len(changes))
    except Stopped:
        return None


def _find(
    ledger: Ledger, slug: str, number: int, now: datetime, problems: Problems
) -> tuple[Edition, Edition | None]:
    """Find the edition, and the one that readers are to use in its place; None where none is.

    Raises `Stopped` where there is nothing to tell.
    """
    place = Place(f"editions/{slug}")
    edition = ledger.edition(slug, number)
    if not ledger.published(slug):
        slugs = ledger.slugs
        problems.error(place, f"no edition of `{slug}`", nearest(slug, slugs, "published"))
        raise Stopped
    if edition is None:
        numbers = ", ".join(str(one.number) for one in ledger.published(slug))
        problems.error(place, f"no edition {number}", f"published: {numbers}")
        raise Stopped
    usable = [
        one
        for one in ledger.published(slug)
        if not ledger.withdrawal(one) and not one.is_embargoed(now)
    ]
    current = usable[-1] if usable else None
    if not ledger.withdrawal(edition) and (current is None or current.number <= number):
        problems.error(
            place,
            f"edition {number} needs no slip: nothing that may be told took its place",
            f"publish the correction first: `briefpress publish {slug} --note …`",
        )
        raise Stopped
    return edition, current if current and current.number > number else None
