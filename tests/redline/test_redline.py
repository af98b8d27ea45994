"""Tests of a redline: every change is marked, once, and nothing else is."""

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
import pypdfium2
import pytest
from support.once import PrintsOnce
from support.printed import (
    add_brief,
    add_everything,
    house_theme,
    new_house,
    run,
    tags,
    temporary,
    words,
)
from support.tools import verapdf

from briefpress.content.sources import read_sources
from briefpress.editions.ledger import Edition, Ledger
from briefpress.model.changes import Change, Changes
from briefpress.model.page import Html
from briefpress.model.problems import Problems
from briefpress.redline.compare import BEFORE, compare
from briefpress.redline.unchanged import leave_out_unchanged
from briefpress.workflows.diff import Comparison, OldBrief, diff

pytestmark = pytest.mark.long

ENGLISH = house_theme(Path(__file__).parents[2]).language("en")
EDITION = Edition("dprk", 2, date(2024, 11, 26), "", "DPRK-2-AAAAAA")


# ---------------------------------------------------------------------------------------------
# Two pages


def page(body: str, assets: Mapping[str, bytes] | None = None) -> Html:
    """A page that holds *body*, and files by the name that it gives them."""
    text = f'<!DOCTYPE html><html lang="en"><head><title>A</title></head><body>{body}</body></html>'
    return Html("it", "a4", text, (), assets or {})


def marked(old: str, new: str) -> tuple[str, Changes]:
    """Give the body of a redline, without what is said to a listener, and the changes."""
    html, changes = compare(page(old), page(new), ENGLISH, names=("old", "new"))
    body = html.text.partition("<body>")[2].rpartition("</body>")[0]
    return re.sub(r' (data-\w+|class)="[^"]*"', "", body), changes


def note(text: str) -> str:
    """A note, as pages hold it."""
    return f'\u2060<span class="footnote">{text}</span>'


def table(heads: str, *rows: str) -> str:
    """A table whose heads and rows are divided by spaces."""
    top = "".join(f"<th>{head}</th>" for head in heads.split())
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split()) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


# ---------------------------------------------------------------------------------------------
# Words and numbers


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "China returned 670 men in May.",
            "China returned 680 men in June.",
            "China returned <del>670</del> <ins>680</ins> men in <del>May</del> <ins>June</ins>.",
        ),
        (
            "China returned 670 people.",
            "China expelled 680 people.",
            "China <del>returned</del> <ins>expelled</ins> <del>670</del> <ins>680</ins> people.",
        ),
        (
            "Some bigger or 400 of them.",
            "Some larger or 500 of them.",
            "Some <del>bigger</del> <ins>larger</ins> or <del>400</del> <ins>500</ins> of them.",
        ),
    ],
)
def test_one_word_and_one_number_are_two_marks(old: str, new: str, expected: str) -> None:
    """Each change is one pair, what is gone before what is new, wherever the two stand."""
    body, changes = marked(f"<p>{old}</p>", f"<p>{new}</p>")
    assert body == f"<p>{expected}</p>"
    assert (changes.insertions, changes.deletions) == (2, 2)


@pytest.mark.parametrize(
    ("old", "new"),
    [("10,000", "12,000"), ("1.50", "1.55"), ("13–1–1", "12–2–1"), ("670+", "680+"),
     ("10\u202f000", "12\u202f000"), ("−5%", "−6%")],
)  # fmt: skip
def test_a_number_is_one_word(old: str, new: str) -> None:
    """670 becomes 680 as a whole, with its separators and signs."""
    body, _ = marked(f"<p>About {old} people.</p>", f"<p>About {new} people.</p>")
    assert body == f"<p>About <del>{old}</del> <ins>{new}</ins> people.</p>"


def test_a_space_of_another_kind_is_no_change() -> None:
    """Hard spaces come and go with the language's rules; nobody has written them."""
    _, changes = marked("<p>On 3\u00a0May the\u00a0law.</p>", "<p>On 3 May the law.</p>")
    assert not changes


def test_a_sign_is_marked_alone() -> None:
    """A full stop that becomes a comma leaves its word alone."""
    body, _ = marked("<p>The law. it says</p>", "<p>The law, it says</p>")
    assert body == "<p>The law<del>.</del><ins>,</ins> it says</p>"


def test_a_sentence_that_is_gone_or_new_leaves_no_space_behind() -> None:
    """Text without its marks reads as written."""
    assert marked("<p>One.</p>", "<p>One. Two three.</p>")[0] == "<p>One. <ins>Two three.</ins></p>"
    assert marked("<p>One. Two three.</p>", "<p>One.</p>")[0] == "<p>One. <del>Two three.</del></p>"


def test_markup_stays_and_marks_stand_inside() -> None:
    """A mark does not cross the edge of a link or of italics, and opens none twice."""
    old = '<p>See <a href="x">the old <em>site</em></a> or <b>670</b>.</p>'
    new = '<p>See <a href="x">the new <em>page</em></a> or <b>680</b>.</p>'
    body, _ = marked(old, new)
    tree = lxml.html.fromstring(body)
    assert len(tree.findall(".//a")) == len(tree.findall(".//b")) == 1
    assert body.endswith("<b><del>670</del> <ins>680</ins></b>.</p>")


def test_a_short_form_is_not_marked_where_it_is_spelled_out() -> None:
    """Which use comes first depends on what stands before; nobody has changed it."""
    abbr = '<abbr title="Commission of Inquiry">CoI</abbr>'
    body, changes = marked(
        f"<p>The Commission of Inquiry ({abbr}) met.</p>", f"<p>The {abbr} met.</p>"
    )
    assert not changes, body
    assert marked(f"<p>The {abbr} met.</p>", f"<p>The {abbr} sat.</p>")[1].insertions == 1
    for old, new in (
        (f"{abbr} (Commission of Inquiry) met.", f"{abbr} met."),
        (f"The {abbr}’s (Commission of Inquiry) work.", f"The {abbr}’s work."),
        (f"{abbr}s (Commission of Inquiry) work.", f"{abbr}s work."),
        (f"They ({abbr}, Commission of Inquiry) met.", f"They ({abbr}) met."),
        (f"The Commission of Inquiry ({abbr}) met.", f"The {abbr} met."),
    ):
        assert not marked(f"<p>{old}</p>", f"<p>{new}</p>")[1], old
        assert not marked(f"<p>{new}</p>", f"<p>{old}</p>")[1], new
    assert marked(f"<p>{abbr} (which met) sat.</p>", f"<p>{abbr} sat.</p>")[1]


# ---------------------------------------------------------------------------------------------
# Notes


def test_numbers_of_notes_are_not_marked() -> None:
    """A note that is put in renumbers the others, and is the only one that is marked."""
    old = f"<p>One.{note('First.')} Two.</p><p>Three.{note('Last.')}</p>"
    new = f"<p>One.{note('First.')} Two.{note('New.')}</p><p>Three.{note('Last.')}</p>"
    body, changes = marked(old, new)
    assert (changes.insertions, changes.deletions) == (1, 0)
    assert f"Two.\u2060<span><ins>New.</ins></span></p><p>Three.{note('Last.')}" in body.replace(
        "<span>Last", '<span class="footnote">Last'
    )


def test_a_word_in_a_note_is_marked_in_the_note() -> None:
    """The text that calls the note is as it was."""
    body, changes = marked(
        f"<p>One.{note('A report, p. 5.')} Two.</p>", f"<p>One.{note('A report, p. 6.')} Two.</p>"
    )
    assert "A report, p. <del>5</del> <ins>6</ins>." in body
    assert [(text.is_note, "One" in str(text.parts)) for text in changes.texts] == [(True, False)]


def test_a_note_that_is_gone_stands_in_the_text() -> None:
    """It is struck out in brackets where it was called: at the foot it would take a number."""
    old, new = page(f"<p>One.{note('Gone.')} Two.</p>"), page("<p>One. Two.</p>")
    html, _ = compare(old, new, ENGLISH, names=("a", "b"))
    assert "footnote" not in html.text
    assert "[note: Gone.]</del> Two." in html.text


# ---------------------------------------------------------------------------------------------
# Blocks


def test_an_item_is_marked_as_a_whole() -> None:
    """An item that is gone stays an item, struck out; one that is new is underlined."""
    body, _ = marked(
        "<ul><li>The first one</li><li>Some other text</li></ul>",
        "<ul><li>The first one</li><li>A third item here</li></ul>",
    )
    items = [item.strip() for item in re.findall(r"<li>(.*?)</li>", body)]
    assert items == [
        "The first one", "<del>Some other text</del>", "<ins>A third item here</ins>"
    ]  # fmt: skip


def test_a_table_is_marked_cell_by_cell() -> None:
    """One number is one mark in its cell, a row is marked as a row."""
    body, changes = marked(
        table("A B", "alpha 1", "beta 2"), table("A B", "alpha 1", "beta 3", "gamma 4")
    )
    assert "<tr><td>beta</td><td><del>2</del> <ins>3</ins></td></tr>" in body
    assert "<tr><td><ins>gamma</ins></td><td><ins>4</ins></td></tr>" in body
    assert changes.deletions == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (table("A B", "a 1", "b 2", "z 9"), table("A C B", "a 7 1", "b 8 2")),
        (table("A C B", "a 7 1", "b 8 2"), table("A B", "a 1", "n 3")),
    ],
)
def test_rows_stay_of_one_length_where_a_column_comes_or_goes(old: str, new: str) -> None:
    """A table whose rows differ in length would break PDF/UA."""
    tree = lxml.html.fromstring(f"<div>{marked(old, new)[0]}</div>")
    assert {len(row) for row in tree.iter("tr")} == {3}
    assert tree.findall(".//ins") or tree.findall(".//del")


def test_a_table_that_cannot_be_matched_is_shown_twice() -> None:
    """Cells that span columns are beyond comparing: old before new, both whole."""
    odd = '<table><tbody><tr><td colspan="2">wide</td></tr></tbody></table>'
    body, _ = marked(odd, odd.replace("wide", "broad"))
    assert [body.count(f"<{tag}>") for tag in ("table", "del", "ins")] == [2, 1, 1]


def test_a_heading_that_is_gone_is_in_no_outline() -> None:
    """It is printed as a paragraph, and what is changed is named as it is now."""
    html, _ = compare(
        page("<main><h2>Risk one</h2><p>Text a b c.</p><h2>Gone</h2><p>Never more.</p></main>"),
        page("<main><h2>Risk two</h2><p>Text a b c.</p></main>"),
        ENGLISH,
        names=("a", "b"),
    )
    tree = lxml.html.document_fromstring(html.text)
    assert [heading.get("data-label") for heading in tree.iter("h2")] == ["Risk two"]
    assert [p.text_content() for p in tree.find_class("was-h2")] == ["Gone"]


# ---------------------------------------------------------------------------------------------
# Sections

A = "<h2>Alpha</h2><p>A long text of the first section, which stays as it is.</p>"
B = "<h2>Beta</h2><p>Another text, about borders and the law.</p>"
C = "<h2>Gamma</h2><p>What nobody has said so far.</p>"


def test_a_section_that_moved_is_not_gone_and_new() -> None:
    """It is listed as moved, the shorter one of two that changed places, and only its words are
    marked.
    """
    _, changes = marked(f"<main>{A}{B}</main>", f"<main>{B.replace('law', 'treaty')}{A}</main>")
    assert [(one.title, one.after) for one in changes.sections_moved] == [("Beta", "")]
    assert (changes.insertions, changes.deletions) == (1, 1)


def test_a_moved_section_is_marked_where_it_stands_and_where_it_stood() -> None:
    """Each of its blocks stands beside dots; a line in its old place says where it went."""
    long = A.replace("which stays as it is", words(20))
    new = page(f"<main>{long}{C}{B}</main>")
    html, changes = compare(page(f"<main>{long}{B}{C}</main>"), new, ENGLISH, names=("a", "b"))
    main = lxml.html.document_fromstring(html.text).find(".//main")
    section = [one.text_content() for one in lxml.html.fromstring(f"<div>{C}</div>")]
    assert [one.text_content() for one in main.find_class("elsewhere")] == section
    said = [(one.getprevious().text_content(), one.text) for one in main.find_class("moved")]
    assert [one.title for one in changes.sections_moved] == ["Gamma"]
    assert said == [
        ("Gamma", "Moved; it now follows “Alpha”"),
        ("Another text, about borders and the law.", "“Gamma” moved: it now follows “Alpha”"),
    ]
    assert not main.findall(".//ins")


def test_a_section_that_left_the_first_place_says_so_there() -> None:
    """A section that moved to the front has none before it, nor has the one that stood there."""
    html, _ = compare(
        page(f"<main>{A}{B}</main>"), page(f"<main>{B}{A}</main>"), ENGLISH, names=("a", "b")
    )
    lines = [one.text for one in lxml.html.document_fromstring(html.text).find_class("moved")]
    assert lines == ["Moved; it now comes first", "“Beta” moved: it now comes first"]
    html, changes = compare(
        page(f"<main>{B}{A}</main>"), page(f"<main>{A}{B}</main>"), ENGLISH, names=("a", "b")
    )
    tree = lxml.html.document_fromstring(html.text)
    assert tree.find(".//main")[0].text == "“Beta” moved: it now follows “Alpha”"
    assert [one.after for one in changes.sections_moved] == ["Alpha"]


def test_what_stood_behind_a_moved_section_is_put_back_once() -> None:
    """A section that is gone stays in its place when the one before it moves away."""
    body, changes = marked(
        f"<main>{B}{C}{A}{A.replace('Alpha', 'Omega')}</main>",
        f"<main>{A}{B}{A.replace('Alpha', 'Omega')}</main>",
    )
    assert (changes.sections_removed, len(changes.sections_moved)) == (("Gamma",), 1)
    assert body.count("<del>Gamma</del>") == 1
    assert body.index("“Beta” moved") < body.index("Gamma") < body.index("<h2>Alpha")


def test_sections_that_come_and_go_are_listed() -> None:
    """And what is gone stands where it stood."""
    body, changes = marked(f"<main>{A}{B}</main>", f"<main>{A}{C}</main>")
    assert (changes.sections_added, changes.sections_removed) == (("Gamma",), ("Beta",))
    assert body.index("Alpha") < body.index("<del>Beta") < body.index("<ins>Gamma")


def test_a_heading_put_in_marks_nothing_below_it() -> None:
    """The text under a new heading is that which stood there before."""
    long = "<h2>Alpha</h2>" + "".join(f"<p>{words(12, n)}</p>" for n in range(4))
    third = f"<p>{words(12, 2)}</p>"
    body, changes = marked(
        f"<main>{long}</main>", f"<main>{long.replace(third, f'<h2>New</h2>{third}')}</main>"
    )
    assert (changes.insertions, changes.deletions, changes.passages_moved) == (1, 0, ())
    assert "<h2><ins>New</ins></h2>" in body


def test_a_paragraph_that_moved_says_so() -> None:
    """It is not struck out and underlined, and not passed over in silence."""
    paragraphs = [f"<p>{words(12, n)}</p>" for n in range(5)]
    moved = [*paragraphs[1:], paragraphs[0]]
    _, changes = marked(
        f"<main><h2>A</h2>{''.join(paragraphs)}</main>", f"<main><h2>A</h2>{''.join(moved)}</main>"
    )
    assert [one.after for one in changes.passages_moved] == ["A"]
    assert words(12).startswith(changes.passages_moved[0].title.rstrip(" …"))
    assert changes.insertions == changes.deletions == 0


# ---------------------------------------------------------------------------------------------
# What the box says


def test_the_box_names_what_it_does_not_list() -> None:
    """A part of the page in which something else than a fact has changed, once, in order."""
    old = (
        '<p class="standfirst">Two lines.</p><main><h2>Alpha</h2><p>A text of 670 people.</p>'
        '<aside class="timeline"><h2>In dates</h2><ol><li>A day</li><li>A night</li></ol></aside>'
        f"<h2>Beta</h2><p>It stays.{note('First.')}</p><p>More than 670 here.</p>"
        f"<div class='table'>{table('A B', 'x 1')}</div></main>"
    )
    caption = '<caption><span class="label">Table\xa01.</span> Two</caption>'
    old = old.replace("<thead>", f"{caption}<thead>")
    facts = [Change("n", "people", "more than 670", "more than 680")]

    def others(*changes: tuple[str, str]) -> tuple[str, ...]:
        new = old
        for one, other in changes:
            assert one in new
            new = new.replace(one, other)
        return compare(page(old), page(new), ENGLISH, names=("a", "b"), facts=facts)[1].others

    assert others(("670", "680")) == ()
    assert others(("670", "690")) == ("text under “Alpha”", "text under “Beta”")
    assert others(("Two lines", "Three lines"), ("A day", "A year"), ("A night", "An hour")) == (
        "standfirst", "timeline"
    )  # fmt: skip
    assert others(("First.", "Second.")) == ("notes",)
    assert others((note("First."), "")) == ("notes",)
    assert others(("<td>1</td>", "<td>2</td>"), ("670", "680")) == ("Table 1",)
    assert others((caption, ""), ("<td>1</td>", "<td>2</td>")) == ("text under “Beta”",)


def test_a_part_is_called_by_the_name_of_its_block() -> None:
    """An element of the class `quote` or `key-messages` is what the language calls that part."""
    parts = {**ENGLISH.parts, "quotes": "quotation"}
    none = {name: part for name, part in ENGLISH.parts.items() if name != "quotes"}
    old = page(
        '<main><h2>One</h2><p>It stays.</p><div class="wide quote"><p>A word.</p></div>'
        '<aside class="key-messages"><p>Act.</p></aside></main>'
    )
    new = replace(old, text=old.text.replace("A word", "A term").replace("Act", "Wait"))
    for known, expected in (
        (parts, ("quotation", "key messages")),
        (none, ("text under “One”", "key messages")),
    ):
        language = replace(ENGLISH, parts=known)
        assert compare(old, new, language, names=("a", "b"))[1].others == expected


def test_the_only_one_of_a_part_is_found_under_another_heading() -> None:
    """A single box that moved is a passage that moved; of two boxes neither is the only one."""
    box = '<aside class="box"><p>The law.</p></aside>'
    old = page(f"<main><h2>One</h2><p>A.</p>{box}<h2>Two</h2><p>B.</p><p>C.</p></main>")
    new = page(f"<main><h2>One</h2><p>A.</p><h2>Two</h2><p>B.</p>{box}<p>C.</p></main>")
    changes = compare(old, new, ENGLISH, names=("a", "b"))[1]
    assert [one.title for one in changes.passages_moved] == ["The law."]
    assert not changes.texts


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("A, 2020; B, 2021; C", "C; A, 2020; B, 2021", "C; A, 2020; B, 2021"),
        ("A, 2020; B; C", "C; A, 2020", "C; <del>B;</del> A, 2020"),
        ("A; B", "B; A; C", "B; A<ins>; C</ins>"),
        ("A; B", "A; C", "A; <del>B</del> <ins>C</ins>"),
    ],
)
def test_the_order_of_sources_is_no_change(old: str, new: str, expected: str) -> None:
    """A line of sources is a set of names: what is new or gone is marked, not what moved."""
    line = '<aside><p class="source">Sources: {}</p></aside>'
    body, _ = marked(line.format(old), line.format(new))
    assert body == f"<aside><p>Sources: {expected}</p></aside>"


# ---------------------------------------------------------------------------------------------
# Pictures


FIGURE = (
    '<figure><figcaption><span class="label">Figure 1.</span> One</figcaption>'
    '<img src="charts/c.svg" alt="{}"></figure>'
)


def test_a_chart_that_changed_is_shown_before_and_after() -> None:
    """Each with its caption and its own description; the old one under another name."""
    old = page(FIGURE.format("Three bars"), {"charts/c.svg": b"<svg>3</svg>"})
    new = page(FIGURE.format("Four bars"), {"charts/c.svg": b"<svg/>"})
    html, changes = compare(old, new, ENGLISH, names=("a", "b"))
    pictures = lxml.html.document_fromstring(html.text).findall(".//figure/img")
    assert [(it.get("src"), it.get("alt")) for it in pictures] == [
        (f"{BEFORE}charts/c.svg", "Three bars"), ("charts/c.svg", "Four bars")
    ]  # fmt: skip
    assert html.assets == {"charts/c.svg": b"<svg/>", f"{BEFORE}charts/c.svg": b"<svg>3</svg>"}
    assert changes.pictures == ("Figure 1. One",)


def test_the_rows_that_changed_stand_below_a_chart() -> None:
    """The values of a bar, old and new, can be read; of many rows those of the first ones."""
    old = page(FIGURE.format("It"), {"charts/c.svg": b"<svg>3</svg>"})
    new = page(FIGURE.format("It"), {"charts/c.svg": b"<svg/>"})

    def rows(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
        both = [
            {"charts/c.svg": {name: (said, said) for name, said in one.items()}}
            for one in (before, after)
        ]
        html, _ = compare(old, new, ENGLISH, names=("a", "b"), rows=(both[0], both[1]))
        tree = lxml.html.document_fromstring(html.text)
        return [one.text_content() for one in tree.find_class("rows")]

    assert rows({"2023": "40", "2024": "60"}, {"2023": "40", "2024": "about 110", "2025": "7"}) == [
        "2024: 60 → about 110; 2025: – → 7"
    ]
    assert rows({"2023": "40"}, {}) == ["2023: 40 → –"]
    assert rows({"2023": "40"}, {"2023": "40"}) == []  # it was drawn in another way
    silent = ({"charts/c.svg": {"A": ("b", "b, 1")}}, {"charts/c.svg": {"A": ("b", "b, 2")}})
    html, _ = compare(old, new, ENGLISH, names=("a", "b"), rows=silent)
    assert "A: b, 1 → b, 2" in html.text  # the chart prints no number, and is another one
    many = rows({}, {str(n): "1" for n in range(20)})
    assert many[0].count("→") == 8
    assert many[0].endswith("; …")


def test_a_description_that_changed_is_printed() -> None:
    """Nobody sees it on paper, and a chart that looks the same is not shown twice."""
    pages = [
        page(FIGURE.format(alt), {"charts/c.svg": f"<svg><desc>{alt}</desc></svg>".encode()})
        for alt in ("Three bars", "Four bars")
    ]
    html, changes = compare(pages[0], pages[1], ENGLISH, names=("a", "b"))
    assert "<del data-said" in html.text
    assert (html.text.count("<img"), changes.pictures, changes.insertions) == (1, (), 1)


# ---------------------------------------------------------------------------------------------
# Whatever is written


def test_dropping_the_marks_gives_both_pages_back() -> None:
    """Without what is struck out it is the new text; without what is underlined, all of the old.

    A hundred pages at random, each changed at random; and no mark stands between blocks.
    """
    chance = random.Random(7)
    changed = 0
    for _ in range(100):
        old = _some_sections(chance)
        new = _some_change(chance, old)
        html, changes = compare(page(_join(old)), page(_join(new)), ENGLISH, names=("a", "b"))
        changed += bool(changes)
        tree = lxml.html.document_fromstring(html.text)
        for moved in tree.find_class("moved"):
            moved.drop_tree()
        for mark in tree.iter("ins", "del"):
            assert mark.getparent().tag not in ("body", "main", "ol", "table", "tbody", "tr", "ul")
            assert not [one for one in mark.iterdescendants() if one.tag in ("p", "li", "td")]
        assert _bare(tree, "del") == _bare(lxml.html.document_fromstring(page(_join(new)).text))
        before = lxml.html.document_fromstring(page(_join(old)).text)
        assert sorted(_bare(tree, "ins")) == sorted(_bare(before))
    assert changed > 50


def _bare(tree: Any, without: str = "") -> str:
    """The letters of a page, without the elements *without*; notes that are gone without frame."""
    copy = lxml.html.document_fromstring(lxml.html.tostring(tree, encoding="unicode"))
    for gone in [*copy.iter(without)] if without else ():
        gone.drop_tree()
    text = re.sub(r"\s*\[note: ([^\]]*)\]", r"\1", copy.find("body").text_content())
    return re.sub(r"[\s\u2060]", "", text)


def _some_sections(chance: random.Random) -> list[list[str]]:
    return [
        [f"<h2>{_some(chance, 2)}</h2>", *(_some_block(chance) for _ in range(3))]
        for _ in range(chance.randint(1, 4))
    ]


def _join(sections: list[list[str]]) -> str:
    return f"<main>{''.join(''.join(section) for section in sections)}</main>"


def _some(chance: random.Random, number: int) -> str:
    stock = ["the", "of", "vote", "670", "10,000", "China,", "law.", "(CoI)", "3\u00a0May"]
    stock += ["<em>very x</em>", '<a href="h">a <b>link</b></a>', f"so{note('Some note 5.')}"]
    return " ".join(chance.choice(stock) for _ in range(number))


def _some_block(chance: random.Random) -> str:
    text = _some(chance, chance.randint(3, 14))
    return chance.choice([
        f"<p>{text}</p>",
        f"<p>{text}</p>",
        f"<ul><li>{text}<ol><li>{_some(chance, 3)}</li></ol></li><li>{_some(chance, 4)}</li></ul>",
        f"<blockquote><p>{text}</p><p>{_some(chance, 4)}</p></blockquote>",
        table("A B", "x 1", f"{chance.choice('yz')} 2"),
    ])  # fmt: skip


def _some_change(chance: random.Random, old: list[list[str]]) -> list[list[str]]:
    new = [[*section] for section in old]
    for _ in range(chance.randint(0, 4)):
        section = chance.choice(new)
        at = chance.randrange(1, len(section) + 1)
        what = chance.randrange(4)
        if what == 0:
            section.insert(at, _some_block(chance))
        elif what == 1 and len(section) > 2:
            del section[at - 1 or 1]
        elif what == 2:
            chance.shuffle(new)
        else:
            words = section[-1].split(" ")
            plain = [n for n, word in enumerate(words) if word.isalnum()]
            if plain:
                words[chance.choice(plain)] = "changed"
                section[-1] = " ".join(words)
    return new


# ---------------------------------------------------------------------------------------------
# On paper


@dataclass(frozen=True)
class Redline:
    """A brief that was changed, and the redline of it."""

    house: Path
    file: Path
    comparison: Comparison

    @property
    def changes(self) -> Changes:
        """The changes."""
        assert self.comparison.changes is not None
        return self.comparison.changes


def redline(house: Path, slug: str, change: Callable[[Path], None]) -> Redline:
    """Change a brief of *house*, and compare it with what it was."""
    folder = house / "content" / slug
    old = read_sources(house / "content", slug, Problems())
    change(folder)
    comparison = diff(house, slug, OldBrief(old, EDITION), PrintsOnce(), Ledger())
    errors = [str(one) for one in comparison.problems if one.severity == "error"]
    assert comparison.redline is not None, errors
    return Redline(house, house / comparison.redline.file, comparison)


def write(folder: Path, prose: str) -> None:
    """Write a brief anew."""
    (folder / "brief.md").write_text(prose, "utf-8")


def put(file: Path, *changes: tuple[str, str]) -> None:
    """Write something else into a file, all of which stands there."""
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def change_dprk(folder: Path) -> None:
    """A word, a number, a fact, an item more, an item less, a cell, an action, a section moved,
    a chart.
    """
    put(
        folder / "brief.yaml",
        ("value: 670", "value: 680"), ("all those", "each of those"),
        ("  - date: 2024-07-16\n    event: OHCHR reports on forced labour.\n"
         "    source: ohchr-2024\n", ""),
        ("  - date: 2024-10\n", "  - date: 2024-09-01\n    event: A new item stands here.\n"
         "    source: rbi-dprk\n  - date: 2024-10\n"),
    )  # fmt: skip
    put(folder / "returns.csv", ("2023-09-18,40", "2023-09-18,90"), (",60,", ",110,"))
    put(folder / "votes.csv", ("Open briefing on", "Open debate on"))
    put(
        folder / "brief.md",
        ("dominated international attention", "dominated diplomatic attention"),
        ("In February 2014", "In February 2015"),
    )
    prose = (folder / "brief.md").read_text("utf-8")
    parts = re.split(r"(?=^## )", prose, flags=re.MULTILINE)
    risk = next(part for part in parts if part.startswith("## Risk"))
    parts.remove(risk)
    parts.insert(-2, risk)
    (folder / "brief.md").write_text("".join(parts), "utf-8")


@pytest.fixture(scope="module")
def dprk() -> Redline:
    """The real brief on the DPRK, with every kind of change."""
    house = new_house(temporary("redline-dprk"), content=True)
    return redline(house, "dprk", change_dprk)


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Redline]:
    """A brief in French that holds everything, one that was written anew, one with citations by
    author and date, one with another template.
    """
    made = {}
    house = new_house(tmp_path_factory.mktemp("redlines"))
    add_everything(house, "tout")

    def change_everything(folder: Path) -> None:
        put(folder / "brief.yaml", ("Deux lignes", "Trois lignes"), ("Un vote", "Ce vote"))
        added = "## Une section\n\nTout est neuf, [là](https://example.org/neuf).[^neuf]"
        put(
            folder / "brief.md",
            ("## Le deuxième", f"{added}\n\n[^neuf]: Une note.\n\n## Le deuxième"),
            ("> Une citation en retrait, qui compte plusieurs mots.\n\n", ""),
        )
        put(folder / "drawing.svg", ("/>", ' opacity="1"/>'))

    made["tout"] = redline(house, "tout", change_everything)
    text = "\n\n".join(f"{words(60, n)}[@s]" for n in range(20))
    parts = "### Sub\n\n1. one item\n2. two items\n\n| a | b |\n|-|-|\n| x | 1 |\n"
    source = {"s": {"type": "report", "title": "A report"}}
    add_brief(house, "anew", f"## One\n\n{text}\n\n{parts}", sources=source)
    made["anew"] = redline(house, "anew", lambda at: write(at, "## Two\n\nAll new.[@s]\n"))
    add_brief(house, "paper", "## One\n\nIt stays.\n\nIt changes.\n", key_messages=["A message."])

    def change_template(folder: Path) -> None:
        fields = json.loads((folder / "brief.yaml").read_text("utf-8"))
        fields |= {"template": "statement", "title": "Another title altogether"}
        (folder / "brief.yaml").write_text(json.dumps(fields))

    made["paper"] = redline(house, "paper", change_template)
    blocks = (
        "> A quotation.\n\n- one\n- two\n\n| a | b |\n|-|-|\n| x | 1 |\n\n### Sub\n\n"
        "{{ timeline }}\n\n{{ boxes.it }}\n\n{{ tables.it }}\n\n{{ recommendations }}\n"
    )
    add_brief(
        house, "moved", f"## One\n\n{words(300)}\n\n## Two\n\n{words(9)}\n\n{blocks}",
        timeline=[{"date": "2020", "event": "A year"}], boxes={"it": {"text": "Apart."}},
        tables={"it": {"columns": ["a", "b"], "rows": [["x", "1"]], "caption": "A table"}},
        recommendations=[{"to": "All", "actions": ["Act."]}],
    )  # fmt: skip

    def change_places(folder: Path) -> None:
        one, two = (folder / "brief.md").read_text("utf-8").split("## Two")
        write(folder, f"## Two{two}\n{one}")

    made["moved"] = redline(house, "moved", change_places)
    put(house / "content/institute.yaml", ("chicago-notes-bibliography", "apa"))
    sources = {
        key: {"type": "book", "title": key, "author": [{"family": key}], "issued": "2020"}
        for key in ("roy", "ott")
    }
    add_brief(house, "dated", "## One\n\nA text.[@roy] More.[@ott, p. 3]\n", sources=sources)
    made["dated"] = redline(
        house, "dated", lambda at: put(at / "brief.md", ("[@roy]", ""), ("p. 3", "p. 4"))
    )
    return made


def test_the_box_lists_what_changed(dprk: Redline) -> None:
    """A fact once, however often it is printed; the section that moved; the chart."""
    changes = dprk.changes
    assert [(one.old, one.new) for one in changes.facts] == [
        ("more than 670", "more than 680"), ("40", "90"), ("about 60", "about 110")
    ]  # fmt: skip
    assert [one.title for one in changes.sections_moved] == ["Risk"]
    assert (changes.sections_added, changes.sections_removed) == ((), ())
    assert [one[:9] for one in changes.pictures] == ["Figure 1."]
    box = " ".join(tag.text for tag in tags(dprk.file).all("Sect")[:1])
    said = " ".join(box.split())
    for one in ("Edition 2", "more than 670", "more than 680", "Figure 1."):
        assert one in said
    assert "“Risk”, now follows “Recent developments”" in said
    assert changes.others == (
        "text under “Background”", "Table 1", "timeline", "text under “Analysis”", "recommendations"
    )  # fmt: skip
    assert ", ".join(changes.others).removeprefix("t") in said  # `Text`, to begin with
    assert "a dotted one beside what has moved" in said


def test_the_data_of_a_chart_is_compared(dprk: Redline) -> None:
    """Below it stands what changed, and no comma of an empty cell; the language writes a day."""
    text = " ".join(tags(dprk.file).text.split())
    assert "18 Sept 2023: 40 → 90; 26 Apr 2024: 60, about → 110, about" in text


def test_every_change_is_on_paper(dprk: Redline) -> None:
    """Each pair once for each place in which it is printed."""
    spans = [tag for tag in tags(dprk.file) if "TextDecorationType" in tag.entries]
    gone, come = (
        [" ".join(tag.text.split()) for tag in spans if tag.entries["TextDecorationType"] == line]
        for line in ("/LineThrough", "/Underline")
    )
    assert gone.count("670") == come.count("680") == 2  # the key message and the text
    assert gone.count("670+") == come.count("680+") == 1
    for old, new in (("2014", "2015"), ("international", "diplomatic"), ("briefing", "debate")):
        assert (gone.count(old), come.count(new)) == (1, 1)
    assert "OHCHR reports on forced labour." in gone
    assert "A new item stands here." in come


def test_a_listener_hears_what_changed(dprk: Redline) -> None:
    """Inserted and deleted text are spans that say so, in front of what they say."""
    said = [tag.entries["Alt"] for tag in tags(dprk.file).all("Span") if "Alt" in tag.entries]
    assert said.count("deleted: 670") == said.count("inserted: 680") == 2
    spans = [tag for tag in tags(dprk.file) if "TextDecorationType" in tag.entries]
    assert {tag.kind for tag in spans} == {"Span"}
    assert not [tag for tag in spans if tag.all("Link", "Note", "Figure")]


@pytest.mark.deep
def test_a_listener_hears_where_a_long_change_ends(others: dict[str, Redline]) -> None:
    """A text of several lines is announced once, read as it is, and said to be over."""
    spans = [
        tag for tag in tags(others["anew"].file)
        if tag.entries.get("TextDecorationType") == "/LineThrough"
    ]  # fmt: skip
    first = next(n for n, tag in enumerate(spans) if tag.text.startswith("Rights border"))
    said = [spans[n].entries.get("Alt", "") for n in range(first, first + 5)]
    assert said[0].startswith("deleted: Rights border")
    assert said[1:4] == ["", "", ""]
    assert any(tag.entries.get("Alt", "").endswith("End of deletion.") for tag in spans)


def test_a_chart_is_there_before_and_after(dprk: Redline) -> None:
    """Two figures, each with its caption and its description."""
    figures = tags(dprk.file).all("Figure")
    assert [figure.all("Caption")[0].text.strip().upper() for figure in figures] == [
        "BEFORE", "AFTER"
    ]  # fmt: skip
    assert all("Bar chart" in figure.entries["Alt"] for figure in figures)


def test_the_foot_says_what_is_compared(dprk: Redline) -> None:
    """On every page; and the PDF is called a redline, and is no edition."""
    with pypdfium2.PdfDocument(dprk.file) as document:
        pages = [leaf.get_textpage().get_text_bounded().replace("\u00a0", " ") for leaf in document]
    assert len(pages) > 2
    assert all("Redline: edition 2, 26 November 2024 → draft " in text for text in pages)
    with pikepdf.open(dprk.file) as pdf:
        assert str(pdf.docinfo.Title).startswith("Redline: Abuses continue")
        assert not pdf.attachments
    assert not [line for line in dprk.comparison.problems if "budget" in line.message]


def test_nothing_is_cut_off(dprk: Redline, others: dict[str, Redline]) -> None:
    """The press says nothing of a page on which something runs over."""
    for one in (dprk, *others.values()):
        assert not one.comparison.problems.errors


def test_one_mark_is_in_the_margin(dprk: Redline) -> None:
    """A bar of the accent stands at the start of the page, outside of the text, by each change."""
    assert all(_bars(dprk.file))


def _bars(file: Path) -> Iterator[int]:
    """How many points of a bar stand in the margin of each page, between 12 and 17 mm."""
    with pypdfium2.PdfDocument(file) as document:
        for leaf in document:
            scale = 3
            picture = leaf.render(scale=scale).to_pil().convert("RGB")
            left, right = (int(mm * 72 / 25.4 * scale) for mm in (12, 17))
            strip = picture.crop((left, 0, right, picture.height))
            yield sum(
                number for number, (red, _, blue) in strip.getcolors(1 << 24) or ()
                if red > 120 > blue
            )  # fmt: skip


@pytest.mark.java
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_every_redline_conforms(dprk: Redline, others: dict[str, Redline], flavour: Any) -> None:
    """PDF/A-3a and PDF/UA-1, whatever changed, in any language and template."""
    files = [dprk.file, *(one.file for one in others.values())]
    broken = {file.name: rules for file, rules in verapdf(files, flavour).items() if rules}
    assert broken == {}


def test_every_block_that_moved_stands_beside_dots(others: dict[str, Redline]) -> None:
    """Lists, tables, boxes as well as paragraphs; where a bar is, it is broken."""
    assert [one.title for one in others["moved"].changes.sections_moved] == ["Two"]
    with pypdfium2.PdfDocument(others["moved"].file) as document:
        picture = document[0].render(scale=6).to_pil().convert("RGB")
    left, right = (int(mm * 72 / 25.4 * 6) for mm in (13, 15.5))
    strip = picture.crop((left, 0, right, picture.height))
    red = [
        any(r > 120 > b for r, _, b in (strip.getpixel((x, y)) for x in range(strip.width)))
        for y in range(strip.height)
    ]
    dots = sum(one and not other for one, other in pairwise(red))
    assert dots > 60  # thirteen blocks, of two lines each


def test_another_language_and_another_style(others: dict[str, Redline]) -> None:
    """Words of the redline itself are French; author and date in the text are text."""
    text = tags(others["tout"].file).text
    assert "CE QUI A CHANGÉ" in text
    assert others["tout"].changes.sections_added == ("Une section",)
    assert "un trait pointillé ce qui a été déplacé" in " ".join(text.split())
    parts = [part for text in others["dated"].changes.texts for part in text.parts]
    assert ("-", "(roy, 2020)") in parts
    assert ("-", "3") in parts
    assert ("+", "4") in parts


# ---------------------------------------------------------------------------------------------
# The command


@pytest.fixture(scope="module")
def published() -> Path:
    """A house with a published brief, which was changed since."""
    house = new_house(temporary("redline-published"))
    add_brief(house, "it", "## One\n\nA word and 670 people.\n", facts={"n": {"value": 5}})
    done = run("publish", "it", "--note", "First", "--date", "2024-11-26", house=house)
    assert done.returncode == 0, done.stderr
    return house


def test_nothing_changed_prints_nothing(published: Path) -> None:
    """It says so, and that is no error."""
    done = run("diff", "it", house=published)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "no word changed since edition 1, 26 November 2024; templates and styles are not compared\n"
    )
    assert not (published / "output/it.diff.pdf").exists()


def test_it_compares_with_an_edition_or_a_pdf(published: Path, tmp_path: Path) -> None:
    """The last edition, one by its number, one by its file, a copy; the good PDF stays."""
    house = new_house(tmp_path / "house")
    for name in ("content", "editions", "output"):
        shutil.copytree(published / name, house / name, dirs_exist_ok=True)
    put(house / "content/it/brief.md", ("A word", "A phrase"), ("670", "680"))
    good = (house / "output/it.pdf").read_bytes()
    copy = tmp_path / "handout.pdf"
    copy.write_bytes((house / "editions/it/1/it.pdf").read_bytes())
    for since in ((), ("--since", 1), ("--since", "editions/it/1/it.pdf"), ("--since", copy)):
        done = run("diff", "it", *since, "--text", house=house)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("edition 1, 26 November 2024 → draft ")
        assert "  also changed      text under “One”\n" in done.stdout
        assert "A [-word-] {+phrase+} and [-670-] {+680+} people." in done.stdout
    assert not (house / "output/it.diff.pdf").exists()
    done = run("diff", "it", house=house)
    assert "output/it.diff.pdf  1 page" in done.stdout
    assert (house / "output/it.pdf").read_bytes() == good
    said = json.loads(run("diff", "it", "--format", "json", house=house).stdout)
    assert (said["changed"], said["file"]) == (True, "output/it.diff.pdf")
    assert (said["insertions"], said["deletions"]) == (2, 2)
    assert said["others"] == ["text under “One”"]
    assert {"inserted": "phrase "} in said["texts"][0]["parts"]


def test_it_says_what_there_is_to_compare_with(published: Path) -> None:
    """An edition that is not there, a PDF without content, a brief that nobody published."""
    for since, message in (
        ("7", "content/it: error: no edition 7\n  hint: published: 1"),
        ("nope.pdf", "nope.pdf: error: cannot be read"),
    ):
        done = run("diff", "it", "--since", since, house=published)
        assert done.returncode == 1
        assert message in done.stderr
    add_brief(published, "young", "## One\n\nText.\n")
    done = run("diff", "young", house=published)
    assert done.returncode == 1
    assert "it was never published" in done.stderr
    done = run("diff", "young", "--since", "editions/it/1/it.pdf", house=published)
    assert done.returncode == 1
    assert "this is the brief `it`" in done.stderr


# ---------------------------------------------------------------------------------------------
# What has not changed

LONG = f"<p>{words(80)}</p>"


def left_out(body: str) -> str:
    """Give the body of a marked page from which what has not changed is left out."""
    html = leave_out_unchanged(page(f"<main>{body}</main>"), ENGLISH)
    return html.text.partition("<main>")[2].partition("</main>")[0]


def test_what_has_not_changed_is_counted() -> None:
    """Headings stay, and so does what stands between changes and is short."""
    figure = (
        '<figure id="figures-map"><span class="label">Figure 2.</span><img src="a.svg"></figure>'
    )
    timeline = '<div class="timeline"><p>2014</p></div>'
    changed = "<p>It <ins>is</ins> so.</p>"
    found = left_out(
        f"<h2>One</h2>{LONG}{LONG}{figure}{timeline}<h2>Two</h2>{changed}<p>Short.</p>"
    )
    line = "Unchanged, not shown: paragraphs (2), Figure 2, timeline"
    anchor = '<span id="figures-map"></span>'
    assert re.sub(r"\n", "", found) == (
        f'<h2>One</h2><p class="unchanged">{line}{anchor}</p><h2>Two</h2>{changed}<p>Short.</p>'
    )


@pytest.mark.parametrize("name", ["changed", "elsewhere", "imprint"])
def test_what_has_changed_or_says_which_copy_it_is_stays(name: str) -> None:
    """A block that moved, a row that is new, the imprint."""
    body = f'<div class="{name}">{LONG}</div>'
    assert left_out(body) == body


def test_notes_keep_their_numbers() -> None:
    """Those that are left out are counted."""
    long_with_notes = LONG.replace("</p>", f"{note('a')}{note('b')}</p>")
    assert 'style="counter-increment: footnote 2"' in left_out(long_with_notes)


def test_a_passage_that_moved_is_called_by_its_first_sentence() -> None:
    """Whole, and not by its first sixty letters."""
    sentence = f"The inquiry of {words(12)} was over"
    passage = f"<p>{sentence}. Then {words(20)}.</p>"
    _, changes = marked(
        f"<main><h2>One</h2>{passage}{LONG}<h2>Two</h2><p>Text.</p></main>",
        f"<main><h2>One</h2>{LONG}<h2>Two</h2><p>Text.</p>{passage}</main>",
    )
    assert [one.title for one in changes.passages_moved] == [f"{sentence}."]
