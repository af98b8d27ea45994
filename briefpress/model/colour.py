"""Measure colours, written as `#rrggbb`."""

from __future__ import annotations


def luminance(colour: str) -> float:
    """Measure the relative luminance of `#14355e`, from 0, black, to 1, white.

    Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    """
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, ground: str) -> float:
    """Measure the contrast of two colours, from 1, none, to 21, black on white.

    Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    lighter, darker = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
