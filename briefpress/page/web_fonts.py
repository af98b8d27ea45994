"""Give a page of the web the letters of the house's fonts that it has, and no others.

A whole face has 300 KB; the letters of a brief take 10 KB of it. The letters of other scripts stay
those of the reader's device: each has some, and those of a Chinese page would take 2 MB.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from io import BytesIO

from ..model.brief import Theme

FACES = {"text": ("400", "400 italic", "700"), "display": ("300", "400", "400 italic", "600")}
"""The faces that styles/web.css sets in each role; a face more would take 9 KB."""
_RULE = re.compile(
    r'@font-face \{ font-family: "(?P<family>[^"]*)"; font-weight: (?P<weight>\d+); '
    r'font-style: (?P<style>\w+); src: url\("(?P<path>[^"]*)"\) \}'
)
_FEATURES = ("ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "onum", "pnum", "tnum")
"""Features of OpenType that join letters, set accents, old-style and table figures."""


_SPECIAL = {
    "italic": re.compile(r"<(i|em|cite|dfn)\b.*?</\1>", re.DOTALL),
    "300": re.compile(r"<(b|blockquote)\b.*?</\1>", re.DOTALL),
    "700": re.compile(r"<(h1|b|strong)\b.*?</\1>", re.DOTALL),
}
"""Faces of a few words of a page, and so of few letters: italics, light and bold."""

_IN_CAPITALS = re.compile(r'<(h2|b)\b.*?</\1>|<p class="risk".*?</p>', re.DOTALL)
"""Blocks that styles/web.css and styles/epub.css set in capitals, and a few others:
the fonts need the capitals of its letters as well."""


def embed_fonts(theme: Theme, text: str) -> str:
    """Write the `@font-face` rules of the page *text*, with the fonts in them."""
    import base64

    return "".join(
        rule.replace(
            f'url("{path}")',
            f'url("data:font/woff2;base64,{base64.b64encode(font).decode()}"); font-display: swap',
        )
        for path, (rule, font) in cut_fonts(theme, text).items()
    )


def cut_fonts(theme: Theme, text: str) -> dict[str, tuple[str, bytes]]:
    """Cut the house's fonts to the letters of the page *text*: by the path of each, its rule and
    the font as WOFF2.
    """
    letters = {
        "": "".join(sorted({*_letters(text), *_capitals(text)})),
        **{
            name: _letters(" ".join(one[0] for one in within.finditer(text)))
            for name, within in _SPECIAL.items()
        },
    }
    wanted = {
        (theme.tokens.get(f"font-{role}", "").strip("\"'"), *f"{face} normal".split()[:2])
        for role, faces in FACES.items()
        for face in faces
    }
    wanted |= {
        (theme.tokens[role].strip("\"'"), theme.tokens.get(weight, "700"), "normal")
        for role, weight in (("font-title", "title-weight"), ("font-headings", "heading-weight"))
        if role in theme.tokens and "var(" not in theme.tokens[role]
    }
    cut = {}
    for rule in _RULE.finditer(theme.font_faces):
        if (rule["family"], rule["weight"], rule["style"]) in wanted:
            shown = letters.get(rule["style"]) or letters.get(rule["weight"]) or letters[""]
            cut[rule["path"]] = rule[0], _take_out(theme.fonts[rule["path"]], shown)
    return cut


def _capitals(html: str) -> str:
    """The capitals of what is set in them, each once, in any language: Turkish has a second I."""
    letters = _letters(" ".join(one[0] for one in _IN_CAPITALS.finditer(html)))
    return letters.upper() + (
        "İ" if "i" in letters and re.search(r'\blang="(tr|az)\b', html) else ""
    )


def _letters(html: str) -> str:
    """The letters of *html*, each once."""
    words = unescape(re.sub(r"<style.*?</style>|<[^>]*>", "", html, flags=re.DOTALL))
    return "".join(sorted({" ", *words}))


# The languages of a brief are made one after another, and several of them have the same letters.
@lru_cache(maxsize=32)
def _take_out(font: bytes, letters: str) -> bytes:
    """Take *letters* out of *font*: a font as WOFF2."""
    import uharfbuzz as hb
    from fontTools.ttLib import TTFont

    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    wanted.flags = hb.SubsetFlags.NO_HINTING
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(_number(tag) for tag in _FEATURES)
    wanted.drop_table_tag_set.add(_number("DSIG"))
    cut = BytesIO(bytes(hb.subset(hb.Face(hb.Blob(font)), wanted).blob.data))
    small = TTFont(cut, lazy=True, recalcTimestamp=False)  # else it holds the second of its making
    small.flavor = "woff2"
    written = BytesIO()
    small.save(written, reorderTables=None)
    return written.getvalue()


def _number(tag: str) -> int:
    """Give the number by which HarfBuzz knows a table or a feature of OpenType."""
    return int.from_bytes(tag.encode(), "big")
