"""Turn a meeting into its pack: every document of the agenda in one PDF, numbered through.

    meeting ─► documents (editions; drafts are printed) ─► plan ─► front ─► gather ─► output/

How many pages the contents take is known only after they are printed, and all numbers follow from
it. So the front is printed with a guess, measured, and printed again where the guess was wrong; the
numbers change no line as a rule, so twice is enough; a third time is there for one that does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ..editions.books import open_ledger
from ..editions.files import write_whole
from ..model.contract import AgendaItem
from ..model.page import Book, Chapter, Html, Pdf
from ..model.papers import PAPERS
from ..model.problems import Place, Problems, Stopped
from ..model.scripts import name_missing
from ..page.chapter import write_chapter
from ..page.epub import bind_epub
from ..page.standalone import StandalonePage, fill_standalone, lay_out_standalone
from ..press.executors import Executor, give, result
from ..press.workers import print_page
from ..workflows.lay_out import OpenHouse
from .epub import bring_cover, make_chapter_of_pdf, name_book
from .meetings import OpenMeeting, open_meeting
from .merge import Bookmark, Broken, Part, Plan, gather, measure
from .pack_papers import PackDocument, PaperCollector, digest
from .wishes import PackWish

FRONT = "pack.front"
"""The name of the first page in an EPUB: no brief is called so."""
TRIES = 3
"""How often the front is printed at most: to measure it, with the right numbers, and once more."""


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
    wish: PackWish,
    *,
    now: datetime,
) -> Pack | None:
    """Make the pack of content/meetings/*name*.yaml, as its organiser wishes.

    Returns None where there are errors, and where an addendum has nothing to say.

    *now*: against which an embargo is held.

    Problems: everything that is wrong with the meeting's file; a paper that was never published,
    was withdrawn or superseded, is not the file that was published, is under embargo and does not
    say so; a PDF that cannot be taken. A warning names each paper that is under embargo still,
    that makes the pack lose a claim, or that is on another paper.
    """
    try:
        opened = open_meeting(house, name, wish.paper, problems)
        return _Maker(opened, executor, problems, now).make(wish.addendum, wish.epub)
    except Stopped:
        return None


@dataclass(frozen=True)
class _Volume:
    """The volume that is bound: the pack, or an addendum to it."""

    kind: str
    """The word for it, in the language of the meeting."""
    code: str
    is_addendum: bool = False
    gone: Sequence[Mapping[str, Any]] = ()
    """The papers, as they were remembered, that an addendum takes out."""


class _Maker:
    """A pack while it is made. Every step raises `Stopped` after it has said what is wrong."""

    def __init__(
        self, opened: OpenMeeting, executor: Executor, problems: Problems, now: datetime
    ) -> None:
        self.opened, self.executor, self.problems, self.moment = opened, executor, problems, now
        self.house, self.name, self.theme = opened.house, opened.name, opened.theme
        self.meeting, self.institute = opened.meeting, opened.institute
        self.language, self.paper, self.label = opened.language, opened.paper, opened.label

    def make(self, addendum: bool, epub: bool) -> Pack | None:
        collector = PaperCollector(self.opened, self.executor, self.problems, self.moment)
        entries = collector.collect()
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
        collector.say(entries)
        kind = self.opened.word("addendum" if addendum else "pack")
        volume = _Volume(kind, code, addendum, gone)
        data, entries, total, plan = self._put_together(entries, volume)
        suffix = "" if self.paper == self.opened.main else f".{self.paper}"
        label = f"output/{self.name}.{'addendum' if addendum else 'pack'}{suffix}.pdf"
        write_whole(self.house / label, data, Place(label), self.problems)
        self.problems.stop_on_errors()
        book = ""
        if epub:
            book = f"{label.removesuffix('.pdf')}.epub"
            bound = self._bind_epub(entries, volume, data)
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
        volume: _Volume,
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
            "meeting": self.meeting, "institute": self.institute, "kind": volume.kind,
            "code": volume.code, "items": self._items(entries), "gone": volume.gone,
            "is_addendum": volume.is_addendum,
            "day": day, "chapters": chapters,
        }  # fmt: skip
        page = fill_standalone("pack/epub.html", self.theme, values, self.language, self.problems)
        language = self.theme.language(self.language)
        direction = language.direction
        xhtml = write_chapter(page, FRONT, self.language, direction, {})
        front = Chapter(
            FRONT, self.meeting.title, self.language, direction, xhtml.text, {}, (), False
        )
        book = Book(
            identity=name_book(f"pack {volume.code}"),
            title=f"{volume.kind}{language.words['colon']} {self.meeting.title}",
            language=self.language,
            creators=(self.institute.name,),
            publisher=self.institute.name,
            issued=day,
            modified=day,
            description=" · ".join(filter(None, [self.meeting.body, self.meeting.place])),
            codes=(volume.code,),
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

    # Together

    def _put_together(
        self, entries: list[PackDocument], volume: _Volume
    ) -> tuple[bytes, list[PackDocument], int, Plan]:
        measured: dict[str, int] = {}
        for _ in range(TRIES):
            inserts, steps, entries, total = self._paginate(entries, measured, volume.is_addendum)
            page = self._front(inserts, entries, volume, total)
            numbers = self._lay_out("pack/numbers.html", {
                "kind": volume.kind, "total": total, "both_sides": self.meeting.right_hand,
            }, "packnumbers")  # fmt: skip
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
        plan = self._plan(entries, inserts, steps, volume)
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
        volume: _Volume,
        total: int,
    ) -> Html:
        items = self._items(entries)
        both = self.meeting.right_hand
        return self._lay_out("pack/sheets.html", {
            "meeting": self.meeting, "institute": self.institute, "items": items,
            "entries": entries, "gone": volume.gone, "is_addendum": volume.is_addendum,
            "kind": volume.kind, "code": volume.code,
            "embargo": max((one.embargo for one in entries if one.embargo), default=None),
            "day": self.meeting.prepared or self.meeting.begins, "total": total,
            "both_sides": both, "sheet_count": (total + 1) // 2 if both else total,
            "sheets": [
                {"kind": insert.kind, "item": None if insert.item is None else items[insert.item]}
                for insert in inserts
            ],
        }, "pack")  # fmt: skip

    def _lay_out(self, template: str, values: Mapping[str, Any], style: str) -> Html:
        page = StandalonePage(template, self.name, self.paper, self.language, style)
        return lay_out_standalone(page, values, self.theme, self.problems)

    def _plan(
        self,
        entries: Sequence[PackDocument],
        inserts: Sequence[PackInsert],
        steps: Sequence[int],
        volume: _Volume,
    ) -> Plan:
        starts = {_name(insert): insert.first for insert in inserts}
        documents = [
            Bookmark(entry.title, entry.first, number) for number, entry in enumerate(entries)
        ]
        marks = [Bookmark(volume.kind, 1)]
        if not volume.is_addendum:
            marks.append(Bookmark(self.opened.word("contents"), starts["contents"]))
        for number, item in enumerate(self.meeting.items):
            below = tuple(documents[n] for n, entry in enumerate(entries) if entry.item == number)
            start = starts.get(f"tab {number}") or (below[0].page if below else None)
            if start:
                marks.append(Bookmark(_item_title(item), start, None, below))
        marks.append(Bookmark(self.opened.word("printer"), starts["printer"]))
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

    # Made before

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


def _code(name: str, paper: str, entries: Sequence[PackDocument]) -> str:
    """The code of a pack: what is in it, in which order, on which paper."""
    parts = [name, paper, *(f"{entry.key} {entry.sha256}" for entry in entries)]
    return f"{name.upper()}-{digest(chr(0).join(parts).encode())[:6].upper()}"
