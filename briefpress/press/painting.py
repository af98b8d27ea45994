"""How WeasyPrint paints a page, where readers of the PDF would get it wrong: see model/patches.py.

The page looks the same to the eye; the order of painting changes, and how it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import wraps
from typing import Any

from ..model.scripts import FROM_RIGHT


def mend_painting() -> None:
    """Paint in the order of the tags, space letters as PDF does, keep what capitals stand for, and
    join the letters of words in drawings.
    """
    _paint_in_order()
    _space_letters()
    _keep_written()
    _join_letters()


def _paint_in_order() -> None:
    """Paint what floats or is positioned where it stands in the text, not before or after it all.

    What has a `z-index` is painted as CSS says, and so are rows and cells of tables.
    """
    from weasyprint import draw, stacking
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder

    dispatch, draw_blocks = stacking._dispatch, draw.draw_block_level
    draw_inlines = draw.draw_inline_level
    context_of = stacking.StackingContext.from_box

    def dispatch_in_place(
        box: Any, page: Any, contexts: Any, blocks: Any, floats: Any, in_order: Any
    ) -> Any:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        style = box.style
        is_whole = style["opacity"] < 1 or style["transform"] or style["overflow"] != "visible"
        is_moved = style["position"] != "static" or box.is_floated()
        is_block = isinstance(box, boxes.BlockLevelBox)
        if (
            style["z_index"] != "auto"
            or not (is_whole or is_moved)
            or not (is_block or isinstance(box, boxes.InlineLevelBox))
        ):
            return dispatch(box, page, contexts, blocks, floats, in_order)
        context = context_of(box, page, None if is_whole else contexts)
        if not is_block:
            return context
        in_order[context] = {}
        return None

    @wraps(draw_blocks)
    def draw_blocks_and_contexts(page: Any, stream: Any, in_order: Any) -> None:
        for block, below in in_order.items():
            if isinstance(block, stacking.StackingContext):
                draw.draw_stacking_context(stream, block)
            else:
                draw_blocks(page, stream, {block: below})

    @wraps(draw_inlines)
    def draw_inlines_and_contexts(stream: Any, page: Any, box: Any, *rest: Any) -> None:
        if isinstance(box, stacking.StackingContext):
            draw.draw_stacking_context(stream, box)
        else:
            draw_inlines(stream, page, box, *rest)

    stacking._dispatch = dispatch_in_place
    draw.draw_block_level = draw_blocks_and_contexts
    draw.draw_inline_level = draw_inlines_and_contexts


def _space_letters() -> None:
    """Write `letter-spacing` as the space between letters that PDF has an operator for, `Tc`.

    WeasyPrint writes it as kerning, and readers take wide kerning for the space between words.
    """
    from weasyprint.draw import text

    draw_line = text.draw_first_line

    @wraps(draw_line)
    def draw_spaced_line(stream: Any, textbox: Any, *rest: Any) -> Any:
        spacing = textbox.style["letter_spacing"]
        if spacing == "normal" or not spacing:
            return draw_line(stream, textbox, *rest)
        show_text = stream.show_text

        def show_spaced_text(glyphs: str) -> None:
            _, size = stream._current_font
            show_text(take_spacing_out(glyphs, spacing * 1000 / size))

        stream.stream.append(b"%.4f Tc" % spacing)
        stream.show_text = show_spaced_text
        try:
            return draw_line(stream, textbox, *rest)
        finally:
            del stream.show_text
            stream.stream.append(b"0 Tc")

    text.draw_first_line = draw_spaced_line


def take_spacing_out(glyphs: str, spacing: float) -> str:
    """Take *spacing*, in thousandths of an em after each glyph, out of the operand of a `TJ`.

    `<00120013>-90<0014>-90` and 90 give `<001200130014>`; what is less than a thousandth is rounded
    away.
    """
    parts: list[str] = []
    kerning = 0.0
    for digits, number in re.findall(r"<([0-9a-f]*)>|([-\d.e]+)", glyphs):
        kerning += float(number or 0)
        for start in range(0, len(digits), 4):
            if abs(kerning) >= 1:
                parts.append(f"{kerning:.1f}")
                kerning = 0
            parts.append(f"<{digits[start : start + 4]}>")
            kerning += spacing
    if abs(kerning) >= 1:
        parts.append(f"{kerning:.1f}")
    return "".join(parts).replace("><", "")


def _keep_written() -> None:
    """Have a box whose text was turned into capitals keep the words as they were written."""
    from weasyprint.formatting_structure.boxes import TextBox

    transform = TextBox.process_text_transform

    @wraps(transform)
    def transform_and_keep(box: Any) -> None:
        before = box.text
        transform(box)
        if box.text != before:
            box.written = before

    TextBox.process_text_transform = transform_and_keep


class _Whole(str):
    """A text whose only part is itself."""

    def __iter__(self) -> Iterator[str]:
        yield str(self)


# Latin, Greek and Cyrillic letters and the marks between them need no neighbours.
_JOINED = re.compile("[\u0300-\u036f\u0590-\u1dff\u2c00-\udfff\uf900-\ufb00\ufb07-\U0010ffff]")
_FROM_RIGHT = re.compile(f"[{FROM_RIGHT}]")


def _join_letters() -> None:
    """Draw the words of a drawing whole where their letters change beside each other, as Arabic
    ones do; one with letters that are read from the right is read so.

    What a drawing says of single letters, a place or a turn of each, is left out there but the
    first.
    """
    from weasyprint import svg

    draw = svg.text

    @wraps(draw)
    def draw_whole(drawing: Any, node: Any, font_size: float) -> None:
        text = node.text or ""
        if not _JOINED.search(text):
            draw(drawing, node, font_size)
            return
        node._etree_node.text = _Whole(text)
        given = node.attrib
        if "direction" not in given and _FROM_RIGHT.search(text):
            node.attrib = {**given, "direction": "rtl"}
        try:
            draw(drawing, node, font_size)
        finally:
            node.attrib = given

    svg.text = draw_whole
    svg.TAGS.update({tag: draw_whole for tag, one in svg.TAGS.items() if one is draw})
