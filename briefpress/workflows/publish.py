"""Publish: freeze a brief as its next edition, or withdraw one.

lay out ─► code ─► stamp ─► print ─► editions/ ─► a line in the ledger ─► output/ the same
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from ..cache.freshness import BuildState
from ..checks.preflight import Proofreader
from ..content.scaffold import find_filler
from ..editions.books import open_ledger
from ..editions.files import (
    add_to_ledger,
    write_cache,
    write_pdf,
    writing_edition,
)
from ..editions.ledger import (
    Edition,
    Event,
    Ledger,
    PublishedPdf,
    Withdrawal,
    changed_facts,
    make_code,
)
from ..editions.locks import alone_with_ledger
from ..editions.minisign import SecretKey
from ..editions.pades import find_pdf_signer
from ..editions.signing import find_signer, settle_signature, sign_ahead
from ..editions.truncation import write_ends
from ..model.brief import Theme
from ..model.page import Html, Pdf
from ..model.problems import Place, Problems, Stopped, nearest
from ..page.compose import make_dummy_page
from ..page.single_texts import show_facts, show_head
from ..press.executors import Executor, give, in_time, result
from ..press.workers import load_fonts_and_styles, print_page
from .approve import find_missing, write_approvals
from .build import read_over, record_of
from .lay_out import Laid, lay_out_brief, open_house
from .past import find_past
from .stamps import (
    find_correction,
    find_lasting_correction,
    find_unnamed,
    lay_out_with_correction,
    print_draft,
    stamp_edition,
)


@dataclass(frozen=True)
class Release:
    """An edition as somebody wants it to be published."""

    note: str
    """The news in it, in a line; a material correction prints it."""
    kind: str | None
    """The class of the correction, one of `ledger.KINDS`; None: editorial, if no fact changed."""
    day: date
    """The day that it is dated with."""
    today: date
    names: Sequence[str] = ()
    """The brief in each of its languages, the main one first, where it has several: they share
    their numbers."""
    is_draft: bool = False
    """Whether the edition is printed into output/ as a draft, with all that is to be said of it,
    and nothing is published."""


def publish(
    house: Path,
    slug: str,
    release: Release,
    executor: Executor,
    state: BuildState,
    problems: Problems,
) -> Edition | None:
    """Freeze *slug* as its next edition: PDFs in editions/, a line in the ledger, output/ the same.

    The line is written last, so a kill leaves no edition without its PDFs. Returns None where
    nothing was published.

    Problems: those of `build` and all checks; facts that have changed and no kind; a day before
    the last edition, or after today and the end of the embargo; whoever has to approve and has
    not; a warning where the page is dated with a later day. Nothing is published with an error, nor
    what is the last edition already.
    """
    unapproved: list[tuple[Place, str, str]] = []
    try:
        with alone_with_ledger(house, problems):
            ledger = open_ledger(house, problems)
            signer = find_signer(house, problems)
            pdf_signer = find_pdf_signer(house, release.today, problems)
            _check_name(slug, ledger, problems)
            problems.stop_on_errors()
            settle_signature(house, ledger)
            write_ends(house, ledger, signer, problems)
            theme = open_house(house, problems)
            executor.prepare(load_fonts_and_styles, make_dummy_page(theme))
            state.files(slug)  # before it is read: what is saved from now on is noticed
            laid = lay_out_brief(house, theme, slug, None, executor, problems)
            reader = _read_over_brief((house, theme, ledger), laid, release.day, executor, problems)
            if _is_current(laid, ledger):
                problems.stop_on_errors()
                _say_current(laid, ledger, problems)
                return None
            unapproved, approved = find_missing(house, laid, ledger.names_of(slug), problems)
            problems.stop_on_errors()  # what a draft only marks
            _check_day(laid, ledger, release.day, release.today, problems)
            _check_printed_day(laid, release.day, problems)
            begun = _begin_edition(laid, ledger, theme, release, problems)
            key = signer.public.short if signer else ""
            edition, pages = _stamp(laid, begun, ledger, theme, key, problems)
            place = Place(f"editions/{slug}/{edition.number}")
            pdfs = _print(pages, place, reader, executor, problems)
            if problems.errors or release.is_draft:
                _write_drafts(house, edition, laid, ledger, theme, executor, problems)
            problems.stop_on_errors()
            if release.is_draft:
                _say_without_box(edition, ledger, place, problems)
            if unapproved or release.is_draft:
                raise Stopped
            if pdf_signer:
                pdfs = [replace(one, data=pdf_signer.sign(one.data, "Edition")) for one in pdfs]
            opened = OpenLedger(house, ledger, signer)
            longer = _freeze(opened, edition, laid, pdfs, approved, problems)
        state.ledger = longer
        _write_to_output(house, laid, pdfs, edition, state, problems)
    except Stopped:
        for fault in unapproved:  # behind all that is to be changed first
            problems.error(*fault)
        return None
    return longer.last(slug)


def _read_over_brief(
    of_house: tuple[Path, Theme, Ledger],
    laid: Laid,
    day: date,
    executor: Executor,
    problems: Problems,
) -> Proofreader:
    """Read over what is written, before anything is printed; the pages are read over later."""
    house, theme, ledger = of_house
    slug = laid.brief.slug
    past = find_past(house, laid, theme, ledger)
    reader = Proofreader(laid.brief, day, publishes=True, past=past)
    with in_time(f"content/{slug}", executor.seconds, problems):
        reader.read_brief(problems)
    find_filler(house, slug, laid.brief.fields.template, problems)
    return reader


def _say_without_box(edition: Edition, ledger: Ledger, place: Place, problems: Problems) -> None:
    """Say of a draft that shows nothing new why that is so: it has no box of a correction."""
    if not find_correction(edition, ledger):
        problems.warning(
            place,
            "this edition prints no box of a correction",
            f"`briefpress build {edition.slug}` prints its page",
        )


def _write_to_output(
    house: Path, laid: Laid, pdfs: Sequence[Pdf], edition: Edition, state: BuildState,
    problems: Problems,
) -> None:  # fmt: skip
    """Write *pdfs*, those of *edition*, into output/ as well, and have *state* know them."""
    slug = laid.brief.slug
    state.record_read(slug, laid.brief.language, laid.brief.papers)
    for page, pdf in zip(laid.pages, pdfs, strict=True):
        main = page.paper == laid.brief.papers[0]
        if copy := write_pdf(pdf, house, "output", main_paper=main, problems=problems):
            record = record_of(house, copy, page, edition.code, 0, state)
            state.record_printed(slug, page.paper, record)
    write_cache(house, state.to_keep())


def _check_name(slug: str, ledger: Ledger, problems: Problems) -> None:
    """Note an error where *slug* is what another brief was called: its editions lie there."""
    if (now := ledger.name_now(slug)) != slug:
        problems.error(
            Place(f"content/{slug}"),
            f"this is what `{now}` was called before, and the name of its first editions",
            f"`briefpress rename {slug} OTHER-NAME` gives this one another",
        )


def _is_current(laid: Laid, ledger: Ledger) -> bool:
    """Whether *laid* is the current edition already, on each of its papers."""
    current = ledger.current(laid.brief.slug)
    digests = {page.paper: page.digest for page in laid.pages}
    return current is not None and digests == {p: one.html for p, one in current.papers.items()}


def _say_current(laid: Laid, ledger: Ledger, problems: Problems) -> None:
    """Warn that *laid* is the current edition already."""
    slug = laid.brief.slug
    current = ledger.current(slug)
    assert current is not None
    problems.warning(
        Place(f"content/{slug}"),
        f"edition {current.number} of {current.date} is what stands here",
        "change the content first; there is nothing to publish",
    )


def _check_day(laid: Laid, ledger: Ledger, day: date, today: date, problems: Problems) -> None:
    """Note an error where *day* is before the last edition, or has not come yet.

    Where it is today already in the east, it is tomorrow's in the west. An edition that somebody
    dated far ahead stands in nobody's way.
    """
    place = Place(f"content/{laid.brief.slug}")
    embargo = laid.brief.fields.embargo
    latest = max(today + timedelta(days=1), embargo.date() if embargo else today)
    last = ledger.last(laid.brief.slug)
    if last and day < last.date <= latest:
        problems.error(
            place,
            f"{day} is before edition {last.number}, of {last.date}",
            "give a later --date, or none for today",
        )
    if day > latest:
        problems.error(
            place,
            f"{day} has not come yet",
            "give --date the day on which readers have it; for a later one, write `embargo:` into "
            "brief.yaml",
        )


def _check_printed_day(laid: Laid, day: date, problems: Problems) -> None:
    """Warn where the page is dated with a day after *day*, that of its edition, and readers may use
    it before that.
    """
    fields = laid.brief.fields
    name = "updated" if fields.updated else "published"
    printed = fields.updated or fields.published
    if printed > day and not (fields.embargo and printed <= fields.embargo.date()):
        problems.warning(
            laid.brief.place(name),
            f"the page is dated {printed}, and its edition {day}",
            f"write the day on which readers have it; where they may not report on it before "
            f"{printed}, add `embargo: {printed}T09:00+00:00`, the hour and the offset of yours",
        )


def _begin_edition(
    laid: Laid,
    ledger: Ledger,
    theme: Theme,
    release: Release,
    problems: Problems,
) -> Edition:
    """Make the next edition of *laid*, without its code and its papers. Raises `Stopped`."""
    brief = laid.brief
    number = ledger.next_number(brief.slug, release.names or [brief.slug])
    facts = show_facts(brief, theme, problems)
    before = ledger.before(brief.slug, number)
    kind = _kind(release.kind, before, facts, brief.slug, problems)
    if before and kind == "material":
        for fault in find_unnamed(before, facts, brief):
            problems.error(*fault)
    problems.stop_on_errors()
    embargo = brief.fields.embargo
    title, standfirst = show_head(brief, theme, problems)
    return Edition(
        slug=brief.slug,
        number=number,
        date=release.day,
        note=release.note,
        code="",
        kind=kind,
        title=title,
        standfirst=standfirst,
        language=brief.language,
        facts=facts,
        embargo=embargo.isoformat(timespec="minutes") if embargo else "",
        rights=brief.fields.rights,
        issue=f"{brief.series} {brief.fields.number or ''}".strip(),
        institute="" if ledger.lines else brief.institute.name,
        corrects=(
            0
            if kind == "material"
            else find_lasting_correction(before, facts, ledger, brief.institute, release.day)
        ),
    )


def _stamp(
    laid: Laid, edition: Edition, ledger: Ledger, theme: Theme, key: str, problems: Problems
) -> tuple[Edition, list[Html]]:
    """Give *edition* its code, and its pages their correction and their stamp.

    *key*: that which signs, short; empty where none does.
    """
    corrected = find_correction(edition, ledger)
    pages = [lay_out_with_correction(laid, page, theme, corrected, problems) for page in laid.pages]
    digests = {page.paper: page.digest for page in pages}
    code = make_code(
        edition.slug, edition.number, edition.date, edition.kind, edition.note, digests
    )
    edition = replace(edition, code=code)
    return edition, [stamp_edition(page, edition, laid, theme, problems, key) for page in pages]


def _print(
    pages: Sequence[Html],
    place: Place,
    reader: Proofreader,
    executor: Executor,
    problems: Problems,
) -> list[Pdf]:
    """Print the pages of an edition and read them over."""
    pdfs = []
    for task in [give(executor, print_page, page) for page in pages]:
        pdf = result(executor, task, place, problems)
        if pdf and read_over(pdf, reader, executor.seconds, problems):
            pdfs.append(pdf)
    reader.finish(problems)
    return pdfs


def _write_drafts(
    house: Path,
    edition: Edition,
    laid: Laid,
    ledger: Ledger,
    theme: Theme,
    executor: Executor,
    problems: Problems,
) -> None:
    """Write the pages of *laid* into output/, as drafts with the box of the correction that
    *edition* would print: where it prints one, what has no room can be seen. The next `build`
    writes them without it.
    """
    corrected = find_correction(edition, ledger)
    for page in laid.pages if corrected else ():
        pdf = print_draft(laid, page, theme, corrected, executor, problems)
        main = page.paper == laid.brief.papers[0]
        if not pdf or not pdf.data:
            continue
        if copy := write_pdf(pdf, house, "output", main_paper=main, problems=problems):
            problems.warning(
                Place(copy.file),
                "is a draft with the box that says what was corrected",
                "see there what has no room, and publish again; `build` prints it without the box",
            )


@dataclass(frozen=True)
class OpenLedger:
    """The ledger of a house, which whoever opened it has locked, to be added to."""

    house: Path
    ledger: Ledger
    signer: SecretKey | None
    """Signs each line; None where the house signs nothing."""


def _freeze(
    opened: OpenLedger,
    edition: Edition,
    laid: Laid,
    pdfs: Sequence[Pdf],
    approved: str,
    problems: Problems,
) -> Ledger:
    """Write *pdfs*, the pages of *edition*, and who has *approved* it, then its line; returns the
    longer ledger. Raises `Stopped`.
    """
    folder = f"editions/{edition.slug}/{edition.number}"
    papers = {}
    with writing_edition(opened.house, folder, problems):
        for page, pdf in zip(laid.pages, pdfs, strict=True):
            main = page.paper == laid.brief.papers[0]
            written = write_pdf(pdf, opened.house, folder, main_paper=main, problems=problems)
            if written is None:
                raise Stopped
            papers[page.paper] = PublishedPdf(
                written.file, written.digest, len(pdf.data), pdf.pages, page.digest
            )
        if approved:
            write_approvals(opened.house, edition, approved, problems)
        longer = add_events(opened, [replace(edition, papers=papers)], problems)
        if longer is None:
            raise Stopped
    return longer


def add_events(opened: OpenLedger, events: Sequence[Event], problems: Problems) -> Ledger | None:
    """Write *events* below the ledger, signed where the house signs, and note the new end.

    Returns the longer ledger; None where it cannot be written.
    """
    house, ledger, signer = opened.house, opened.ledger, opened.signer
    if signer and not sign_ahead(house, ledger.with_events(events), signer, problems):
        return None
    longer = add_to_ledger(house, ledger, events, problems)
    if longer is not None:
        settle_signature(house, longer)
        write_ends(house, longer, signer, problems)
    return longer


def _kind(
    kind: str | None,
    before: Edition | None,
    facts: Mapping[str, tuple[str, str]],
    slug: str,
    problems: Problems,
) -> str:
    """Which kind of correction it is; an error where facts have changed and nobody says which."""
    if before is None:
        return "first"
    changes = [*changed_facts(before.facts, facts)]
    if kind is None and changes:
        first = "; ".join(
            f"{one.label or one.name}: {one.old or '–'} → {one.new or '–'}" for one in changes[:3]
        )
        problems.error(
            Place(f"content/{slug}"),
            f"facts have changed since edition {before.number} ({first})",
            "say which kind: `--kind material` where one was wrong, shown under the title, "
            "`--kind substantive` where they are newer, `--kind editorial` where not",
        )
    return kind or "editorial"


def withdraw(
    house: Path, slug: str, number: int, why: str, day: date, today: date, problems: Problems
) -> Withdrawal | None:
    """Note in the ledger that edition *number* of *slug* must not be used any more, and *why*.

    Returns None where nothing was noted.

    Problems: an edition that is not published, that is withdrawn already, or that is younger than
    *day*, which must have come; *today* is asked for that.
    """
    try:
        with alone_with_ledger(house, problems):
            ledger = open_ledger(house, problems)
            signer = find_signer(house, problems)
            problems.stop_on_errors()
            settle_signature(house, ledger)
            published = ledger.published(slug)
            edition = ledger.edition(slug, number)
            place = Place(f"editions/{slug}")
            if not published:
                slugs = {*map(ledger.name_now, ledger.slugs)}
                problems.error(place, f"no edition of `{slug}`", nearest(slug, slugs, "published"))
            elif edition is None:
                numbers = ", ".join(str(one.number) for one in published)
                problems.error(place, f"no edition {number}", f"published: {numbers}")
            elif gone := ledger.withdrawal(edition):
                problems.error(
                    place,
                    f"edition {number} was withdrawn on {gone.date} already",
                    "see `briefpress status`",
                )
            elif day > today + timedelta(days=1):
                problems.error(place, f"{day} has not come yet", "give no --date, for today")
            elif day < edition.date <= today + timedelta(days=1):
                problems.error(
                    place,
                    f"{day} is before edition {number}, of {edition.date}",
                    "give a later --date, or none for today",
                )
            problems.stop_on_errors()
            assert edition is not None
            withdrawal = Withdrawal(edition.slug, number, day, why, edition.code)
            if add_events(OpenLedger(house, ledger, signer), [withdrawal], problems):
                return withdrawal
    except Stopped:
        pass
    return None
