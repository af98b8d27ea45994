"""Tests of side_column.py: what stands beside the text ends above the notes, whole."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.printed import PAPERS, add_brief, new_house, print_briefs, words
from support.printed_pages import find, proof_in

from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.press.weasyprint_patches import load

pytestmark = pytest.mark.shared


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with the real templates and styles."""
    return new_house(tmp_path / "house")


NOTES = "\n\n".join(f"{words(35, n)}[^{n}]\n\n[^{n}]: {words(25, n)}" for n in range(20))
"""Text with as many notes as paragraphs."""


HIGH = {"key_messages": [words(24, n) for n in range(6)]}
"""A block beside the text down to the lower half of the first page."""


def _timeline(events: int) -> list[dict[str, str]]:
    return [{"date": f"20{n:02}-03-07", "event": f"{words(9, n)} Event{n}."} for n in range(events)]


def _print(
    house: Path, prose: str, paper: str = "a4", fields: Mapping[str, Any] | None = None
) -> PrintedPage:
    add_brief(house, "it", prose, **{"timeline": _timeline(9), **(fields or {})})
    return proof_in(house, "it", paper)


def _pages_of(proof: PrintedPage, name: str) -> list[int]:
    """The pages on which the block *name* stands."""
    return [
        number
        for number, page in enumerate(proof.pdf.layout.pages, 1)
        if any(name in area.classes for area in page.areas)
    ]


def _faults(proof: PrintedPage) -> list[str]:
    names = ("cut-off", "covered", "overlap", "lost-text")
    return [one.message for name in names for one in find(name, proof)]


@pytest.mark.long
@pytest.mark.parametrize("paper", few(PAPERS))
def test_a_block_that_begins_low_goes_over_whole(house: Path, paper: str) -> None:
    """A timeline in the lower half of a page of many notes stands at the head of the next one; the
    text does not wait for it and has no hole.
    """
    proof = _print(house, f"{words(300)}\n\n{{{{ timeline }}}}\n\n{NOTES}", paper, HIGH)
    assert _pages_of(proof, "timeline") == [2]
    assert _faults(proof) == []
    assert find("hole", proof) == []


@pytest.mark.deep
@pytest.mark.long
def test_a_small_block_is_not_cut_for_the_notes(house: Path) -> None:
    """It begins in the upper half of the page, and the notes reach up to it."""
    fields = {"timeline": _timeline(5), "key_messages": [words(24, n) for n in range(3)]}
    notes = "\n\n".join(f"{words(12, n)}[^{n}]\n\n[^{n}]: {words(60, n)}" for n in range(9))
    proof = _print(house, f"{words(20)}\n\n{{{{ timeline }}}}\n\n{notes}", "a4", fields)
    assert _pages_of(proof, "timeline") == [2]
    assert _faults(proof) == []


FACTS = {"f": {"value": 70, "label": words(8)}}


@pytest.mark.long
def test_a_block_stands_below_the_one_before_it(house: Path) -> None:
    """Not where a paragraph names it, with a hole above."""
    fields = {"facts": FACTS, "key_messages": [words(9)]}
    proof = _print(house, f"{words(250)}\n\n{{{{ facts }}}}\n\n{words(40)}", "a4", fields)
    beside = [one for one in proof.pdf.layout.pages[0].areas if "beside" in one.classes]
    assert 0 < beside[1].y - beside[0].bottom < 2 * 13.4


@pytest.mark.long
def test_the_first_block_of_a_page_stands_where_its_text_begins(house: Path) -> None:
    """Wherever the paragraph stands that names it, on a page without another one."""
    prose = f"{{{{ timeline }}}}\n\n{words(500)}\n\n## Later\n\n{words(300)}\n\n{{{{ facts }}}}"
    proof = _print(house, f"{prose}\n\n{words(90)}", "a4", {"facts": FACTS})
    _, page = proof.pdf.layout.pages
    (facts,) = (one for one in page.areas if "beside" in one.classes)
    assert facts.y == pytest.approx(page.text[1], abs=1)


@pytest.mark.long
def test_a_block_stands_beside_a_figure_that_waited_for_its_page(house: Path) -> None:
    """It begins where the page does, though the text below the figure names it."""
    own = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 5"><path d="M0 0h9v5H0z"/></svg>'
    figure = {"image": "field.svg", "alt": "A field", "caption": "A field"}
    fields = {"facts": FACTS, "figures": {"field": figure}, "timeline": _timeline(9)}
    prose = f"{{{{ timeline }}}}\n\n{words(500)}\n\n{{{{ figures.field }}}}\n\n{words(60)}"
    prose += f"\n\n{words(60)}\n\n{{{{ facts }}}}\n\n{words(150)}"
    add_brief(house, "it", prose, {"field.svg": own.encode()}, **fields)
    _, page = proof_in(house, "it").pdf.layout.pages
    assert any(area.tag == "figure" for area in page.areas)
    (facts,) = (one for one in page.areas if "beside" in one.classes)
    assert facts.y == pytest.approx(page.text[1], abs=1)


@pytest.mark.long
def test_no_block_stands_above_what_is_as_wide_as_the_page(house: Path) -> None:
    """A box over the whole width comes first: a block that is named below it stands below it."""
    fields = {"facts": FACTS, "boxes": {"b": {"text": words(30), "width": "page"}}}
    prose = f"{words(90)}\n\n{{{{ boxes.b }}}}\n\n{words(90)}\n\n{words(90)}\n\n{{{{ facts }}}}"
    (page, *_) = _print(house, f"{prose}\n\n{words(60)}", "a4", fields).pdf.layout.pages
    (box,) = (one for one in page.areas if "wide" in one.classes)
    (facts,) = (one for one in page.areas if "beside" in one.classes)
    assert 0 < facts.y - box.bottom < 2 * 13.4


@pytest.mark.deep
@pytest.mark.long
def test_a_block_that_begins_high_breaks_above_the_notes(house: Path) -> None:
    """A timeline of two pages goes on at the head of the next page, and loses no event."""
    prose = f"{words(40)}\n\n{{{{ timeline }}}}\n\n{NOTES}"
    proof = _print(house, prose, "letter", {"timeline": _timeline(30)})
    assert _pages_of(proof, "timeline")[:2] == [1, 2]
    assert _faults(proof) == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("template", "events"), few([("policy-brief", 9), ("policy-brief", 70), ("statement", 30)])
)
def test_nothing_is_lost_on_the_last_page(house: Path, template: str, events: int) -> None:
    """A block that goes over from the last page has its own page, whatever closes the brief."""
    fields = {"timeline": _timeline(events), "template": template}
    notes = " ".join(f"{words(9, n)}[^{n}]" for n in range(7))
    texts = "\n\n".join(f"[^{n}]: {words(25, n)}" for n in range(7))
    proof = _print(house, f"{words(330)}\n\n{{{{ timeline }}}}\n\n{notes}\n\n{texts}", "a4", fields)
    assert _faults(proof) == []
    assert f"Event{events - 1}." in " ".join(proof.pdf.layout.texts.values())


@pytest.mark.deep
@pytest.mark.long
def test_blocks_keep_their_order(house: Path) -> None:
    """A block after one that goes over goes over as well, and stands below it."""
    facts = {f"f{n}": {"value": 70 + n, "label": words(8, n)} for n in range(3)}
    prose = f"{words(300)}\n\n{{{{ timeline }}}}\n\n{words(20)}\n\n{{{{ facts }}}}\n\n{NOTES}"
    proof = _print(house, prose, "a4", {"facts": facts})
    (first,), (second, *_) = _pages_of(proof, "timeline"), _pages_of(proof, "facts")
    assert first <= second
    areas = proof.pdf.layout.pages[second - 1].areas
    tops = {name: one.y for one in areas for name in ("timeline", "facts") if name in one.classes}
    assert first < second or tops["timeline"] < tops["facts"]
    assert _faults(proof) == []


@pytest.mark.long
def test_a_page_on_which_nothing_collides_is_laid_out_once(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The side column costs no second layout where it ends above the notes."""
    load()
    from weasyprint.layout import page

    calls = []
    root = page.block_level_layout

    def counted(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        calls.extend([box] if box.is_for_root_element else [])
        return root(context, box, *rest, **named)

    monkeypatch.setattr(page, "block_level_layout", counted)
    proof = _print(house, f"{words(40)}[^n]\n\n{{{{ timeline }}}}\n\n{words(200)}\n\n[^n]: A note.")
    assert len(calls) == len(proof.pdf.layout.pages)


@pytest.mark.long
def test_without_the_patch_a_block_runs_into_the_notes(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone sets notes over what stands beside the text."""
    load()
    from weasyprint.layout import block, page

    for module, names in (
        (block, ("_out_of_flow_layout",)),
        (page, ("float_layout", "block_level_layout", "make_page")),
    ):
        for name in names:
            monkeypatch.setattr(module, name, getattr(module, name).__wrapped__)
    add_brief(house, "it", f"{words(200)}\n\n{{{{ timeline }}}}\n\n{NOTES}", timeline=_timeline(14))
    (outcome,) = print_briefs(house, "it")
    assert "cut-off" in {one.check for one in outcome.problems}


@pytest.mark.deep
@pytest.mark.long
def test_a_cell_longer_than_a_page_breaks_under_a_repeated_head(house: Path) -> None:
    """The cell goes on at the head of the next page, after the heads of its table."""
    rows = f"| A | short |\n| B | {words(1400)} |\n| C | end |"
    proof = _print(
        house, f"## A\n\n| Who | What |\n| --- | --- |\n{rows}\n", fields={"timeline": []}
    )
    paths = [" ".join(area.path for area in page.areas) for page in proof.pdf.layout.pages]
    heads = ["thead" in path for path in paths]
    assert heads[:2] == [True, True]
    assert _faults(proof) == []
    assert find("hole", proof) == []


@pytest.mark.long
def test_a_row_of_a_few_lines_does_not_break(house: Path) -> None:
    """Each cell of usual length stands on one page."""
    rows = "\n".join(f"| Row {n} | {words(30, n)} |" for n in range(40))
    proof = _print(
        house, f"## A\n\n| Who | What |\n| --- | --- |\n{rows}\n", fields={"timeline": []}
    )
    cells = [
        area.element
        for page in proof.pdf.layout.pages
        for area in page.areas
        if area.kind == "cell" and area.tag == "td"
    ]
    assert len(cells) == len({*cells}) == 80


@pytest.mark.long
def test_a_long_word_in_a_table_breaks(house: Path) -> None:
    """An address in a cell does not widen its table past the edge of the text."""
    address = f"https://example.org/{'abcdef' * 20}"
    proof = _print(
        house,
        f"## A\n\n| Who | Where |\n| --- | --- |\n| A | {address} |\n",
        fields={"timeline": []},
    )
    assert _faults(proof) == []


def _numbers(proof: PrintedPage) -> list[str]:
    """The numbers of the notes, in the order in which they stand at the foot of the pages."""
    return [
        piece.text.strip()
        for page in proof.pdf.layout.pages
        for piece in page.pieces
        if page.areas[piece.area].kind == "note" and piece.text.strip().isdecimal() and piece.bold
    ]


def _calls(proof: PrintedPage) -> list[str]:
    """The numbers by which the text calls its notes, page by page, each page in its order."""
    return [
        piece.text.strip()
        for page in proof.pdf.layout.pages
        for piece in page.pieces
        if page.areas[piece.area].kind != "note"
        and piece.text.strip().isdecimal()
        and piece.size < 7
    ]


@pytest.mark.deep
@pytest.mark.long
@pytest.mark.parametrize(("paper", "pages"), few([("letter", None), ("a4", 2)]))
def test_notes_are_numbered_as_they_stand_on_the_pages(
    house: Path, paper: str, pages: int | None
) -> None:
    """The notes of a block that goes over come after those of the text that stands before it."""
    sources = {f"s{n}": {"type": "book", "title": f"Book {n}"} for n in range(3)}
    events = [
        {"date": f"20{n:02}-03-07", "event": f"{words(9, n)}[@s{n}]"} for n in range(3)
    ] + _timeline(9)
    proof = _print(
        house,
        f"{words(300)}[^a]\n\n{{{{ timeline }}}}\n\n{NOTES}\n\n[^a]: {words(20)}",
        paper,
        {"timeline": events, "sources": sources, "pages": pages, **HIGH},
    )
    assert _pages_of(proof, "timeline") == [2]
    numbers = [*map(str, range(1, 25))]
    assert _numbers(proof) == numbers
    assert sorted(_calls(proof), key=int) == numbers
    assert _faults(proof) == []


@pytest.mark.long
def test_a_paragraph_behind_what_stands_beside_the_text_is_indented(house: Path) -> None:
    """One block beside it, or two: a paragraph goes on behind the one above."""
    facts = {"one": {"value": 1, "label": "a number"}}
    for beside in ("{{ facts }}", "{{ facts }}\n\n{{ timeline }}"):
        prose = f"## One\n\n{words(30)}\n\n{beside}\n\nBehind it {words(30)}"
        proof = _print(house, prose, fields={"facts": facts, "timeline": _timeline(2)})
        pieces = proof.pdf.layout.pages[0].pieces
        first = next(one for one in pieces if one.text.startswith("Behind it"))
        heading = next(one for one in pieces if one.text == "One")
        assert first.x - heading.x > first.size
