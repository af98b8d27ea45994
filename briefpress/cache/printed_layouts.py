"""Turn what the press says of a page into the bytes that keep it, and back.

So that a page can be read over again without being printed again: laying out is half of a render,
reading this a hundredth of one. Areas and pieces are kept as columns, each under the name of its
field: a page has hundreds of them, and a name for each value would make the file three times as
long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from ..model.geometry import Area, Fitted, Layout, PageLayout, Piece, Setting
from ..model.page import Pdf
from .hashed_json import read_sealed, seal

VERSION = 3

_AREA = tuple(one.name for one in fields(Area))
_PIECE = tuple(one.name for one in fields(Piece))


def layout_file(slug: str, paper: str) -> str:
    """Where it is kept, from the folder of the house."""
    return f"output/.proofs/{slug}.{paper}.json"


def seal_layout(pdf: Pdf, press: str) -> bytes:
    """Write what is known of *pdf*, printed by a press of the digest *press*, but not its data."""
    return seal(
        VERSION,
        {
            "html": pdf.html_digest,
            "press": press,
            "pages": pdf.pages,
            "missing": pdf.missing,
            "layouts": [_as_json(page) for page in pdf.layout.pages],
            "texts": pdf.layout.texts,
            "fitted": asdict(pdf.fitted) if pdf.fitted else None,
        },
    )


def read_sealed_layout(house: Path, pdf: Pdf, press: str) -> Pdf | None:
    """Give *pdf* with what was kept of it; None where that is of another page, or damaged."""
    kept = read_sealed(house / layout_file(pdf.slug, pdf.paper), VERSION)
    if not kept or (kept["html"], kept["press"]) != (pdf.html_digest, press):
        return None
    fitted = kept["fitted"]
    return replace(
        pdf,
        pages=kept["pages"],
        missing=tuple(kept["missing"]),
        layout=Layout(
            tuple(_as_page(one) for one in kept["layouts"]),
            {int(element): text for element, text in kept["texts"].items()},
        ),
        fitted=Fitted(**{**fitted, "setting": Setting(**fitted["setting"])}) if fitted else None,
    )


def _as_json(page: PageLayout) -> dict[str, Any]:
    left, upper, right, foot = page.text
    areas = _columns(page.areas, _AREA)
    areas["borders"] = [
        [{"width": width, "colour": colour} for width, colour in borders]
        for borders in areas["borders"]
    ]
    areas["pixels"] = [
        pixels and {"across": pixels[0], "down": pixels[1]} for pixels in areas["pixels"]
    ]
    return {
        "width": page.width,
        "height": page.height,
        "text": {"left": left, "upper": upper, "right": right, "foot": foot},
        "areas": areas,
        "pieces": _columns(page.pieces, _PIECE),
        "calls": page.calls,
        "notes": page.notes,
    }


def _as_page(kept: Mapping[str, Any]) -> PageLayout:
    text = kept["text"]
    areas = dict(kept["areas"])
    areas["borders"] = [
        tuple((one["width"], one["colour"]) for one in borders) for borders in areas["borders"]
    ]
    areas["pixels"] = [
        (pixels["across"], pixels["down"]) if pixels else None for pixels in areas["pixels"]
    ]
    return PageLayout(
        kept["width"],
        kept["height"],
        (text["left"], text["upper"], text["right"], text["foot"]),
        tuple(Area(*values) for values in _rows(areas, _AREA)),
        tuple(Piece(*values) for values in _rows(kept["pieces"], _PIECE)),
        tuple(kept["calls"]),
        tuple(kept["notes"]),
    )


def _columns(rows: Sequence[object], names: Sequence[str]) -> dict[str, list[Any]]:
    """The values of *rows* by the names of their fields."""
    return {name: [getattr(row, name) for row in rows] for name in names}


def _rows(columns: Mapping[str, Sequence[Any]], names: Sequence[str]) -> zip[tuple[Any, ...]]:
    """The values of each row, in the order of *names*."""
    return zip(*(columns[name] for name in names), strict=True)
