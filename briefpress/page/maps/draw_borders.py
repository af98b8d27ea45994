"""The borders of a map → SVG: coasts, borders, and the lines of disputed areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.boundaries import AREAS
from ...model.map_shapes import Position
from .areas import longer_side
from .outlines import Border
from .projections import Line, clip_line
from .shades import shade
from .shown import ShownMap
from .svg import NEAR, SPECK, path, thin
from .views import Box


def draw_borders(shown: ShownMap) -> str:
    """Draw the borders, coasts first, dotted lines last."""
    lines: dict[str, list[str]] = {}
    for style, line in _lines(shown):
        lines.setdefault(style, []).append(path([line], close=False))
    sea, muted = shown.colours.sea, shown.order.tokens["muted"]
    plain = (
        f'stroke="{sea}" stroke-width="0.8"'
        if shown.rows
        else f'stroke="{shade(muted, 62)}" stroke-width="0.6"'
    )
    ground = f'stroke="{sea}" stroke-width="1.2"'
    looks = {
        "coast": [f'stroke="{shown.colours.coast}" stroke-width="0.5"'],
        "solid": [plain],
        "dashed": [ground, f'stroke="{muted}" stroke-width="0.9" stroke-dasharray="4 2.4"'],
        "dotted": [ground, f'stroke="{muted}" stroke-width="1" stroke-dasharray="1 2"'],
    }
    return "".join(
        f'<path d="{"".join(lines[style])}" fill="none" stroke-linejoin="round" {look}/>'
        for style, some in looks.items()
        if style in lines
        for look in some
    )


def _lines(shown: ShownMap) -> Iterator[tuple[str, Line]]:
    """The lines on the page, each with the style in which it is drawn."""
    if shown.is_own:
        for area in shown.areas:
            yield from (("solid", line) for line in _outline(area.key, shown))
        return
    view = shown.view
    for border in shown.atlas.borders:
        if not view.may_show(border.line):
            continue
        for style, part in _styled(border, shown):
            for projected in view.projection.lines(view.thinned(part, NEAR)):
                on_page = view.on_page(projected)
                if longer_side(on_page) >= SPECK / 4:
                    yield from ((style, thin(cut)) for cut in clip_line(on_page, view.box))
    for key, decision in shown.decided.decisions.items():
        if decision.shape:
            yield from ((decision.line, line) for line in _outline(key, shown))


def _outline(key: str, shown: ShownMap) -> Iterator[Line]:
    for polygon in shown.outlines[key]:
        for ring in polygon:
            for line in shown.view.projection.lines(ring):
                yield from map(thin, clip_line(shown.view.on_page(line), shown.view.box))


def _styled(border: Border, shown: ShownMap) -> Iterator[tuple[str, Sequence[Position]]]:
    """A border in its parts, each with the style in which it is drawn."""
    keys = border.between
    if len(keys) == 1:
        yield "coast", border.line
        return
    for key, decision in shown.decided.decisions.items():
        area = AREAS.get(key)
        if area is None or decision.shape:
            continue
        if area.can_be_cut:
            if key in keys and keys - {key} <= {*area.parties, area.within, *AREAS}:
                yield decision.line, border.line
                return
        elif keys <= {*area.parties, *AREAS} and any(_is_in(area.box, one) for one in border.line):
            for is_inside, part in _parted(border.line, area.box):
                yield decision.line if is_inside else "solid", part
            return
    yield "solid", border.line


def _parted(line: Sequence[Position], box: Box) -> Iterator[tuple[bool, list[Position]]]:
    """Part a line where it enters and leaves *box*; give of each part whether it lies within."""
    part = [line[0]]
    is_inside = _is_in(box, line[0])
    for one in line[1:]:
        part.append(one)
        if _is_in(box, one) != is_inside:
            yield is_inside, part
            part, is_inside = [one], not is_inside
    if len(part) > 1:
        yield is_inside, part


def _is_in(box: Box, position: Position) -> bool:
    return box[0] <= position[0] <= box[2] and box[1] <= position[1] <= box[3]
