"""Have a word that does not fit go to the next line, in an inline within an inline as elsewhere.

WeasyPrint breaks a word between any two letters where it is wider than a line and
`overflow-wrap` says so. It takes each text for the first of its line that stands in an inline of
an inline, as the words of a note do:

    Five years into the SD        Five years into the
    Gs, Geneva, 2021.       ─►    SDGs, Geneva, 2021.
"""

from __future__ import annotations

from functools import wraps
from typing import Any


def keep_words_whole(inline: Any) -> None:
    """Tell WeasyPrint whether a text begins its line, where it would not see so.

    *inline*: its module of this name.
    """
    split_box, split_text = inline.split_inline_box, inline.split_text_box
    line_box = inline.boxes.LineBox

    @wraps(split_box)
    def split_inline_box(context: Any, box: Any, *rest: Any) -> Any:
        if not isinstance(box, line_box):
            return split_box(context, box, *rest)
        known = vars(context)
        around = known.get("line_has_text", False)  # of the line that an inline block stands in
        known["line_has_text"] = False
        result = split_box(context, box, *rest)
        known["line_has_text"] = around
        return result

    @wraps(split_text)
    def split_text_box(
        context: Any, box: Any, width: float, skip: int, is_line_start: bool = True
    ) -> Any:
        known = vars(context)
        is_first = is_line_start and not known.get("line_has_text", False)
        result = split_text(context, box, width, skip, is_first)
        if result[0] is not None and result[0].text.strip():
            known["line_has_text"] = True
        return result

    inline.split_inline_box = split_inline_box
    inline.split_text_box = split_text_box
