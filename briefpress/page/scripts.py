"""Give a page the fonts for letters that those of the house do not have: Arabic, Thai."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..model.brief import Language, TextFile, Theme
from ..model.page import Html
from ..model.scripts import (
    DESIGNS,
    SCRIPTS,
    SYMBOLS,
    Script,
    find_collection,
    has_collections,
    letters_of_lists,
)
from .cjk_fonts import take_out
from .fonts import find_face, font_folder

_ROLES = ("font-text", "font-display", "font-title", "font-headings")
_DESIGN_ROLES = {"Serif": "font-text", "Sans": "font-display"}
"""The role of the house's font beside which each design stands."""
_WEIGHTS = ("400", "700")
_STYLE_SHEET = "scripts.css"
_COLLECTION = {one.name: one.letters for one in SCRIPTS if not one.family}
"""Scripts whose letters are in one collection. The first of those on a page decides its face."""
_OF_COLLECTION = re.compile(f"[{''.join(_COLLECTION.values())}{SYMBOLS}]")


def add_script_fonts(html: Html, theme: Theme, language: Language | None = None) -> Html:
    """Give *html* a font for each script in its text for which one is installed.

    It stands behind the house's own families, for letters that these do not have. A page without
    such letters, in its text and its charts, stays as it is; one that has such fonts gets those of
    its text anew.

    *language*: of the page. Marks that it sets in full width stand before the house's own.
    """
    fonts = _Fonts()
    drawn = (data.decode() for name, data in html.assets.items() if name.startswith("charts/"))
    words = "".join((html.text, *drawn))
    for script in SCRIPTS:
        if not (script.family and re.search(f"[{script.letters}]", words)):
            continue
        found = {one: _find_font(script, one) for one in _WEIGHTS}
        for weight, file in found.items():
            if file:
                data = _enlarge(_leave_out(file.read_bytes(), script.lookups), script.size)
                path = f"fonts/{file.name}"
                fonts.add(script.family, weight, path, data, script.features)
        if any(found.values()):
            for families in fonts.behind.values():
                families.append(script.family)
    _add_collection(fonts, html, theme, language)
    if not fonts.rules:
        return html
    styles = (one for one in html.styles if one.name != _STYLE_SHEET)
    style_sheet = TextFile(_STYLE_SHEET, f"{fonts.rules}:root {{ {_roles(fonts, theme)}}}\n")
    return replace(html, styles=(*styles, style_sheet), assets={**html.assets, **fonts.files})


class _Fonts:
    """The fonts that a page gets, while they are gathered."""

    def __init__(self) -> None:
        self.rules = ""
        self.files: dict[str, bytes] = {}
        self.before: dict[str, list[str]] = {design: [] for design in DESIGNS}
        """Families that stand before the house's own, by their design: with serifs, without."""
        self.first: dict[str, list[str]] = {design: [] for design in DESIGNS}
        """Those before the house's own that notes have as well."""
        self.behind: dict[str, list[str]] = {design: [] for design in DESIGNS}
        """Families that stand behind the house's own, by their design."""

    def add(self, family: str, weight: str, path: str, data: bytes, features: str = "") -> None:
        """Add the file *data* of *family*, which the page has as *path*; its *features* are set."""
        self.files[path] = data
        self.rules += _face(family, weight, path, features)


def _roles(fonts: _Fonts, theme: Theme) -> str:
    """The families of each role of the house, with those of *fonts*."""
    roles = {role: theme.tokens[role] for role in _ROLES if role in theme.tokens}
    text = ""
    for role, value in roles.items():
        if "var(" in value:
            continue
        design = "Serif" if role == "font-text" and "Sans" not in value else "Sans"
        first = "".join(f'"{family}", ' for family in fonts.first[design])
        before = "".join(f'"{family}", ' for family in fonts.before[design])
        behind = "".join(f', "{family}"' for family in fonts.behind[design])
        text += f"--{role}: {before}{first}{value}{behind}; "
        if role == "font-display" and before:
            text += f"--font-notes: {first}{value}{behind}; "
    return text


def _add_collection(
    fonts: _Fonts, html: Html, theme: Theme, language: Language | None
) -> None:  # fmt: skip
    """Add the letters of *html* that are Chinese, Japanese or Korean to *fonts*, in both designs,
    and its symbols; and those in which its *language* speaks of a page: a stamp is put on it later.

    A space stands in the first of the fonts beside it. So that all are as wide in Korean, its
    letters come before those of the house there, and their lines are as high as these.
    """
    is_first = language is not None and language.style_sheet == "cjk" and not language.full_width
    text = html.text + letters_of_lists(html.text)
    for name, data in html.assets.items():
        text += data.decode("utf-8", "replace") if name.endswith(".svg") else ""
    own = "" if language is None else "".join(
        word
        for table in (language.words, language.redline, language.pack, language.dates)
        for word in table.values()
    )  # fmt: skip
    if not _OF_COLLECTION.search(text + own):
        return
    letters = {*_OF_COLLECTION.findall(text + own)}
    named = (name for name, one in _COLLECTION.items() if re.search(f"[{one}]", text + own))
    script = next(named, "Chinese")
    sets = {"": letters, " Marks": language.full_width if language else ""}
    for design, name in DESIGNS.items():
        for weight, file in ((one, find_collection(design, one)) for one in _WEIGHTS):
            if file is None:
                continue
            state = file.stat()
            for which, taken in sets.items():
                if taken:
                    # Between such letters the press takes a space from their own font.
                    shown = "".join(sorted({*" \u00a0\u2060", *taken}))
                    font = take_out(file, script, shown, state.st_size, state.st_mtime_ns)
                    if is_first:
                        font = _as_high_as(font, theme.tokens[_DESIGN_ROLES[design]])
                    path = f"fonts/{file.stem}{which.strip()}.otf"
                    fonts.add(f"{name}{which}", weight, path, font)
        (fonts.first if is_first else fonts.behind)[design].append(name)
        fonts.before[design] += [f"{name} Marks"] if sets[" Marks"] else []


def find_script_fonts(text: str) -> list[Path]:
    """Find the folders of the fonts for the scripts of *text* for which a package is installed."""
    folders = (
        font_folder(one.family)
        for one in SCRIPTS
        if one.package and re.search(f"[{one.letters}]", text)
    )
    return [*filter(None, folders)]


def _find_font(script: Script, weight: str) -> Path | None:
    """Find the font that has the letters of *script*, of a package or of the system."""
    if script.system:
        return script.find_file(weight)
    folder = font_folder(script.family)
    return find_face(folder, script.family, weight) if folder else None


def has_fonts(text: str) -> bool:
    """Whether the scripts of *text* have a font that is installed."""
    return all(
        _find_font(one, "400") if one.family else has_collections()
        for one in SCRIPTS
        if re.search(f"[{one.letters}]", text)
    )


def _leave_out(font: bytes, lookups: Iterable[int]) -> bytes:
    """Empty *lookups* of the table GSUB of *font*, which then put no glyph in another's place.

    Source: https://learn.microsoft.com/typography/opentype/spec/chapter2#lookup-table
    """
    if b"GSUB" not in (tables := _tables(font)):
        return font
    table = _number(font, tables[b"GSUB"] + 8, 4)
    lists = table + _number(font, table + 8)
    for one in lookups:
        if one < _number(font, lists):
            subtables = lists + _number(font, lists + 2 + 2 * one) + 4
            font = _with_number(font, b"GSUB", subtables - table, 0)
    return font


def _enlarge(font: bytes, size: float) -> bytes:
    """Make the letters of *font* *size* times as large, as CSS does by `size-adjust`, which the
    press does not know: fewer units are an em then.

    Source: https://learn.microsoft.com/typography/opentype/spec/head
    """
    if size == 1:
        return font
    return _with_number(font, b"head", 18, round(_units(font) / size))


def _as_high_as(font: bytes, family: str) -> bytes:
    """Give the lines of *font* the height of those of *family*, or a line with letters of both
    would be higher than one with letters of either. A family that is not installed changes nothing.

    Source: https://learn.microsoft.com/typography/opentype/spec/hhea, and `os2`
    """
    family = family.strip("\"'")
    folder = font_folder(family)
    file = find_face(folder, family, "400") if folder else None
    if file is None:
        return font
    other = file.read_bytes()
    scale = _units(font) / _units(other)
    line = _tables(other)[b"hhea"]
    ascent, descent = (
        round(scale * _signed(_number(other, _number(other, line + 8, 4) + at))) for at in (4, 6)
    )
    for table, at, number in (
        (b"hhea", 4, ascent), (b"hhea", 6, descent), (b"hhea", 8, 0),
        (b"OS/2", 68, ascent), (b"OS/2", 70, descent), (b"OS/2", 72, 0),
        (b"OS/2", 74, ascent), (b"OS/2", 76, -descent),
    ):  # fmt: skip
        font = _with_number(font, table, at, number % 2**16)
    return font


def _units(font: bytes) -> int:
    """How many units of *font* are an em."""
    return _number(font, _number(font, _tables(font)[b"head"] + 8, 4) + 18)


def _signed(number: int) -> int:
    return number - 2**16 if number >= 2**15 else number


def _tables(font: bytes) -> dict[bytes, int]:
    """Where the entry of each table of *font* stands."""
    return {font[at : at + 4]: at for at in range(12, 12 + 16 * _number(font, 4), 16)}


def _number(font: bytes, at: int, length: int = 2) -> int:
    return int.from_bytes(font[at : at + length], "big")


def _with_number(font: bytes, table: bytes, at: int, number: int) -> bytes:
    """Write the *number* of two bytes that stands *at* a place of *table*, and its checksum, the
    sum of its words of four bytes.
    """
    entry = _tables(font)[table]
    place = _number(font, entry + 8, 4) + at
    more = (number - _number(font, place)) << (0 if at % 4 else 16)
    checksum = (_number(font, entry + 4, 4) + more) % 2**32
    data = bytearray(font)
    data[place : place + 2] = number.to_bytes(2, "big")
    data[entry + 4 : entry + 8] = checksum.to_bytes(4, "big")
    return bytes(data)


def _face(family: str, weight: str, path: str, features: str) -> str:
    # Upright in italics as well: these scripts have none.
    settings = f"; font-feature-settings: {features}" if features else ""
    return "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {slant}; '
        f'src: url("{path}"){settings} }}\n'
        for slant in ("normal", "italic")
    )
