"""Turn a page into its large-print edition: text of 16 points, one column, nothing beside it.

The sizes of its own style sheets are made larger, so a template and a style of a house need to know
nothing of it; styles/large-print.css says what stands otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..model.brief import Brief, TextFile, Theme
from ..model.css import CssToken, Edit, read_tokens, rewrite
from ..model.page import Html
from ..model.problems import Problems

TEXT, LEAST = 16.0, 14.0
"""In points: the running text, and the smallest type besides the numbers of notes."""
STYLE_SHEET = "large-print"
_LARGER = TEXT / 9.9
"""How many times as large type up to `_LARGE` becomes; what is larger already grows less."""
_LARGE = 12.5
_WIDER = 1.4
"""How many times as long distances become."""
_RULE = 3.0
"""A length below it is the thickness of a rule, in points."""
_LINE = 1.22
"""From line to line, of the size, at least."""
COLUMNS = (6, 9)
"""A table with more columns than the first is set in 12 points, than the second in 10."""
ACROSS = 'class="beside across '
"""Dates and big figures in a row: one below the other here."""
_TABLE = re.compile(r"<table(?: class=\"(?P<names>[^\"]*)\")?>(?P<head>.*?</thead>)", re.DOTALL)


def enlarge(
    html: Html, brief: Brief, theme: Theme, charts: Mapping[str, bytes], problems: Problems
) -> Html:
    """Make the large-print edition of *html*, a page of *brief*; its slug is `<slug>.large`.

    It takes the pages that it takes, whatever `pages:` says. *charts*: an SVG in large type by the
    name of its figure, in the place of that of *html*.

    Problems: a table of so many columns that it is set smaller.
    """
    styles = [TextFile(one.name, grow(one.text)) for one in html.styles]
    styles.append(TextFile(f"styles/{STYLE_SHEET}.css", theme.styles.get(STYLE_SHEET, "")))
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
        text=_TABLE.sub(narrow, html.text).replace(ACROSS, ACROSS.replace(" across", "")),
        assets={**html.assets, **drawn},
        styles=tuple(styles),
        fit=None,
    )


def grow(css: str) -> str:
    """Make the sizes and the distances larger that a style sheet gives in points."""
    return rewrite(css, (edit for tokens in read_tokens(css) for edit in _grow(tokens)))


def _grow(tokens: Sequence[CssToken]) -> Iterator[Edit]:
    """Write the lengths of *tokens* anew: type by its size, `9.9pt/13pt` with its line."""
    size = None  # of the type whose line comes next
    for number, token in enumerate(tokens):
        slash = token.one == "/"
        before = tokens[number - 1].one if number else None
        behind = tokens[number + 1].one if number + 1 < len(tokens) else None
        if size is not None and not slash:
            if _is_points(token.one):
                yield _write(token, _line(token.one.value, size))
            size = None
        elif _is_points(token.one) and token.one.value >= 0:
            points = token.one.value
            if behind == "/" and _is_line(tokens, number + 2):
                size = larger(points)
                yield _write(token, f"{size:g}")
            elif _is_size(tokens, number):
                yield _write(token, f"{larger(points):g}")
            else:
                yield _write(token, f"{round(points * _WIDER, 2) if points >= _RULE else points:g}")
        elif slash and _is_size_by_name(before) and _is_line(tokens, number + 1):
            size = LEAST


def _is_points(token: Any) -> bool:
    return bool(token.type == "dimension" and token.lower_unit == "pt")


def _is_line(tokens: Sequence[CssToken], number: int) -> bool:
    """Whether the token *number* is the distance from line to line, or a factor."""
    one = tokens[number].one if number < len(tokens) else None
    return one is not None and (_is_points(one) or one.type == "number")


def _is_size(tokens: Sequence[CssToken], number: int) -> bool:
    """Whether the token *number* is all that `font-size:` or a token `--size…:` begins with."""
    solid = [one.one for one in tokens[:number] if one.one.type not in ("whitespace", "comment")]
    if len(solid) < 2 or solid[-1] != ":" or solid[-2].type != "ident":
        return False
    name = solid[-2].lower_value
    return name in ("font-size", "--size") or name.startswith("--size-")


def _is_size_by_name(token: Any) -> bool:
    """Whether *token* is a size of the type by its name: `var(--size-small)`."""
    if token is None or token.type != "function" or token.lower_name != "var":
        return False
    names = [one.value for one in token.arguments if one.type == "ident"]
    return names[:1] != [] and names[0].startswith("--size")


def _write(token: CssToken, number: str) -> Edit:
    return Edit(token.start, token.end, f"{number}pt")


def larger(points: float) -> float:
    """The size, in points, of type that is *points* on an ordinary page."""
    grown = points * _LARGER if points <= _LARGE else _LARGE * _LARGER + (points - _LARGE)
    return round(max(grown, LEAST), 1)


def _line(line: float, size: float) -> str:
    return f"{max(line * _LARGER, size * _LINE):.1f}"
