"""The styles and lists of a Word file → headings, quotations, bold, numbers of items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..model.scripts import ALPHABETS, HANZI
from .package import Package, W

DEPTH = 20
"""Styles on which a style is based, one on the other."""
_TOGGLES = ("b", "i", "strike", "dstrike", "vanish", "specVanish")


@dataclass(frozen=True)
class WordStyle:
    """A style of a Word file."""

    name: str
    """As Word calls it in English, in small letters: `heading 1`, `title`."""
    based_on: str
    level: int | None
    """The level of the outline: 0 is the first."""
    numbering: tuple[str, int] | None
    """The list and the level of a paragraph of this style."""
    toggles: Mapping[str, bool]
    raised: str = ""
    """`superscript` or `subscript`."""


@dataclass
class Styles:
    """The styles of a Word file, by their ids."""

    by_id: Mapping[str, WordStyle]
    default: str = ""
    """The id of the style of a paragraph that names none."""
    language: str = ""

    def chain(self, style: str) -> list[WordStyle]:
        """The style *style*, and those that it is based on."""
        chain: list[WordStyle] = []
        while style in self.by_id and len(chain) < DEPTH:
            chain.append(self.by_id[style])
            style = chain[-1].based_on
        return chain

    def names(self, style: str) -> list[str]:
        """The names of a style, and of those that it is based on."""
        return [one.name for one in self.chain(style)]

    def heading_level(self, style: str) -> int | None:
        """From 1; None where it is no heading."""
        for one in self.chain(style):
            if match := re.fullmatch(r"heading ([1-9])", one.name):
                return int(match[1])
            if one.level is not None:
                return one.level + 1 if one.level < 9 else None
        return None

    def toggle(self, name: str, style: str) -> bool:
        """Whether a style says bold, italic, hidden, …"""
        return next((one.toggles[name] for one in self.chain(style) if name in one.toggles), False)

    def numbering(self, style: str) -> tuple[str, int] | None:
        """The list and the level that a style says; a list may be that of the style below."""
        numberings = [one.numbering for one in self.chain(style) if one.numbering]
        number = next((number for number, _ in numberings if number), "")
        return (number, numberings[0][1]) if numberings else None


def read_styles(package: Package) -> Styles:
    """Read the styles of a file; one without them has none."""
    by_id: dict[str, WordStyle] = {}
    default = language = ""
    for part in package.related(package.document, "styles"):
        root = package.root(part)
        lang = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        language = "" if lang is None else lang.get(f"{W}val", "")
        for one in root.iter(f"{W}style"):
            key = one.get(f"{W}styleId", "")
            if one.get(f"{W}default") in ("1", "true", "on") and one.get(f"{W}type") == "paragraph":
                default = key
            by_id[key] = _read_style(one)
    return Styles(by_id, default, language)


def _read_style(node: Any) -> WordStyle:
    properties, run = node.find(f"{W}pPr"), node.find(f"{W}rPr")
    outline = None if properties is None else properties.find(f"{W}outlineLvl")
    raised = "" if run is None else value_of(run, "vertAlign")
    return WordStyle(
        name=value_of(node, "name").lower(),
        based_on=value_of(node, "basedOn"),
        level=None if outline is None else number_of(outline.get(f"{W}val"), 9),
        numbering=None if properties is None else read_numbering_of(properties),
        toggles=read_toggles(run),
        raised=raised,
    )


def value_of(node: Any, name: str) -> str:
    """The value of the element *name* inside of *node*; empty where there is none."""
    child = node.find(f"{W}{name}")
    return "" if child is None else str(child.get(f"{W}val", ""))


def number_of(text: str | None, otherwise: int) -> int:
    """Read the whole number of an attribute; *otherwise* where it has none."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else otherwise


def read_toggles(run: Any) -> dict[str, bool]:
    """Read the toggles in the properties of a run: on or off."""
    toggles = {}
    for name in _TOGGLES if run is not None else ():
        child = run.find(f"{W}{name}")
        if child is not None:
            toggles[name] = child.get(f"{W}val", "true") not in ("0", "false", "off", "none")
    return toggles


def read_numbering_of(properties: Any) -> tuple[str, int] | None:
    """The list and the level of a paragraph; the list `0` takes it out of one."""
    numbered = properties.find(f"{W}numPr")
    if numbered is None:
        return None
    number, level = value_of(numbered, "numId"), number_of(value_of(numbered, "ilvl"), 0)
    return (number, max(0, min(level, 8))) if number else ("", max(0, min(level, 8)))


# ---------------------------------------------------------------------------------------------
# Lists


@dataclass(frozen=True)
class Level:
    """A level of a list."""

    form: str
    """`bullet`, `decimal`, `lowerLetter`, …, or `none`."""
    start: int
    style: str = ""
    """The id of the style whose paragraphs are of this level."""


@dataclass
class Lists:
    """The lists of a file, which count their items."""

    levels: Mapping[str, Mapping[int, Level]]
    """By the number of a list."""
    families: Mapping[str, str]
    """Which lists count together, by their numbers."""
    restarts: Mapping[str, set[int]]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def depth_of(self, number: str, style: str) -> int | None:
        """The level of the list *number* that belongs to a style; None where none does."""
        levels = self.levels.get(number, {})
        return next((depth for depth, one in levels.items() if one.style == style), None)

    def marker(self, number: str, depth: int) -> str | None:
        """The next marker of the list *number*: `-`, `3.`, `b)`.

        Empty where it prints none, as for a paragraph that goes on; None where it is no list.
        """
        level = self.levels.get(number, {}).get(depth)
        if level is None or number == "0":
            return None if number == "0" or number not in self.levels else "-"
        family = self.families.get(number, number)
        if level.form == "none":
            return ""
        counts = self._counts.setdefault(family, {})
        if number not in self._begun:
            self._begun.add(number)
            for one in self.restarts.get(number, ()):
                counts.pop(one, None)
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        return write_marker(level.form, counts[depth])


def write_marker(form: str, count: int) -> str:
    """Write the marker of an item as a brief reads it."""
    if form in ("bullet", "", "picture"):
        return "-"
    if form in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        return f"{chr(ord('a' if form == 'lowerLetter' else 'A') + count - 1)})"
    if form in ("lowerRoman", "upperRoman") and 1 <= count <= 20:
        roman = "x" * (count // 10) + _ROMAN[count % 10]
        return f"{roman if form == 'lowerRoman' else roman.upper()})"
    letters = ALPHABETS.get(_ALPHABETS.get(form, ""), "")
    if 1 <= count <= len(letters):
        return f"{letters[count - 1]})"
    if form in _HANZI and 1 <= count <= 10:
        return f"{HANZI[count - 1]})"
    return f"{max(count, 0)}."


_ALPHABETS = {
    "arabicAbjad": "abjad", "arabicAlpha": "hijai", "ganada": "hangul", "russianLower": "cyrillic",
    "russianUpper": "large-cyrillic",
}  # fmt: skip
"""The names of Word of the letters that count items."""
_HANZI = {
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
    "taiwaneseCounting", "taiwaneseCountingThousand",
}  # fmt: skip
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def read_lists(package: Package) -> Lists:
    """Read the lists of a file."""
    levels: dict[str, dict[int, Level]] = {}
    families: dict[str, str] = {}
    restarts: dict[str, set[int]] = {}
    for part in package.related(package.document, "numbering"):
        root = package.root(part)
        abstract = {
            one.get(f"{W}abstractNumId", ""): _read_levels(one)
            for one in root.iter(f"{W}abstractNum")
        }
        for one in root.iter(f"{W}num"):
            number, family = one.get(f"{W}numId", ""), value_of(one, "abstractNumId")
            levels[number] = dict(abstract.get(family, {}))
            families[number] = family
            for override in one.iter(f"{W}lvlOverride"):
                depth = number_of(override.get(f"{W}ilvl"), 0)
                levels[number] |= _read_levels(override)
                start = value_of(override, "startOverride")
                known = levels[number].get(depth)
                if start and known:
                    levels[number][depth] = replace(known, start=number_of(start, 1))
                    restarts.setdefault(number, set()).add(depth)
    return Lists(levels, families, restarts)


def _read_levels(node: Any) -> dict[int, Level]:
    levels = {}
    for one in node.iter(f"{W}lvl"):
        form, text = value_of(one, "numFmt") or "decimal", one.find(f"{W}lvlText")
        if text is not None and not text.get(f"{W}val", "").strip():
            form = "none"  # a paragraph that goes on in an item
        start = number_of(value_of(one, "start"), 1)
        depth = number_of(one.get(f"{W}ilvl"), 0)
        levels[depth] = Level(form, start, value_of(one, "pStyle"))
    return levels
