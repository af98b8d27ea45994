"""Turn every save into new pages on a screen: watch the house, build, show what came of it.

    watcher's thread   a save ─► what was saved ─┐
    main thread                                  └─► what it touches ─► build ─► Desk ─┐
    server's threads   browser ◄─ news, and a picture of each new page ◄───────────────┘

The main thread builds, because Ctrl-C is heard there and ends a build wherever it is, and because
the workers were forked from it before there was any other thread. The server gives out nothing but
what lies on the desk, by name: it opens no file, so no request can lead it to one.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import struct
import threading
import zlib
from collections.abc import (
    AsyncIterator,
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from hashlib import sha256
from importlib import resources
from pathlib import Path, PurePath, PurePosixPath
from queue import Empty, SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from .problems import Place, Problem, Problems
from .sources import find_briefs
from .text import PAPERS
from .workers import Workers, uninterrupted, warm_up

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from .freshness import Memory
    from .workflow import Outcome

State = Literal["waiting", "building", "current", "errors", "held", "gone"]
"""Of a brief: to be built, being built, built, not built for its own errors or for those of the
house, no longer in content/."""

HOUSE = ""
"""The slug of what belongs to no brief: the house, its templates, styles and fonts."""
WIDEST = 4800
"""Of a picture, in pixels: A4 at 300 % on a screen of double density."""

# ---------------------------------------------------------------------------------------------
# What is on the desk


@dataclass(frozen=True)
class Print:
    """A brief on one paper, as it was printed last without an error."""

    paper: str
    file: str
    """`output/dprk.pdf`"""
    data: bytes
    title: str
    sheets: tuple[tuple[float, float], ...]
    """Width and height of each page, in points."""
    stamp: str = ""
    """The code that stands on its pages."""
    changed: tuple[int, ...] | None = None
    """The pages, from 1, that look otherwise than before, if that is known already."""

    @cached_property
    def name(self) -> str:
        """Another one wherever a page looks otherwise."""
        return sha256(self.data).hexdigest()[:16]

    @property
    def standing(self) -> str:
        """`edition 3`, or `draft`; empty where nobody remembers it."""
        found = re.search(r"-(\d+)-[0-9A-F]{6}$", self.stamp)
        return f"edition {found[1]}" if found else "draft" if self.stamp else ""


@dataclass(frozen=True)
class Card:
    """What is known of a brief."""

    slug: str
    state: State = "waiting"
    prints: tuple[Print, ...] = ()
    """The main paper first; while there are errors, the last good ones."""
    problems: tuple[Problem, ...] = ()
    said: str = ""
    """What became of it in one sentence, to be read aloud; empty while nothing did."""
    serial: int = 0
    """Counts up with every change on the desk."""

    def told(self) -> dict[str, Any]:
        """All of it that the browser needs, as JSON knows it."""
        return {
            "slug": self.slug,
            "state": self.state,
            "title": self.prints[0].title if self.prints else "",
            "said": self.said,
            "problems": [
                {
                    "severity": problem.severity,
                    "place": str(problem.place),
                    "message": problem.message,
                    "hint": problem.hint,
                }
                for problem in self.problems
            ],
            "prints": [
                {
                    "paper": one.paper,
                    "file": one.file,
                    "name": one.name,
                    "standing": one.standing,
                    "sheets": one.sheets,
                    "changed": one.changed,
                }
                for one in self.prints
            ],
        }


@dataclass
class Desk:
    """Everything that the browser may see; the builder lays it there, the server shows it."""

    cards: dict[str, Card] = field(default_factory=dict)
    looked_at: str = ""
    """The brief whose picture was asked for last: it is built first."""
    closed: bool = False
    _serial: int = 0
    _before: dict[str, tuple[Print, ...]] = field(default_factory=dict)
    """The prints before the present ones: a browser may just be asking for one of them."""
    _listeners: list[Callable[[], None]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def gather(self, slugs: Iterable[str], last_good: Callable[[str], tuple[Print, ...]]) -> None:
        """Lay out the briefs *slugs* and no others; a new one with its last good pages."""
        slugs = [*slugs]
        for slug in slugs:
            if slug not in self.cards:
                self.put(Card(slug, prints=last_good(slug)))
            elif self.cards[slug].state == "gone":
                self.mark(slug, "waiting")
        for slug, card in [*self.cards.items()]:
            if slug not in {*slugs, HOUSE} and card.state != "gone":
                self.put(replace(card, state="gone", problems=(), said=f"{slug}: gone"))

    def put(self, card: Card) -> None:
        """Lay *card* on the desk in place of the one before, and tell everyone."""
        with self._lock:
            self._serial += 1
            self.cards[card.slug] = replace(card, serial=self._serial)
            listeners = [*self._listeners]
        for listener in listeners:
            listener()

    def mark(self, slug: str, state: State) -> None:
        """Say what is being done with a brief."""
        if self.cards[slug].state != state:
            self.put(replace(self.cards[slug], state=state, said=""))

    def news(self, since: int) -> list[Card]:
        """The cards that changed after the serial number *since*, in that order."""
        with self._lock:
            cards = [card for card in self.cards.values() if card.serial > since]
        return sorted(cards, key=lambda card: card.serial)

    @contextmanager
    def listening(self, listener: Callable[[], None]) -> Iterator[None]:
        """Call *listener* whenever there is news."""
        with self._lock:
            self._listeners.append(listener)
        try:
            yield
        finally:
            with self._lock:
                self._listeners.remove(listener)

    def close(self) -> None:
        """Send everyone home."""
        self.closed = True
        with self._lock:
            listeners = [*self._listeners]
        for listener in listeners:
            listener()

    def lay(self, slug: str, outcome: Outcome, prints: Sequence[Print]) -> None:
        """Lay out what became of the brief *slug*; *prints* are the PDFs of it that are good."""
        errors = outcome.problems.errors
        old = {one.paper: one for one in self.cards[slug].prints}
        new = {one.paper: one for one in prints}
        if errors or not new:
            new |= {paper: one for paper, one in old.items() if paper not in new}
        card = Card(slug, "errors" if errors else "current", (*new.values(),), (*outcome.problems,))
        self._before[slug] = tuple(old.values())
        # The pages go to the screen first, then it is told which of them changed (8 ms each).
        if old and any(one.name != old[paper].name for paper, one in new.items() if paper in old):
            self.put(card)
        prints = tuple(compare(old.get(one.paper), one) for one in card.prints)
        self.put(replace(card, prints=prints, said=in_a_sentence(slug, outcome.problems, prints)))

    def picture(self, slug: str, paper: str, name: str, number: int, width: int) -> bytes | None:
        """Page *number*, from 1, as PNG; None where there is no such page (any more)."""
        card = self.cards.get(slug, Card(slug))
        for one in (*card.prints, *self._before.get(slug, ())):
            if (one.paper, one.name) == (paper, name) and 0 < number <= len(one.sheets):
                self.looked_at = slug
                wide = min(max(width, 32), WIDEST)
                return Picture.of(one.data, number - 1, wide, hurry=True).png()
        return None

    def pdf(self, file: str) -> bytes | None:
        """The last good PDF of that name."""
        prints = [one for card in [*self.cards.values()] for one in card.prints]
        return next((one.data for one in prints if one.file == file), None)


def in_a_sentence(slug: str, problems: Problems, prints: Sequence[Print]) -> str:
    """What became of a brief, to be read aloud."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        place = errors[0].place
        file = place.file.removeprefix(f"content/{slug}/")
        where = f"{file} line {place.line}" if place.line else file
        first = ", the first" if len(errors) > 1 else ""
        return f"{slug}: {_many(len(errors), 'error')}{first} in {where}"
    words = []
    for one in prints[:1]:
        words = [_many(len(one.sheets), "page"), "rebuilt"]
        if one.changed == ():
            words[1] = "nothing changed"
        elif one.changed is not None and len(one.changed) < len(one.sheets):
            numbers = ", ".join(map(str, one.changed))
            words.append(f"page{'s' * (len(one.changed) > 1)} {numbers} changed")
    if problems.found:
        words.append(_many(len(problems.found), "warning"))
    return f"{slug}: {', '.join(words)}"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


# ---------------------------------------------------------------------------------------------
# PDFs and pictures


class OneAtATime:
    """Lets one thread in at a time, and before all others whoever works for the screen."""

    def __init__(self) -> None:
        self._door = threading.Condition()
        self._inside = False
        self._hurried = 0

    @contextmanager
    def turn(self, *, hurry: bool = False) -> Iterator[None]:
        """Wait for a turn."""
        with self._door:
            self._hurried += hurry
            self._door.wait_for(lambda: not self._inside and (hurry or not self._hurried))
            self._hurried -= hurry
            self._inside = True
        try:
            yield
        finally:
            with self._door:
                self._inside = False
                self._door.notify_all()


_PDFIUM = OneAtATime()
"""PDFium is one library for the whole process, and not made for two threads."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""


@dataclass(frozen=True)
class Picture:
    """A sheet as pixels: red, green, blue, row by row."""

    width: int
    height: int
    stride: int
    """Bytes from one row to the next."""
    pixels: bytes

    @classmethod
    def of(cls, data: bytes, number: int, width: int, *, hurry: bool = False) -> Picture:
        """Draw page *number*, from 0, of a PDF, *width* pixels wide; before others in a *hurry*."""
        # Opened anew for each picture (0.6 ms), so that none stays open for the garbage collector
        # to close from another thread.
        with _opened(data, hurry=hurry) as pdf:
            return cls.drawn(pdf[number], width)

    @classmethod
    def drawn(cls, page: Any, width: int) -> Picture:
        """Draw a page that is open."""
        from pypdfium2 import raw

        bitmap = page.render(
            scale=width / page.get_width(),
            force_bitmap_format=raw.FPDFBitmap_BGR,
            rev_byteorder=True,
        )
        try:
            return cls(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()

    def without(self, boxes: Iterable[Box]) -> bytes:
        """The pixels, white in *boxes*."""
        pixels = bytearray(self.pixels)
        for left, top, right, bottom in boxes:
            left, right = max(int(left), 0), min(int(right), self.width)
            for row in range(max(int(top), 0), min(int(bottom), self.height)):
                start = row * self.stride + left * 3
                pixels[start : start + (right - left) * 3] = b"\xff" * ((right - left) * 3)
        return bytes(pixels)

    def png(self) -> bytes:
        """The picture as a PNG file.

        Least compression, no filter: 900 pixels wide it takes 12 ms and 260 KB. The same through
        Pillow takes 24 ms, WebP without loss 30 ms, and a JPEG, which blurs letters, 5 ms.
        """
        rows, row = memoryview(self.pixels), self.width * 3
        lines = [
            part
            for start in range(0, self.height * self.stride, self.stride)
            for part in (b"\0", rows[start : start + row])
        ]
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 1)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )


@contextmanager
def _opened(data: bytes, *, hurry: bool = False) -> Iterator[Any]:
    from pypdfium2 import PdfDocument

    with _PDFIUM.turn(hurry=hurry), PdfDocument(data) as pdf:
        yield pdf


def read_print(data: bytes, file: str, stamp: str = "") -> Print:
    """Read what a PDF says of itself. Raises `PdfiumError` where it is none."""
    with _opened(data) as pdf:
        sizes = [pdf.get_page_size(number) for number in range(len(pdf))]
        title = pdf.get_metadata_value("Title")
    sheets = tuple((round(width, 2), round(height, 2)) for width, height in sizes)
    width = sizes[0][0] if sizes else 0.0
    paper = min(PAPERS, key=lambda paper: abs(_points(PAPERS[paper][0]) - width))
    return Print(paper, file, data, title, sheets, stamp)


def _points(length: str) -> float:
    number, unit = float(length[:-2]), length[-2:]
    return number * 72 / {"mm": 25.4, "in": 1.0}[unit]


def compare(old: Print | None, new: Print) -> Print:
    """Find the pages of *new* that look otherwise than in *old*.

    The stamp does not count: on a draft, it changes on every page with every letter of the brief.
    """
    if old is None or old.name == new.name:
        return replace(new, changed=None if old is None else ())
    changed = []
    for number, sheet in enumerate(new.sheets):
        if old.sheets[number : number + 1] == (sheet,):
            before, stamp_before = _look_at(old, number)
            after, stamp_after = _look_at(new, number)
            boxes = stamp_before + stamp_after
            if before.without(boxes) == after.without(boxes):
                continue
        changed.append(number + 1)
    return replace(new, changed=tuple(changed))


_ENOUGH = 600
"""Pixels: at this width every letter shows. It takes PDFium 3 ms."""
_AROUND = 30
"""Points to the left and right of a stamp: it is centred, and the word before it moves with it."""


def _look_at(printed: Print, number: int) -> tuple[Picture, list[Box]]:
    """A page, and where the stamp stands on it."""
    width, height = printed.sheets[number]
    scale = _ENOUGH / width
    boxes = []
    with _opened(printed.data) as pdf:
        page = pdf[number]
        picture = Picture.drawn(page, _ENOUGH)
        text = page.get_textpage()
        search = text.search(printed.stamp) if printed.stamp else None
        while search and (found := search.get_next()):
            for one in range(text.count_rects(*found)):
                left, bottom, right, top = text.get_rect(one)
                boxes.append(
                    (
                        (left - _AROUND) * scale,
                        (height - top - 2) * scale,
                        (right + _AROUND) * scale,
                        (height - bottom + 2) * scale,
                    )
                )
    return picture, boxes


def last_good(house: Path, slug: str, stamps: Mapping[str, str]) -> tuple[Print, ...]:
    """The PDFs of *slug* that lie in output/, the main paper first; those that can be read.

    *stamps*: the code that stands on the pages, by their paper.
    """
    from pypdfium2 import PdfiumError

    output = (house / "output").resolve()
    prints: dict[str, Print] = {}
    for name in (f"{slug}.pdf", *(f"{slug}.{paper}.pdf" for paper in PAPERS)):
        path = output / name
        try:
            if path.resolve(strict=True).parent == output:
                one = read_print(path.read_bytes(), f"output/{name}")
                prints.setdefault(one.paper, replace(one, stamp=stamps.get(one.paper, "")))
        except (OSError, RuntimeError, PdfiumError):
            continue
    return tuple(prints.values())


# ---------------------------------------------------------------------------------------------
# Saves

WATCHED = ("content", "templates", "styles", "editions")
_QUIET = 10
"""Milliseconds of quiet after which a save is over: an editor's last event comes within 5."""
_LONGEST = 100
"""Milliseconds after which whatever was saved is told, though more is coming."""
_LEFT_BY_EDITORS = re.compile(
    r"[.~#]"  # hidden files, Word's and Emacs's locks, Emacs's autosaves
    r"|.*(?:~|\.sw[a-z]|\.tmp|\.bak|\.part|\.crdownload|___jb_(?:tmp|old)___)$"
    r"|4913$"  # Vim tries with this name whether it may write
    r"|__pycache__$"
)


def counts(path: PurePath) -> bool:
    """Whether *path*, from the house, can be part of a page: editors leave much that is not."""
    return not any(_LEFT_BY_EDITORS.match(part) for part in path.parts)


def touched(paths: Iterable[PurePath], slugs: Sequence[str]) -> list[str]:
    """Which of the briefs *slugs* have to be built again, now that *paths* were saved."""
    folders = set()
    for path in paths:
        if len(path.parts) < 2 or path.parts[0] != "content" or path.parts[1] == "institute.yaml":
            return [*slugs]
        folders.add(path.parts[1])
    return [slug for slug in slugs if slug in folders]


def _watch(house: Path, stop: threading.Event, tell: Callable[[set[PurePath]], None]) -> None:
    """Call *tell* with what was saved, named from the house, until *stop*."""
    from watchfiles import watch

    polling: bool | None = None
    while not stop.is_set():
        roots = _roots(house)
        changes = watch(
            *roots,
            watch_filter=None,
            debounce=_LONGEST,
            step=_QUIET,
            rust_timeout=1000,
            yield_on_timeout=True,
            stop_event=stop,
            force_polling=polling,
            poll_delay_ms=200,
        )
        try:
            for change in changes:
                paths = {_from_house(Path(path), roots) for _, path in change}
                if paths := {path for path in paths if counts(path)}:
                    tell(paths)
                if _roots(house) != roots:  # a whole folder came, went or was replaced
                    tell({PurePosixPath(name) for name in WATCHED})
                    break
        except OSError:  # no more files can be watched: look at them again and again instead
            if polling:
                stop.wait(1)
            polling = True


def _roots(house: Path) -> dict[Path, tuple[int, int]]:
    """The folders to be watched, and which ones they are."""
    found = {}
    for name in WATCHED:
        try:
            status = (house / name).stat()
        except OSError:
            continue
        found[house / name] = (status.st_dev, status.st_ino)
    return found


def _from_house(path: Path, roots: Iterable[Path]) -> PurePath:
    for root in roots:
        for base in (root, root.resolve()):  # macOS tells where a link leads
            if path.is_relative_to(base):
                return PurePosixPath(root.name, *path.relative_to(base).parts)
    return PurePosixPath()


# ---------------------------------------------------------------------------------------------
# The builder


def watch(
    house: Path,
    port: int,
    opened: Callable[[str], None],
    tell: Callable[[Outcome], None],
) -> None:
    """Show the briefs of *house* in a browser and build again what a save touches, until Ctrl-C.

    *port*: the one to serve on, or the next one that is free; 0 for any. *opened* is called with
    the address as soon as there is a page, *tell* with what became of each brief.
    """
    house = house.resolve()
    with Workers(min(os.cpu_count() or 1, 4)) as workers:
        workers.all_do(os.getpid)  # forked here, while this process has one thread
        with uninterrupted():  # what is written in C or Rust would swallow a Ctrl-C
            import pypdfium2  # noqa: F401
            import watchfiles  # noqa: F401
        _heed_hangups()
        try:
            builder = Builder(house, workers, Desk(), tell)
            with _serving(builder.desk, port) as address, _watching(house, builder.saves.put):
                opened(address)
                workers.all_do(warm_up)  # not before: so the page is there 0.3 s earlier
                with uninterrupted():
                    from . import workflow  # noqa: F401
                builder.build_on()
        except KeyboardInterrupt:
            workers.shutdown(wait=False, cancel_futures=True)


def _heed_hangups() -> None:
    """Make of a closed terminal and of `kill` the same as of Ctrl-C: leave no worker behind.

    It becomes a Ctrl-C, which waits where it would do harm: raised while a task is handed over, it
    left the pool of workers locked. A shell's job in the background is started deaf to Ctrl-C.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def stop(_: int, __: FrameType | None) -> None:
        signal.raise_signal(signal.SIGINT)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)


@contextmanager
def _watching(house: Path, tell: Callable[[set[PurePath]], None]) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=_watch, args=(house, stop, tell), daemon=True)
    with uninterrupted():
        thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(1)


class Builder:
    """Builds whatever was saved, the brief on the screen first, and lays it on the desk."""

    def __init__(
        self, house: Path, workers: Workers, desk: Desk, tell: Callable[[Outcome], None]
    ) -> None:
        """Lay out the last good pages; nothing is built yet."""
        self.house, self.workers, self.desk, self.tell = house, workers, desk, tell
        self.saves: SimpleQueue[set[PurePath]] = SimpleQueue()
        self.waiting: list[str] = []
        self.touch({PurePosixPath(name) for name in WATCHED})

    def build_on(self) -> NoReturn:
        """Build what has to be built, for ever."""
        while True:
            self.take(wait=not self.waiting)
            if self.desk.looked_at in self.waiting:
                batch = [self.desk.looked_at]
            else:  # a few at once keep all workers busy, and do not keep a save waiting for long
                batch = self.waiting[: max(self.workers.jobs // 2, 1)]
            if batch:
                self.build(batch)

    def take(self, *, wait: bool = False) -> None:
        """Note what was saved meanwhile; *wait* for a save, or do not."""
        paths: set[PurePath] = set()
        # No longer than a second at a time: Windows does not hear Ctrl-C meanwhile.
        with suppress(Empty):
            while True:
                paths |= self.saves.get(wait and not paths, timeout=1)
        if paths:
            self.touch(paths)

    def touch(self, paths: Collection[PurePath]) -> None:
        """Note that *paths* changed."""
        slugs = find_briefs(self.house / "content")
        memory = self.memory(Problems())
        self.desk.gather(slugs, partial(self.last_good, memory=memory))
        new = touched(paths, slugs)
        self.waiting = [slug for slug in dict.fromkeys([*self.waiting, *new]) if slug in slugs]
        for slug in self.waiting:
            self.desk.mark(slug, "waiting")

    def build(self, batch: Sequence[str]) -> None:
        """Build some briefs and lay out what becomes of them."""
        from .workflow import Outcome, build

        self.waiting = [slug for slug in self.waiting if slug not in batch]
        for slug in batch:
            self.desk.mark(slug, "building")
        missing, sound = [*batch], True
        problems = Problems()
        try:
            memory = self.memory(problems)
            if memory is None:
                self.show_house(problems)
                sound = False
            else:
                for outcome in build(self.house, batch, None, self.workers, memory):
                    if outcome.slug == HOUSE:
                        self.show_house(outcome.problems)
                        sound = False
                    else:
                        missing.remove(outcome.slug)
                        self.show(outcome, memory)
        except Exception as error:  # a bug of ours is a problem too: the next save may go round it
            problems.error(
                Place(f"content/{missing[0]}" if missing else "output"),
                f"briefpress broke on it: {type(error).__name__}: {error}",
                f"this is a bug; `python build.py {' '.join(missing)}` says more, please report it",
            )
            for slug in missing:
                self.show(Outcome(slug, problems=problems), None)
        else:
            for slug in missing:
                self.desk.mark(slug, "held")
        if sound:
            self.show_house(Problems())

    def memory(self, problems: Problems) -> Memory | None:
        """What is printed already; None where the ledger is broken."""
        from .editions import read_ledger_file
        from .freshness import Memory

        ledger = read_ledger_file(self.house, problems)
        return None if problems.errors else Memory(self.house, ledger)

    def last_good(self, slug: str, memory: Memory | None) -> tuple[Print, ...]:
        """The PDFs of *slug* that lie in output/."""
        printed = memory.record(slug).printed if memory else {}
        stamps = {paper: one.stamp or one.html[:8] for paper, one in printed.items()}
        return last_good(self.house, slug, stamps)

    def show(self, outcome: Outcome, memory: Memory | None) -> None:
        """Lay out what became of a brief."""
        self.take()
        if outcome.slug not in find_briefs(self.house / "content"):
            return
        if outcome.problems.errors and outcome.slug in self.waiting:
            return  # it was read in the middle of a save, or is being mended
        good = {*outcome.current, *(edition.pdf.paper for edition in outcome.editions)}
        prints = self.last_good(outcome.slug, memory) if good else ()
        self.desk.lay(outcome.slug, outcome, [one for one in prints if one.paper in good])
        self.tell(outcome)

    def show_house(self, problems: Problems) -> None:
        """Lay out what is wrong with the house itself, if that is new."""
        from .workflow import Outcome

        known = self.desk.cards.get(HOUSE, Card(HOUSE)).problems
        if known == (*problems,):
            return
        said = in_a_sentence("the house", problems, ()) if problems.errors else ""
        self.desk.put(
            Card(HOUSE, "errors" if problems.errors else "current", (), (*problems,), said)
        )
        self.tell(Outcome(HOUSE, problems=problems))


# ---------------------------------------------------------------------------------------------
# The server

_LOOPBACK = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?", re.IGNORECASE)
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_PAGE = {
    "preview.html": "text/html",
    "preview.css": "text/css",
    "preview.js": "text/javascript",
    "preview.svg": "image/svg+xml",
}


def refused(host: str, origin: str | None) -> bool:
    """Whether a request comes from elsewhere: by a name that only leads here, or from a page that
    is not ours.
    """
    return not _LOOPBACK.fullmatch(host) or origin not in {None, f"http://{host}"}


def application(desk: Desk) -> ASGIApp:
    """The preview as a web application: what lies on *desk*, and the page that shows it."""
    from starlette.applications import Starlette
    from starlette.datastructures import Headers, MutableHeaders
    from starlette.responses import PlainTextResponse, Response, StreamingResponse
    from starlette.routing import Route

    page = {name: (resources.files("briefpress") / name).read_bytes() for name in _PAGE}

    def part(request: Request, name: str = "preview.html") -> Response:
        slug = request.path_params.get("slug")
        return Response(
            page[name],
            200 if slug is None or slug in desk.cards else 404,
            {"cache-control": "no-cache"},
            _PAGE[name],
        )

    def picture(request: Request) -> Response:
        given = request.path_params
        width = request.query_params.get("width", "")
        number = given["number"].removesuffix(".png")
        data = None
        if re.fullmatch("[0-9]{1,5}", width, re.ASCII) and re.fullmatch("[0-9]{1,5}", number):
            data = desk.picture(
                given["slug"], given["paper"], given["name"], int(number), int(width)
            )
        if data is None:
            return PlainTextResponse("no such page", 404)
        forever = {"cache-control": "private, max-age=31536000, immutable"}
        return Response(data, headers=forever, media_type="image/png")

    def pdf(request: Request) -> Response:
        data = desk.pdf(f"output/{request.path_params['file']}")
        if data is None:
            return PlainTextResponse("no such PDF", 404)
        return Response(data, headers={"cache-control": "no-cache"}, media_type="application/pdf")

    async def news(request: Request) -> Response:
        return StreamingResponse(
            _news(desk), headers={"cache-control": "no-store"}, media_type="text/event-stream"
        )

    inner = Starlette(
        routes=[
            Route("/", part),
            Route("/briefs/{slug}", part),
            Route("/briefs/{slug}/{paper}", part),
            *(Route(f"/{name}", partial(part, name=name)) for name in _PAGE if "html" not in name),
            Route("/news", news),
            Route("/pages/{slug}/{paper}/{name}/{number}", picture),
            Route("/output/{file}", pdf),
        ]
    )

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    # The browser shows a PDF by a page of its own, which the policy would stop.
                    if headers.get("content-type") != "application/pdf" or "policy" not in name:
                        headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        app: ASGIApp = inner
        if scope["type"] != "http" or refused(headers.get("host", ""), headers.get("origin")):
            app = PlainTextResponse("the preview is for this machine alone", 403)
        await app(scope, receive, send_sealed)

    return guarded


async def _news(desk: Desk) -> AsyncIterator[str]:
    """Tell a browser what lies on the desk, and then whatever changes, until either is gone."""
    loop = asyncio.get_running_loop()
    something = asyncio.Event()
    since, whole = 0, True

    def wake() -> None:
        loop.call_soon_threadsafe(something.set)

    with desk.listening(wake):
        yield "retry: 500\n\n"
        while not desk.closed:
            something.clear()
            cards = desk.news(since)
            if cards or whole:
                told = {"whole": whole, "cards": [card.told() for card in cards]}
                yield f"data: {json.dumps(told)}\n\n"
                since, whole = max((card.serial for card in cards), default=since), False
            elif not desk.closed:
                try:
                    await asyncio.wait_for(something.wait(), 15)
                except TimeoutError:
                    yield ":\n\n"  # to notice that the browser is gone


@contextmanager
def _serving(desk: Desk, port: int) -> Iterator[str]:
    """Serve *desk* on loopback, in a thread of its own; gives the address."""
    with uninterrupted():
        import uvicorn

        config = uvicorn.Config(
            application(desk),
            lifespan="off",
            access_log=False,
            log_config=None,
            log_level="critical",
            server_header=False,
            timeout_graceful_shutdown=1,
            ws="none",
        )
        server = uvicorn.Server(config)
        door = open_door(port)
        thread = threading.Thread(target=server.run, args=([door],), daemon=True)
        thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}/"
    finally:
        desk.close()
        server.should_exit = server.force_exit = True
        thread.join(2)
        door.close()


def open_door(port: int) -> socket.socket:
    """Listen on *port* of loopback, or on the next one that is free; 0 for any."""
    ports = [*range(port, min(port + 50, 65536)), 0] if port else [0]
    for one in ports:
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # elsewhere this would share the port with whoever has it
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", one))
            door.listen(128)
        except OSError:
            door.close()
            if one == ports[-1]:
                raise
        else:
            return door
    raise AssertionError("the last one is any that is free")
