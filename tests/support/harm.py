"""Tasks that hang, die, or eat all memory, for tests that promise what becomes of them.

No page of ours does it to the press: a function stands in its place that sleeps, or that asks for
memory until its process may have no more. A worker that is spawned imports this module, so it
imports little: a module of tests takes half a second.
"""

import os
import resource
import signal
import time
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import current_process
from multiprocessing.context import SpawnProcess
from pathlib import Path
from unittest.mock import patch

from briefpress.model.page import Chart, Html, Pdf, Refusal
from briefpress.model.problems import Place, Problems
from briefpress.press.executors import give, result
from briefpress.press.workers import Workers, print_page

HANGS = "Interminable"
EATS = "Insatiable"
"""The word that stands on a page which does: one, since between words stands any kind of space."""


def hang() -> None:
    """Never come back."""
    while True:
        time.sleep(60)


def answer_half(began: Path) -> None:
    """Send the beginning of an answer, make the file *began*, and never send the rest."""
    _, answers, *_ = current_process()._args  # type: ignore[attr-defined]
    os.write(answers._writer.fileno(), (256).to_bytes(4) + b"half")
    began.touch()
    hang()


def eat() -> None:
    """Ask for memory until there is no more; only for a process whose memory is limited."""
    kept = []
    while True:
        kept.append(bytes(16 * 1024**2))


def dawdle() -> str:
    """Take a while."""
    time.sleep(0.5)
    return "done"


def leave() -> None:
    """Go without a word."""
    os._exit(7)


def be_killed() -> None:
    """Be shot by the system, as where it runs out of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def nest(depth: int = 0) -> int:
    """Go deeper and deeper."""
    return nest(depth + 1) + 1


def number() -> int:
    """Tell the process that does it."""
    return os.getpid()


def give_half(workers: Workers, began: Path) -> None:
    """Have a worker begin its answer; return when it has."""
    workers.submit(answer_half, began)
    while not began.exists():
        time.sleep(0.01)


def give_beside_a_death() -> str:
    """Give a task for which another worker is started, and let the first one die meanwhile."""
    start, started = SpawnProcess.start, list[SpawnProcess]()

    def start_late(process: SpawnProcess) -> None:
        started.append(process)
        if len(started) == 2:
            started[0].join(1)
            time.sleep(0.5)
        start(process)

    with patch.object(SpawnProcess, "start", start_late), Workers(2) as workers:
        workers.submit(number).result()
        with suppress(BrokenProcessPool):
            workers.submit(be_killed)
            workers.submit(dawdle)
        workers.abandon()
        return result(workers, give(workers, dawdle), Place("it"), Problems()) or ""


def print_or_harm(html: Html, has_spare_core: bool = False) -> Pdf:
    """Print *html*, if it does not say that it hangs or eats."""
    if HANGS in html.text:
        hang()
    if EATS in html.text:
        eat()
    return print_page(html, has_spare_core)


def draw_or_hang(chart: Chart, font_folders: Sequence[str]) -> bytes | tuple[Refusal, ...]:
    """Draw *chart*, if its data do not say that it hangs."""
    from briefpress.page.charts import draw_chart

    if HANGS in chart.spec:
        hang()
    return draw_chart(chart, font_folders)


_BUILD = f"""\
import sys
sys.path[:0] = [{str(Path(__file__).parents[1])!r}]
from support.harm import draw_or_hang, print_or_harm
from briefpress.cli import main
from briefpress.press import workers
from briefpress.workflows import build, draw_charts, publish
for module in (workers, build, publish):
    module.print_page = print_or_harm
draw_charts.draw_chart = draw_or_hang
if __name__ == "__main__":
    sys.exit(main())
"""


def let_pages_harm(house: Path) -> None:
    """Give *house* a build.py whose workers do harm where a page or a chart says that they do."""
    (house / "build.py").write_text(_BUILD, "utf-8")


def fill_disk(room: int) -> None:
    """Let no file grow over *room* bytes: to a writer it is as if the disk were full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))


def die(*_: object) -> None:
    """End this process without a word, as one does that the system has shot."""
    os._exit(1)
