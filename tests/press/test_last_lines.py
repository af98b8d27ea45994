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
    texts = [
        f"## Section {n}\n\n{words(33 + n, n, 99)[:-1]} of {ENDS[n % 4]}.[^{n}]"
        for n in range(NUMBER)
    ]
    notes = [f"[^{n}]: Note {n:02}." for n in range(NUMBER)]
    return proof_of(house, "\n\n".join([*texts, *notes]), title=title).pdf.layout


def _tops(layout: Layout) -> list[list[float]]:
    return [[line.y for line in flow_lines(page)] for page in layout.pages]


def _widths(layout: Layout) -> list[list[float]]:
    """How wide each line of each paragraph of the text is."""
    widths: dict[int, list[float]] = defaultdict(list)
    for page in layout.pages:
        for line in flow_lines(page):
            if page.areas[line.area].tag == "p":
                width = line.pieces[-1].right - line.pieces[0].x
                widths[page.areas[line.area].element].append(width)
    return [*widths.values()]


@pytest.mark.long
def test_without_the_patch_a_line_gapes_above_words_that_are_tied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With it each line stands where it did, and the shortest of a paragraph is longer; the others
    are as they were. Each note stands once, in its order.
    """
    house = new_house(tmp_path / "house")
    layout = _print(house, "With the patch")
    monkeypatch.setattr(last_lines, "_gapes", lambda *_: False)
    other = _print(house, "As without it")
    assert _tops(layout) == _tops(other)
    before, after = _widths(other), _widths(layout)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed
    for old, new in changed:
        assert len(old) == len(new) and min(old[:-1]) < min(new[:-1]) and old[-2] < new[-2]
    notes = [layout.texts[note] for page in layout.pages for note in page.notes]
    assert [note.split()[-1] for note in notes] == [f"{n:02}." for n in range(NUMBER)]


LETTERS = "联合国调查委员会认定朝鲜民主主义人民共和国境内存在严重侵犯人权行为责任在国家最高层"
"""Forty Chinese letters, about as many as a line of the text has."""


def _ends_in_chinese(house: Path, title: str) -> list[int]:
    """How many letters the last line of each paragraph has, of which each is one longer."""
    texts = [f"{(LETTERS * 4)[: 3 * len(LETTERS) - 20 + n]}。[^{n}]" for n in range(0, 40, 2)]
    notes = [f"[^{n}]: Note {n:02}." for n in range(0, 40, 2)]
    prose = "## 一\n\n" + "\n\n".join([*texts, *notes])
    layout = proof_of(house, prose, title=title, language="zh").pdf.layout
    assert all(line.pieces[-1].right < page.text[2] + 1 for page in layout.pages
               for line in flow_lines(page))  # fmt: skip
    ends: dict[int, str] = {}
    for page in layout.pages:
        for line in flow_lines(page):
            if page.areas[line.area].tag == "p":
                ends[page.areas[line.area].element] = line.text
    said = [layout.texts[note] for page in layout.pages for note in page.notes]
    assert [note.split()[-1] for note in said] == [f"{n:02}." for n in range(0, 40, 2)]
    return [sum(map(str.isalpha, end)) for end in ends.values()]


def test_one_or_two_chinese_letters_are_drawn_into_the_lines_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a little less room between letters does it; each note stands once, in its order."""
    house = new_house(tmp_path / "house")
    ends = _ends_in_chinese(house, "有")
    monkeypatch.setattr(last_lines, "_ends_with_few_letters", lambda _: False)
    plain = _ends_in_chinese(house, "无")
    assert 1 in plain and 1 not in ends
    changed = [(old, new) for old, new in zip(plain, ends, strict=True) if old != new]
    assert changed and all(old <= 2 for old, _ in changed)
