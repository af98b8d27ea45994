"""Tests of even_lines.py: no title and no standfirst ends in one short word; a title breaks by
its sense.
"""

from inspect import unwrap
from pathlib import Path

import pytest
from support.printed import PAPERS, new_house, own_file, words
from support.printed_pages import proof_of

from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.checks.evidence.text_lines import lines
from briefpress.press.even_lines import _by_sense
from briefpress.press.weasyprint_patches import load

TITLE = "Four in five of the displaced stay within a day’s walk of home"
STANDFIRST = (
    "The third dry winter has cost the wells of the south eleven metres. Each new well lowers them"
    " further; the water can still be shared before June."
)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with the real templates and styles."""
    return new_house(tmp_path / "house")


def _print(house: Path, paper: str = "a4", title: str = TITLE) -> PrintedPage:
    fields = {"title": title, "standfirst": STANDFIRST}
    return proof_of(house, words(30), {}, paper=paper, **fields)


def _edges(proof: PrintedPage, tag: str, name: str = "") -> list[tuple[float, float]]:
    """Left and right of each line of the element on the first page."""
    page = proof.pdf.layout.pages[0]
    return [
        (line.pieces[0].x, line.pieces[-1].right)
        for line in lines(page)
        if (area := page.areas[line.area]).tag == tag and (not name or name in area.classes)
    ]


@pytest.mark.long
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("tag", "name"), [("h1", ""), ("p", "standfirst")])
def test_lines_are_about_as_long_as_each_other(
    house: Path, paper: str, tag: str, name: str
) -> None:
    """The shortest has more than three quarters of the longest."""
    edges = _edges(_print(house, paper), tag, name)
    widths = [right - left for left, right in edges]
    assert len(widths) > 1
    assert min(widths) > 0.75 * max(widths)
    assert len({round(left) for left, _ in edges}) == 1


@pytest.mark.long
def test_a_title_breaks_after_its_colon(house: Path) -> None:
    """Where that takes no more lines, and no line becomes very short."""
    fields = {"title": "The river that nobody owns: why the land runs out of water before June"}
    page = proof_of(house, words(30), {}, **fields).pdf.layout.pages[0]
    title = [line for line in lines(page) if page.areas[line.area].tag == "h1"]
    assert [line.text.split()[-1] for line in title] == ["owns:", "June"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("title", "begins"),
    [
        ("The river that nobody owns: why Valdoria runs out of water with two rivers", "runs"),
        ("Six neighbours buy from Valdoria, and only one of them buys more each year", "and"),
        ("Cholera leaves the lower Sarn and turns to the towns of the whole coast", "and"),
    ],
)
def test_a_title_breaks_by_its_sense(house: Path, title: str, begins: str) -> None:
    """Behind a comma and before what joins, and never behind a word that leans on the next one."""
    page = proof_of(house, words(30), {}, title=title).pdf.layout.pages[0]
    found = [line for line in lines(page) if page.areas[line.area].tag == "h1"]
    assert [line.text.split()[0] for line in found][1:] == [begins]


def test_a_title_of_three_lines_breaks_at_its_colon() -> None:
    """Not at `a rich | coast`, though its lines would be a little more alike."""
    title = "Valdoria in 2025: a rich coast, a dry hinterland and an argument about both"
    stops, *_ = _by_sense(title, 3, 2.3, {"a"}, {"and"})
    assert [title[stop:].split()[0] for stop in stops] == ["a", "and"]


def test_a_title_parts_no_name() -> None:
    """Two words with capitals are one: `El Fasher`, though the halves would be alike."""
    title = "The long siege of El Fasher ends in hunger"
    (stop,), *_ = _by_sense(title, 2, 1.6, {"of"}, set())
    assert title[stop:].split()[0] == "ends"


def test_a_title_parts_no_name_that_the_brief_knows() -> None:
    """Also where its words have no capitals, and Korean ones joiners between their letters."""
    title, name = "The new early warning system fails the towns", "Early warning system"
    (stop,), *_ = _by_sense(title, 2, 1.5, {"the"}, set(), [name])
    assert any(name.lower() in part for part in (title[:stop], title[stop:]))
    korean = "\u2060".join("새로운 강제 노동 보고").replace("\u2060 \u2060", " ")
    (stop,), *_ = _by_sense(korean, 2, 1.3, set(), set(), ["강제 노동"])
    assert korean[stop:].replace("\u2060", "") != " 노동 보고"


def test_a_korean_title_parts_no_word_from_the_one_that_it_belongs_to() -> None:
    """`임무를`, an object, stays with its verb: words end so that have joiners in them."""
    words = ["전문가들이", "임무를", "잃는\u00a0동안", "북한의", "인권", "침해는", "계속된다"]
    title = " ".join("\u2060".join(word) for word in words)
    (stop,), *_ = _by_sense(title, 2, 1.4, {"-를", "-의"}, set())
    assert title[stop:].replace("\u2060", "").startswith(" 북한의")


@pytest.mark.long
def test_a_title_of_one_line_stays_as_it_is(house: Path) -> None:
    """It is not divided."""
    assert len(_edges(_print(house, title="Water for the south"), "h1")) == 1


@pytest.mark.long
def test_in_a_script_that_runs_to_the_left_lines_begin_at_the_right(house: Path) -> None:
    """They end on one edge, that of the paper's margin."""
    styles = own_file(house, "styles/policy-brief.css")
    styles.write_text(styles.read_text("utf-8") + "body { direction: rtl }", "utf-8")
    proof = _print(house)
    ends = [right for _, right in _edges(proof, "h1")]
    assert len(ends) > 1
    assert ends == pytest.approx([proof.pdf.layout.pages[0].text[2]] * len(ends), abs=1)


@pytest.mark.long
def test_without_the_patch_a_last_line_is_short(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone fills each line as far as it can."""
    load()
    from weasyprint.layout import block

    monkeypatch.setattr(block, "block_container_layout", unwrap(block.block_container_layout))
    widths = [right - left for left, right in _edges(_print(house), "h1")]
    assert min(widths) < 0.6 * max(widths)


@pytest.mark.long
@pytest.mark.parametrize(("tag", "name"), [("h1", ""), ("p", "standfirst")])
def test_what_is_centred_stays_in_the_middle(house: Path, tag: str, name: str) -> None:
    """With the head in the middle, the lines are as far from one edge as from the other."""
    (house / "_brand.yml").write_text("defaults: {briefpress: {masthead: centred}}\n", "utf-8")
    proof = _print(house)
    page = proof.pdf.layout.pages[0]
    edges = _edges(proof, tag, name)
    assert len(edges) > 1
    for left, right in edges:
        assert left - page.text[0] == pytest.approx(page.text[2] - right, abs=3)


@pytest.mark.long
def test_a_caption_ends_with_no_word_on_a_line_of_its_own(house: Path) -> None:
    """However long it is: its lines are as even as those of a title then."""
    names = (10, 11, 20, 31)
    tables = {
        f"t{n}": {"caption": words(n), "columns": ["A", "B"], "rows": [["One", "Two"]]}
        for n in names
    }
    prose = "\n\n".join(f"{words(30)}\n\n{{{{ tables.t{n} }}}}" for n in names)
    proof = proof_of(house, f"{prose}\n\n{words(30)}", tables=tables)
    widths: dict[int, list[float]] = {}
    for page in proof.pdf.layout.pages:
        for line in lines(page):
            area = page.areas[line.area]
            if area.tag == "caption":
                width = line.pieces[-1].right - line.pieces[0].x
                widths.setdefault(area.element, []).append(width)
    several = [one for one in widths.values() if len(one) > 1]
    assert len(several) == len(names)
    assert all(one[-1] > 0.25 * max(one) for one in several)
