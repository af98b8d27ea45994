"""Tests of painting.py: text in the order of its tags, labels that are words, words kept."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from support.printed import PAPERS, everything, new_house, pdf_of, print_brief, real

from briefpress.checks.evidence.tag_tree import read_tags
from briefpress.press.painting import take_spacing_out
from briefpress.press.pdf_ua import split_written

PAGE = """
<html lang=en><title>It</title><style>
@font-face { font-family: It; src: url(FONT) }
@font-face { font-family: Other; src: url(ARABIC) }
html { font: 10pt It, Other } h2 { letter-spacing: 0.2em; text-transform: uppercase }
aside { float: right }
</style><p>First<aside>Second</aside><h2>Key messages</h2><p>A space.
<svg width=90 height=20><text y=15 font-family="It, Other">نحو 60</text></svg>
"""
PROGRAM = """
import json, sys
from pathlib import Path
from io import BytesIO
{before}
import weasyprint, pypdfium2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.formatting_structure.boxes import TextBox
document = weasyprint.HTML(string=sys.argv[1]).render(font_config=FontConfiguration())
data = document.write_pdf(pdf_tags=True)
text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range().split("\\r\\n")
boxes = [one for one in document.pages[0]._page_box.descendants() if isinstance(one, TextBox)]
print(json.dumps([text, [getattr(one, "written", "") for one in boxes]]))
"""


@pytest.fixture(scope="module", params=[False, True])
def printed(request: Any) -> tuple[bool, list[str], list[str]]:
    """Whether the patches are there, the lines of PAGE as they are copied, the words it keeps."""
    before = "from briefpress.press.weasyprint_patches import load; load()" * request.param
    font = next(Path(sys.prefix).rglob("SourceSansPro-Regular.ttf")).as_uri()
    arabic = next(Path(sys.prefix).rglob("Amiri-Regular.ttf")).as_uri()
    page = PAGE.replace("FONT", font).replace("ARABIC", arabic)
    command = [sys.executable, "-c", PROGRAM.format(before=before), page]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    text, kept = json.loads(done.stdout.splitlines()[-1])
    return request.param, [line for line in text if line.strip()], kept


@pytest.mark.deep
@pytest.mark.long
def test_without_the_patch_what_floats_is_painted_first(printed: Any) -> None:
    """WeasyPrint alone paints a block that floats before the text above it."""
    is_patched, lines, _ = printed
    assert (lines[0].split()[0] == "First") is is_patched


@pytest.mark.long
def test_without_the_patch_a_label_comes_apart(printed: Any) -> None:
    """WeasyPrint alone spaces letters so that Chrome's reader takes each for a word."""
    is_patched, lines, _ = printed
    assert any("KEY MESSAGES" in line for line in lines) is is_patched


@pytest.mark.long
def test_without_the_patch_a_word_of_a_drawing_falls_apart(printed: Any) -> None:
    """WeasyPrint alone draws letter by letter, from the left: Arabic comes backwards."""
    is_patched, lines, _ = printed
    assert any("نحو" in line for line in lines) is is_patched


@pytest.mark.long
def test_without_the_patch_capitals_forget_what_they_stand_for(printed: Any) -> None:
    """WeasyPrint alone keeps no text but the one that a style has changed."""
    is_patched, _, kept = printed
    assert ("Key messages" in kept) is is_patched


@pytest.mark.parametrize(
    ("glyphs", "spacing", "written"),
    [
        ("<0012>-90<0013>-90<0014>-90", 90, "<001200130014>"),
        ("<0012>-97<0013>-90.4<0014>", 90, "<0012>-7.0<00130014>89.6"),
        ("5<0012>10<0013>", -10, "5.0<00120013>-10.0"),
        ("", 90, ""),
    ],
)
def test_kerning_is_what_is_left_without_the_spacing(
    glyphs: str, spacing: float, written: str
) -> None:
    """The operator for spacing is not repeated by kerning; no letter is lost."""
    assert take_spacing_out(glyphs, spacing) == written


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("slug", ["dprk", "panel-of-experts"])
def test_a_real_page_is_painted_in_the_order_of_its_tags(slug: str, paper: str) -> None:
    """A whole page is copied in the order in which it is read out."""
    assert_in_order(real().files[slug, paper].read_bytes())


@pytest.mark.long
def test_every_construct_is_painted_in_the_order_of_its_tags() -> None:
    """A brief of everything: floats, figures, tables, notes, a list over two pages."""
    assert_in_order(everything().read_bytes())


def assert_in_order(data: bytes) -> None:
    """Walk the tags: on each page, the numbers of its marked content only grow."""
    with pikepdf.open(BytesIO(data)) as pdf:
        marks: dict[Any, list[int]] = {page.obj.objgen: [] for page in pdf.pages}

        def walk(kid: Any, page: Any) -> None:
            if isinstance(kid, pikepdf.Dictionary):
                page = kid.Pg.objgen if "/Pg" in kid else page
                if "/MCID" in kid:
                    marks[page].append(int(kid.MCID))
                for one in kid.get("/K", []) if isinstance(kid.get("/K"), pikepdf.Array) else []:
                    walk(one, page)
            else:
                marks[page].append(int(kid))

        walk(pdf.Root.StructTreeRoot.K[0], None)
    assert all(marks.values())
    assert [sorted(numbers) for numbers in marks.values()] == [*marks.values()]


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
def test_a_label_in_capitals_is_found_and_read_as_it_was_written(paper: str) -> None:
    """It is copied as words, in capitals; a screen reader gets what the author wrote."""
    data = real().files["dprk", paper].read_bytes()
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "POLICY BRIEF 12" in text
    spoken = [tag.actual for tag in read_tags(data).root if tag.actual]
    assert {"Policy brief 12", "Key messages", "In dates"} <= {*spoken}


@pytest.mark.long
def test_a_link_over_two_lines_is_one_link(tmp_path: Path) -> None:
    """So is one that goes on overleaf; each line of it can be clicked."""
    words = "a link that has so many words that they need more than a line of the page " * 2
    pages = "Much text stands before the last link. " * 60
    house = new_house(tmp_path / "house")
    outcome = print_brief(
        house, f"## It\n\n[{words}](https://x.org) and [b](https://y.org)\n\n{pages}"
        f"[{words * 24}](https://z.org)"
    )  # fmt: skip
    data = pdf_of(outcome).data
    links = [link for link in read_tags(data).root.all("Link") if link.addresses]
    links = [link for link in links if ".org" not in link.text]
    hosts = [{*link.addresses} for link in links]
    assert hosts == [{f"https://{host}.org"} for host in "xyz"]
    assert len(links[0].addresses) > 1
    assert {run.page for run in links[2].runs} == {1, 2}


@pytest.mark.parametrize(
    ("written", "printed", "parts"),
    [
        ("Key messages", ["KEY MESSAGES"], ["Key messages"]),
        ("Straße und Maß", ["STRASSE", "UND MASS"], ["Straße", "und Maß"]),
        ("of the UN and its", ["OF THE UN", "AND ITS"], ["of the UN", "and its"]),
    ],
)
def test_each_line_gets_its_part_of_what_was_written(
    written: str, printed: list[str], parts: list[str]
) -> None:
    """A heading in capitals that breaks is read line by line, whatever its letters became."""
    found = []
    for line in printed:
        part, written = split_written(written, line)
        found.append(part.strip())
    assert (found, written) == (parts, "")


@pytest.mark.long
def test_no_tag_is_empty() -> None:
    """Dots that a script counts, spaces at the end of a block: nothing is announced as nothing."""
    for file in (*real().files.values(), everything()):
        empty = [
            tag.kind
            for tag in read_tags(file.read_bytes()).root
            if not (tag.kids or tag.alt or tag.actual) and tag.kind not in ("TD", "TH")
        ]
        assert empty == []


@pytest.mark.long
def test_a_list_says_how_its_items_are_numbered(tmp_path: Path) -> None:
    """Numbers, letters and dots; a list without a sign says nothing."""
    outcome = print_brief(
        new_house(tmp_path / "house"), "## It\n\n1. one\n2. two\n\nText.\n\n- a\n"
    )
    with pikepdf.open(BytesIO(pdf_of(outcome).data)) as pdf:
        kinds = [
            str(one.A.ListNumbering) if "/A" in one else ""
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/L"
        ]
    assert "/Decimal" in kinds
    assert "/Disc" in kinds
