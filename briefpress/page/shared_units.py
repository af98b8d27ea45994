"""Take the unit that all amounts of a column share out of its cells and put it into its head.

2025                  2025 ($ m)
$512 m      ─►               512
$395 m                       395
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from ..model.cells import Column, are_amounts
from ..model.text import Fragment, plain

FEW = 3
"""Amounts of a column from which on their unit stands once."""
_AMOUNT = re.compile(
    r"(?P<sign>[+−–-]?)(?P<before>[A-Z]{0,3}[ \u00a0\u202f]?[$€£¥₽₩₹]?[ \u00a0\u202f]?)"
    r"(?P<number>\d(?:[\d.,'’\u00a0\u202f ]{0,18}\d)?)(?P<behind>[^\d%‰]{0,12})"
)
"""A number with a currency before it, or a unit behind it: `$512 m`, `12 km`. Signs for hundredths
stay in their cells.
"""


def share_units(
    columns: Sequence[Column], heads: Sequence[Fragment | str], written: Sequence[Sequence[str]]
) -> tuple[list[Fragment | str], list[list[str]]]:
    """Give the *heads* and the cells of a table, as they are *written*, with the unit of each of
    its *columns* in its head, where all amounts have the same.
    """
    new_heads, new_cells = [], []
    for column, head, texts in zip(columns, heads, written, strict=True):
        is_of_amounts = column.kind == "money" or (
            column.kind == "label" and are_amounts(column.texts)
        )
        found = _find_unit(texts) if is_of_amounts else None
        unit, cells = found or ("", [*texts])
        is_said = not unit or _says(plain(head.html) if isinstance(head, Fragment) else head, unit)
        new_heads.append(head if is_said else _with_unit(head, unit))
        new_cells.append(cells)
    return new_heads, new_cells


def _says(head: str, unit: str) -> bool:
    """Whether *head* has *unit* as a word of its own: `m` is none of `from`."""
    head, unit = (" ".join(text.split()) for text in (head, unit))
    before = r"(?<!\w)" if unit[0].isalnum() else ""
    behind = r"(?!\w)" if unit[-1].isalnum() else ""
    return re.search(before + re.escape(unit) + behind, head) is not None


def _find_unit(texts: Sequence[str]) -> tuple[str, list[str]] | None:
    """Find the unit that all amounts among *texts* share, and write these without it; None where
    they are few or differ.
    """
    amounts = [_AMOUNT.fullmatch(text) for text in texts]
    known = [one for one in amounts if one]
    has_others = any(
        one is None and any(map(str.isdecimal, text))
        for one, text in zip(amounts, texts, strict=True)
    )
    units = {(one["before"].strip(), one["behind"].strip()) for one in known}
    if len(known) < FEW or len(units) != 1 or has_others:
        return None
    unit = "\u00a0".join(filter(None, *units))
    if not unit:
        return None
    return unit, [
        f"{one['sign'].replace('-', '−')}{one['number']}" if one else text
        for one, text in zip(amounts, texts, strict=True)
    ]


def _with_unit(head: Fragment | str, unit: str) -> Fragment:
    """*head* with *unit* in a line of its own, so that its column is no wider than its numbers."""
    html = head.html if isinstance(head, Fragment) else escape(head)
    html = f'{html}<br><span class="unit"> {escape(unit)}</span>'
    return replace(head, html=html) if isinstance(head, Fragment) else Fragment(html)
