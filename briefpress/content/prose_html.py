"""Clean the HTML of a text, and find what is wrong with that of its author.

Elements that are refused, nested too deep or left open, parts that stand where they mean nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..model.problems import Place, Problems
from .prose_lines import COUNTED
from .prose_reader import ReadMarkdown

DEPTH = 12
"""Levels of lists, quotes and elements."""
SCHEMES = {"http", "https", "mailto"}
"""Addresses that paper can show begin with one of these."""

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "brief-note", "cite", "code", "dd", "del", "dfn", "div",
    "dl", "dt", "em", "h2", "h3", "h4", "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "small",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    **{heading: {"id"} for heading in ("h2", "h3", "h4")},
    "a": {"href"}, "abbr": {"title"}, "ol": {"start", "type"}, "td": {"align"}, "th": {"align"},
    "*": {"lang"},
}  # fmt: skip
_TAG = re.compile(
    r"<(?!https?://[^<>]*>|[^\s<>@]+@[^\s<>@]+>)(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*?(/?)>"
)
_IN_QUOTES = re.compile(r"(?<==)\"[^\"<>]*\"|(?<==)'[^'<>]*'")
_VOID = {"br", "hr", "img", "wbr"}
_CLOSED_BY_OTHERS = {"dd", "dt", "li", "p", "tbody", "td", "th", "thead", "tr"}
"""Elements that HTML closes where the next one begins."""
_PIECE = re.compile(r"<(/?)([a-z][a-z0-9-]*)[^<>]*>|[^<]+")
_PARTS = {"ul": ("li",), "ol": ("li",), "dl": ("dt", "dd")}
_IN_MARKDOWN = "write it in Markdown"
_AS_SIGN = r"write it in Markdown; a sign of the text as \<, and a quotation mark in place of <<"
_OTHERS = """
article aside audio body big button canvas caption center col colgroup details embed
font form figcaption figure footer frame h1 h5 h6 head header html iframe img input kbd
label link main map mark math menu meta nav nobr object option picture samp script
section select source strike style summary svg template textarea tfoot time title track
tt u var video wbr o w m v
"""
_HTML = _TAGS | {*_OTHERS.split()}
"""Elements of HTML, and the prefixes of a word processor's; another name is a text in < and >."""
_UNPRINTED = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>", re.DOTALL)


def clean(html: str) -> str:
    """Leave of *html* the elements and attributes that are printed."""
    import nh3

    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes={"h2": {"annex"}, "li": {"task"}, "ol": COUNTED},
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    return cleaned.replace("&nbsp;", "\u00a0")  # as the spaces of a language know it


def find_html(reading: ReadMarkdown) -> Iterator[tuple[str, int]]:
    """Give each piece of HTML that its author wrote, and its line in the source, from 0."""
    for token in reading.blocks():
        if token.type == "html_block":
            yield token.content, reading.line(token)
    for leaf in reading.leaves():
        for token, line in zip(leaf.tokens, leaf.lines, strict=True):
            if token.type == "html_inline":
                yield token.content, line


_RELATION = re.compile(r"(?<![=+])[=→⇌+×±≤≥≈](?![=+])")
_WORD = re.compile(r"(?!(?:exp|log|sin|cos|tan|min|max|sum)\b)\b[^\W\d_A-Z]{3}|[^\W\d_A-Z]{4}")


def mark_formulas(html: str) -> str:
    """Give a quotation without a word in it, `CO₂ + H₂O → H⁺ + HCO₃⁻`, the class `formula`: it is
    set upright.
    """

    def mark(match: re.Match[str]) -> str:
        text = re.sub(r"<[^<>]*>|&\w+;", " ", match[1])
        is_formula = _RELATION.search(text) and not _WORD.search(text)
        return match[0].replace("<blockquote", '<blockquote class="formula"', bool(is_formula))

    return re.sub(r"<blockquote>((?:(?!<blockquote).)*?)</blockquote>", mark, html, flags=re.S)


def find_comments(reading: ReadMarkdown) -> Iterator[int]:
    """Give the line, from 0, of each comment, which is not printed."""
    for html, line in find_html(reading):
        for match in _UNPRINTED.finditer(html):
            yield line + html.count("\n", 0, match.start())


def check_elements(reading: ReadMarkdown, place: Place, problems: Problems) -> None:
    """Refuse elements that are not printed, headings among them, and those nested too deep."""
    depth = 0
    for html, line in sorted(find_html(reading), key=lambda one: one[1]):
        for match in _TAG.finditer(_UNPRINTED.sub(lambda one: "\n" * one[0].count("\n"), html)):
            here = place.down(line + html.count("\n", 0, match.start()))
            name = match[2].lower()
            if name not in _TAGS or name == "brief-note":
                hint = _IN_MARKDOWN if name.split(":")[0] in _HTML else _AS_SIGN
                problems.error(here, f"the HTML element `{match[2]}` is not printed", hint)
            elif name in ("h2", "h3", "h4") and not match[1]:
                problems.error(
                    here, f"`<{name}>` is a heading", f"write it with {'#' * int(name[1])}"
                )
            if name not in _VOID and name not in _CLOSED_BY_OTHERS:  # these hold not each other
                depth += -1 if match[1] else not match[3]
            if depth > DEPTH:
                problems.error(here, f"elements more than {DEPTH} deep", _IN_MARKDOWN)
                return


def check_closed(text: str, html: str, place: Place, problems: Problems) -> None:
    """Refuse an element that is not closed where it was opened: it would go on to the end."""
    html = _IN_QUOTES.sub("", _UNPRINTED.sub("", html))
    open_: list[tuple[str, str]] = []  # its name, and how it begins
    left: list[tuple[str, str]] = []
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if not match[1]:
            if not match[3] and name not in _VOID:
                begins = re.split("[\n\ue000]", html[match.start() : match.end() + 9])[0]
                open_.append((name, begins))
            continue
        if name not in [one for one, _ in open_]:
            here = _place_of(text, f"</{name}", place)
            problems.error(here, f"`</{name}>` closes nothing", "delete it")
            continue
        while (last := open_.pop())[0] != name:
            left.append(last)
    for name, begins in left + open_:
        if name not in _CLOSED_BY_OTHERS:
            known = begins if begins in text else f"<{name}"
            problems.error(
                _place_of(text, known, place),
                f"`<{name}>` is not closed",
                f"write </{name}> in the same paragraph, or delete it",
            )


def check_structure(text: str, html: str, place: Place, problems: Problems) -> None:
    """Refuse HTML whose parts stand where they mean nothing: who hears the page is lost there.

    Markdown writes none of it, so it is the author's own.
    """
    above: list[str] = []
    tables: list[list[int]] = []  # of each table that is open, the cells of its rows
    heads: list[int] = []  # and how many of these are heads
    met: Counter[str] = Counter()

    def refuse(name: str, fault: str) -> None:
        here = _place_of(text, f"<{name}", place)
        written = [*re.finditer(rf"<{name}\b", text, re.IGNORECASE)]
        if len(written) == len(re.findall(rf"<{name}\b", html)):
            here = place.down(text.count("\n", 0, written[met[name] - 1].start()))
        problems.error(here, fault, _IN_MARKDOWN)

    for match in _PIECE.finditer(html):
        name, holder = match[2] or "", above[-1] if above else ""
        if match[1]:
            del above[-1:]
            if name == "thead" and heads:
                heads[-1] = len(tables[-1])
            elif name == "table":
                rows = tables.pop()
                if heads.pop() == len(rows):
                    refuse(name, "a `<table>` without rows")
                elif len({*rows}) > 1:
                    refuse(name, "the rows of a `<table>` differ in their cells")
            continue
        met[name] += 1
        if holder in _PARTS and (name not in _PARTS[holder] if name else match[0].strip()):
            refuse(holder, f"`<{holder}>` holds something else than `<{_PARTS[holder][0]}>`")
        elif name in ("li", "dt", "dd") and name not in _PARTS.get(holder, ()):
            refuse(name, f"`<{name}>` stands outside of a list")
        if name == "table":
            tables.append([])
            heads.append(0)
        elif name == "tr" and tables:
            tables[-1].append(0)
        elif name in ("td", "th") and tables and tables[-1]:
            tables[-1][-1] += 1
        if name and name not in _VOID:
            above.append(name)


def _place_of(text: str, tag: str, place: Place) -> Place:
    return place.down(text.count("\n", 0, max(0, text.lower().rfind(tag.lower()))))
