"""Gaps of a chart of bars → the words in the place of a bar: a bare one reads as nought."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from .chart_words import LEAST, SMALL
from .grid import Grid
from .number_formats import NumberFormats
from .view import Label, Style

Spot = tuple[int, int]
"""The number of a series, and of a stop."""
_LEAST = LEAST + 0.1
_FILLED = 0.5
"""Part of the places of several series that have a number; where fewer have, each series has places
of its own, and the others are no gaps."""
_AWAY = 4.0
"""Pixels between the line at zero and the words."""


def find_gaps(grid: Grid, words: NumberFormats) -> dict[Spot, str]:
    """Give what stands where *grid* has no number: `No data`, or – where the cell has a dash."""
    spots = len(grid.series) * len(grid.stops)
    if len(grid.series) > 1 and len(grid.points) <= _FILLED * spots:
        return {}
    return {spot: _say(grid, spot, words) for spot in sorted(grid.gaps)}


def find_bare_stacks(grid: Grid, words: NumberFormats) -> dict[Spot, str]:
    """Give the same of the stacks without any part, each as that of the first series."""
    bare = {*range(len(grid.stops))} - {stop for _, stop in grid.points}
    series = range(len(grid.series))
    words_by_spot = {}
    for stop in sorted(bare):
        words_of_stop = {_say(grid, (one, stop), words) for one in series}
        words_by_spot[0, stop] = "–" if words_of_stop == {"–"} else words.no_data
    return words_by_spot


def _say(grid: Grid, spot: Spot, words: NumberFormats) -> str:
    return "–" if spot in grid.blanks and not grid.is_unknown(*spot) else words.no_data


def beside_rows(
    gaps: Mapping[Spot, str], style: Style, size: float, zero: float,
    middle: Callable[[Spot], float], *, is_left: bool,
) -> list[Label]:  # fmt: skip
    """Set the words of *gaps* beside the line at *zero*, each in the *middle* of its bar."""
    align, x = ("right", zero - 6) if is_left else ("left", zero + 6)
    return [
        Label(x, middle(spot), [said], style.muted, align, size)  # type: ignore[arg-type]
        for spot, said in gaps.items()
    ]


def on_columns(
    gaps: Mapping[Spot, str], style: Style, lanes: int, zero: float,
    middle: Callable[[Spot], float], wide: float, *, is_below: bool,
) -> list[Label]:  # fmt: skip
    """Set the words of *gaps* above the line at *zero*, or below it: level where they have room,
    else turned; once for gaps that stand side by side.

    *wide*: the room of a bar. A place that is narrower than a line of type stays bare.
    """
    labels = []
    side = -1 if not is_below else 1
    for run in _runs(gaps, lanes):
        label, room = gaps[run[0]], wide * len(run)
        x = sum(map(middle, run)) / len(run)
        for size in (SMALL, _LEAST):
            if style.lettering.width(label, size) + 3 <= room:
                at = zero + side * (_AWAY + size / 2)
                labels.append(Label(x, at, [label], style.muted, "center", size))
                break
        else:
            if room >= _LEAST * 0.85:
                labels.append(
                    Label(x, zero + side * _AWAY, [label], style.muted,
                          "right" if is_below else "left", _LEAST, angle=270)
                )  # fmt: skip
    return labels


def _runs(gaps: Mapping[Spot, str], lanes: int) -> Iterator[Sequence[Spot]]:
    """The gaps that stand side by side and say the same: those of one stop, or of one series."""
    along = 0 if lanes > 1 else 1
    run: list[Spot] = []
    for spot in sorted(gaps, key=lambda one: (one[1 - along], one[along])):
        is_next = run and (spot[1 - along], spot[along]) == (run[-1][1 - along], run[-1][along] + 1)
        if run and not (is_next and gaps[spot] == gaps[run[0]]):
            yield run
            run = []
        run.append(spot)
    if run:
        yield run
