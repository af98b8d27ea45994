"""Turn a page into its large-print edition: text of 16 points, one column, nothing beside it.

The sizes of its own style sheets are made larger, so a template and a style of a house need to know
nothing of it; styles/large-print.css says what stands otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..model.brief import Brief, TextFile, Theme
from ..model.page import Html
from ..model.problems import Problems

TEXT, LEAST = 16.0, 14.0
"""In points: the running text, and the smallest type besides the numbers of notes."""
SHEET = "large-print"
_LARGER = TEXT / 9.9
"""How many times as large type up to `_LARGE` becomes; what is larger already grows less."""
_LARGE = 12.5
_WIDER = 1.4
"""How many times as long distances become."""
_RULE = 3.0
"""A length below it is the thickness of a rule, in points."""
_LINE = 1.22
"""From line to line, of the size, at least."""
_N = r"\d*\.?\d+"
_LENGTH = re.compile(
    rf"(?P<token>--size(?:-\w+)?:\s*)(?P<token_size>{_N})pt"
    rf"|(?P<size>{_N})pt/(?P<line>{_N})(?P<unit>pt)?"
    rf"|(?P<sized>var\(--size-\w+\)/)(?P<sized_line>{_N})pt"
    rf"|(?P<property>font-size:\s*)(?P<property_size>{_N})pt"
    rf"|(?<![\w.-])(?P<length>{_N})pt"
)
COLUMNS = (6, 9)
"""A table with more columns than the first is set in 12 points, than the second in 10."""
_TABLE = re.compile(r"<table(?: class=\"(?P<names>[^\"]*)\")?>(?P<head>.*?</thead>)", re.DOTALL)


def enlarge(
    html: Html, brief: Brief, theme: Theme, charts: Mapping[str, bytes], problems: Problems
) -> Html:
    """Make the large-print edition of *html*, a page of *brief*; its slug is `<slug>.large`.

    It takes the pages that it takes, whatever `pages:` says. *charts*: an SVG in large type by the
    name of its figure, in the place of that of *html*.

    Problems: a table of so many columns that it is set smaller.
    """
    styles = [TextFile(one.name, _LENGTH.sub(_grow, one.text)) for one in html.styles]
    styles.append(TextFile(f"styles/{SHEET}.css", theme.styles.get(SHEET, "")))
    drawn = {f"charts/{name}.svg": svg for name, svg in charts.items() if svg}
    number = 0

    def narrow(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        columns = len(re.findall(r"<th\b", match["head"]))
        if columns <= COLUMNS[0]:
            return match[0]
        size = 12 if columns <= COLUMNS[1] else 10
        problems.warning(
            brief.place("tables"),
            f"table {number} has {columns} columns: in large print it is set in {size} pt",
            "give it fewer columns, or two tables",
        )
        names = " ".join(filter(None, [match["names"], f"narrow-{size}"]))
        return f'<table class="{names}">{match["head"]}'

    return replace(
        html,
        slug=f"{html.slug}.large",
        text=_TABLE.sub(narrow, html.text),
        assets={**html.assets, **drawn},
        styles=tuple(styles),
        fit=None,
    )


def _grow(match: re.Match[str]) -> str:
    """Make a size or a distance of a style sheet larger."""
    if match["token"]:
        return f"{match['token']}{larger(match['token_size']):g}pt"
    if match["size"]:
        size = larger(match["size"])
        line = _line(match["line"], size) if match["unit"] else match["line"]
        return f"{size:g}pt/{line}"
    if match["sized"]:
        return f"{match['sized']}{_line(match['sized_line'], LEAST)}"
    if match["property"]:
        return f"{match['property']}{larger(match['property_size']):g}pt"
    length = float(match["length"])
    return f"{round(length * _WIDER, 2) if length >= _RULE else length:g}pt"


def larger(size: str) -> float:
    """The size, in points, of type that is *size* points on an ordinary page."""
    points = float(size)
    grown = points * _LARGER if points <= _LARGE else _LARGE * _LARGER + (points - _LARGE)
    return round(max(grown, LEAST), 1)


def _line(line: str, size: float) -> str:
    return f"{max(float(line) * _LARGER, size * _LINE):.1f}pt"
