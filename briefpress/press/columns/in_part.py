"""Answer WeasyPrint while it lays out a part of a flow, child by child: what it passes over, how
wide a child is, how a paragraph begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .flow import HEADINGS, classes_of, is_display
from .page import Page
from .progress import Displaced
from .sizes import CLEAR
from .waiting import can_wait, follows_one_that_waits, stands_above_hole


@dataclass
class PartInLayout:
    """A part of a flow, its box's `flow_part`, while it is laid out.

    It notes what waits, as WeasyPrint comes by; the step that laid it out returns that.
    """

    page: Page
    elsewhere: Displaced
    """Children that stood elsewhere before."""
    is_below_display: bool = False
    """Whether what stands right above the part is set apart from the text."""
    is_below_text: bool = False
    """Whether a part of the text stands above it on the page, in the same measure."""
    grid: float = 0.0
    """Where the lines of a column begin."""
    figure_above: Any = None
    """The last of the figures that waited for this column, if any."""
    later: list[int] = field(default_factory=list)
    """Figures that wait from now on."""
    below_beside: set[int] = field(default_factory=set)
    """Those that wait for the end of what stands beside the text."""

    def is_elsewhere(self, index: int) -> bool:
        """Whether the child *index* does not stand between the text before and after it."""
        return index in self.later or self.elsewhere.holds(index)

    def passes_over(
        self, part: Any, index: int, child: Any, above: list[Any], position_y: float,
        skip_stack: Any,
    ) -> bool:  # fmt: skip
        """Whether WeasyPrint goes on below *child*, as it stands elsewhere, or waits from now on.

        *part*: the box that is laid out, and *above*, what stands in it already.
        """
        if self.is_elsewhere(index):
            return True
        page, later = self.page, [*self.elsewhere.later, *self.later]
        if above and not skip_stack and follows_one_that_waits(page, self.elsewhere, index, later):
            self.later.append(index)
            return True
        if (
            part.is_column
            or skip_stack
            or not stands_above_hole(page, child, position_y)
            or not can_wait(page, self.elsewhere, index)
        ):
            return False
        self.later.append(index)
        self.below_beside.add(index)
        return True

    def lets_wait(self, index: int) -> bool:
        """Have the child *index*, which did not fit, wait; give whether it does."""
        waits = can_wait(self.page, self.elsewhere, index)
        if waits:
            self.later.append(index)
        return waits

    def narrows(self, part: Any, child: Any, position_y: float, skip_stack: Any) -> bool:
        """Whether *child*, begun in *part* on this page, stands beside what it would wait for."""
        is_begun = any((skip_stack or {}).values())
        return not (part.is_column or is_begun) and stands_above_hole(self.page, child, position_y)

    def begins_beside(
        self, index: int, child: Any, margins: list[float], position_y: float
    ) -> bool:
        """Whether *child* is a heading of a block as wide as the page, and would stand level with
        the last line of what stands beside the text, which ends above that block.
        """
        page = self.page
        rest = page.box.children[index + 1 :]
        after = next((one for one in rest if one.is_in_normal_flow()), None)
        if child.element_tag not in HEADINGS or after is None or after.style["clear"] == "none":
            return False
        top = position_y + page.block.collapse_margin([*margins, child.margin_top])
        return bool(0 < page.end_beside() - top < CLEAR * page.leading)

    def begin_paragraph(self, index: int, paragraph: Any, above: list[Any]) -> Any:
        """Give *paragraph* with the indent that it has where it stands: flush below a display,
        indented where it follows another paragraph as what stood between them waits,
        unless it is all in italics.

        *above*: what stands above it in the part.
        """
        flow = self.page.box
        indents = [one.style["text_indent"] for one in flow.children if one.element_tag == "p"]
        if is_display(above) or (not above and self.is_below_display):
            return _indented(paragraph, min(indents, key=lambda indent: indent.value))
        is_apart = "in-italics" in classes_of(paragraph)
        if (above or self.is_below_text) and self.goes_on(index) and not is_apart:
            indents.append(flow.style["text_indent"])  # where each stands below a display
            return _indented(paragraph, max(indents, key=lambda indent: indent.value))
        return paragraph

    def goes_on(self, index: int) -> bool:
        """Whether a paragraph follows another one because what stood between them waits."""
        children, waits = self.page.box.children, False
        for number in range(index - 1, -1, -1):
            if self.is_elsewhere(number):
                waits = True
            elif children[number].is_in_normal_flow():
                return waits and bool(children[number].element_tag == "p")
        return False


def _indented(paragraph: Any, indent: Any) -> Any:
    """A copy of *paragraph* with this *indent*. An empty one has no line that could."""
    paragraph = paragraph.copy()
    lines = [one.copy() for one in paragraph.children[:1]]
    for first in lines:
        first.style = first.style.copy()
        first.style["text_indent"] = indent
    paragraph.children = [*lines, *paragraph.children[1:]]
    return paragraph
