"""Collect the papers of a meeting: editions, drafts, PDFs of others, each read and examined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from ..checks.preflight import Proofreader
from ..content.sources import read_meeting_file
from ..editions.books import open_ledger
from ..editions.files import read_published
from ..editions.ledger import Edition, Ledger
from ..editions.pades import without_signature
from ..model.brief import Brief
from ..model.contract import PackBrief, PackFile
from ..model.house import find_briefs
from ..model.page import Pdf
from ..model.papers import PAPERS
from ..model.problems import Place, Problems, Stopped, nearest
from ..press.executors import Executor, Task, give, result
from ..press.workers import print_page
from ..workflows.lay_out import lay_out_brief
from ..workflows.rights import bar_edition
from ..workflows.stamps import check_embargo, compare_with_content, read_as_it_stands, stamp_draft
from .foreign.claims import Claims
from .foreign.page_boxes import MILLIMETRE
from .foreign.reader import Found, Received, examine, receive
from .meetings import OpenMeeting

SLACK = 6.0
"""Points by which a page may differ from the paper that the pack is printed on."""


_NAMED = 3
"""Sizes of pages that are named behind the most frequent one."""


def _is_as_large(page: tuple[float, float], paper: tuple[float, float]) -> bool:
    """Whether a *page* measures what *paper* does, upright or lying: a printer turns it."""
    sides = zip(sorted(page), sorted(paper), strict=True)
    return all(abs(one - other) <= SLACK for one, other in sides)


@dataclass(frozen=True)
class PackDocument:
    """A document of the pack: an edition, a draft, a PDF of somebody else."""

    key: str
    """Its name through all editions: that of the brief, or of the file."""
    title: str
    item: int
    """Its item of the agenda, from 0."""
    data: bytes
    place: Place
    """The line that asks for it."""
    language: str = ""
    edition: int | None = None
    date: date | None = None
    code: str = ""
    """The code by which it is found again: the one at its foot; of a foreign paper, eight digits of
    its digest."""
    draft: bool = False
    source: str = ""
    embargo: datetime | None = None
    """Until when nobody may report on it: said wherever it is named."""
    sha256: str = ""
    """The SHA-256 of the file as it came, which may not be that of *data*: a foreign one may be
    mended."""
    found: Found = field(default_factory=Found)
    first: int = 0
    """Pages of the pack, from 1."""
    last: int = 0
    before: Mapping[str, Any] | None = None
    """In an addendum: what it replaces, as it was remembered; none where it is new."""
    problems: Problems = field(default_factory=Problems)
    """The problems that were found in it."""


class PaperCollector:
    """The papers of one meeting while they are collected."""

    def __init__(
        self, opened: OpenMeeting, executor: Executor, problems: Problems, now: datetime
    ) -> None:
        """Have *executor* print drafts and open PDFs of others; *now*: against which an embargo is
        held.
        """
        self.opened, self.executor, self.problems, self.moment = opened, executor, problems, now
        self.house, self.theme = opened.house, opened.theme
        self.meeting, self.paper = opened.meeting, opened.paper

    def collect(self) -> list[PackDocument]:
        """Every paper in the order of the agenda, read, checked and examined.

        Warnings stay with their papers, for an addendum holds some of them alone: `say` tells them.
        """
        ledger = open_ledger(self.house, self.problems)
        self.problems.stop_on_errors()
        asked: list[tuple[PaperCollector, Callable[[], Iterable[PackDocument]]]] = []
        for number, item in enumerate(self.meeting.items):
            for n, brief in enumerate(item.briefs):
                place = self.opened.place("items", number, "briefs", n)
                alone = self._for_one()
                asked.append((alone, alone._begin_brief(brief, number, place, ledger)))
            for n, pdf in enumerate(item.pdfs):
                place = self.opened.place("items", number, "pdfs", n, "file")
                alone = self._for_one()
                asked.append((alone, alone._begin_foreign(pdf, number, place)))
        entries = [
            replace(entry, problems=alone.problems) for alone, ask in asked for entry in ask()
        ]
        if any(alone.problems.errors for alone, _ in asked):
            for alone, _ in asked:
                self.problems.extend(alone.problems)
            self._say_embargoes(entries)
        self.problems.stop_on_errors()
        return entries

    def say(self, entries: Sequence[PackDocument]) -> None:
        """Tell the warnings of *entries*, the papers that the pack or addendum holds."""
        for entry in entries:
            self.problems.extend(entry.problems)
        self._say_embargoes(entries)

    def _for_one(self) -> PaperCollector:
        """A collector of one paper, whose problems stand apart."""
        return PaperCollector(self.opened, self.executor, Problems(), self.moment)

    def _begin_brief(
        self, brief: PackBrief, item: int, place: Place, ledger: Ledger
    ) -> Callable[[], Iterable[PackDocument]]:
        """Find the edition that *brief* names, or have its draft printed; what gives it then."""
        if brief.draft or self.meeting.draft:
            self._say_published(brief.brief, place, ledger)
            begun = self._begin_draft(brief, item, place)
            return partial(self._draft, *begun) if begun else tuple
        entry = self._edition(brief, item, place, ledger)
        return partial(self._examined, entry) if entry else tuple

    def _examined(
        self, document: PackDocument, claims: Claims | None = None
    ) -> Iterator[PackDocument]:
        """Give *document* with what it is; nothing where it cannot be told."""
        size = PAPERS[self.paper].points
        task = give(self.executor, examine, document.data, size, claims)
        found: Found | None = result(self.executor, task, document.place, self.problems)
        if found is None:
            return
        odd = Counter(
            f"{width / MILLIMETRE:.0f} × {height / MILLIMETRE:.0f} mm"
            for width, height in found.sizes
            if not _is_as_large((width, height), size)
        )
        if odd:
            (measures, count), *others = odd.most_common()
            measured = f"{count} of its pages measure{'s' * (count == 1)} {measures}"
            measured += "".join(f", {count} {measures}" for measures, count in others[:_NAMED])
            measured += f" and {len(others) - _NAMED} other sizes" * (len(others) > _NAMED)
            self.problems.warning(
                document.place,
                f"`{document.key}` is not on {self.paper}: {measured}",
                "have the printer fit each page to the paper",
            )
        yield replace(document, found=found)

    def _edition(
        self, brief: PackBrief, item: int, place: Place, ledger: Ledger
    ) -> PackDocument | None:
        """The published edition that *brief* names, its file read and compared with the ledger."""
        slug = brief.brief
        edition = self._find_edition(brief, place, ledger)
        if edition is None:
            return None
        paper = self.paper if self.paper in edition.papers else next(iter(edition.papers))
        bar_edition(edition, "pack", self.moment.date(), self.problems)
        data = read_published(self.house, edition.papers[paper], self.problems)
        if data is None:
            return None
        if now := read_as_it_stands(self.house, self.theme, slug):
            check_embargo(edition, now, self.moment, place, self.problems)
            compare_with_content(edition, data, now, place, self.problems)
        return PackDocument(
            key=slug,
            title=edition.title,
            item=item,
            data=without_signature(data),
            place=place,
            language=edition.language,
            edition=edition.number,
            date=edition.date,
            code=edition.code,
            embargo=datetime.fromisoformat(edition.embargo) if edition.embargo else None,
            sha256=digest(data),
        )

    def _find_edition(self, brief: PackBrief, place: Place, ledger: Ledger) -> Edition | None:
        """Find the edition that *brief* names, the last one if none; None where it is none that
        may be handed out.
        """
        slug, known = brief.brief, ledger.published(brief.brief)
        if not known:
            slugs = find_briefs(self.house / "content")
            if slug in slugs:
                self.problems.error(
                    place,
                    f"`{slug}` was never published",
                    f"run `briefpress publish {slug} --note …`, or write "
                    f"`{{brief: {slug}, draft: true}}`",
                )
            else:
                self.problems.error(place, f"no brief `{slug}`", nearest(slug, slugs, "briefs"))
            return None
        last = known[-1]
        wanted = brief.edition or last.number
        edition = ledger.edition(slug, wanted)
        if edition is None:
            numbers = ", ".join(str(one.number) for one in known)
            self.problems.error(place, f"no edition {wanted} of `{slug}`", f"published: {numbers}")
        elif gone := ledger.withdrawal(edition):
            self.problems.error(
                place,
                f"edition {wanted} of `{slug}` was withdrawn on {gone.date}: {gone.why}",
                "publish a new edition, or take the paper out",
            )
        elif last.number != wanted:
            self.problems.error(
                place,
                f"edition {wanted} of `{slug}` is superseded by edition {last.number} "
                f"of {last.date}",
                f"write `edition: {last.number}`, or no edition for the current one",
            )
        else:
            return edition
        return None

    def _say_published(self, slug: str, place: Place, ledger: Ledger) -> None:
        if current := ledger.current(slug):
            self.problems.warning(
                place,
                f"the pack takes `{slug}` as a draft, though edition {current.number} is published",
                "delete `draft: true`, and the pack takes the edition",
            )

    def _begin_draft(
        self, brief: PackBrief, item: int, place: Place
    ) -> tuple[PackDocument, Brief, Task[Pdf]] | None:
        """Lay out *brief* as it stands in content/, and have it printed; None where that fails."""
        from ..page.single_texts import show_head

        slug = brief.brief
        problems = Problems()
        try:
            if slug not in (slugs := find_briefs(self.house / "content")):
                problems.error(place, f"no brief `{slug}`", nearest(slug, slugs, "briefs"))
                return None
            laid = lay_out_brief(
                self.house, self.theme, slug, [self.paper], self.executor, problems
            )
            problems.stop_on_errors()
            page = laid.pages[0]
            stamped = stamp_draft(page, laid.brief, self.theme, problems)
            title, _ = show_head(laid.brief, self.theme, problems)
        except Stopped:
            return None
        finally:
            self.problems.extend(problems)
        entry = PackDocument(
            key=slug,
            title=title,
            item=item,
            data=b"",
            place=place,
            language=laid.brief.language,
            code=page.digest[:8],
            draft=True,
            embargo=laid.brief.fields.embargo,
        )
        return entry, laid.brief, give(self.executor, print_page, stamped)

    def _draft(self, entry: PackDocument, brief: Brief, task: Task[Pdf]) -> Iterator[PackDocument]:
        """Give the draft that was printed; nothing where that failed."""
        place = Place(f"output/{entry.key}")
        pdf: Pdf | None = result(self.executor, task, place, self.problems)
        if pdf is None:
            return
        self.problems.extend(pdf.problems)
        Proofreader(brief).read_page(pdf, self.problems)
        yield from self._examined(replace(entry, data=pdf.data, sha256=digest(pdf.data)))

    def _begin_foreign(
        self, pdf: PackFile, item: int, place: Place
    ) -> Callable[[], Iterable[PackDocument]]:
        """Have the paper of somebody else opened; what gives it, or those of a portfolio, then."""
        data = read_meeting_file(self.house / "content", pdf.file, place, self.problems)
        if data is None:
            return tuple
        return partial(self._foreign, pdf, item, place, give(self.executor, receive, data, "pack"))

    def _foreign(
        self, pdf: PackFile, item: int, place: Place, task: Task[Received]
    ) -> Iterator[PackDocument]:
        """Give the paper of somebody else, or those of a portfolio; nothing of a faulty one."""
        received: Received | None = result(self.executor, task, place, self.problems)
        if received is None:
            return
        for one in received.errors:
            self.problems.error(place, f"`{pdf.file}` {one.message}", one.hint)
        for one in received.warnings:
            self.problems.warning(place, f"`{pdf.file}` {one.message}", one.hint)
        several = len(received.pdfs) > 1
        for file in received.pdfs:
            entry = PackDocument(
                key=f"{pdf.file}/{file.name}" if file.name else pdf.file,
                title=f"{pdf.title}: {PurePath(file.name).stem}" if several else pdf.title,
                item=item,
                data=file.data,
                place=place,
                code=file.sha256[:8],
                source=pdf.source or "",
                sha256=file.sha256,
            )
            yield from self._examined(entry, file.claims)

    def _say_embargoes(self, entries: Sequence[PackDocument]) -> None:
        for entry in entries:
            if entry.embargo and self.moment < entry.embargo:
                self.problems.warning(
                    entry.place,
                    f"`{entry.key}` is under embargo until "
                    f"{entry.embargo.isoformat(timespec='minutes')}; the pack says so",
                    "tell those who get it, or take the paper out",
                )


def digest(data: bytes) -> str:
    """The SHA-256 of *data*, in hexadecimal digits."""
    return sha256(data).hexdigest()
