"""Find where the links and the outline of a PDF lead, on its pages in a larger one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .tag_elements import array_of

DEPTH = 12
"""Levels of an outline; nobody opens more."""

ACTIONS = {"/URI", "/GoTo", "/Named"}
"""Actions that a link of a pack may have: it leads somewhere. It runs nothing and opens no file."""

ADDRESSES = ("http://", "https://", "mailto:")


@dataclass
class OutlineLine:
    """A line of a part's own outline."""

    title: str
    place: Any
    below: list[OutlineLine]


def named_places(source: Any) -> dict[str, Any]:
    """The places of *source* to which links lead by a name."""
    import pikepdf

    places: dict[str, Any] = {}
    with_names = source.Root.get("/Names", {})
    if "/Dests" in with_names:
        places |= {str(name): value for name, value in pikepdf.NameTree(with_names.Dests).items()}
    places |= {str(name): value for name, value in source.Root.get("/Dests", {}).items()}
    return places


def find_place(where: Any, known: Mapping[Any, Any], names: Mapping[str, Any]) -> Any:
    """The place that *where* means, on the page as it is now; None where it leads nowhere."""
    import pikepdf

    for _ in range(4):
        if isinstance(where, pikepdf.String | pikepdf.Name | str):
            where = names.get(str(where))
        elif isinstance(where, pikepdf.Dictionary):
            where = where.get("/D")
    if not isinstance(where, pikepdf.Array) or not len(where):
        return None
    page = where[0]
    if isinstance(page, int):
        target = [*known.values()][page] if 0 <= page < len(known) else None
    else:
        target = known.get(page.objgen) if isinstance(page, pikepdf.Dictionary) else None
    if target is None:
        return None
    rest = list(where)[1:]
    if any(isinstance(one, pikepdf.Object) and not isinstance(one, pikepdf.Name) for one in rest):
        rest = [pikepdf.Name.Fit]
    return array_of([target, *rest])


def leads_somewhere(action: Any) -> bool:
    """Whether a link with *action* leads to a page or to an address that can be written down."""
    kind = str(action.get("/S"))
    return kind in ACTIONS and (
        kind != "/URI" or str(action.get("/URI", "")).strip().lower().startswith(ADDRESSES)
    )


def read_outline(
    source: Any, known: Mapping[Any, Any], names: Mapping[str, Any]
) -> Iterator[OutlineLine]:
    """The outline of *source*, as far as it can be read."""
    import pikepdf

    def lines(items: Sequence[Any], depth: int) -> list[OutlineLine]:
        entries = []
        for item in items:
            where = item.destination
            if where is None and item.action is not None and item.action.get("/S") == "/GoTo":
                where = item.action.get("/D")
            if isinstance(where, int):
                where = array_of([where, pikepdf.Name.Fit])
            place = find_place(where, known, names)
            below = lines(item.children, depth + 1) if depth < DEPTH else []
            if place is None:
                entries += below
            else:
                entries.append(OutlineLine(str(item.title), place, below))
        return entries

    try:
        with source.open_outline(max_depth=DEPTH) as outline:
            yield from lines(outline.root, 1)
    except (pikepdf.PdfError, pikepdf.models.outlines.OutlineStructureError, KeyError, TypeError):
        return
