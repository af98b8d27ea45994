"""Break a paragraph as a whole: the lines of WeasyPrint, which fills one after the other.

Where its last line is short or one short word, where another one gapes or its end goes down in
steps, its lines end where they lack least together; it has as many as before, or fewer. The words
of no line are set closer or wider. A preposition that is bound to its noun lets go of it where the
line would gape without it.

    The Council met in March and         The Council met in March
    adopted its first resolution   ─►    and adopted its first
    on the evacuation of the town        resolution on the evacuation
    of Karsk.                            of the town of Karsk.

Source: D. E. Knuth, M. F. Plass, Breaking paragraphs into lines, 1981.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import wraps
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from .even_lines import is_even
from .footnote_area import take_off
from .quick_layout import KnownLines

GAP = 0.15
"""The part of the measure that a line lacks, from which on it gapes."""
SHORT = 0.15
"""The part of the measure that a last line has at least."""
WANTED, WEIGHT = 0.24, 6
"""The part of the measure below which a last line costs something, and how much more a part that it
lacks of it costs than one that another line lacks of the measure.
"""
STEP, WEDGE = 0.04, 0.6
"""The part of the measure by which each of the last two lines may be shorter than the one above it;
and what a part beyond that costs: the end goes down in steps then.
"""
LONG, ALONE = 0.45, 0.1
"""The part of the measure from which on a last line may be one word; what a shorter one costs."""
PARTED = 0.04
"""The cost of a line that ends with a word bound to the next one: that of one that lacks a fifth of
the measure.
"""
BETTER = 0.95
"""The part of its cost that a paragraph may have where it is broken otherwise."""
LOOSE, TIGHT = 0.05, 0.3
"""Pixels by which a line may be measured too wide, and too narrow."""


class Unit(NamedTuple):
    """A part of a text that does not break."""

    width: float
    """In pixels, without the space behind it."""
    space: float
    """How wide that is; 0 where it ends with a hyphen."""
    place: tuple[int, int] | None
    """The number of the text that has the space, and of the letter; None where there is none."""
    is_bound: bool = False
    """Whether that space binds it to the next one, as it binds a preposition."""


def break_paragraphs_as_a_whole(block: Any) -> None:
    """Have WeasyPrint end the lines of a paragraph where they lack least together.

    *block*: its module of this name.
    """
    from weasyprint.text.ffi import ffi

    ffi.cdef(
        "void pango_layout_line_get_x_ranges (PangoLayoutLine *line, int start_index,"
        " int end_index, int **ranges, int *n_ranges); void g_free (gpointer mem);"
    )
    set_lines = block._linebox_layout

    @wraps(set_lines)
    def set_lines_at_best(
        context: Any, box: Any, index: int, text: Any, lines: list[Any], *rest: Any
    ) -> Any:
        known = vars(text).setdefault("best_breaks", {})  # the copies of a box share it
        measure, reported = box.width, [*context.reported_footnotes]
        begin = _find_begin(text, rest[_SKIP_STACK])
        # A number of a page is another one when all pages are known.
        words = [one.text for one in text.descendants() if hasattr(one, "text")]
        whole, key = (measure, None, *words), (measure, begin, *words)
        result = set_lines(context, box, index, known.get(key) or known.get(whole) or text, lines,
                           *rest)  # fmt: skip
        is_moved = result[0]
        if key in known or known.get(whole) or is_moved or not lines or is_even(box):
            return result
        known[key] = None
        if (
            not _is_good(lines, measure)
            and box.style["text_align_all"] != "justify"
            and reported == context.reported_footnotes
            and not _stands_beside(context.excluded_shapes, box)
            and (broken := _break_at_best(context, text, measure, begin))
        ):
            known[key] = broken
            take_off(block, context, lines, *rest[_ABSOLUTE:_FIXED])
            lines.clear()
            result = set_lines(context, box, index, broken, lines, *rest)
        return result

    block._linebox_layout = set_lines_at_best


_ABSOLUTE, _FIXED, _SKIP_STACK = 1, 3, 6
"""Where WeasyPrint gives what it has placed absolutely, up to where, and how much of the text
stands before.
"""


def _find_begin(line: Any, skip_stack: Any) -> tuple[Any, int] | None:
    """Find where a text, one *line*, goes on that was begun in another column, as WeasyPrint notes
    it: the box, and the byte in it; None where it begins.
    """
    box, inner = line, skip_stack
    while inner:
        ((number, inner),) = inner.items()
        if hasattr(box, "text"):
            return box, number
        box = box.children[number]
    return (box, 0) if skip_stack else None


LEANING = "data-leaning"


def tell_leaning_words(document: Any) -> None:
    """Have each text of *document* know the words of its language that lean on the next one, with
    spaces around them.
    """
    words = document.find("body").get("data-leans", "")
    for tag in ("p", "li", "dd"):
        for one in document.iter(tag):
            one.set(LEANING, f" {words} ")


def _is_good(lines: Sequence[Any], measure: float) -> bool:
    """Whether *lines* are all of a text, with a last one that is long enough and no gap above."""
    if lines[-1].resume_at is not None:
        return False
    lacks = [1 - float(one.width) / measure for one in lines]
    if len(lacks) == 1:
        return True
    words = "".join(one.text for one in lines[-1].descendants() if hasattr(one, "text"))
    is_alone = lacks[-1] > 1 - LONG and " " not in words.strip()
    return not is_alone and has_good_shape(lacks)


def has_good_shape(lacks: Sequence[float]) -> bool:
    """Whether the last of some lines is long enough, no other one gapes, and the last three do not
    go down in steps; *lacks*: the part of the measure that each lacks.
    """
    return lacks[-1] <= 1 - SHORT and max(lacks[:-1]) <= GAP and find_step(lacks) <= STEP


def find_step(lacks: Sequence[float]) -> float:
    """The part of the measure by which each of the last two lines is shorter than the one above it,
    at least; 0 where one of them is not.
    """
    return max(0.0, min(below - above for above, below in pairwise(lacks[-3:]))) if lacks[2:] else 0


def _stands_beside(shapes: Any, box: Any) -> bool:
    """Whether one of *shapes*, which float, may stand beside *box*."""
    left = box.content_box_x()
    right = left + box.width
    return any(
        one.position_y + one.margin_height() > box.position_y
        and one.position_x < right - LOOSE
        and one.position_x + one.margin_width() > left + LOOSE
        for one in shapes or ()
    )


def _break_at_best(
    context: Any, line: Any, measure: float, begin: tuple[Any, int] | None = None
) -> Any:
    """Give a copy of a text, one *line*, with ends of lines where they are best; None where they
    are so as it is. *begin*: the box in it, and the byte, with which it goes on in this measure.
    """
    from weasyprint.layout.percent import percentage

    parts = [*_find_texts(line)]
    texts = [one for one in parts if one]
    if len(texts) < len(parts):
        return None
    indent = 0 if begin else percentage(line.style["text_indent"], line.style, measure)
    leaning = "" if line.element is None else line.element.get(LEANING, "")
    places = _know_places(context, texts, (measure, indent), leaning, _find_stop(texts, begin))
    return _part(line, places) if places else None


def _find_texts(box: Any) -> Iterator[tuple[Any, float] | None]:
    """Find the texts in *box*, and the room for edges before each, in pixels; None for what else
    stands in a line.
    """
    from weasyprint.formatting_structure.boxes import InlineBlockBox, InlineBox, TextBox

    room = 0.0
    for child in box.children:
        if not child.is_in_normal_flow():
            if child.is_floated():
                yield None
        elif type(child) is TextBox:
            is_known = child.style["white_space"] in ("normal", "nowrap")
            yield (child, room) if is_known and not _ODD.search(child.text) else None
            room = 0.0
        elif type(child) is InlineBox:
            room += sum(getattr(child.style[name], "value", 0) for name in _EDGES)
            for found in _find_texts(child):
                yield (found[0], found[1] + room) if found else None
                room = 0.0
        elif type(child) is InlineBlockBox and _is_indent(child):
            room += child.style["width"].value
        else:
            yield None


def _is_indent(box: Any) -> bool:
    """Whether *box* only indents a line, as in a text that is read from the right."""
    texts = (one.text for one in box.descendants() if hasattr(one, "text"))
    return getattr(box.style["width"], "unit", "") == "px" and not any(texts)


_EDGES = [f"{name}_{side}" for name in ("margin", "padding") for side in ("left", "right")]
_ODD = re.compile("[\n\u00ad\u2e80-\u9fff\uf900-\ufaff]")
"""Letters of a text that is left as it is: it is divided already, is hyphenated, or is Chinese."""


def _find_stop(
    texts: Sequence[tuple[Any, float]], begin: tuple[Any, int] | None
) -> tuple[int, int] | None:
    """Find the space behind which *texts* go on at *begin*, as the place of a unit; None where they
    begin.
    """
    if begin is None:
        return None
    box, byte = begin
    number = next((n for n, (one, _) in enumerate(texts) if one is box), len(texts))
    if not byte and 0 < number < len(texts):
        return number - 1, len(texts[number - 1][0].text) - 1
    return number, len(box.text.encode()[:byte].decode()) - 1 if hasattr(box, "text") else 0


def _know_places(
    context: Any,
    texts: Sequence[tuple[Any, float]],
    room: tuple[float, float],
    leaning: str,
    stop: tuple[int, int] | None,
) -> tuple[tuple[int, int], ...]:
    """Find the spaces of *texts* at which lines end, or remember them; none where they are good.

    *room*: the measure, and the indent of the first line. *leaning*: words that may be bound.
    *stop*: the place behind which they go on; what stands before it has its lines.
    """
    known = vars(context.font_config).setdefault("lines", KnownLines())
    described = (
        (known.look(one.style), one.text, edges, one.justification_spacing) for one, edges in texts
    )
    key = ("best breaks", *room, leaning, stop, *described)
    places: tuple[Any, ...] | None = known.lines.get(key)
    if places is None:
        units = [*_measure(context, texts, leaning)]
        if stop:
            ends = (n for n, unit in enumerate(units, 1) if unit.place == stop)
            units = units[next(ends, len(units)) :]
        places = find_places(units, *room)
        known.add(key, "".join(one.text for one, _ in texts), places)
    return places


def find_places(
    units: Sequence[Unit], measure: float, indent: float = 0
) -> tuple[tuple[int, int], ...]:
    """Find the places of the spaces of *units* at which lines end best; none where they end well
    as they do, or cannot end better in as many lines.

    *measure*, *indent*: of a line, and of the first one, in pixels.
    """
    text = _Text(units, measure, indent)
    stops = text.fill()
    lines = len(stops) - 1
    if lines < 2 or text.is_good(stops):
        return ()
    has_bound = any(one.is_bound for one in units)
    ways = [
        text.find_best(number)
        for number in (lines, *([lines - 1] if has_bound and lines > 2 else []))
    ]
    best = min(filter(None, ways), key=text.cost, default=[])
    if not best or text.cost(best) > BETTER * text.cost(stops):
        return ()
    return tuple(place for stop in best[1:-1] if (place := units[stop - 1].place))


class _Text:
    """A text that is divided into lines: a line is the units from one stop up to the next one."""

    def __init__(self, units: Sequence[Unit], measure: float, indent: float) -> None:
        self.units, self.measure, self.indent = units, measure, indent
        self._begins = [0.0, *accumulate(one.width + one.space for one in units)]

    def width(self, begin: int, end: int) -> float:
        """How wide a line of the units from *begin* to *end* is, in pixels."""
        indent = 0 if begin else self.indent
        return indent + self._begins[end] - self._begins[begin] - self.units[end - 1].space

    def fill(self) -> list[int]:
        """Fill one line after the other; give the stops."""
        stops, most, number = [0], self.measure + LOOSE, len(self.units)
        ends = [n + 1 for n, one in enumerate(self.units) if n + 1 == number or not one.is_bound]
        for end, further in pairwise(ends):
            if self.width(stops[-1], further) > most:
                stops.append(end)
        return [*stops, number]

    def lack(self, begin: int, end: int) -> float:
        """The part of the measure that a line lacks."""
        return 1 - self.width(begin, end) / self.measure

    def is_good(self, stops: Sequence[int]) -> bool:
        """Whether its shape is good and no short word is its last line; or a word is too long."""
        lacks = [self.lack(*one) for one in pairwise(stops)]
        return min(lacks) < -0.01 or (has_good_shape(lacks) and not self._is_alone(stops[-2]))

    def cost(self, stops: Sequence[int]) -> float:
        """Add up what the lines lack, squared, and what their end costs."""
        lacks = [self.lack(*one) for one in pairwise(stops)]
        parted = PARTED * sum(self.units[stop - 1].is_bound for stop in stops[1:-1])
        return sum(one * one for one in lacks[:-1]) + parted + self._cost_of_end(stops)

    def _is_alone(self, begin: int) -> bool:
        """Whether the last line, from *begin* on, is one short word."""
        return self.lack(begin, len(self.units)) > 1 - LONG and not any(
            one.place for one in self.units[begin:-1]
        )

    def _cost_of_end(self, stops: Sequence[int]) -> float:
        """Add up the cost of the last three lines as a shape."""
        lacks = [self.lack(*one) for one in pairwise(stops[-4:])]
        short = max(0.0, lacks[-1] - 1 + WANTED)
        step = max(0.0, find_step(lacks) - STEP)
        alone = ALONE if self._is_alone(stops[-2]) else 0.0
        return WEIGHT * short**2 + WEDGE * step + alone

    def find_best(self, lines: int) -> list[int]:
        """Find the stops of the best division into so many *lines*; none where there is none."""
        most, number = self.measure - TIGHT, len(self.units)
        ways: dict[Any, tuple[float, list[int]]] = {0: (0.0, [0])}
        for left in range(lines - 1, 0, -1):
            further: dict[Any, tuple[float, list[int]]] = {}
            for cost, stops in ways.values():
                begin = stops[-1]
                for end in range(begin + 1, number):
                    if self.width(begin, end) > most:
                        break
                    if self._begins[number] - self._begins[end] > left * self.measure:
                        continue  # the rest would not fit into the other lines
                    unit = self.units[end - 1]
                    if not unit.place and self.width(begin, end + 1) <= most:
                        continue  # behind a hyphen a line ends where no more fits
                    sum_up = cost + self.lack(begin, end) ** 2 + PARTED * unit.is_bound
                    if left == 1:
                        if self.width(end, number) > most:
                            continue
                        sum_up += self._cost_of_end([*stops[-2:], end, number])
                    key = (begin, end) if left == 2 else end  # the third last counts as well
                    if key not in further or sum_up < further[key][0]:
                        further[key] = sum_up, [*stops, end]
            ways = further
        stops = min(ways.values(), default=(0.0, []))[1]
        return [*stops, number] if stops else []


_BETWEEN = re.compile(
    r" |(?<=[^\w\s\u2060])(?=[^\s\u2060])|(?<=\w)(?=[—–])|(?<=[^\W\d_])\u00a0(?=\w)"
)
"""Where a line of a text that is not Chinese may end; the last one: where a word may be bound."""
_BOUND = re.compile(r"(?<!\d\u00a0)\b[^\W\d_]+\Z")
"""A word before the space that binds it, which is no unit."""


def _measure(context: Any, texts: Sequence[tuple[Any, float]], leaning: str = "") -> Iterator[Unit]:
    """Measure the units of *texts*, in pixels; those of the words *leaning* may be bound."""
    from weasyprint.text.line_break import can_break_text

    width, before = 0.0, ""
    for number, (one, edges) in enumerate(texts):
        text, breaks = one.text, one.style["white_space"] == "normal"
        if width and breaks and text and can_break_text(before + text[0], one.style["lang"]):
            yield Unit(width, 0, None)
            width = 0.0
        width += edges
        for letter, size, space in _measure_parts(
            context, text, one.style, leaning if breaks else None
        ):
            width += size
            if letter is not None and width:
                is_bound = text[letter] == "\u00a0"
                yield Unit(width, space, (number, letter) if space else None, is_bound)
                width = 0.0
        before = text[-1:]
    if width:
        yield Unit(width, 0, None)


def _measure_parts(
    context: Any, text: str, style: Any, leaning: str | None
) -> Iterator[tuple[int | None, float, float]]:
    """Measure each part of *text*: give the letter behind it, its width, and that of the space that
    stands there; None for the letter where the text is at its end.

    *leaning*: the words that may end a line though a space binds them; None where no line ends.

    Words that are read from the right are measured among others that are not.
    """
    from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango
    from weasyprint.text.line_break import create_layout

    layout = create_layout(text, style, context, None, 0)
    line, _ = layout.get_first_line()
    signs = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    ranges, count = ffi.new("int **"), ffi.new("int *")

    def measure(begin: int, end: int) -> float:
        if begin == end:
            return 0.0
        pango.pango_layout_line_get_x_ranges(line, begin, end, ranges, count)
        edges = ranges[0][0 : 2 * count[0]]
        width = sum(edges[n + 1] - edges[n] for n in range(0, len(edges), 2))
        gobject.g_free(ranges[0])
        return float(width * FROM_UNITS)

    letter, begin, blank = 0, 0, 0.0
    for found in _BETWEEN.finditer(text) if leaning is not None else ():
        at, behind = found.span()
        if found[0] == "\u00a0":
            bound = _BOUND.search(text[letter:at])
            if not bound or f" {bound[0].lower()} " not in str(leaning):
                continue
        elif at and behind < len(text) and not signs[behind].is_line_break:
            continue
        end = begin + len(text[letter:behind].encode())
        space = 0.0
        if behind > at:
            space = blank = blank or measure(end - len(found[0].encode()), end)
        yield at, measure(begin, end) - space, space
        letter, begin = behind, end
    yield None, measure(begin, len(text.encode())), 0.0
    layout.deactivate()


def _part(line: Any, places: Sequence[tuple[int, int]]) -> Any:
    """Give a copy of *line* that ends a line at each of *places*, instead of a space."""
    parted = line.deepcopy()
    texts = [one[0] for one in _find_texts(parted) if one]
    for number, letter in places:
        text = texts[number].text
        texts[number].text = f"{text[:letter]}\n{text[letter + 1 :]}"
    return parted
