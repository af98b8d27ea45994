"""Measure a colour on its ground: their contrast for an eye, their greys for a printer."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.colour import contrast
from ...model.geometry import PageLayout, Piece


def grey(colour: str) -> str:
    """Give the grey that a printer without colours prints for *colour*: that of its luma.

    Source: Recommendation ITU-R BT.601
    """
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02x}" * 3


@dataclass(frozen=True)
class Pair:
    """A colour on another one, and the smallest text of a page that has the two."""

    colour: str
    ground: str
    ratio: float
    is_large: bool
    """Whether it has 18 points, or 14 and is bold: a lower contrast suffices then."""
    piece: Piece

    @property
    def least(self) -> float:
        """The contrast that WCAG 2 asks of it at level AA."""
        return 3.0 if self.is_large else 4.5


def find_pairs(page: PageLayout) -> list[Pair]:
    """Give each pair of colours of the text of *page*, the weakest first."""
    smallest: dict[tuple[str, str], tuple[bool, Piece]] = {}
    for piece in page.pieces:
        key = piece.colour, piece.ground
        if key not in smallest or smallest[key][0]:
            is_large = piece.size >= 18 or (piece.bold and piece.size >= 14)
            if key not in smallest or not is_large:
                smallest[key] = is_large, piece
    pairs = [
        Pair(colour, ground, contrast(colour, ground), is_large, piece)
        for (colour, ground), (is_large, piece) in smallest.items()
        if colour.startswith("#") and ground.startswith("#")
    ]
    return sorted(pairs, key=lambda pair: pair.ratio / pair.least)
