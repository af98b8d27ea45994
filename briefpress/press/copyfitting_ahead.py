"""Try other settings on another core while copyfitting lays out in this process.

They are those that were tried beside the first one the last time; of a text that is new, the next
larger one, and later the one that follows where a guess is too large.

    this process   lay out ──► paint ─────► ask ──► ask ──────► take the PDF
    its child      fits? ──► fits? ─────────┘───────┘ ► paint ──┘

The child cannot change what is chosen: it lays out what this process would lay out, and says
whether it fits. A document stays in the process that has it, and is painted there.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from ..model.geometry import Setting
from ..model.problems import Problem, Problems
from .copyfitting import LaidOut, LayOut
from .page_budget import TooLong

_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG, of Linux."""


class Elsewhere(NamedTuple):
    """A document that the child has laid out."""

    setting: Setting


class _Order(NamedTuple):
    """Lay the text out in *setting*, or paint what was laid out in it."""

    setting: Setting
    is_to_paint: bool = False


class _Answer(NamedTuple):
    found: LaidOut | float | bytes | None
    """A layout, or which part of the text fits, or a PDF; None where the page in the child has got
    other numbers of notes meanwhile."""
    problems: list[Problem]
    missing: set[str]


class Ahead:
    """Lays a text out and paints it, and asks its child where that has done so already."""

    def __init__(
        self, lay_out: LayOut, paint: Callable[[Any], bytes], problems: Problems, missing: set[str]
    ) -> None:
        """*problems* and *missing*: what *lay_out* and *paint* add to."""
        self.tried: list[tuple[Setting, int | None]] = []
        """The settings that were asked for, in their order, and the pages that the text had."""
        self._lay_out, self._paint = lay_out, paint
        self._problems, self._missing = problems, missing
        self._child: _Child | None = None
        self._settings: Sequence[Setting] = ()
        self._pages: int | None = None
        self._too_long: set[Setting] = set()
        self._fitting: Any = None
        """The document that was laid out here last of those that fit."""
        self._painted: list[tuple[Any, bytes]] = []
        self._is_renumbered = False

    def start(self, settings: Sequence[Setting], pages: int, first: Sequence[Setting]) -> None:
        """Start the child, which tries *first* in their order; each holds *pages* at the most.

        *settings*: all that there are. Where there is no room for another process, all is laid out
        here.
        """
        self._settings, self._pages = settings, pages
        with suppress(OSError):
            self._child = _Child(self._answer)
            for setting in first:
                self._child.order(_Order(setting))

    def _answer(self, order: _Order, laid: dict[Setting, Any]) -> _Answer:
        """Follow *order* in the child; *laid*: the documents that it has."""
        answer: LaidOut | float | bytes | None
        if order.is_to_paint:
            answer = self._paint(laid[order.setting])
        else:
            try:
                done = self._lay_out(order.setting, self._pages)
                laid[order.setting] = done.document
                answer = done._replace(document=Elsewhere(order.setting))
            except TooLong as error:
                answer = error.part
            answer = None if self._is_renumbered else answer
        return _Answer(answer, [*self._problems], self._missing)

    def lay_out(self, setting: Setting, pages: int | None) -> LaidOut:
        """Lay the text out in *setting*, unless the child has done so; `TooLong` where it is."""
        self.tried.append((setting, pages))
        if not self._child or pages != self._pages:
            return self._lay_out(setting, pages)
        try:
            if laid := self._find(setting):
                if self._fits(laid):
                    self._order(_Order(setting, is_to_paint=True))
                return laid
            self._order_next(setting)
            laid = self._lay_out(setting, pages)
        except TooLong:
            self._too_long.add(setting)
            raise
        if self._fits(laid):
            self._fitting = laid.document
        return laid

    def _fits(self, laid: LaidOut) -> bool:
        return laid.is_whole and len(laid.layout.pages) <= (self._pages or 0)

    def _order_next(self, setting: Setting) -> None:
        """Have the child try the setting after *setting*, for that is a guess, and a bold one.

        Not where the setting before is too large, as this one is likely to fit then; nor beside the
        first guess, which has the setting before it tried.
        """
        number = self._settings.index(setting)
        if len(self.tried) > 1 and not self._too_long & {*self._settings[:number][-1:]}:
            for following in self._settings[number + 1 : -1][:1]:
                self._order(_Order(following))

    def _order(self, order: _Order) -> None:
        if self._child and not (self._is_renumbered and not order.is_to_paint):
            self._child.order(order)

    def _find(self, setting: Setting) -> LaidOut | None:
        """Find how the child has laid out *setting*, if it was asked to."""
        order = _Order(setting)
        if not self._child or self._is_renumbered or order not in self._child.orders:
            return None
        if not self._child.has_answered and self._fitting:
            self.paint(self._fitting)
        answer = self._wait(order)
        if isinstance(answer, float):
            raise TooLong(answer)
        return answer if isinstance(answer, LaidOut) else None

    def _wait(self, order: _Order) -> LaidOut | float | bytes | None:
        """Wait for the answer to *order*; None where the child dies of it."""
        answer = self._child.find_answer(order) if self._child else None
        if answer is None:
            self.end()
            return None
        self._problems.extend(answer.problems)
        self._missing |= answer.missing
        return answer.found

    def paint(self, document: Any) -> bytes:
        """Paint *document*, one that `lay_out` gave; once."""
        if isinstance(document, Elsewhere):
            painted = self._wait(_Order(document.setting, is_to_paint=True))
            if isinstance(painted, bytes):
                return painted
            document = self._lay_out(document.setting, self._pages).document
        for known, data in self._painted:
            if known is document:
                return data
        data = self._paint(document)
        self._painted.append((document, data))
        return data

    @property
    def child(self) -> int:
        """The number of the child's process, 0 where there is none."""
        return self._child.process if self._child else 0

    def forget(self) -> None:
        """Take no layout of the child any more: the notes of this page have got other numbers."""
        self._is_renumbered = True

    def end(self) -> None:
        """End the child: what it has not said yet is done here."""
        child, self._child = self._child, None
        if child:
            child.end()


class _Child:
    """A process that follows orders, one after the other."""

    def __init__(self, answer: Callable[[_Order, dict[Setting, Any]], _Answer]) -> None:
        """Start it; *answer* follows an order, and is given the documents laid out before."""
        from multiprocessing import Pipe

        self.orders: list[_Order] = []
        """All that it was given."""
        self._answers: list[_Answer] = []
        """Those that were read, in the order of `orders`."""
        parent = os.getpid()
        self._wire, wire = Pipe()
        self.process = os.fork()
        if not self.process:
            try:
                ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
                self._wire.close()
                laid: dict[Setting, Any] = {}
                while os.getppid() == parent:
                    wire.send(answer(wire.recv(), laid))
            finally:
                os._exit(0)
        wire.close()

    @property
    def has_answered(self) -> bool:
        """Whether an answer is there to be read."""
        return self._wire.poll()

    def order(self, order: _Order) -> None:
        """Give it *order*, once."""
        if order not in self.orders:
            self.orders.append(order)
            with suppress(OSError):  # it has died
                self._wire.send(order)

    def find_answer(self, order: _Order) -> _Answer | None:
        """Wait for the answer to *order*; None where it has died."""
        self.order(order)
        number = self.orders.index(order)
        with suppress(EOFError, OSError):
            while len(self._answers) <= number:
                self._answers.append(self._wire.recv())
            return self._answers[number]
        return None

    def end(self) -> None:
        """End it, whatever it does."""
        self._wire.close()
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
