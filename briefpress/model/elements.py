"""An element of a page → the field of brief.yaml that it prints, by its class or its tag."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache

from .contract import BLOCKS, BriefFields
from .walk import PrintedIn, find_annotated


def find_part(names: Iterable[str], parts: Collection[str]) -> str:
    """Find which of *parts*, fields of the contract, an element prints; empty where it is none.

    *names*: its classes and its tag: `box` is one of `boxes`, `key-messages` are `key_messages`.
    """
    for name in names:
        name = name.replace("-", "_")
        for part in (name, f"{name}s", f"{name}es"):
            if part in parts:
                return part
    return ""


def find_block_kind(names: Iterable[str]) -> str:
    """Find the field of the block, `figures`, that an element with these *names* is; or empty."""
    return find_part(names, BLOCKS)


def find_fields(names: Iterable[str]) -> Iterator[str]:
    """Give the fields that an element with these *names* prints, one for each name that has one."""
    for name in names:
        if field := find_block_kind([name]) or _printed_in().get(name):
            yield field


@cache
def _printed_in() -> dict[str, str]:
    """The field of each element that says so in the contract."""
    annotated = find_annotated(BriefFields, PrintedIn).items()
    return {element: field for field, printed_in in annotated for element in printed_in.elements}
