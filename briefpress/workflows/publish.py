"""Publish: freeze a brief as its next edition, or withdraw one.

lay out ─► code ─► stamp ─► print ─► editions/ ─► a line in the ledger ─► output/ the same
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..cache.freshness import BuildState
from ..checks.preflight import Proofreader
from ..content.scaffold import find_filler
from ..editions.files import add_to_ledger, keep, read_ledger_file, writing_edition
from ..editions.ledger import Entry, Printed, changed_facts, make_code
from ..editions.locks import alone_with_ledger
from ..model.problems import Place, Problems, Stopped, nearest
from ..page.compose import make_ready_sheet, show_facts, show_head
from ..press.executors import SECONDS, Executor, give, result
from ..press.workers import make_ready, print_page
from .build import bring_out, read_page, record
from .lay_out import Outcome, correct, correction, in_time, lay_out_brief, open_house, stamp_edition


def publish(
    house: Path,
    slug: str,
    executor: Executor,
    state: BuildState,
    *,
    note: str,
    kind: str | None,
    day: date,
) -> Outcome:
    """Freeze *slug* as its next edition: PDFs in editions/, a line in the ledger, output/ the same.

    *kind*: of the correction, one of `ledger.KINDS`; None: editorial, which no changed fact is.
    *note*: what is new, in a line; a material correction prints it. Nothing is published that has
    an error, or more pages than its budget, or that is the last edition already; the line is
    written last, so a kill leaves no edition without its PDFs.
    """
    outcome = Outcome(slug)
    problems = outcome.problems
    try:
        with alone_with_ledger(house, problems):
            ledger = read_ledger_file(house, problems)
            problems.stop_on_errors()
            theme = open_house(house, problems)
            executor.prepare(make_ready, make_ready_sheet(theme))
            state.files(slug)  # before it is read: what is saved from now on is noticed
            laid = lay_out_brief(house, theme, slug, None, executor, outcome)
            reader = Proofreader(laid.brief, day)
            with in_time(f"content/{slug}", SECONDS, problems):
                reader.read_brief(problems)
            find_filler(house, slug, laid.brief.fields.template, problems)
            facts = show_facts(laid.brief, theme, problems)
            last = ledger.last(slug)
            current = ledger.current(slug)
            digests = {page.paper: page.digest for page in laid.pages}
            if current and {p: one.html for p, one in current.papers.items()} == digests:
                problems.warning(
                    Place(f"content/{slug}"),
                    f"edition {current.edition} of {current.date} is what stands here",
                    "change the content first; there is nothing to publish",
                )
                return outcome
            number = last.edition + 1 if last else 1
            before = ledger.before(slug, number)
            kind = _kind(kind, before, facts, slug, problems)
            if last and day < last.date:
                problems.error(
                    Place(f"content/{slug}"),
                    f"{day} is before edition {last.edition}, of {last.date}",
                    "give a later --date, or none for today",
                )
            problems.stop_on_errors()
            embargo = laid.brief.fields.embargo
            title, standfirst = show_head(laid.brief, theme, problems)
            entry = Entry(
                event="published",
                slug=slug,
                edition=number,
                date=day,
                note=note,
                code="",
                kind=kind,
                title=title,
                standfirst=standfirst,
                language=laid.brief.language,
                facts=facts,
                embargo=embargo.isoformat(timespec="minutes") if embargo else "",
                issue=f"{laid.brief.series} {laid.brief.fields.number or ''}".strip(),
            )
            said = correction(entry, before)
            pages = [correct(laid, page, theme, said, problems) for page in laid.pages]
            code = make_code(
                slug, entry.edition, day, kind, note, {page.paper: page.digest for page in pages}
            )
            entry = replace(entry, code=code)
            stamped = [stamp_edition(page, entry, laid, theme, problems) for page in pages]
            tasks = [give(executor, print_page, page) for page in stamped]
            folder = f"editions/{slug}/{entry.edition}"
            prints = [result(executor, task, Place(folder), problems) for task in tasks]
            pdfs = [one for one in prints if one]
            for pdf in pdfs:
                read_page(pdf, reader, SECONDS, problems)
            reader.finish(problems)
            problems.stop_on_errors()
            papers = {}
            with writing_edition(house, folder, problems):
                for page, pdf in zip(laid.pages, pdfs, strict=True):
                    edition = bring_out(pdf, reader, house, folder, outcome)
                    problems.stop_on_errors()
                    assert edition is not None
                    outcome.editions.append(edition)
                    papers[page.paper] = Printed(
                        edition.file, edition.digest, len(pdf.data), pdf.pages, page.digest
                    )
                entry = replace(entry, papers=papers)
                longer = add_to_ledger(house, ledger, entry, problems)
                problems.stop_on_errors()
            assert longer is not None
            outcome.entry = entry
        state.ledger = longer
        state.note_read(slug, laid.brief.language, laid.brief.papers)
        for page, pdf in zip(laid.pages, pdfs, strict=True):
            if copy := bring_out(pdf, reader, house, "output", outcome):
                printed = record(house, copy, page, code, state)
                state.note_printed(slug, page.paper, printed)
        keep(house, state.to_keep())
    except Stopped:
        pass
    return outcome


def _kind(
    kind: str | None,
    before: Entry | None,
    facts: Mapping[str, tuple[str, str]],
    slug: str,
    problems: Problems,
) -> str:
    """Which kind of correction it is; an error where facts have changed and nobody says which."""
    if before is None:
        return "first"
    changes = [*changed_facts(before.facts, facts)]
    if kind is None and changes:
        said = "; ".join(f"{one.label}: {one.old or '–'} → {one.new or '–'}" for one in changes[:3])
        problems.error(
            Place(f"content/{slug}"),
            f"facts have changed since edition {before.edition} ({said})",
            "say which kind: `--kind material`, shown under the title, or `--kind substantive`",
        )
    return kind or "editorial"


def withdraw(
    house: Path, slug: str, edition: int, why: str, day: date, problems: Problems
) -> Entry | None:
    """Note in the ledger that *edition* of *slug* must not be used any more, and *why*."""
    try:
        with alone_with_ledger(house, problems):
            ledger = read_ledger_file(house, problems)
            problems.stop_on_errors()
            known = ledger.published(slug)
            entry = next((one for one in known if one.edition == edition), None)
            place = Place(f"editions/{slug}")
            if not known:
                slugs = {one.slug for one in ledger.entries}
                problems.error(place, f"no edition of `{slug}`", nearest(slug, slugs, "published"))
            elif entry is None:
                numbers = ", ".join(str(one.edition) for one in known) or "none"
                problems.error(place, f"no edition {edition}", f"published: {numbers}")
            elif gone := ledger.withdrawal(entry):
                problems.error(
                    place,
                    f"edition {edition} was withdrawn on {gone.date} already",
                    "see `python build.py status`",
                )
            elif day < entry.date:
                problems.error(
                    place,
                    f"{day} is before edition {edition}, of {entry.date}",
                    "give a later --date, or none for today",
                )
            problems.stop_on_errors()
            assert entry is not None
            withdrawal = Entry("withdrawn", slug, edition, day, why, entry.code)
            if add_to_ledger(house, ledger, withdrawal, problems):
                return withdrawal
    except Stopped:
        pass
    return None
