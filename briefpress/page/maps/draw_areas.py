"""The areas of a map → SVG: those of one colour as one path, hatched ones with their lines."""

from __future__ import annotations

from .colours import HATCHED
from .shown import ShownMap
from .svg import hatch, path


def draw_areas(shown: ShownMap) -> str:
    """Draw the areas."""
    shapes: dict[str, list[str]] = {}
    hatched = []
    for area in shown.areas:
        fill = shown.fills[area.key]
        if fill == HATCHED:
            hatched.append(area)
        else:
            shapes.setdefault(fill, []).append(path(area.rings))
    parts = [
        # Its own colour around it closes the hairline between two of one colour.
        f'<path d="{"".join(paths)}" fill="{fill}" fill-rule="evenodd" stroke="{fill}" '
        'stroke-width="0.3"/>'
        for fill, paths in shapes.items()
    ]
    lines, land = shown.order.tokens["muted"], shown.colours.land
    for area in hatched:
        parts.append(
            f'<path d="{path(area.rings)}" fill="{land}" fill-rule="evenodd"/>'
            + hatch(area.rings, lines)
        )
    return "".join(parts)
