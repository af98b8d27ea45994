"""Say where each picture of a page lies among its assets; a box stands for a missing one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..model.boundaries import in_language
from ..model.brief import Brief, Theme
from ..model.pictures import COVERS, printed_name
from ..model.walk import Drawn, InFolder, Leaf
from .chart_widths import find_width, find_widths
from .dates_and_numbers import ValueWriter
from .missing_pictures import draw_gap

DARK = 50.0
"""Lightness, CIE L*, under which white letters on a ground have a contrast of 4.5:1."""
SPOKEN = 12
"""Values of a trend that are read out; of more, the first and the last."""


class PagePictures:
    """The pictures that the page of *brief* shows, as bytes by their path."""

    def __init__(
        self,
        brief: Brief,
        writer: ValueWriter,
        charts: Mapping[str, bytes],
        theme: Theme,
    ) -> None:
        """Take the drawn *charts* by the names of their figures, the files of *brief*, and the logo
        of its house; what is drawn here has the words of *writer* and the colours of *theme*.
        """
        self.brief, self.writer, self.tokens = brief, writer, theme.tokens
        self.assets = {f"charts/{name}.svg": svg for name, svg in charts.items()}
        self.assets |= {f"files/{name}": data for name, data in brief.files.items()}
        if brief.institute.logo:
            name = brief.institute.logo.file
            gap = draw_gap(writer.word("unprintable"), name, theme.tokens)
            self.assets["house/logo"] = brief.logo or gap
        elif theme.brand and theme.brand.logo:
            self.assets["house/logo"] = theme.brand.logo

    def trend(self, name: str) -> tuple[str, str] | None:
        """The picture of what became of the fact *name*, and its values in words; None where it
        cannot be drawn.
        """
        from .cell_bars import draw_trend

        fact = self.brief.fields.facts[name]
        table = self.brief.data.get(fact.trend.data) if fact.trend else None
        if fact.trend is None or table is None or any(fact.faults(name, self.brief.data)):
            return None
        column = table.column(fact.trend.column)
        assert column is not None
        cells = zip(*map(self.writer.print_column, (table.columns[0], column)), strict=True)
        spoken_cells = [f"{first} {cell}" for first, cell in cells]
        if len(spoken_cells) > SPOKEN:
            spoken_cells = [*spoken_cells[:1], "…", *spoken_cells[-1:]]
        alt = f"{column.head}{self.writer.word('colon')} {'; '.join(spoken_cells)}"
        path = f"trends/{name}.svg"
        self.assets[path] = draw_trend(table, fact.trend.column, alt, self.tokens)
        return path, alt

    def find_path(self, name: str, leaves: Sequence[Leaf], part: Any) -> str:
        """Give the path of the picture or chart among *leaves*, which the block *name* holds; of a
        box that says so where it is missing. *part*: the part of the picture that is printed.
        """
        path = f"gaps/{name}.svg"
        shown = name
        for leaf in leaves:
            if InFolder("picture") in leaf.metadata:
                path, shown = f"files/{printed_name(leaf.value, part)}", leaf.value
            elif leaf.annotation(Drawn):
                path, shown = f"charts/{name}.svg", name
        return self._or_gap(path, name, shown)

    def list_drawings(self, name: str, path: str) -> str:
        """The drawings of the figure *name*, each with its width in CSS pixels, as `srcset` has
        them; nothing where it has but that at *path*.
        """
        drawings = [
            f"{drawing} {find_width(self.brief, name, widths)}w"
            for before, widths in find_widths(self.brief, name).items()
            if (drawing := f"charts/{before}{name}.svg") in self.assets
        ]
        return ", ".join(drawings) if path == f"charts/{name}.svg" and len(drawings) > 1 else ""

    def picture(self, file: str) -> str:
        """The path of *file*, the picture of no block; that of a box where it cannot be printed."""
        return self._or_gap(f"files/{printed_name(file, None)}", file, file)

    def list_publications(self) -> list[dict[str, Any]]:
        """List the publications of the back page, without this brief itself: each with the path of
        its cover, empty where it has none, and its address as it is printed.
        """
        own = self.brief.fields.title.source.strip()
        return [
            {
                "it": one,
                "cover": one.cover
                and self._or_gap(f"files/{COVERS}{one.cover}", one.cover, one.cover),
                "address": re.sub(r"\Ahttps?://(?:www\.)?|/\Z", "", one.url or ""),
            }
            for one in self.brief.fields.publications or ()
            if one.title.strip() != own
        ]

    def ground(self, colour: str) -> str:
        """Say how a *colour* of the brand is as a ground: `dark`, of white letters, or `light`."""
        from .plots.palette import lightness

        return "dark" if lightness(self.tokens[colour]) < DARK else "light"

    def _or_gap(self, path: str, name: str, shown: str) -> str:
        """*path* where it has something; else that of a box that says what should be *shown*."""
        if path not in self.assets:
            path = f"gaps/{name}.svg"
            self.assets[path] = draw_gap(self.writer.word("unprintable"), shown, self.tokens)
        return path

    def map_notes(self, name: str) -> list[str]:
        """The notes of the house on the disputed areas that the map *name* shows."""
        svg = self.assets.get(f"charts/{name}.svg", b"")
        drawn = re.search(rb'data-areas="([^"]*)"', svg)
        house = self.brief.boundaries
        if drawn is None or house is None:
            return []
        notes = [house.fields.areas[key].note for key in drawn[1].decode().split()]
        return [in_language(note, self.brief.language) for note in notes if note]


def is_picture(notes: tuple[Any, ...]) -> bool:
    """Whether a field with these *notes* is shown as a picture."""
    return InFolder("picture") in notes or Drawn() in notes
