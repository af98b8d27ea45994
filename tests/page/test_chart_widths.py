"""A chart is drawn as wide as it stands, so that its type is printed in the size it was set in."""

import ctypes
import re
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from support.depth import few
from support.houses import House
from support.printed import HOUSE, PAPERS, add_brief, new_house, print_briefs, words

from briefpress.model import papers
from briefpress.page.chart_readback import HIGHEST
from briefpress.page.chart_widths import FEW, find_width, is_slim

FIGURE = """\
figures:
  f:
    data: d.csv
    caption: Returns
    alt: Two lines
    width: {width}
    chart: {{kind: line, x: year, y: people}}
"""
BOX = "boxes:\n  b:\n    width: {width}\n    text: |\n      Words.\n\n      {text}\n"
PLACES = {
    "{{ figures.f }}": 438,
    "- One\n\n  {{ figures.f }}": 422,
    "1. One\n\n   - Two\n\n     {{ figures.f }}": 407,
    "> One\n>\n> {{ figures.f }}": 380,
}


def test_the_highest_chart_is_as_high_as_the_style_has_it_and_each_paper_has_room_for_it() -> None:
    """A chart is read back as high as it is printed."""
    css = (HOUSE / "styles/base.css").read_text("utf-8")
    (highest,) = re.findall(r"figure img {[^}]*max-height: (\d+)mm", css)
    ((head, foot),) = re.findall(r"@page {\s+margin: ([\d.]+)% 18mm ([\d.]+)%", css)
    assert int(int(highest) / 25.4 * 96) == HIGHEST
    part = 1 - (float(head) + float(foot)) / 100
    assert int(highest) < min(one.millimetres[1] * part for one in papers.PAPERS.values())


@pytest.mark.parametrize(("prose", "width"), PLACES.items())
def test_what_stands_in_a_list_or_a_quotation_is_narrower(
    house: House, prose: str, width: int
) -> None:
    """By the indent of each that is around it, and no other."""
    house.put("d.csv", "year,people\n2019,5\n2020,7\n")
    before = "- A list before it\n\n> and a quotation\n\nText.\n\n"
    assert find_width(house.brief(FIGURE.format(width="text"), f"{before}{prose}\n"), "f") == width


@pytest.mark.parametrize(
    ("box", "figure", "width"),
    [
        ("text", "text", 408), ("text", "page", 408), ("text", "side", 193),
        ("side", "text", 163), ("side", "side", 163), ("page", "page", 627), ("page", "text", 438),
    ],
)  # fmt: skip
def test_what_stands_in_a_box_is_as_wide_as_the_box_allows(
    house: House, box: str, figure: str, width: int
) -> None:
    """Whatever the figure asks for, it has the room that the box leaves."""
    house.put("d.csv", "year,people\n2019,5\n2020,7\n")
    fields = FIGURE.format(width=figure) + BOX.format(width=box, text="{{ figures.f }}")
    assert find_width(house.brief(fields, "{{ boxes.b }}\n"), "f") == width


def test_a_figure_in_a_box_is_printed_and_numbered_in_its_place(house: House) -> None:
    """The figure of a box counts before those that are placed behind the box."""
    house.put("d.csv", "year,people\n2019,5\n2020,7\n")
    second = FIGURE.format(width="text").partition("\n")[2]
    second = second.replace("  f:", "  g:").replace("Returns", "Later")
    fields = FIGURE.format(width="text") + second
    fields += BOX.format(width="text", text="{{ figures.f }}")
    html = house.html(fields, "{{ boxes.b }}\n\nText.\n\n{{ figures.g }}\n")
    assert html.index("Figure&nbsp;1") < html.index("Returns") < html.index("Figure&nbsp;2")
    assert html.index("Figure&nbsp;2") < html.index("Later")
    assert "figures.f" not in html


def test_a_box_that_stands_in_itself_ends(house: House) -> None:
    """It is an error to place a block twice; the draft shows where that is."""
    fields, prose = BOX.format(width="text", text="{{ boxes.b }}"), "{{ boxes.b }}\n"
    assert "`boxes.b` again" in house.complaints(fields, prose)
    assert house.draft_page(fields, prose).count("boxes.b") == 1


@pytest.mark.long
@pytest.mark.parametrize("paper", few(PAPERS))
def test_type_of_a_chart_is_printed_in_its_size(tmp_path: Path, paper: str) -> None:
    """In a box, a list, a quotation, in the margin and among columns: 8.5 pt are 8.5 pt."""
    names = ["boxed", "quoted", "listed", "slim", "later"]
    chart = {"kind": "bars", "x": "year", "y": ["Qqq", "Zzz"]}
    figures = {
        name: {"data": "d.csv", "caption": words(5), "alt": words(9), "chart": chart}
        for name in names
    }
    boxes = {
        "one": {"text": "Words.\n\n{{ figures.boxed }}"},
        "slim": {"text": "Words.\n\n{{ figures.slim }}", "width": "side"},
        "later": {"text": "Words.\n\n{{ figures.later }}"},
    }
    prose = "\n\n".join(
        [
            "## One", words(80), "{{ boxes.one }}", words(60),
            "> Words.\n>\n> {{ figures.quoted }}",
            words(60), "- Words.\n\n  {{ figures.listed }}\n\n- More.", "{{ boxes.slim }}",
            "## Two", *(words(90, n) for n in range(7)), "{{ boxes.later }}",
            *(words(90, n) for n in range(4)),
        ]
    )  # fmt: skip
    rows = b"year,Qqq,Zzz\n2021,120,30\n2022,180,40\n2023,240,90\n2024,300,95\n"
    house = new_house(tmp_path / "house")
    add_brief(house, "it", prose, {"d.csv": rows}, figures=figures, boxes=boxes)
    outcome = print_briefs(house, "it", paper=paper)[-1]
    sizes = _sizes(outcome.written[0].pdf.data, "Qqq")
    assert len(sizes) == len(names)
    assert all(8.3 < size < 8.9 for size in sizes), sizes


def _sizes(data: bytes, word: str) -> list[float]:
    """In how many points each *word* of a PDF is printed."""
    found = []
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        search = text.search(word, match_case=True)
        while spot := search.get_next():
            turned = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(text, spot[0], ctypes.byref(turned))
            found.append(pdfium.FPDFText_GetFontSize(text, spot[0]) * abs(turned.d))
    return found


@pytest.mark.parametrize(
    ("names", "kind", "slim"),
    [
        (["Ash", "Tarn"], "bars", True), (["Ash", "Tarn"], "dots", True),
        (["Ash", "Tarn"], "stacked", False), (["Ash", "A rather long name for it"], "bars", False),
        (["2019", "2020"], "bars", False), ([f"Town {n}" for n in range(FEW + 1)], "bars", False),
    ],
)  # fmt: skip
def test_a_few_rows_with_short_names_have_room_in_a_column(
    house: House, names: list[str], kind: str, slim: bool
) -> None:
    """Time and what is divided want the width of the page."""
    house.put("d.csv", "year,people\n" + "".join(f"{name},5\n" for name in names))
    figure = FIGURE.format(width="text").replace("kind: line", f"kind: {kind}")
    assert is_slim(house.brief(figure, "{{ figures.f }}\n"), "f") is slim
