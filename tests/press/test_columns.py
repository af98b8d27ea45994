"""Tests of columns/: a side column is used or gone, and what is left fills the page."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from support.depth import few
from support.printed import PAPERS, new_house, own_file, words
from support.printed_pages import find, proof_of

from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.checks.evidence.text_lines import Line, flow_lines
from briefpress.checks.evidence.text_lines import lines as lines_of
from briefpress.model.geometry import Area, PageLayout
from briefpress.press.columns.flow import letters_left
from briefpress.press.footnote_area import free_empty_area
from briefpress.press.weasyprint_patches import load

pytestmark = pytest.mark.shared

TIMELINE = [{"date": f"20{n:02}-03-07", "event": words(9, n)} for n in range(6)]
DATA = {"rows.csv": b"Place,People\n" + b"".join(b"Town %d,7\n" % n for n in range(13))}
ROWS = {
    f"{number}.csv": b"Place,People\n" + b"".join(b"Town %d,7\n" % n for n in range(number))
    for number in (8, 14, 20)
}
MARK = re.compile(r"\bM\d+[hln]?\d*M\b")
TABLES = {"towns": {"caption": "Towns", "data": "rows.csv"}}
ADVICE = [{"to": words(3, n), "actions": [words(14, n), words(11, n)]} for n in range(5)]
BOXES = {"beside": {"text": words(20), "width": "side"}, "wide": {"text": words(60)}}
FAULTS = ("cut-off", "covered", "overlap", "lost-text", "note-apart", "hole", "lone-heading",
          "widow", "orphan", "long-line", "past-the-edge")  # fmt: skip
NEARLY = "Persons who lived there in the years of the latest censuses"
"""The head of a table which is a little wider than a column where its cells are not broken."""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with the real templates and styles."""
    return new_house(tmp_path / "house")


def _section(number: int, paragraphs: int = 4) -> str:
    """A section in which each second paragraph has a note."""
    notes = [f"{number}{n}" for n in range(0, paragraphs, 2)]
    parts = [
        words(70, number + n) + (f"[^{number}{n}]" if n % 2 == 0 else "") for n in range(paragraphs)
    ]
    texts = [f"[^{name}]: {words(16, number)}" for name in notes]
    return "\n\n".join([f"## Section {number}", *parts, *texts])


def _print(house: Path, prose: str, paper: str = "a4") -> PrintedPage:
    given = {"timeline": TIMELINE, "tables": TABLES, "boxes": BOXES, "recommendations": ADVICE}
    used = {name: it for name, it in given.items() if f"{{{{ {name}" in prose}
    return proof_of(house, prose, DATA, paper=paper, **used)


def _with_messages(house: Path, prose: str) -> PrintedPage:
    """Print *prose*, with a table as wide as the page and dates, beside key messages."""
    return proof_of(
        house,
        prose,
        {"rows.csv": ROWS["8.csv"]},
        key_messages=[words(20, n) for n in range(4)],
        tables={"towns": TABLES["towns"] | {"width": "page"}},
        timeline=TIMELINE,
    )


def _faults(proof: PrintedPage) -> list[str]:
    return [one.message for name in FAULTS for one in find(name, proof)]


def _left(line: Line) -> float:
    return line.pieces[0].x


def _right(line: Line) -> float:
    return line.pieces[-1].right


def _columns(page: PageLayout) -> tuple[list[float], list[float]]:
    """Upper edges of the lines of the paragraphs left and right of the middle of a page."""
    lines = [line for line in flow_lines(page) if page.areas[line.area].tag == "p"]
    middle = page.width / 2
    left, right = (
        [line for line in lines if (_left(line) < middle) == is_left] for is_left in (True, False)
    )
    return [line.y for line in left], [line.y for line in right]


LONG = "\n\n".join([words(120), "{{ timeline }}", *(_section(n) for n in range(1, 6))])


@pytest.mark.long
@pytest.mark.parametrize("paper", few(PAPERS))
def test_the_text_takes_the_page_where_nothing_stands_beside_it(house: Path, paper: str) -> None:
    """From the second page on it stands in two columns, with at most 75 characters a line."""
    proof = _print(house, LONG, paper)
    _, *pages = proof.pdf.layout.pages
    for page in pages:
        left, right = _columns(page)
        assert len(left) > 10
        assert abs(len(left) - len(right)) <= 4
    assert max(len(line.text) for page in pages for line in flow_lines(page)) <= 75
    assert _faults(proof) == []


FIGURES = {
    f"f{n}": {"image": f"f{n}.svg", "alt": "A field", "caption": words(4, n)} for n in range(2)
}
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"><path d="M0 0h9v6H0z"/></svg>'
WHOLE = """\
main { font-size: 15pt; line-height: 20pt }
main > :is(p, h2, figure, ul) { margin-inline-end: 0 }
figcaption { break-before: avoid }
"""


@pytest.mark.long
@pytest.mark.parametrize("length", [250, 400])
def test_text_without_a_margin_keeps_one_column(house: Path, length: int) -> None:
    """Two figures that do not fit wait for the next page, and no note is lost when they do."""
    styles = own_file(house, "styles/policy-brief.css")
    styles.write_text(styles.read_text("utf-8") + WHOLE, "utf-8")
    prose = f"{words(length)}\n\nA note.[^n]\n\n{{{{ figures.f0 }}}}\n\n{{{{ figures.f1 }}}}\n\n"
    prose += f"{words(120)}\n\n{words(160)}\n\n[^n]: A note of its own.\n"
    pictures = {f"{name}.svg": DRAWING for name in FIGURES}
    proof = proof_of(house, prose, pictures, figures=FIGURES)
    assert _faults(proof) == []
    first, *_ = proof.pdf.layout.pages
    lines = [line for line in flow_lines(first) if first.areas[line.area].tag == "p"]
    assert len({round(_left(line)) for line in lines}) <= 2  # an indent
    assert [*first.notes] == [*first.calls]


@pytest.mark.long
def test_lines_of_both_columns_stand_on_one_grid(house: Path) -> None:
    """Headings and notes move no line of a column off the lines of the other."""
    page = _print(house, LONG).pdf.layout.pages[1]
    left, right = _columns(page)
    leading = min(b - a for a, b in pairwise(left))
    off = {round((y - left[0]) / leading % 1, 1) % 1 for y in (*left, *right)}
    assert off == {0.0}


@pytest.mark.long
def test_the_last_columns_are_as_high_as_each_other(house: Path) -> None:
    """The end of the text fills both columns alike."""
    page = _print(house, LONG).pdf.layout.pages[-1]
    left, right = _columns(page)
    assert abs(left[-1] - right[-1]) < 3 * 13.4


@pytest.mark.long
def test_columns_end_together_above_a_section_that_goes_over(house: Path) -> None:
    """Its heading and two lines find no room below the second column, which is two lines shorter
    than the first one.
    """
    page = _print(house, f"{words(736)}\n\n## Next\n\n{words(120)}").pdf.layout.pages[0]
    left, right = _columns(page)
    assert left[-1] == pytest.approx(right[-1], abs=0.1)


@pytest.mark.long
def test_the_margin_below_a_list_does_not_divide_it_unevenly(house: Path) -> None:
    """A list that ends both columns has a line more in one of them at the most."""
    items = "\n".join(f"- {words(count, count)}" for count in (24, 14, 24, 14))
    proof = _print(house, f"## List\n\n{items}\n\n{{{{ recommendations }}}}")
    page = proof.pdf.layout.pages[0]
    left, right = (
        max(
            line.y
            for line in flow_lines(page)
            if " main ul" in page.areas[line.area].path
            and (_left(line) < page.width / 2) == is_left
        )
        for is_left in (True, False)
    )
    assert abs(left - right) < 1.5 * 13.4


@pytest.mark.long
def test_notes_stand_in_two_columns_beside_a_margin_too(house: Path) -> None:
    """No line of them has more than 80 characters; the number stands before its note."""
    texts = [f"{words(20, n)}[^{n}]\n\n[^{n}]: {words(30, n)}" for n in range(4)]
    proof = _print(house, "\n\n".join(["{{ timeline }}", *texts]))
    (page,) = proof.pdf.layout.pages
    notes = [one for one in lines_of(page) if "footnote" in page.areas[one.area].path]
    assert max(len(one.text) for one in notes) <= 80
    assert {_left(one) < page.width / 2 for one in notes} == {True, False}
    assert _faults(proof) == []


@pytest.mark.long
def test_notes_stand_in_two_columns_under_columns(house: Path) -> None:
    """In the order of their numbers, each on the page that calls it."""
    page = _print(house, LONG).pdf.layout.pages[1]
    notes = [area for area in page.areas if area.kind == "note"]
    assert len({round(note.x) for note in notes}) == 2
    assert [*page.notes] == [*page.calls]
    first = [note for note in notes if note.x == notes[0].x]
    assert notes[: len(first)] == first


@pytest.mark.deep
@pytest.mark.long
def test_notes_behind_each_line_leave_no_hole(house: Path) -> None:
    """A column of the whole page calls more notes than there is room for; the text still fills what
    those leave that are called.
    """
    text = "\n\n".join(f"{words(12, n)}[^{n}] {words(12, n)}[^{n + 200}]" for n in range(48))
    notes = "".join(f"\n\n[^{n + side}]: {words(12, n)}" for n in range(48) for side in (0, 200))
    pages = _print(house, text + notes).pdf.layout.pages
    assert len(pages) < 6
    for page in pages[1:-1]:
        assert page.text[3] - max(line.y for line in flow_lines(page)) < 6 * 13.4
        assert sorted(page.notes) == sorted(page.calls)


@pytest.mark.long
def test_the_margin_comes_back_with_a_block_that_asks_for_it(house: Path) -> None:
    """A box with `width: side`: its section stands beside it, in the measure of the first page."""
    parts = [_section(n, 8) for n in range(1, 4)]
    beside = f"## Beside\n\n{words(60)}\n\n{{{{ boxes.beside }}}}\n\n{words(120)}"
    proof = _print(house, "\n\n".join([*parts, beside, _section(5, 8)]))
    (page,) = (
        page
        for page in proof.pdf.layout.pages
        if any("beside" in area.classes for area in page.areas)
    )
    (box,) = (area for area in page.areas if "beside" in area.classes)
    lines = [line for line in flow_lines(page) if box.y <= line.y < box.bottom]
    assert lines
    assert all(_right(line) < box.x for line in lines)
    assert max(len(line.text) for line in lines) > 60
    assert _faults(proof) == []


@pytest.mark.long
def test_a_table_that_does_not_fit_waits_and_the_text_goes_on(house: Path) -> None:
    """At every length of the text before it the page is filled, and the table is in one piece."""
    parts = [_section(1, 3), "{{ tables.towns }}", *(_section(n) for n in range(2, 4))]
    for number in (330, 420):
        proof = _print(house, "\n\n".join([words(number), words(40), *parts]))
        assert _faults(proof) == []
        pages = [page for page in proof.pdf.layout.pages if any(
            area.kind == "table" for area in page.areas)]  # fmt: skip
        assert len(pages) == 1
        assert "Town 11" in " ".join(piece.text for piece in pages[0].pieces)


@pytest.mark.deep
@pytest.mark.long
def test_a_table_wider_than_a_column_waits_for_the_whole_page(house: Path) -> None:
    """A box that waits before it for a column does not draw it into one."""
    heads = [*words(8, 2).split()]
    tables = {
        "large": {"columns": heads, "rows": [["Town", *["12,345"] * 7] for _ in range(9)]},
        "small": {"columns": heads[:2], "rows": [["Town", "7"]] * 2},
    }
    parts = ["## One", words(390), words(200, 2), "{{ boxes.tall }}", words(20, 4),
             "{{ tables.small }}", words(30, 4), "{{ tables.large }}", words(200, 5)]  # fmt: skip
    boxes = {"tall": {"title": "Box", "text": words(230, 3)}}
    proof = proof_of(house, "\n\n".join(parts), None, paper="letter", tables=tables, boxes=boxes)
    _, page, *_ = proof.pdf.layout.pages
    table, box = (
        next(one for one in page.areas if one.kind == kind or kind in one.classes)
        for kind in ("table", "box")
    )
    assert table.width > 1.9 * box.width
    assert _faults(proof) == []


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
def test_a_heading_waits_with_its_block_for_what_stands_beside(house: Path, paper: str) -> None:
    """It stands right above the block, and not above the hole in which that waits."""
    parts = [words(60), "{{ timeline }}", words(140), "## To do", "{{ recommendations }}"]
    proof = _print(house, "\n\n".join(parts), paper)
    page = proof.pdf.layout.pages[0]
    *_, heading = (one for one in page.areas if one.path.endswith("main h2"))
    (block,) = (one for one in page.areas if "recommendations" in one.classes)
    (beside,) = (one for one in page.areas if "timeline" in one.classes)
    assert heading.bottom > beside.bottom
    assert 0 <= block.y - heading.bottom < 13.4


@pytest.mark.long
def test_recommendations_go_over_whole_where_that_leaves_no_hole(house: Path) -> None:
    """A first row of three, with their heading, does not stand alone at the foot of a page."""
    advice = [{"to": words(2, n), "actions": [words(6, n)]} for n in range(6)]
    parts = ["## One", *(words(70, n) for n in range(7)), words(160), "## To do",
             "{{ recommendations }}"]  # fmt: skip
    proof = proof_of(house, "\n\n".join(parts), None, recommendations=advice)
    whole = [
        sum(area.path.endswith(".recommendations section") for area in page.areas)
        for page in proof.pdf.layout.pages
    ]
    assert whole == [0, 6]
    assert _faults(proof) == []


@pytest.mark.long
def test_recommendations_stand_beside_a_block_that_ends_far_below(house: Path) -> None:
    """They are as wide as the text, and do not wait below a hole for the end of the block."""
    prose = f"{words(60)}\n\n{{{{ timeline }}}}\n\n## To do\n\n{{{{ recommendations }}}}"
    proof = _print(house, prose)
    page = proof.pdf.layout.pages[0]
    (block,) = (one for one in page.areas if "recommendations" in one.classes)
    (beside,) = (one for one in page.areas if "timeline" in one.classes)
    assert block.y < beside.bottom and block.right < beside.x
    assert _faults(proof) == []


@pytest.mark.long
def test_a_wide_table_waits_for_the_end_of_what_stands_beside(house: Path) -> None:
    """The text goes on, and the table stands on the same page, where the block beside it ends."""
    heads = [*words(8, 2).split()]
    wide = {"columns": heads, "rows": [["Town", *["12,345"] * 7] for _ in range(3)]}
    parts = ["## One", words(60), "{{ timeline }}", "{{ tables.wide }}",
             *(words(60, n) for n in range(5))]  # fmt: skip
    tables = {"wide": wide | {"caption": "Wide", "width": "page"}}
    proof = proof_of(house, "\n\n".join(parts), None, tables=tables, timeline=TIMELINE)
    page = proof.pdf.layout.pages[0]
    (table,) = (one for one in page.areas if one.kind == "table")
    (beside,) = (one for one in page.areas if "timeline" in one.classes)
    texts = [one for one in page.areas if one.path.endswith(" main p")]
    assert table.y > beside.bottom
    assert 2 < sum(one.y < table.y for one in texts) < len(texts)
    assert _faults(proof) == []


@pytest.mark.long
def test_a_page_begins_as_high_beside_a_block_that_goes_over(house: Path) -> None:
    """A table at its head has no room above it, as one with nothing beside it has none."""
    prose = [words(300), "{{ timeline }}", words(90, 2), "{{ tables.towns }}", words(90)]
    proof = proof_of(house, "\n\n".join(prose), DATA, tables=TABLES, timeline=[*TIMELINE] * 4)
    _, page, *_ = proof.pdf.layout.pages
    assert any("timeline" in one.classes for one in page.areas)
    head = min(one.y for one in page.areas if one.tag in ("p", "caption"))
    assert head == pytest.approx(page.text[1], abs=1)


def _imprint(proof: PrintedPage) -> Area:
    (imprint,) = (one for one in proof.pdf.layout.pages[-1].areas if "imprint" in one.classes)
    return imprint


def _closing(page: PageLayout) -> Area:
    """The block that closes a brief, which holds the imprint."""
    (closing,) = (one for one in page.areas if "closing" in one.classes and one.height)
    return closing


@pytest.mark.long
@pytest.mark.parametrize("note", ["", "[^a]\n\n[^a]: A note."])
def test_the_imprint_stands_at_the_foot(house: Path, note: str) -> None:
    """However short the text is: below the notes, which stand right above it, if there are any. It
    has no ground: one that fills what is left over is another one on each page.
    """
    proof = _print(house, f"{words(30)}{note}")
    page, foot = proof.pdf.layout.pages[-1], 297 * (1 - 0.063) * 72 / 25.4
    assert _imprint(proof).bottom == pytest.approx(foot, abs=1)
    assert not _closing(page).ground
    assert [*find("reading-order", proof), *_faults(proof)] == []
    if note:
        (below,) = (one for one in lines_of(page) if one.text.endswith("A note."))
        assert 0 < _closing(page).y - below.bottom < 3 * 9.4


@pytest.mark.long
@pytest.mark.parametrize("contact", [{}, {"contact": {"email": "press@example.org"}}])
def test_a_long_affiliation_leaves_room_in_the_imprint(house: Path, contact: Any) -> None:
    """The citation keeps its measure, and the seal stays within the margins."""
    author = {"name": "Ann Author", "role": "Fellow", "affiliation": words(14)}
    proof = proof_of(house, words(30), authors=[author], **contact)
    page = proof.pdf.layout.pages[-1]
    cite, seal = (
        next(one for one in page.areas if name in one.classes) for name in ("cite", "seal")
    )
    assert cite.width > 34 * 72 / 25.4
    assert seal.right <= page.text[2] + 0.5
    assert _faults(proof) == []


def _unwrapped(function: Any) -> Any:
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function


@pytest.fixture
def unpatch(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give functions of WeasyPrint's blocks back as they were."""
    load()
    from weasyprint.layout import block

    def undo(*names: str) -> None:
        for name in names:
            monkeypatch.setattr(block, name, _unwrapped(getattr(block, name)))

    return undo


@pytest.mark.long
def test_without_the_patch_the_margin_stays_white(
    house: Path, unpatch: Callable[..., None]
) -> None:
    """WeasyPrint alone leaves a third of each page empty."""
    unpatch("block_container_layout", "_in_flow_layout")
    pages = _print(house, LONG).pdf.layout.pages[1:]
    assert [_columns(page)[1] for page in pages] == [[] for _ in pages]


@pytest.mark.long
def test_without_the_patch_the_imprint_stands_under_the_text(
    house: Path, unpatch: Callable[..., None]
) -> None:
    """WeasyPrint alone leaves the rest of the page white below it."""
    unpatch("_in_flow_layout")
    assert _imprint(_print(house, words(30))).bottom < 400


@pytest.mark.deep
@pytest.mark.long
def test_a_paragraph_is_indented_where_what_stood_before_it_waits(house: Path) -> None:
    """It follows another paragraph then, and is seen to begin."""
    rest = [words(40, 1), "{{ tables.towns }}", f"Beginning {words(90, 2)}", words(150, 3)]
    for number in (490, 510):
        first, second, *_ = _print(house, "\n\n".join([words(number), *rest])).pdf.layout.pages
        assert any(area.kind == "table" for area in second.areas)
        (begin,) = (line for line in flow_lines(first) if line.text.startswith("Beginning"))
        second_line = flow_lines(first)[flow_lines(first).index(begin) + 1]
        assert _left(begin) - _left(second_line) > 10


@pytest.mark.long
def test_it_is_indented_with_a_block_beside_it_as_well(house: Path) -> None:
    """A block beside the text does not divide it; no other paragraph of the brief is indented."""
    rest = ["{{ tables.towns }}", "{{ boxes.beside }}", f"Beginning {words(240, 2)}"]
    first, second, *_ = _print(house, "\n\n".join([words(490), *rest])).pdf.layout.pages
    assert any(area.kind == "table" for area in second.areas)
    (begin,) = (line for line in flow_lines(first) if line.text.startswith("Beginning"))
    second_line = flow_lines(first)[flow_lines(first).index(begin) + 1]
    assert _left(begin) - _left(second_line) > 10


@pytest.mark.long
@pytest.mark.parametrize(("rows", "head"), [(5, "People"), (5, NEARLY), (20, "People")])
def test_a_short_table_stands_in_one_of_two_columns(house: Path, rows: int, head: str) -> None:
    """Where its cells have room there, or nearly so: text stands beside it. A long one is not torn
    into two.
    """
    data = f"Place,{head}\n".encode() + b"".join(b"Town %d,7\n" % n for n in range(rows))
    prose = f"{words(200)}\n\n{{{{ tables.towns }}}}\n\n{words(200)}"
    sheet = proof_of(house, prose, {"rows.csv": data}, tables=TABLES).pdf.layout.pages[0]
    (table,) = (area for area in sheet.areas if area.kind == "table")
    assert table.width < sheet.width / 2
    beside = [line for line in flow_lines(sheet) if table.y < line.y < table.bottom - 20]
    middle = sheet.width / 2
    is_beside = [(_left(line) < middle) != (table.x < middle) for line in beside]
    assert any(is_beside) == (rows == 5)


@pytest.mark.long
@pytest.mark.parametrize(("length", "is_cut"), [(20, False), (80, True)])
def test_a_wide_table_stands_above_the_last_lines_of_its_section(
    house: Path, length: int, is_cut: bool
) -> None:
    """At the head of a page: what stands beside the next section leaves no hole beside them. So it
    does above the end of a sentence that was begun in columns on the page before.
    """
    parts = [words(60), "{{ tables.towns }}", "## Next", "{{ timeline }}", words(300)]
    prose = "\n\n".join([words(80)] * 8 + [words(length), *parts])
    tables = {"towns": TABLES["towns"] | {"width": "page"}}
    given = {"rows.csv": ROWS["8.csv"]}
    proof = proof_of(house, prose, given, tables=tables, timeline=TIMELINE)
    before, sheet, *_ = proof.pdf.layout.pages
    (table,) = (area for area in sheet.areas if area.kind == "table")
    begun, rest = (
        [one for one in it.areas if one.path.endswith(" main p")] for it in (before, sheet)
    )
    assert (begun[-1].element == rest[0].element) == is_cut
    assert all(one.y > table.y for one in rest)
    assert _faults(proof) == []


@pytest.mark.long
def test_a_wide_table_stands_above_the_last_lines_of_a_paragraph(house: Path) -> None:
    """At the head of a page, where that paragraph was begun in one measure on the page before: what
    stands beside the next section leaves no hole beside its last lines.
    """
    above = [*[words(70)] * 5, words(140)]
    parts = [words(60), "{{ tables.towns }}", "## Next", "{{ timeline }}", words(300)]
    proof = _with_messages(house, "\n\n".join([*above, *parts]))
    before, sheet, *_ = proof.pdf.layout.pages
    (table,) = (area for area in sheet.areas if area.kind == "table")
    begun, rest = (
        [one for one in it.areas if one.path.endswith(" main p")] for it in (before, sheet)
    )
    assert begun[-1].element == rest[0].element
    assert all(one.y > table.y for one in rest)
    assert _faults(proof) == []


@pytest.mark.long
def test_a_heading_goes_over_with_what_stands_beside_its_section(house: Path) -> None:
    """It would stand alone at the foot of the page, and the block further up."""
    parts = [*[words(70)] * 5, words(160), "{{ tables.towns }}", "## Next", "{{ timeline }}"]
    proof = _with_messages(house, "\n\n".join([*parts, words(300)]))
    before, sheet, *_ = proof.pdf.layout.pages
    for name in (" main h2", ".timeline"):
        assert not any(one.path.endswith(name) for one in before.areas)
        assert any(one.path.endswith(name) for one in sheet.areas)
    assert _faults(proof) == []


@pytest.mark.long
def test_an_empty_paragraph_follows_what_waits(house: Path) -> None:
    """A picture in the prose is refused, and leaves its paragraph empty: the draft is printed."""
    proof = _print(house, f"{words(490)}\n\n{{{{ tables.towns }}}}\n\n![A field](field.svg)")
    first, second = proof.pdf.layout.pages
    assert [any(area.kind == "table" for area in one.areas) for one in (first, second)] == [
        False, True,
    ]  # fmt: skip


@pytest.mark.long
def test_a_table_waits_under_its_heading_where_text_follows(house: Path) -> None:
    """The text goes on under the heading; neither stands alone, whatever stands above."""
    rest = ["## Towns", "{{ tables.towns }}", words(90, 2), words(150, 3)]
    for number in (480, 510):
        proof = _print(house, "\n\n".join([words(number), *rest]))
        assert _faults(proof) == []
        first = proof.pdf.layout.pages[0]
        assert "h2" in [first.areas[line.area].tag for line in flow_lines(first)]
        assert not any(area.kind == "table" for area in first.areas)


@pytest.mark.long
def test_a_text_stays_on_its_page_where_the_margin_of_a_table_does_not(house: Path) -> None:
    """A table ends at the foot of the page: what follows goes over, and nothing above it."""
    rest = ["## Towns", "{{ tables.towns }}", words(90, 2), words(150, 3)]
    proof = _print(house, "\n\n".join([words(405), *rest]))
    assert _faults(proof) == []
    assert any(area.kind == "table" for area in proof.pdf.layout.pages[0].areas)


@pytest.mark.long
def test_a_heading_is_as_far_from_its_text_at_the_head_of_a_column_as_below_it(house: Path) -> None:
    """Wherever it stands in columns, and beside the margin."""
    gaps = set()
    for page in _print(house, LONG).pdf.layout.pages:
        for heading, text in pairwise(flow_lines(page)):
            if page.areas[heading.area].tag == "h2" and text.y > heading.y:
                gaps.add(round(text.y - heading.y, 1))
    assert len(gaps) == 1


@pytest.mark.deep
@pytest.mark.long
def test_the_rest_of_a_text_above_a_table_is_one_column(house: Path) -> None:
    """A few lines at the head of a page are one column, wherever the lines before them stood."""
    for number in (775, 795):
        *_, page = _print(house, f"{words(number)}\n\n{{{{ tables.towns }}}}").pdf.layout.pages
        (top,) = (area.y for area in page.areas if area.kind == "table")
        rest = [line for line in flow_lines(page) if line.bottom < top]
        rest = [line for line in rest if page.areas[line.area].tag == "p"]
        column = (page.text[2] - page.text[0]) / 2
        assert rest and all(_left(line) < column for line in rest)
        assert all(_right(line) - _left(line) > column for line in rest[:-1])


def _random_brief(seed: int) -> tuple[str, dict[str, Any]]:
    """The prose of a brief of random parts, each with a mark of its own, and what it places."""
    any_of = Random(seed)
    tables, boxes, parts = {}, {}, []
    for n in range(any_of.randint(25, 40)):
        kind = any_of.choice("ppphhhltb")
        text = f"M{n}M {words(any_of.choice((15, 40, 90, 130)), n)}"
        if kind == "h":
            parts.append(f"## M{n}hM\n\n{text}")
        elif kind == "l":
            parts.append("\n".join(f"- M{n}l{k}M {words(12, k)}" for k in range(4)))
        elif kind == "t":
            tables[f"t{n}"] = {"caption": f"M{n}M", "data": any_of.choice((*ROWS,))}
            parts.append(f"{{{{ tables.t{n} }}}}")
        elif kind == "b":
            width = any_of.choice(("text", "page"))
            boxes[f"b{n}"] = {"text": f"M{n}M {words(any_of.choice((100, 200, 300)), n)}",
                              "width": width}  # fmt: skip
            parts.append(f"{{{{ boxes.b{n} }}}}")
        else:
            parts.append(f"{text}[^{n}]\n\n[^{n}]: M{n}nM {words(any_of.choice((8, 25)), n)}")
    fields = {"tables": tables, "boxes": boxes, "pages": any_of.choice((2, 3, 4, 6))}
    return "\n\n".join(parts), {name: it for name, it in fields.items() if it}


@pytest.mark.long
@pytest.mark.parametrize("seed", few([37, 8, 5]))
def test_nothing_is_printed_twice_and_nothing_is_lost(house: Path, seed: int) -> None:
    """However often the pages are laid out: for their notes, and for each setting of the type."""
    prose, fields = _random_brief(seed)
    proof = proof_of(house, prose, ROWS, paper=PAPERS[seed % 2], **fields)
    lines = [line.text for page in proof.pdf.layout.pages for line in lines_of(page)]
    printed = re.sub(r"\(continued\)\.\s+\S+", "", "\n".join(lines))  # the caption again
    marks = Counter(MARK.findall(printed))
    assert marks == dict.fromkeys(MARK.findall(f"{prose} {fields}"), 1)


@pytest.mark.deep
@pytest.mark.long
def test_no_last_item_stands_alone_at_the_head_of_a_page(house: Path) -> None:
    """Nor at the foot of one: of a list of five two go along; a quotation keeps the line that says
    whose it is.
    """
    items = "\n".join(f"- {n} items." for n in ("One", "Two", "Three", "Four", "Five"))
    after = f"{words(14, 1)}\n\n{items}\n\n" + (
        f"{words(14, 2)}\n\n> {words(16, 3)}\n>\n> — An author\n\n{words(90)}"
    )
    ends = set()
    for number in (640, 647, 703, 717, 724):
        first, *_ = _print(house, f"{words(number)}\n\n{after}").pdf.layout.pages
        lines = [line for line in flow_lines(first) if first.areas[line.area].tag in ("p", "li")]
        last, area = lines[-1].text.replace("\xa0", " "), first.areas[lines[-1].area]
        assert " blockquote " not in area.path or last == "— An author"
        ends.add(last if area.tag == "li" else "text")
    assert ends == {"text", "Two items.", "Three items."}


@pytest.mark.long
def test_two_items_below_an_item_stay_together(house: Path) -> None:
    """Neither of them stands alone at the foot or at the head of a page."""
    prose = (
        f"## One\n\n{words(518)}\n\n- Cuts came:\n  - in Alpha from five to four\n"
        "  - in Beta from six to three\n- Then more came here.\n- And more.\n- Last.\n"
    )
    pages = proof_of(house, prose, key_messages=["A message. " * 6]).pdf.layout.pages
    texts = ["".join(piece.text for piece in page.pieces) for page in pages]
    assert len(pages) == 2
    assert ["Alpha" in text for text in texts] == ["Beta" in text for text in texts]


@pytest.mark.long
def test_a_short_list_stays_whole_below_what_leads_to_it(house: Path) -> None:
    """Three items do not fit: they go over to the next page, with the end of the paragraph."""
    items = "- One item.\n- Two items.\n- Three items."
    prose = f"{words(717)}\n\n{words(14, 1)} these:\n\n{items}\n\n{words(90)}"
    _, second, *_ = _print(house, prose).pdf.layout.pages
    text = "\n".join(line.text.replace("\xa0", " ") for line in flow_lines(second))
    assert re.search(r"these:\n(\W*)One item.\n\1Two items.\n\1Three items.\n", text)


@pytest.mark.long
@pytest.mark.parametrize("events", [14, 20])
def test_a_block_that_goes_over_together_with_a_table_that_waits(house: Path, events: int) -> None:
    """Where the text has ended both are printed, the table below the block, and once each."""
    prose = f"{words(420)}\n\n{{{{ tables.t }}}}\n\n{words(20)}\n\n{{{{ timeline }}}}\n\nM1M."
    rows = [[f"Town {n}", "7"] for n in range(14)]
    table = {"caption": "M2M", "columns": ["Place", "People"], "rows": rows, "width": "page"}
    timeline = [{"date": f"20{n:02}-03-07", "event": f"M{n}hM {words(9)}"} for n in range(events)]
    proof = proof_of(house, prose, tables={"t": table}, timeline=timeline)
    pieces = [piece.text for page in proof.pdf.layout.pages for piece in page.pieces]
    marks = Counter(mark for text in pieces for mark in MARK.findall(text))
    assert marks == dict.fromkeys([*(f"M{n}hM" for n in range(events)), "M1M", "M2M"], 1)
    assert not {*_faults(proof)} - {one.message for one in find("hole", proof)}


@pytest.mark.deep
@pytest.mark.long
def test_a_heading_stays_with_the_text_where_its_table_goes_over(house: Path) -> None:
    """It is not moved down to the place below what stands beside, where the table has no room."""
    rows = [[f"Town {n}", "7"] for n in range(12)]
    table = {"caption": "Towns", "columns": ["Place", "People"], "rows": rows, "width": "page"}
    prose = [words(60), "{{ timeline }}", words(60, 3), "## Towns", "{{ tables.t }}"]
    prose += [words(90, n) for n in range(5)]
    proof = proof_of(
        house, "\n\n".join(prose), tables={"t": table}, timeline=[*TIMELINE, *TIMELINE]
    )
    first = proof.pdf.layout.pages[0]
    (heading,) = (one for one in first.areas if one.path.endswith("main h2"))
    assert not any(area.kind == "table" for area in first.areas)
    below = [line for line in flow_lines(first) if line.y > heading.y]
    assert min(line.y for line in below) - heading.bottom < 10
    assert _faults(proof) == []


@pytest.mark.long
@pytest.mark.parametrize(("template", "length"), [("policy-brief", 630), ("report", 300)])
def test_figures_keep_their_order_where_one_waits(house: Path, template: str, length: int) -> None:
    """A tall one has no room on the page; a low one behind it has, and waits for it."""
    tall = DRAWING.replace(b"0 0 9 6", b"0 0 9 7")
    figures = {
        "tall": {"image": "tall.svg", "alt": "A field", "caption": "M1M"},
        "low": {"image": "low.svg", "alt": "A strip", "caption": "M2M"},
    }
    files = {"tall.svg": tall, "low.svg": DRAWING.replace(b"0 0 9 6", b"0 0 9 1")}
    parts = [words(length), "{{ figures.tall }}", words(20, 2), "{{ figures.low }}", words(120, 3)]
    proof = proof_of(
        house, "\n\n".join([*parts, words(120, 4)]), files, figures=figures, template=template
    )
    pieces = [piece.text for page in proof.pdf.layout.pages for piece in page.pieces]
    assert [mark for text in pieces for mark in MARK.findall(text)] == ["M1M", "M2M"]


@pytest.mark.deep
@pytest.mark.long
def test_what_is_as_wide_as_the_page_stands_at_the_head_of_the_next_one(house: Path) -> None:
    """Beside the text, a block goes on below them; tables that wait keep their order."""
    tables = {
        name: {"caption": caption, "columns": ["Place"], "rows": [["Town"]] * 9, "width": "page"}
        for name, caption in {"a": "M1M", "b": "M2M"}.items()
    }
    prose = [words(60), "{{ timeline }}", "{{ tables.a }}", words(60, 3), "{{ boxes.b }}",
             "{{ tables.b }}", *(words(90, n) for n in range(9))]  # fmt: skip
    boxes = {"b": {"text": words(150), "width": "side"}}
    timeline = [one | {"event": words(30, n)} for n, one in enumerate(TIMELINE * 2)]
    proof = proof_of(house, "\n\n".join(prose), tables=tables, boxes=boxes, timeline=timeline)
    first, second, *_ = proof.pdf.layout.pages
    assert not any(area.kind == "table" for area in first.areas)
    a, b = (area for area in second.areas if area.kind == "table")
    beside = next(one for one in second.areas if "timeline" in one.classes)
    assert a.y < second.text[1] + 40 and a.bottom < b.y
    assert b.bottom < beside.y < b.bottom + 40
    marks = [mark for piece in second.pieces for mark in MARK.findall(piece.text)]
    assert marks == ["M1M", "M2M"]
    assert _faults(proof) == [] == [one.message for one in find("reading-order", proof)]


@pytest.mark.long
def test_a_table_that_waits_stands_above_the_text_after_a_page_break(house: Path) -> None:
    """It does not have a page for itself, between the text before the break and that after it."""
    rows = [[f"Town {n}", "7"] for n in range(20)]
    table = {"caption": "Towns", "columns": ["Place", "People"], "rows": rows, "width": "page"}
    prose = [*(words(80, n) for n in range(6)), "{{ tables.t }}", "{{ page_break }}", "## After",
             words(60)]  # fmt: skip
    proof = proof_of(house, "\n\n".join(prose), tables={"t": table})
    first, second = proof.pdf.layout.pages
    assert not any(area.kind == "table" or area.tag == "h2" for area in first.areas)
    (below,) = (one for one in second.areas if one.path.endswith("main h2"))
    (above,) = (one for one in second.areas if one.kind == "table")
    assert above.bottom < below.y
    assert _faults(proof) == []


@pytest.mark.long
def test_a_heading_stands_above_both_columns_of_its_section(house: Path) -> None:
    """Text beside it would be without one; where the next section begins beside it, it does not."""
    text = "\n\n".join(words(80, n) for n in range(3))
    one, two = (
        _print(house, f"## One\n\n{text}{more}").pdf.layout.pages[0]
        for more in ("", f"\n\n## Two\n\n{text}")
    )
    (heading,) = (area for area in one.areas if area.path.endswith("main h2"))
    left, right = _columns(one)
    assert left[0] == right[0] > heading.bottom
    heading, other = (area for area in two.areas if area.path.endswith("main h2"))
    assert (heading.y, heading.x < other.x) == (other.y, True)


@pytest.mark.long
def test_two_sections_in_columns_are_read_down_the_left_one_first(house: Path) -> None:
    """A list of three stands in both, as the next section would be set below the first one."""
    short, long = ("\n".join(f"- {words(most, n)}" for n in range(3)) for most in (8, 22))
    prose = ["## One", words(70), short, "## Two", words(22), long, words(36), "## Three",
             words(40), "## Do", "{{ recommendations }}"]  # fmt: skip
    (page,) = _print(house, "\n\n".join(prose)).pdf.layout.pages
    *_, end = (area.element for area in page.areas if area.path.endswith("main h2"))
    lines = [(page.areas[one.area].element, one) for one in flow_lines(page)]
    places = [(_left(one) > page.width / 2, round(one.y)) for number, one in lines if number < end]
    assert places == sorted(places) and places[-1][0]


@pytest.mark.long
def test_a_paragraph_is_flush_below_a_table_that_waited(house: Path) -> None:
    """It follows a paragraph in the text, and a table on its page."""
    table = {"towns": {**TABLES["towns"], "width": "page"}}
    texts = [words(600), "{{ tables.towns }}", *(f"M{n} {words(13, n)}" for n in range(40))]
    proof = proof_of(house, "\n\n".join(texts), {"rows.csv": ROWS["14.csv"]}, tables=table)
    second = proof.pdf.layout.pages[1]
    (bottom,) = (area.bottom for area in second.areas if area.kind == "table")
    below = [one for one in flow_lines(second) if one.y > bottom and one.text.startswith("M")]
    assert _left(below[0]) == second.text[0] < _left(below[1])


@pytest.mark.parametrize(("in_column", "bottom"), [(False, 120), (True, 100)])
def test_notes_that_are_gone_leave_no_room(in_column: bool, bottom: int) -> None:
    """WeasyPrint keeps the margins of their area, and the imprint would stand above the foot."""
    area = SimpleNamespace(height=0, margin_height=lambda: 20)
    context = SimpleNamespace(
        current_footnote_area=area, current_page_footnotes=[], in_column=in_column, page_bottom=100
    )
    free_empty_area(context)
    assert (context.page_bottom, area.height) == (bottom, "auto")
    free_empty_area(context)
    assert context.page_bottom == bottom


@pytest.mark.long
def test_a_long_table_is_broken_where_it_would_wait_above_a_hole(house: Path) -> None:
    """It goes on on the next page, and no page before it is half bare."""
    data = {"rows.csv": b"Place,People\n" + b"".join(b"Town %d,7\n" % n for n in range(36))}
    tables = {"towns": {**TABLES["towns"], "width": "page"}}
    prose = f"{words(360)}\n\n{{{{ tables.towns }}}}\n\n{words(9)}"
    pages = proof_of(house, prose, data, tables=tables).pdf.layout.pages
    assert [any(one.kind == "table" for one in page.areas) for page in pages] == [True, True]


@pytest.mark.long
def test_few_lines_are_not_divided_above_a_section_in_one_column(house: Path) -> None:
    """The rest of what stood in columns has the measure of what stands below it on its page; two
    lines alone do not go over.
    """
    prose = ["## One", *(words(90, n) for n in range(7)), words(110), "## Two", words(60)]
    prose += ["{{ timeline }}", words(80, 2)]
    first, second = _print(house, "\n\n".join(prose)).pdf.layout.pages
    assert all(_columns(first))
    (heading,) = (one for one in second.areas if one.path.endswith("main h2"))
    rest = [one for one in flow_lines(second) if second.areas[one.area].tag == "p"]
    rest = [one for one in rest if one.y < heading.y]
    assert len(rest) in (3, 4) and _right(rest[0]) > second.width / 2


@pytest.mark.long
def test_a_short_last_page_stands_in_columns_too(house: Path) -> None:
    """No page is bare at its side, however little of it is left for the last one."""
    texts = [words(80, n) for n in range(9)]
    proof = proof_of(house, "\n\n".join(["{{ timeline }}", *texts]), timeline=TIMELINE, pages=2)
    _, last = proof.pdf.layout.pages
    left, right = _columns(last)
    assert abs(len(left) - len(right)) <= 1 < len(left)


@pytest.mark.long
def test_the_measure_changes_with_a_section_below_a_chapter(house: Path) -> None:
    """Where the block beside a chapter ends, its next section stands in columns."""
    prose = ["## One", "{{ timeline }}", words(260), "### Two", *(words(60, n) for n in range(4))]
    (page,) = _print(house, "\n\n".join(prose)).pdf.layout.pages
    (heading,) = (one for one in page.areas if one.path.endswith("main h3"))
    above, below = ([y for y in column if y > heading.y] for column in _columns(page))
    assert len(above) > 4 and abs(len(above) - len(below)) <= 2


def test_of_a_row_that_goes_on_each_cell_is_counted() -> None:
    """A cell that has ended on the page before has no letters left."""
    cells = [SimpleNamespace(text=text) for text in ("abc", "ended", "defgh")]
    row = type("TableRowBox", (), {"children": cells})()
    assert letters_left(row, {0: {1: None}, 2: {2: None}}) == 2 + 3
