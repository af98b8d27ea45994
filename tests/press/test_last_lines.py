"""Tests of last_lines.py: no line gapes above a last one of two words, and no line is added."""

from collections import defaultdict
from pathlib import Path

import pytest
from support.printed import new_house, words
from support.printed_pages import proof_of

from briefpress.checks.evidence.text_lines import flow_lines
from briefpress.model.geometry import Layout
from briefpress.press import last_lines

ENDS = ("notwithstanding", "correspondence", "neighbourhood", "inaccessible")
NUMBER = 24
"""Paragraphs, of which some end with a line of two words below a gap."""


def _print(house: Path, title: str) -> Layout:
    texts = [f"{words(33 + n, n, 99)[:-1]} of {ENDS[n % 4]}.[^{n}]" for n in range(NUMBER)]
    notes = [f"[^{n}]: Note {n:02}." for n in range(NUMBER)]
    return proof_of(house, "\n\n".join([*texts, *notes]), title=title).pdf.layout


def _widths(layout: Layout) -> list[list[float]]:
    """How wide each line of each paragraph of the text is."""
    widths: dict[int, list[float]] = defaultdict(list)
    for page in layout.pages:
        for line in flow_lines(page):
            if page.areas[line.area].tag == "p":
                width = line.pieces[-1].right - line.pieces[0].x
                widths[page.areas[line.area].element].append(width)
    return [*widths.values()]


def test_without_the_patch_a_line_gapes_above_words_that_are_tied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With it each paragraph has as many lines, and the shortest of them is longer; the others are
    as they were. Each note stands once, in its order.
    """
    house = new_house(tmp_path / "house")
    layout = _print(house, "With the patch")
    monkeypatch.setattr(last_lines, "_gapes", lambda *_: False)
    before, after = _widths(_print(house, "Without the patch, as WeasyPrint")), _widths(layout)
    assert [*map(len, before)] == [*map(len, after)]
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert changed
    for one, other in changed:
        assert min(one[:-1]) < min(other[:-1]) and one[-2] < other[-2]
    notes = [layout.texts[note] for page in layout.pages for note in page.notes]
    assert [note.split()[-1] for note in notes] == [f"{n:02}." for n in range(NUMBER)]
