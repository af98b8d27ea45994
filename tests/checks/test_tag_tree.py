"""Tests of the reader of tags: a PDF's tag tree, its text, and where that stands."""

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from support import printed
from support.broken import broken, elements, move
from support.depth import few
from support.printed import PAPERS, everything, new_house, real
from support.printed_pages import proof_of

from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.checks.evidence.tag_tree import blocks, read_tags
from briefpress.model.tag_tree import Tag

pytestmark = pytest.mark.long


def _texts(tag: Tag) -> list[tuple[str, str]]:
    return [(one.kind, "".join("".join(run.text for run in one.runs).split())) for one in tag]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("slug", few(["panel-of-experts", "dprk"]))
def test_it_reads_what_another_reader_reads(slug: str, paper: str) -> None:
    """Every tag of the real briefs, in order, with its text, as the tests read them otherwise."""
    file = real().files[slug, paper]
    other = [(tag.kind, _painted("".join(tag.text.split()))) for tag in printed.tags(file)]
    read = _texts(read_tags(file.read_bytes()).root)
    assert [(kind, _painted(text)) for kind, text in read] == other


def _painted(text: str) -> str:
    """A text whose Arabic words have the letters that they have, in whatever order a reader gives
    them.
    """
    return re.sub(r"[\u0600-\u06ff]+", lambda word: "".join(sorted(word[0])), text)


def test_it_reads_all_that_a_tag_says() -> None:
    """Alt, expansion, language, name, scope, address: as the reader of the tests has them."""
    root = read_tags(everything().read_bytes()).root
    others = [*printed.tags(everything())]
    assert len([*root]) == len(others) > 300
    seen = set()
    for tag, other in zip(root, others, strict=True):
        said = {
            "Alt": tag.alt, "E": tag.expansion, "Lang": tag.language or None, "ID": tag.id or None,
            "Scope": f"/{tag.scope}" if tag.scope else None,
        }  # fmt: skip
        for name, value in said.items():
            assert other.entries.get(name) == value, (name, tag.text)
            seen |= {name} if value else set()
        assert list(tag.addresses) == other.addresses
    assert seen == {"Alt", "E", "Lang", "ID", "Scope"}


def test_it_reads_what_the_document_says_of_itself() -> None:
    """Title, language, and that a viewer shows the title; on an honest page no text is untagged."""
    tree = read_tags(everything().read_bytes())
    assert (tree.title, tree.language) == ("Un titre avec l’ONU dedans", "fr")
    assert tree.shows_title
    assert tree.untagged == ()


def test_a_text_has_its_spaces() -> None:
    """Lines, cells and items are told apart; a word divided, a note's number beside it, are not."""
    root = read_tags(everything().read_bytes()).root
    texts = [tag.text for tag in root.all("P", "TR", "L", "Link")]
    assert any("crimes1. Une phrase étrangère suit, puis un lien" in text for text in texts)
    assert "Pays Voix Remarque" in texts
    assert "lien en italique" in texts
    nested = "• Un point – Un point dans le point 1 Un premier"
    assert any(text.startswith(nested) for text in texts)


@pytest.mark.parametrize("slug", ["dprk", "panel-of-experts"])
def test_text_is_where_it_stands(slug: str) -> None:
    """Each run is where another program sees it, on its own page, to a point."""
    file = real().files[slug, "a4"]
    lines = printed.lines_of(file)
    runs = [run for run in read_tags(file.read_bytes()).root.runs if run.x < 52]
    assert len(runs) > 20
    for run in runs:
        begin = "".join(run.text.split())[:8]
        assert any(
            line.page == run.page
            and abs(line.x - run.x) < 1.5
            and line.y < run.y < line.bottom + 1
            and "".join(line.text.split()).startswith(begin)
            for line in lines
        ), run


def test_a_block_is_what_is_read_in_one_go() -> None:
    """A paragraph, a note, an item, a whole table; each with the box that its letters fill."""
    found = blocks(read_tags(everything().read_bytes()).root)
    kinds = {block.tag.kind for block in found}
    assert {"H1", "H2", "P", "LI", "Note", "Table", "Figure"} <= kinds
    assert "Span" not in kinds and "TD" not in kinds
    (title,) = (block for block in found if block.tag.kind == "H1")
    assert title.page == 1
    assert 50 < title.left < 53 and 340 < title.right < 360
    assert 10 < title.lower - title.upper < 30
    starts = [block.text for block in found if block.tag.kind == "LI"]
    assert "– Un point dans le point" in starts  # not once more in the item around it


def test_a_block_on_two_pages_is_two(tmp_path: Path) -> None:
    """A paragraph that goes on overleaf has a box on each page."""
    house = new_house(tmp_path / "house")
    proof = proof_of(house, "\n\n".join([printed.words(200)] * 4))
    found = blocks(proof.tags.root)
    assert {block.page for block in found} == {1, 2}
    assert all(0 < block.upper < block.lower < 842 for block in found)


def test_the_tree_is_read_once() -> None:
    """Who asks for the tags of a proof a second time is given what was read for the first."""
    file = real().files["panel-of-experts", "a4"]
    (outcome,) = (one for one in real().outcomes if one.slug == "panel-of-experts")
    pdf = replace(outcome.written[0].pdf, data=file.read_bytes())
    proof = PrintedPage(None, pdf)  # type: ignore[arg-type]
    assert proof.tags is proof.tags
    assert PrintedPage(None, pdf).tags is not proof.tags  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.7\n"])
def test_what_is_no_pdf_has_no_tags(data: bytes) -> None:
    """It gives an empty tree, not a traceback."""
    tree = read_tags(data)
    assert (tree.root.kind, tree.root.kids, tree.title) == ("", (), "")


def _foreign(content: bytes, **named: Any) -> bytes:
    """A PDF of one tagged page that another program might have written."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        FirstChar=32, Widths=pikepdf.Array([500] * 100),
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font), **named)
    page.Contents = pdf.make_stream(content)
    element = pdf.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.Absatz, K=pikepdf.Array([0, 1]), Pg=page.obj)
    )
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(
        Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Array([element]),
        RoleMap=pikepdf.Dictionary(Absatz=pikepdf.Name.P),
    )  # fmt: skip
    data = io.BytesIO()
    pdf.save(data)
    return data.getvalue()


def test_other_ways_to_write_a_page_are_read() -> None:
    """Strings in parentheses, relative moves, a property by name, a form, a role of its own."""
    content = rb"""
        % a comment (with a bracket
        q 1 0 0 1 10 20 cm BT /F 10 Tf 12 TL 0 100 Td
        /P <</MCID 0 /Note (EMC \) Tj)>> BDC (one \(\164wo\) (in) EMC) Tj T*
        [(thr) -20 (ee)] TJ (four) ' EMC ET Q
        /Artifact BMC BT /F 10 Tf (nobody) Tj ET EMC
        /P /M BDC /X Do EMC
        BT /F 10 Tf 5 5 Td (outside) Tj ET
        """
    data = _foreign(content, Properties=pikepdf.Dictionary(M=pikepdf.Dictionary(MCID=1)))
    with pikepdf.open(io.BytesIO(data)) as opened:
        inner = opened.make_stream(b"BT /F 10 Tf 50 50 Td (inside) Tj ET")
        inner.Type, inner.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        opened.pages[0].Resources.XObject = pikepdf.Dictionary(X=inner)
        again = io.BytesIO()
        opened.save(again)
    tree = read_tags(again.getvalue())
    assert tree.root.kind == "P"
    assert [run.text for run in tree.root.runs] == ["one (two) (in) EMC", "three", "four", "inside"]
    first, second, third, _ = tree.root.runs
    assert (first.x, first.y) == (10, 80)
    assert (second.x, second.y) == (10, 92)
    assert second.width == pytest.approx(25.2, abs=0.3)
    assert third.y == 104
    assert [run.text for run in tree.untagged] == ["outside"]


def test_letters_set_apart_are_words_still() -> None:
    """A line set with space between its letters keeps the spaces between its words alone."""
    texts = {tag.text for tag in read_tags(real().files["dprk", "a4"].read_bytes()).root}
    assert "POLICY BRIEF 12" in texts


def test_a_hyphen_at_the_end_of_a_line_is_one() -> None:
    """A word that is divided keeps its hyphen, and has no space after it."""
    content = b"/P <</MCID 0>> BDC BT /F 10 Tf 12 TL 10 100 Td (long-) Tj T* (lived one) Tj ET EMC"
    assert read_tags(_foreign(content)).root.text == "long-lived one"


@pytest.mark.parametrize(
    "content",
    [
        b"/P <</MCID 0>> BDC BT /F 10 Tf 1-0 5 Td (one) Tj ET EMC",
        b"/P <</MCID 0>> BDC BT /F 10 Tf <6f 6E 6> Tj <zz> Tj ET EMC",
        b"/P /None BDC BT /None 10 Tf (one) Tj ET EMC EMC Q Q",
        b"/P <</MCID 0>> BDC BT /F 10 Tf (one ( Tj ET",
        b"(((((((((" + b"<<" * 9 + b"[" * 9,
    ],
)
def test_a_page_that_is_broken_has_the_text_that_can_be_read(content: bytes) -> None:
    """No traceback, and no hanging: a number, a string, a name that is none is passed over."""
    assert read_tags(_foreign(content)).root.kind == "P"


def test_a_tag_that_is_broken_is_passed_over() -> None:
    """A number stands where a page, a kid or a list of letters should."""
    with pikepdf.open(io.BytesIO(_foreign(b"BT /F 10 Tf (one) Tj ET"))) as pdf:
        (element,) = pdf.Root.StructTreeRoot.K
        element.Pg, element.A = 5, 7
        element.K = pikepdf.Array([pikepdf.Name.X, pikepdf.Dictionary(Obj=pikepdf.Dictionary(A=1))])
        pdf.pages[0].Resources.Font.F.ToUnicode = 3
        data = io.BytesIO()
        pdf.save(data)
    assert read_tags(data.getvalue()).root.kids == ()


def test_a_tree_that_bites_its_tail_has_an_end() -> None:
    """Below 200 levels nothing is read, whether a tree is that deep or comes back to its root."""
    with pikepdf.open(io.BytesIO(_foreign(b""))) as pdf:
        (element,) = pdf.Root.StructTreeRoot.K
        for _ in range(205):
            below = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.P, P=element))
            element.K = pikepdf.Array([below])
            element = below
        data = io.BytesIO()
        pdf.save(data)
    assert len([*read_tags(data.getvalue()).root]) == 201


def test_the_order_is_that_of_the_tree(tmp_path: Path) -> None:
    """The tags say what is read first, not the order in which the page is drawn."""
    house = new_house(tmp_path / "house")
    proof = proof_of(house, "## One\n\nThe first.\n\nThe second.\n")
    texts = [block.text for block in blocks(proof.tags.root)]
    assert texts.index("The first.") < texts.index("The second.")

    def swap(pdf: Any) -> None:
        (part,) = elements(pdf, "Part")
        move(part.K[2], 0)

    texts = [block.text for block in blocks(broken(proof, swap).tags.root)]
    assert texts.index("The second.") < texts.index("The first.")
