"""Tests of footnote_area.py: a note stands on the page that calls it."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.depth import few
from support.printed import new_house, pdf_of, print_brief, save, tags, with_one_column, words
from support.printed_pages import proof_of

from briefpress.press.weasyprint_patches import load
from briefpress.workflows.build import Outcome

SOURCES = {
    f"s{n}": {
        "type": "report", "title": f"Report number {n} on a subject", "issued": "2024",
        "URL": f"https://example.org/{n}",
    }
    for n in range(12)
}  # fmt: skip


def _prose(before: int) -> str:
    """Text with a dozen notes and boxes that do not break, *before* words down the first page."""
    parts = ["## A heading", words(before)]
    for n in range(4):
        calls = [f"{words(20 + n * 3 + k, n + k)}[@s{3 * n + k}]" for k in range(3)]
        parts += [" ".join(calls) + f" End{n}.", f"{{{{ boxes.b{n} }}}}"]
    return "\n\n".join([*parts, words(60)])


LENGTHS = (348, 306)
"""Words above the notes: first one with which WeasyPrint alone parts a note."""


def _print_each(folder: Path, template: str) -> Iterator[Outcome]:
    """Print that brief with each length of the text above its notes."""
    house = with_one_column(new_house(folder / "house"))
    boxes = {f"b{n}": words(60, n) + f" Box{n}." for n in range(4)}
    for length in LENGTHS:
        fields: dict[str, Any] = {"sources": SOURCES, "boxes": boxes, "template": template}
        yield print_brief(house, _prose(length), **fields)


@pytest.mark.long
@pytest.mark.parametrize("template", few(["policy-brief", "statement"]))
def test_a_note_never_leaves_the_page_that_calls_it(tmp_path: Path, template: str) -> None:
    """However long the text above is, notes and blocks below do not part a note from its call."""
    parted = []
    for number, outcome in enumerate(_print_each(tmp_path, template)):
        tree = tags(save(pdf_of(outcome), tmp_path, f"{number}.pdf"))
        calls = {tag.text.strip(", "): tag.page for tag in tree.all("Reference")}
        notes = {tag.all("Lbl")[0].text.strip(): tag.page for tag in tree.all("Note")}
        assert len(calls) == len(SOURCES)
        if calls != notes:
            parted.append(number)
        assert [n for n in range(4) if f"End{n}." not in tree.text] == []
        assert [n for n in range(4) if f"Box{n}." not in tree.text] == []
    assert parted == []


@pytest.mark.long
def test_without_the_patch_a_note_leaves_the_page_that_calls_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone parts a note from its call, with the first of these lengths."""
    load()
    from weasyprint.layout import block

    monkeypatch.setattr(block, "_linebox_layout", inspect.unwrap(block._linebox_layout))
    outcomes = _print_each(tmp_path, "statement")
    checks = ({problem.check for problem in one.problems} for one in outcomes)
    assert any("note-apart" in names for names in checks)


@pytest.mark.long
def test_a_note_longer_than_its_page_is_no_silent_loss(tmp_path: Path) -> None:
    """A note that no page can hold is an error that shows where it is cut off."""
    long = " ".join(words(40, n) for n in range(60))
    prose = f"## A\n\nA call.[^n] And on.\n\n[^n]: {long}\n"
    outcome = print_brief(new_house(tmp_path / "house"), prose)
    assert outcome.problems.errors
    assert any("runs over the edge, on page" in str(problem) for problem in outcome.problems)


@pytest.mark.long
def test_the_number_of_a_note_stands_where_its_text_begins(tmp_path: Path) -> None:
    """On an Arabic page on the right, whichever way the note is read."""
    prose = "جملة.[^1] وجملة أخرى.[^2]\n\n[^1]: A report of a court.\n[^2]: تقرير.\n"
    (page,) = proof_of(new_house(tmp_path / "house"), prose, language="ar").pdf.layout.pages
    notes = [one for one in page.pieces if "@footnote" in page.areas[one.area].path]
    latin = next(one for one in notes if one.text.startswith("A report"))
    arabic = next(one for one in notes if one.text.startswith("تقرير"))
    markers = [one for one in page.pieces if "footnote-marker" in page.areas[one.area].path]
    first, second = (next(one for one in markers if one.text == number) for number in "12")
    assert 0 < first.x - latin.right < 15
    assert 0 < second.x - arabic.right < 15
