"""Turn a page with its changes marked into a redline: it says what it is, and sums them up."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from ..model.brief import Brief, TextFile, Theme
from ..model.changes import Changes
from ..model.page import Html
from ..model.problems import Problems
from .compose import PageWriter
from .right_to_left import isolate_part
from .scripts import add_script_fonts
from .stamp_marks import fill_stamps


def frame_redline(
    html: Html, changes: Changes, brief: Brief, theme: Theme, problems: Problems
) -> Html:
    """Make a redline of *html*, a page of *brief* with its marks: the box that sums up its
    *changes*, what it says of itself, and its style. Raises `Stopped` where the template fails.
    """
    page = PageWriter(brief, theme, html.paper, {}, problems)
    words = page.language.redline
    title = f"{words['redline']}{page.language.words['colon']}"
    day = brief.fields.updated or brief.fields.published
    values = {
        "folio": escape(f"{title} {changes.old} {page.language.arrow} {changes.new}"),
        "seal": "",
        "code": "",
        "version": "redline",
        "day": day.isoformat(),
    }
    text = fill_stamps(html.text, values)
    quotes = page.language.quotes
    box = page.render("parts/redline.html", changes=changes, quote=lambda it: it.join(quotes[:2]))
    if page.language.direction == "rtl":
        box = isolate_part(box, page.language.marks)
    box = page.in_numerals(box)
    text = text.replace("<title>", f"<title>{escape(title)} ", 1)
    text = re.sub(r"<main\b|\Z", lambda match: box + match[0], text, count=1)
    style = TextFile("styles/redline.css", theme.styles.get("redline", ""))
    # It carries no content: it is no brief, and the PDFs that it compares carry theirs. Nor does
    # it have to keep its pages, which hold what is gone as well.
    # Words that were struck out may have letters that this page lacks.
    html = add_script_fonts(replace(html, text=text), theme, page.language)
    return replace(html, styles=(*html.styles, style), attachments={}, fit=None)
