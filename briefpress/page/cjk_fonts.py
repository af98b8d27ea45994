"""The face of a collection that belongs to a script → a small font with the letters of a page.

Noto CJK comes with Debian, as a file for each weight; each holds a face for Japan, for Korea, for
China, for Taiwan and for Hong Kong, which write one character differently. Each face has the
letters of all five, and the press takes those of the language that a text is tagged with, so the
face decides in a text that is in another language. It has 25 MB; what a page gets of it are its
own letters, so that the page stays closed and small.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_FACES = {"Japanese": 0, "Korean": 1, "Chinese": 2}
"""The place of each face in its file. Chinese letters are China's where nothing says otherwise."""


@lru_cache(maxsize=32)
def take_out(file: Path, script: str, letters: str, size: int, changed: int) -> bytes:
    """Take *letters* out of the collection *file*, as *script* writes them: a font, in 0.01 s.

    *size* in bytes and *changed* in nanoseconds are of the file, so that one that was replaced is
    read again.
    """
    import uharfbuzz as hb

    whole = hb.Face(hb.Blob.from_file_path(str(file)), _FACES[script])
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    # The press writes the numbers of glyphs, and PDF/A asks for those by which the font calls them.
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    return bytes(hb.subset(whole, wanted).blob.data)
