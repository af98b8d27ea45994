"""Briefs that other people wrote, one of each kind that once went wrong: what each is told.

A folder of tests/kinds/ is a brief, a meeting or a list of recipients. What its author is told, of
a brief on its papers, stands in told.txt, without the paper; where that is empty, it prints without
a word. Each brief is printed on one paper; two that depend on where lines end, on both.
"""

import re
import shutil
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from support.houses import ROOT
from support.printed import new_house, run, text_of

from briefpress.distribute.recipients import read_recipients
from briefpress.model.problems import Problems
from briefpress.page.theme import read_theme

pytestmark = pytest.mark.long

FOLDER = Path(__file__).parent / "kinds"
CORRECTED = "correction-over-budget"
"""Published by a test of its own."""
BRIEFS = sorted(path.parent for path in FOLDER.glob("*/brief.yaml"))
KINDS = [brief for brief in BRIEFS if brief.name != CORRECTED]
ON_BOTH = ("long-words", "timeline-over-notes")
ON_LETTER = ("cell-longer-than-page",)
MEETINGS = sorted(path.parent for path in FOLDER.glob("*/meeting.yaml"))


def put(house: Path, kind: Path, paper: str | None) -> Path:
    """Write a brief of tests/kinds/ into *house*, for one paper or for all; give its fields."""
    folder = house / "content" / kind.name
    shutil.copytree(kind, folder, ignore=shutil.ignore_patterns("told.txt"))
    fields = folder / "brief.yaml"
    if paper:
        fields.write_bytes(fields.read_bytes() + f"\npaper: [{paper}]\n".encode())
    return fields


def told_in(stderr: str) -> dict[str, list[str]]:
    """Read what each brief was told, without the paper."""
    told: dict[str, list[str]] = {kind.name: [] for kind in BRIEFS}
    for line in stderr.splitlines():
        if match := re.match(r"(?:content|output)/([a-z-]+)[/:](.*)", line):
            without_paper = re.sub(r", on page \d+ of (a4|letter)| of (a4|letter)\b", "", match[2])
            told[match[1]] += [without_paper] * (without_paper not in told[match[1]])
    return told


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """A house with all of them, printed, and what each was told."""
    house = new_house(tmp_path_factory.mktemp("kinds") / "house")
    for kind in KINDS:
        paper = "letter" if kind.name in ON_LETTER else "a4"
        put(house, kind, None if kind.name in ON_BOTH else paper)
    done = run("build", "--force", house=house)
    assert "Traceback" not in done.stderr
    return house, told_in(done.stderr)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_is_printed_and_told(kind: Path, printed: tuple[Path, dict[str, list[str]]]) -> None:
    """Every one of them is printed; what is wrong is told, and nothing else."""
    house, told = printed
    assert told[kind.name] == (kind / "told.txt").read_text("utf-8").splitlines()
    errors = sum(": error: " in f":{line}" for line in told[kind.name])
    for paper in ("", ".letter") if kind.name in ON_BOTH else ("",):
        text = text_of(house / "output" / f"{kind.name}{paper}.pdf")
        assert bool(re.search(r"Draft, \d+ errors?", text)) is bool(errors)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("chart-day-first-dates", ["5 Jan", "23 Jan"]),
        ("line-chart-of-years", ["2019", "2024"]),
        ("acronym-in-a-short-sentence", ["The United Nations (UN) agreed."]),
        ("numbers-in-columns", ["1,650", "12.5%"]),
        ("lists", ["Third step", "☐"]),
    ],
)
def test_what_it_says_is_on_the_page(
    kind: str, words: list[str], printed: tuple[Path, dict[str, list[str]]]
) -> None:
    """Where nothing is told, what the author meant is printed."""
    text = text_of(printed[0] / "output" / f"{kind}.pdf").replace("\u00a0", " ")
    assert [one for one in words if one not in text] == []


@pytest.mark.parametrize("words", ["May", ".024", "infor- mation."])
def test_what_it_does_not_say_is_on_no_page(
    words: str, printed: tuple[Path, dict[str, list[str]]]
) -> None:
    """A day of January is not drawn in May, and a year has no thousands."""
    kinds = ("chart-day-first-dates", "line-chart-of-years", "label-beside-number")
    texts = [text_of(printed[0] / "output" / f"{kind}.pdf") for kind in kinds]
    assert all(words not in text for text in texts)


@pytest.mark.usefixtures("one_size")
def test_a_correction_of_a_full_brief_has_room_for_its_box(tmp_path: Path) -> None:
    """It needed a page more than its budget; the last pages, in two columns, have room for it."""
    house, slug = new_house(tmp_path / "house"), CORRECTED
    fields = put(house, FOLDER / slug, "letter")  # on which it has five pages
    corrected = fields.read_text("utf-8")
    fields.write_text(corrected.replace("11800000", "11559000").replace("11.8", "11.6"), "utf-8")
    first = run("publish", slug, "--note", "First", "--date", "2025-12-03", house=house)
    assert first.returncode == 0, first.stderr
    fields.write_text(corrected, "utf-8")
    again = ("--kind", "material", "--note", "Corrected", "--date", "2025-12-04")
    done = run("publish", slug, *again, house=house)
    assert done.returncode == 0, done.stderr
    told = (FOLDER / slug / "told.txt").read_text("utf-8")
    assert told_in(done.stderr)[slug] == told.splitlines()
    pages = PdfDocument(house / "output" / f"{slug}.pdf")
    assert len(pages) == 5
    assert "Corrected" in pages[0].get_textpage().get_text_range()


@pytest.mark.parametrize("kind", MEETINGS, ids=lambda kind: kind.name)
def test_papers_of_others_are_taken_or_refused(kind: Path, tmp_path: Path) -> None:
    """A damaged paper is refused with the pages that are lost; a portfolio is opened."""
    house = new_house(tmp_path / "house")
    meetings = house / "content/meetings"
    shutil.copytree(kind, meetings)
    (meetings / "meeting.yaml").rename(meetings / f"{kind.name}.yaml")
    done = run("pack", kind.name, house=house)
    assert done.stderr == (kind / "told.txt").read_text("utf-8")
    pack = house / "output" / f"{kind.name}.pack.pdf"
    assert pack.exists() is (done.returncode == 0)
    if pack.exists():
        assert "Page 1 of the paper" in text_of(pack)
        assert "Acrobat" not in text_of(pack)


def test_recipients_have_their_language_and_their_copies() -> None:
    """A list with German heads is read as one with ours: `Sprache` and `Anzahl` count."""
    languages = read_theme(ROOT, problems := Problems()).languages.values()
    read = read_recipients(FOLDER / "recipients-in-german/recipients.csv", languages, problems)
    assert not problems.found
    assert [(one.name, one.language, one.copies) for one in read] == [
        ("Müller, Zoë", "en", 2), ("Mission permanente de la France", "fr", 1)
    ]  # fmt: skip
