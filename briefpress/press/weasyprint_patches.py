"""Change in WeasyPrint and pydyf what the table of patches says: model/patches.py, which says why.

With another version than the one there nothing is changed, and pages are printed all the same.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property, wraps
from pathlib import Path
from types import ModuleType
from typing import Any

from ..model.patches import is_known
from .columns.hooks import set_in_columns
from .end_spaces import justify_from_the_right, let_spaces_hang
from .even_lines import even_lines
from .footnote_area import keep_notes
from .last_lines import draw_last_letters_in
from .optimum_fit import break_paragraphs_as_a_whole
from .page_budget import keep_budget
from .page_foot import put_at_the_foot
from .painting import mend_painting
from .quick_layout import quicken_layout
from .rows import set_in_rows
from .side_column import keep_side_column_above_notes
from .square_lines import justify_between_letters
from .table_continued import repeat_captions
from .table_widths import fit_tables
from .whole_words import keep_words_whole


def load() -> Any:
    """Import WeasyPrint, in 0.2 s where a plain import takes 0.5 s; the PDF has the same bytes."""
    if "weasyprint" in sys.modules:
        return sys.modules["weasyprint"]
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with _quick_import():
            import weasyprint
    if is_known("weasyprint"):
        _mend_layout()
    if is_known("cffi"):
        _name_few_types()
    if is_known("pydyf"):
        _name_pages_once()
    weasyprint.LOGGER.setLevel(logging.INFO)
    weasyprint.LOGGER.propagate = False
    return weasyprint


@contextmanager
def _quick_import() -> Iterator[None]:
    import ctypes.util

    if sys.platform != "linux" or not is_known("weasyprint"):
        yield
        return
    find_library = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    stubs = {name: _Later(name) for name in _FONTTOOLS if name not in sys.modules}
    sys.modules.update(stubs)
    try:
        yield
    finally:
        ctypes.util.find_library = find_library
        for name in stubs:
            sys.modules.pop(name, None)


_FONTTOOLS = ("fontTools", "fontTools.ttLib", "fontTools.varLib", "fontTools.varLib.instancer")


class _Later(ModuleType):
    """A module whose names are imported when they are first called or read."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []  # so that what stands below it can be asked for

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Deferred(self.__name__, name)


class _Deferred:
    def __init__(self, module: str, name: str) -> None:
        self.__dict__.update(module=module, name=name)

    def _load(self) -> Any:
        from importlib import import_module

        try:
            return import_module(f"{self.module}.{self.name}")
        except ModuleNotFoundError:
            return getattr(import_module(self.module), self.name)

    def __call__(self, *args: Any, **values: Any) -> Any:
        return self._load()(*args, **values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._load(), name)


def _name_few_types() -> None:
    """Have cffi give its parser of C, with each type, the names in that type and no others."""
    from cffi.cparser import Parser

    parse = Parser._parse

    @wraps(parse)
    def parse_with_few_names(parser: Any, text: str) -> Any:
        declarations = parser._declarations
        names = set(re.findall(r"\w+", text))
        parser._declarations = {
            name: one
            for name, one in declarations.items()
            if name.removeprefix("typedef ") in names
        }
        try:
            return parse(parser, text)
        finally:
            parser._declarations = declarations

    Parser._parse = parse_with_few_names


def _name_pages_once() -> None:
    """Have a PDF keep the names of its pages, as long as it has no more of them."""
    from pydyf import PDF

    name_pages = PDF.page_references.fget

    @wraps(name_pages)
    def page_references(pdf: Any) -> Any:
        numbers = len(pdf.pages["Kids"])
        kept = vars(pdf).setdefault("pages_by_number", {})
        if numbers not in kept:
            kept[numbers] = name_pages(pdf)
        return kept[numbers]

    PDF.page_references = property(page_references)


def _mend_layout() -> None:
    from weasyprint import layout
    from weasyprint.layout import block, inline, page, preferred, table
    from weasyprint.text import line_break

    let_spaces_hang([line_break, inline, preferred])
    justify_from_the_right(inline, line_break.line_size)
    justify_between_letters(inline, line_break)
    keep_words_whole(inline)
    quicken_layout()
    keep_budget(layout)
    keep_notes(block)
    _set_tiles_apart()
    keep_side_column_above_notes(block, page)
    repeat_captions(block)
    fit_tables(block, preferred, table)
    set_in_columns(block)
    set_in_rows(block)
    put_at_the_foot(block, layout)
    even_lines(block)
    draw_last_letters_in(block)
    break_paragraphs_as_a_whole(block)
    mend_painting()


def _set_tiles_apart() -> None:
    """Put twice the room between the tiles of a pattern that has one: the gradient of a drawing."""
    from weasyprint.pdf.stream import Stream

    add_pattern = Stream.add_pattern

    @wraps(add_pattern)
    def add_tile(stream: Any, x: float, y: float, width: float, height: float, *rest: Any) -> Any:
        across, down, matrix = rest
        if (across, down) == (width, height):
            across, down = 2 * width, 2 * height
        return add_pattern(stream, x, y, width, height, across, down, matrix)

    Stream.add_pattern = add_tile


Tagged = tuple[Any, Any, Any]
"""A box of the layout, its element of the tag tree, and the element above."""


@dataclass
class WatchedTags:
    """The elements and marks that were seen while WeasyPrint built a tag tree."""

    tagged: list[Tagged] = field(default_factory=list)
    """Each element, children before parents."""
    marks: list[dict[Any, int]] = field(default_factory=list)
    """Page by page, the number of the marked content of each box that is drawn."""


@contextmanager
def watched_tags() -> Iterator[WatchedTags | None]:
    """Collect each element of the tag tree while WeasyPrint builds it.

    Gives None with a WeasyPrint that is not known.
    """
    if not is_known("weasyprint"):
        yield None
        return
    from weasyprint.pdf import tags

    build = tags._build_box_tree
    watched = WatchedTags()

    def build_and_record(box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
        page_number, drawn = rest[1], rest[-1]
        if page_number == len(watched.marks):  # the first call for a page
            watched.marks.append({one: mark["mcid"] for one, mark in drawn.items()})
        for element in build(box, parent, *rest):
            watched.tagged.append((getattr(box, "_box", box), element, parent))
            yield element

    tags._build_box_tree = build_and_record
    try:
        yield watched
    finally:
        tags._build_box_tree = build


def write_once(pdf: Any) -> None:
    """Have each object of *pdf*, a pydyf.PDF that is finished, turned into bytes once."""
    if is_known("pydyf"):
        for one in pdf.objects:
            one.__class__ = _written_once(one.__class__)


@cache
def _written_once(kind: Any) -> Any:
    """A kind of PDF object that keeps its bytes."""
    return type(kind.__name__, (kind,), {"data": cached_property(kind.data.fget)})
