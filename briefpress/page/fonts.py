"""Turn the fonts of the house and installed font packages into `@font-face` rules.

A font of the house is a file in styles/fonts/: it says itself of which family, weight and slant it
is, whatever its file is called.

Fonts come as packages, `font-source-serif-pro` and the like, which all lay their files out alike:
the family Source Serif Pro is in the package font_source_serif_pro, its faces in files/ as
SourceSerifPro-Regular.ttf. The fonts of the system are never asked, so every machine prints alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from ..model.problems import Place, Problems

WEIGHTS = {
    "200": "ExtraLight", "300": "Light", "400": "Regular",
    "600": "Semibold", "700": "Bold", "900": "Black",
}  # fmt: skip
"""Weights of CSS, and what the files call them."""


FOLDER = "styles/fonts"
"""Where a house lays fonts of its own."""
_NOT_TO_BE_EMBEDDED = 0x0002
"""Of `fsType` in the table OS/2 of a font, as OpenType defines it."""


def find_faces(
    families: Mapping[str, Iterable[str]], house: Path, place: Place, problems: Problems
) -> tuple[str, dict[str, bytes]]:
    """Find the files of *families*: `{"Source Serif Pro": ["400", "400 italic", "700"]}`.

    Returns the `@font-face` rules and the files by the path that the rules name, `fonts/….ttf`.

    Problems: a family that neither *house* has nor a package that is installed, a face that it does
    not have, a file of the house that is no font, or may not be embedded.
    """
    own = _read_fonts(house, problems)
    rules, files = [], {}
    for family, faces in families.items():
        has_own = any(name == family for name, _ in own)
        folder = None if has_own else font_folder(family)
        if folder is None and not has_own:
            problems.error(
                place,
                f"the font `{family}` is not installed",
                f"put its files into {FOLDER}/, or run `pip install {_package(family)}`",
            )
            continue
        for face in faces:
            weight, _, slant = face.partition(" ")
            file = _find_file(folder, family, weight, slant) if folder else own.get((family, face))
            if file is None:
                packed = (f"{w}{s}" for s in ("", " italic") for w in WEIGHTS
                          if folder and _find_file(folder, family, w, s.strip()))  # fmt: skip
                has = (face for name, face in own if name == family) if has_own else packed
                problems.error(
                    place,
                    f"the font `{family}` has no face `{face}`",
                    f"name those that it has at `--font-…-faces`: {', '.join(has)}",
                )
                continue
            path = f"fonts/{file.name}"
            files[path] = file.read_bytes()
            rules.append(
                f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
                f'font-style: {slant or "normal"}; src: url("{path}") }}\n'
            )
    return "".join(rules), files


def chart_fonts(house: Path, family: str) -> Path | None:
    """Find the folder in which a chart finds *family*: that of the house, or of its package."""
    own = _read_fonts(house, Problems())
    return house / FOLDER if any(name == family for name, _ in own) else font_folder(family)


def _read_fonts(house: Path, problems: Problems) -> dict[tuple[str, str], Path]:
    """Find the fonts of *house*, by family and face, as in `("Inter", "700 italic")`."""
    folder = house / FOLDER
    files = sorted(folder.glob("*")) if folder.is_dir() else ()
    faces = {}
    for file in files:
        if file.suffix.lower() in (".ttf", ".otf") and file.name[0] != ".":
            place = Place(f"{FOLDER}/{file.name}")
            if face := _read_face(file, place, problems):
                faces[face] = file
    return faces


def _read_face(file: Path, place: Place, problems: Problems) -> tuple[str, str] | None:
    """What a font says that it is: its family and its face; None where it cannot be used."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(file, lazy=True) as font:
            family = font["name"].getBestFamilyName()
            weight, rights = font["OS/2"].usWeightClass, font["OS/2"].fsType
            is_slanted = bool(font["OS/2"].fsSelection & 1 or font["head"].macStyle & 2)
            is_variable = "fvar" in font
    except (OSError, TTLibError, KeyError, AssertionError):
        problems.error(place, "is no font that can be read", "copy it once more")
        return None
    if rights & 0x000F == _NOT_TO_BE_EMBEDDED:
        problems.error(
            place, "this font may not be embedded in a PDF", "ask its foundry for another licence"
        )
    elif is_variable:
        problems.error(
            place, "this is a variable font", "take its static faces: Regular, Bold, Italic, …"
        )
    elif family:
        return family, f"{weight}{' italic' if is_slanted else ''}"
    return None


def font_folder(family: str) -> Path | None:
    """Find the folder with the files of *family*; None where its package is not installed."""
    if not re.fullmatch(r"[A-Za-z0-9 ]+", family):
        return None
    spec = find_spec(_package(family))
    return Path(spec.origin).parent / "files" if spec and spec.origin else None


def find_face(folder: Path, family: str, weight: str) -> Path | None:
    """Find the upright face of *family* in *weight*, in a folder that `chart_fonts` has found; None
    where it has none.
    """
    packed = _find_file(folder, family, weight, "")
    return packed or _read_fonts(folder.parents[1], Problems()).get((family, weight))


def _package(family: str) -> str:
    return "font_" + family.lower().replace(" ", "_")


def _find_file(folder: Path, family: str, weight: str, slant: str) -> Path | None:
    """Find a face: Source writes its italics `LightIt`, most others `LightItalic`."""
    if weight not in WEIGHTS or slant not in ("", "italic"):
        return None
    name = WEIGHTS[weight]
    upright = {name, name.replace("bold", "Bold")}
    slanted = {
        f"{one if one != 'Regular' else ''}{it}" for one in upright for it in ("It", "Italic")
    }
    for suffix in sorted(slanted if slant else upright):
        file = folder / f"{family.replace(' ', '')}-{suffix}.ttf"
        if file.is_file():
            return file
    return None
