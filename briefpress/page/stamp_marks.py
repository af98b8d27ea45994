"""Marks where a page will say what it is, which is known only after it was laid out."""

from __future__ import annotations

from collections.abc import Mapping

STAMPS = dict(
    zip(("folio", "seal", "code", "version", "day"), map(chr, range(0xE003, 0xE008)), strict=True)
)
"""Where a page will say what it is: in its folio line, in its imprint, and to a machine."""


def fill_stamps(text: str, values: Mapping[str, str]) -> str:
    """Put *values*, one for each name of `STAMPS`, where the page waits for them."""
    for name, mark in STAMPS.items():
        text = text.replace(mark, values[name])
    return text
