"""Have WeasyPrint work out once what a layout asks for again and again; the PDF has the same bytes.

lines ────── by text, width and look, for all layouts that share their fonts
widths ───── of a text's words, by the same; of a line's first word, where it may be too wide
breaks ───── between two letters, by these and their language
letters ──── how Pango is told a look, by style: each text begins as a copy of that
lengths ──── by style, where none of them is a percentage
properties ─ straight from the parent or the standard, where no rule declares them
notes ────── by those above them, while the notes of a page are counted for each new one
styles ───── by parent and declarations, for all layouts with the same sheets (known_styles.py)
flow ─────── whether a box is in it, and how margins collapse: the same answers, in fewer steps
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial, wraps
from itertools import count, islice
from math import inf
from typing import Any

from .known_styles import kept_with, remember_styles

ROOM = 8_000_000
"""Bytes, about, that the lines take that are remembered for one set of fonts."""
LINE = 700
"""Bytes that a line takes beside its text."""
PAIRS = 20_000
"""How many pairs of letters are kept."""
WIDEST = 2
"""How wide a Latin letter is at most, of the size of its type."""


def quicken_layout() -> None:
    """Change WeasyPrint, once."""
    from weasyprint.css import ComputedStyle
    from weasyprint.formatting_structure.boxes import Box, ParentBox
    from weasyprint.layout import LayoutContext, block, inline, percent, preferred
    from weasyprint.text import line_break

    _replace(line_break.split_first_line, _remember_lines)
    _replace(line_break.strut, _remember_struts)
    _replace(preferred.inline_line_widths, _remember_widths)
    _replace(line_break.can_break_text, _remember_breaks)
    inline.inline_min_content_width = _guess_first_words(preferred.inline_min_content_width)
    inline.avoid_collisions = _measure_first_words(inline.avoid_collisions)
    line_break.Layout.setup = _copy_layouts(line_break.Layout.setup)
    _replace(percent.resolve_percentages, _remember_lengths)
    ComputedStyle.__missing__ = _take_undeclared_as_it_is(ComputedStyle.__missing__)
    remember_styles()
    Box.is_in_normal_flow = _tell_flow(Box.is_in_normal_flow)
    ParentBox.page_values = _ask_first_and_last(ParentBox.page_values)
    _replace(block.collapse_margin, _collapse_in_one_go)
    LayoutContext._update_footnote_area = _count_notes(LayoutContext._update_footnote_area)
    block._in_flow_layout = _place_known_notes(block._in_flow_layout)


def _replace(function: Any, change: Callable[[Any], Any]) -> None:
    """Change *function* in every module of WeasyPrint that has imported it."""
    changed, name = change(function), function.__name__
    for module in [one for key, one in sys.modules.items() if key.startswith("weasyprint.")]:
        if vars(module).get(name) is function:
            setattr(module, name, changed)


# ---------------------------------------------------------------------------------------------
# Lines

LOOK = (
    *("direction", "font_family", "font_feature_settings", "font_kerning"),
    *("font_language_override", "font_size", "font_stretch", "font_style"),
    *("font_variant_alternates", "font_variant_caps", "font_variant_east_asian"),
    *("font_variant_ligatures", "font_variant_numeric", "font_variant_position"),
    *("font_variation_settings", "font_weight", "hyphenate_character", "hyphenate_limit_chars"),
    *("hyphenate_limit_zone", "hyphens", "lang", "letter_spacing", "overflow_wrap", "tab_size"),
    *("text_decoration_line", "white_space", "word_break", "word_spacing"),
)
"""The properties by which a line is broken: all that WeasyPrint asks for meanwhile."""


class KnownLines:
    """The lines that were broken with one set of fonts; all are forgotten when they are too many.

    A style keeps the number of its look, so that it is worked out once.
    """

    def __init__(self) -> None:
        self.lines: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self._looks: dict[tuple[Any, ...], int] = {}
        self._numbers = count()
        self._size = 0

    def look(self, style: Any) -> int:
        """Give the number of the look of *style*: the same for styles that set a line alike."""
        kept = kept_with(style)
        if "look" not in kept:
            values = tuple(_hashable(style[name]) for name in LOOK)
            if values not in self._looks:
                self._looks[values] = next(self._numbers)
            kept["look"] = self._looks[values]
        return int(kept["look"])

    def add(self, key: tuple[Any, ...], text: str, line: tuple[Any, ...]) -> None:
        """Remember *line*, which *text* begins with."""
        self._size += LINE + len(text)
        if self._size > ROOM:
            self.lines.clear()
            self._looks.clear()  # no number is given twice: a style may keep its own
            self._size = 0
        self.lines[key] = line


def _hashable(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return frozenset(value) if isinstance(value, set) else value


def _remember_lines(split: Any) -> Any:
    from weasyprint.text.line_break import Layout

    @wraps(split)
    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> tuple[Any, ...]:
        rest = max_width, justification_spacing, is_line_start, minimum
        if not hasattr(style["hyphenate_limit_zone"], "unit"):  # calc(), which asks for more
            return tuple(split(text, style, context, *rest))
        known = vars(style.font_config).setdefault("lines", KnownLines())
        key = (known.look(style), text, *rest)
        line = known.lines.get(key)
        if line is None:
            line = split(text, style, context, *rest)
            known.add(key, text, line)
        layout, *metrics = line
        own = Layout.__new__(Layout)  # it is written to while it is drawn
        vars(own).update(vars(layout))
        return (own, *metrics)

    return split_first_line


def _remember_widths(find: Any) -> Any:
    """Remember how wide a box of lines is at least and at most, where it holds text alone.

    WeasyPrint asks for each word of it, by all that stands behind that.
    """
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

    def describe(box: Any, known: KnownLines) -> Iterator[Any]:
        """Give all that the width of what stands in *box* is found by; None for all but text."""
        for one in box.children:
            style = one.style
            if type(one) is TextBox and hasattr(style["hyphenate_limit_zone"], "unit"):
                yield known.look(style), one.text, one.justification_spacing
            elif type(one) is InlineBox and one.is_in_normal_flow() and _has_fixed_edges(style):
                yield tuple(style[name] for name in _EDGES)
                yield from describe(one, known)
                yield ()
            else:
                yield None

    @wraps(find)
    def inline_line_widths(
        context: Any,
        box: Any,
        outer: bool,
        is_line_start: bool,
        minimum: bool,
        skip_stack: Any = None,
        first_line: bool = False,
    ) -> Iterator[float]:
        indent = box.style["text_indent"]
        widths = find(context, box, outer, is_line_start, minimum, skip_stack, first_line)
        if type(box) is not LineBox or not hasattr(indent, "unit"):  # calc()
            return iter(widths)
        known = vars(context.font_config).setdefault("lines", KnownLines())
        described = (*describe(box, known),)
        if None in described:
            return iter(widths)
        key = (
            "widths",
            indent,
            outer,
            is_line_start,
            minimum,
            str(skip_stack),
            first_line,
            described,
        )
        kept = known.lines.get(key)
        if kept is None:
            kept = tuple(islice(widths, 1)) if first_line else tuple(widths)
            known.add(key, str(described), kept)
        return iter(kept)

    return inline_line_widths


_EDGES = (
    *(f"{name}_{side}" for name in ("margin", "padding") for side in ("left", "right")),
    *("min_width", "max_width", "border_left_width", "border_right_width"),
)
"""The lengths by which the room around a text in a line is found."""


def _has_fixed_edges(style: Any) -> bool:
    lengths = (style[name] for name in _EDGES if not name.startswith("border"))
    return style["border_collapse"] == "separate" and all(
        value == "auto" or hasattr(value, "unit") for value in lengths
    )


def _remember_breaks(find: Any) -> Any:
    """Remember whether a line may end between two letters: asked for each text beside another."""
    known: dict[tuple[str, str | None], bool] = {}

    @wraps(find)
    def can_break_text(text: str, lang: str | None) -> bool:
        if len(text) > 2:
            return bool(find(text, lang))
        if len(known) > PAIRS:
            known.clear()
        key = text, lang
        if key not in known:
            known[key] = find(text, lang)
        return known[key]

    return can_break_text


def _guess_first_words(measure: Any) -> Any:
    """Have the first word of a line beside a float taken for as wide as it can be.

    WeasyPrint asks for it alone to see whether the line has to stand below the float.
    """

    @wraps(measure)
    def inline_min_content_width(context: Any, box: Any, *rest: Any, **named: Any) -> float:
        width: float | None = None
        if named.get("first_line") and not rest:
            width = _width_at_most(box, named["skip_stack"])
        if width is None:
            return float(measure(context, box, *rest, **named))
        box.measure_first_word = partial(measure, context, box, **named)
        return width

    return inline_min_content_width


def _measure_first_words(avoid: Any) -> Any:
    """Have a line whose first word may be too wide for its place measured, and one beside which
    nothing stands placed at once.
    """
    from weasyprint.formatting_structure.boxes import LineBox

    @wraps(avoid)
    def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
        measure = vars(box).pop("measure_first_word", None)
        if not outer and type(box) is LineBox and not _stands_beside(context.excluded_shapes, box):
            left = containing_block.content_box_x()
            right = left + containing_block.width
            left, right = left + box.margin_left, right - box.margin_right
            x = right if containing_block.style["direction"] == "rtl" else left
            return x - box.margin_left, box.border_box_y() - box.margin_top, right - left
        if measure is None:
            return avoid(context, box, containing_block, outer)
        place = avoid(context, box, containing_block, outer)
        if place[1] != box.position_y:
            box.width = measure()
            place = avoid(context, box, containing_block, outer)
        return place

    return avoid_collisions


def _stands_beside(shapes: Any, line: Any) -> bool:
    """Whether the *line* is beside one of *shapes*, as WeasyPrint sees it: a line without height
    that begins level with one is not.
    """
    top = line.border_box_y()
    end = top + line.border_height()
    for one in shapes:
        begin = one.position_y
        below = begin + one.margin_height()
        if begin < top < below or begin < end < below or (begin >= top and below <= end):
            return True
    return False


def _width_at_most(box: Any, skip_stack: Any) -> float | None:
    """How wide the first word of the line *box* is at most, with its indent and a hyphen, from
    *skip_stack* on; None where it is not the beginning of a plain Latin text.
    """
    ((index, inner),) = skip_stack.items() if skip_stack else ((0, None),)
    indent, texts = box.style["text_indent"], box.children[index : index + 1]
    if (
        box.style["direction"] != "ltr"
        or getattr(indent, "unit", "") != "px"
        or not all(hasattr(one, "text") for one in texts)
    ):
        return None
    for text in texts:
        style, begin = text.style, next(iter(inner or {}), 0)
        word, space, rest = text.text.encode()[begin:].decode().partition(" ")
        is_plain = style["letter_spacing"] == "normal" and style["white_space"] == "normal"
        if word and space and rest.strip() and is_plain and max(word) < "\u0250":
            return float(abs(indent.value) + (len(word) + 1) * WIDEST * style["font_size"])
    return None


def _remember_struts(find: Any) -> Any:
    """Keep with a style how high its lines are at least."""

    @wraps(find)
    def strut(style: Any) -> tuple[float, float]:
        kept = kept_with(style)
        if "strut" not in kept:
            kept["strut"] = find(style)
        height, baseline = kept["strut"]
        return height, baseline

    return strut


def _copy_layouts(set_up: Any) -> Any:
    """Have the text of a style begin as a copy of the first one: its font, language, features."""
    from weasyprint.text.ffi import ffi, gobject, pango

    ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *src);")

    def copy(layout: Any) -> Any:
        return ffi.gc(pango.pango_layout_copy(layout), gobject.g_object_unref)

    @wraps(set_up)
    def setup(layout: Any, style: Any) -> None:
        kept, own = kept_with(style), vars(layout)
        if "text" not in kept:
            set_up(layout, style)
            says = {name: one for name, one in own.items() if name not in _OF_ONE_TEXT}
            kept["text"] = copy(layout.layout), says
            return
        text, says = kept["text"]
        own.update(says, layout=copy(text), style=style)

    return setup


_OF_ONE_TEXT = {"layout", "style", "text", "justification_spacing", "max_width"}
"""Names that WeasyPrint gives a text and that its style does not say."""


# ---------------------------------------------------------------------------------------------
# Lengths

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{name}_{side}" for name in ("margin", "padding") for side in _SIDES),
    *(f"{most}{axis}" for most in ("", "min_", "max_") for axis in ("width", "height")),
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)


def _remember_lengths(resolve: Any) -> Any:
    """Keep with a style what its boxes get, where nothing depends on the box around them."""
    from weasyprint.formatting_structure.boxes import Box

    def is_fixed(box: Any) -> bool:
        style = box.style
        return (
            isinstance(box, Box)
            and style["border_collapse"] == "separate"
            and all(
                value in (None, "auto") or getattr(value, "unit", "%") != "%"
                for value in map(style.__getitem__, _LENGTHS)
            )
        )

    @wraps(resolve)
    def resolve_percentages(box: Any, containing_block: Any) -> None:
        kept = kept_with(box.style)
        if lengths := kept.get("lengths"):
            vars(box).update(lengths)
            return
        resolve(box, containing_block)
        if lengths is None:
            names = (*_LENGTHS, *_BORDERS) if is_fixed(box) else ()
            kept["lengths"] = {name: getattr(box, name) for name in names}

    return resolve_percentages


# ---------------------------------------------------------------------------------------------
# Properties


def _take_undeclared_as_it_is(find: Any) -> Any:
    """Have a property that no rule declares inherited, or taken from the standard, at once."""
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
    from weasyprint.css.functions import check_math
    from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

    initial = {
        name: value
        for name, value in INITIAL_VALUES.items()
        if name not in INHERITED | INITIAL_NOT_COMPUTED | {"display", "float", "page", "position"}
        and not name.startswith("text_decoration_")
    }
    logical = {  # `margin_left` may be declared as `margin_inline_start`
        name: {name_in(block="ttb", inline=direction) for direction in ("ltr", "rtl")}
        for name, name_in in PHYSICAL_FUNCTIONS.items()
    }

    @wraps(find)
    def find_property(style: Any, name: str) -> Any:
        if name not in style.cascaded:
            if name in initial and logical.get(name, set()).isdisjoint(style.cascaded):
                value = style[name] = initial[name]
                return value
            if name in INHERITED and style.parent_style is not None:
                value = style.parent_style[name]
                if not check_math(value):
                    style[name] = value
                    return value
        return find(style, name)

    return find_property


# ---------------------------------------------------------------------------------------------
# The flow


def _tell_flow(find: Any) -> Any:
    """Have a box that is neither moved nor afloat say so at once."""

    @wraps(find)
    def is_in_normal_flow(box: Any) -> bool:
        style = box.style
        return style["float"] == "none" and style["position"] in ("static", "relative")

    return is_in_normal_flow


def _is_of_page(box: Any) -> bool:
    """Whether the page of *box* counts for the one around it."""
    return bool(box.is_in_normal_flow() or box.is_floated())


def _ask_first_and_last(find: Any) -> Any:
    """Have the pages on which a box begins and ends, by name, asked of the first and the last box
    in it, without a look at the others.
    """
    from weasyprint.formatting_structure.boxes import TableBox

    def find_page(box: Any, step: int) -> Any:
        page, inner = box.style["page"], box
        while inner is not None:
            page = inner.style["page"] or page
            children = () if isinstance(inner, TableBox) else inner.children  # it is all on one
            inner = next(filter(_is_of_page, children[::step]), None)
        return page

    @wraps(find)
    def page_values(box: Any) -> tuple[Any, Any]:
        return find_page(box, 1), find_page(box, -1)

    return page_values


def _collapse_in_one_go(find: Any) -> Any:
    """Have the largest and the smallest of some margins found in one go."""

    @wraps(find)
    def collapse_margin(margins: Any) -> float:
        most: float = 0
        least: float = 0
        for margin in margins:
            if margin > most:
                most = margin
            elif margin < least:
                least = margin
        return most + least

    return collapse_margin


# ---------------------------------------------------------------------------------------------
# Notes


class _KnownNotes:
    """How much room the notes of one page take: for each series of them that was tried.

    A page is tried with the same notes again and again, and most tries add one to those before.
    """

    def __init__(self, area: Any) -> None:
        self.area = area
        self.rooms: dict[tuple[Any, ...], tuple[float, float, bool]] = {}
        """By series: height, height with margins, and whether the last note runs over."""
        self.placed: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        """By series: how WeasyPrint goes on below it."""
        self.series: tuple[Any, ...] = ()
        """The one that is laid out: how it is set, then its notes."""
        self.above = 0
        """How much of it is placed already."""

    def lay_out(self, context: Any, series: tuple[Any, ...]) -> tuple[float, float, bool]:
        """Lay out the notes of *series* below those that are placed already; give their room."""
        from weasyprint.formatting_structure.build import create_anonymous_boxes
        from weasyprint.layout.block import block_level_layout

        ends = range(len(series) - 1, _SETTING, -1)
        self.series = series
        self.above = next((end for end in ends if series[:end] in self.placed), _SETTING)
        area = self.area.copy()
        area.children = [note.deepcopy() for note in series[self.above :]]
        if self.above > _SETTING:
            stands_for_those_above = series[self.above - 1].copy()
            stands_for_those_above.children = []
            area.children.insert(0, stands_for_those_above)
        context.counts_notes = self
        try:
            area = create_anonymous_boxes(area)
            area = block_level_layout(context, area, -inf, None, area.page)[0]
        finally:
            context.counts_notes = None
        last = area.children[-1]
        overflow = (
            last.position_y + last.margin_height() - last.margin_bottom
            > area.position_y + area.margin_height() - area.margin_bottom
        )
        return area.height, area.margin_height(), overflow

    def place_those_above(self) -> tuple[Any, ...]:
        """Give what WeasyPrint would, had it laid out all notes that are placed already."""
        position_y, margins, next_page, boxes = self.placed[self.series[: self.above]]
        boxes = [box.copy() for box in boxes]
        return False, False, None, position_y, [*margins], {**next_page}, boxes, None

    def keep(self, index: int, laid: tuple[Any, ...]) -> None:
        """Keep how WeasyPrint goes on below the child *index* of the area, as *laid* out."""
        abort, stop, _, position_y, margins, next_page, boxes, _ = laid
        number = self.above + index + (self.above == _SETTING)
        if abort or stop or len(boxes) != number - _SETTING:
            return
        *before, last = (box.copy() for box in boxes)
        for box in before:  # of the last one alone it is asked what it holds
            box.children = []
        series = self.series[:number]
        self.placed[series] = position_y, [*margins], {**next_page}, [*before, last]


_SETTING = 2
"""How many items of a series say how it is set."""


def _count_notes(update: Any) -> Any:
    """Have each new note of a page laid out below the others, which are not laid out again."""

    @wraps(update)
    def update_footnote_area(context: Any) -> Any:
        area, notes = context.current_footnote_area, context.current_page_footnotes
        if (
            not notes
            or area.style["position"] != "static"
            or area.top_margin_collapses()
            or context.reported_footnotes  # weasyprint_patches.py looks at them line by line
            or _is_in_the_way(context.excluded_shapes, area)
            or not all(map(_is_plain, notes))
        ):
            return update(context)
        known: _KnownNotes | None = vars(context).get("known_notes")
        if known is None or known.area is not area:
            known = context.known_notes = _KnownNotes(area)
        if area.height != "auto" and not context.in_column:
            context.page_bottom += area.margin_height()
        area.children = notes
        series = (context.in_column, bool(context.excluded_shapes), *notes)
        if series not in known.rooms:
            known.rooms[series] = known.lay_out(context, series)
        area.height, height, overflow = known.rooms[series]
        if not context.in_column:
            context.page_bottom -= height
        return overflow

    return update_footnote_area


def _place_known_notes(lay_in_flow: Any) -> Any:
    from weasyprint.formatting_structure.boxes import FootnoteAreaBox

    @wraps(lay_in_flow)
    def lay_in_flow_below(context: Any, box: Any, index: int, *rest: Any) -> Any:
        known: _KnownNotes | None = vars(context).get("counts_notes")
        if known is None or type(box) is not FootnoteAreaBox:
            return lay_in_flow(context, box, index, *rest)
        if not index and known.above > _SETTING:
            return known.place_those_above()
        laid = lay_in_flow(context, box, index, *rest)
        known.keep(index, laid)
        return laid

    return lay_in_flow_below


def _is_in_the_way(floats: Any, area: Any) -> bool:
    """Whether one of *floats* reaches down to the notes."""
    return any(one.position_y + one.margin_height() >= area.position_y for one in floats)


def _is_plain(note: Any) -> bool:
    """Whether nothing that *note* holds has an effect elsewhere on the page."""
    from weasyprint.formatting_structure.boxes import BlockBox

    kept = vars(note)
    if "is_plain" not in kept:
        kept["is_plain"] = (
            type(note) is BlockBox
            and note.style["position"] in ("static", "relative")
            and all(
                (one.is_in_normal_flow() or one.is_absolutely_positioned()) and one.footnote is None
                for one in note.descendants()
            )
        )
    return bool(kept["is_plain"])
