"""Mark the rows of tables that a page cannot hold as they are: for their length, or for a word."""

from __future__ import annotations

import re

_LONG = 600
"""Characters of a cell from which its row may be divided by a page break."""
_WORD = 22
"""Characters of a word from which it may be divided, where its column is too narrow."""

_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", re.DOTALL)


def mark_rows(html: str) -> str:
    """Give each row with a long cell the class `long`, with a long word the class `breaks`."""
    return _ROW.sub(_mark, html)


def _mark(row: re.Match[str]) -> str:
    cells = [re.sub(r"<[^>]*>", "", cell) for cell in _CELL.findall(row[1])]
    classes = []
    if any(len(cell) > _LONG for cell in cells):
        classes.append("long")
    if any(len(word) > _WORD for cell in cells for word in cell.split()):
        classes.append("breaks")
    return f'<tr class="{" ".join(classes)}">{row[1]}</tr>' if classes else row[0]
