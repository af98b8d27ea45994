"""Take off the foot of a page what belongs to the text of the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...model.geometry import HOLE
from .flow import HEADINGS, is_section
from .page import Page, end_of
from .progress import Progress
from .sizes import FEW, LINE, TALL, THREE
from .widths import spans_page


@dataclass(frozen=True)
class Foot:
    """Where a page ends, and what it ends with."""

    placed: tuple[Any, ...]
    """The boxes that stand on the page."""
    resume_at: Any
    """Where the text goes on on the next page; None where it has ended."""
    bottom: float

    def without_last(self, page: Page) -> Foot:
        """The page without its last box, with which the next one begins."""
        last = self.placed[-1]
        page.take_off([last])
        return Foot(self.placed[:-1], {last.index: None}, last.position_y)


def keep_together(page: Page, progress: Progress) -> Foot:
    """Find where a page ends: above the rows, the lines and the headings that belong to what the
    next one begins with.
    """
    foot = Foot(progress.placed, progress.resume_at, progress.at.position_y)
    if not foot.resume_at:
        return foot
    foot = _keep_rows(page, foot)
    if progress.measure != "columns":
        foot = _keep_line(page, progress, foot)
    if any(page.start <= n < next(iter(foot.resume_at)) for n in page.flow.turned):
        foot = _keep_paragraph(page, foot)
    return _keep_headings(page, foot)


def _keep_rows(page: Page, foot: Foot) -> Foot:
    """Take the first rows of a list off where it goes over, and they and their headings leave no
    hole. A list that is higher than a page remains.
    """
    if not foot.placed or foot.placed[-1].index not in foot.resume_at:
        return foot
    *above, rows = foot.placed
    above = [one for one in above if one.is_in_normal_flow()]
    while above and above[-1].element_tag in HEADINGS:
        above.pop()
    if (
        page.box.children[rows.index].style["column_count"] == "auto"
        or not above
        or page.context.page_bottom - end_of(above[-1]) > HOLE * page.leading
        or page.height_alone(rows.index) > TALL * page.height
    ):
        return foot
    return foot.without_last(page)


def _keep_line(page: Page, progress: Progress, foot: Foot) -> Foot:
    """Take the last line of a paragraph off where the last two would stand alone on the next page:
    above a section, or above what is as wide as the page and waits.
    """
    ((index, inner),) = foot.resume_at.items()
    children = page.box.children
    if not (inner and foot.placed) or children[index].element_tag != "p":
        return foot
    in_flow = (n for n in range(index + 1, len(children)) if children[n].is_in_normal_flow())
    after = next(in_flow, None)
    is_last = after is None or is_section(children[after]) or spans_page(page, after)
    if not (is_last or any(spans_page(page, n) for n in progress.elsewhere.later)):
        return foot
    last = foot.placed[-1]
    if (
        last.index != index
        or len(last.children) < THREE
        or page.letters(index, index + 1, inner) >= FEW * LINE
    ):
        return foot
    *lines, line = last.children
    page.take_off([line])
    last = last.copy_with_children(lines)
    last.height -= line.height
    resume_at = {index: {0: lines[-1].resume_at}}
    return Foot((*foot.placed[:-1], last), resume_at, foot.bottom - line.height)


def _keep_paragraph(page: Page, foot: Foot) -> Foot:
    """Take the first lines of a paragraph off, where a turned table would part them from the rest,
    and they leave no hole.
    """
    if not foot.placed:
        return foot
    *above, last = foot.placed
    if (
        last.element_tag != "p"
        or last.index not in foot.resume_at
        or not any(one.is_in_normal_flow() for one in above)
        or any(one.index == last.index for one in above)  # it begins in the first column
        or last.margin_height() > HOLE * page.leading
    ):
        return foot
    return foot.without_last(page)


def _keep_headings(page: Page, foot: Foot) -> Foot:
    """Take headings off whose text goes over, with what stands beside it. A heading that stands
    alone on its page remains.
    """
    while (
        foot.resume_at
        and (last := _last_in_flow(foot)) > 0
        and foot.placed[last].element_tag in HEADINGS
        and foot.placed[last].index < (index := next(iter(foot.resume_at)))
        and index < len(page.box.children)
        and not page.forces_break(index)
    ):
        for _ in foot.placed[last:]:
            foot = foot.without_last(page)
    return foot


def _last_in_flow(foot: Foot) -> int:
    """The number of the last box on the page that does not stand beside the text; 0 for none."""
    numbers = range(len(foot.placed) - 1, 0, -1)
    return next((n for n in numbers if foot.placed[n].is_in_normal_flow()), 0)
