"""Write the words of a paragraph as Markdown: pieces with their looks → one line that reads so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BREAK = "\ue003"
"""Stands for a line break that its author typed."""
_MARK = "\ue000[KCR][0-9]+\ue001"
_SPECIAL = re.compile(
    r"[\\`*<~^{]|\$(?=[^\s$])|(?<!\w)_|_(?!\w)|={2,}"
    r"|\[(?=(?:[^\[\]@\n]*\s)?@|\^|[ xX]\]|[^\[\]]*\][(\[{:])"
)
_AT_START = re.compile(
    r"\A(?P<lead>(?:\ue000[KC][0-9]+\ue001)*)(?P<sign>#{1,6}(?=\s|$)|[>+|]|:::|[-:](?=\s)|-{3,}|={3,})"
)
_TYPED_MARKER = re.compile(r"\A(\(?(?:[0-9]{1,9}|[a-zA-Z]|[ivxIVX]{2,6}))([.)])(?=\s|\Z)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\uffff\u202a-\u202e\u2066-\u2069"
    "\u00ad\u200b\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
"""Characters that no text of a brief may hold."""
_TAGS = {"bold": "b", "italic": "i", "struck": "del", "superscript": "sup", "subscript": "sub"}
_SIGNS = {"bold": "**", "italic": "*", "struck": "~~"}
_ORDER = ("bold", "italic", "struck", "superscript", "subscript")


@dataclass(frozen=True)
class WordPiece:
    """Words that look alike; or Markdown that stands as it is."""

    text: str
    looks: frozenset[str] = frozenset()
    """Some of `bold`, `italic`, `struck`, `superscript`, `subscript`."""
    link: str = ""
    is_markdown: bool = False


def without_hidden(text: str) -> str:
    """Take out what no text of a brief may hold."""
    return _HIDDEN.sub("", text)


def escape(text: str) -> str:
    """Write *text* so that Markdown reads each sign of it as itself."""
    text = _ENTITY.sub(r"\\&", _SPECIAL.sub(lambda match: f"\\{match[0]}", text))
    return text.replace("{%", "{\\%")


def write_pieces(
    pieces: Iterable[WordPiece],
    *,
    in_cell: bool = False,
    in_field: bool = False,
    in_note: bool = False,
    is_plain: bool = False,
) -> str:
    """Write *pieces* as Markdown in a line, or in several where its author broke the line.

    *in_cell*: for a cell of a table. *in_field*: for a field of brief.yaml. *in_note*: for a note,
    in which a citation stands where it was; in the text it stands behind the sign that ends its
    sentence. *is_plain*: without bold and italic, for a heading.
    """
    merged = _merge(pieces, is_plain=is_plain)
    parts: list[str] = []
    for number, piece in enumerate(merged):
        before = parts[-1][-1:] if parts else ""
        behind = _first_sign(merged[number + 1]) if number + 1 < len(merged) else ""
        parts.append(piece.text if piece.is_markdown else _write(piece, before, behind))
    text = "".join(parts) if in_note else _move_citations("".join(parts))
    text = re.sub(r"[ \t]+", " ", text).strip(" ")
    text = re.sub(rf"(?: ?{BREAK})+\Z|\A(?:{BREAK} ?)+", "", text)
    if in_cell or in_field or in_note:  # which hold no list
        text = without_list(text)
    if in_cell:
        text = _AT_START.sub(lambda match: f"{match['lead']}\\{match['sign']}", text, count=1)
        return re.sub(rf" ?{BREAK} ?", "<br>", text.replace("|", r"\|"))
    text = _AT_START.sub(lambda match: f"{match['lead']}\\{match['sign']}", text, count=1)
    lines = re.split(rf" ?{BREAK} ?", text)
    return "\\\n".join(lines) if len(lines) > 1 and not is_plain else " ".join(lines)


def in_bold(text: str) -> str:
    """Write a line of Markdown in bold, with the marks at its ends outside."""
    lead, words, tail = re.fullmatch(  # type: ignore[union-attr]
        rf"((?:\s|{_MARK})*)(.*?)((?:\s|{_MARK})*)", text, re.DOTALL
    ).groups()
    return f"{lead}**{words}**{tail}".strip() if words else text


def without_list(text: str) -> str:
    """Write a number at the beginning of *text* so that it begins no list."""
    return _TYPED_MARKER.sub(r"\1\\\2", text)


def _merge(pieces: Iterable[WordPiece], *, is_plain: bool) -> list[WordPiece]:
    merged: list[WordPiece] = []
    for piece in pieces:
        if not piece.text:
            continue
        looks = frozenset() if is_plain else piece.looks
        # A blank between two bold words is bold, or the two would be two.
        if merged and not piece.is_markdown and not merged[-1].is_markdown:
            last = merged[-1]
            same = (last.looks, last.link) == (looks, piece.link)
            if same or (not piece.text.strip() and last.link == piece.link):
                merged[-1] = WordPiece(last.text + piece.text, last.looks, last.link)
                continue
        merged.append(WordPiece(piece.text, looks, piece.link, piece.is_markdown))
    return merged


def _first_sign(piece: WordPiece) -> str:
    """The first sign that *piece* is written with."""
    return "*" if piece.looks or piece.link else piece.text[:1]


def _write(piece: WordPiece, before: str, behind: str) -> str:
    """Write one piece between the signs *before* and *behind* it."""
    lead = re.match(rf"(?:\s|{BREAK}|{_MARK})*", piece.text)[0]  # type: ignore[index]
    rest = piece.text[len(lead) :]
    tail = re.search(rf"(?:\s|{BREAK})*\Z", rest)[0]  # type: ignore[index]
    words = rest[: len(rest) - len(tail)] if tail else rest
    if not words:
        return piece.text
    text = escape(words)
    looks = [look for look in _ORDER if look in piece.looks]
    if looks and BREAK in text:  # a sign of Markdown holds over one line
        looks_of = frozenset(looks)
        lines = text.split(BREAK)
        text = BREAK.join(_dress(line, looks_of, "", "") for line in lines)
    else:
        before, behind = (lead[-1:] or before), (tail[:1] or behind)
        text = _dress(text, frozenset(looks), before, behind)
    if piece.link:
        address = piece.link.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
        same = piece.link in (words, f"mailto:{words}", f"{words}/")
        is_shown = same and re.match(r"https?://", words)
        text = words if is_shown and not looks else f"[{text}]({address})"
    return f"{lead}{text}{tail}"


def _dress(text: str, looks: frozenset[str], before: str, behind: str) -> str:
    """Put the signs of *looks* around *text*; elements of HTML where signs would not be read."""
    bare = text.strip()
    if not looks or not any(map(str.isalnum, bare)):  # a full stop is bold to nobody
        return text
    text = bare
    opens = bare[0].isalnum() or not before or before.isspace()
    closes = bare[-1].isalnum() or not behind or behind.isspace()
    is_read = opens and closes and before not in ("*", "~", "^")
    for look in reversed([one for one in _ORDER if one in looks]):
        sign = _SIGNS.get(look)
        if look in ("superscript", "subscript"):
            plain = re.fullmatch(r"[\w+−-]+", text)
            sign = {"superscript": "^", "subscript": "~"}[look] if plain else None
        if sign and (is_read or look in ("superscript", "subscript")):
            text = f"{sign}{text}{sign}"
        else:
            text = f"<{_TAGS[look]}>{text}</{_TAGS[look]}>"
    return text


_CITED = r"(?:\[(?:[^\[\]@]*\s)?@[^\[\]]*\])+"


def _move_citations(text: str) -> str:
    """Put a citation behind the sign that ends its sentence, without a blank: `words.[@key]`."""
    text = re.sub(rf"[ \u00a0]+({_CITED})", r"\1", text)
    return re.sub(rf"({_CITED})([.,;:!?]+)(?=\s|{BREAK}|\Z|[”’\")])", r"\2\1", text)


def plain_words(pieces: Sequence[WordPiece]) -> str:
    """The words of *pieces*, without their looks."""
    text = "".join(piece.text for piece in pieces)
    return " ".join(re.sub(_MARK, "", text).replace(BREAK, " ").split())
