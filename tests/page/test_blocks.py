"""Blocks: what each kind of them looks like alone, and that none lacks a piece.

Each file of cases/blocks/ is a promise about one kind of block. A case is a title; fields of
brief.yaml; a line of at least ten dashes; and the HTML of all blocks that the fields define, in
their order. Where the prose says more than their names, it stands between, behind such a line of
its own. They can name the files of `FILES`.
"""

import re
from pathlib import Path

import pytest
from lxml.html import fragment_fromstring
from support.houses import ROOT, House, main_of, said

from briefpress.model.contract import BLOCKS, PAGE_BLOCKS
from briefpress.model.elements import find_block_kind
from briefpress.model.fields import walk_blocks

CASES = sorted((Path(__file__).parents[1] / "cases/blocks").glob("*.md"))
KINDS = sorted(path.stem for path in (ROOT / "briefpress/model/blocks").glob("[!_]*.py"))
FILES = {
    "map.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>',
    "months.csv": "day,people\n2024-08-01,10000\n2024-12-24,2.5\n",
    "votes.csv": "date,question,for,against,abstaining,outcome\n2024-03-28,Renewal,2,1,1,vetoed\n",
}


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(house: House, case: Path) -> None:
    """The blocks of a case print the HTML of the case, hard spaces as `&nbsp;`."""
    _, _, text = case.read_text("utf-8").partition("\n\n")
    *rest, expected = re.split(r"^-{10,}\n", text, flags=re.MULTILINE)
    fields, prose = rest if len(rest) > 1 else (*rest, "")
    for name, data in FILES.items():
        house.put(name, data)
    brief, problems = house.parse(fields)
    assert brief is not None, said(problems)
    names = dict.fromkeys(
        ".".join(map(str, path[: 1 + BLOCKS[path[0]].has_names]))
        for path, _ in walk_blocks(brief.fields)
    )
    page, problems = house.page(fields, prose or "\n\n".join(f"{{{{ {name} }}}}" for name in names))
    assert page is not None, said(problems)
    assert not problems.found, said(problems)
    html = main_of(page.text).replace("\u00a0", "&nbsp;").replace("\u2060", "")
    html = html.replace('\u202f<span class="footnote behind-number">', '<span class="footnote">')
    assert html == expected.strip()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_block_lacks_no_piece(kind: str) -> None:
    """The fields, the template and the case of a block have one name."""
    template = ROOT / f"templates/blocks/{kind}.html"
    case = ROOT / f"tests/cases/blocks/{kind}.md"
    assert [str(file) for file in (template, case) if not file.is_file()] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_block_is_known_on_the_page(kind: str) -> None:
    """A check can say of which block a printed element is: the template gives it a class, or a tag,
    that is the name of the field or of one of it.
    """
    printed = (ROOT / f"tests/cases/blocks/{kind}.md").read_text("utf-8").rpartition("-----\n")[2]
    elements = fragment_fromstring(printed, create_parent="main").iterdescendants()
    kinds = {find_block_kind((*one.get("class", "").split(), one.tag)) for one in elements}
    assert ("tables" if kind == "votes" else kind) in kinds


def test_what_has_a_name_is_a_kind_of_block() -> None:
    """No template and no case is left of a block that is gone, and each has its line."""
    templates = sorted(path.stem for path in (ROOT / "templates/blocks").iterdir())
    assert templates == [case.stem for case in CASES] == sorted([*KINDS, *PAGE_BLOCKS])
    assert {*BLOCKS} == {*KINDS} - {"votes"}  # a kind of table


def test_a_short_form_in_a_big_figure_is_explained_under_it(house: House) -> None:
    """Once, for nobody reads the text before it; what the label says in words needs nothing."""
    facts = "facts:\n  a: {value: 74, unit: bcm, label: can be stored}\n"
    facts += (
        "  b: {value: 5, unit: bcm, label: are lost}\n  c: {value: 3, label: dams of the NBI}\n"
    )
    names = "acronyms: {bcm: billion cubic metres, NBI: Nile Basin Initiative}\n"
    text = main_of(house.html(facts + names, "{{ facts }}\n\nText of the NBI and its bcm.\n"))
    shown = re.sub(r"<[^>]*>", "", text).replace("\u00a0", " ")
    assert "can be stored (bcm: billion cubic metres)" in shown
    assert shown.count("bcm: billion") == 1 and "are lost (" not in shown


@pytest.mark.long
@pytest.mark.parametrize(
    ("sources", "at_events", "below"),
    [
        (["a", "b", "a"], ["Alpha, 2014", "Beta, 2015", "Alpha, 2014"], ""),
        (["a", "a", "a"], [], "Source: Alpha, 2014"),
        (["a; b", "a; b", "a; b"], [], "Sources: Alpha, 2014; Beta, 2015"),
        (
            ["a, p. 4", "a, p. 5", "a"],
            ["Alpha, 2014, p. 4", "Alpha, 2014, p. 5", "Alpha, 2014"],
            "",
        ),
        (["a", "", "a"], ["Alpha, 2014", "Alpha, 2014"], ""),
        (["", "", ""], [], ""),
        (["b", "c", "b"], ["Beta, 2015", "<i>A v. B</i>, 2015", "Beta, 2015"], ""),
    ],
)
@pytest.mark.parametrize("kind", ["timeline", "facts"])
def test_timelines_and_facts_say_who_says_what(
    house: House, kind: str, sources: list[str], at_events: list[str], below: str
) -> None:
    """The source of each stands under it; one that all have stands once, below them."""
    begins = {"timeline": "- {date: 2014, event: It happens.", "facts": "f%d: {value: 3, label: of"}
    events = "".join(
        f"  {begins[kind].replace('%d', str(n))}{f', source: {one!r}' if one else ''}}}\n"
        for n, one in enumerate(sources)
    )
    known = "".join(
        f"  {key}: {{type: report, author: [{{literal: {name}}}], title: {name}, issued: {year}}}\n"
        for key, name, year in (("a", "Alpha", 2014), ("b", "Beta", 2015))
    )
    known += "  c: {type: legal_case, title: A v. B, authority: High Court, issued: 2015}\n"
    html = house.html(
        f"{kind}:\n{events}sources:\n{known}", f"It is so.[@a; @b; @c]\n\n{{{{ {kind} }}}}\n"
    )
    html = html[html.index(f'class="beside across {kind}"') :].partition("</aside>")[0]
    said_at = re.findall(r'<span class="source">(.*?)</span>', html)
    assert [one.replace("\u00a0", " ") for one in said_at] == at_events
    said_below = re.findall(r'<p class="source">(.*?)</p>', html)
    assert [one.replace("\u00a0", " ") for one in said_below] == ([below] if below else [])
