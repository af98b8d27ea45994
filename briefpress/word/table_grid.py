"""Lay the cells of a table on its grid, and share the width of the page among its columns."""

from __future__ import annotations

from collections.abc import Sequence

from .printed_blocks import PrintedCell

GridLine = list[tuple[PrintedCell | None, bool]]


def make_grid(rows: Sequence[Sequence[PrintedCell]]) -> list[GridLine]:
    """Lay the cells of a table on its grid: what lies at each place, and if it begins there."""
    grid: list[GridLine] = []
    open_: dict[int, tuple[PrintedCell, int]] = {}
    for row in rows:
        line: GridLine = []
        cells = iter(row)
        while True:
            column = len(line)
            if column in open_:
                cell, left = open_.pop(column)
                if left > 1:
                    open_[column] = cell, left - 1
                line += [(cell, False)] * min(cell.across, 63)
                continue
            following = next(cells, None)
            if following is None:
                break
            if following.down > 1:
                open_[column] = following, following.down - 1
            line += [(following, True), *[(following, False)] * (min(following.across, 63) - 1)]
        grid.append(line)
    columns = max(map(len, grid), default=0)
    return [[*line, *[(None, False)] * (columns - len(line))] for line in grid]


def share_width(grid: Sequence[GridLine], whole: int) -> list[int]:
    """Share the width of the text among the columns, by how much stands in them."""
    columns = len(grid[0]) if grid else 0
    wants = []
    for column in range(columns):
        lengths = [
            len(" ".join(one.text for one in cell.paragraphs)) for line in grid
            for cell, _ in [line[column]] if cell and cell.across == 1
        ]  # fmt: skip
        words = [
            len(word) for line in grid for cell, _ in [line[column]] if cell and cell.across == 1
            for one in cell.paragraphs for word in one.text.split()
        ]  # fmt: skip
        wants.append(max(min(max(lengths, default=4), 48), max(words, default=4), 4) + 2)
    total = sum(wants) or 1
    return [max(300, whole * want // total) for want in wants]
