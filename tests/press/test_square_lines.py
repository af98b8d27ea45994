"""Tests of square_lines.py: lines of Chinese letters end at the edge of their column."""

import sys
from collections.abc import Iterator
from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from briefpress.page.fonts import find_face, font_folder
from briefpress.press.weasyprint_patches import load

TEXT = "朝鲜于2020年1月关闭边界，2023年8月26日部分重新开放。中国于8月29日强行遣返80人。" * 4
STYLE = """
@font-face { font-family: "Letters"; src: url("%s") }
@page { size: 420px; margin: 0 }
body { margin: 0 }
p { font: 13px/17px "Letters"; margin: 0; text-align: justify }
"""


@pytest.fixture(scope="module")
def style(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A style with a font that has Chinese letters, which all look alike."""
    family = "Source Serif Pro"
    folder = font_folder(family)
    file = find_face(folder, family, "400") if folder else None
    assert file
    path: Path = tmp_path_factory.mktemp("letters") / "letters.ttf"
    with TTFont(file) as font:
        letters = {ord(one): "M" for one in TEXT if ord(one) > 0x2E80}
        for table in font["cmap"].tables:
            table.cmap |= letters if table.isUnicode() else {}
        font.save(path)
    return STYLE % path.as_uri()


def _texts(box: Any) -> Iterator[Any]:
    if type(box).__name__ == "TextBox":
        yield box
    for child in getattr(box, "children", []):
        yield from _texts(child)


def _right_edges(html: str, style: str) -> list[float]:
    """Where each line but the last ends as it is drawn, in pixels from the edge of its column."""
    document = load().HTML(string=f"<html lang=zh><style>{style}</style>{html}").render()
    line_break = sys.modules["weasyprint.text.line_break"]
    (page,) = document.pages
    ends: dict[float, float] = {}
    for text in _texts(page._page_box):
        layout = text.pango_layout
        layout.reactivate(text.style)
        width, _ = line_break.line_size(layout.get_first_line()[0], text.style)
        layout.deactivate()
        ends[text.position_y] = 395 - text.position_x - width
    return [*ends.values()][:-1]


PARAGRAPH = f'<p style="width: 395px">{TEXT}</p>'


def test_chinese_lines_end_at_the_edge(style: str) -> None:
    """The room that is left goes between the letters, beside numbers and a word set otherwise."""
    for html in (PARAGRAPH, PARAGRAPH.replace("重新", "<b>重新</b>")):
        ends = _right_edges(html, style)
        assert len(ends) > 3
        assert max(map(abs, ends)) < 0.2


def test_a_line_in_latin_letters_is_set_as_before(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that names a word in Chinese: its spaces grow, and nothing else."""
    text = (
        "<p style='width: 395px'>" + "Some words of a sentence about 中国 and its neighbours. " * 6
    )
    ends = _right_edges(text, style)
    from weasyprint.layout import inline

    monkeypatch.setattr(inline, "justify_line", unwrap(inline.justify_line))
    assert ends == _right_edges(text, style)


def test_without_the_patch_chinese_lines_are_uneven(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint alone has nothing between them to make wider."""
    load()
    from weasyprint.layout import inline

    monkeypatch.setattr(inline, "justify_line", unwrap(inline.justify_line))
    assert max(_right_edges(PARAGRAPH, style)) > 2
