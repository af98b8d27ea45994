"""German for the tests of checks: the words by which they understand a text.

What a page prints of itself stays English there.
"""

import re
from pathlib import Path

from support.printed import HOUSE, own_file

_LOCALES = {"de": "de-DE"}


def add_languages(house: Path) -> None:
    """Teach *house* German."""
    english = (HOUSE / "templates/languages/en.toml").read_text("utf-8")
    head, _, _ = english.partition("[checks]")
    for tag, locale in _LOCALES.items():
        words = re.sub(r'^(locale|charts) = "en-GB"', rf'\1 = "{locale}"', head, flags=re.MULTILINE)
        checks = (Path(__file__).parent / f"words/{tag}.toml").read_text("utf-8")
        own_file(house, f"templates/languages/{tag}.toml").write_text(words + checks, "utf-8")
