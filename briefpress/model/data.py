"""The rows of a CSV file, as the page, the charts and the checks read them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DataTable:
    """Rows of a CSV file; every row is as long as *heads*."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    """The line of the file in which each row ends."""
