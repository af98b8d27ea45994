"""Scale the lines of an SVG that keep their width however large they are drawn.

WeasyPrint does not know `vector-effect: non-scaling-stroke`: a line of 1 in a map that is drawn at
a tenth of its coordinates is a tenth of a pixel wide, one that is enlarged covers the drawing.
"""

from __future__ import annotations

import math
import re
from typing import Any

from .drawing_rules import SVG, Rules

_TRANSFORM = re.compile(r"(matrix|scale|skewX|skewY|rotate|translate)\s*\(([^()]*)\)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_WIDTH = 640.0
"""Pixels that a drawing is wide which does not say so: as wide as the text of a page."""


def scale_strokes(root: Any, rules: Rules) -> None:
    """Write the width of each such line, and its dashes, in the units that it is drawn in."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if rules.value(element, "vector-effect") != "non-scaling-stroke":
            continue
        scale = _scale(element)
        if not scale:
            continue
        written = [
            f"stroke-width:{_scaled(rules.inherited(element, 'stroke-width') or '1', scale)}"
        ]
        dashes = rules.inherited(element, "stroke-dasharray")
        if dashes and dashes != "none":
            written.append(f"stroke-dasharray:{_scaled(dashes, scale)}")
        element.set("style", ";".join(filter(None, [element.get("style"), *written])))


def _scaled(lengths: str, scale: float) -> str:
    return _NUMBER.sub(lambda match: f"{float(match[0]) / scale:.6g}", lengths)


def _scale(element: Any) -> float:
    """How many pixels a unit of *element* is drawn as; 0 where nothing of it is seen."""
    area = 1.0
    for one in (element, *element.iterancestors()):
        for name, inner in _TRANSFORM.findall(one.get("transform") or ""):
            area *= abs(_area(name, [float(number) for number in _NUMBER.findall(inner)]))
        if one.tag == f"{SVG}svg":
            area *= _scale_of_box(one) ** 2
    return math.sqrt(area)


def _area(name: str, numbers: list[float]) -> float:
    """How much larger an area is after a transform."""
    if name == "scale" and numbers:
        return numbers[0] * numbers[-1]
    if name == "matrix" and len(numbers) == 6:
        return numbers[0] * numbers[3] - numbers[1] * numbers[2]
    return 1.0


def _scale_of_box(svg: Any) -> float:
    """How many pixels a unit of the viewBox of *svg* is wide."""
    box = [float(number) for number in _NUMBER.findall(svg.get("viewBox") or "")]
    if len(box) != 4 or not box[2]:
        return 1.0
    width = re.fullmatch(r"\s*([\d.]+)(?:px)?\s*", svg.get("width") or "")
    return (float(width[1]) if width else _WIDTH) / box[2]
