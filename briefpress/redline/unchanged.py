"""Leave out of a marked page what has not changed: a line says how much that is."""

from __future__ import annotations

import re
from dataclasses import replace

from ..model.brief import Language
from ..model.elements import find_part
from ..model.page import Html
from .blocks import classes_of, text_of
from .words import Element

KEPT = 60
"""Words that have not changed and stay, at most: a line in their place would save nothing."""
_MARKS = {"added", "changed", "compared", "elsewhere", "moved", "removed"}
"""Classes of what has changed, or has moved."""
_HEADINGS = {"h2", "h3", "h4"}
_OF_PAGE = {"imprint", "back-page"}
"""Classes of what says which copy a reader holds."""


def leave_out_unchanged(html: Html, language: Language) -> Html:
    """Put a line in the place of each run of unchanged blocks of *html*, a page with its marks.

    Headings stay, so that a reader finds the way. The line names what the run held, leads where
    its blocks led, and counts their notes, so that those that follow keep their numbers.
    """
    from lxml import html as reader

    tree = reader.document_fromstring(html.text)
    main = tree.find(".//main")
    if main is None:
        return html
    run: list[Element] = []
    for block in [*main, None]:
        if block is not None and _is_unchanged(block):
            run.append(block)
            continue
        if sum(len(text_of(one).split()) for one in run) > KEPT:
            _leave_out(run, language)
        run = []
    text = reader.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
    return replace(html, text=text)


def _is_unchanged(block: Element) -> bool:
    if block.tag in _HEADINGS or _OF_PAGE & {*classes_of(block)}:
        return False
    return not any(one.tag in ("ins", "del") or _MARKS & {*classes_of(one)} for one in block.iter())


def _leave_out(run: list[Element], language: Language) -> None:
    """Put the line in the place of *run*."""
    words = language.redline
    names = [name for one in run if (name := _name(one, language))]
    paragraphs = sum(not _name(one, language) for one in run if one.tag != "hr")
    if paragraphs:
        names = [f"{words['paragraphs']} ({paragraphs})", *names]
    line = run[0].makeelement("p", {"class": "unchanged"})
    listed = language.punctuate(", ".join(dict.fromkeys(names)))
    line.text = f"{words['unchanged']}{language.words['colon']} {listed}"
    line.tail = "\n"
    if notes := sum(len(one.find_class("footnote")) for one in run):
        line.set("style", f"counter-increment: footnote {notes}")
    for anchor in (one.get("id") for block in run for one in block.iter() if one.get("id")):
        line.append(line.makeelement("span", {"id": anchor}))
    run[0].addprevious(line)
    for one in run:
        one.getparent().remove(one)


def _name(block: Element, language: Language) -> str:
    """How *block* is called, `Figure 1` or `timeline`; empty where it is a paragraph or a list."""
    for label in block.find_class("label"):
        if re.search(r"\d", text_of(label)):
            return text_of(label).rstrip(".")
    part = find_part((*classes_of(block), block.tag), language.parts)
    return language.parts[part] if part else ""
