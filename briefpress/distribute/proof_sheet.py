"""How a PDF was imposed → a proof sheet, which shows whether the printer is set as it must be."""

from __future__ import annotations

from html import escape

from ..model.brief import TextFile, Theme
from ..model.page import Html
from ..model.papers import PAPER_SIZES
from .imposition import Imposed, sides_of


def lay_out_proof(theme: Theme, name: str, layout: str, imposed: Imposed) -> Html:
    """Lay out one sheet, both sides, that shows whether the printer is set as *imposed* needs it.

    The big figures stand as the first pages of a *layout* do; on the back, the right one stands
    behind each of them and is upright, or the sheet says what to change.
    """
    sheet = PAPER_SIZES[imposed.sheet]
    width, height = reversed(sheet.millimetres) if imposed.is_wide else sheet.millimetres
    columns, rows = imposed.columns, imposed.rows
    count = columns * rows
    across, down = width / columns, height / rows
    sides = list(sides_of(layout, 2 * count, columns, imposed.right_to_left))
    last = 1 if layout == "booklet" else count
    ruled = 3 if layout == "booklet" else 1
    edge = f"{imposed.flip} edge"
    instructions = {
        0: _say_how_to_print(name, layout, sheet.label, edge),
        ruled: _draw_ruler(100 if across > 130 else 50),
        last: _say_what_to_look_for(layout, edge),
    }
    lines = [f'<div class="line" style="left: {width / 2:.3f}mm"></div>'] * (columns > 1)
    lines += [f'<div class="line across" style="top: {height / 2:.3f}mm"></div>'] * (rows > 1)
    marks = [
        f'<div class="mark" style="left: {x:.3f}mm; top: {y:.3f}mm"></div>'
        for x in (_MARK, width - _MARK)
        for y in (_MARK, height - _MARK)
    ]
    parts = []
    for side, numbers in zip(("Front", "Back"), sides[:2], strict=True):
        cells = []
        for position, number in enumerate(numbers):
            assert number is not None
            row, column = divmod(position, columns)
            cells.append(
                f'<div class="cell" style="left: {column * across:.3f}mm; top: {row * down:.3f}mm; '
                f'width: {across:.3f}mm; height: {down:.3f}mm">'
                f'<p class="up">↑</p><p class="figure">{number + 1}</p>'
                f'<p class="side">{side}</p>'
                f'<div class="said">{instructions.get(number, "")}</div></div>'
            )
        parts.append(f"<section>{''.join([*lines, *marks, *cells])}</section>")
    # A line of the instructions is as long on every sheet, counted in letters.
    text = (
        f'<!DOCTYPE html><html lang="en"><head><title>Proof sheet: {escape(name)}, {layout}</title>'
        f'</head><body class="{layout}" style="font-size: {max(across / 15, 7.5):.2f}pt">'
        f"{''.join(parts)}</body></html>"
    )
    page = f"@page {{ size: {width}mm {height}mm; margin: 0 }}\n"
    page += f"section {{ width: {width}mm; height: {height}mm }}\n"
    names = ("tokens", "proof")
    styles = [TextFile(f"styles/{one}.css", theme.styles.get(one, "")) for one in names]
    return Html(
        f"{name}.{layout}.proof",
        imposed.sheet,
        text,
        (TextFile("fonts.css", theme.font_faces), TextFile("sheet.css", page), *styles),
        theme.fonts,
    )


def _say_how_to_print(name: str, layout: str, sheet: str, edge: str) -> str:
    return (
        "<h1>Proof sheet</h1>"
        f"<p>For <b>{escape(name)}</b>, {_KINDS[layout]}, before you print the other copies.</p>"
        "<ol>"
        f"<li>Print this sheet on <b>{sheet}</b>, on both sides.</li>"
        f"<li>Choose “flip on the <b>{edge}</b>”, and “actual size”.</li>"
        "<li>Turn it over as you turn the page of a book.</li>"
        "</ol>"
    )


def _say_what_to_look_for(layout: str, edge: str) -> str:
    other = "long edge" if edge == "short edge" else "short edge"
    booklet = "Folded with 1 outside, 2 stands behind it and faces 3." * (layout == "booklet")
    return (
        "<h2>Is this figure upright?</h2>"
        f"<p>Then the printer is set right. {booklet} Against the light, the crosses in the "
        "corners lie upon one another.</p>"
        "<h2>Does it stand on its head?</h2>"
        f"<p>Choose “flip on the {other}” where you chose “{edge}”, and print this sheet again: "
        "some printers name the edges the other way round.</p>"
    )


def _draw_ruler(length: int) -> str:
    """A line of *length* millimetres, to be measured on paper."""
    return (
        f'<p class="rule" style="width: {length}mm">{length} mm</p>'
        "<p>Shorter? Then the printer has scaled the page: choose “actual size”.</p>"
    )


_KINDS = {"booklet": "folded as a booklet", "2-up": "two pages a side", "4-up": "four pages a side"}
_MARK = 12.0
"""Millimetres from the corners to the crosses, which lie upon one another on the two sides."""
