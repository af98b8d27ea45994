"""Figures: pictures, and charts drawn from data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from ..cells import DataTable
from ..fields import (
    BlockFields,
    ChartSpec,
    CitedSource,
    DataFile,
    Fault,
    Focus,
    Inline,
    Label,
    PictureFile,
    Ratio,
)
from ..pictures import Crop
from ..walk import Reads, Step


class Figure(BlockFields):
    """A picture, or a chart drawn from data."""

    image: PictureFile | None = None
    """File of the brief's folder: JPEG, PNG, SVG, WebP, AVIF, TIFF or GIF."""
    crop: Ratio | None = None
    """The shape to which a photo is cut, width and height: `3:2`."""
    focus: Focus | None = None
    """What stays in sight when it is cut: `left`, `top right`, or `60% 30%` from the upper left."""
    width: Literal["side", "text", "page"] = "text"
    """How wide it stands: beside the text, as wide as the text, or over the whole page."""
    chart: ChartSpec | None = None
    """Vega-Lite specification without its data."""
    data: DataFile | None = None
    """Data file for the chart: `returns.csv`, `returns.xlsx`, `returns.xlsx#Sheet name`."""
    caption: Annotated[Inline, Reads("caption")]
    """What it shows, over it."""
    note: Annotated[Inline, Reads("caption")] | None = None
    """What a reader must know of it, under it."""
    alt: Annotated[str, Reads("alt")]
    """What the figure shows, for those who do not see it."""
    credit: Annotated[Inline, Reads("caption")] | None = None
    """Whose picture it is, printed under it: `Jane Doe / UNHCR`."""
    licence: Label | None = None
    """Under which terms it may be printed: `CC BY 4.0`."""
    source: CitedSource | None = None
    """Name of the source of picture or figures, with a page."""

    @property
    def part(self) -> Crop | None:
        """The part of its picture that is printed; None where that is all of it."""
        return Crop(*self.crop, self.focus or (0.5, 0.5)) if self.crop else None

    def table(self, _: Mapping[str, DataTable]) -> None:
        """Print no rows: the chart shows them."""

    def faults(self, name: Step, data: Mapping[str, DataTable]) -> Iterator[Fault]:
        """Refuse a figure without a picture, with two, or with nothing to draw."""
        if (self.image is None) == (self.chart is None):
            yield Fault(
                f"the figure `{name}` needs an image or a chart, one of them",
                "add `image: …`",
                ("image",),
            )
        elif self.chart is not None and self.data is None:
            yield Fault(f"the chart `{name}` has no data", "add `data: …` with a CSV file")
