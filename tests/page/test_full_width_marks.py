"""Marks of full width side by side: one and a half letters wide, not two."""

import re
from pathlib import Path

import pytest
from support.printed import new_house, own_file, pdf_of, print_brief

from briefpress.page.full_width_marks import draw_marks_together, write_full_width


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("理事会, 《报告》, A/63 (2014), 第 5 段.", "理事会，《报告》，A/63 (2014)，第 5 段。"),
        ("Watch, “China, now”, 2024年.", "Watch, “China, now”, 2024年。"),
        ("联合国,\u00a02014", "联合国，2014"),
        ("Smith, <i>A, B</i>; Jones, 2024.", "Smith, <i>A, B</i>; Jones, 2024."),
    ],
)  # fmt: skip
def test_a_citation_has_marks_of_one_width(typed: str, written: str) -> None:
    """Full ones where it begins with Chinese words; else Latin ones, but for a stop behind such."""
    assert write_full_width(typed) == written


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("他说：“好。”", ["：", "。"]),
        ("（《报告》）、（二）", ["《", "》", "）", "、"]),
        ("一，二。三", []),
        ("A, 『가』, 나", ["『", "』"]),
        ('<a title="）（">（一）</a>', []),
        ('一，<span class="footnote">二。</span>三，<b>四</b>', ["，"]),
    ],
)
def test_the_mark_with_the_empty_half_between_is_narrow(text: str, halves: list[str]) -> None:
    """A closing mark before any other, an opening one behind another; nothing within a tag."""
    html = draw_marks_together(f"<head><title>：“</title></head><body>{text}</body>")
    assert re.findall('<span class="half[^>]*>(.)', html) == halves
    assert html.count("before-quote") == ("：“" in text)


def _width(house: Path) -> float:
    """How wide the line is, in letters."""
    pdf = pdf_of(print_brief(house, "## 前言\n\n他说中文（一）（二）。\n", language="zh"))
    line = [one for one in pdf.layout.pages[0].pieces if one.text in "他说中文（一）（二）。"]
    return (max(one.right for one in line) - min(one.x for one in line)) / line[0].size


@pytest.mark.long
def test_they_take_half_a_letter_less_on_paper(tmp_path: Path) -> None:
    """Each of the two pairs, `）（` and `）。`; a style may say otherwise."""
    house = new_house(tmp_path / "house")
    narrow = _width(house)
    own_file(house, "styles/cjk.css").write_text("/* none */\n", "utf-8")
    assert _width(house) - narrow == pytest.approx(1.0, abs=0.05)
