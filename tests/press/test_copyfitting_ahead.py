"""Tests of copyfitting_ahead.py: the same is chosen, with another process or without."""

import os
import signal
import time
from pathlib import Path

import pytest
from support.printed import new_house, page_of

from briefpress.model.geometry import Layout, Setting
from briefpress.model.page import Html
from briefpress.model.problems import Place, Problems
from briefpress.press.copyfitting import LaidOut, LayOut
from briefpress.press.copyfitting_ahead import Ahead
from briefpress.press.page_budget import TooLong
from briefpress.press.pdf_ua import write_pdf_ua
from briefpress.press.render import Press

SMALL, LARGE, LARGEST = (Setting(size, 12.0, 6.0) for size in (9.0, 10.0, 11.0))
FITS = LaidOut("a page", Layout(()), True)


class _Text:
    """A text that is too long in what is larger than `SMALL`, and who has laid it out."""

    def __init__(self) -> None:
        self.problems, self.missing = Problems(), set[str]()
        self.here: list[Setting] = []
        self.waited = 0

    def lay_out(self, setting: Setting, pages: int | None) -> LaidOut:
        self.here.append(setting)
        if setting.size > SMALL.size:
            self.problems.warning(Place("it.css"), f"no {setting.size:g}")
            self.missing.add("☃")
            raise TooLong(setting.size)
        return FITS

    def wait(self) -> None:
        self.waited += 1

    def part(self, ahead: Ahead, setting: Setting) -> float:
        with pytest.raises(TooLong) as error:
            ahead.lay_out(setting, 2, self.wait)
        return error.value.part


def _start(lay_out: LayOut, text: _Text, *settings: Setting) -> Ahead:
    ahead = Ahead(lay_out, text.problems, text.missing)
    ahead.start(settings, 2)
    return ahead


def test_what_the_child_found_too_long_is_not_laid_out_here() -> None:
    """In any order; what it noted is told, and the settings are remembered."""
    text = _Text()
    ahead = _start(text.lay_out, text, LARGEST, LARGE)
    assert ahead.lay_out(SMALL, 2, text.wait) == FITS
    assert (text.part(ahead, LARGEST), text.part(ahead, LARGE)) == (11, 10)
    assert text.here == [SMALL]
    assert [one for one, _ in ahead.too_large] == [LARGEST, LARGE]
    assert [one.message for one in text.problems] == ["no 11", "no 10"]
    assert text.missing == {"☃"}
    ahead.end()


def test_what_fits_is_laid_out_here() -> None:
    """The child cannot hand a document over."""
    text = _Text()
    ahead = _start(text.lay_out, text, SMALL)
    assert ahead.lay_out(SMALL, 2, text.wait) == FITS
    assert text.here == [SMALL]
    ahead.end()


def _die(setting: Setting, pages: int | None) -> LaidOut:
    os.kill(os.getpid(), signal.SIGKILL)
    return FITS


def _break(setting: Setting, pages: int | None) -> LaidOut:
    raise ValueError("the press broke")


def _sleep(setting: Setting, pages: int | None) -> LaidOut:
    time.sleep(60)
    return FITS


@pytest.mark.parametrize("lay_out", [_die, _break])
def test_a_child_that_dies_costs_nothing(lay_out: LayOut) -> None:
    """A setting of which the other process says nothing is laid out here."""
    text, parent = _Text(), os.getpid()

    def lay_out_twice(setting: Setting, pages: int | None) -> LaidOut:
        return (text.lay_out if os.getpid() == parent else lay_out)(setting, pages)

    ahead = _start(lay_out_twice, text, LARGE)
    assert text.part(ahead, LARGE) == 10
    assert text.here == [LARGE]
    assert [one for one, _ in ahead.too_large] == [LARGE]
    ahead.end()


def test_without_room_for_a_process_all_is_laid_out_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the system has none."""

    def refuse() -> int:
        raise BlockingIOError("too many processes")

    text = _Text()
    monkeypatch.setattr(os, "fork", refuse)
    ahead = _start(text.lay_out, text, LARGE)
    assert text.part(ahead, LARGE) == 10
    assert text.here == [LARGE]
    ahead.end()


@pytest.mark.long
def test_a_child_that_is_slow_is_waited_for_and_ends_with_the_page() -> None:
    """There is something to do meanwhile; nobody is left behind."""
    text, parent = _Text(), os.getpid()

    def lay_out(setting: Setting, pages: int | None) -> LaidOut:
        time.sleep((0.3 if setting == LARGE else 60) * (os.getpid() != parent))
        return text.lay_out(setting, pages)

    ahead = _start(lay_out, text, LARGE, LARGEST)
    assert text.part(ahead, LARGE) == 10
    assert (text.waited, text.here) == (1, [])
    ahead.end()
    with pytest.raises(ChildProcessError):
        os.waitpid(ahead._process, os.WNOHANG)
    assert text.part(ahead, LARGEST) == 11


def test_a_child_dies_with_the_worker_that_it_helps() -> None:
    """However that was killed: it would lay out for nobody."""
    text = _Text()
    told, tell = os.pipe()
    worker = os.fork()
    if not worker:
        ahead = _start(_sleep, text, LARGE)
        os.write(tell, str(ahead._process).encode())
        time.sleep(60)
        os._exit(0)
    child = Path("/proc", os.read(told, 20).decode())
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    for _ in range(100):
        if not child.exists() or ") Z" in (child / "stat").read_text():
            return
        time.sleep(0.02)
    os.kill(int(child.name), signal.SIGKILL)
    pytest.fail("it goes on")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Html:
    """A brief that is too long in the larger settings."""
    house = new_house(tmp_path_factory.mktemp("ahead") / "house", content=True)
    return page_of(house, "dprk")


@pytest.mark.long
def test_a_brief_has_the_same_bytes_with_a_spare_core(
    page: Html, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child tries what is larger than the guess, and the second time what was too large.

    The page has words in Arabic and Chinese: each press finds their fonts, whoever is faster.
    """
    alone = Press().print_pdf(page, write_pdf_ua)
    forks: list[int] = []
    fork = os.fork

    def count_fork() -> int:
        forks.append(os.getpid())
        return fork()

    monkeypatch.setattr(os, "fork", count_fork)
    press = Press()
    first, second = (press.print_pdf(page, write_pdf_ua, has_spare_core=True) for _ in range(2))
    assert len(forks) == 2
    assert len({one.data for one in (alone, first, second)}) == 1
    assert alone.fitted == first.fitted == second.fitted
