"""Turn the fonts of the house and installed font packages into `@font-face` rules.

A font of the house is a file in styles/fonts/: it says itself of which family, weight and slant it
is, whatever its file is called.

Fonts come as packages, `font-source-serif-pro` and the like, which all lay their files out alike:
the family Source Serif Pro is in the package font_source_serif_pro, its faces in files/ as
SourceSerifPro-Regular.ttf; so are those of the packages `fontpkg-…`. The fonts of the system are
never asked, so every machine prints alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from ..model.problems import Place, Problems

WEIGHTS = {
    "100": "Thin", "200": "ExtraLight", "300": "Light", "400": "Regular", "500": "Medium",
    "600": "Semibold", "700": "Bold", "800": "ExtraBold", "900": "Black",
}  # fmt: skip
"""Weights of CSS, and what the files call them."""
FOLDER = "styles/fonts"
"""Where a house lays fonts of its own."""
_NOT_TO_BE_EMBEDDED = 0x0002
"""The bit of `fsType` in the table OS/2 of a font, as OpenType defines it."""
_PACKAGES = ("font", "fontpkg")
"""How the names of packages with fonts begin."""


def find_faces(
    families: Mapping[str, Iterable[str]],
    house: Path,
    places: Mapping[str, Place],
    problems: Problems,
    branded: Mapping[str, Sequence[Path]] | None = None,
) -> tuple[str, dict[str, bytes]]:
    """Find the files of *families*: `{"Source Serif Pro": ["400", "400 italic", "700"]}`.

    Returns the `@font-face` rules and the files by the path that the rules name, `fonts/….ttf`.
    *places*: where each family is named. *branded*: the families of a brand file, which names no
    faces, with the files that it names; of one of these those of its faces are taken that there
    are.

    Problems: a family that neither *house* has nor a package that is installed, a face that it does
    not have, a file of the house that is no font, or may not be embedded.
    """
    branded = branded or {}
    own = _read_fonts(house, problems, tuple(one for files in branded.values() for one in files))
    rules, files = [], {}
    for family, faces in families.items():
        place = places.get(family, Place("styles/tokens.css"))
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
            if file is None and family in branded:
                continue
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


def chart_fonts(house: Path, family: str, named: Sequence[Path] = ()) -> Path | None:
    """Find the folder in which a chart finds *family*: that of the house, or of its package.

    *named*: the font files of a brand file.
    """
    own = _read_fonts(house, Problems(), named)
    return next((file.parent for (name, _), file in own.items() if name == family), None) or (
        font_folder(family)
    )


def _read_fonts(
    house: Path, problems: Problems, named: Sequence[Path] = ()
) -> dict[tuple[str, str], Path]:
    """Find the fonts of *house*, by family and face, as in `("Inter", "700 italic")`.

    *named*: those that a brand file names.
    """
    faces: dict[tuple[str, str], Path] = {}
    for file in (*named, *_font_files(house / FOLDER)):
        name = file.relative_to(house).as_posix() if file.is_relative_to(house) else file.name
        if face := _read_face(file, Place(name), problems):
            faces.setdefault(face, file)
    return faces


def _font_files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*")) if folder.is_dir() else []
    return [one for one in files if one.suffix.lower() in (".ttf", ".otf") and one.name[0] != "."]


def _read_face(file: Path, place: Place, problems: Problems) -> tuple[str, str] | None:
    """Read the family and the face that a font names; None where it cannot be used."""
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
    for kind in _PACKAGES:
        spec = find_spec(_package(family, kind))
        if spec and spec.origin:
            return Path(spec.origin).parent / "files"
    return None


def find_face(folder: Path, family: str, weight: str) -> Path | None:
    """Find the upright face of *family* in *weight*, in a folder that `chart_fonts` has found; None
    where it has none.
    """
    if packed := _find_file(folder, family, weight, ""):
        return packed
    faces = {_read_face(one, Place(one.name), Problems()): one for one in _font_files(folder)}
    return faces.get((family, weight))


def _package(family: str, kind: str = "font") -> str:
    return f"{kind}_" + family.lower().replace(" ", "_")


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
