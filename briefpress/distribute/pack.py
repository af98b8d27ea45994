"""Turn a meeting into its pack: every document of the agenda in one PDF, numbered through.

    meeting ─► documents (editions; drafts are printed) ─► plan ─► front ─► gather ─► output/

How many pages the contents take is known only after they are printed, and all numbers follow from
it. So the front is printed with a guess, measured, and printed again where the guess was wrong; the
numbers change no line as a rule, so twice is enough; a third time is there for one that does.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from ..checks.preflight import Proofreader
from ..content.parse import parse_institute, parse_meeting
from ..content.sources import read_institute, read_meeting, read_meeting_file
from ..editions.books import open_ledger
from ..editions.files import read_published, write_whole
from ..editions.ledger import Edition, Ledger
from ..editions.pades import without_signature
from ..model.brief import Brief, Theme
from ..model.contract import AgendaItem, Institute, PackBrief, PackFile
from ..model.house import find_briefs
from ..model.page import Book, Chapter, Html, Pdf
from ..model.papers import PAPERS
from ..model.problems import Place, Problems, Stopped, nearest
from ..model.scripts import name_missing
from ..page.chapter import write_chapter
from ..page.epub import bind_epub
from ..page.standalone import fill_standalone, lay_out_standalone
from ..press.executors import Executor, Task, give, result
from ..press.workers import print_page
from ..workflows.lay_out import OpenHouse, lay_out_brief, open_house
from ..workflows.rights import bar_edition
from ..workflows.stamps import compare_with_content, stamp_draft
from .epub import bring_cover, make_chapter_of_pdf, name_book
from .foreign.claims import Claims
from .foreign.page_boxes import MILLIMETRE
from .foreign.reader import Found, Received, examine, receive
from .merge import Bookmark, Broken, Part, Plan, gather, measure

FRONT = "pack.front"
"""The name of the first page in an EPUB: no brief is called so."""
TRIES = 3
"""How often the front is printed at most: to measure it, with the right numbers, and once more."""
SLACK = 6.0
"""Points by which a page may differ from the paper that the pack is printed on."""


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


@dataclass(frozen=True)
class PackInsert:
    """Pages between the documents: cover, contents, tab, blank, printer."""

    kind: str
    item: int | None = None
    pages: int = 1
    first: int = 0
    """The page of the pack, from 1, on which it begins."""


@dataclass(frozen=True)
class Pack:
    """A pack that was made."""

    file: str
    pages: int
    size: int
    """In bytes."""
    code: str
    entries: tuple[PackDocument, ...]
    level: str
    is_accessible: bool
    epub: str = ""
    """The EPUB of its documents, from the folder of the house; empty where nobody asked for one."""


def make_pack(
    house: Path,
    name: str,
    executor: Executor,
    problems: Problems,
    *,
    now: datetime,
    paper: str | None = None,
    addendum: bool = False,
    epub: bool = False,
) -> Pack | None:
    """Make the pack of content/meetings/*name*.yaml, or with *addendum* what changed since; with
    *epub*, an EPUB of it as well, in which papers of others are named alone.

    Returns None where there are errors, and where an addendum has nothing to say.

    *now*: against which an embargo is held.

    Problems: everything that is wrong with the meeting's file; a paper that was never published,
    was withdrawn or superseded, is not the file that was published, is under embargo and does not
    say so; a PDF that cannot be taken. A warning names each paper that is under embargo still,
    that makes the pack lose a claim, or that is on another paper.
    """
    try:
        return _Maker(house, name, executor, problems, paper, now).make(addendum, epub)
    except Stopped:
        return None


class _Maker:
    """A pack while it is made. Every step raises `Stopped` after it has said what is wrong."""

    def __init__(
        self,
        house: Path,
        name: str,
        executor: Executor,
        problems: Problems,
        paper: str | None,
        now: datetime,
    ) -> None:
        self.moment = now
        self.house, self.name, self.executor, self.problems = house, name, executor, problems
        content = house / "content"
        self.theme: Theme = open_house(house, problems)
        file = read_meeting(content, name, problems)
        of_house = read_institute(content, problems)
        self.meeting, self.places = parse_meeting(file, of_house, problems)
        institute = parse_institute(of_house, problems)
        problems.stop_on_errors()
        assert institute is not None
        self.institute: Institute = institute
        self.language = self.meeting.language or institute.language
        self._check_language()
        self.main = self.meeting.paper or institute.papers[0]
        self.paper = paper or self.main
        self.label = file.name

    def _check_language(self) -> None:
        known = self.theme.languages
        if self.language not in known and self.language.split("-")[0] not in known:
            self.problems.error(
                self.places.get(("language",), Place(f"content/meetings/{self.name}.yaml")),
                f"no words for the language `{self.language}`",
                f"known: {', '.join(sorted(known))}; a new one is a file in templates/languages/",
            )
            raise Stopped

    def make(self, addendum: bool, epub: bool) -> Pack | None:
        entries = self._collect()
        code = _code(self.name, self.paper, entries)
        gone: list[Mapping[str, Any]] = []
        if addendum:
            kept = self._remembered()
            gone = [one for key, one in kept.items() if key not in {e.key for e in entries}]
            entries = [
                replace(entry, before=kept.get(entry.key))
                for entry in entries
                if (kept.get(entry.key) or {}).get("sha256") != entry.sha256
            ]
            if not entries and not gone:
                self.problems.warning(
                    Place(self.label),
                    "nothing has changed since the pack was made",
                    "publish what is new first; there is nothing to hand out",
                )
                return None
        kind = self._word("addendum" if addendum else "pack")
        data, entries, total, plan = self._put_together(entries, gone, code, kind, addendum)
        suffix = "" if self.paper == self.main else f".{self.paper}"
        label = f"output/{self.name}.{'addendum' if addendum else 'pack'}{suffix}.pdf"
        write_whole(self.house / label, data, Place(label), self.problems)
        self.problems.stop_on_errors()
        book = ""
        if epub:
            book = f"{label.removesuffix('.pdf')}.epub"
            bound = self._bind_epub(entries, gone, code, kind, addendum, data)
            write_whole(self.house / book, bound, Place(book), self.problems)
            self.problems.stop_on_errors()
        if not addendum:
            self._remember(entries)
        return Pack(
            label, total, len(data), code, tuple(entries), plan.level, plan.is_accessible, book
        )

    def _bind_epub(
        self,
        entries: Sequence[PackDocument],
        gone: Sequence[Mapping[str, Any]],
        code: str,
        kind: str,
        addendum: bool,
        pdf: bytes,
    ) -> bytes:
        """Make an EPUB of the papers of ours, behind a page that names all; *pdf* has its cover."""
        ledger = open_ledger(self.house, self.problems)
        chapters: dict[str, Chapter] = {}
        for entry in entries:
            edition = ledger.edition(entry.key, entry.edition) if entry.edition else None
            if entry.edition or entry.draft:
                paper = self.paper
                if edition and paper not in edition.papers:
                    paper = next(iter(edition.papers))
                chapter = make_chapter_of_pdf(
                    OpenHouse(self.house, self.theme, ledger), entry.data, paper, edition,
                    entry.place, self.executor, self.problems,
                )  # fmt: skip
                if chapter:
                    chapters[entry.key] = chapter
        day = self.meeting.prepared or self.meeting.begins
        values = {
            "meeting": self.meeting, "institute": self.institute, "kind": kind, "code": code,
            "items": self._items(entries), "gone": gone, "is_addendum": addendum,
            "day": day, "chapters": chapters,
        }  # fmt: skip
        page = fill_standalone("pack/epub.html", self.theme, values, self.language, self.problems)
        direction = self.theme.language(self.language).direction
        xhtml = write_chapter(page, FRONT, self.language, direction, {})
        front = Chapter(
            FRONT, self.meeting.title, self.language, direction, xhtml.text, {}, (), False
        )
        book = Book(
            identity=name_book(f"pack {code}"),
            title=f"{kind}{self.theme.language(self.language).words['colon']} {self.meeting.title}",
            language=self.language,
            creators=(self.institute.name,),
            publisher=self.institute.name,
            issued=day,
            modified=day,
            description=" · ".join(filter(None, [self.meeting.body, self.meeting.place])),
            codes=(code,),
        )
        cover = bring_cover(pdf, Place(self.label), self.executor, self.problems)
        return bind_epub(book, [front, *chapters.values()], cover, self.theme)

    def _items(self, entries: Sequence[PackDocument]) -> list[dict[str, Any]]:
        """The items of the agenda, as a template sees them."""
        return [
            {"number": item.number, "title": item.title, "note": item.note,
             "entries": [entry for entry in entries if entry.item == number]}
            for number, item in enumerate(self.meeting.items)
        ]  # fmt: skip

    def _word(self, name: str) -> str:
        return self.theme.language(self.language).pack[name]

    # Papers

    def _collect(self) -> list[PackDocument]:
        """Every paper in the order of the agenda, read, checked and examined."""
        ledger = open_ledger(self.house, self.problems)
        self.problems.stop_on_errors()
        asked: list[Callable[[], Iterable[PackDocument]]] = []
        for number, item in enumerate(self.meeting.items):
            for n, brief in enumerate(item.briefs):
                place = self._place("items", number, "briefs", n)
                if brief.draft or self.meeting.draft:
                    self._say_published(brief.brief, place, ledger)
                    if begun := self._begin_draft(brief, number, place):
                        asked.append(partial(self._draft, *begun))
                elif entry := self._edition(brief, number, place, ledger):
                    asked.append(partial(self._examined, entry))
            for n, pdf in enumerate(item.pdfs):
                place = self._place("items", number, "pdfs", n, "file")
                if task := self._begin_foreign(pdf, place):
                    asked.append(partial(self._foreign, pdf, number, place, task))
        entries = [entry for ask in asked for entry in ask()]
        self._say_embargoes(entries)
        self.problems.stop_on_errors()
        return entries

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
            if abs(width - size[0]) > SLACK or abs(height - size[1]) > SLACK
        )
        if odd:
            (measures, count), *others = odd.most_common(3)
            measured = f"{count} of its pages measure {measures}"
            measured += "".join(f", {count} {measures}" for measures, count in others)
            self.problems.warning(
                document.place,
                f"`{document.key}` is not on {self.paper}: {measured}",
                "have the printer fit each page to the paper",
            )
        yield replace(document, found=found)

    def _place(self, *path: str | int) -> Place:
        while path not in self.places:
            path = path[:-1]
        return self.places[path]

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
        compare_with_content(
            self.house, self.theme, slug, edition, data, self.moment, place, self.problems
        )
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
            sha256=_digest(data),
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
        yield from self._examined(replace(entry, data=pdf.data, sha256=_digest(pdf.data)))

    def _begin_foreign(self, pdf: PackFile, place: Place) -> Task[Received] | None:
        data = read_meeting_file(self.house / "content", pdf.file, place, self.problems)
        return None if data is None else give(self.executor, receive, data, "pack")

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

    # Together

    def _put_together(
        self,
        entries: list[PackDocument],
        gone: Sequence[Mapping[str, Any]],
        code: str,
        kind: str,
        addendum: bool,
    ) -> tuple[bytes, list[PackDocument], int, Plan]:
        measured: dict[str, int] = {}
        for _ in range(TRIES):
            inserts, steps, entries, total = self._paginate(entries, measured, addendum)
            page = self._front(inserts, entries, gone, code, kind, total, addendum)
            numbers = self._lay_out("pack/numbers.html", {
                "kind": kind, "total": total, "both_sides": self.meeting.right_hand,
            }, ("packnumbers",))  # fmt: skip
            tasks = [give(self.executor, print_page, html) for html in (page, numbers)]
            front, numbered = (
                self._printed(result(self.executor, task, Place(self.label), self.problems))
                for task in tasks
            )
            counts = measure(front.data)
            fits = counts == [insert.pages for insert in inserts] and numbered.pages == total
            for insert, count in zip(inserts, counts, strict=True):
                measured[_name(insert)] = count
            if fits:
                break
        else:
            self.problems.error(
                Place(self.label),
                "the contents do not settle on a number of pages",
                "shorten the titles of the items",
            )
            raise Stopped
        plan = self._plan(entries, inserts, steps, kind, addendum)
        parts = [
            Part(entry.title, entry.data, entry.language, entry.found.clear) for entry in entries
        ]
        merging = give(self.executor, gather, front.data, numbered.data, parts, plan)
        try:
            data = result(self.executor, merging, Place(self.label), self.problems)
        except Broken as error:
            number, why = error.args
            self.problems.error(
                entries[number].place,
                f"`{entries[number].key}` is broken inside: {why.splitlines()[0]}",
                "print it to a new PDF, or ask whoever wrote it for another file",
            )
            raise Stopped from error
        if data is None:
            raise Stopped
        self.problems.stop_on_errors()
        return data, entries, total, plan

    def _printed(self, pdf: Pdf | None) -> Pdf:
        if pdf is None:
            raise Stopped
        for missing in name_missing(pdf.missing):
            self.problems.error(Place(self.label), missing.message, missing.hint)
        self.problems.extend(pdf.problems)
        self.problems.stop_on_errors()
        return pdf

    def _paginate(
        self, entries: Sequence[PackDocument], measured: Mapping[str, int], addendum: bool
    ) -> tuple[list[PackInsert], list[int], list[PackDocument], int]:
        """Say which page everything begins on: inserts, steps of the plan, documents, the total."""
        inserts: list[PackInsert] = []
        steps: list[int] = []
        placed: list[PackDocument] = []
        at = 1

        def put(kind: str, item: int | None = None) -> None:
            nonlocal at
            insert = PackInsert(kind, item, first=at)
            insert = replace(insert, pages=measured.get(_name(insert), 1))
            inserts.append(insert)
            steps.extend([-1] * insert.pages)
            at += insert.pages

        def turn() -> None:
            if self.meeting.right_hand and at % 2 == 0:
                put("blank")

        put("cover")
        if not addendum:
            put("contents")  # on the back of the cover, where it saves a sheet
        for number, _ in enumerate(self.meeting.items):
            if self.meeting.tabs and not addendum:
                turn()
                put("tab", number)
            for entry in entries:
                if entry.item == number:
                    turn()
                    last = at + entry.found.pages - 1
                    steps.append(len(placed))
                    placed.append(replace(entry, first=at, last=last))
                    at = last + 1
        turn()
        put("printer")
        return inserts, steps, placed, at - 1

    def _front(
        self,
        inserts: Sequence[PackInsert],
        entries: Sequence[PackDocument],
        gone: Sequence[Mapping[str, Any]],
        code: str,
        kind: str,
        total: int,
        addendum: bool,
    ) -> Html:
        items = self._items(entries)
        both = self.meeting.right_hand
        return self._lay_out("pack/sheets.html", {
            "meeting": self.meeting, "institute": self.institute, "items": items,
            "entries": entries, "gone": gone, "is_addendum": addendum, "kind": kind, "code": code,
            "embargo": max((one.embargo for one in entries if one.embargo), default=None),
            "day": self.meeting.prepared or self.meeting.begins, "total": total,
            "both_sides": both, "sheet_count": (total + 1) // 2 if both else total,
            "sheets": [
                {"kind": insert.kind, "item": None if insert.item is None else items[insert.item]}
                for insert in inserts
            ],
        }, ("pack",))  # fmt: skip

    def _lay_out(self, template: str, values: Mapping[str, Any], styles: Sequence[str]) -> Html:
        return lay_out_standalone(
            template,
            self.name,
            self.theme,
            self.paper,
            values,
            self.language,
            styles,
            self.problems,
        )

    def _plan(
        self,
        entries: Sequence[PackDocument],
        inserts: Sequence[PackInsert],
        steps: Sequence[int],
        kind: str,
        addendum: bool,
    ) -> Plan:
        starts = {_name(insert): insert.first for insert in inserts}
        documents = [
            Bookmark(entry.title, entry.first, number) for number, entry in enumerate(entries)
        ]
        marks = [Bookmark(kind, 1)]
        if not addendum:
            marks.append(Bookmark(self._word("contents"), starts["contents"]))
        for number, item in enumerate(self.meeting.items):
            below = tuple(documents[n] for n, entry in enumerate(entries) if entry.item == number)
            start = starts.get(f"tab {number}") or (below[0].page if below else None)
            if start:
                marks.append(Bookmark(_item_title(item), start, None, below))
        marks.append(Bookmark(self._word("printer"), starts["printer"]))
        levels = {entry.found.claims.level for entry in entries} | {"A"}
        level = "A" if levels == {"A"} else "B" if "" not in levels else ""
        accessible = all(entry.found.claims.is_accessible for entry in entries)
        self._say_claims(entries)
        return Plan(
            steps=tuple(steps),
            bookmarks=tuple(marks),
            level=level,
            is_accessible=accessible,
            both_sides=self.meeting.right_hand,
            right_to_left=self.theme.language(self.language).direction == "rtl",
            paper=PAPERS[self.paper].points,
            titles={entry.first: entry.title for entry in entries},
        )

    def _say_embargoes(self, entries: Sequence[PackDocument]) -> None:
        for entry in entries:
            if entry.embargo and self.moment < entry.embargo:
                self.problems.warning(
                    entry.place,
                    f"`{entry.key}` is under embargo until "
                    f"{entry.embargo.isoformat(timespec='minutes')}; the pack says so",
                    "tell those who get it, or take the paper out",
                )

    def _say_claims(self, entries: Sequence[PackDocument]) -> None:
        for entry in entries:
            lost = []
            claims = entry.found.claims
            if claims.level != "A":
                lost.append("PDF/A-3a")
            if not claims.is_accessible:
                lost.append("PDF/UA-1")
            if lost:
                self.problems.warning(
                    entry.place,
                    f"`{entry.key}` is not {' and not '.join(lost)}, so the pack is not either"
                    + "".join(f"; {one}" for one in claims.broken),
                    "ask whoever wrote it for an accessible, archivable PDF; "
                    "or hand it out by itself",
                )

    # What was made before

    @property
    def _memory(self) -> str:
        return f"output/.packs/{self.name}.{self.paper}.json"

    def _remember(self, entries: Sequence[PackDocument]) -> None:
        papers = {
            entry.key: {
                "title": entry.title, "edition": entry.edition, "draft": entry.draft,
                "code": entry.code, "sha256": entry.sha256,
                "first": entry.first, "last": entry.last,
            }
            for entry in entries
        }  # fmt: skip
        data = json.dumps(papers, indent=1, ensure_ascii=False).encode()
        label = self._memory
        write_whole(self.house / label, data, Place(label), self.problems)

    def _remembered(self) -> dict[str, dict[str, Any]]:
        try:
            papers = json.loads((self.house / self._memory).read_bytes())
            return {
                str(key): {
                    "title": str(one["title"]), "edition": one["edition"], "draft": one["draft"],
                    "code": str(one["code"]), "sha256": str(one["sha256"]),
                    "first": int(one["first"]), "last": int(one["last"]),
                }
                for key, one in papers.items()
            }  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self.problems.error(
                Place(self.label),
                f"nobody remembers a pack on {self.paper} that this could be an addendum to",
                f"run `briefpress pack {self.name}` first",
            )
            raise Stopped from None


def _name(insert: PackInsert) -> str:
    return insert.kind if insert.item is None else f"{insert.kind} {insert.item}"


def _item_title(item: AgendaItem) -> str:
    return f"{item.number}. {item.title}" if item.number else item.title


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _code(name: str, paper: str, entries: Sequence[PackDocument]) -> str:
    """The code of a pack: what is in it, in which order, on which paper."""
    parts = [name, paper, *(f"{entry.key} {entry.sha256}" for entry in entries)]
    return f"{name.upper()}-{_digest(chr(0).join(parts).encode())[:6].upper()}"
