"""What end_spaces.py promises: a line before a space is as long as it can be."""

from collections.abc import Iterator
from inspect import unwrap
from typing import Any

import pytest

from briefpress.press.weasyprint_patches import load

TEXT = "What the figures cannot say is told in{}<a>annex{}A</a>, and there alone."
MEASURES = range(300, 420, 2)
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


@SPACES
def test_a_line_before_a_space_is_filled(space: str) -> None:
    """Whatever the measure, no word stands alone in its line."""
    assert _shortest(space) > 0.6


@SPACES
def test_without_the_patch_a_word_stands_alone_in_its_line(
    space: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone breaks after the first word, at some measures."""
    load()
    from weasyprint.layout import inline

    monkeypatch.setattr(inline, "split_first_line", unwrap(inline.split_first_line))
    assert _shortest(space) < 0.4
