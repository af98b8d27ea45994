"""Turn installed font packages into `@font-face` rules.

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


def find_faces(
    families: Mapping[str, Iterable[str]], place: Place, problems: Problems
) -> tuple[str, dict[str, bytes]]:
    """Find the files of *families*: `{"Source Serif Pro": ["400", "400 italic", "700"]}`.

    Returns the `@font-face` rules and the files by the path that the rules name, `fonts/….ttf`.

    Problems: a family whose package is not installed, a face that it does not have.
    """
    rules, files = [], {}
    for family, faces in families.items():
        folder = font_folder(family)
        if folder is None:
            problems.error(
                place,
                f"the font `{family}` is not installed",
                f"run `pip install {_package(family)}` and add it to pyproject.toml",
            )
            continue
        for face in faces:
            weight, _, slant = face.partition(" ")
            file = _find_file(folder, family, weight, slant)
            if file is None:
                has = (f"{w}{s}" for s in ("", " italic") for w in WEIGHTS
                       if _find_file(folder, family, w, s.strip()))  # fmt: skip
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


def font_folder(family: str) -> Path | None:
    """Find the folder with the files of *family*; None where its package is not installed."""
    if not re.fullmatch(r"[A-Za-z0-9 ]+", family):
        return None
    spec = find_spec(_package(family))
    return Path(spec.origin).parent / "files" if spec and spec.origin else None


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
