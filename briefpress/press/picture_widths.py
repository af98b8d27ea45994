"""Print of a drawing the one that is made for the place where it stands: `srcset` of HTML.

    <img src="rent.svg" srcset="rent.svg 438w, columns/rent.svg 657w">

WeasyPrint knows `src` alone. How wide a figure stands is known while its page is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model.page import BASE

SLACK = 1.0
"""Pixels by which a drawing may be wider than its place."""


def has_choice(box: Any) -> bool:
    """Whether a picture in *box* is drawn in several widths."""
    return any(one.get("srcset") for one in box.element.iter("img"))


def choose_pictures(box: Any, width: float, context: Any) -> Any:
    """A copy of *box*, *width* pixels wide, with the widest of its pictures that have room there.

    *context*: the layout's, which finds pictures.
    """
    if hasattr(box, "replacement"):
        pictures = [*_read_srcset(box.element.get("srcset", ""))]
        if not pictures:
            return box
        fitting = [one for one in pictures if one[0] <= width + SLACK] or [min(pictures)]
        _, path = max(fitting)
        orientation = box.style["image_orientation"]
        picture = context.get_image_from_uri(url=BASE + path, orientation=orientation)
        box = box.copy()
        if picture:
            box.replacement, box.picture = picture, path
        return box
    children = getattr(box, "children", None)
    if not children or not has_choice(box):
        return box
    return box.copy_with_children([choose_pictures(one, width, context) for one in children])


def _read_srcset(text: str) -> Iterator[tuple[float, str]]:
    """The pictures of a `srcset`: the width and the path of each."""
    for one in text.split(", ") if text else ():
        path, width = one.rsplit(" ", 1)
        yield float(width.removesuffix("w")), path
