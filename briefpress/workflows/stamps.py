"""The standing of a page in words: a draft, an edition, a correction of one, an embargo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from ..content.embedded import open_archive
from ..content.parse import parse_brief
from ..content.sources import read_sources
from ..editions.ledger import Edition, Ledger, changed_facts
from ..model.brief import Brief, Theme
from ..model.changes import in_order
from ..model.contract import Institute
from ..model.page import Correction, Html, Pdf, Stamp
from ..model.problems import Place, Problems, Stopped
from ..model.text import without_idle_blanks
from ..page.compose import lay_out, stamp_page
from ..page.fact_labels import printed_facts
from ..page.qr_code import draw_code
from ..page.single_texts import show_facts
from ..press.executors import Executor, give, result
from ..press.workers import print_page
from .lay_out import Laid


def stamp_draft(page: Html, brief: Brief, theme: Theme, problems: Problems) -> Html:
    """Stamp *page* as a draft: nobody has published it. Its foot says how many errors there are."""
    stamp = Stamp(page.digest[:8], errors=problems.errors)
    return stamp_page(page, stamp, brief, theme, problems)


def stamp_edition(
    page: Html, edition: Edition, laid: Laid, theme: Theme, problems: Problems, key: str = ""
) -> Html:
    """Stamp *page* as *edition*, with its code as text and as a QR code.

    *key*: that which signs it, short; empty where none does.
    """
    where = write_address(edition.code, laid.brief.institute)
    qr = draw_code(where, theme.tokens["ink"])
    stamp = Stamp(edition.code, edition.number, edition.date, qr, key=key)
    return stamp_page(page, stamp, laid.brief, theme, problems)


def write_address(code: str, institute: Institute) -> str:
    """Write what the QR code of the edition with *code* holds: where it can be checked, or who
    published it.
    """
    if institute.check_at:
        return f"{institute.check_at}#{code}"
    if institute.site_at:
        return f"{institute.site_at.rstrip('/')}/check/#{code}"
    return f"{code}\n{institute.name}, {institute.city}"


def find_correction(
    edition: Edition, ledger: Ledger, order: Iterable[str] = ()
) -> Correction | None:
    """The correction that *edition* prints: its own, or that of the material edition before it that
    is still in force. The facts have the value that was wrong, and the one of *edition*.

    *order*: the names of the facts as the brief has them; the ledger keeps no order.
    """
    number = edition.number if edition.kind == "material" else edition.corrects
    material = edition if number == edition.number else ledger.edition(edition.slug, number)
    before = ledger.before(edition.slug, number)
    if material is None or before is None:
        return None
    corrected = {one.name for one in changed_facts(before.facts, material.facts)}
    changes = tuple(
        one
        for one in changed_facts(before.facts, edition.facts)
        if one.label and one.name in corrected
    )
    return Correction(before.number, before.date, material.note, in_order(changes, order))


def find_lasting_correction(
    before: Edition | None,
    facts: Mapping[str, tuple[str, str]],
    ledger: Ledger,
    institute: Institute,
    day: date,
) -> int:
    """Number of the material edition whose correction is still in force in the edition after
    *before*, on *day*, which is not material itself; 0 where none does.

    *facts*: of the edition after. A correction ends where institute.yaml says so, and where each
    fact reads again as it did before.
    """
    number = before.number if before and before.kind == "material" else (
        before.corrects if before else 0
    )  # fmt: skip
    material = ledger.edition(before.slug, number) if before and number else None
    if material is None:
        return 0
    if institute.corrections_for and day - material.date > institute.corrections_for:
        return 0
    wrong = ledger.before(material.slug, number)
    corrected = {one.name for one in changed_facts(wrong.facts, material.facts)} if wrong else set()
    now = {one.name for one in changed_facts(wrong.facts, facts)} if wrong else set()
    return number if not corrected or corrected & now else 0


NOTE = "a few words " * 5
"""About as long as what an edition says of itself."""


def foresee_correction(ledger: Ledger, laid: Laid, theme: Theme, day: date) -> Correction | None:
    """Give the correction that *laid* would print if it were published on *day*.

    It tells the facts that have changed since the edition that readers hold; or it is an earlier
    correction that still stands. None where nothing is published, or *laid* is, as it stands.
    """
    slug = laid.brief.slug
    last = ledger.last(slug)
    before = ledger.before(slug, last.number + 1) if last else None
    if before is None or last is None:
        return None
    facts = show_facts(laid.brief, theme, Problems())
    changes = tuple(one for one in changed_facts(before.facts, facts) if one.label)
    if changes:
        return Correction(before.number, before.date, NOTE, changes)
    if all(ledger.edition_of(slug, page.paper, page.digest) for page in laid.pages):
        return None
    corrects = find_lasting_correction(before, facts, ledger, laid.brief.institute, day)
    return find_correction(replace(last, number=last.number + 1, kind="", facts=facts,
                              corrects=corrects), ledger, facts) if corrects else None  # fmt: skip


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


def lay_out_with_correction(
    laid: Laid, page: Html, theme: Theme, correction: Correction | None, problems: Problems
) -> Html:
    """Lay *page* out with its *correction*, if there is one."""
    if correction is None:
        return page
    return lay_out(
        laid.brief, theme, page.paper, laid.charts, problems, correction, laid.run_processor
    )


def print_draft(
    laid: Laid,
    page: Html,
    theme: Theme,
    correction: Correction | None,
    executor: Executor,
    problems: Problems,
) -> Pdf | None:
    """Print *page* as a draft with the box of *correction*; None where it cannot be printed."""
    drawn = lay_out_with_correction(laid, page, theme, correction, problems)
    draft = stamp_draft(drawn, laid.brief, theme, problems)
    task = give(executor, print_page, draft)
    return result(executor, task, Place(f"output/{page.slug}"), problems)


def read_as_it_stands(house: Path, theme: Theme, slug: str) -> Brief | None:
    """Read the brief *slug* as it stands in content/; None where it cannot be read.

    Its faults are not noted: `build` does that.
    """
    apart = Problems()
    try:
        sources = read_sources(house / "content", slug, apart)
        return parse_brief(sources, theme.languages, apart)
    except Stopped:
        return None


def check_embargo(
    edition: Edition, brief: Brief, now: datetime, place: Place, problems: Problems
) -> None:
    """Note an error where the embargo of *brief* holds and no page of its *edition* says so."""
    until = brief.fields.embargo
    if until and now < until and not edition.embargo:
        problems.error(
            place,
            f"edition {edition.number} of `{edition.slug}` does not say that it is under embargo "
            f"until {until.isoformat(timespec='minutes')}",
            f"run `briefpress publish {brief.slug} --note …`: each page of the new one does",
        )


def compare_with_content(
    edition: Edition, pdf: bytes, brief: Brief, place: Place, problems: Problems
) -> None:
    """Note a warning where *brief* has other files now than *pdf*, a page of *edition*, carries."""
    slug = brief.slug
    published = open_archive(pdf, place, Problems())
    if published is None:  # it carries no content
        return
    then, today = (
        {
            name.replace(f"{edition.slug}/", f"{slug}/", 1): without_idle_blanks(name, data)
            for name, data in one.content.items()
        }
        for one in (published, brief)
    )
    changed = sorted(
        name for name in {*then, *today} - {"institute.yaml"} if then.get(name) != today.get(name)
    )
    if changed:
        files = ", ".join(f"content/{name}" for name in changed)
        problems.warning(
            place,
            f"edition {edition.number} of `{edition.slug}` is older than {files}, which "
            f"{'have' if changed[1:] else 'has'} changed since",
            f"run `briefpress publish {slug} --kind … --note …` where readers shall have it",
        )
