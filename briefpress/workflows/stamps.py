"""What a page says of its standing: a draft, an edition, what an edition corrects, an embargo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from ..content.embedded import open_archive
from ..content.parse import parse_brief
from ..content.sources import read_sources
from ..editions.ledger import Edition, Ledger, changed_facts
from ..model.brief import Brief, Theme
from ..model.page import Correction, Html, Stamp
from ..model.problems import Place, Problems, Stopped
from ..page.compose import lay_out, show_facts, stamp_page
from ..page.fact_labels import printed_facts
from ..page.qr_code import draw_code
from .lay_out import Laid


def stamp_draft(page: Html, brief: Brief, theme: Theme, problems: Problems) -> Html:
    """Stamp *page* as a draft: nobody has published it. Its foot says how many errors there are."""
    stamp = Stamp(page.digest[:8], errors=problems.errors)
    return stamp_page(page, stamp, brief, theme, problems)


def stamp_edition(
    page: Html, edition: Edition, laid: Laid, theme: Theme, problems: Problems
) -> Html:
    """Stamp *page* as *edition*, with its code as text and as a QR code."""
    institute = laid.brief.institute
    where = f"{institute.check_at}#{edition.code}" if institute.check_at else (
        f"{edition.code}\n{institute.name}, {institute.city}"
    )  # fmt: skip
    qr = draw_code(where, theme.tokens["ink"])
    stamp = Stamp(edition.code, edition.number, edition.date, qr)
    return stamp_page(page, stamp, laid.brief, theme, problems)


def correction(edition: Edition, before: Edition | None) -> Correction | None:
    """The correction that *edition* prints: of a material one the facts, old and new."""
    if edition.kind != "material" or before is None:
        return None
    changes = tuple(one for one in changed_facts(before.facts, edition.facts) if one.label)
    return Correction(before.number, before.date, edition.note, changes)


NOTE = "a few words " * 5
"""About as long as what an edition says of itself."""


def due_correction(ledger: Ledger, laid: Laid, theme: Theme) -> Correction | None:
    """The material correction that *laid* would be of the edition that readers hold; None where no
    fact has changed, or nothing was published.
    """
    last = ledger.last(laid.brief.slug)
    before = ledger.before(last.slug, last.number + 1) if last else None
    if before is None:
        return None
    facts = show_facts(laid.brief, theme, Problems())
    changes = tuple(one for one in changed_facts(before.facts, facts) if one.label)
    return Correction(before.number, before.date, NOTE, changes) if changes else None


def find_unnamed(
    before: Edition, facts: Mapping[str, tuple[str, str]], brief: Brief
) -> Iterator[tuple[Place, str, str]]:
    """Find the facts that have changed since *before*, and that a correction cannot call by a name.

    They stand alone in a cell or a line, and have no label. *facts*: as they read now. Gives the
    place, what is wrong and the hint.
    """
    printed = printed_facts(brief)
    for change in changed_facts(before.facts, facts):
        if not change.label and change.name in printed:
            yield (
                brief.place("facts", change.name),
                f"`{change.name}` has changed since edition {before.number}, and readers know no "
                "name of it: it has no `label`, and no words around it",
                "add `label: what it counts` to it; a correction prints that",
            )


def correct(
    laid: Laid, page: Html, theme: Theme, correction: Correction | None, problems: Problems
) -> Html:
    """Lay *page* out with its *correction*, if there is one."""
    if correction is None:
        return page
    return lay_out(
        laid.brief, theme, page.paper, laid.charts, problems, correction, laid.run_pandoc
    )


def compare_with_content(
    house: Path,
    theme: Theme,
    edition: Edition,
    pdf: bytes,
    now: datetime,
    place: Place,
    problems: Problems,
) -> None:
    """Compare *edition*, of which *pdf* is a page, with its brief, which may have changed since.

    Problems: an embargo that holds and that no page of *edition* prints; a warning where a file of
    the brief is not the one that *pdf* carries. Faults of the brief itself are not noted here:
    `build` does that.
    """
    apart = Problems()
    try:
        sources = read_sources(house / "content", edition.slug, apart)
        brief = parse_brief(sources, theme.languages, apart)
    except Stopped:
        return
    until = brief.fields.embargo
    if until and now < until and not edition.embargo:
        problems.error(
            place,
            f"edition {edition.number} of `{edition.slug}` does not say that it is under embargo "
            f"until {until.isoformat(timespec='minutes')}",
            f"run `briefpress publish {edition.slug} --note …`: each page of the new one does",
        )
    published = open_archive(pdf, place, Problems())
    if published is None:  # it carries no content
        return
    then, today = published.content, brief.content
    changed = sorted(
        name for name in {*then, *today} - {"institute.yaml"} if then.get(name) != today.get(name)
    )
    if changed:
        files = ", ".join(f"content/{name}" for name in changed)
        problems.warning(
            place,
            f"edition {edition.number} of `{edition.slug}` is older than {files}, which "
            f"{'have' if changed[1:] else 'has'} changed since",
            f"run `briefpress publish {edition.slug} --note …` where readers shall have it",
        )
