"""Lists of a page are not parted where a few would stand alone: contents, short forms, dates."""

from pathlib import Path

import pytest
from support.printed import new_house, words
from support.printed_pages import proof_of

from briefpress.model.geometry import Area, PageLayout


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with the real templates and styles, in which each test prints its brief."""
    return new_house(tmp_path_factory.mktemp("whole") / "house")


def _areas(page: PageLayout, name: str) -> list[Area]:
    """The areas of *page* that are elements *name*, or have it as a class; each element once."""
    found = [one for one in page.areas if name in (one.tag, *one.classes)]
    return [*{one.element: one for one in reversed(found)}.values()][::-1]


@pytest.mark.long
def test_a_chapter_and_its_sections_stand_in_one_column_of_contents(house: Path) -> None:
    """Eight entries, four in a column, would part the third chapter from two of its sections."""
    sections = "".join(f"### Part {n}\n\nText.\n\n" for n in range(3))
    prose = "".join(f"## Chapter {n}\n\nText.\n\n{sections * (n == 2)}" for n in range(5))
    first = proof_of(house, prose, template="report").pdf.layout.pages[0]
    columns = {
        name: {round(one.x, -1) for one in _areas(first, name)} for name in ("level-1", "level-2")
    }
    assert len(columns["level-1"]) == 2  # there are two columns
    assert len(columns["level-2"]) == 1
    chapter = _areas(first, "level-1")[2]
    assert 0 < _areas(first, "level-2")[0].x - chapter.x < 20


def _glossary_pages(house: Path, lines: int) -> list[int]:
    """How many short forms of seven stand on each page, below a text of so many *lines*."""
    names = {f"AB{letter}": "A meaning of some words" for letter in "CDEFGHI"}
    said = "\n\n".join(f"{short} is a body of which little is known." for short in names)
    prose = f"{said}\n\n{words(10 * lines)}\n\n{{{{ glossary }}}}\n"
    pages = proof_of(house, prose, acronyms=names).pdf.layout.pages
    return [len(found) for page in pages if (found := _areas(page, "dt"))]


@pytest.mark.long
def test_a_short_glossary_is_not_parted(house: Path) -> None:
    """Seven short forms go to the next page together."""
    assert _glossary_pages(house, 62) == [7]


@pytest.mark.long
def test_no_two_dates_of_a_long_timeline_stand_alone(house: Path) -> None:
    """Three at least go on to the next page."""
    dates = [{"date": f"20{n:02}-05-0{n % 9 + 1}", "event": words(9, n)} for n in range(17)]
    prose = f"{{{{ timeline }}}}\n\n{words(900)}"
    pages = proof_of(house, prose, timeline=dates).pdf.layout.pages
    counts = [len(_areas(page, "time")) for page in pages]
    assert sum(counts) == 17 and len([n for n in counts if n]) == 2
    assert min(n for n in counts if n) >= 3
