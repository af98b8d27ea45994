"""Try larger settings on another core while copyfitting lays out in this process.

They are the settings that were too large the last time; of a text that is new, the next larger one.

    this process   lay out ──► paint ─────────────► ask ──► ask
    its child      too large? ──► too large? ────────┘───────┘

The child cannot change what is chosen: it says of a setting that the text is too long in it, where
a layout in this process would say so. Whatever else it finds, this process lays out itself.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import select
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import BinaryIO

from ..model.geometry import Setting
from ..model.problems import Problem, Problems
from .copyfitting import LaidOut, LayOut
from .page_budget import TooLong

_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG, of Linux."""

Answer = tuple[Setting, float | None, list[Problem], set[str]]
"""A setting, which part of the text fits where it is too long, and what was noted meanwhile."""


class Ahead:
    """Lays a text out, and asks its child where that has done so already."""

    def __init__(self, lay_out: LayOut, problems: Problems, missing: set[str]) -> None:
        """*problems* and *missing*: what *lay_out* adds to."""
        self.too_large: list[tuple[Setting, int | None]] = []
        """Settings in which the text was too long, in the order in which they were tried, and the
        pages that it had."""
        self._lay_out, self._problems, self._missing = lay_out, problems, missing
        self._asked: list[Setting] = []
        self._process = 0
        self._answers: BinaryIO | None = None

    def start(self, settings: Sequence[Setting], pages: int) -> None:
        """Start the child, which tries *settings* in their order; each holds *pages* at the most.

        Where there is no room for another process, all is laid out here.
        """
        parent = os.getpid()
        read, write = os.pipe()
        try:
            self._process = os.fork()
        except OSError:
            os.close(read)
        else:
            if not self._process:
                self._try(parent, write, settings, pages)
            self._answers = os.fdopen(read, "rb")
            self._asked = [*settings]
        os.close(write)

    def _try(self, parent: int, write: int, settings: Sequence[Setting], pages: int) -> None:
        """Be the child, from here to its end."""
        try:
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
            for setting in settings if os.getppid() == parent else ():
                part = None
                try:
                    self._lay_out(setting, pages)
                except TooLong as error:
                    part = error.part
                answer: Answer = (setting, part, [*self._problems], self._missing)
                os.write(write, pickle.dumps(answer))
        finally:
            os._exit(0)

    def lay_out(
        self, setting: Setting, pages: int | None, meanwhile: Callable[[], None]
    ) -> LaidOut:
        """Lay the text out in *setting*, unless the child has found it too long: `TooLong`.

        *meanwhile*: what there is to do until the child has an answer.
        """
        try:
            if pages is not None and setting in self._asked:
                self._ask(setting, meanwhile)
            return self._lay_out(setting, pages)
        except TooLong:
            self.too_large.append((setting, pages))
            raise

    def _ask(self, setting: Setting, meanwhile: Callable[[], None]) -> None:
        assert self._answers
        if not select.select([self._answers], [], [], 0)[0]:
            meanwhile()
        while setting in self._asked:
            try:
                answered, part, problems, missing = pickle.load(self._answers)  # noqa: S301 - ours
            except (EOFError, pickle.UnpicklingError):  # it was killed, or broke
                return self.end()
            self._asked.remove(answered)
            if answered == setting and part is not None:
                self._problems.extend(problems)
                self._missing |= missing
                raise TooLong(part)
        return None

    def end(self) -> None:
        """End the child: what it has not said yet is laid out here."""
        self._asked = []
        if self._answers:
            self._answers.close()
            self._answers = None
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
