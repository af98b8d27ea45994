"""Turn a text into a QR code, as an SVG."""

from __future__ import annotations


def draw_code(text: str, colour: str) -> bytes:
    """Draw *text* as a QR code, for a reader with a telephone; SVG in *colour*, without a margin.

    A seventh of it may be dirty or creased (level M).

    Its letters are UTF-8, and it says so: of its own accord segno 1.6.6 writes Latin-1 without
    saying it, or UTF-8 as if it were Kanji, and telephones then read other letters.
    """
    import io

    import segno

    drawn = io.BytesIO()
    plain = text.isascii()
    code = segno.make_qr(
        text,
        error="m",
        mode=None if plain else "byte",
        encoding=None if plain else "utf-8",
        eci=not plain,
    )
    code.save(drawn, kind="svg", border=0, dark=colour, title=text, xmldecl=False, nl=False)
    return drawn.getvalue()
