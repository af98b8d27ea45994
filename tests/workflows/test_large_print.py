"""Tests of a large-print edition: large type, one column, its own file, the same words."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.once import PrintsOnce
from support.printed import HOUSE, add_brief, bare_house, everything, lines_of, real, text_of
from support.printed_pages import find
from support.tools import PROFILES, verapdf

from briefpress.checks.evidence.holes import find_holes
from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.model.page import Pdf
from briefpress.model.problems import Problems
from briefpress.page.large_print import LEAST, TEXT, larger
from briefpress.workflows.build import Outcome
from briefpress.workflows.large_print import print_large
from briefpress.workflows.lay_out import lay_out_brief, open_house

GALLERY = HOUSE / "docs" / "gallery" / "content"
PROSE = """\
## A heading

{text}

{{{{ tables.few }}}}

{{{{ facts }}}}

{{{{ recommendations }}}}
"""
WORDS = "The council read a report about a treaty and a border, and nobody spoke. " * 12


def print_it(house: Path, slugs: Sequence[str], papers: Sequence[str] = ("a4",)) -> list[Outcome]:
    """Print the large-print editions of *slugs*, in this process."""
    return [*print_large(house, slugs, papers, PrintsOnce())]


def small(pdf: Pdf, least: float) -> list[str]:
    """Texts of *pdf* that are smaller than *least*, in points; numbers of notes are no text."""
    return [
        piece.text
        for page in pdf.layout.pages
        for piece in page.pieces
        if piece.size < least and not re.fullmatch(r"[\d, \u2060\ufeff]*", piece.text)
    ]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with the brief `it`, which has a budget of one page, facts and a table."""
    house = bare_house(tmp_path / "house")
    add_brief(
        house,
        "it",
        PROSE.format(text=WORDS),
        pages=1,
        key_messages=["The first.", "The second."],
        facts={"all": {"value": 670, "label": "people", "as_of": "2024-01-01"}},
        tables={"few": {"caption": "Three", "columns": ["A", "B"], "rows": [["a", "1"]]}},
        recommendations=[{"to": "All", "actions": ["Read it."]}],
    )
    return house


@pytest.mark.long
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_text_is_large_and_stands_in_one_column(house: Path, paper: str) -> None:
    """16 points in the text, 14 and more in all else; nothing floats; the budget is no error."""
    (outcome,) = print_it(house, ["it"], [paper])
    (written,) = outcome.written
    assert not [one for one in outcome.problems if one.check == "page-budget"]
    assert small(written.pdf, LEAST) == []
    assert written.pages > 1
    pages = written.pdf.layout.pages
    assert not [area for page in pages for area in page.areas if area.kind == "float"]
    for page in pages:
        for area in page.areas:
            if area.path.endswith(" main p") or area.path.endswith("aside.beside.facts"):
                assert area.x == pytest.approx(page.text[0], abs=1)
                assert area.width == pytest.approx(page.text[2] - page.text[0], abs=1)
        paragraph = [p for p in page.pieces if page.areas[p.area].path.endswith(" main p")]
        assert all(piece.size == TEXT for piece in paragraph)
        assert not any(piece.text.rstrip().endswith("\u2010") for piece in paragraph)


@pytest.mark.long
def test_it_is_a_file_of_its_own_and_leaves_the_others_alone(house: Path) -> None:
    """`it.large.pdf`; what is known of the ordinary PDF, and the ledger, stay as they are."""
    (outcome,) = print_it(house, ["it"], [])
    assert [one.file for one in outcome.written] == [
        "output/it.large.pdf",
        "output/it.large.letter.pdf",
    ]
    assert not (house / "editions").exists()
    assert not (house / "output/it.pdf").exists()
    assert not (house / "output/.built").exists()


@pytest.mark.deep
@pytest.mark.long
def test_the_shipped_briefs_say_the_same_words(tmp_path: Path) -> None:
    """Each word of the ordinary edition, in as many pages as it takes."""
    house = bare_house(tmp_path / "house")
    shutil.copytree(HOUSE / "content/dprk", house / "content/dprk")
    (outcome,) = print_it(house, ["dprk"])
    (written,) = outcome.written
    assert not outcome.problems.errors, "\n".join(map(str, outcome.problems))

    def vocabulary(file: Path) -> set[str]:
        return set(re.findall(r"[a-z]{3,}", text_of(file).lower()))

    assert vocabulary(real().files["dprk", "a4"]) <= vocabulary(house / written.file)


@pytest.mark.long
def test_a_table_of_many_columns_is_set_smaller_and_told(house: Path) -> None:
    """Which table it is, how many columns it has, how large it is set, and what to do."""
    heads = [f"Head {n}" for n in range(8)]
    add_brief(
        house,
        "wide",
        "## A heading\n\n{{ tables.many }}\n",
        tables={"many": {"caption": "Many", "columns": heads, "rows": [["1"] * 8, ["2"] * 8]}},
    )
    (outcome,) = print_it(house, ["wide"])
    (problem,) = [one for one in outcome.problems if "large print" in one.message]
    assert problem.message == "table 1 has 8 columns: in large print it is set in 12 pt"
    assert problem.severity == "warning" and problem.place.file == "content/wide/brief.yaml"


def test_larger_type_keeps_its_order() -> None:
    """No type is smaller than 14 points, the text has 16, and a larger one stays larger."""
    sizes = [5, 6.6, 7.3, 8.5, 9.9, 10.4, 12.5, 12.6, 25]
    grown = [larger(size) for size in sizes]
    assert grown == sorted(grown)
    assert min(grown) == LEAST and larger(9.9) == TEXT and grown[-1] < 25 * TEXT / 9.9


FAULTS = ("cut-off", "covered", "overlap", "lost-text", "note-apart", "lone-heading",
          "past-the-edge", "near-edge", "table-row-alone", "widow", "orphan")  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "paper"), few([("schools", "letter"), ("country", "a4"), ("election", "letter")])
)
def test_every_block_has_its_place(name: str, paper: str, tmp_path: Path) -> None:
    """Covers, questions, pull quotes, portraits, the back page, boxes, charts, tables, notes:
    nothing is cut off, covered, lost or alone, no page has a large hole.
    """
    house = bare_house(tmp_path / "house")
    shutil.copy(GALLERY / "institute.yaml", house / "content")
    shutil.copytree(GALLERY / name, house / "content" / name)
    (outcome,) = print_it(house, [name], [paper])
    problems = Problems()
    theme = open_house(house, problems)
    brief = lay_out_brief(house, theme, name, ["a4"], None, problems).brief
    (written,) = outcome.written
    proof = PrintedPage(brief, written.pdf)
    assert [one.message for fault in FAULTS for one in find(fault, proof)] == []
    assert [one for one in find_holes(written.pdf) if one.above and one.lines > 8] == []


@pytest.mark.deep
@pytest.mark.long
def test_the_letters_of_a_chart_are_large_too(house: Path) -> None:
    """None is smaller than 13 points, wherever the chart stands."""
    chart = {"kind": "bars", "x": "year", "y": "people"}
    figure = {"chart": chart, "data": "rows.csv", "caption": "Who", "alt": "Bars"}
    figures: dict[str, Any] = {}
    boxes: dict[str, Any] = {}
    prose = "## A heading\n\n"
    for width in ("side", "text", "page"):
        figures |= {f"{width}_{n}": figure | {"width": width} for n in ("alone", "boxed")}
        boxes[width] = {"title": "A box", "text": f"See.\n\n{{{{ figures.{width}_boxed }}}}"}
        placed = (f"figures.{width}_alone", f"boxes.{width}")
        prose += "".join(f"{WORDS}\n\n{{{{ {name} }}}}\n\n" for name in placed)
    rows = {"rows.csv": b"year,people\n2021,3400\n2022,5100\n2023,8800\n"}
    add_brief(house, "it", prose, rows, pages=1, figures=figures, boxes=boxes)
    (outcome,) = print_it(house, ["it"])
    (written,) = outcome.written
    lines = lines_of(house / written.file)
    assert sum("5,100" in line.text for line in lines) == 6
    assert [line for line in lines if line.size < 13] == []


@pytest.mark.java
def test_it_keeps_both_claims(tmp_path: Path) -> None:
    """PDF/UA-1 and PDF/A-3a, with everything that a brief can hold in it."""
    house = everything().parents[1]
    outcomes = print_it(house, ["everything"])
    files = [house / one.file for outcome in outcomes for one in outcome.written]
    assert len(files) == 1
    for flavour in PROFILES:
        assert verapdf(files, flavour) == {files[0]: []}
