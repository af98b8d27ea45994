"""Shapes on the globe: what maps are drawn of."""

from __future__ import annotations

from dataclasses import dataclass

Position = tuple[float, float]
"""Longitude and latitude, in degrees."""
Ring = tuple[Position, ...]
"""A line that ends where it begins."""
Polygon = tuple[Ring, ...]
"""The outer ring, and those of the holes in it."""


@dataclass(frozen=True)
class Outline:
    """An outline that has a name."""

    key: str
    """What a row of data calls it."""
    name: str
    """What a label calls it."""
    polygons: tuple[Polygon, ...]
