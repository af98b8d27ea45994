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

from .problems import Place, Problems

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
            file = folder / f"{family.replace(' ', '')}-{_suffix(weight, slant)}.ttf"
            if weight not in WEIGHTS or slant not in ("", "italic") or not file.is_file():
                problems.error(
                    place,
                    f"the font `{family}` has no face `{face}`",
                    f"write a weight of {', '.join(WEIGHTS)}, and ` italic` behind it or not",
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
    found = find_spec(_package(family))
    return Path(found.origin).parent / "files" if found and found.origin else None


def _package(family: str) -> str:
    return "font_" + family.lower().replace(" ", "_")


def _suffix(weight: str, slant: str) -> str:
    name = WEIGHTS.get(weight, "")
    if not slant:
        return name
    return "It" if name == "Regular" else f"{name}It"
