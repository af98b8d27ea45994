"""Justify lines of Chinese letters: the room that is left goes between them.

WeasyPrint puts it into the spaces of a line. A line in Chinese has none, and ends before the edge
of its column; one that names a paper in Latin letters has two, which gape.

    │联合国调查委员会认定朝鲜   │        │联 合 国 调 查 委 员 会 认 定 朝 鲜│
    │鲜民主主义人民共和国境内，其│  ─►    │鲜民主主义人民共和国境内，其│
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import wraps
from typing import Any

from ..model.scripts import SQUARE

MOST = 0.09
"""Parts of a letter: a line that would need more room between its letters stays as it is. From 0.1
on readers of the PDF take the room for spaces, and find no word of the line."""
_LETTER = rf"[{SQUARE}\uff00-\uffef]"
_RUN = rf"[{SQUARE}\uff00-\uffef \u00a0]+"


def justify_between_letters(inline: Any, line_break: Any) -> None:
    """Have WeasyPrint justify lines that are mostly Chinese letters between these.

    *inline*: the module that sets lines. *line_break*: the one that has text measured.
    """
    justify, set_text = inline.justify_line, line_break.Layout.set_text

    @wraps(set_text)
    def set_text_apart(layout: Any, text: str, justify: bool = False) -> None:
        set_text(layout, text, justify)
        spacing = vars(layout).get("between_letters", 0)
        if justify and spacing:
            _set_apart(layout, spacing, line_break)

    def spread(box: Any, context: Any, spacing: float, shift: float) -> float:
        """Set the letters of *box* apart and move it by *shift*; by how much the next one moves."""
        if not box.is_in_normal_flow():
            return shift
        if isinstance(box, inline.boxes.TextBox):
            layout = line_break.create_layout(box.text, box.style, context, None, 0)
            own = box.style["letter_spacing"]  # a text that was drawn in: press/last_lines.py
            layout.between_letters = spacing + (0 if own == "normal" else own)
            layout.set_text(box.text, justify=True)
            width = line_break.line_size(layout.get_first_line()[0], box.style)[0]
            layout.deactivate()
            box.position_x += shift
            shift += width - box.width
            box.width, box.pango_layout = width, layout
        elif isinstance(box, inline.boxes.LineBox | inline.boxes.InlineBox):
            before = shift
            box.position_x += shift
            for child in box.children:
                shift = spread(child, context, spacing, shift)
            box.width += shift - before
        else:
            box.translate(shift, 0)
        return shift

    @wraps(justify)
    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        texts = [*_find_texts(line)]
        whole = re.sub(r"[\s\u2060]", "", "".join(texts))
        has_letters = max(whole, default="") >= SQUARE[0]  # to compile the pattern takes 2 ms
        if not has_letters or 3 * len(re.findall(_LETTER, whole)) < len(whole):  # dates have digits
            justify(context, line, extra_width)
            return
        gaps = sum(map(_count_gaps, texts))
        if 0 < extra_width <= gaps * MOST * line.style["font_size"]:
            most = line.width + extra_width
            spread(line, context, extra_width / gaps, 0)
            line.width = min(line.width, most)  # a fraction more, and it goes below what floats

    line_break.Layout.set_text = set_text_apart
    inline.justify_line = justify_line


def _find_texts(box: Any) -> Iterator[str]:
    """Find the texts in *box*, in their order."""
    if not box.is_in_normal_flow():
        return
    if hasattr(box, "text"):
        yield box.text
    for child in getattr(box, "children", ()):
        yield from _find_texts(child)


def _count_gaps(text: str) -> float:
    """Count the gaps in *text* into which Pango puts a space between letters: half of it on either
    side of a letter, and none at its ends.
    """
    letters = sum(len(run[0]) for run in re.finditer(_RUN, text))
    ends = sum(bool(re.match(_RUN, one)) for one in (text[:1], text[-1:]))
    return letters - ends / 2


def _set_apart(layout: Any, spacing: float, line_break: Any) -> None:
    """Put *spacing*, in pixels, between the Chinese letters of *layout*."""
    pango, ffi = line_break.pango, line_break.ffi
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for run in re.finditer(_RUN, layout.text):
        attribute = pango.pango_attr_letter_spacing_new(int(spacing * line_break.TO_UNITS))
        attribute.start_index = len(layout.text[: run.start()].encode())
        attribute.end_index = len(layout.text[: run.end()].encode())
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
