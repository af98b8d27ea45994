"""Every paper that the house knows: its size, what it is called, which one is twice as large."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_POINTS = {"mm": 72 / 25.4, "in": 72.0}


@dataclass(frozen=True)
class PaperSize:
    """A paper, held upright."""

    label: str
    """As a reader calls it: `A4`."""
    width: str
    """In millimetres or inches, as CSS writes them: `210mm`, `8.5in`."""
    height: str
    twice: str = ""
    """The name of the paper on which two of its pages stand side by side: the sheet of a booklet;
    empty where printers have none."""
    is_for_briefs: bool = True
    """Whether briefs are printed on it; otherwise it is a sheet for booklets alone."""
    media: str = ""
    """Its name among printers, as the Printer Working Group's PWG 5101.1 has it; empty where it is
    that of a metric size of ISO, which has the size in it: `iso_a4_210x297mm`."""

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points."""
        width, height = (
            float(side[:-2]) * _POINTS[side[-2:]] for side in (self.width, self.height)
        )
        return width, height

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height in millimetres, to the hundredth."""
        width, height = (round(side * 25.4 / 72, 2) for side in self.points)
        return width, height

    @property
    def name_of_media(self) -> str:
        """Its name among printers: `iso_a4_210x297mm`."""
        width, height = self.width.removesuffix("mm"), self.height
        return self.media or f"iso_{self.label.lower()}_{width}x{height}"


PAPER_SIZES: Mapping[str, PaperSize] = {
    "a4": PaperSize("A4", "210mm", "297mm", twice="a3"),
    "letter": PaperSize("Letter", "8.5in", "11in", twice="tabloid", media="na_letter_8.5x11in"),
    "a3": PaperSize("A3", "297mm", "420mm", is_for_briefs=False),
    "tabloid": PaperSize("Tabloid", "11in", "17in", is_for_briefs=False, media="na_ledger_11x17in"),
}
"""Every paper by the name that authors and commands give it, those that suit most readers first.

A new paper is a line here; where its text is to be set otherwise, `body.<name>` in styles/.
"""
PAPERS: Mapping[str, PaperSize] = {
    name: paper for name, paper in PAPER_SIZES.items() if paper.is_for_briefs
}
"""Those on which briefs are printed."""
PAPERS_IN_WORDS = " or ".join(PAPERS)
"""As the help of a command lists them: `a4 or letter`."""
