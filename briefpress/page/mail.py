"""Brief + Theme → its text as a mail: HTML whose styles stand in its elements, and plain text.

    text for screens ─► tree ─┬─► charts as tables, styles inside ─► HTML
                              └─► lines ─► plain text

Half of the programs that show mail drop style sheets, most show no SVG, and none may ask a server
for a picture: so a mail has neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import Any

from ..model.page import Mail
from ..model.problems import Problems
from .web import OnScreen, set_for_screens

_SERIF, _SANS = "Georgia, 'Noto Serif', serif", "Helvetica, Arial, 'Noto Sans', sans-serif"
_SMALL = f"font-family: {_SANS}; font-size: 13px; line-height: 1.4"
_STYLES = {
    "h1": f"margin: 8px 0 10px; font: bold 26px/1.2 {_SERIF}",
    "h2": f"margin: 26px 0 6px; font: bold 19px/1.3 {_SANS}",
    "h3": f"margin: 18px 0 4px; font: bold 16px/1.3 {_SANS}",
    "h4": f"margin: 16px 0 4px; font: bold 15px/1.3 {_SANS}",
    "p": "margin: 0 0 10px",
    "ul": "margin: 0 0 10px; padding-inline-start: 22px",
    "ol": "margin: 0 0 10px; padding-inline-start: 22px",
    "blockquote": "margin: 10px 22px",
    "figure": "margin: 20px 0",
    "figcaption": f"margin: 0 0 6px; font: bold 14px/1.35 {_SANS}",
    "caption": f"margin: 0 0 6px; font: bold 14px/1.35 {_SANS}; text-align: start",
    "table": f"width: 100%; border-collapse: collapse; {_SMALL}",
    "tr": "vertical-align: top",
    "th": "padding: 4px 8px 4px 0; border-bottom: 1px solid {hairline}; text-align: start",
    "td": "padding: 4px 8px 4px 0; border-bottom: 1px solid {hairline}",
    "header": f"padding: 0 0 8px; border-bottom: 3px solid {{heading}}; {_SMALL}",
    "footer": f"margin: 28px 0 0; padding: 8px 0 0; border-top: 3px solid {{heading}}; {_SMALL}",
    "aside": f"margin: 20px 0; padding: 10px 0 0; border-top: 3px solid {{accent}}; {_SMALL}",
    "standfirst": f"margin: 0 0 18px; font: 18px/1.4 {_SANS}",
    "source": f"display: block; margin: 4px 0 0; {_SMALL}",
    "told": f"margin: 0; {_SMALL}; font-style: italic",
    "note-list": "margin: 0; padding: 0; list-style: none",
    "notes": f"margin: 28px 0 0; {_SMALL}",
    "references": f"margin: 28px 0 0; {_SMALL}",
    "facts": f"margin: 20px 0; padding: 10px 0 0; border-top: 3px solid {{accent}}; {_SMALL}",
    "number": "text-align: end",
    "call": "font-size: 11px; vertical-align: super; text-decoration: none",
    "embargo": "margin: 0 0 10px; font-weight: bold",
}
"""The style of an element by its name, and by its class, which adds to it."""
_ROWS = {"br", "caption", "dd", "div", "dt", "h4", "li", "pre", "summary", "tr"}
"""Elements that begin a line of plain text."""
_PARAGRAPHS = {
    *("aside", "blockquote", "dl", "figcaption", "figure", "footer", "h1", "h2", "h3", "header"),
    *("ol", "p", "section", "table", "ul"),
}
"""Elements that begin a paragraph behind an empty line."""
_GAP = "\f"


def lay_out_mail(shown: OnScreen, problems: Problems) -> Mail:
    """Turn what is *shown* into the text of a mail: its drawings are told in words.

    Problems: those of `lay_out`. Raises `Stopped` where no template can be filled.
    """
    brief, theme = shown.brief, shown.theme
    drawn = dict.fromkeys(brief.fields.figures, b"<svg/>")  # nobody draws them
    page, text = set_for_screens(replace(shown, drawings=drawn), problems)
    colours = {name: _resolve(theme.tokens, name) for name in ("heading", "accent", "hairline")}
    direction = page.language.direction
    return write_mail(text, page.text(brief.fields.title), brief.language, direction, colours)


def _resolve(tokens: Mapping[str, str], name: str) -> str:
    value = tokens.get(name, "")
    inside = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return _resolve(tokens, inside[1]) if inside and inside[1] != name else value


def write_mail(
    html: str, title: str, language: str, direction: str, colours: Mapping[str, str]
) -> Mail:
    """Write the page *html* as a mail with the subject *title*, in the *colours* of its house."""
    from lxml import etree
    from lxml import html as parser

    # It keeps words together where lines are set; a mail program may show it as a box, and who
    # copies an address out of plain text has it with it.
    source = parser.document_fromstring(html.replace("\u2060", ""))
    (main,) = source.iter("main")
    main.tag = "div"
    main.tail = None
    for image in [*main.iter("img")]:
        _tell_picture(image)
    for back in main.xpath(".//a[@class='back']"):
        back.drop_tree()
    for doubled in main.xpath(".//details//caption"):  # its summary says the same
        doubled.drop_tree()
    for listed in main.xpath(".//section[@class='notes']/ol"):
        listed.set("class", "note-list")
    plain = _write_lines(main)
    for one in [*main.iter("details", "summary", "i")]:
        if one.tag == "i" and not (one.text or len(one)):  # a mark of a vote, a bar
            one.drop_tree()
        elif one.tag != "i":  # which opens nothing in a mail
            one.tag = "p" if one.tag == "summary" else "div"
    for one in main.iter(etree.Element):
        _put_style_in(one, colours)
    inside = parser.tostring(main, encoding="unicode")
    page = (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}"><head>'
        f'<meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f'<body dir="{direction}" style="margin: 0; padding: 16px">\n'
        f'<div class="mail" style="max-width: 640px; margin: 0 auto; font: 17px/1.5 {_SERIF}">\n'
        f"{inside}\n</div>\n"
        "</body></html>\n"
    )
    return Mail(title, page, plain)


def _tell_picture(image: Any) -> None:
    """Put the words of *image* in its place."""
    words = image.get("alt", "")
    image.tag = "span"
    image.attrib.clear()
    image.set("class", "told")
    image.text = f"[{words}]" if words else None


def _put_style_in(one: Any, colours: Mapping[str, str]) -> None:
    """Give *one* the style of its name and its classes, and take out what only a page needs."""
    kinds = (one.get("class") or "").split()
    styles = [_STYLES[name] for name in (one.tag, *kinds) if name in _STYLES]
    own = one.get("style", "")
    if own and "--" not in own:
        styles.append(own)
    kept = {
        name: one.get(name)
        for name in ("id", "href", "lang", "dir", "colspan", "rowspan", "scope", "start", "class")
        if one.get(name)
    }
    one.attrib.clear()
    for name, value in kept.items():
        one.set(name, value)
    if styles:
        style = "; ".join(styles)
        for name, value in colours.items():
            style = style.replace(f"{{{name}}}", value)
        one.set("style", re.sub("([:;,]) ", r"\1", style))  # a long table has thousands of them


def _write_lines(main: Any) -> str:
    """Write the words of *main* as lines: a paragraph, an item or a row of a table each."""
    paragraphs = []
    for text in "".join(_walk(main)).split(_GAP):
        lines = (re.sub("[ \t]+", " ", line).strip(" ") for line in text.split("\n"))
        paragraphs.append("\n".join(filter(None, lines)))
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _walk(one: Any) -> Iterator[str]:
    """Give the words of *one*, and where a line ends."""
    if not isinstance(one.tag, str):
        return
    kinds = (one.get("class") or "").split()
    ends = _GAP if one.tag in _PARAGRAPHS else "\n" if one.tag in _ROWS or "source" in kinds else ""
    yield ends
    is_note = one.get("id", "").startswith("note-")  # which has its number
    yield "• " if one.tag == "li" and not is_note else "[" if "call" in kinds else ""
    yield re.sub(r"\s+", " ", one.text or "")
    for child in one:
        yield from _walk(child)
        yield re.sub(r"\s+", " ", child.tail or "")
    yield "]" if "call" in kinds else ""
    yield " | " if one.tag in ("td", "th") and one.getnext() is not None else ""
    if one.tag == "a" and (address := one.get("href", "")).startswith("http"):
        shown = re.sub(r"\s", "", "".join(one.itertext()))
        yield "" if shown in address else f" <{address}>"
    yield ends
