"""Turn a page into one that is read from the right: its style sheets mirrored, its Latin isolated.

The styles of the house say inline-start and inline-end, which turn by themselves. What CSS knows
physically alone, the boxes in a page's margins and the four values of `margin`, is turned here, in
the sheets of the house as well as in those that come with briefpress. styles/rtl.css says the rest.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..model.brief import TextFile, Theme
from ..model.page import Html

_TURNED = {"left": "right", "right": "left"}
_SIDES = re.compile(r"@(top|bottom)-(left|right)\b")
_SIDE = re.compile(r"\b((?:margin|padding|border)-)(left|right)\b|(?<=text-align: )(left|right)\b")
_FOUR = re.compile(
    r"\b(?P<name>margin|padding):\s*"
    r"(?P<values>(?:[^\s;{}()]+|calc\((?:[^()]|\([^()]*\))*\))(?:\s+(?:[^\s;{}()]+|calc\((?:[^()]|\([^()]*\))*\))){3})(?=\s*[;}])"
)
_VALUE = re.compile(r"calc\((?:[^()]|\([^()]*\))*\)|[^\s()]+")
_RIGHT_TO_LEFT = (
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"  # letters, and the marks that stand among them
)
_OTHER = (  # a number behind a comma or the end of a sentence belongs to the text around it
    rf"(?:&[#\w]+;|(?![.,;:!?)]+\s+[^A-Za-z])[^<>&{_RIGHT_TO_LEFT}\ue000-\uf8ff])"
)
_LETTER = r"[0-9A-Za-z\u00c0-\u024f\u0370-\u052f]"
_RUN = re.compile(rf"&[#\w]+;|(?P<run>[+\-\u2212\u00b1]?{_LETTER}(?:{_OTHER}*{_LETTER})?[%+°]?\)?)")
_TAG = re.compile(r"(<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)")
_NUMBERS = re.compile(
    r"\+\d[\d ()\u00a0\u202f-]{5,}\d|[+\-\u2212\u00b1]\d[\d.,]*[%+°]?|\d[\d.,]*[%+°]"
    r"|\d[\d.,]*(?:\s?[\-\u2010-\u2015\u2212/+×]\s?\d[\d.,]*)+%?"
)
"""Numbers whose order a sentence from the right would turn: ranges, signs, results of votes."""
_QUOTES = str.maketrans("“”‘", "”“’")
_UNREAD = re.compile(r"<(title|style|bdi)\b")


def isolate(text: str) -> str:
    """Put Latin words, symbols of documents, ranges and signs in the body of *text* into `<bdi>`.

    The text around them is right to left, and would turn their parts about.
    """
    head, body, rest = text.partition("<body")
    parts = _TAG.split(body + rest)
    closed_by = ""
    for at, part in enumerate(parts):
        if part.startswith("<"):
            if closed_by:
                closed_by = "" if part.startswith(closed_by) else closed_by
            elif unread := _UNREAD.match(part):
                closed_by = f"</{unread[1]}"
        elif not closed_by:
            parts[at] = _RUN.sub(_isolate_run, part)
    return head + "".join(parts)


def _isolate_run(match: re.Match[str]) -> str:
    run, behind = match["run"] or "", ""
    if run.count(")") > run.count("("):
        run, behind = run[:-1], ")"
    if not run:
        return match[0]
    if re.search(r"[^\W\d_]", re.sub(r"&[#\w]+;", "", run)):
        return f'<bdi dir="ltr">{run}</bdi>{behind}'
    number = r'<bdi class="range" dir="ltr">\g<0></bdi>'  # of which no line is broken
    return _NUMBERS.sub(number, run) + behind


def isolate_citation(html: str) -> str:
    """Put a citation whole into `<bdi>`, where most of its letters are Latin: it is read from the
    left, and its quotation marks are turned.
    """
    letters = re.sub("<[^<>]*>|&[#\\w]+;", "", html)
    from_right = re.findall(f"[{_RIGHT_TO_LEFT}]", letters)
    if 2 * len(from_right) >= len(re.findall(r"[^\W\d_]", letters)):
        return html
    return f'<bdi dir="ltr">{html.translate(_QUOTES)}</bdi>'


def mirror_page(html: Html, theme: Theme) -> Html:
    """Mirror the style sheets of *html*, and add what a page from the right wants besides."""
    styles = [replace(one, text=mirror(one.text)) for one in html.styles]
    own = TextFile("styles/rtl.css", theme.styles.get("rtl", ""))
    return replace(html, styles=(*styles, own))


def mirror(css: str) -> str:
    """Change left and right in *css*: the boxes of page margins, shorthands of four values."""
    css = _SIDES.sub(lambda box: f"@{box[1]}-{_TURNED[box[2]]}", css)
    css = _SIDE.sub(lambda one: f"{one[1] or ''}{_TURNED[one[2] or one[3]]}", css)

    def turn(match: re.Match[str]) -> str:
        top, right, bottom, left = _VALUE.findall(match["values"])
        return f"{match['name']}: {top} {left} {bottom} {right}"

    return _FOUR.sub(turn, css)
