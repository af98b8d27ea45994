"""Tests of the office printer: what it is told, what arrives there, and what it cannot do.

A printer and a CUPS of our own run on loopback, with no rights; they are started once.
"""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from support.printed import MILLIMETRE, bare_house, run
from support.printers import PROGRAMS, Office, open_office
from support.tools import need

from briefpress.distribute.imposition import Imposed, Imposition, impose, leave
from briefpress.distribute.print_job import PrintOrder, send_sheets
from briefpress.distribute.printers import Printer
from briefpress.model.papers import PAPER_SIZES
from briefpress.model.problems import Problems

A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)
A5 = (148 * MILLIMETRE, 210 * MILLIMETRE)
LETTER = (612.0, 792.0)


def make_pdf(*sizes: tuple[float, float]) -> bytes:
    """Make a PDF with a page of each of *sizes*."""
    pdf = pikepdf.new()
    for size in sizes:
        pdf.add_blank_page(page_size=size)
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """A printer and CUPS, started once."""
    need(*PROGRAMS)
    with pytest.MonkeyPatch.context() as patch, open_office() as opened:
        patch.setenv("CUPS_SERVER", opened.cups)
        opened.put_in(PAPER_SIZES["a4"].name_of_media)
        yield opened


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with a meeting whose pack is made, and PDFs of others in its folder."""
    folder = bare_house(tmp_path_factory.mktemp("printing"))
    (folder / "content/meetings").mkdir()
    meeting = "title: A meeting\nplace: Geneva\nbegins: 2026-09-14\nitems:\n- title: Talks\n"
    (folder / "content/meetings/hrc-60.yaml").write_text(meeting, "utf-8")
    (folder / "output").mkdir()
    (folder / "output/hrc-60.pack.pdf").write_bytes(make_pdf(*[A4] * 3))
    (folder / "eight.pdf").write_bytes(make_pdf(*[A4] * 8))
    (folder / "letter.pdf").write_bytes(make_pdf(*[LETTER] * 2))
    return folder


def told(attributes: dict[str, str], *names: str) -> list[str]:
    """Give what the printer was told of each of *names*."""
    return [attributes[f"IPP_{name.upper().replace('-', '_')}"] for name in names]


NAMED = ("media", "sides", "print-scaling", "page-ranges", "copies")

# ---------------------------------------------------------------------------------------------
# What arrives


@pytest.mark.long
@pytest.mark.parametrize("through", ["cups", "address"])
def test_a_pack_arrives_as_it_was_made(office: Office, house: Path, through: str) -> None:
    """Through CUPS and without it, the printer is told all that it would do otherwise by itself,
    and gets the file to the byte.
    """
    name = "office" if through == "cups" else office.printer
    ran = run("print", "hrc-60", "--printer", name, "--copies", "40", house=house)
    assert ran.returncode == 0, ran.stderr
    assert "40 copies of output/hrc-60.pack.pdf, 2 sheets of A4 each, flipped" in ran.stdout
    attributes, data = office.arrived()
    assert told(dict(attributes), *NAMED) == [
        "iso_a4_210x297mm", "two-sided-long-edge", "none", "1-3", "40",
    ]  # fmt: skip
    (collated,) = told(dict(attributes), "multiple-document-handling")
    assert collated == "separate-documents-collated-copies"
    assert data == (house / "output/hrc-60.pack.pdf").read_bytes()


@pytest.mark.long
def test_a_booklet_arrives_as_we_imposed_it(office: Office, house: Path) -> None:
    """The sheets are ours: they are flipped on the short edge, and their ranges count sides."""
    ran = run(
        "print", "eight.pdf", "--layout", "booklet", "--sheet", "a4",
        "--printer", office.printer, house=house,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    attributes, data = office.arrived()
    assert told(dict(attributes), *NAMED) == [
        "iso_a4_210x297mm", "two-sided-short-edge", "none", "1-4", "1",
    ]  # fmt: skip
    assert told(dict(attributes), "print-color-mode") == ["color"]
    assert data == (house / "output/eight.booklet.pdf").read_bytes()


@pytest.mark.long
def test_a_held_job_waits_until_it_is_released(office: Office, house: Path) -> None:
    """CUPS holds it, and what is said of it releases it."""
    ran = run("print", "eight.pdf", "--printer", "office", "--hold", house=house)
    assert ran.returncode == 0, ran.stderr
    assert "It is held; release it: `lp -i office-" in ran.stdout
    assert not office.has_job
    command = ran.stdout.rpartition("`lp ")[2].partition("`")[0].split()
    subprocess.run(["lp", *command], check=True, capture_output=True)
    assert office.arrived()[1] == (house / "eight.pdf").read_bytes()


@pytest.mark.long
def test_a_queue_with_a_driver_asks_the_printer_for_its_paper(office: Office, house: Path) -> None:
    """CUPS goes by the file of the driver, which knows both sheets and both sides; which sheet lies
    in the tray it guesses by its own configuration, so the printer is asked.
    """
    try:
        for slug, other, sheet, width in (
            ("letter", "eight", "letter", 21590),
            ("eight", "letter", "a4", 21000),
        ):
            office.put_in(PAPER_SIZES[sheet].name_of_media)
            ran = run("print", f"{other}.pdf", "--printer", "driver", house=house)
            assert "in its trays, it has" in ran.stderr
            ran = run("print", f"{slug}.pdf", "--printer", "driver", house=house)
            assert (ran.returncode, ran.stderr) == (0, "")
            attributes, data = office.arrived()
            size, sides = told(dict(attributes), "media-col", "sides")
            assert f"x-dimension={width} " in size
            assert sides == "two-sided-long-edge"
            assert data == (house / f"{slug}.pdf").read_bytes()
    finally:
        office.put_in(PAPER_SIZES["a4"].name_of_media)


# ---------------------------------------------------------------------------------------------
# What does not


@pytest.mark.long
@pytest.mark.parametrize(
    ("arguments", "complaint", "hint"),
    [
        (["--printer", "offise"], "has no such printer", "did you mean `office`?"),
        (["--printer", "closed"], "takes no jobs", "`cupsaccept closed`"),
        (["--printer", "paused"], "has stopped: somebody has paused it", "`cupsenable paused`"),
        (["--printer", "ipp://localhost:9/ipp/print"], "does not answer", "switch it on"),
        (["--printer", "socket://10.0.0.1"], "is no address of a printer that", "`lpadmin -p"),
    ],
)
def test_a_printer_that_prints_nothing_is_told(
    office: Office, house: Path, arguments: list[str], complaint: str, hint: str
) -> None:
    """A name that nobody knows, a queue that is closed or has stopped, a printer that is off."""
    ran = run("print", "eight.pdf", *arguments, house=house)
    assert ran.returncode == 1
    assert f"printer {arguments[1]}: error: " in ran.stderr
    assert complaint in ran.stderr
    assert hint in ran.stderr
    assert not ran.stdout


@pytest.mark.long
def test_who_names_no_printer_hears_which_there_are(
    office: Office, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The queues of CUPS; where it does not answer, how to see them."""
    ran = run("print", "eight.pdf", house=house)
    assert ran.returncode == 2
    queues = "closed, driver, office, paused"
    assert f"Missing option '--printer'. The queues of CUPS: {queues}." in ran.stderr
    monkeypatch.setenv("CUPS_SERVER", "localhost:9")
    assert "`lpstat -e` lists the queues" in run("print", "eight.pdf", house=house).stderr


@pytest.mark.long
def test_paper_that_is_not_in_the_tray_is_told_before(office: Office, house: Path) -> None:
    """It takes Letter and has none, takes no A3, and holds no jobs: nothing is sent."""
    to = ("--printer", office.printer)
    ran = run("print", "letter.pdf", *to, house=house)
    assert "has no Letter in its trays, it has A4\n  hint: put Letter in" in ran.stderr
    ran = run("print", "eight.pdf", "--layout", "booklet", *to, house=house)
    assert "does not take A3\n  hint: choose --sheet a4 or letter" in ran.stderr
    ran = run("print", "letter.pdf", "--hold", *to, house=house)
    assert "cannot hold a job" in ran.stderr
    assert not office.has_job


CAN: dict[str, Any] = {
    "document-format-supported": ["application/pdf"],
    "copies-supported": {"lower": 1, "upper": 9},
    "media-supported": ["iso_a4_210x297mm", "iso_a3_297x420mm"],
    "media-ready": ["iso_a4_210x297mm", "iso_a3_297x420mm"],
    "sides-supported": ["one-sided", "two-sided-long-edge", "two-sided-short-edge"],
    "color-supported": True,
    "print-color-mode-supported": ["auto", "color", "monochrome"],
    "print-scaling-supported": ["auto", "none"],
    "page-ranges-supported": True,
}
"""A good printer says this of itself."""


@pytest.mark.parametrize(
    ("says", "order", "complaint", "hint"),
    [
        ({"document-format-supported": "image/pwg-raster"}, {}, "takes no PDF", "lpadmin -p"),
        ({"sides-supported": "one-sided"}, {}, "does not print on both sides", "--one-sided"),
        ({}, {"copies": 10}, "makes 9 copies at a time, not 10", "print --copies 9 more than once"),
        ({}, {"hold": True}, "cannot hold a job", "leave out --hold"),
        (
            {"media-ready": "iso_a3_297x420mm"},
            {},
            "has no A4 in its trays, it has A3",
            "--sheet a3",
        ),
        ({"color-supported": False}, {"copies": 10}, "prints no colours", "--grey"),
        ({"print-scaling-supported": "auto"}, {"copies": 10}, "does not say that it prints at", ""),
        ({"page-ranges-supported": False}, {"copies": 10}, "knows no ranges of pages", ""),
    ],
)
def test_what_a_printer_cannot_do_is_said_in_words(
    says: dict[str, Any], order: dict[str, Any], complaint: str, hint: str
) -> None:
    """An error says it before anything is sent, and each has a way out."""
    problems = Problems()
    printer = Printer("office", "ipp://localhost/", CAN | says)
    sheets = Imposed(b"", pages=2, sides=2, sheet="a4", columns=1)
    assert send_sheets(sheets, "it.pdf", printer, PrintOrder(**order), problems) is None
    (said,) = [one for one in problems if complaint in one.message]
    assert hint in (said.hint or "")


def test_what_keeps_a_printer_waiting_is_said_in_words() -> None:
    """All that somebody has to see to is said; what a printer reports by the way is not."""
    reasons = ["media-empty-warning", "door-open-error", "offline-report", "none", "toner-low"]
    printer = Printer("office", "ipp://localhost/", {"printer-state-reasons": reasons})
    assert printer.troubles == ("it has run out of paper", "a door is open")


# ---------------------------------------------------------------------------------------------
# Pages as they are


def test_pages_that_are_left_as_they_are_name_their_sheet() -> None:
    """The bytes stay, and the sheet is that of the pages; a landscape page lies on the same one."""
    data = make_pdf(A4, A4[::-1], A4)
    made = leave(data, "it.pdf")
    assert not made.problems
    assert (made.data, made.sheet, made.sides, made.flip) == (data, "a4", 3, "long")


def test_pages_without_a_sheet_are_told() -> None:
    """A5 is a sheet that nobody named; a page of A4 would be cut off on Letter."""
    (problem,) = leave(make_pdf(A5), "it.pdf").problems
    assert problem.message == "no sheet is as large as its pages, 148 × 210 mm"
    assert leave(make_pdf(A5), "it.pdf", "a4").sheet == "a4"
    (problem,) = leave(make_pdf(LETTER, LETTER, A4), "it.pdf").problems
    assert problem.message == "page 3 is larger than Letter, and would be cut off"


@pytest.mark.long
def test_a_booklet_cannot_be_printed_on_one_side() -> None:
    """It has no way out but another printer."""
    problems = Problems()
    printer = Printer("office", "ipp://localhost/", CAN | {"sides-supported": "one-sided"})
    folded = impose(make_pdf(*[A4] * 8), "it.pdf", "it", Imposition("booklet"))
    assert send_sheets(folded, "it.pdf", printer, PrintOrder(), problems) is None
    (said,) = problems
    assert "--one-sided" not in (said.hint or "")
