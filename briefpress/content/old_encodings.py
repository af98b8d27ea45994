"""Read a file of cells that is no UTF-8, where the language of its author shows what it is.

“CSV (comma delimited)” of a spreadsheet is in the encoding of Windows before UTF-8. Each byte is
some letter in it, so it is believed only where every letter is one that the language writes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ..model.brief import Language
from ..model.problems import Place, Problems
from .sources import is_utf8, read_text

_SIGNS = "«»‹›“”‘’‚„–—…·•°ºª§©®²³¹¼½¾±×÷µ€£¥¢%‰¿¡№、。，；：！？（）《》「」％"
"""Signs that stand beside letters in any language."""
_INSIDE = re.compile(r"(?<=[^\W\d_])(?:[^\w\s’·.,;:/&@+\x00-\x7f–-](?=[^\W\d_])|[–—](?=[a-z]))")
"""A sign within a word, which was a letter in another encoding: `Altav¡a`, `Espa–a`."""
_LOST_LETTER = re.compile(r"(?<=[^\W\d_])[\u00a0¡¢£¤¥‚„](?![\d.,])")
"""The same at its end, as DOS wrote its letters: `Bogot\u00a0`."""
_ROW = 3
"""Letters with accents in a row that no Latin word has: `Èâàíîâ`."""


def read_old(data: bytes, languages: Iterable[Language]) -> tuple[str, str, str] | None:
    """Read *data*, which is no UTF-8, as a spreadsheet in one of *languages* saves its cells.

    Returns the text, the encoding, and a word to check it by; None where no language has all of its
    letters, or where it may be in either of two encodings.
    """
    encodings = {}
    for language in languages:
        if language.code_page and language.letters and language.code_page not in encodings:
            try:
                text = data.decode(language.code_page)
            except UnicodeDecodeError:
                continue
            if _is_believable(text, language.letters):
                encodings[language.code_page] = text
    if len(encodings) != 1:
        return None
    code_page, text = encodings.popitem()
    words = [word for word in re.findall(r"[^\s,;|\"]+", text) if not word.isascii()]
    spoken = (word for word in words if re.search(r"[^\W\d_\x00-\x7f]", word))
    return text, f"Windows-{code_page[2:]}", next(spoken, words[0] if words else "")


def _is_believable(text: str, letters: str) -> bool:
    """Whether *text* has no letters but a to z and *letters*, and no sign where a letter is due."""
    high = "".join(one.upper() for one in letters if len(one.upper()) == 1)
    own = f"[{letters}{high}]"
    others = re.sub(rf"{own}|[\t\n\r -~\u00a0]", "", text)
    if others.strip(f"{_SIGNS}\u3000") or _INSIDE.search(text) or _LOST_LETTER.search(text):
        return False
    if high != letters and re.search(rf"(?=[^\x00-\x7f])[{letters}](?![{letters}])[{high}]", text):
        return False
    if "LATIN" in unicodedata.name(letters[0]):
        return not re.search(rf"{own}{{{_ROW}}}", text)
    return not re.search(rf"[A-Za-z]{own}{{1,2}}[A-Za-z]", text)


def read_cells(
    data: bytes, name: str, languages: Iterable[Language], problems: Problems
) -> str | None:
    """The text of *data*, the CSV file *name*; None where it cannot be read.

    Problems: those of any text; a warning where it is no UTF-8 and is read all the same.
    """
    if not is_utf8(data):
        old = read_old(data, languages)
        if old is None:
            read_text(data, name, problems)
            return None
        text, encoding, word = old
        problems.warning(
            Place(name),
            f"this is not UTF-8: it was read as {encoding}, `{word}`",
            "look at its letters, or save it as “CSV UTF-8”",
        )
        data = text.encode()
    return read_text(data, name, problems)
