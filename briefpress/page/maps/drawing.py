"""An order for a map → SVG, or what keeps it from being drawn.

From back to front: areas, borders, dots for countries that are too small to see, points, names,
the small map in a corner; the legend stands below. No disputed area is drawn before the house has
decided how.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, partial
from html import escape
from pathlib import Path

from ...model.boundaries import APART, AREAS, AS_DRAWN, AreaDecision, DisputedArea, in_language
from ...model.house import DEFAULT_LANGUAGE
from ...model.map_shapes import Polygon, Position
from ...model.problems import Place, Problem, Problems, nearest
from ...model.scripts import with_one_apostrophe
from ..plots.chart_words import SMALL, Lettering
from ..plots.palette import APART as APART_IN_GREY
from ..plots.palette import lightness
from .countries import find_country, name_of, nearest_country
from .data_rows import Row, Spot, read_names, read_rows, read_spots, tell_codes
from .order import MapOrder
from .outlines import Atlas, Border, read_atlas
from .place_labels import (
    PlacedLabel,
    Room,
    across,
    place_apart,
    place_beside,
    place_led,
    place_within,
)
from .projections import Azimuthal, Line, Point, clip_line, clip_to_box
from .shades import class_of, find_breaks, ramp, round_below, shade
from .views import Box, MapView, Region, find_view, read_region

NEAR = 0.7
"""Pixels, 0.2 mm: positions that are nearer to each other are drawn as one."""
SPECK = 3.0
"""Pixels: a country with a colour that is smaller is drawn as a dot."""
DOT = 2.1
"""Pixels: the radius of that dot."""
HIDDEN = 12.0
"""Pixels: a country that is smaller would lie under its name, which stands beside it."""
LIGHT_LETTERS, DARK_LETTERS = 49.5, 60.0
"""Lightness, CIE L*: below the first white letters are read, above the second those of the text;
between them black ones."""
BLACK = "#000000"
BARE = 12.0
"""Square pixels of the ground under a label, at least, on which a letter of it stands."""
MANY_OUTSIDE = 8
"""Rows outside the frame; more are meant."""
_TRIES = 4
"""How often the labels of points are placed anew, those first that had no room."""
_LEGEND = 10.0
"""Pixels between the map and its legend."""


@dataclass(frozen=True)
class DrawnMap:
    """A map as SVG, and what its author should know."""

    svg: bytes
    """Empty where there is an error."""
    problems: tuple[Problem, ...]


def draw_map(order: MapOrder, file: Path | None) -> DrawnMap:
    """Draw the map of *order*; *file* holds the outlines of countries, where they are there.

    Problems: those of its rows and points; countries that do not exist or have no outline; disputed
    areas of which the house has not decided; points out of the frame; labels without room.
    """
    problems = Problems()
    if file is None and (order.shapes is None or order.map.locator):
        problems.error(
            order.place(),
            "the outlines of countries are missing",
            "run `make` in a checkout, or install briefpress from its wheel; `briefpress doctor` "
            "looks for them",
        )
        return DrawnMap(b"", tuple(problems))
    rows, spots = read_rows(order, problems), read_spots(order, problems)
    atlas = read_atlas(file) if file else Atlas({}, ())
    drawing = _Drawing(order, atlas, rows, spots, problems)
    svg = "" if problems.errors else drawing.svg()
    return DrawnMap(b"" if problems.errors else svg.encode(), tuple(problems))


@dataclass(frozen=True)
class _Area:
    """An area as it lies on the page."""

    key: str
    rings: list[Line]
    """Within the frame."""
    size: float
    """The longer side of all of it, within the frame and beyond."""
    middle: Point

    def rings_in(self, box: Box) -> Iterator[Line]:
        """Give the part of each ring in *box*; only those are cut that reach it, which are few."""
        for ring, (left, top, right, bottom) in zip(self.rings, self._reaches, strict=True):
            if left <= box[2] and right >= box[0] and top <= box[3] and bottom >= box[1]:
                yield clip_to_box(ring, box)

    @cached_property
    def _reaches(self) -> list[Box]:
        """How far each ring reaches."""
        both = (zip(*ring, strict=True) for ring in self.rings)
        return [(min(xs), min(ys), max(xs), max(ys)) for xs, ys in both]


class _Drawing:
    """One map while it is drawn."""

    def __init__(
        self, order: MapOrder, atlas: Atlas, rows: Mapping[str, Row], spots: Sequence[Spot],
        problems: Problems,
    ) -> None:  # fmt: skip
        self.order, self.atlas, self.rows, self.spots = order, atlas, rows, spots
        self.problems = problems
        self.letters = Lettering(order.tokens["font-display"].strip("\"'"), order.fonts)
        own = order.shapes
        self.is_own = own is not None
        self.outlines: dict[str, Sequence[Polygon]] = (
            {shape.key: shape.polygons for shape in own} if own is not None else {**atlas.outlines}
        )
        named = read_names(order, rows)
        self.names = {shape.key: shape.name for shape in own or ()} | named
        self.names_all = bool(named) or order.map.labels == ["all"]
        tell_codes(order, self.names, problems)
        column = order.data[1].column(order.map.value or "") if order.data else None
        self.is_year = column is not None and column.kind == "year"
        self.areas: dict[str, AreaDecision] = {}
        """The disputed areas that it shows, by key, and how."""
        self._find_colours()

    def _find_colours(self) -> None:
        tokens = self.order.tokens
        self.sea = "#ffffff"
        self.coast = shade(tokens["hairline"], 70)
        self.land = shade(tokens["pale"], 93.5)
        self.highlight = shade(tokens["ink"], 72)
        self.breaks: list[float] = []
        self.categories: list[str] = []
        values = [row.value for row in self.rows.values() if row.value is not None]
        numbers = [value for value in values if isinstance(value, float)]
        if numbers:
            fields = self.order.map
            self.breaks = [*(fields.breaks or find_breaks(numbers, fields.classes))]
            self.shades = ramp(tokens["ink"], len(self.breaks) + 1)
        else:
            self.categories = [*dict.fromkeys(value for value in values if isinstance(value, str))]
            self.shades = ramp(tokens["ink"], len(self.categories))[::-1] if values else []
        lights = sorted(lightness(one) for one in (*self.shades, *([self.land] if values else ())))
        for one, other in itertools.pairwise(lights):
            if other - one < APART_IN_GREY:
                self.problems.error(
                    self.order.place("classes"),
                    f"{len(self.shades)} shades cannot be told apart in grey",
                    "write fewer `classes`, or fewer `breaks`",
                )
                break

    # What is shown

    def svg(self) -> str:
        problems, fields = self.problems, self.order.map
        region = read_region(fields.region, "region", self.order, self.names, problems)
        highlight = self._keys(fields.highlight, "highlight")
        locator = read_region(fields.locator, "locator", self.order, (), problems)
        named = [] if self.names_all else self._keys(fields.labels, "labels", areas=True)
        if problems.errors:
            return ""
        region = region or self._default_region(highlight)
        for code in region.codes:
            self._has_outline(code, "region")
        if problems.errors:
            return ""
        place = [(spot.lon, spot.lat) for spot in self.spots] if not fields.region else []
        is_narrow = self.order.width < 250
        self.is_world = bool(region.box and region.box[2] - region.box[0] > 355)
        self.view = find_view(
            region,
            self.outlines,
            place,
            self.order.width,
            self.order.highest,
            is_narrow=is_narrow,
        )
        if not self.is_own:
            self._decide()
        self.on_page = [area for key in self.outlines if (area := self._project(key))]
        self._check_rows()
        self._check_highlight(highlight)
        self._check_spots()
        if problems.errors:
            return ""
        self.fills = {area.key: self._fill(area.key, highlight) for area in self.on_page}
        return self._paint(named, highlight, locator)

    def _default_region(self, highlight: Sequence[str]) -> Region:
        if self.is_own:
            return Region(codes=tuple(self.outlines))
        codes = [*highlight, *self.rows]
        codes = [self._home(code) for code in codes]
        codes = [code for code in dict.fromkeys(codes) if code in self.outlines]
        return Region((-169, -56, 191, 84)) if len(codes) > 60 else Region(codes=tuple(codes))

    def _home(self, code: str) -> str:
        """The key of the outline of the country *code*: that of its area, where it is disputed."""
        own = next((key for key, area in AREAS.items() if area.code == code), code)
        return own if own in self.outlines else code

    def _keys(self, texts: Sequence[str], field: str, *, areas: bool = False) -> list[str]:
        """Find the countries or shapes that *texts* name, by their keys; with *areas* disputed
        areas as well.
        """
        own = self._own_names() if self.is_own else {}
        keys = []
        for n, text in enumerate(texts):
            code = own.get(with_one_apostrophe(text.casefold()))
            if not self.is_own:
                code = find_country(text, self.order.language)
                if areas and text in AREAS:
                    code = text
            if code is not None:
                keys.append(code if self.is_own else self._home(code))
            elif self.is_own:
                named = {key: self.names[key] for key in self.outlines}
                hint = nearest(text, [*named, *named.values()], "shapes")
                self.problems.error(self.order.place(field, n), f"no shape `{text}`", hint)
            else:
                hint = nearest_country(text, self.order.language)
                self.problems.error(self.order.place(field, n), f"`{text}` is no country", hint)
        return keys

    def _own_names(self) -> dict[str, str]:
        """The keys of the house's own shapes, by key and, where no two share it, by name."""
        folded = {key: with_one_apostrophe(name.casefold()) for key, name in self.names.items()}
        names = Counter(folded.values())
        keys = {name: key for key, name in folded.items() if names[name] == 1}
        return keys | {with_one_apostrophe(key.casefold()): key for key in self.outlines}

    def _has_outline(self, code: str, field: str) -> None:
        home = self._home(code)
        if home in self.outlines:
            self.outlines.setdefault(code, self.outlines[home])
        else:
            self.problems.error(
                self.order.place(field),
                f"there is no outline of {name_of(code, DEFAULT_LANGUAGE)} (`{code}`)",
                "name west, south, east and north in degrees: [124, 37, 131, 43]",
            )

    # Disputed areas

    def _decide(self) -> None:
        """Take what the house has decided of each disputed area that the map shows.

        Problems: areas of which it has not, or which need a shape.
        """
        for code in [key for key in self.outlines if self._home(key) != key]:
            del self.outlines[code]  # of a region that is a disputed area itself
        house = self.order.boundaries
        decided = house.fields.areas if house else {}
        undecided = []
        for key, area in AREAS.items():
            if not self.view.shows(area.box):
                continue
            if key in decided:
                self._take(key, area, decided[key])
            else:
                undecided.append(key)
        for key in decided.keys() - AREAS.keys():
            self._take(key, None, decided[key])
        if undecided:
            example = ", ".join(f"{key}: {{{_example(AREAS[key])}}}" for key in undecided)
            names = ", ".join(AREAS[key].name for key in undecided)
            file = "content/boundaries.yaml"
            says = f"{file} does not say how" if house else f"there is no {file} that says how"
            self.problems.error(
                self.order.place(),
                f"the map shows what is disputed, and {says}: {names}",
                f"{'write into it' if house else 'make that file, and write into it'}, for example,"
                f" `areas: {{{example}}}`; behind `shown:` stands the code of a country, `apart` "
                "or `atlas`; docs/maps.md says what each means",
            )

    def _take(self, key: str, area: DisputedArea | None, decision: AreaDecision) -> None:
        house = self.order.boundaries
        assert house is not None
        place = house.places.get(("areas", key, "shown")) or house.places[()]
        shown = decision.shown
        if shown not in (APART, AS_DRAWN):
            code = find_country(shown, self.order.language)
            if code is None:
                hint = "or `apart`, or `atlas`"
                near = nearest_country(shown, self.order.language)
                self.problems.error(place, f"`{shown}` is no country", f"{near}, {hint}")
                return
            shown = code
        is_cut = area is not None and area.can_be_cut
        drawn = area.within if area else ""
        if decision.shape:
            polygons = house.shapes[decision.shape]
            self.outlines[key] = [polygon for shape in polygons for polygon in shape.polygons]
        elif not is_cut and shown not in (AS_DRAWN, drawn or None):
            name = area.name if area else f"`{key}`"
            self.problems.error(
                place,
                f"world-atlas has no line around {name}, so it cannot be shown so",
                "name a GeoJSON file with its outline, `shape: …`, beside boundaries.yaml"
                + ("; or write `shown: atlas`" if area else ""),
            )
            return
        if key in self.outlines and not any(
            self.view.shows(_bounds(polygon)) for polygon in self.outlines[key]
        ):
            return
        self.areas[key] = decision.model_copy(update={"shown": shown})

    def _owner(self, key: str) -> str:
        """Whose value and colour the outline *key* has: a code, or its own key."""
        decision, area = self.areas.get(key), AREAS.get(key)
        if decision is None:
            return key
        if decision.shown == APART:
            return (area.code if area else "") or key
        if decision.shown == AS_DRAWN:
            return (area.within or area.code if area else "") or key
        return decision.shown

    # Rows and points

    def _check_rows(self) -> None:
        """Every row has a shape on the map."""
        owners = {self._owner(key) for key in self.outlines}
        outside = []
        for key, row in self.rows.items():
            if key not in owners and key not in _SPECKS:
                self._tell_lost(key, row)
            elif not self._is_in_frame(key):
                outside.append(row)
        # Many are no slip: the map is of a part of what the file holds.
        if outside and 2 * len(outside) <= len(self.rows) and len(outside) <= MANY_OUTSIDE:
            names = ", ".join(row.name for row in outside)
            self.problems.warning(
                outside[0].place,
                f"{len(outside)} of {len(self.rows)} rows lie outside the map: {names}",
                "show more at `region:`, or delete the rows",
            )
        if self.rows and len(outside) == len(self.rows):
            self.problems.error(
                self.order.place("region"),
                "no row of the data lies within the map",
                "name at `region:` the countries that the data has",
            )

    def _check_highlight(self, highlight: Sequence[str]) -> None:
        """Every country in the house's colour is on the map."""
        for n, key in enumerate(highlight):
            if not self._is_in_frame(self._owner(key)):
                self.problems.error(
                    self.order.place("highlight", n),
                    f"{self._name(key)} is not on the map",
                    "show more at `region:`, or do not name it",
                )

    def _tell_lost(self, key: str, row: Row) -> None:
        home = self._home(key)
        decision = self.areas.get(home)
        if decision:
            self.problems.error(
                row.place,
                f"content/boundaries.yaml shows {AREAS[home].name} as `{decision.shown}`, so this "
                "row has no shape",
                "delete the row, or write `shown: apart` there",
            )
        elif home in self.outlines:  # of an area that is not on this map
            return
        else:
            self.problems.error(
                row.place,
                f"there is no outline of {row.name} (`{key}`): it is drawn as a part of another "
                "country, or not at all",
                "delete the row",
            )

    def _is_in_frame(self, key: str) -> bool:
        if key in _SPECKS and key not in self.outlines:
            point = self.view.point(*_SPECKS[key])
            return point is not None and _holds(self.view, point)
        return any(self._owner(area.key) == key for area in self.on_page)

    def _check_spots(self) -> None:
        """Every point lies on the map."""
        for spot in self.spots:
            point = self.view.point(spot.lon, spot.lat)
            if point is None or not _holds(self.view, point):
                self.problems.error(
                    spot.place,
                    f"the point {spot.label or 'without a label'} lies outside the map",
                    "show more at `region:`, or see whether `lat` and `lon` are the right way "
                    "round",
                )

    # Colours

    def _fill(self, key: str, highlight: Sequence[str]) -> str:
        owner = self._owner(key)
        row = self.rows.get(owner)
        if owner in highlight or key in highlight:
            return self.highlight
        if row is None or row.value is None:
            decision = self.areas.get(key)
            return "hatch" if decision and decision.shown == APART else self.land
        if isinstance(row.value, str):
            return self.shades[self.categories.index(row.value)]
        return self.shades[class_of(row.value, self.breaks)]

    # Shapes

    def _project(self, key: str) -> _Area | None:
        lines = [
            self.view.on_page(line)
            for polygon in self.outlines[key]
            if self.view.may_show(polygon[0])
            for ring in polygon
            for line in self.view.projection.rings(self.view.thinned(ring, NEAR))
        ]
        cut = [part for line in lines if (part := clip_to_box(line, self.view.box))]
        if not cut:
            return None
        # Of many islands those that can be seen, and of none but specks the largest.
        seen = [ring for ring in cut if _reach(ring) > SPECK / 4] or [max(cut, key=_reach)]
        rings = [_thinned(ring) for ring in seen]
        xs, ys = ([point[n] for line in lines for point in line] for n in (0, 1))
        size = max(max(xs) - min(xs), max(ys) - min(ys))
        return _Area(key, rings, size, ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2))

    # Painting

    def _paint(self, named: Sequence[str], highlight: Sequence[str], locator: Region | None) -> str:
        view, order = self.view, self.order
        parts = [self._areas(), self._borders(), self._specks(highlight)]
        room = Room(view.box)
        dots = [*self._dots(room)]
        small = self._small_view(locator) if locator else None
        corner = self._corner(small, room) if small else None
        parts += [dot for dot, _, _ in dots]
        parts += [_text(label, self._ground_of(label)) for label in self._labels(dots, named, room)]
        if small and corner:
            parts.append(self._locator(small, corner))
        if not self.is_world:
            parts.append(
                f'<rect x="0.4" y="0.4" width="{view.width - 0.8:.1f}" '
                f'height="{view.height - 0.8:.1f}" fill="none" stroke="{self.coast}" '
                'stroke-width="0.8"/>'
            )
        below = small if small and not corner else None
        legend, height = self._legend(view.height + _LEGEND, below.width + 16 if below else 0.0)
        if below:
            place = view.width - below.width - 0.4, view.height + _LEGEND
            legend += self._locator(below, place)
            height = max(height, below.height + 1)
        width, total = view.width, view.height + (height + _LEGEND if height else 0)
        shown = " ".join(key for key in self.areas)
        family = escape(order.tokens["font-display"].strip("\"'"))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.1f}" height="{total:.1f}" '
            f'viewBox="0 0 {width:.1f} {total:.1f}" font-family="{family}" '
            f'data-areas="{shown}">'
            f"<title>{escape(order.title)}</title><desc>{escape(order.description)}</desc>"
            f"{''.join(parts)}{legend}</svg>"
        )

    def _areas(self) -> str:
        shapes: dict[str, list[str]] = {}
        for area in self.on_page:
            shapes.setdefault(self.fills[area.key], []).append(_path(area.rings))
        hatched = [area for area in self.on_page if self.fills[area.key] == "hatch"]
        shapes.setdefault("hatch", [])
        parts = [
            # Its own colour around it closes the hairline between two of one colour.
            f'<path d="{"".join(paths)}" fill="{fill}" fill-rule="evenodd" stroke="{fill}" '
            'stroke-width="0.3"/>'
            for fill, paths in shapes.items()
            if fill != "hatch"
        ]
        for area in hatched:
            parts.append(
                f'<path d="{_path(area.rings)}" fill="{self.land}" fill-rule="evenodd"/>'
                + self._hatch(area.rings)
            )
        return "".join(parts)

    def _hatch(self, rings: Sequence[Line]) -> str:
        """Lines from lower left to upper right over an area."""
        turned = [[(x + y, x - y) for x, y in ring] for ring in rings]
        low = min(v for ring in turned for _, v in ring)
        high = max(v for ring in turned for _, v in ring)
        step = 4.0
        lines = []
        for n in range(math.ceil(low / step), math.floor(high / step) + 1):
            level = n * step + 0.01
            ends = sorted(across(turned, level))
            for left, right in zip(ends[::2], ends[1::2], strict=False):
                x1, y1 = (left + level) / 2, (left - level) / 2
                x2, y2 = (right + level) / 2, (right - level) / 2
                lines.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
        colour = self.order.tokens["muted"]
        return f'<path d="{"".join(lines)}" fill="none" stroke="{colour}" stroke-width="0.5"/>'

    def _borders(self) -> str:
        """Coasts, borders, and the lines of disputed areas."""
        lines: dict[str, list[str]] = {}
        if self.is_own:
            for area in self.on_page:
                lines.setdefault("solid", []).append(_path(self._outline(area.key), close=False))
        for border in self.atlas.borders if not self.is_own else ():
            if not self.view.may_show(border.line):
                continue
            for style, line in self._styled(border):
                for projected in self.view.projection.lines(self.view.thinned(line, NEAR)):
                    on_page = self.view.on_page(projected)
                    if _reach(on_page) < SPECK / 4:
                        continue
                    for part in clip_line(on_page, self.view.box):
                        lines.setdefault(style, []).append(_path([_thinned(part)], close=False))
        for key, decision in self.areas.items():
            if decision.shape and key in self.outlines:
                lines.setdefault(decision.line, []).append(_path(self._outline(key), close=False))
        has_data = bool(self.rows)
        muted = self.order.tokens["muted"]
        white = f'stroke="{self.sea}" stroke-width="0.8"'
        plain = white if has_data else f'stroke="{shade(muted, 62)}" stroke-width="0.6"'
        ground = f'stroke="{self.sea}" stroke-width="1.2"'
        looks = {
            "coast": [f'stroke="{self.coast}" stroke-width="0.5"'],
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

    def _outline(self, key: str) -> list[Line]:
        return [
            _thinned(part)
            for polygon in self.outlines[key]
            for ring in polygon
            for line in self.view.projection.lines(ring)
            for part in clip_line(self.view.on_page(line), self.view.box)
        ]

    def _styled(self, border: Border) -> Iterator[tuple[str, Sequence[Position]]]:
        """A border in its parts, each with the style in which it is drawn."""
        keys = border.between
        if len(keys) == 1:
            yield "coast", border.line
            return
        box = None
        for key, decision in self.areas.items():
            area = AREAS.get(key)
            if area is None or decision.shape:
                continue
            others = keys - {key}
            if area.can_be_cut:
                if key in keys and others <= {*area.parties, area.within, *AREAS}:
                    yield decision.line, border.line
                    return
            elif keys <= {*area.parties, *AREAS}:
                box, style = area.box, decision.line
                if any(_is_in(box, one) for one in border.line):
                    for inside, part in _parted(border.line, box):
                        yield style if inside else "solid", part
                    return
        yield "solid", border.line

    def _specks(self, highlight: Sequence[str]) -> str:
        """A dot for each country that has a colour of its own and is too small to be seen."""
        coloured = {*self.rows, *highlight, *map(self._owner, highlight)}
        sizes: dict[str, tuple[float, Point]] = {}
        for area in self.on_page:
            owner = self._owner(area.key)
            if owner in coloured:
                sizes[owner] = max(sizes.get(owner, (0.0, area.middle)), (area.size, area.middle))
        for key in coloured & _SPECKS.keys() - sizes.keys():
            point = self.view.point(*_SPECKS[key])
            if point and _holds(self.view, point):
                sizes[key] = 0.0, point
        return "".join(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{self._fill(key, highlight)}" '
            f'stroke="{self.order.tokens["muted"]}" stroke-width="0.4"/>'
            for key, (size, (x, y)) in sizes.items()
            if size < SPECK
        )

    def _dots(self, room: Room) -> Iterator[tuple[str, Spot, float]]:
        """A circle for each point, the largest first; their places are taken then."""
        most = max((spot.size or 0.0 for spot in self.spots), default=0.0)
        accent = self.order.tokens["accent"]
        for spot in sorted(self.spots, key=lambda one: -(one.size or 0.0)):
            point = self.view.point(spot.lon, spot.lat)
            assert point is not None
            x, y = point
            radius = self._radius(spot.size, most)
            room.taken.append((x - radius, y - radius, x + radius, y + radius))
            fill = accent if not most else shade(accent, 78)
            edge = f'stroke="{accent}" stroke-width="1"' if most else (
                f'stroke="{self.sea}" stroke-width="0.8"'
            )  # fmt: skip
            circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" {edge}/>'
            yield circle, spot, radius

    def _radius(self, size: float | None, most: float) -> float:
        largest = min(18.0, self.view.width / 24)
        return max(1.8, largest * math.sqrt((size or 0.0) / most)) if most else 2.9

    # Names

    def _labels(
        self, dots: Sequence[tuple[str, Spot, float]], named: Sequence[str], room: Room
    ) -> Iterator[PlacedLabel]:
        for spot, label in self._beside_dots(dots, room):
            if label:
                yield label
            else:
                self._no_room(spot.label, spot.place)
        yield from self._names(named, room)

    def _beside_dots(
        self, dots: Sequence[tuple[str, Spot, float]], room: Room
    ) -> Sequence[tuple[Spot, PlacedLabel | None]]:
        """The labels of points, each with its place or with none: those for which there is no room
        are placed before the others then, as often as it helps, and last with a line to their dot.
        """
        wanted: list[tuple[Spot, Point, float]] = []
        for _, spot, radius in dots:
            point = self.view.point(spot.lon, spot.lat)
            if spot.label and point is not None:
                wanted.append((spot, point, radius))
        style = 600, self.order.tokens["text"], self.letters
        best: list[tuple[Spot, PlacedLabel | None]] = []
        for place, _ in itertools.product((place_beside, place_led), range(_TRIES)):
            trial, placed = Room(room.frame, [*room.taken]), []
            for spot, point, radius in wanted:
                label = place_beside(spot.label, point, radius, *style, trial, self._is_on_line)
                if label is None and place is place_led:
                    label = place_led(spot.label, point, radius, *style, trial)
                placed.append((spot, label))
            lost = [one is None for _, one in placed]
            if not best or sum(lost) < sum(one is None for _, one in best):
                best, taken = placed, trial.taken
            if not any(lost):
                break
            wanted = [
                *itertools.compress(wanted, lost),
                *itertools.compress(wanted, (not one for one in lost)),
            ]
        if best:
            room.taken[:] = taken
        return best

    def _ground_of(self, label: PlacedLabel) -> str:
        """The ground under *label*: on shades, and over a coast or a boundary, the name of a place
        has one, and that of a country suits its shade; on hatching both have one.
        """
        if label.ground or (self.rows and label.weight == 600):
            return label.ground or self.sea
        if label.weight == 600 and self._is_on_line(label.box):
            return self.land if 2 * self._covered(label.box) > _size_of(label.box) else self.sea
        hatched = (area for area in self.on_page if self.fills[area.key] == "hatch")
        return self.land if any(any(area.rings_in(label.box)) for area in hatched) else ""

    def _covered(self, box: Box) -> float:
        """How much of *box* is land."""
        return sum(_size(part) for area in self.on_page for part in area.rings_in(box) if part)

    def _is_on_line(self, box: Box) -> bool:
        """Whether a coast or a boundary runs through *box*."""
        whole = _size_of(box)
        return any(
            BARE < sum(_size(part) for part in area.rings_in(box) if part) < whole - BARE
            for area in self.on_page
        )

    def _names(self, named: Sequence[str], room: Room) -> Iterator[PlacedLabel]:
        """The names of areas: those that have room within them first, then those beside.

        Where all are named, those that the caption names come before all, then the highest values.
        """
        on_page = {area.key: area for area in self.on_page}
        wanted = [(key, self.order.place("labels", n)) for n, key in enumerate(named)]
        in_caption: set[str] = set()
        if names_all := self.names_all:
            in_caption = {key for key in on_page if self._is_in_caption(key)}
            keys = sorted(
                on_page, key=lambda key: (key not in in_caption, *self._rank(on_page[key]))
            )
            wanted = [(key, self.order.place("labels")) for key in keys if key not in AREAS]
        beside, unnamed = [], []
        for key, place in wanted:
            area = on_page.get(key)
            if area is None:
                self.problems.error(
                    place,
                    f"{self._name(key)} is not on the map, so it cannot be named there",
                    "show more at `region:`, or do not name it",
                )
            elif area.size >= HIDDEN and (label := self._within(area, room, names_all)):
                yield label
            elif key not in in_caption:
                beside.append((area, place))
            elif label := (
                self._beside(area, room, False)
                or self._within(area, room, False)
                or self._over(area, room)
            ):
                yield label
            else:
                self._no_room(self._name(key), place)
        for area, place in beside:
            label = self._beside(area, room, names_all)
            if label := label or (None if names_all else self._over(area, room)):
                yield label
            elif not names_all:
                self._no_room(self._name(area.key), place)
            elif self.is_own or self._owner(area.key) in self.rows:
                unnamed.append(self._name(area.key))
        if unnamed:
            self.problems.warning(
                self.order.place("labels"),
                f"{len(unnamed)} of {len(wanted)} names have no room on the map: "
                + ", ".join(unnamed[:MANY_OUTSIDE]) + ("" if len(unnamed) <= MANY_OUTSIDE else "…"),
                "list at `labels:` those that matter, or make the map wider (`width: page`) where "
                "the brief has room for it",
            )  # fmt: skip

    def _is_in_caption(self, key: str) -> bool:
        """Whether the caption names the area *key*."""
        return bool(re.search(rf"(?<!\w){re.escape(self._name(key))}(?!\w)", self.order.title))

    def _rank(self, area: _Area) -> tuple[float, float]:
        """Where *area* stands among those that are named: by its value, then by its size."""
        row = self.rows.get(area.key if self.is_own else self._owner(area.key))
        value = row.value if row and isinstance(row.value, float) else -math.inf
        return -value, -area.size

    def _within(self, area: _Area, room: Room, names_all: bool) -> PlacedLabel | None:
        """The name of *area* on it, or over its edge where it can be read there."""
        colour = self._letters_on(self.fills[area.key])
        return place_within(
            self._name(area.key), area.rings, 400, colour, self.letters, room,
            None if names_all else self._is_legible, self._bar_disputed(area),
        )  # fmt: skip

    def _bar_disputed(self, named: _Area) -> Callable[[Box], bool]:
        """Tell whether a box touches a disputed area that is not the one *named*: the name of a
        country there says whose it is.
        """
        disputed = [one for one in self.on_page if one.key in AREAS and one is not named]
        return lambda box: any(any(one.rings_in(box)) for one in disputed)

    def _beside(self, area: _Area, room: Room, names_all: bool) -> PlacedLabel | None:
        """The name of *area* beside it: on a map of many countries of those that are asked for."""
        name, colour = self._name(area.key), self.order.tokens["text"]
        if names_all and not self.is_own:
            return None
        if area.size < HIDDEN:
            radius = max(DOT, area.size / 2)
            return place_beside(name, area.middle, radius, 400, colour, self.letters, room)
        is_clear = partial(self._is_clear, area)
        return place_apart(name, area.rings, 400, colour, self.letters, room, is_clear)

    def _over(self, area: _Area, room: Room) -> PlacedLabel | None:
        """The name of *area* on it and over its edge, on a ground of its own."""
        label = place_within(
            self._name(area.key), area.rings, 400, self.order.tokens["text"], self.letters, room,
            lambda *_: True, self._bar_disputed(area),
        )  # fmt: skip
        return replace(label, ground=self.sea) if label else None

    def _is_clear(self, named: _Area, box: Box, gap: float) -> bool:
        """Whether no shape lies in *box*, or on a map of countries none that is shaded; and none
        but that which is *named* within *gap* of it.
        """
        left, top, right, bottom = box
        around = left - gap, top - gap, right + gap, bottom + gap
        return not any(
            any(area.rings_in(box if area is named else around))
            for area in self.on_page
            if self.is_own or self.fills[area.key] != self.land
        )

    def _is_legible(self, box: Box, colour: str) -> bool:
        """Whether letters in *colour* can be read on all that *box* covers, the ground as well."""
        grounds, bare = set(), (box[2] - box[0]) * (box[3] - box[1])
        for area in self.on_page:
            for part in area.rings_in(box):
                if part:
                    grounds.add(self.fills[area.key])
                    bare -= _size(part)
        if bare > BARE:
            grounds.add(self.sea)
        lights = [lightness(self.land if one == "hatch" else one) for one in grounds]
        if colour == self.sea:
            return max(lights, default=0.0) < LIGHT_LETTERS
        least = LIGHT_LETTERS if colour == BLACK else DARK_LETTERS
        return min(lights, default=100.0) >= least

    def _letters_on(self, fill: str) -> str:
        """The colour of a name on *fill*, with a contrast of 4.5:1 at least."""
        if fill in ("hatch", self.land):
            return self.order.tokens["text" if fill == "hatch" else "muted"]
        light = lightness(fill)
        if light < LIGHT_LETTERS:
            return self.sea
        return self.order.tokens["text"] if light > DARK_LETTERS else BLACK

    def _no_room(self, text: str, place: Place) -> None:
        self.problems.error(
            place,
            f"there is no room for the label `{text}`",
            "shorten it, show less at `region:`, make the map wider (`width: page`), or give "
            "fewer labels",
        )

    def _name(self, key: str) -> str:
        language, house = self.order.language, self.order.boundaries
        if self.is_own:
            return self.names[key]
        decision = self.areas.get(key)
        if decision and decision.name:
            return in_language(decision.name, language)
        code = AREAS[key].code if key in AREAS else key
        for called, words in (house.fields.names if house else {}).items():
            if code and find_country(called, language) == code:
                return in_language(words, language)
        if not code:
            return AREAS[key].name
        return self.order.countries.get(code) or name_of(code, language)

    # The small map

    def _small_view(self, region: Region) -> MapView | None:
        """The view of the small map; None where this map is one of the world."""
        if not isinstance(self.view.projection, Azimuthal):
            self.problems.error(
                self.order.place("locator"),
                "a map of the world needs no locator",
                "delete `locator:`",
            )
            return None
        outlines = self.atlas.outlines
        codes = tuple(code if code in outlines else self._home(code) for code in region.codes)
        width = min(112.0, max(62.0, 0.24 * self.view.width))
        return find_view(Region(region.box, codes), outlines, (), width)

    def _locator(self, small: MapView, corner: Point) -> str:
        """Draw the small map with its upper left at *corner*."""
        x0, y0 = corner
        outlines = self.atlas.outlines
        shapes = [
            _thinned(cut)
            for polygons in outlines.values()
            for polygon in polygons
            if small.may_show(polygon[0])
            for line in small.projection.rings(small.thinned(polygon[0], NEAR))
            if (cut := clip_to_box(small.on_page(line), small.box)) and _reach(cut) > SPECK / 4
        ]
        land = shade(self.order.tokens["muted"], 80)
        return (
            f'<g transform="translate({x0:.1f} {y0:.1f})">'
            f'<rect width="{small.width:.1f}" height="{small.height:.1f}" fill="{self.sea}"/>'
            f'<path d="{_path(shapes)}" fill="{land}" stroke="{land}" stroke-width="0.3"/>'
            f"{self._mark(small)}"
            f'<rect width="{small.width:.1f}" height="{small.height:.1f}" fill="none" '
            f'stroke="{self.coast}" stroke-width="0.8"/></g>'
        )

    def _corner(self, small: MapView, room: Room) -> Point | None:
        """The corner in which the small map covers the least, and no point and nothing that is
        shaded; None where each covers some. It is taken then.
        """
        right, bottom = self.view.width - small.width, self.view.height - small.height
        costs = []
        for corner in ((0.0, 0.0), (right, 0.0), (0.0, bottom), (right, bottom)):
            box = (*corner, corner[0] + small.width, corner[1] + small.height)
            covered = {True: 0.0, False: 0.0}
            for area in self.on_page:
                size = sum(map(_size, area.rings_in(box)))
                covered[self.fills[area.key] != self.land or self.is_own] += size
            everywhere = (-1e9, -1e9, 1e9, 1e9)
            is_free = Room(everywhere, room.taken).is_free(box)
            if is_free and covered[True] < 0.01 * small.width * small.height:
                costs.append((covered[False], corner, box))
        if not costs:
            return None
        _, corner, box = min(costs)
        room.taken.append(box)
        return corner

    def _mark(self, small: MapView) -> str:
        """Where this map lies, on the small one."""
        assert isinstance(self.view.projection, Azimuthal)
        edge = []
        for n in range(33):
            side, along = divmod(n % 32, 8)
            x, y = (
                (along / 8, 0.0), (1.0, along / 8), (1 - along / 8, 1.0), (0.0, 1 - along / 8)
            )[side]  # fmt: skip
            plane = (
                self.view.middle[0] + (x - 0.5) * self.view.width / self.view.scale,
                self.view.middle[1] - (y - 0.5) * self.view.height / self.view.scale,
            )
            if position := self.view.projection.position(*plane):
                edge.append(position)
        points = [point for one in edge if (point := small.point(*one))]
        accent = self.order.tokens["accent"]
        box = clip_to_box(points, small.box)
        if not box:
            self.problems.error(
                self.order.place("locator"),
                "the map does not lie within its locator",
                "name a larger part of the world there: `world`, or a continent",
            )
            return ""
        xs, ys = [x for x, _ in box], [y for _, y in box]
        if max(xs) - min(xs) < 6 and max(ys) - min(ys) < 6:
            x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
            box = [(x - 3, y - 3), (x + 3, y - 3), (x + 3, y + 3), (x - 3, y + 3)]
        return f'<path d="{_path([box])}" fill="none" stroke="{accent}" stroke-width="1.3"/>'

    # The legend

    def _legend(self, top: float, beside: float) -> tuple[str, float]:
        """The legend below the map, and how high it is; *beside*: the width that is taken."""
        room = self.view.width - beside
        parts: list[str] = []
        tokens, words = self.order.tokens, self.order.words
        y = top
        if self.order.map.unit:
            for line in self.letters.wrap(self.order.map.unit, room, SMALL):
                y += SMALL
                parts.append(_words(line, 0, y - 1, tokens["muted"]))
                y += 2
            y += 4
        x = 0.0
        keys: list[tuple[str, str]] = []
        values = self._values()
        is_one_each = [class_of(one, self.breaks) for one in values] == [*range(len(self.shades))]
        ends = self._ends(values) if values and not is_one_each else []
        has_scale = bool(ends) and self._step(ends) <= room / len(ends)
        if has_scale:
            x = self._scale(ends, parts, y)
            x += 20
        elif ends:  # numbers between the shades would stand on one another
            keys += [
                (fill, f"{low}–{high}" if high else low)
                for fill, (low, high) in zip(self.shades, itertools.pairwise(ends), strict=True)
                if low
            ]
        elif values:
            keys += zip(self.shades, map(self._number, values), strict=True)
        else:
            keys += zip(self.shades, self.categories, strict=True)
        shown = [area for area in self.on_page if self.rows]
        if any(self.fills[area.key] == self.land and area.size > 6 for area in shown):
            keys.append((self.land, words["map_no_data"]))
        if any(self.fills[a.key] == "hatch" and a.size > 6 for a in self.on_page):
            keys.append(("hatch", words["map_disputed"]))
        row = y
        for fill, text in keys:
            width = 13 + self.letters.width(text, SMALL) + 16
            if x and x + width - 16 > room:
                x, row = 0.0, row + (30 if has_scale and row == y else 16)
            parts.append(self._swatch(fill, x, row))
            parts.append(_words(text, x + 14, row + 8.4, tokens["text"]))
            x += width
        if has_scale:
            height = max(row + 12, y + 24) - top
        elif keys:
            height = row + 12 - top
        else:
            height = y - top if parts else 0.0
        sizes, more = self._sizes(top + height)
        return "".join(parts) + sizes, height + more

    def _values(self) -> list[float]:
        """The different numbers by which it is shaded, the least first."""
        return sorted({row.value for row in self.rows.values() if isinstance(row.value, float)})

    def _ends(self, values: Sequence[float]) -> list[str]:
        """The numbers at the ends of the shades.

        The first has no lower end where no value lies in it, the last no upper one where none lies
        above its lower end.
        """
        return [
            self._number(values[0]) if values[0] < self.breaks[0] else "",
            *map(self._number, self.breaks),
            self._number(values[-1]) if values[-1] > self.breaks[-1] else "",
        ]

    def _step(self, ends: Sequence[str]) -> float:
        """How wide a shade is at least, so that the numbers at its *ends* stand apart."""
        return max(34.0, 8 + max(self.letters.width(text, SMALL) for text in ends))

    def _scale(self, ends: Sequence[str], parts: list[str], y: float) -> float:
        """The shades beside each other, with the numbers between them; gives where they end."""
        step = self._step(ends)
        inset = self.letters.width(ends[0], SMALL) / 2
        for n, fill in enumerate(self.shades):
            parts.append(
                f'<rect x="{inset + n * step:.1f}" y="{y:.1f}" width="{step:.1f}" height="9" '
                f'fill="{fill}"/>'
            )
        for n, text in enumerate(ends):
            if text:
                x = inset + n * step
                parts.append(_words(text, x, y + 20, self.order.tokens["text"], "middle"))
        return inset + len(self.shades) * step + self.letters.width(ends[-1], SMALL) / 2

    def _swatch(self, fill: str, x: float, y: float) -> str:
        box = [(x, y), (x + 9, y), (x + 9, y + 9), (x, y + 9)]
        ground = self.land if fill == "hatch" else fill
        hatch = self._hatch([box]) if fill == "hatch" else ""
        return (
            f'<rect x="{x:.1f}" y="{y:.1f}" width="9" height="9" fill="{ground}" '
            f'stroke="{self.coast}" stroke-width="0.4"/>{hatch}'
        )

    def _sizes(self, top: float) -> tuple[str, float]:
        """Two circles and what they stand for, and how high they are."""
        most = max((spot.size or 0.0 for spot in self.spots), default=0.0)
        if not most:
            return "", 0.0
        largest = self._radius(most, most)
        accent, x, parts = self.order.tokens["accent"], 0.0, []
        top += 2
        for size in (most, round_below(most / 4)):
            radius = self._radius(size, most)
            text = self._number(size)
            parts.append(
                f'<circle cx="{x + radius + 0.5:.1f}" cy="{top + largest:.1f}" r="{radius:.1f}" '
                f'fill="{shade(accent, 78)}" stroke="{accent}" stroke-width="1"/>'
            )
            x += 2 * radius + 5
            parts.append(_words(text, x, top + largest + 3.4, self.order.tokens["text"]))
            x += self.letters.width(text, SMALL) + 16
        return "".join(parts), 2 * largest + 4

    def _number(self, value: float) -> str:
        if self.is_year:
            return str(round(value))
        from babel.numbers import format_decimal

        number = Decimal(f"{value:.6g}") if value % 1 else Decimal(round(value))
        text = format_decimal(number.normalize(), locale=self.order.locale.replace("-", "_"))
        return str(text).replace("-", "−")


_SPECKS: Mapping[str, Position] = {
    "GI": (-5.35, 36.14), "TK": (-171.85, -9.17), "TV": (179.2, -8.52), "CX": (105.63, -10.49),
    "CC": (96.83, -12.17),
}  # fmt: skip
"""Where countries lie that world-atlas leaves out, or draws as parts of others."""


def _example(area: DisputedArea) -> str:
    return f"shown: {APART}" if area.can_be_cut else f"shown: {AS_DRAWN}, line: dotted"


def _bounds(polygon: Polygon) -> tuple[float, float, float, float]:
    lons, lats = [lon for lon, _ in polygon[0]], [lat for _, lat in polygon[0]]
    return min(lons), min(lats), max(lons), max(lats)


def _holds(view: MapView, point: Point) -> bool:
    return 0 <= point[0] <= view.width and 0 <= point[1] <= view.height


def _is_in(box: tuple[float, float, float, float], position: Position) -> bool:
    return box[0] <= position[0] <= box[2] and box[1] <= position[1] <= box[3]


def _parted(
    line: Sequence[Position], box: tuple[float, float, float, float]
) -> Iterator[tuple[bool, list[Position]]]:
    """Part a line where it enters and leaves *box*."""
    part = [line[0]]
    inside = _is_in(box, line[0])
    for one in line[1:]:
        part.append(one)
        if _is_in(box, one) != inside:
            yield inside, part
            part, inside = [one], not inside
    if len(part) > 1:
        yield inside, part


def _size_of(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _size(ring: Sequence[Point]) -> float:
    return abs(
        sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in
            zip(ring, [*ring[1:], *ring[:1]], strict=True)) / 2
    )  # fmt: skip


def _reach(line: Sequence[Point]) -> float:
    """The longer side of what lies around *line*."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _thinned(line: Sequence[Point]) -> Line:
    """Leave out what is too near to the position before it to be seen."""
    kept = [line[0]]
    for x, y in line[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > NEAR:
            kept.append((x, y))
    return [*kept, line[-1]] if len(line) > 1 else kept


def _path(lines: Sequence[Line], *, close: bool = True) -> str:
    """Lines as the path of an SVG, each position from the one before it, in tenths."""
    parts = []
    for line in lines:
        before = (0, 0)
        steps: list[str] = []
        for x, y in line:
            here = round(10 * x), round(10 * y)
            if here != before or not steps:
                steps.append(f"{(here[0] - before[0]) / 10:g} {(here[1] - before[1]) / 10:g}")
            before = here
        start = f"M{steps[0]}"
        parts.append(start + "l" * (len(steps) > 1) + " ".join(steps[1:]) + ("Z" if close else ""))
    return "".join(parts)


def _words(text: str, x: float, y: float, colour: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{SMALL}" fill="{colour}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )


def _text(label: PlacedLabel, ground: str) -> str:
    left, top, right, bottom = label.box
    under = (
        f'<rect x="{left - 1.5:.1f}" y="{top - 0.5:.1f}" width="{right - left + 3:.1f}" '
        f'height="{bottom - top + 1:.1f}" rx="1.5" fill="{ground}"/>'
        if ground
        else ""
    )
    line = ""
    if label.leader:
        (x1, y1), (x2, y2) = label.leader
        line = (
            f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" fill="none" '
            f'stroke="{label.colour}" stroke-width="0.5"/>'
        )
    return (
        f'{line}{under}<text x="{label.x:.1f}" y="{label.y:.1f}" font-size="{label.size}" '
        f'font-weight="{label.weight}" fill="{label.colour}" text-anchor="middle">'
        f"{escape(label.text)}</text>"
    )
