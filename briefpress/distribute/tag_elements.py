"""Walk the tag tree of a PDF of others, and give its names and keys to a larger one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def array_of(values: Sequence[Any]) -> Any:
    """*values* as an array of PDF."""
    import pikepdf

    return pikepdf.Array(values)


def list_of(value: Any) -> list[Any]:
    """One or several, as PDF writes them."""
    import pikepdf

    return list(value) if isinstance(value, pikepdf.Array) else [value]


def elements_of(tops: Sequence[Any]) -> Iterator[Any]:
    """Every element of a tag tree, in reading order, each once."""
    import pikepdf

    seen: set[Any] = set()
    stack = [*reversed(tops)]
    while stack:
        element = stack.pop()
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            continue
        if element.is_indirect:
            if element.objgen in seen:
                continue
            seen.add(element.objgen)
        yield element
        stack += reversed(
            [kid for kid in list_of(element.get("/K", [])) if not isinstance(kid, int)]
        )


def pages_of(top: Any) -> Iterator[Any]:
    """The pages that *top* and what is in it stand on."""
    for element in elements_of([top]):
        if "/Pg" in element and list_of(element.get("/K", [])):
            yield element.Pg.objgen
        for kid in list_of(element.get("/K", [])):
            if not isinstance(kid, int) and "/Pg" in kid and "/S" not in kid:
                yield kid.Pg.objgen


def make_unique(tops: Sequence[Any], prefix: str, renamed: Mapping[str, Any]) -> None:
    """Make the names of elements unique, and of what leads to them."""
    import pikepdf

    mark = prefix.encode()
    for element in elements_of(tops):
        if "/ID" in element:
            element.ID = pikepdf.String(mark + bytes(element.ID))
        if renamed and str(element.S) in renamed:
            element.S = renamed[str(element.S)]
        for held in list_of(element.A) if "/A" in element else ():
            if isinstance(held, pikepdf.Dictionary) and "/Headers" in held:
                held.Headers = array_of([pikepdf.String(mark + bytes(one)) for one in held.Headers])


def shift_keys(page: Any, shift: int, seen: set[Any]) -> None:
    """Move the keys by which a page, its links and its pictures find their tags."""
    import pikepdf

    def move(one: Any) -> None:
        if one.is_indirect:
            if one.objgen in seen:
                return
            seen.add(one.objgen)
        for name in ("/StructParent", "/StructParents"):
            if name in one:
                one[name] = int(one[name]) + shift

    def into(resources: Any) -> None:
        for picture in resources.get("/XObject", {}).values():
            if isinstance(picture, pikepdf.Stream) and picture.objgen not in seen:
                move(picture)
                seen.add(picture.objgen)
                into(picture.get("/Resources", {}))

    move(page)
    for annotation in page.get("/Annots", []):
        move(annotation)
    into(page.get("/Resources", {}))
