"""Read the rows, cells and heads of a table of Word, whose cells may be joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .package import W
from .styles import number_of


def rows_of(table: Any) -> Iterator[Any]:
    """The rows of *table*, also those in a content control."""
    for one in table:
        if one.tag == f"{W}tr":
            yield one
        elif one.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from rows_of(one)


def cells_of(row: Any) -> Iterator[Any]:
    """The cells of *row*, also those in a content control."""
    for one in row:
        if one.tag == f"{W}tc":
            yield one
        elif one.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from cells_of(one)


def how_joined(cell: Any) -> tuple[int, str]:
    """How many columns *cell* goes over; and `restart` where rows are joined from it on, `continue`
    where it is joined to the one above, empty otherwise.
    """
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return 1, ""
    width, merged = properties.find(f"{W}gridSpan"), properties.find(f"{W}vMerge")
    span = max(1, min(number_of(None if width is None else width.get(f"{W}val"), 1), 63))
    if merged is None:
        return span, ""
    return span, "restart" if merged.get(f"{W}val") == "restart" else "continue"


def is_head_row(row: Any) -> bool:
    """Whether *row* is a head that each page of the table repeats."""
    marked = row.find(f"{W}trPr/{W}tblHeader")
    return marked is not None and marked.get(f"{W}val", "true") not in ("0", "false", "off")


def has_first_row(table: Any) -> bool:
    """Whether the look of a table sets its first row apart."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    if look.get(f"{W}firstRow") is not None:
        return look.get(f"{W}firstRow") in ("1", "true", "on")
    value = look.get(f"{W}val", "0")
    return bool(int(value, 16) & 0x20) if re.fullmatch(r"[0-9A-Fa-f]{1,8}", value) else False


def join_heads(texts: list[str]) -> str:
    """The head of a column that has several, one above the other."""
    texts = [re.sub(r"^\*\*((?:(?!\*\*).)*)\*\*$", r"\1", text) for text in texts]
    return " – ".join(dict.fromkeys(text for text in texts if text))
