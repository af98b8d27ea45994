"""The part of a picture that is printed, and what the printed picture is called."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIDES = {"left": (0.0, 0.5), "right": (1.0, 0.5), "top": (0.5, 0.0), "bottom": (0.5, 1.0)}
_SIDES |= {"center": (0.5, 0.5), "centre": (0.5, 0.5)}
WIDEST = 10
"""How often the longer side of a crop may hold the shorter one."""
COVERS = "covers/"
"""The folder of covers on the page, before their names: some lie beside institute.yaml, where a
file may be called as one of the brief is."""


@dataclass(frozen=True)
class Crop:
    """The part of a picture that is printed."""

    width: float
    height: float
    """Width and height in any unit: `3` and `2`."""
    focus: tuple[float, float] = (0.5, 0.5)
    """The point that stays in sight, as parts of the picture's width and height, from the upper
    left."""

    @property
    def ratio(self) -> float:
        """Width by height."""
        return self.width / self.height

    @property
    def label(self) -> str:
        """For the name of a file: `3x2-50-50`."""
        across, down = (round(100 * part) for part in self.focus)
        return f"{self.width:g}x{self.height:g}-{across}-{down}"


def picture_kind(data: bytes) -> str:
    """Name the kind of a picture as the web calls it, by its first bytes: a drawing has none."""
    if data.startswith(b"\x89PNG"):
        return "image/png"
    if data.startswith(b"\xff\xd8"):
        return "image/jpeg"
    return "image/svg+xml"


def read_ratio(text: str) -> tuple[float, float]:
    """Read `3:2` as width and height. Raises ValueError, worded for an author."""
    match = re.fullmatch(r"(\d{1,4}(?:\.\d+)?)\s*[:x/×]\s*(\d{1,4}(?:\.\d+)?)", text.strip())
    sides = (float(match[1]), float(match[2])) if match else (0.0, 0.0)
    if not all(sides) or max(sides) > WIDEST * min(sides):
        raise ValueError(f"`{text}` is no shape, write width and height as 3:2")
    return sides


def read_focus(text: str) -> tuple[float, float]:
    """Read `left`, `top right` or `60% 30%` as parts of width and height, from the upper left.

    Raises ValueError, worded for an author.
    """
    words = text.lower().split()
    numbers = [re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*%", word) for word in words]
    if len(words) == 2 and all(numbers):
        across, down = (float(one[1]) / 100 for one in numbers if one)
        if max(across, down) <= 1:
            return across, down
    elif 0 < len(words) <= 2 and all(word in _SIDES for word in words):
        across = next((_SIDES[one][0] for one in words if one in ("left", "right")), 0.5)
        down = next((_SIDES[one][1] for one in words if one in ("top", "bottom")), 0.5)
        return across, down
    raise ValueError(f"`{text}` is no place in a picture, write it as `left`, or as 60% 30%")


def printed_name(file: str, crop: Crop | None) -> str:
    """Name the picture *file* on the page: two parts of one photo are two pictures."""
    return f"{crop.label}/{file}" if crop else file
