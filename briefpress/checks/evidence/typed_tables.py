"""Take the tables apart that are typed in brief.yaml and brief.md: their rows, cell by cell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ...model.brief import Brief
from ...model.problems import NOWHERE, Place
from ...model.text import MARK, Value, plain
from .texts import Reading, value

_TABLE, _ROW, _CELL, _NOTE = (
    re.compile(rf"<{tag}\b[^<>]*>(.*?)</{tag}>", re.DOTALL)
    for tag in ("table", "tr", "t[hd]", "brief-note")
)


@dataclass(frozen=True)
class TypedCell:
    """A cell as it was typed."""

    typed: str
    """Without what the page fills in."""
    text: str
    """As it reads, with the facts that are filled in."""
    place: Place


@dataclass(frozen=True)
class TypedTable:
    """A table whose rows somebody typed; it is printed."""

    heads: tuple[str, ...]
    rows: tuple[tuple[TypedCell, ...], ...]
    note: str = ""


def find_typed_tables(reading: Reading) -> Iterator[TypedTable]:
    """Give the tables that are written in brief.yaml, then those of brief.md."""
    brief = reading.brief
    for key, table in brief.fields.tables.items():
        if table.rows is None or not brief.is_printed(("tables", key)):
            continue
        yield TypedTable(
            tuple(plain(head.html) for head in table.columns or ()),
            tuple(
                tuple(_cell(brief, one.html, brief.place("tables", key, "rows", n)) for one in row)
                for n, row in enumerate(table.rows)
            ),
            plain(table.note.html) if table.note else "",
        )
    places = defaultdict(list)
    for one in reading.texts:
        if one.kind == "cell" and not one.path:
            places[one.text].append(one.place)
    left = {text: iter(those) for text, those in places.items()}
    for html in _TABLE.findall(brief.prose.html):
        heads, *rows = (
            tuple(
                _cell(brief, cell, next(left.get(_read(brief, cell), iter(())), NOWHERE))
                for cell in cells
            )
            for cells in map(_CELL.findall, _ROW.findall(html))
        )
        yield TypedTable(tuple(head.typed for head in heads), tuple(rows))


def _cell(brief: Brief, html: str, place: Place) -> TypedCell:
    typed = plain(MARK.sub("", _NOTE.sub("", html))).strip()
    return TypedCell(typed, _read(brief, html), place)


def _read(brief: Brief, html: str) -> str:
    """How a cell reads, without its notes."""

    def fill(match: re.Match[str]) -> str:
        mark = brief.marks[int(match[1])]
        return value(brief, mark) if isinstance(mark, Value) else ""

    return " ".join(plain(MARK.sub(fill, _NOTE.sub("", html))).split())
