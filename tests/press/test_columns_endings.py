"""Tests of columns/: where columns end, and what is rather set in one measure."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from support.depth import few
from support.printed import new_house, words
from support.printed_pages import proof_of

from briefpress.checks.evidence.text_lines import Line, flow_lines
from briefpress.model.geometry import Area, PageLayout
from briefpress.press.columns.flow import letters_left

LEFT = 270
"""Words behind a table that waits, which leave a few lines to the page that it waits for."""
LINE = 13.4
"""Points from a line of the text to the next one."""
ROWS = b"Place,People\n" + b"".join(b"Town %d,7\n" % n for n in range(20))
TOWNS = {"caption": "Towns", "data": "rows.csv"}
FIELD = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>'


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with the real templates and styles, in which each test prints its brief."""
    return new_house(tmp_path_factory.mktemp("endings") / "house")


def _list(items: int) -> str:
    """A list whose items have three lines each in a column."""
    return "\n".join(f"- {words(20, n)}" for n in range(items))


def _texts(page: PageLayout) -> list[Line]:
    """The lines of paragraphs and lists."""
    return [line for line in flow_lines(page) if page.areas[line.area].tag in ("p", "li")]


def _left(line: Line) -> float:
    return line.pieces[0].x


def _is_wide(page: PageLayout, line: Line) -> bool:
    """Whether *line* is longer than a column is wide."""
    return line.pieces[-1].right - _left(line) > (page.text[2] - page.text[0]) / 2


def _columns(page: PageLayout) -> tuple[list[Line], list[Line]]:
    """The lines of the two columns of a page."""
    lines, middle = _texts(page), page.width / 2
    assert not any(_is_wide(page, line) for line in lines)
    left, right = (
        [line for line in lines if (_left(line) < middle) == is_left] for is_left in (True, False)
    )
    return left, right


def _is_in_one_measure(page: PageLayout) -> bool:
    """Whether all text of a page begins at its left, and has lines longer than a column."""
    lines = _texts(page)
    return all(_left(line) < page.width / 2 for line in lines) and any(
        _is_wide(page, line) for line in lines
    )


def _table(page: PageLayout) -> Area:
    (table,) = (area for area in page.areas if area.kind == "table")
    return table


@pytest.mark.long
def test_a_short_end_of_a_text_stands_in_one_measure(house: Path) -> None:
    """Five lines in each of two columns would be a handful; a longer one is divided."""
    short, long = (proof_of(house, words(n)).pdf.layout.pages[0] for n in (65, 100))
    assert _is_in_one_measure(short)
    assert all(_columns(long))


@pytest.mark.long
def test_a_list_of_three_stands_whole_in_a_column(house: Path) -> None:
    """Two of its items do not stand here, and one there."""
    prose = f"{words(140)}\n\n{_list(3)}\n\n{words(140)}"
    page = proof_of(house, prose).pdf.layout.pages[0]
    assert all(_columns(page))
    items = [line for line in _texts(page) if page.areas[line.area].tag == "li"]
    assert len({_left(line) < page.width / 2 for line in items}) == 1


@pytest.mark.long
@pytest.mark.parametrize("length", [20, 30])
def test_a_list_of_three_is_parted_where_a_column_would_be_empty(house: Path, length: int) -> None:
    """Whole, it would leave the column before it, or after it, bare; a side of the page would be,
    were it all in one measure.
    """
    prose = f"{words(length)}\n\n- {words(22)}\n- {words(22, 1)}\n- {words(22, 2)}"
    left, right = _columns(proof_of(house, prose).pdf.layout.pages[0])
    assert abs(len(left) - len(right)) < 4


@pytest.mark.long
def test_a_text_that_parting_its_list_does_not_level_is_in_one_measure(house: Path) -> None:
    """Its short items stand whole, below what leads to them: the rest would stand beside a hole."""
    items = "\n".join(f"- {words(6, n)}" for n in range(3))
    for end in (35, 45):
        prose = f"{words(60)}\n\n{items}\n\n{words(end)}"
        assert _is_in_one_measure(proof_of(house, prose).pdf.layout.pages[0])


@pytest.mark.long
def test_columns_above_a_hole_are_one_measure(house: Path) -> None:
    """The figure after them has no room on the page: the text takes more of it."""
    figure = {"image": "field.svg", "alt": "A field", "caption": "A field", "width": "page"}
    prose = f"{words(200)}\n\n{{{{ figures.field }}}}"
    files = {"field.svg": FIELD}
    first, second = proof_of(house, prose, files, figures={"field": figure}).pdf.layout.pages
    assert any(area.tag == "figure" for area in second.areas)
    assert _is_in_one_measure(first)


@pytest.mark.long
def test_lines_that_are_left_of_columns_stand_in_columns_below_what_waits(house: Path) -> None:
    """A table as wide as the page is the first thing on its page: no two lines of another measure
    stand above it.
    """
    above = f"{words(520)}\n\n{{{{ tables.towns }}}}\n\n{words(160)}"
    prose = f"{above}\n\n## Next\n\n{words(100)}\n\n{words(120)}"
    tables = {"towns": TOWNS | {"width": "page"}}
    first, second = proof_of(house, prose, {"rows.csv": ROWS}, tables=tables).pdf.layout.pages
    table = _table(second)
    left, right = _columns(second)
    assert right and all(line.y > table.y for line in left + right)
    assert second.areas[left[0].area].element == first.areas[_texts(first)[-1].area].element


@pytest.mark.long
def test_no_line_and_a_word_stand_alone_on_the_last_page(house: Path) -> None:
    """The columns before them end a line higher: lines enough for one measure go over."""
    _, last = proof_of(house, words(754)).pdf.layout.pages
    assert len(_texts(last)) > 1
    assert _is_in_one_measure(last)


@pytest.mark.long
@pytest.mark.parametrize(("length", "below"), few([
    (650, _list(4)), (662, _list(4)), (666, f"## Next\n\n{_list(3)}"),
    (674, f"{{{{ tables.towns }}}}\n\n## Next\n\n{_list(3)}"),
]))  # fmt: skip
def test_columns_that_are_left_end_level(house: Path, length: int, below: str) -> None:
    """An item, or a list that stands whole, does not fit and goes to the next page, as a table did
    before it: no hole stands above it in the second column alone.
    """
    rows = b"".join(ROWS.splitlines(keepends=True)[:9])
    prose = f"{words(length)}\n\n{below}\n\n{words(120)}"
    proof = proof_of(house, prose, {"rows.csv": rows}, tables={"towns": TOWNS})
    first, _ = proof.pdf.layout.pages
    left, right = _columns(first)
    assert abs(left[-1].y - right[-1].y) < 2.5 * LINE


@pytest.mark.long
@pytest.mark.parametrize(
    "below", [f"## Next\n\n{_list(3)}\n\n{words(60)}", words(20)], ids=["above", "at the end"]
)
def test_a_table_that_stands_alone_is_as_wide_as_its_cells(house: Path, below: str) -> None:
    """It waited for the page; a list stands whole below it, and nothing in the column beside it, or
    the text has ended: its few short columns are not parted by white.
    """
    rows = b"".join(ROWS.splitlines(keepends=True)[:9])
    prose = f"{words(680)}\n\n{{{{ tables.towns }}}}\n\n{below}"
    _, page = proof_of(house, prose, {"rows.csv": rows}, tables={"towns": TOWNS}).pdf.layout.pages
    table = _table(page)
    assert not [line for line in _texts(page) if line.y < table.bottom]
    assert table.x == pytest.approx(page.text[0], abs=1)
    assert table.width < (page.text[2] - page.text[0]) / 2


@pytest.mark.long
def test_no_short_item_goes_on_in_the_second_column(house: Path) -> None:
    """Its last two lines would hang there without its number; four lines stand whole."""
    prose = "\n".join(f"1. {words(25, n)}" for n in range(24))
    page = proof_of(house, prose).pdf.layout.pages[0]
    left, right = ({page.areas[line.area].element for line in one} for one in _columns(page))
    assert left and right and not left & right


@pytest.mark.long
def test_the_text_below_a_figure_stands_in_columns_where_nothing_is_beside_it(house: Path) -> None:
    """The block beside the text has ended far above the next section, and the page is not bare."""
    prose = f"{words(60)}\n\n{{{{ timeline }}}}\n\n{words(60)}\n\n{{{{ figures.field }}}}\n\n"
    prose += f"{words(120)}\n\n## Next\n\n{words(60)}"
    dates = [{"date": f"20{n:02}-03-07", "event": words(9, n)} for n in range(2)]
    figure = {"image": "field.svg", "alt": "A field", "caption": "A field"}
    files = {"field.svg": FIELD.replace(b"0 0 9 9", b"0 0 9 2")}
    proof = proof_of(house, prose, files, figures={"field": figure}, timeline=dates)
    (page,) = proof.pdf.layout.pages
    (bottom,) = (area.bottom for area in page.areas if area.tag == "figure")
    (heading,) = (area for area in page.areas if area.path.endswith("main h2"))
    below = [line for line in _texts(page) if line.y > bottom]
    assert below and not any(_is_wide(page, line) for line in below)
    assert heading.x > page.width / 2 > _left(below[0])


@pytest.mark.long
def test_a_sentence_ends_above_a_table_that_waited_for_a_column(house: Path) -> None:
    """The table stands in the first column of the next page, below the paragraph that goes on there
    and above the next one.
    """
    rows = b"".join(ROWS.splitlines(keepends=True)[:9])
    prose = f"{words(660)}\n\n{{{{ tables.towns }}}}\n\n{words(110)}\n\n{words(300)}"
    proof = proof_of(house, prose, {"rows.csv": rows}, tables={"towns": TOWNS})
    first, second = proof.pdf.layout.pages
    table, begun = _table(second), first.areas[_texts(first)[-1].area].element
    left, right = _columns(second)
    above = [line for line in left if line.y < table.y]
    assert above and right and table.x < second.width / 2
    assert {second.areas[line.area].element for line in above} == {begun}
    assert begun not in {second.areas[line.area].element for line in left[len(above) :] + right}


@pytest.mark.long
def test_a_sentence_ends_above_a_table_that_waited_for_the_second_column(house: Path) -> None:
    """Two lines go over from the first one: they stand above the table, which parts no sentence."""
    rows = b"".join(ROWS.splitlines(keepends=True)[:9])
    prose = f"{words(284)}\n\n{{{{ tables.towns }}}}\n\n{words(96)}\n\n{words(460)}"
    proof = proof_of(house, prose, {"rows.csv": rows}, tables={"towns": TOWNS})
    page = proof.pdf.layout.pages[0]
    table, (left, right) = _table(page), _columns(page)
    begun = page.areas[left[-1].area].element
    assert table.x > page.width / 2
    assert [page.areas[line.area].element == begun for line in right[:3]] == [True, True, False]
    assert right[1].y < table.y < right[2].y


@pytest.mark.long
def test_a_few_lines_between_two_tables_stand_in_columns_below_both(house: Path) -> None:
    """With the heading among them: they would stand in one measure, and the side would be bare."""
    wide, rows = {"width": "page"}, b"".join(ROWS.splitlines(keepends=True)[:9])
    more = TOWNS | wide | {"data": "few.csv", "caption": "More"}
    above = f"{words(520)}\n\n{{{{ tables.towns }}}}\n\n{words(LEFT)}\n\n## Next\n\n{words(20)}"
    prose = f"{above}\n\n{{{{ tables.more }}}}\n\n{words(200)}"
    files = {"rows.csv": ROWS, "few.csv": rows}
    proof = proof_of(house, prose, files, tables={"towns": TOWNS | wide, "more": more})
    second = proof.pdf.layout.pages[1]
    lowest = max(area.bottom for area in second.areas if area.kind == "table")
    left, right = _columns(second)
    assert sum(area.kind == "table" for area in second.areas) == 2
    assert right and all(line.y > lowest for line in left + right)


@pytest.mark.long
@pytest.mark.parametrize("length", [194, 203])
def test_no_line_and_a_word_are_left_for_a_page_with_what_waits(house: Path, length: int) -> None:
    """The columns of the page before end a line higher: two lines end the sentence, in the first
    column below a table as wide as the page.
    """
    tables = {"towns": TOWNS | {"width": "page"}}
    prose = f"{words(560)}\n\n{{{{ tables.towns }}}}\n\n{words(length)}\n\n{words(300)}"
    first, second = proof_of(house, prose, {"rows.csv": ROWS}, tables=tables).pdf.layout.pages
    begun = first.areas[_texts(first)[-1].area].element
    rest = [line for line in _texts(second) if second.areas[line.area].element == begun]
    assert len(rest) > 1
    assert all(line.y > _table(second).y for line in rest)


@pytest.mark.long
def test_two_lines_beside_a_margin_do_not_go_over_alone(house: Path) -> None:
    """The page before ends a line higher: three stand above the section with which this one goes
    on.
    """
    dates = [{"date": f"20{n:02}-03-07", "event": words(18, n)} for n in range(12)]
    prose = f"{{{{ timeline }}}}\n\n{words(300)}\n\n{words(270)}\n\n## Next\n\n{words(200)}"
    first, second = proof_of(house, prose, timeline=dates).pdf.layout.pages
    (heading,) = (area for area in second.areas if area.path.endswith("main h2"))
    rest = [line for line in _texts(second) if line.y < heading.y]
    assert len(rest) == 3
    assert {second.areas[line.area].element for line in rest} == {
        first.areas[_texts(first)[-1].area].element
    }


@pytest.mark.long
def test_two_sections_that_begin_side_by_side_begin_level(house: Path) -> None:
    """The heading of the first stands above both columns only where it has both."""
    wide = b"Place,People\n" + b"".join(b"Town %d,7\n" % n for n in range(28))
    sections = f"## First\n\n{words(64)}\n\n{{{{ tables.few }}}}\n\n## Second\n\n{words(260)}"
    tables = {
        "many": {"caption": "Places", "data": "wide.csv", "width": "page"},
        "few": {"caption": "Towns", "data": "few.csv"},
    }
    data = {"wide.csv": wide, "few.csv": b"\n".join(ROWS.splitlines()[:9])}
    proof = proof_of(house, f"{{{{ tables.many }}}}\n\n{sections}", data, tables=tables)
    pages = proof.pdf.layout.pages
    heads = [
        (page, line.y, _left(line) < page.width / 2)
        for page in pages
        for line in flow_lines(page)
        if page.areas[line.area].tag == "h2"
    ]
    (first, height, is_left), (second, other_height, is_left_too) = heads
    is_beside = first is second and is_left != is_left_too
    assert not is_beside or height == pytest.approx(other_height, abs=0.5)


def test_letters_that_are_left_are_counted_in_any_script() -> None:
    """WeasyPrint notes bytes: two for a Russian letter, three for a Chinese one."""
    assert letters_left(SimpleNamespace(text="жар 水"), {2: None}) == 4


@pytest.mark.long
@pytest.mark.parametrize(("height", "is_wide"), [(82, False), (94, True)])
def test_a_few_lines_at_the_foot_of_a_page_are_no_columns(
    house: Path, height: int, is_wide: bool
) -> None:
    """Four below a figure stand in one measure, nine in two columns."""
    files = {"field.svg": FIELD.replace(b"0 0 9 9", b"0 0 90 %d" % height)}
    figure = {"image": "field.svg", "alt": "A field", "caption": "A field", "width": "page"}
    prose = f"{words(20)}\n\n{{{{ figures.field }}}}\n\n{words(300)}"
    page = proof_of(house, prose, files, figures={"field": figure}).pdf.layout.pages[0]
    (drawn,) = (area for area in page.areas if area.tag == "figure")
    below = [line for line in _texts(page) if line.y > drawn.bottom]
    assert below and {_is_wide(page, line) for line in below} == {is_wide}
