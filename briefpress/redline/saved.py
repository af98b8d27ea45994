"""A page, an EPUB or a mail that somebody saved, and the words of the edition → where they differ.

    bytes ─► its texts ─► blocks of words ─┐
    the edition's own page ─► its blocks ──┴─► the first word that is another one

Markup is no matter: a browser writes it anew when it saves a page, and so does a reading system.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

from .likeness import ALIKE, bag_of, likeness, opcodes

LEAVES = {
    *("p", "li", "h1", "h2", "h3", "h4", "td", "th", "dt", "dd", "figcaption", "caption"),
    *("pre", "blockquote", "summary", "text", "div", "section", "header", "footer", "aside"),
}
"""Elements that hold words; those of an element that is none belong to the one around it."""
BYTES = 64 * 1024**2
"""The most that is read of the texts of an EPUB."""
PARTS = "EPUB/texts/"
"""The folder of an EPUB of ours in which its texts lie."""
_NOT_SAID = (
    "//head | //script | //style | //nav[@class = 'standing'] | //*[@class = 'back']"
    " | //p[@class = 'attached']"
)
"""Elements that say nothing of the edition: the way around a page, which each place has its own."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\u2066-\u2069\ufeff]")


SavedKind = Literal["page", "epub", "mail"]


@dataclass(frozen=True)
class SavedText:
    """The words of a saved page, block by block."""

    raw: bytes
    """All of its texts as they came, in which its code is looked for."""
    blocks: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    """The lines of a mail in plain text, without what is said above it."""
    kind: SavedKind = "page"
    parts: int = 1
    """How many briefs it holds."""
    fault: str = ""
    """Why it cannot be read."""


@dataclass(frozen=True)
class OtherWords:
    """The first place in which a saved page says something else."""

    here: str
    """The words that stand in it; empty where it lacks some."""
    there: str
    """The words of the edition; empty where it has none."""
    around: str
    """The block in which they stand, cut where it is long."""


def is_saved_text(data: bytes) -> bool:
    """Whether *data* is a page of the web, an EPUB or a mail."""
    if _is_epub(data) or _is_mail(data):
        return True
    is_page = re.search(rb"<html\b", data[:4096], re.IGNORECASE)
    return is_page is not None and b"%PDF-" not in data[:1024]


def _is_epub(data: bytes) -> bool:
    return data.startswith(b"PK") and b"application/epub+zip" in data[:100]


def _is_mail(data: bytes) -> bool:
    head = data[:65536].partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
    names = {name.lower() for name in re.findall(rb"^([\w-]+):", head, re.MULTILINE)}
    return {b"message-id", b"content-type", b"from"} <= names


def read_saved(data: bytes) -> SavedText:
    """Read what *data* says, for a worker: anybody may have made it."""
    if _is_mail(data):
        return _read_mail(data)
    if not _is_epub(data):
        return SavedText(data, tuple(_read_blocks(data)))
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(data)) as archive:
            names = [one.filename for one in archive.infolist()]
            texts = [name for name in names if name.startswith(PARTS)]
            read = [name for name in names if name.endswith((".xhtml", ".opf"))]
            if sum(archive.getinfo(name).file_size for name in read) > BYTES:
                return SavedText(b"", fault=f"its texts have more than {BYTES // 1024**2} MB")
            files = {name: archive.read(name) for name in read}
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return SavedText(b"", fault="it is damaged: it may have been cut off on its way")
    blocks = [block for name in texts for block in _read_blocks(files.get(name, b""))]
    return SavedText(b"\n".join(files.values()), tuple(blocks), (), "epub", len(texts))


def _read_mail(data: bytes) -> SavedText:
    """Read the HTML of a mail."""
    from email import message_from_bytes, policy

    try:
        message = message_from_bytes(data, policy=policy.default)
        bodies = (message.get_body((kind,)) for kind in ("html", "plain"))
        text, plain = (one.get_content() if one else "" for one in bodies)
    except (LookupError, ValueError):  # a kind or a set of characters that is none
        text, plain = "", ""
    if not isinstance(text, str) or not text:
        return SavedText(b"", fault="it is a mail without a text in HTML; check what is attached")
    blocks = tuple(_read_blocks(text.encode()))
    return SavedText(text.encode(), blocks, read_lines(str(plain))[1:], "mail")


def read_lines(text: str) -> tuple[str, ...]:
    """Read the lines of a text in which something stands."""
    lines = (" ".join(_UNSEEN.sub("", line).split()) for line in text.splitlines())
    return tuple(filter(None, lines))


def read_page(text: str) -> tuple[str, ...]:
    """Read what a page or a chapter of ours says, block by block."""
    return tuple(_read_blocks(text.encode()))


def _read_blocks(data: bytes) -> Iterator[str]:
    """Give the words of each block of the page *data*, in their order."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):  # it is empty
        return
    for one in tree.xpath(_NOT_SAID):
        if one.getparent() is not None:
            one.drop_tree()
    words: dict[Any, list[str]] = {}
    for one in tree.iter(etree.Element):
        words.setdefault(_holder(one), []).append(one.text or "")
        if (parent := one.getparent()) is not None:
            words.setdefault(_holder(parent), []).append(one.tail or "")
        if told := one.get("alt") or one.get("aria-label"):
            words[one, "told"] = [told]
    for pieces in words.values():
        if block := " ".join(_UNSEEN.sub("", "".join(pieces)).split()):
            yield block


def _holder(one: Any) -> Any:
    """The block that the words of *one* belong to."""
    while one.tag not in LEAVES and one.getparent() is not None:
        one = one.getparent()
    return one


def find_difference(here: Sequence[str], there: Sequence[str]) -> OtherWords | None:
    """Find the first word that is another one *here* than *there*; None where all are the same,
    whatever their blocks' order.
    """
    missing = [*(Counter(there) - Counter(here)).elements()]
    left = Counter(here) - Counter(there)
    extra = [block for block in dict.fromkeys(here) if left[block]]
    if not extra:
        return OtherWords("", _cut(missing[0]), "") if missing else None
    block = extra[0]
    bag = bag_of(block.split())
    nearest = max(missing, key=lambda one: likeness(bag, bag_of(one.split())), default="")
    if not nearest or likeness(bag, bag_of(nearest.split())) < ALIKE:
        return OtherWords(_cut(block), "", "")
    now, then = block.split(), nearest.split()
    for step, a, b, c, d in opcodes(then, now):
        if step != "equal":
            return OtherWords(" ".join(now[c:d]), " ".join(then[a:b]), _cut(block, c))
    return OtherWords(_cut(block), "", "")  # a space alone is another one


def _cut(block: str, at: int = 0) -> str:
    """Cut *block* to a dozen words around the one at *at*."""
    words = block.split()
    start = max(0, at - 5)
    cut = " ".join(words[start : start + 12])
    return f"{'… ' * (start > 0)}{cut}{' …' * (start + 12 < len(words))}"
