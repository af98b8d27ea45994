"""Measure the words of a chart, break them into lines, and move them apart, before it is drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ...model.scripts import SCRIPTS
from ..fonts import find_face, font_folder

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

SIZE = 11.3
"""The size of labels, in CSS pixels: 8.5 pt."""
SMALL = 10.0
"""The size of the numbers on an axis and of the unit: 7.5 pt."""
LEAST = 26 / 3
"""No letter is smaller: 6.5 pt."""
LEADING = 1.18
"""From line to line, of the size."""
_UNITS = 1000
_JOINT = re.compile("[\u00a0\u2002\u202f]|(?<=[^\\W\\d][/–-])(?=[^\\W\\d])")
"""Where a word that is too wide is broken first."""
_WITH_FONTS = [script for script in SCRIPTS if script.family]
_OTHERS = re.compile(f"[{''.join(script.letters for script in _WITH_FONTS)}]")
_SQUARE = re.compile(f"[{''.join(script.letters for script in SCRIPTS if not script.family)}]")
"""Letters of a collection of many scripts: Chinese, Japanese, Korean."""


class Lettering:
    """Type of one family, in which words have a width."""

    def __init__(self, family: str, fonts: Path | None = None) -> None:
        """Take the *family* of the house, which lies in *fonts*, or in a package."""
        self.family, self.fonts = family, fonts or font_folder(family)

    def width(self, text: str, size: float = SIZE, weight: int = 400) -> float:
        """How wide *text* is on a line, in the unit of *size*; words in a script that the family
        does not have are as wide as in the font that prints them, Chinese letters as wide as high.
        """
        face = _face(self.fonts, self.family, "600" if weight >= 600 else "400")
        if face is None:
            return len(text) * size * 0.52
        text, squares = _SQUARE.subn("", text)
        wide = float(squares * _UNITS)
        for script in _WITH_FONTS if _OTHERS.search(text) else ():
            other = _face(
                font_folder(script.family),
                script.family,
                "700" if weight >= 600 else "400",
                is_joined=True,
            )
            if other is not None:
                for words in re.findall(f"[{script.letters}]+", text):
                    wide += float(other.getlength(words)) * script.size
                text = re.sub(f"[{script.letters}]+", "", text)
        return (wide + float(face.getlength(text))) * size / _UNITS

    def wrap(self, text: str, most: float, size: float = SIZE, weight: int = 400) -> list[str]:
        """Break *text* into lines no wider than *most*; a word that is wider is broken as well, at
        another space or behind a hyphen or a stroke where it has one.
        """
        lines: list[str] = []
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if self.width(longer, size, weight) <= most:
                line = longer
                continue
            if line:
                lines.append(line)
            while self.width(word, size, weight) > most and len(word) > 1:
                end = len(word) - 1
                while end > 1 and self.width(word[:end], size, weight) > most:
                    end -= 1
                joints = [joint.end() for joint in _JOINT.finditer(word, 0, end + 1)]
                end = min(joints[-1], end + 1) if joints else end
                lines.append(word[:end].rstrip("\u00a0\u2002\u202f"))
                word = word[end:]
            line = word
        return [*lines, line] if line or not lines else lines

    def widest(self, texts: Sequence[str], size: float = SIZE, weight: int = 400) -> float:
        """The width of the widest of *texts*; 0 where there is none."""
        return max((self.width(text, size, weight) for text in texts), default=0)


# A face is read once (1 ms) for all charts of a process.
@lru_cache(maxsize=8)
def _face(
    fonts: Path | None, family: str, weight: str, *, is_joined: bool = False
) -> FreeTypeFont | None:
    """Open a font; *is_joined*: its letters change beside each other, where Pillow can do that."""
    from PIL import ImageFont, features

    if fonts is None:
        return None
    file = find_face(fonts, family, weight) or find_face(fonts, family, "400")
    if file is None:
        return None
    joins = is_joined and features.check("raqm")
    engine = ImageFont.Layout.RAQM if joins else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(file), _UNITS, layout_engine=engine)


def height(lines: Sequence[str], size: float = SIZE) -> float:
    """How high *lines* are."""
    return len(lines) * size * LEADING


def spread(middles: Sequence[float], heights: Sequence[float], bottom: float) -> list[float]:
    """Move labels apart: each as near to its place as the others allow, none above 0 or below
    *bottom* where there is room for all.

    *middles*: where each would be. Returns where each is.
    """
    order = sorted(range(len(middles)), key=lambda n: middles[n])
    # Labels that touch form a group, which stands around the middle of where they would be.
    groups: list[list[int]] = []
    starts: list[float] = []
    for n in order:
        groups.append([n])
        starts.append(_start(groups[-1], middles, heights, bottom))
        while len(groups) > 1 and starts[-2] + _total(groups[-2], heights) > starts[-1]:
            last = groups.pop()
            groups[-1] += last
            starts[-2:] = [_start(groups[-1], middles, heights, bottom)]
    moved = list(middles)
    for group, start in zip(groups, starts, strict=True):
        for n in group:
            moved[n] = start + heights[n] / 2
            start += heights[n]
    return moved


def _total(group: Sequence[int], heights: Sequence[float]) -> float:
    return sum(heights[n] for n in group)


def _start(
    group: Sequence[int], middles: Sequence[float], heights: Sequence[float], bottom: float
) -> float:
    """Where a group begins so that its labels are moved as little as can be."""
    above, wanted = 0.0, 0.0
    for n in group:
        wanted += middles[n] - heights[n] / 2 - above
        above += heights[n]
    return max(0.0, min(wanted / len(group), bottom - above))
