"""Turn what the press says of a page into the bytes that keep it, and back.

So that a page can be read over again without being printed again: laying out is half of a render,
reading this a hundredth of one.
"""

from __future__ import annotations

import json
from dataclasses import astuple, fields, replace
from pathlib import Path
from typing import Any

from ..model.geometry import Area, Fitted, Layout, Piece, Setting, Sheet
from ..model.page import Pdf

VERSION = 1


def layout_file(slug: str, paper: str) -> str:
    """Where it is kept, from the folder of the house."""
    return f"output/.proofs/{slug}.{paper}.json"


def keep_layout(pdf: Pdf, press: str) -> bytes:
    """Write what is known of *pdf*, printed by a press of the digest *press*, but not its data."""
    sheets = [
        [
            sheet.width, sheet.height, sheet.text,
            [[*vars(area).values()] for area in sheet.areas],
            [[*vars(piece).values()] for piece in sheet.pieces],
            sheet.calls, sheet.notes,
        ]
        for sheet in pdf.layout.sheets
    ]  # fmt: skip
    said = {
        "version": VERSION, "html": pdf.html_digest, "press": press, "pages": pdf.pages,
        "missing": pdf.missing,
        "sheets": sheets, "texts": [*pdf.layout.texts.items()],
        "fitted": astuple(pdf.fitted) if pdf.fitted else None,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def kept_layout(house: Path, pdf: Pdf, press: str) -> Pdf | None:
    """Give *pdf* with what was kept of it; None where that is of another page, or broken."""
    try:
        said = json.loads((house / layout_file(pdf.slug, pdf.paper)).read_bytes())
        if [said["version"], said["html"], said["press"]] != [VERSION, pdf.html_digest, press]:
            return None
        return replace(
            pdf,
            pages=said["pages"],
            missing=tuple(said["missing"]),
            layout=Layout(tuple(_sheet(*one) for one in said["sheets"]), dict(said["texts"])),
            fitted=_fitted(*said["fitted"]) if said["fitted"] else None,
        )
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _sheet(
    width: float, height: float, text: list[float], areas: list[list[Any]],
    pieces: list[list[Any]], calls: list[int], notes: list[int],
) -> Sheet:  # fmt: skip
    left, upper, right, foot = text
    return Sheet(
        width,
        height,
        (left, upper, right, foot),
        tuple(_area(one) for one in areas),
        tuple(Piece(*one) for one in pieces),
        tuple(calls),
        tuple(notes),
    )


_NAMES = tuple(one.name for one in fields(Area))


def _area(values: list[Any]) -> Area:
    said = dict(zip(_NAMES, values, strict=True))
    said["borders"] = tuple((width, colour) for width, colour in said["borders"])
    said["pixels"] = tuple(said["pixels"]) if said["pixels"] else None
    return Area(**said)


def _fitted(setting: list[float], *rest: float) -> Fitted:
    pages, room, lines, tried = rest
    return Fitted(Setting(*setting), int(pages), room, int(lines), int(tried))
