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
    """The name that a row of data has for it."""
    name: str
    """The name on its label."""
    polygons: tuple[Polygon, ...]
