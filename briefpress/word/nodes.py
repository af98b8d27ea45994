"""Say what single nodes of Word’s XML mean: a prompt, a choice of a form, a line that is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .package import VML_OFFICE, WP, A, V, W
from .styles import number_of

THIN = 40_000
"""A millimetre, as drawings are measured."""


def value_of_any(node: Any, name: str) -> str:
    """The value of the first element *name* anywhere inside of *node*."""
    child = next(iter(node.iter(f"{W}{name}")), None)
    return "" if child is None else str(child.get(f"{W}val", ""))


def bookmarks_in(paragraph: Any) -> tuple[str, ...]:
    """The names of the bookmarks that begin in *paragraph*."""
    return tuple(one.get(f"{W}name", "") for one in paragraph.iter(f"{W}bookmarkStart"))


def is_prompt(properties: Any) -> bool:
    """Whether a content control shows what to write into it, and nobody has."""
    shown = None if properties is None else properties.find(f"{W}showingPlcHdr")
    return shown is not None and shown.get(f"{W}val", "true") not in ("0", "false", "off")


def field_data(node: Any) -> str:
    """The data that Word keeps with a field, as it is written there; empty where it has none."""
    data = node.find(f"{W}fldData")
    return "" if data is None else str(data.text or "")


def choice_of(node: Any) -> str:
    """The entry that is chosen in a list of a form, or its box, ticked or not, at the beginning
    *node* of its field; else empty.
    """
    form = node.find(f"{W}ffData")
    chosen = None if form is None else form.find(f"{W}ddList")
    if chosen is not None:
        entries = [one.get(f"{W}val", "") for one in chosen.findall(f"{W}listEntry")]
        numbers = [chosen.find(f"{W}{name}") for name in ("result", "default")]
        number = next((one.get(f"{W}val", "") for one in numbers if one is not None), "0")
        return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else ""
    box = None if form is None else form.find(f"{W}checkBox")
    if box is None:
        return ""
    signs = [one for name in ("checked", "default") if (one := box.find(f"{W}{name}")) is not None]
    is_ticked = bool(signs) and signs[0].get(f"{W}val", "1") not in ("0", "false", "off")
    return "\u2611" if is_ticked else "\u2610"


def ancestors_of(node: Any, top: Any) -> Iterator[Any]:
    """The elements around *node*, up to *top*."""
    node = node.getparent()
    while node is not None and node is not top:
        yield node
        node = node.getparent()


def is_line(drawing: Any) -> bool:
    """Whether a drawing is a line across the page, and nothing else."""
    if next(iter(drawing.iter(f"{V}rect")), drawing).get(f"{VML_OFFICE}hr"):
        return True
    extent = next(iter(drawing.iter(f"{WP}extent")), None)
    if extent is None or next(iter(drawing.iter(f"{A}blip", f"{W}txbxContent")), None) is not None:
        return False
    return min(number_of(extent.get(side), THIN) for side in ("cx", "cy")) < THIN


def words_of(root: Any, tags: frozenset[str]) -> str:
    """The texts of the elements *tags* inside of *root*, in one line."""
    return " ".join(" ".join(one.text.split()) for one in root.iter(*tags) if one.text)
