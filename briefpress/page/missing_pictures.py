"""Draw what a draft shows where an error leaves no picture: a box in its place that says so."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

WIDTH, HEIGHT = 438, 110
"""In CSS pixels: as wide as a chart."""


def draw_gap(words: str, name: str, tokens: Mapping[str, str]) -> bytes:
    """Draw a box, as SVG, that says in *words* that the picture *name* cannot be printed.

    *tokens*: the brand.
    """
    font = escape(tokens["font-display"].strip("\"'"))
    line = f'text-anchor="middle" font-family="{font}" fill="{tokens["accent"]}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect x="1" y="1" width="{WIDTH - 2}" height="{HEIGHT - 2}" fill="none" '
        f'stroke="{tokens["accent"]}" stroke-width="1.5" stroke-dasharray="6 4"/>'
        f'<text x="{WIDTH / 2}" y="{HEIGHT / 2 - 4}" {line} font-size="13" font-weight="600">'
        f"{escape(words)}</text>"
        f'<text x="{WIDTH / 2}" y="{HEIGHT / 2 + 15}" {line} font-size="12">'
        f"{escape(name)}</text></svg>"
    ).encode()
