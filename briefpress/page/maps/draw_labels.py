"""Points and areas of a map → their labels, each where there is room for it."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ...model.boundaries import AREAS
from ...model.problems import Place, Problems
from ..plots.chart_words import Lettering
from .areas import MapArea
from .draw_circles import DOT, Circle
from .place_labels import (
    LabelWords,
    PlacedLabel,
    Room,
    place_apart,
    place_beside,
    place_led,
    place_within,
)
from .shown import ShownMap
from .svg import write_label
from .under_labels import OF_A_PLACE, Ground
from .views import Box

HIDDEN = 12.0
"""Pixels: a country that is smaller would lie under its name, which stands beside it."""
_TRIES = 4
"""How often the labels of points are placed anew, those first that had no room."""
_LISTED = 8
"""Names that a message lists; of more it gives the number."""
_LED_AT_MOST = 4
"""Names with a line each on a map of many countries: more would hide it."""
_OF_AN_AREA = 400
"""The weight of an area's name."""


def draw_labels(
    shown: ShownMap, circles: Sequence[Circle], letters: Lettering, room: Room, problems: Problems
) -> str:
    """Draw the labels of points, then the names of areas; their places are taken then.

    Problems: labels without room, areas that are named and are not on the map.
    """
    ground = Ground(shown)
    points = _place_beside_circles(circles, ground, letters, room)
    for circle, label in points:
        if label is None:
            _tell_no_room(circle.spot.label, circle.spot.place, problems)
    names = _Names(shown, ground, letters, room, problems)
    labels = [*(label for _, label in points if label), *names.place_all()]
    return "".join(write_label(label, ground.patch_under(label)) for label in labels)


def _place_beside_circles(
    circles: Sequence[Circle], ground: Ground, letters: Lettering, room: Room
) -> Sequence[tuple[Circle, PlacedLabel | None]]:
    """Place the labels of points. Those for which there is no room are placed before the others
    then, as often as it helps, and last with a line to their circle.
    """
    wanted = [circle for circle in circles if circle.spot.label]
    colour = ground.shown.order.tokens["text"]
    best: list[tuple[Circle, PlacedLabel | None]] = []
    taken = room.taken
    for place, _ in itertools.product((place_beside, place_led), range(_TRIES)):
        trial = Room(room.frame, [*room.taken])
        placed = []
        for circle in wanted:
            words = LabelWords(circle.spot.label, OF_A_PLACE, colour, letters)
            dot = circle.middle, circle.radius
            label = place_beside(words, *dot, trial, ground.is_on_line)
            if label is None and place is place_led:
                label = place_led(words, *dot, trial)
            placed.append((circle, label))
        is_lost = [label is None for _, label in placed]
        if not best or sum(is_lost) < sum(label is None for _, label in best):
            best, taken = placed, trial.taken
        if not any(is_lost):
            break
        wanted = [
            *itertools.compress(wanted, is_lost),
            *itertools.compress(wanted, (not one for one in is_lost)),
        ]
    room.taken[:] = taken
    return best


def _tell_no_room(text: str, place: Place, problems: Problems) -> None:
    problems.error(
        place,
        f"there is no room for the label `{text}`",
        "shorten it, show less at `region:`, make the map wider (`width: page`), or give "
        "fewer labels",
    )


@dataclass(frozen=True)
class _Names:
    """The names of areas while they are placed."""

    shown: ShownMap
    ground: Ground
    letters: Lettering
    room: Room
    problems: Problems

    def place_all(self) -> Iterator[PlacedLabel]:
        """Place the names: those that have room within their areas first, then those beside.

        Where all are named, those that the caption names come before all, then the highest values;
        a few that have values and no room have a line to their names.
        """
        shown, names_all = self.shown, self.shown.names_all
        on_page = {area.key: area for area in shown.areas}
        in_caption = {key for key in on_page if names_all and self._is_in_caption(key)}
        wanted = [(key, shown.order.place("labels", n)) for n, key in enumerate(shown.labels)]
        if names_all:
            keys = sorted(
                on_page, key=lambda key: (key not in in_caption, *self._rank(on_page[key]))
            )
            wanted = [(key, shown.order.place("labels")) for key in keys if key not in AREAS]
        beside, unnamed = [], []
        for key, place in wanted:
            area = on_page.get(key)
            if area is None:
                self.problems.error(
                    place,
                    f"{shown.name(key)} is not on the map, so it cannot be named there",
                    "show more at `region:`, or do not name it",
                )
            elif area.size >= HIDDEN and (label := self._within(area, names_all)):
                yield label
            elif key not in in_caption:
                beside.append((area, place))
            elif label := (
                self._beside(area, False)
                or self._within(area, False)
                or self._led(area)
                or self._over(area)
            ):
                yield label
            else:
                _tell_no_room(shown.name(key), place, self.problems)
        for area, place in beside:
            label = self._beside(area, names_all)
            if not names_all:
                label = label or self._led(area) or self._over(area)
            elif shown.is_own and area.size < HIDDEN:
                label = label or self._led(area)
            if label:
                yield label
            elif not names_all:
                _tell_no_room(shown.name(area.key), place, self.problems)
            elif shown.is_own or shown.decided.owner(area.key) in shown.rows:
                unnamed.append(area)
        if len(unnamed) <= _LED_AT_MOST:
            led = [(area, self._led(area)) for area in unnamed]
            yield from (label for _, label in led if label)
            unnamed = [area for area, label in led if not label]
        if unnamed:
            names = [shown.name(area.key) for area in unnamed]
            self.problems.warning(
                shown.order.place("labels"),
                f"{len(names)} of {len(wanted)} names have no room on the map: "
                + ", ".join(names[:_LISTED]) + ("" if len(names) <= _LISTED else "…"),
                "list at `labels:` those that matter, or make the map wider (`width: page`) where "
                "the brief has room for it",
            )  # fmt: skip

    def _is_in_caption(self, key: str) -> bool:
        """Whether the caption names the area *key*."""
        name, caption = re.escape(self.shown.name(key)), self.shown.order.title
        return bool(re.search(rf"(?<!\w){name}(?!\w)", caption))

    def _rank(self, area: MapArea) -> tuple[float, float]:
        """Where *area* stands among those that are named: by its value, then by its size."""
        row = self.shown.rows.get(self.shown.decided.owner(area.key))
        value = row.value if row and isinstance(row.value, float) else -math.inf
        return -value, -area.size

    def _within(self, area: MapArea, names_all: bool) -> PlacedLabel | None:
        """The name of *area* on it, or over its edge where it can be read there."""
        colour = self.ground.letters_on(self.shown.fills[area.key])
        is_legible = None if names_all else self.ground.is_legible
        barred = self.ground.disputed_beside(area)
        return place_within(self._words(area, colour), area.rings, self.room, is_legible, barred)

    def _words(self, area: MapArea, colour: str = "") -> LabelWords:
        """The name of *area*, in the *colour* of text where no other is given."""
        colour = colour or self.shown.order.tokens["text"]
        return LabelWords(self.shown.name(area.key), _OF_AN_AREA, colour, self.letters)

    def _beside(self, area: MapArea, names_all: bool) -> PlacedLabel | None:
        """The name of *area* beside it: on a map of many countries of those that are asked for."""
        if names_all and not self.shown.is_own:
            return None
        words = self._words(area)
        if area.size >= HIDDEN:
            is_clear = partial(self.ground.is_clear, area)
            return place_apart(words, area.rings, self.room, is_clear)
        radius, is_barred = max(DOT, area.size / 2), self._is_of_another(area)
        return place_beside(words, area.middle, radius, self.room, is_barred=is_barred)

    def _is_of_another(self, area: MapArea) -> Callable[[Box], bool]:
        """Tell whether a box is so far within areas with values that the name of *area* would seem
        to be theirs.
        """
        return lambda box: not self.ground.is_clear(area, box, 0.0)

    def _led(self, area: MapArea) -> PlacedLabel | None:
        """The name of *area* away from it, with a line to it, best where nothing else is shown."""
        words = self._words(area)
        for is_barred in (self._is_of_another(area), lambda _: False):
            if label := place_led(words, area.middle, 0.0, self.room, is_barred):
                is_bare = self.ground.is_clear(area, label.box, 0.0)
                return label if is_bare else replace(label, ground=self.shown.colours.sea)
        return None

    def _over(self, area: MapArea) -> PlacedLabel | None:
        """The name of *area* on it and over its edge, on a ground of its own."""
        barred = self.ground.disputed_beside(area)
        label = place_within(self._words(area), area.rings, self.room, lambda *_: True, barred)
        return replace(label, ground=self.shown.colours.sea) if label else None
