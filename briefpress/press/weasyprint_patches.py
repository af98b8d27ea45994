"""What we know of WeasyPrint from inside, each with its reason: import, notes.

Everything here is tied to one version, the one that pyproject.toml pins; with another one it stands
aside, and pages are printed all the same, slower, and with a note now and then on the next page.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

VERSION = "70.0"


def load() -> Any:
    """Import WeasyPrint, in 0.2 s where a plain import takes 0.5 s.

    Two things that it does while it is imported are left out; the PDF is the same to the byte
    (tests/test_engine.py). Both are tied to the version that they were measured with.

    - `ctypes.util.find_library` starts up to 55 processes (gcc, ld, ldconfig) for names that the
      loader does not have, before WeasyPrint tries the name that it has: 0.2 s.
    - fontTools is imported for variable fonts, WOFF and subsetting without libharfbuzz-subset:
      0.08 s. It is imported when one of these turns up.
    """
    if "weasyprint" in sys.modules:
        return sys.modules["weasyprint"]
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with _quick_import():
            import weasyprint
    if weasyprint.__version__ == VERSION:
        _keep_notes()
    weasyprint.LOGGER.setLevel(logging.INFO)
    weasyprint.LOGGER.propagate = False
    return weasyprint


@contextmanager
def _quick_import() -> Iterator[None]:
    import ctypes.util

    if sys.platform != "linux" or not _is_known_version():
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


def _is_known_version() -> bool:
    """Whether WeasyPrint is the one we know, told without importing it or 9 ms of metadata."""
    spec = find_spec("weasyprint")
    if spec is None or spec.origin is None:
        return False
    return (Path(spec.origin).parents[1] / f"weasyprint-{VERSION}.dist-info").is_dir()


_FONTTOOLS = ("fontTools", "fontTools.ttLib", "fontTools.varLib", "fontTools.varLib.instancer")


class _Later(ModuleType):
    """A module that gives promises: each name is imported when it is first called or asked."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []  # so that what stands below it can be asked for

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Promise(self.__name__, name)


class _Promise:
    def __init__(self, module: str, name: str) -> None:
        self.__dict__.update(module=module, name=name)

    def _keep(self) -> Any:
        from importlib import import_module

        try:
            return import_module(f"{self.module}.{self.name}")
        except ModuleNotFoundError:
            return getattr(import_module(self.module), self.name)

    def __call__(self, *args: Any, **values: Any) -> Any:
        return self._keep()(*args, **values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._keep(), name)


def _keep_notes() -> None:
    """Keep each note on the page that calls it, whatever stands below.

    Where the second line of a paragraph does not fit, WeasyPrint makes room for it by moving notes
    of this page to the next one; `footnote-policy: line` is not asked. Here that paragraph moves
    instead, as it would have if there were no notes.
    """
    from weasyprint.layout import block

    set_lines = block._linebox_layout

    def set_lines_below_notes(context: Any, box: Any, *rest: Any) -> Any:
        page_is_empty = rest[3]
        before = [*context.current_page_footnotes]
        abort, stop, resume_at, position_y, notes, lines = set_lines(context, box, *rest)
        moved = [note for note in context.reported_footnotes if note in before or note in notes]
        if moved and not page_is_empty:
            for note in moved:
                context.reported_footnotes.remove(note)
            kept = [note for note in notes if note not in before]
            context.current_page_footnotes = before + kept
            context._update_footnote_area()
            return True, False, None, position_y, notes, lines
        return abort, stop, resume_at, position_y, notes, lines

    block._linebox_layout = set_lines_below_notes
