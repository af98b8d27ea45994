"""Tests of end_spaces.py: a line before a space is as long as it can be."""

import sys
from collections.abc import Iterator
from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest

from briefpress.press.weasyprint_patches import load

TEXT = "What the figures cannot say is told in{}<a>annex{}A</a>, and there alone."
MEASURES = range(300, 420, 4)
"""In pixels, of type of 13 pixels: thirty to forty letters in a line."""
SPACES = pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])


def _lines(box: Any) -> Iterator[Any]:
    if type(box).__name__ == "LineBox":
        yield box
        return
    for child in getattr(box, "children", []):
        yield from _lines(child)


def _shortest(space: str) -> float:
    """The shortest line that does not end a paragraph, of its measure."""
    style = "@page { size: 20cm 99cm; margin: 0 } p { font: 13px/17px serif; margin: 0 }"
    text = TEXT.format(space, space)
    texts = "".join(f'<p style="width: {measure}px">{text}</p>' for measure in MEASURES)
    document = load().HTML(string=f"<html lang=en><style>{style}</style>{texts}").render()
    shares: dict[Any, list[float]] = {}
    for page in document.pages:
        for line in _lines(page._page_box):
            measure = float(line.element.get("style").split()[1].removesuffix("px"))
            shares.setdefault(line.element, []).append(line.width / measure)
    assert len(shares) == len(MEASURES)
    return min(min(lines[:-1]) for lines in shares.values())


@pytest.mark.long
@SPACES
def test_a_line_before_a_space_is_filled(space: str) -> None:
    """Whatever the measure, no word stands alone in its line."""
    assert _shortest(space) > 0.6


@pytest.mark.long
@SPACES
def test_without_the_patch_a_word_stands_alone_in_its_line(
    space: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone breaks after the first word, at some measures."""
    load()
    from weasyprint.layout import inline

    monkeypatch.setattr(inline, "split_first_line", unwrap(inline.split_first_line))
    assert _shortest(space) < 0.4


WORDS = (
    "يواجه من تعيدهم الاحتجاز أو العنف أو الاختفاء القسري أو الإعدام وتحرمهم من اللجوء خلافا لذلك"
)


def _insets() -> list[float]:
    """How far the letters of each full line of an Arabic paragraph end beside their column."""
    press, faces = load(), ""
    for family, file in (("It", "SourceSerifPro-Regular.ttf"), ("Other", "Amiri-Regular.ttf")):
        place = next(Path(sys.prefix).rglob(file)).as_uri()
        faces += f"@font-face {{ font-family: {family}; src: url({place}) }}"
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.text.line_break import line_size

    style = (
        f"{faces} @page {{ size: 240px 400px; margin: 20px }}"
        "p { font: 16px It, Other; text-align: justify; direction: rtl }"
        "body, p { margin: 0 }"
    )
    page = f"<html lang=ar dir=rtl><style>{style}</style><p>{WORDS}"
    document = press.HTML(string=page).render(font_config=FontConfiguration())
    insets = []
    for line in list(_lines(document.pages[0]._page_box))[:-1]:
        (text,) = line.children
        text.pango_layout.reactivate(text.style)
        width = line_size(text.pango_layout.get_first_line()[0], text.style)[0]
        insets += [text.position_x - 20, 220 - text.position_x - width]
    return insets


@pytest.mark.long
def test_lines_from_the_right_end_at_both_edges() -> None:
    """The spaces between Arabic words come from another font, once they are made wider."""
    insets = _insets()
    assert len(insets) > 3
    assert max(map(abs, insets)) < 0.1


@pytest.mark.long
def test_without_the_patch_lines_from_the_right_are_uneven(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint alone leaves some of them some pixels short, or lets them hang out."""
    load()
    from weasyprint.layout import inline

    monkeypatch.setattr(inline, "justify_line", unwrap(inline.justify_line))
    assert max(map(abs, _insets())) > 2
