"""Tests of copyfitting_ahead.py: the same is chosen, with another process or without."""

import os
import signal
import time
from pathlib import Path

import pytest
from support.printed import add_brief, new_house, page_of, words

from briefpress.model.geometry import Layout, Setting
from briefpress.model.page import Html
from briefpress.model.problems import Place, Problems
from briefpress.press.copyfitting import LaidOut, LayOut
from briefpress.press.copyfitting_ahead import Ahead, Elsewhere
from briefpress.press.page_budget import TooLong
from briefpress.press.pdf_ua import write_pdf_ua
from briefpress.press.render import Press

SMALLEST, SMALL, LARGE, LARGEST = (Setting(size, 12.0, 6.0) for size in (8.0, 9.0, 10.0, 11.0))
SETTINGS = (LARGEST, LARGE, SMALL, SMALLEST)
FITS = LaidOut("a page", Layout(()), True)


class _Text:
    """A text that is too long in what is larger than `SMALL`, and who has laid it out."""

    def __init__(self) -> None:
        self.problems, self.missing = Problems(), set[str]()
        self.here: list[Setting] = []
        self.painted: list[str] = []

    def lay_out(self, setting: Setting, pages: int | None) -> LaidOut:
        self.here.append(setting)
        if setting.size > SMALL.size:
            self.problems.warning(Place("it.css"), f"no {setting.size:g}")
            self.missing.add("☃")
            raise TooLong(setting.size)
        return FITS

    def paint(self, document: object) -> bytes:
        self.painted.append(str(document))
        return f"{document}, painted".encode()

    def part(self, ahead: Ahead, setting: Setting) -> float:
        with pytest.raises(TooLong) as error:
            ahead.lay_out(setting, 2)
        return error.value.part


def _start(lay_out: LayOut, text: _Text, *settings: Setting) -> Ahead:
    ahead = Ahead(lay_out, text.paint, text.problems, text.missing)
    ahead.start(SETTINGS, 2, settings)
    return ahead


def test_what_the_child_found_too_long_is_not_laid_out_here() -> None:
    """In any order; what it noted is told, and the settings are remembered."""
    text = _Text()
    ahead = _start(text.lay_out, text, LARGEST, LARGE)
    assert ahead.lay_out(SMALL, 2) == FITS
    assert (text.part(ahead, LARGEST), text.part(ahead, LARGE)) == (11, 10)
    assert text.here == [SMALL]
    assert [one for one, _ in ahead.tried] == [SMALL, LARGEST, LARGE]
    assert [one.message for one in text.problems] == ["no 11", "no 10"]
    assert text.missing == {"☃"}
    ahead.end()


def test_what_fits_is_laid_out_and_painted_by_the_child() -> None:
    """Its PDF is handed over, as the document cannot be."""
    text = _Text()
    ahead = _start(text.lay_out, text, SMALL)
    laid = ahead.lay_out(SMALL, 2)
    assert laid == FITS._replace(document=Elsewhere(SMALL))
    assert ahead.paint(laid.document) == b"a page, painted"
    assert (text.here, text.painted) == ([], [])
    ahead.end()


def test_a_document_of_a_child_that_died_is_laid_out_and_painted_here() -> None:
    """It had said that the text fits, and was killed before it had painted."""
    text = _Text()
    ahead = _start(text.lay_out, text, SMALL)
    document = ahead.lay_out(SMALL, 2).document
    ahead.end()
    assert ahead.paint(document) == b"a page, painted"
    assert (text.here, text.painted) == ([SMALL], ["a page"])


def test_the_setting_after_a_bold_guess_is_tried_by_the_child() -> None:
    """Not the one after the first, which has the one before it tried; nor where that is too large,
    for then what is tried is likely to fit."""
    text = _Text()
    ahead = _start(text.lay_out, text, LARGEST)
    assert ahead.lay_out(SMALLEST, 2) == FITS
    assert text.part(ahead, LARGE) == 10
    assert ahead.lay_out(SMALL, 2).document == Elsewhere(SMALL)
    assert text.here == [SMALLEST, LARGE]
    ahead.end()
    ahead = _start(text.lay_out, text, LARGEST)
    assert text.part(ahead, LARGE) == 10
    assert ahead.lay_out(SMALL, 2) == FITS
    ahead.end()


def test_once_the_notes_have_other_numbers_the_child_is_not_believed() -> None:
    """It lays out the page as it was; what it has laid out before is painted all the same."""
    text = _Text()
    ahead = _start(text.lay_out, text, SMALL, LARGE)
    document = ahead.lay_out(SMALL, 2).document
    ahead.forget()
    assert text.part(ahead, LARGE) == 10
    assert text.here == [LARGE]
    assert ahead.paint(document) == b"a page, painted"
    assert not text.painted
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
    assert [one for one, _ in ahead.tried] == [LARGE]
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
    """A page that fits is painted meanwhile; nobody is left behind."""
    text, parent = _Text(), os.getpid()

    def lay_out(setting: Setting, pages: int | None) -> LaidOut:
        time.sleep((0.3 if setting == LARGE else 60) * (os.getpid() != parent))
        return text.lay_out(setting, pages)

    ahead = _start(lay_out, text, LARGE, LARGEST)
    fitting = ahead.lay_out(SMALL, 2).document
    assert text.part(ahead, LARGE) == 10
    assert (text.painted, text.here) == (["a page"], [SMALL])
    assert ahead.paint(fitting) == b"a page, painted"
    assert text.painted == ["a page"]
    process = ahead.child
    ahead.end()
    with pytest.raises(ChildProcessError):
        os.waitpid(process, os.WNOHANG)
    assert text.part(ahead, LARGEST) == 11


def test_a_child_dies_with_the_worker_that_it_helps() -> None:
    """However that was killed: it would lay out for nobody."""
    text = _Text()
    told, tell = os.pipe()
    worker = os.fork()
    if not worker:
        ahead = _start(_sleep, text, LARGE)
        os.write(tell, str(ahead.child).encode())
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
    """A brief that fits in the setting before the first guess as well."""
    house = new_house(tmp_path_factory.mktemp("ahead") / "house")
    foreign = "منظمة العفو الدولية 国际特赦组织"
    add_brief(house, "it", f"## One\n\n{foreign} {words(520)}\n", pages=1)
    return page_of(house, "it", "letter")


@pytest.mark.long
def test_a_brief_has_the_same_bytes_with_a_spare_core(
    page: Html, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child lays out what is larger than the guess, and the second time what was tried beside it,
    finds that it fits, and paints it.

    The page has words in Arabic and Chinese: each press finds their fonts, whoever is faster.
    """
    alone = Press().print_pdf(page, write_pdf_ua)
    forks: list[int] = []
    found: list[object] = []
    fork, paint = os.fork, Ahead.paint

    def count_fork() -> int:
        forks.append(os.getpid())
        return fork()

    def note(self: Ahead, document: object) -> bytes:
        found.append(document)
        return paint(self, document)

    monkeypatch.setattr(os, "fork", count_fork)
    monkeypatch.setattr(Ahead, "paint", note)
    press = Press()
    first, second = (press.print_pdf(page, write_pdf_ua, has_spare_core=True) for _ in range(2))
    assert len(forks) == 2
    assert isinstance(found[-1], Elsewhere)
    assert len({one.data for one in (alone, first, second)}) == 1
    assert alone.fitted == first.fitted == second.fitted
