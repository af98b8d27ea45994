"""Areas and their colours under a label on a map, and whether it can be read there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from ...model.boundaries import AREAS
from ..plots.palette import lightness
from .areas import MapArea, surface
from .colours import HATCHED
from .place_labels import PlacedLabel
from .shown import ShownMap
from .views import Box

LIGHT_LETTERS, DARK_LETTERS = 49.5, 60.0
"""Lightness, CIE L*: below the first white letters are read, above the second those of the text;
between them black ones."""
BLACK = "#000000"
BARE = 12.0
"""Square pixels of the ground under a label, at least, on which a letter of it stands."""
OF_A_PLACE = 600
"""The weight of the label of a point; the names of areas are lighter."""


@dataclass(frozen=True)
class Ground:
    """Areas, borders and sea, as they are drawn before the labels."""

    shown: ShownMap

    def is_on_line(self, box: Box) -> bool:
        """Whether a coast or a boundary runs through *box*."""
        whole = _surface_of(box)
        return any(
            BARE < sum(surface(part) for part in area.rings_in(box) if part) < whole - BARE
            for area in self.shown.areas
        )

    def is_clear(self, named: MapArea, box: Box, gap: float) -> bool:
        """Whether no shape lies in *box*, or on a map of countries none that is shaded; and none
        but that which is *named* within *gap* of it.
        """
        left, top, right, bottom = box
        around = left - gap, top - gap, right + gap, bottom + gap
        return not any(
            any(area.rings_in(box if area is named else around))
            for area in self.shown.areas
            if self.shown.is_own or self.shown.fills[area.key] != self.shown.colours.land
        )

    def is_legible(self, box: Box, colour: str) -> bool:
        """Whether letters in *colour* can be read on all that *box* covers, the ground as well."""
        colours = self.shown.colours
        fills, bare = set(), _surface_of(box)
        for area in self.shown.areas:
            for part in area.rings_in(box):
                if part:
                    fills.add(self.shown.fills[area.key])
                    bare -= surface(part)
        if bare > BARE:
            fills.add(colours.sea)
        lights = [lightness(colours.land if one == HATCHED else one) for one in fills]
        if colour == colours.sea:
            return max(lights, default=0.0) < LIGHT_LETTERS
        least = LIGHT_LETTERS if colour == BLACK else DARK_LETTERS
        return min(lights, default=100.0) >= least

    def disputed_beside(self, named: MapArea) -> Callable[[Box], bool]:
        """Tell whether a box touches a disputed area that is not the one *named*: the name of a
        country there says whose it is.
        """
        disputed = [one for one in self.shown.areas if one.key in AREAS and one is not named]
        return lambda box: any(any(one.rings_in(box)) for one in disputed)

    def letters_on(self, fill: str) -> str:
        """The colour of a name on *fill*, with a contrast of 4.5:1 at least."""
        tokens, colours = self.shown.order.tokens, self.shown.colours
        if fill in (HATCHED, colours.land):
            return tokens["text" if fill == HATCHED else "muted"]
        light = lightness(fill)
        if light < LIGHT_LETTERS:
            return colours.sea
        return tokens["text"] if light > DARK_LETTERS else BLACK

    def patch_under(self, label: PlacedLabel) -> str:
        """The colour of a patch under *label*; empty where it needs none.

        On shades, and over a coast or a boundary, the label of a point has one, and the name of a
        country suits its shade; on hatching both have one.
        """
        shown, colours = self.shown, self.shown.colours
        is_place = label.weight == OF_A_PLACE
        if label.ground or (shown.rows and is_place):
            return label.ground or colours.sea
        if is_place and self.is_on_line(label.box):
            return self._widest_under(label.box)
        hatched = (area for area in shown.areas if shown.fills[area.key] == HATCHED)
        return colours.land if any(any(area.rings_in(label.box)) for area in hatched) else ""

    def _widest_under(self, box: Box) -> str:
        """The colour of most of what *box* covers, the sea as well."""
        colours = self.shown.colours
        fills: dict[str, float] = defaultdict(float)
        for area in self.shown.areas:
            fill = self.shown.fills[area.key]
            parts = sum(surface(part) for part in area.rings_in(box) if part)
            fills[colours.land if fill == HATCHED else fill] += parts
        fills[colours.sea] += _surface_of(box) - sum(fills.values())
        return max(fills, key=lambda fill: fills[fill])


def _surface_of(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
