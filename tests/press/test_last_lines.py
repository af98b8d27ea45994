"""Tests of last_lines.py: no Chinese letter stands alone in a last line."""

from pathlib import Path

import pytest
from support.printed import new_house
from support.printed_pages import proof_of

from briefpress.checks.evidence.text_lines import flow_lines
from briefpress.press import last_lines

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


@pytest.mark.long
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
