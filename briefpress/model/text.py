"""The nouns of text: what a word, a date, a citation of an author is until a page prints it.

A text is turned into HTML long before the page knows what `{{ facts.returned }}` prints or which
number a note will have. In its place stands a mark: a number between two characters of Unicode's
private use area, which no author's text can hold.
"""

from __future__ import annotations

import datetime
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from typing import Any, NamedTuple
from unicodedata import bidirectional, combining, normalize

from .problems import NOWHERE, Place

MARK = re.compile("\ue000([0-9]+)\ue001")
TAG = re.compile(r"(<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)")
"""A tag of HTML, whose attributes may hold `>`; a text split by it has each at an odd place."""

_HIDDEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u2028\u2029\ufeff\ufff9-\uffff"  # separators and marks of other formats
    "\u202a-\u202e\u2066-\u2069"  # direction overrides: "5 500" can be shown as "005 5"
    "\ue000-\uf8ff\U000f0000-\U0010ffff]"  # private use: no font of the house knows them
)
_HIDDEN_OR_NUMBER = re.compile(f"{_HIDDEN}|&#(?:[0-9]+|[xX][0-9a-fA-F]+);?")


def as_text(data: bytes) -> str:
    """Decode UTF-8, with or without a byte order mark, or UTF-16, as Excel saves “Unicode text”;
    line ends become `\\n`, and letters that a PDF has as one sign, `ﬁ`, stand apart.

    Raises `UnicodeDecodeError`.
    """
    if len(data) > 2 and data.startswith((BOM_UTF16_BE, BOM_UTF16_LE)):
        text = data.decode("utf-16")
    elif encoding := _utf16_without_mark(data):
        text = data.decode(encoding)
    else:
        text = data.removeprefix(BOM_UTF8).decode()
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_LIGATURES)


_LIGATURES = {0xFB00 + n: one for n, one in enumerate(("ff", "fi", "fl", "ffi", "ffl", "ſt", "st"))}
"""Nobody who looks for `finance` finds `ﬁnance`."""
_WORD = 8
"""Bytes by which UTF-16 without its mark is told: fewer may be a slip."""


def _utf16_without_mark(data: bytes) -> str:
    """Tell UTF-16 without its mark by the noughts beside Latin letters, spaces and line ends."""
    first = data[:400]
    if len(data) % 2 or len(data) < _WORD:
        return ""
    high, low = first[0::2].count(0), first[1::2].count(0)
    if low > len(first) // 8 and not high:
        return "utf-16-le"
    return "utf-16-be" if high > len(first) // 8 and not low else ""


_BEHIND = "€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ¡¢£¤¥§¨©ª¬®¯°±²³´µ¶·¸¹º¼½¾¿"
"""Characters of Windows-1252 that stand for the second byte of a letter in UTF-8, without those
that may follow a capital in a text: quotation marks, dashes, spaces."""
_ANY_BEHIND = rf"[{_BEHIND}‘’“”…–—«»\u00a0\u0081\u008d\u008f\u0090\u009d\u00ad]"
_GARBLED = {
    lead: re.compile(lead + rest)
    for lead, rest in {
        "Ã": f"[{_BEHIND}]",
        "Â": f"[{_BEHIND}]",
        "â€": "[™œ“”˜¦¢\u009d]",
        "â‚": "¬",
        **dict.fromkeys("ÐÑ", rf"{_ANY_BEHIND}(?:[ÐÑ]{_ANY_BEHIND}){{2}}"),
        **dict.fromkeys("ØÙ", rf"{_ANY_BEHIND}(?:[ØÙ]{_ANY_BEHIND}){{2}}"),
    }.items()
}
"""By how they begin, for which a text is searched in no time."""


def find_garbled(text: str) -> tuple[int, str, str] | None:
    """Find letters of *text* that were UTF-8 and were read as Windows-1252 once, `Ã©`: where they
    stand, and what they were.
    """
    for lead, pattern in () if text.isascii() else _GARBLED.items():
        for match in pattern.finditer(text) if lead in text else ():
            single = (_BYTES.get(letter) or letter.encode("cp1252") for letter in match[0])
            meant = b"".join(single).decode("utf-8", "ignore")
            if meant:
                return match.start(), match[0], meant
    return None


_BYTES = {chr(byte): bytes([byte]) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""Bytes that Windows-1252 leaves free."""
_TEXTS = (".csv", ".geojson", ".json", ".md", ".svg", ".topojson", ".tsv", ".txt", ".yaml")


def one_line_end(name: str, data: bytes) -> bytes:
    """Give the bytes of the file *name* with `\\n` for line ends of Windows, where it is a text.

    UTF-16 stays as it is, for there the two bytes are no line end.
    """
    if not name.endswith(_TEXTS) or data.startswith((BOM_UTF16_BE, BOM_UTF16_LE)):
        return data
    return data.replace(b"\r\n", b"\n")


def without_idle_blanks(name: str, data: bytes) -> bytes:
    """Give the bytes of the file *name* without line ends of Windows, and, where it is prose or
    YAML, without blanks at line ends and more than one empty line.

    It tells whether two texts differ, beside the page that was made of them: where blanks mean
    something, as two of them that end a line of prose, the page shows it.
    """
    data = one_line_end(name, data)
    if not name.endswith((".md", ".yaml")):
        return data
    text = b"\n".join(line.rstrip(b" \t") for line in data.split(b"\n"))
    return re.sub(rb"\n{3,}", b"\n\n", text).rstrip(b"\n") + b"\n"


def find_hidden(text: str) -> Iterator[tuple[int, str]]:
    """Find what no text may hold, as it stands or written as `&#x202E;`: where, and which."""
    for match in _HIDDEN_OR_NUMBER.finditer(text):
        character = unescape(match[0]) or "\ufffd"
        if re.match(_HIDDEN, character):
            yield match.start(), character


def without_hidden(text: str) -> str:
    """Take out of *text* what no text may hold."""
    for start, character in reversed([*find_hidden(text)]):
        match = _HIDDEN_OR_NUMBER.match(text, start)
        text = text[:start] + text[match.end() if match else start + len(character) :]
    return text


_NO_FILE_NAME = re.compile(
    r"[\x00-\x1f/\\:*?\"<>|\ud800-\udfff]|^[.~ ]|[. ]$"
    r"|^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)",
    re.IGNORECASE,
)


def is_file_name(name: str) -> bool:
    """Whether any system can write a file of this name, into the folder that it is meant for."""
    if not name or _NO_FILE_NAME.search(name) or next(find_hidden(name), None):
        return False
    return len(name.encode()) <= 200  # of 255, so that a name can be made longer while writing


def fold_words(text: str) -> str:
    """Give a head without accents, capitals and what surrounds it: `Nombre d’exemplaires :`."""
    plain = normalize("NFKD", text.replace("’", "'").replace("ß", "ss")).casefold()
    return "".join(one for one in plain if not combining(one)).strip(" \t:*.#\u00a0")


def fold_name(name: str) -> str:
    """Give the one form of all file names that some system takes for the same."""
    return normalize("NFC", normalize("NFC", name).casefold())


AS_IT_IS = "as it is"
"""Kind of a locator that is printed as it was written: `preamble`."""


class Cited(NamedTuple):
    """One source of a citation: `@coi-2014, paras. 74–76`."""

    key: str
    label: str | None = None
    """Kind of locator, in CSL's terms: page, paragraph, chapter, …; of a language's own; or
    `AS_IT_IS`. None as well where nobody knows which part it names."""
    locator: str | None = None
    prefix: str = ""
    suffix: str = ""
    """The words behind the part, with their comma or brackets: `, emphasis added`."""


class CitedTogether(NamedTuple):
    """The sources that are cited at one place of a page."""

    items: tuple[Cited, ...]
    may_move: bool = False
    """Whether it stands in a block that may go over to the next page while the text goes on."""


@dataclass(frozen=True)
class Value:
    """`{{ facts.returned }}`: the place for a value, by its path."""

    path: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Block:
    """`{{ timeline }}`, `{{ figures.returns }}`: the place for a block, on a line of its own."""

    kind: str
    name: str | None
    place: Place
    is_inside: bool = False
    """Whether it stands inside a sentence, where it cannot be printed."""


@dataclass(frozen=True)
class Reference:
    """`{{ figures.map.ref }}`: the place for how a text names a block or a section: `figure 3`."""

    kind: str
    """The field of a block; `sections` or `annexes`."""
    name: str
    place: Place
    is_page: bool = False
    """`{{ figures.map.page }}`: the page on which it stands."""

    @property
    def path(self) -> str:
        """How prose calls what it leads to: `figures.map`."""
        return f"{self.kind}.{self.name}"


@dataclass(frozen=True)
class Citation:
    """`[@coi-2014, paras. 74–76; @hrw-2024]`."""

    items: tuple[Cited, ...]
    place: Place
    only_if_new: bool = False
    """Under a figure, which names its source itself: a note only for what no note has told yet."""
    without_note: str = ""
    """HTML that stands there where it gets no note: `, p. 5`."""


@dataclass(frozen=True)
class Missing:
    """A place in a draft where an error has left nothing to print; it shows the name, `facts.x`.

    The error is told; no edition has one of these.
    """

    text: str
    """The name that its author gave it."""
    place: Place


Mark = Value | Block | Reference | Citation | Missing


def write_mark(number: int) -> str:
    """Write the mark that has this *number* among those of its brief."""
    return f"\ue000{number}\ue001"


@dataclass(frozen=True)
class Fragment:
    """Set prose: clean HTML in which marks stand for what the page fills in."""

    html: str
    source: str = ""
    """The Markdown that it was set from."""
    place: Place = NOWHERE

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: Any) -> Any:
        from pydantic_core import core_schema  # the contract makes one of a text

        return core_schema.is_instance_schema(cls)

    def __bool__(self) -> bool:
        return bool(self.html)


def plain(html: str) -> str:
    """Text of *html* without elements, notes and marks: for metadata and the running head."""
    text = re.sub(r"<brief-note>.*?</brief-note>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", MARK.sub("", text))).split())


class Year(Decimal):
    """A number that is a year: no sign stands between its thousands."""


@dataclass(frozen=True)
class Quantity:
    """A number and what it is counted in, which is printed behind it: `%`, `km`."""

    number: Decimal
    unit: str


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date as exact as its source: `2024`, `2024-05` or `2024-05-08`."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: Any) -> Any:
        from pydantic_core import core_schema  # the contract makes one of a text

        return core_schema.is_instance_schema(cls)

    @property
    def parts(self) -> list[int]:
        """Year, month, day, as far as they are known (CSL's date-parts)."""
        return [part for part in (self.year, self.month, self.day) if part is not None]

    @property
    def first(self) -> datetime.date:
        """Its first day."""
        return datetime.date(*self.parts, *(1, 1)[len(self.parts) - 1 :])

    @property
    def last(self) -> datetime.date:
        """Its last day."""
        after = (self.year + 1, 1) if self.month in (None, 12) else (self.year, self.month + 1)
        if self.day is not None:
            return self.first
        return datetime.date(*after, 1) - datetime.timedelta(days=1)

    @property
    def beginning(self) -> PartialDate:
        """The same without the end of a range, a season, `c.`: as machines read a date."""
        return PartialDate(self.year, self.month, self.day)

    def __str__(self) -> str:
        return "-".join(f"{part:02}" for part in self.parts)


SEASONS = ("spring", "summer", "autumn", "winter")
_SEASON_WORDS = (
    r"spring|primavera|printemps|весн(?:а|ой|ы)|الربيع|ربيع|春[季天]?|봄",
    r"summer|verano|verão|été|лет(?:о|ом)|الصيف|صيف|夏[季天]?|여름",
    r"autumn|fall|otoño|outono|automne|осен(?:ь|ью|и)|الخريف|خريف|秋[季天]?|가을",
    r"winter|invierno|inverno|hiver|зим(?:а|ой|ы)|الشتاء|شتاء|冬[季天]?|겨울",
)


def find_season(text: str) -> tuple[str, str] | None:
    """Find the season before or behind the year that is all else in *text*, in any language of the
    house: `spring` and `2019` of `primavera de 2019`; None where there is none.
    """
    for season, words in zip(SEASONS, _SEASON_WORDS, strict=True):
        before = rf"(?:{words})\s+(?:(?:of|de|del)\s+|de l['’]année\s+)?(\d{{4}}.*)"
        match = re.fullmatch(rf"{before}|(\d{{4}})\s?[年년]?\s?(?:{words})", text, re.IGNORECASE)
        if match:
            return season, match[1] or match[2]
    return None


@dataclass(frozen=True)
class SourceDate(PartialDate):
    """When a source appeared, or something happened: `2019/2021`, `spring 2019`, `c. 2019`."""

    last_of: PartialDate | None = None
    """Where it is a range, its end."""
    season: str | None = None
    """One of `SEASONS`."""
    is_about: bool = False

    def __str__(self) -> str:
        first = f"{self.season} {self.year}" if self.season else super().__str__()
        until = f"/{self.last_of}" if self.last_of else ""
        return f"{'c. ' * self.is_about}{first}{until}"


NO_DAY = datetime.date(1111, 11, 11)
"""Stands in a draft for a day that is missing or cannot be read, and is printed as that."""


def is_date(text: str) -> bool:
    """Whether *text* is a day as our files write it."""
    try:
        return len(text) == 10 and bool(PartialDate(*map(int, text.split("-"))).first)
    except (ValueError, TypeError):
        return False


def is_from_right(text: str) -> bool:
    """Whether *text* is read from the right: its first letter decides (rule P2 of UAX 9)."""
    letters = (bidirectional(letter) for letter in text)
    return next((one for one in letters if one in ("L", "R", "AL")), "L") != "L"
