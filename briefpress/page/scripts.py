"""Give a page the fonts for letters that those of the house do not have: Arabic, Thai."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from ..model.brief import TextFile, Theme
from ..model.page import Html
from ..model.scripts import SCRIPTS
from .fonts import find_face, font_folder

_ROLES = ("font-text", "font-display", "font-title", "font-headings")
_WEIGHTS = ("400", "700")


def add_script_fonts(html: Html, theme: Theme) -> Html:
    """Give *html* a font for each script in its text for which a package is installed.

    It stands behind the house's own families, for letters that these do not have. A page without
    such letters, in its text and its charts, stays as it is.
    """
    faces, assets, families = "", {}, []
    drawn = (data.decode() for name, data in html.assets.items() if name.startswith("charts/"))
    words = "".join((html.text, *drawn))
    for script in SCRIPTS:
        if not (script.family and re.search(f"[{script.letters}]", words)):
            continue
        folder = font_folder(script.family)
        found = {one: find_face(folder, script.family, one) for one in _WEIGHTS} if folder else {}
        if not any(found.values()):
            continue
        families.append(script.family)
        for weight, file in found.items():
            if file:
                assets[f"fonts/{file.name}"] = _enlarge(file.read_bytes(), script.size)
                faces += _face(script.family, weight, file)
    if not families:
        return html
    behind = "".join(f', "{family}"' for family in families)
    own = {role: theme.tokens[role] for role in _ROLES if role in theme.tokens}
    roles = "".join(
        f"--{role}: {value}{behind}; " for role, value in own.items() if "var(" not in value
    )
    style = TextFile("scripts.css", f"{faces}:root {{ {roles}}}\n")
    return replace(html, styles=(*html.styles, style), assets={**html.assets, **assets})


def find_script_fonts(text: str) -> list[Path]:
    """Find the folders of the fonts for the scripts of *text* for which a package is installed."""
    found = (
        font_folder(one.family)
        for one in SCRIPTS
        if one.family and re.search(f"[{one.letters}]", text)
    )
    return [*filter(None, found)]


def _enlarge(font: bytes, size: float) -> bytes:
    """Make the letters of *font* *size* times as large, as CSS does by `size-adjust`, which the
    press does not know: fewer units are an em then.

    Source: https://learn.microsoft.com/typography/opentype/spec/head
    """
    if size == 1:
        return font
    tables = {
        font[at : at + 4]: at for at in range(12, 12 + 16 * int.from_bytes(font[4:6], "big"), 16)
    }
    entry = tables[b"head"]
    head = int.from_bytes(font[entry + 8 : entry + 12], "big")
    units = int.from_bytes(font[head + 18 : head + 20], "big")
    fewer = round(units / size)
    checksum = int.from_bytes(font[entry + 4 : entry + 8], "big")
    # The two bytes stand at the end of a word of four, so that the sum changes by as much.
    checksum = (checksum + fewer - units) % 2**32
    data = bytearray(font)
    data[head + 18 : head + 20] = fewer.to_bytes(2, "big")
    data[entry + 4 : entry + 8] = checksum.to_bytes(4, "big")
    return bytes(data)


def _face(family: str, weight: str, file: Path) -> str:
    # Upright in italics as well: these scripts have none.
    return "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {slant}; '
        f'src: url("fonts/{file.name}") }}\n'
        for slant in ("normal", "italic")
    )
