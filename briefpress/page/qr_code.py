"""Turn a text into a QR code, as an SVG."""

from __future__ import annotations


def draw_code(text: str, colour: str) -> bytes:
    """Draw *text* as a QR code, for a reader with a telephone; SVG in *colour*, without a margin.

    A seventh of it may be dirty or creased (level M).
    """
    import io

    import segno

    drawn = io.BytesIO()
    code = segno.make_qr(text, error="m")
    code.save(drawn, kind="svg", border=0, dark=colour, title=text, xmldecl=False, nl=False)
    return drawn.getvalue()
