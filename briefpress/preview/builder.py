"""Turn every save into new pages on a screen: watch the house, build, show what came of it.

    watcher's thread   a save ─► what was saved ─┐
    main thread                                  └─► what it touches ─► build ─► Dashboard ─┐
    server's threads   browser ◄─ news, and a picture of each new page ◄───────────────┘

The main thread builds, because Ctrl-C is heard there and ends a build wherever it is, and because
the workers were forked from it before there was any other thread.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cache, partial
from pathlib import Path, PurePath, PurePosixPath
from queue import Empty, SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from ..model.house import find_briefs
from ..model.problems import Place, Problems, Stopped
from ..press.executors import uninterrupted
from ..press.workers import Workers, load_press
from .dashboard import HOUSE, Card, Dashboard, in_a_sentence
from .rasters import Print, last_prints, read_print
from .remark_marks import Sought, find_marks
from .server import serving
from .watcher import WATCHED, touched, watching

if TYPE_CHECKING:
    from ..cache.freshness import BuildState
    from ..workflows.build import Outcome


def watch(
    house: Path,
    port: int,
    opened: Callable[[str], None],
    tell: Callable[[Outcome], None],
    program: str = "briefpress",
) -> None:
    """Show the briefs of *house* in a browser and build again what a save touches, until Ctrl-C.

    *port*: the one to serve on, or the next one that is free; 0 for any. *opened* is called with
    the address, which is a secret of this account, as soon as there is a page, *tell* with what
    became of each brief. *program*: what was called, as hints name it.
    """
    house = house.resolve()
    with Workers(min(os.cpu_count() or 1, 4)) as workers:
        workers.prepare(os.getpid)  # forked here, while this process has one thread
        _heed_hangups()
        try:
            builder = Builder(house, workers, Dashboard(house, program), tell)
            with serving(builder.dashboard, port) as address, watching(house, builder.saves.put):
                opened(address)
                workers.prepare(load_press)  # not before: so the page is there 0.3 s earlier
                with uninterrupted():
                    from ..workflows import rehearse  # noqa: F401 - with build and the checks
                builder.build_on()
        except KeyboardInterrupt:
            workers.abandon()


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


class Builder:
    """Builds whatever was saved, the brief on the screen first, and lays it on the dashboard."""

    def __init__(
        self, house: Path, workers: Workers, dashboard: Dashboard, tell: Callable[[Outcome], None]
    ) -> None:
        """Lay out the last pages; nothing is built yet."""
        self.house, self.workers, self.dashboard, self.tell = house, workers, dashboard, tell
        self.saves: SimpleQueue[set[PurePath]] = SimpleQueue()
        self.waiting: list[str] = []
        self.touch({PurePosixPath(name) for name in WATCHED})

    def build_on(self) -> NoReturn:
        """Build what has to be built, for ever."""
        while True:
            self.take(wait=not self.waiting)
            if self.dashboard.looked_at in self.waiting:
                batch = [self.dashboard.looked_at]
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
        slugs = self.find_briefs()
        if slugs is None:
            self.waiting = []
            problems = Problems()
            problems.error(
                Place("content"), "this folder is not there", "bring it back; all is shown then"
            )
            self.show_house(problems)
            return
        # Read for briefs that are new: it takes 0.02 s, for which a save would wait.
        read_state = cache(partial(self.build_state, Problems()))
        self.dashboard.set_briefs(slugs, lambda slug: self.last_prints(slug, read_state()))
        new = touched(paths, slugs)
        self.waiting = [slug for slug in dict.fromkeys([*self.waiting, *new]) if slug in slugs]
        for slug in self.waiting:
            self.dashboard.mark(slug, "waiting")

    def find_briefs(self) -> list[str] | None:
        """The briefs that there are; None while content/ is away, as git and a rename have it."""
        try:
            return find_briefs(self.house / "content")
        except OSError:
            return None

    def build(self, batch: Sequence[str]) -> None:
        """Build some briefs and lay out what becomes of them."""
        from ..workflows.build import Outcome, build

        self.waiting = [slug for slug in self.waiting if slug not in batch]
        for slug in batch:
            self.dashboard.mark(slug, "building")
        missing, sound = [*batch], True
        problems = Problems()
        try:
            build_state = self.build_state(problems)
            if build_state is None:
                self.show_house(problems)
                sound = False
            else:
                looked_at = self.paper_looked_at(batch)
                for outcome in build(
                    self.house, batch, None, self.workers, build_state, looked_at=looked_at
                ):
                    if outcome.is_first:
                        self.show_first(outcome, build_state)
                    elif outcome.slug == HOUSE:
                        self.show_house(outcome.problems)
                        sound = False
                    else:
                        missing.remove(outcome.slug)
                        self.show(outcome, build_state)
        except Exception as error:  # a bug of ours is a problem too: the next save may go round it
            problems.error(
                Place(f"content/{missing[0]}" if missing else "output"),
                f"briefpress broke on it: {type(error).__name__}: {error}",
                f"this is a bug; `briefpress {' '.join(missing)}` says more, please report it",
            )
            for slug in missing:
                self.show(Outcome(slug, problems=problems), None)
        else:
            for slug in missing:
                self.dashboard.mark(slug, "held")
        if sound:
            self.show_house(Problems())

    def paper_looked_at(self, batch: Sequence[str]) -> str:
        """Find the paper of *batch* that somebody looks at; empty where nobody looks at it."""
        dashboard = self.dashboard
        return dashboard.paper_looked_at if [*batch] == [dashboard.looked_at] else ""

    def build_state(self, problems: Problems) -> BuildState | None:
        """Read what is printed already; None where the ledger is broken."""
        from ..cache.freshness import BuildState
        from ..editions.files import read_ledger_file

        ledger = read_ledger_file(self.house, problems)
        return None if problems.errors else BuildState(self.house, ledger)

    def last_prints(self, slug: str, build_state: BuildState | None) -> tuple[Print, ...]:
        """The PDFs of *slug* that lie in output/."""
        printed = build_state.record(slug).printed if build_state else {}
        stamps = {paper: one.code for paper, one in printed.items()}
        prints = last_prints(self.house, slug, stamps)
        return tuple(
            replace(one, budget=printed[one.paper].budget) if one.paper in printed else one
            for one in prints
        )

    def show_first(self, outcome: Outcome, build_state: BuildState) -> None:
        """Lay out the paper that somebody looks at, while the others are printed."""
        self.take()
        if outcome.slug in self.waiting or outcome.slug not in (self.find_briefs() or ()):
            return
        printed = build_state.record(outcome.slug).printed
        self.dashboard.lay_first(
            outcome.slug,
            [
                replace(
                    read_print(one.pdf.data, one.file, printed[one.pdf.paper].code),
                    budget=printed[one.pdf.paper].budget,
                )
                for one in outcome.written
            ],
        )

    def show(self, outcome: Outcome, build_state: BuildState | None) -> None:
        """Lay out what became of a brief."""
        self.take()
        if outcome.slug not in (self.find_briefs() or ()):
            return
        if outcome.problems.errors and outcome.slug in self.waiting:
            return  # it was read in the middle of a save, or is being mended
        good = {*outcome.current, *(one.pdf.paper for one in outcome.written)}
        prints = self.last_prints(outcome.slug, build_state) if good else ()
        new = [one for one in prints if one.paper in good]
        remarks = self.remarks(outcome.slug, prints)
        self.dashboard.lay(outcome.slug, outcome, new, remarks)
        self.tell(outcome)

    def remarks(self, slug: str, prints: Sequence[Print]) -> list[dict[str, Any]]:
        """Read the remarks of reviewers on a brief, as they were collected; none where nothing was.

        Each has its `marks`: where on *prints* its words stand, by the paper. A mistake in its file
        is told by `review`: it is no mistake of the brief.
        """
        from ..word.review_record import RECORD, read_collected

        name = f"content/{slug}/{RECORD}"
        try:
            remarks = read_collected((self.house / name).read_bytes(), name, Problems())
        except (OSError, Stopped):
            return []
        sought = [self._seek(one) for one in remarks]
        marks = {one.paper: find_marks(one, sought) for one in prints}
        for number, remark in enumerate(remarks):
            remark["marks"] = {
                paper: asdict(mark)
                for paper, found in marks.items()
                if (mark := found[number]) is not None
            }
        return remarks

    def _seek(self, remark: Mapping[str, Any]) -> Sought:
        """Give the words of *remark*, and the line of content/ in which they stand."""
        file, _, line = str(remark["place"]).rpartition(":")
        path = (self.house / file).resolve()
        text = ""
        if path.is_relative_to((self.house / "content").resolve()) and line.isdecimal():
            with suppress(OSError, UnicodeDecodeError):
                lines = path.read_text("utf-8").splitlines()
                text = "".join(lines[int(line) - 1 : int(line)])
        return Sought(str(remark["words"]), text)

    def show_house(self, problems: Problems) -> None:
        """Lay out what is wrong with the house itself, if that is new."""
        from ..workflows.build import Outcome

        known = self.dashboard.cards.get(HOUSE, Card(HOUSE)).problems
        if known == (*problems,):
            return
        sentence = in_a_sentence("the house", problems, ()) if problems.errors else ""
        self.dashboard.put(
            Card(HOUSE, "errors" if problems.errors else "current", (), (*problems,), sentence)
        )
        self.tell(Outcome(HOUSE, problems=problems))
