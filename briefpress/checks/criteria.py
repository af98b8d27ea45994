"""The criteria of WCAG 2.1, levels A and AA, and of EN 301 549, clause 10, and what shows of each
that a PDF of ours meets it: a check, veraPDF, the format, or a person.

Source: https://www.w3.org/TR/WCAG21/ and EN 301 549 V3.2.1 (2021-03)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .evidence.active_content import Held

Part = Literal["figures", "links"]
"""Kinds of content that a page may have, and a question may be about."""


@dataclass(frozen=True)
class Criterion:
    """A criterion, and what shows whether a PDF of ours meets it."""

    wcag: str
    """Its number in WCAG 2.1; empty where EN 301 549 alone asks for it."""
    level: Literal["A", "AA", ""]
    name: str
    clause: str
    """Its number in EN 301 549, clause 10; empty where that asks nothing of a document."""
    checks: tuple[str, ...] = ()
    vera: tuple[str, ...] = ()
    """Clauses of PDF/UA-1 (ISO 14289-1) that veraPDF judges."""
    judge: str = ""
    """The question that a person is asked; empty where nothing is left to ask."""
    of: tuple[Part, ...] = ()
    """Where the page has none of them, the question is not asked."""
    needs: tuple[Held, ...] = ()
    """Where the PDF holds none of them, the criterion does not apply."""
    format: str = ""
    """Why every PDF of ours meets it, or why it applies to none."""
    applies: bool = True


_CRITERIA: Sequence[tuple[str, str, Any, dict[str, Any]]] = (
    ("1.1.1", "Non-text content", "A", {
        "checks": ("alt-text", "tag-figures"), "vera": ("7.3",), "of": ("figures",),
        "judge": "Is each description true, and does it say what the figure is there to show?"}),
    *((number, name, level, {"needs": ("media",)}) for number, name, level in (
        ("1.2.1", "Audio-only and video-only (prerecorded)", "A"),
        ("1.2.2", "Captions (prerecorded)", "A"),
        ("1.2.3", "Audio description or media alternative (prerecorded)", "A"),
        ("1.2.4", "Captions (live)", "AA"),
        ("1.2.5", "Audio description (prerecorded)", "AA"),
    )),
    ("1.3.1", "Info and relationships", "A", {
        "checks": ("tag-headings", "tag-tables", "tag-figures", "tag-notes"),
        "vera": ("7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "7.9"),
        "judge": "Is everything that looks like a heading, a list or a table one in the text, too, "
                 "and do the heads of each table name what stands under them?"}),
    ("1.3.2", "Meaningful sequence", "A", {
        "checks": ("reading-order",), "vera": ("7.1",),
        "judge": "Does the order make sense when it is heard, above all where text stands beside "
                 "text?"}),
    ("1.3.3", "Sensory characteristics", "A", {
        "judge": "Is anything said by its place or shape alone, as “on the right”?"}),
    ("1.3.4", "Orientation", "AA", {
        "format": "a page of paper can be shown in a window of any shape"}),
    ("1.3.5", "Identify input purpose", "AA", {"needs": ("forms",)}),
    ("1.4.1", "Use of colour", "A", {
        "judge": "Is anything said by colour alone, in a chart, a map or a text (“in red”)?"}),
    ("1.4.2", "Audio control", "A", {"needs": ("media",)}),
    ("1.4.3", "Contrast (minimum)", "AA", {
        "checks": ("contrast", "invisible"), "of": ("figures",),
        "judge": "Can the words within photos and drawings be read? Their colours are not "
                 "measured."}),
    ("1.4.4", "Resize text", "AA", {
        "checks": ("glyph", "invisible"), "vera": ("7.21",),
        "format": "every viewer enlarges a page; its text is text, in fonts that it carries"}),
    ("1.4.5", "Images of text", "AA", {
        "of": ("figures",),
        "judge": "Is no picture there only to show words, but for a logo?"}),
    ("1.4.10", "Reflow", "AA", {
        "checks": ("reading-order",), "vera": ("7.1",),
        "judge": "Does a viewer that lets the text flow anew show all of it in one column? The web "
                 "page that `html` writes does."}),
    ("1.4.11", "Non-text contrast", "AA", {
        "of": ("figures",),
        "judge": "Can the lines and areas of each figure be told from what is beside them (3:1)?"}),
    ("1.4.12", "Text spacing", "AA", {
        "applies": False,
        "format": "it asks this of formats whose spacing a reader can set, and PDF is none"}),
    ("1.4.13", "Content on hover or focus", "AA", {"needs": ("forms", "scripts", "media")}),
    ("2.1.1", "Keyboard", "A", {
        "vera": ("7.18",),
        "format": "nothing can be worked but links, which a viewer reaches by its keys"}),
    ("2.1.2", "No keyboard trap", "A", {"needs": ("forms", "scripts", "media")}),
    ("2.1.4", "Character key shortcuts", "A", {"needs": ("scripts",)}),
    ("2.2.1", "Timing adjustable", "A", {"needs": ("scripts", "media")}),
    ("2.2.2", "Pause, stop, hide", "A", {"needs": ("scripts", "media")}),
    ("2.3.1", "Three flashes or below threshold", "A", {"needs": ("scripts", "media")}),
    ("2.4.1", "Bypass blocks", "A", {
        "checks": ("tag-headings",), "vera": ("7.4",),
        "format": "headings are bookmarks, and the head and foot of a page are not read"}),
    ("2.4.2", "Document titled", "A", {"checks": ("document-title",), "vera": ("7.1",)}),
    ("2.4.3", "Focus order", "A", {"checks": ("reading-order",), "vera": ("7.18",)}),
    ("2.4.4", "Link purpose (in context)", "A", {
        "checks": ("link-text",), "vera": ("7.18",), "of": ("links",),
        "judge": "Is it clear from each link where it leads, and does it still lead there?"}),
    ("2.4.5", "Multiple ways", "AA", {
        "judge": "Do two ways lead to the brief on the site on which it stands, as a list and a "
                 "search? The publications page that `catalog` makes has both."}),
    ("2.4.6", "Headings and labels", "AA", {
        "checks": ("tag-headings",), "judge": "Does each heading say what its section says?"}),
    ("2.4.7", "Focus visible", "AA", {
        "format": "a viewer shows which link is chosen; the page changes nothing of it"}),
    ("2.5.1", "Pointer gestures", "A", {"needs": ("forms", "scripts", "media")}),
    ("2.5.2", "Pointer cancellation", "A", {"needs": ("forms", "scripts", "media")}),
    ("2.5.3", "Label in name", "A", {
        "checks": ("link-text",), "format": "the name of a link is the text that is seen"}),
    ("2.5.4", "Motion actuation", "A", {"needs": ("scripts",)}),
    ("3.1.1", "Language of page", "A", {"checks": ("tag-language",), "vera": ("7.2",)}),
    ("3.1.2", "Language of parts", "AA", {
        "checks": ("tag-language",), "vera": ("7.2",),
        "judge": "Is every phrase in another language marked? One that nobody has marked cannot be "
                 "found."}),
    ("3.2.1", "On focus", "A", {"needs": ("forms", "scripts", "media")}),
    ("3.2.2", "On input", "A", {"needs": ("forms", "scripts")}),
    *((number, name, "AA", {
        "applies": False, "format": "it is asked of the pages of a site, and not of a document"})
      for number, name in (("3.2.3", "Consistent navigation"),
                           ("3.2.4", "Consistent identification"))),
    *((number, name, level, {"needs": ("forms",)}) for number, name, level in (
        ("3.3.1", "Error identification", "A"),
        ("3.3.2", "Labels or instructions", "A"),
        ("3.3.3", "Error suggestion", "AA"),
        ("3.3.4", "Error prevention (legal, financial, data)", "AA"),
    )),
    ("4.1.1", "Parsing", "A", {
        "vera": ("",)}),
    ("4.1.2", "Name, role, value", "A", {"checks": ("link-text",), "vera": ("7.1", "7.18")}),
    ("4.1.3", "Status messages", "AA", {"needs": ("forms", "scripts")}),
)  # fmt: skip
_OF_SITES = ("2.4.1", "2.4.5", "3.2.3", "3.2.4")
"""Criteria that EN 301 549 leaves void in clause 10: they are of the pages of a site."""
ROWS: Sequence[Criterion] = (
    *(
        Criterion(number, level, name, "" if number in _OF_SITES else f"10.{number}", **evidence)
        for number, name, level, evidence in _CRITERIA
    ),
    Criterion("", "", "Caption positioning", "10.5", needs=("media",)),
    Criterion("", "", "Audio description timing", "10.6", needs=("media",)),
)
"""Every criterion of WCAG 2.1, levels A and AA, and every clause 10 of EN 301 549, once."""
