"""Copyfitting: of the settings that a style allows, the largest in which a text keeps its pages.

settings   largest ├─────●──●────●─────┤ smallest      the first is guessed from the letters; then
                         ✗  ✓ ◄──┘                     larger ones where it fits, smaller ones where
                            └─►●  ●                    it does not; at last two smaller ones, if it
                                                       leaves a hole or a heading alone

The setting that is found fits, and the next larger one does not. For a few texts that is true of
more than one setting, as a smaller type may need more pages than a larger one; which of them is
found depends on where the search begins. So it begins and goes on by what stands on the page, and
by nothing that is remembered: the same page is set alike, whatever was printed before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, NamedTuple

from ..model.geometry import (
    BARE,
    HOLE,
    Fit,
    Fitted,
    Layout,
    PageLayout,
    Setting,
    find_fill,
    find_foot,
)
from .page_budget import TooLong

FURTHER = 2
"""How many smaller settings are tried where the largest leaves a fault."""
DENSITY = 1.44
"""How much of the room for text its letters cover, each as wide as its size, as high as its
leading: more than all, as most are narrower.

In another house's look it may be more or less, and a text is laid out once more.
"""
STIFF = 2
"""By what power of its room a text grows into it: pictures, tables and heads stay as they are."""
LOST = 0.01
"""The part of its room that a text leaves, as its blocks stand whole."""
AIR = 0.8
"""Lines between the last line of a text and the notes below it, or its foot looks crammed."""
FILLED = 0.7
"""The part of a page that text fills at least: where a last one holds less, it is tried without
it."""


@dataclass(frozen=True)
class Extent:
    """How much there is to set."""

    letters: float
    """How many Latin letters take as much room as its text."""
    room: float
    """How much room a page has for it, about, in square points."""


class LaidOut(NamedTuple):
    """A text that was laid out."""

    document: Any
    layout: Layout
    is_whole: bool
    """Whether all of it is inside the paper."""


LayOut = Callable[[Setting, int | None], LaidOut]
"""Lays the text out in a setting; `TooLong` where it needs more pages than are given, if any."""


def fit_copy(fit: Fit, extent: Extent, lay_out: LayOut) -> tuple[Any, Layout, Fitted]:
    """Choose of *fit* the largest setting that fits, and give what was laid out with it.

    Where nothing fits it is the smallest setting, and too many pages; the text is never set smaller
    than the style allows. Where much of the last page is bare, the text is drawn together on the
    pages before, if it has room there.
    """
    last, pages = len(fit.settings) - 1, fit.pages
    trial = _Trial(fit, lay_out)
    chosen = min(last, trial.find(pages, guess_setting(fit, extent)))
    chosen = trial.find_faultless(chosen, pages)
    layout = trial.laid[chosen].layout
    if trial.fits(chosen, pages) and len(layout.pages) == pages and _text_fill(layout) < FILLED:
        together = trial.find_together(chosen, pages)
        if together <= last:
            chosen = trial.find_faultless(together, pages - 1)
    document, layout, _ = trial.laid[chosen]
    setting = trial.settings[chosen]
    room = find_room(layout, fit.pages)
    lines = count_lines(layout, fit.pages, setting.leading)
    longest = max(len(one.layout.pages) for one in trial.laid.values())
    is_drawn_together = len(layout.pages) < fit.pages <= longest
    fitted = Fitted(setting, fit.pages, round(room, 1), lines, trial.tried, is_drawn_together)
    return document, layout, fitted


class _Trial:
    """A text laid out in those of the settings of *fit* that were asked for, by their number."""

    def __init__(self, fit: Fit, lay_out: LayOut) -> None:
        self.settings = fit.settings
        self.laid: dict[int, LaidOut] = {}
        self.tried = 0
        self._lay_out = lay_out
        self._printed = fit.pages
        """The pages for which the smallest setting is printed, however long it is."""

    def fits(self, number: int, pages: int) -> bool:
        """Whether the text has room on *pages* in the setting of this *number*, with AIR below."""
        if number not in self.laid:
            self.tried += 1
            is_printed = number == len(self.settings) - 1 and pages == self._printed
            self.laid[number] = self._lay_out(self.settings[number], None if is_printed else pages)
        layout = self.laid[number].layout
        needed = len(layout.pages) + is_crammed(layout, self.settings[number])
        return self.laid[number].is_whole and needed <= pages

    def find(self, pages: int, first: int) -> int:
        """Find the largest setting that fits on *pages*, trying the one numbered *first* first."""
        return find_largest(len(self.settings), first, lambda number: self._try(number, pages))

    def find_together(self, chosen: int, pages: int) -> int:
        """Find the largest setting that needs a page less than *chosen*, which needs *pages*."""
        settings = self.settings
        growth = _find_growth(self.laid[chosen].layout, pages - 1)
        letter = _area(settings[chosen]) * growth
        if letter <= _area(settings[-1]):
            return len(settings)
        return self.find(pages - 1, _find_nearest(settings, letter))

    def find_faultless(self, chosen: int, pages: int) -> int:
        """Find a smaller setting than *chosen* with fewer faults, if it has some; or give that."""
        if not self.fits(chosen, pages):
            return chosen
        faults = count_faults(self.laid[chosen].layout, self.settings[chosen])
        for number in range(chosen + 1, min(chosen + FURTHER + 1, len(self.settings))):
            if faults and self._try(number, pages)[0]:
                fewer = count_faults(self.laid[number].layout, self.settings[number])
                if fewer < faults:
                    chosen, faults = number, fewer
        return chosen

    def _try(self, number: int, pages: int) -> tuple[bool, int]:
        """Say of a setting whether it fits, and which one looks right now."""
        try:
            is_right = self.fits(number, pages)
            growth = _find_growth(self.laid[number].layout, pages)
        except TooLong as error:
            is_right, growth = False, error.part**STIFF
        letter = _area(self.settings[number]) * growth * (1 - LOST) ** STIFF
        return is_right, _find_nearest(self.settings, letter)


def _text_fill(layout: Layout) -> float:
    """The part of the last page that the text fills, whatever stands beside it."""
    return find_fill(layout, beside=False)


def guess_setting(fit: Fit, extent: Extent) -> int:
    """Guess by its letters in which of the settings of *fit* a text fills its pages."""
    letter = DENSITY * extent.room * fit.pages / max(1, extent.letters)
    return _find_nearest(fit.settings, letter)


def find_largest(count: int, first: int, try_setting: Callable[[int], tuple[bool, int]]) -> int:
    """Find one of *count* settings that fits, while the next larger, before it, does not.

    *try_setting* says of a setting whether it fits, and which one looks right now; *first* is tried
    first. Gives *count* where none is found.
    """
    too_large, small_enough = -1, count
    number = first
    while small_enough - too_large > 1:
        is_right, guess = try_setting(number)
        if is_right:
            small_enough = number
            number = min(guess, number - 1)
        else:
            too_large = number
            number = max(guess, number + 1)
        number = min(max(number, too_large + 1), small_enough - 1)
    return small_enough


def _find_nearest(settings: Sequence[Setting], letter: float) -> int:
    """Find the setting in which size times leading is nearest to *letter*.

    Where that is a little too large, the one after it is the next that is tried, and right.
    """
    return min(range(len(settings)), key=lambda number: abs(_area(settings[number]) - letter))


def _area(setting: Setting) -> float:
    """How much room a letter has in *setting*, in square points."""
    return setting.size * setting.leading


def _find_growth(layout: Layout, pages: int) -> float:
    """How many times as large the letters of *layout* may be on *pages*, about."""
    _, top, _, foot = layout.pages[0].text
    whole = pages * (foot - top)
    return float((whole / max(1.0, whole - find_room(layout, pages))) ** STIFF)


def count_faults(layout: Layout, setting: Setting) -> int:
    """How many pages leave a hole at their foot, or end with a heading; the last page leaves one
    where it is nearly empty.
    """
    faults = int(find_fill(layout) < BARE)
    for page in layout.pages[:-1]:
        faults += page.text[3] - find_foot(page) > HOLE * setting.leading
        flow = [area for area in page.areas if area.path.startswith(_FLOW) and area.layer == 0]
        faults += bool(flow) and flow[-1].tag in ("h2", "h3", "h4")
    return faults


def is_crammed(layout: Layout, setting: Setting) -> bool:
    """Whether a text that is laid out in *setting* ends right above the notes of its last page."""
    room = find_room(layout, len(layout.pages))
    return bool(layout.pages[-1].notes) and room < AIR * setting.leading


_FLOW = "html body"


def count_columns(page: PageLayout) -> int:
    """In how many columns the text of *page* stands: a line of a page holds one of each."""
    middle = page.width / 2
    texts = (one for one in page.areas if one.path.endswith(" main p") and one.layer == 0)
    return 2 if any(one.x > middle for one in texts) else 1


def count_lines(layout: Layout, most: int, leading: float) -> int:
    """Lines of the text, *leading* points high, that are left on the last page of *most*; less
    than 0 where the text needs more.

    A page in two columns holds two lines side by side. The lines that make room for an
    imprint that has a page for itself are cut in the text before it.
    """
    pages = layout.pages
    if len(pages) <= most:
        return floor(find_room(layout, most) / leading) * count_columns(pages[-1])
    last = pages[most - 1]
    columns = count_columns(last)
    free = (last.text[3] - find_foot(last)) / leading * columns
    needed = 0.0
    for page in pages[most:]:
        columns = count_columns(page) if _has_text(page) else columns
        needed += (find_foot(page) - page.text[1]) / leading * columns
    return min(-1, floor(free - needed))


def _has_text(page: PageLayout) -> bool:
    """Whether more stands on *page* than an imprint."""
    return any(" main " in one.path for one in page.areas)


def find_room(layout: Layout, most: int) -> float:
    """Points that are left on the last page of *most*; less than 0 where the text needs more."""
    pages = layout.pages
    if len(pages) > most:
        # A block that could not be divided left room on the page before.
        needed = sum(find_foot(page) - page.text[1] for page in pages[most:])
        return min(-1.0, pages[most - 1].text[3] - find_foot(pages[most - 1]) - needed)
    empty = sum(one.text[3] - one.text[1] for one in pages[:1] * (most - len(pages)))
    return max(0.0, pages[-1].text[3] - find_foot(pages[-1])) + empty
