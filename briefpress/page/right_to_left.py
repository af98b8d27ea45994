"""Turn a page into one that is read from the right: its style sheets and charts mirrored, its Latin
isolated.

The styles of the house say inline-start and inline-end, which turn by themselves. This module
turns what CSS knows physically alone, the boxes in a page's margins and the four values of
`margin`, in the sheets of the house as well as in those that come with briefpress. styles/rtl.css
says the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from ..model.brief import TextFile, Theme
from ..model.page import Html
from ..model.scripts import FROM_RIGHT
from ..model.text import TAG

_TURNED = {"left": "right", "right": "left"}
_SIDES = re.compile(r"@(top|bottom)-(left|right)\b")
_SIDE = re.compile(r"\b((?:margin|padding|border)-)(left|right)\b|(?<=text-align: )(left|right)\b")
_FOUR = re.compile(
    r"\b(?P<name>margin|padding):\s*"
    r"(?P<values>(?:[^\s;{}()]+|calc\((?:[^()]|\([^()]*\))*\))(?:\s+(?:[^\s;{}()]+|calc\((?:[^()]|\([^()]*\))*\))){3})(?=\s*[;}])"
)
_HANDS = re.compile(r"(?<=:)(left|right)\b(?=[^{};]*\{)")
"""Pages on the left and on the right, in the selector of a rule: the first page is on the left."""
_COUNT = re.compile(r"(?<=counter\(page\) )\" / \"(?= counter\(pages\))")
"""A slash with spaces turns the numbers around it, one without leaves them: `1/2`."""
_VALUE = re.compile(r"calc\((?:[^()]|\([^()]*\))*\)|[^\s()]+")
_OTHER = (  # a number behind a comma or the end of a sentence belongs to the text around it,
    # and so does one behind a dot, where words from the right follow: `Geneva · 8 سبتمبر`; a
    # quotation mark that a text from the right opens or closes ends the run: `”القرار 5 (2006)“`
    rf"(?:&[#\w]+;|(?!;\s|[.,:!?)]+\s+[^A-Za-z]|\s[·–—]\s\d+\s[{FROM_RIGHT}]"
    rf"|\)?“(?:[\s،؛,;.]|\Z)|\s”\S)"
    rf"[^<>&{FROM_RIGHT}\ue000-\uf8ff])"
)
_LETTER = r"[0-9A-Za-z\u00c0-\u024f\u0370-\u052f]"
_RUN = re.compile(
    rf"&[#\w]+;|(?P<run>[+\-\u2212\u00b1]?(?:\d+(?=\s\()|{_LETTER}(?:{_OTHER}*{_LETTER})?)[%+°]?\)?)"
)
_NUMBERS = re.compile(
    r"\+\d[\d ()\u00a0\u202f-]{5,}\d|[+\-\u2212\u00b1]\d[\d.,]*[%+°]?|\d[\d.,]*[%+°]"
    r"|\d[\d.,]*(?:\s?[\-\u2010-\u2015\u2212/+×]\s?\d[\d.,]*)+%?"
)
"""Numbers whose order a sentence from the right would turn: ranges, signs, results of votes."""
_FROM_RIGHT = re.compile(
    rf"(?:\d[\d–-]*[ \u00a0])?[{FROM_RIGHT}]+(?:[ \u00a0/\u2060]+[{FROM_RIGHT}]+)*"
    r"(?:[ \u00a0]\d[\d.,–-]*(?<=\d))?"
)
"""Words that are read from the right, with the numbers beside them: `14 أكتوبر 2006`."""
_QUOTES = str.maketrans("“”‘", "”“’")
_ISOLATED = re.compile("(<bdi.*?</bdi>)")
_UNREAD = re.compile(r"<(title|style|bdi|\w+(?=\s[^>]*\bdir=\"ltr\"))\b")


def isolate(text: str, marks: Mapping[str, str] = MappingProxyType({})) -> str:
    """Put Latin words, symbols of documents, ranges and signs in the body of *text* into `<bdi>`.

    The text around them is right to left, and would turn their parts about. *marks*: how the
    language writes marks that stand between its own words, `،` for a comma.
    """
    head, body, rest = text.partition("<body")
    return head + isolate_part(body + rest, marks)


def isolate_part(html: str, marks: Mapping[str, str] = MappingProxyType({})) -> str:
    """Do the same in a part of a page's body."""
    parts = TAG.split(html)
    unread, depth = "", 0
    for at, part in enumerate(parts):
        if part.startswith("<"):
            if not unread and (opening := _UNREAD.match(part)):
                unread = opening[1]
            if unread:
                depth += bool(re.match(rf"<{unread}\b", part)) - part.startswith(f"</{unread}")
                unread = unread if depth else ""
        elif not unread:
            runs = _ISOLATED.split(_RUN.sub(_isolate_run, part))
            runs[::2] = (
                re.sub(r"[,;?](?=\s|\Z)", lambda mark: marks.get(mark[0], mark[0]), one)
                for one in runs[::2]
            )
            parts[at] = "".join(runs)
    return "".join(parts)


def _isolate_run(match: re.Match[str]) -> str:
    run, behind = match["run"] or "", ""
    if run.count(")") > run.count("("):
        run, behind = run[:-1], ")"
    if not run:
        return match[0]
    if re.search(r"[^\W\d_]", re.sub(r"&[#\w]+;", "", run)):
        return f'<bdi dir="ltr">{run}</bdi>{behind}'
    return _NUMBERS.sub(_isolate_number, run) + behind


def _isolate_number(match: re.Match[str]) -> str:
    """A range, a result of a vote, and a number with a plus behind it are read from the right, as
    the words around them are.
    """
    is_turned = re.search(r"\d\s?[\u2012-\u2014]\s?\d|\d\+$", match[0])
    direction = "rtl" if is_turned else "ltr"
    return f'<bdi class="range" dir="{direction}">{match[0]}</bdi>'  # no line is broken in it


def isolate_citation(html: str, months: Mapping[str, str] = MappingProxyType({})) -> str:
    """Put a citation whole into `<bdi>`, where most of its letters are Latin: it is read from the
    left, its quotation marks are turned, its months are in Latin letters, and what else it has in
    words from the right stays whole.

    *months*: the names of months from the right, and those in Latin letters.
    """
    if not is_from_left(html):
        return html
    for name, latin in months.items():
        words = re.escape(name).replace(r"\ ", "[ \u00a0]").replace("/", "/\u2060?")
        html = re.sub(rf"(?<![{FROM_RIGHT}]){words}(?![{FROM_RIGHT}])", latin, html)
    words = _FROM_RIGHT.sub(_isolate_words, html)
    return f'<bdi dir="ltr">{words.translate(_QUOTES)}</bdi>'


def is_from_left(html: str) -> bool:
    """Whether *html* begins with Latin letters, and has most of them, so that it is read from the
    left.
    """
    letters = re.findall(r"[^\W\d_]", re.sub("<[^<>]*>|&[#\\w]+;", "", html))
    from_right = re.findall(f"[{FROM_RIGHT}]", "".join(letters))
    return bool(letters) and from_right[:1] != letters[:1] and 2 * len(from_right) < len(letters)


_DATE = 30
"""Letters of the longest date, in words from the right: no line is broken in it, as the press would
in the midst of its year.
"""


def _isolate_words(match: re.Match[str]) -> str:
    kind = ' class="whole"' if len(match[0]) <= _DATE else ""
    return f'<bdi{kind} dir="rtl">{match[0]}</bdi>'


def mirror_page(html: Html, theme: Theme) -> Html:
    """Mirror the style sheets of *html*, and add what a page from the right wants besides."""
    styles = [replace(one, text=mirror(one.text)) for one in html.styles]
    own = TextFile("styles/rtl.css", theme.styles.get("rtl", ""))
    return replace(html, styles=(*styles, own))


def mirror(css: str) -> str:
    """Change left and right in *css*: pages, the boxes of their margins, shorthands of four values.

    The number of a page is read from the left, as the symbol of a document is.
    """
    css = _HANDS.sub(lambda one: _TURNED[one[1]], css)
    css = _COUNT.sub('"/"', css)
    css = _SIDES.sub(lambda box: f"@{box[1]}-{_TURNED[box[2]]}", css)
    css = _SIDE.sub(lambda one: f"{one[1] or ''}{_TURNED[one[2] or one[3]]}", css)

    def turn(match: re.Match[str]) -> str:
        top, right, bottom, left = _VALUE.findall(match["values"])
        return f"{match['name']}: {top} {left} {bottom} {right}"

    return _FOUR.sub(turn, css)


_TEXT = re.compile(r"<text\b[^<>]*>")
_ENDS = {"start": "end", "end": "start", "middle": "middle"}


def mirror_drawing(svg: str) -> str:
    """Turn a chart, as Vega writes it, into its mirror image; its words stay as they are, and a
    plus behind a number comes to its left, as in the text.
    """

    def turn_back(match: re.Match[str]) -> str:
        words = match[0]
        anchor = re.search(r' text-anchor="(\w+)"', words)
        if anchor:
            words = words.replace(anchor[0], "")
        place = re.search(r' transform="([^"]*)"', words)
        if place:
            words = words.replace(place[0], "")
        return words.replace(
            "<text",
            f'<text text-anchor="{_ENDS[anchor[1] if anchor else "start"]}" '
            f'transform="{place[1] if place else ""} scale(-1,1)"',
        )

    width = re.search(r'viewBox="0 0 ([\d.]+)', svg)
    assert width is not None
    opening, inside = re.split(r"(?<=>)", svg, maxsplit=1)
    inside = _TEXT.sub(turn_back, inside.removesuffix("</svg>"))
    inside = re.sub(r">(\d[\d.,٫٬]*)\+</text>", r">+\1</text>", inside)
    return f'{opening}<g transform="translate({width[1]},0) scale(-1,1)">{inside}</g></svg>'
