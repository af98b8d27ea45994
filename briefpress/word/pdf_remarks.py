"""A PDF that came back → what its readers stuck on beside the pages: notes, highlights, strikes.

Anybody may have made the PDF, so it is read in a worker, whose time and memory are limited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from .comments import Comment

PAGES = 500
REMARKS = 5_000
LENGTH = 6_000
"""Characters of one remark."""
_KINDS = {
    "/Text": "comment", "/FreeText": "comment", "/Highlight": "comment", "/Underline": "comment",
    "/Squiggly": "comment", "/StrikeOut": "deleted", "/Caret": "inserted", "/Stamp": "comment",
    "/Ink": "comment", "/Square": "comment", "/Circle": "comment", "/Line": "comment",
    "/Polygon": "comment", "/PolyLine": "comment", "/FileAttachment": "comment",
    "/Redact": "deleted", "/Sound": "comment",
}  # fmt: skip
_DRAWN = {"/Ink": "a drawing", "/Square": "a box", "/Circle": "a circle", "/Line": "a line",
          "/Polygon": "a shape", "/PolyLine": "a shape", "/Stamp": "a stamp",
          "/FileAttachment": "an attached file", "/Highlight": "highlighted",
          "/Underline": "underlined", "/Squiggly": "underlined", "/Sound": "a recording",
          "/Text": "a note without words", "/FreeText": "a text box without words"}  # fmt: skip
_MARKED = ("/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Redact")
_RESOLVED = ("Accepted", "Rejected", "Cancelled", "Completed")
_LINE = 14.0
"""Height of a line, in points: how far around a note its words are looked for."""
_BELOW = 6
"""How many lines below its head."""


@dataclass
class PdfRemark:
    """A remark that a reader made beside a page."""

    kind: str
    """`comment`, `inserted`, `deleted` or `replaced`."""
    author: str
    date: str
    page: int
    """From 1."""
    on: str
    """The words that are marked."""
    text: str
    around: str
    """The words of the lines on which it stands."""
    below: tuple[str, ...] = ()
    """Those of the lines at and below it, one by one, the nearest first."""
    is_resolved: bool = False
    replies: list[Comment] = field(default_factory=list)
    elements: int = 1
    """How many annotations it is made of; replies and states are apart."""


def read_pdf_remarks(data: bytes) -> list[PdfRemark] | tuple[str, str]:
    """Read what stands beside the pages of the PDF *data*; or what is wrong with it, and a hint."""
    import pikepdf
    import pypdfium2

    try:
        with pikepdf.open(BytesIO(data)) as pdf, pypdfium2.PdfDocument(data) as drawn:
            if len(pdf.pages) > PAGES:
                return f"more than {PAGES} pages", "send the pages that have remarks"
            remarks: list[PdfRemark] = []
            for number, page in enumerate(pdf.pages, 1):
                beside = [*_annotations(page.obj)]
                if not beside:
                    continue
                drawn_page = drawn[number - 1]
                words = drawn_page.get_textpage()
                remarks += _read_page(beside, words, number)
                words.close()
                drawn_page.close()
            if len(remarks) > REMARKS:
                return f"more than {REMARKS} remarks", "send it in parts"
            return remarks
    except pikepdf.PasswordError:
        return "it is locked with a password", "save it without one"
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError):
        return "this is not a whole PDF", "save it once more in the program that made it"


def _annotations(page: Any) -> Iterator[Any]:
    import pikepdf

    beside = page.get("/Annots")
    for one in beside if isinstance(beside, pikepdf.Array) else ():
        if isinstance(one, pikepdf.Dictionary):
            yield one


def _read_page(beside: list[Any], words: Any, number: int) -> list[PdfRemark]:
    import pikepdf

    remarks: dict[Any, PdfRemark] = {}
    answers: list[tuple[Any, Any]] = []
    for one in beside:
        kind = str(one.get("/Subtype"))
        if kind not in _KINDS:
            continue
        above = one.get("/IRT")
        if isinstance(above, pikepdf.Dictionary):
            answers.append((one, above))
        else:
            remarks[_key(one)] = _read(one, kind, words, number)
    parents = {_key(one): _key(above) for one, above in answers}
    for one, above in answers:
        first = _key(above)
        for _ in range(len(parents)):  # a reply to a reply
            first = parents.get(first, first)
        remark = remarks.get(first)
        text = _text(one, "/Contents")
        if remark is None:
            remarks[_key(one)] = _read(one, str(one.get("/Subtype")), words, number)
        elif str(one.get("/StateModel", "")) == "Review":
            remark.is_resolved = str(one.get("/State", "")) in _RESOLVED
        elif str(one.get("/RT", "")) == "/Group" or str(one.get("/StateModel", "")):
            _join(remark, one, words, text)
        else:
            remark.replies.append(Comment("", _text(one, "/T"), _date(one), text))
    return [*remarks.values()]


def _key(one: Any) -> Any:
    return one.objgen if one.is_indirect else (one.unparse(), 0)


def _join(remark: PdfRemark, one: Any, words: Any, text: str) -> None:
    """Join an annotation that is part of another: words struck out where some are inserted."""
    if str(one.get("/Subtype")) in ("/StrikeOut", "/Redact") and remark.kind == "inserted":
        remark.kind, remark.on = "replaced", _marked(one, words)
    elif str(one.get("/Subtype")) == "/Caret" and remark.kind == "deleted":
        remark.kind, remark.text = "replaced", text
    elif text and text != remark.text:
        remark.text = f"{remark.text} {text}".strip()
    remark.elements += 1


def _read(one: Any, kind: str, words: Any, number: int) -> PdfRemark:
    text, on = _text(one, "/Contents"), _marked(one, words) if kind in _MARKED else ""
    what = _KINDS[kind]
    if what == "deleted" and text and text != on:  # a word about what is struck out
        what = "comment"
        on, text = on, f"[struck out] {text}"
    elif what == "deleted":
        text = ""
    elif not text or (what == "comment" and text == on):
        text = f"[{_DRAWN.get(kind, 'no words')}]"
    return PdfRemark(
        what, _text(one, "/T"), _date(one), number, on[:LENGTH], text[:LENGTH],
        _around(one, words), _below(one, words),
    )  # fmt: skip


def _text(one: Any, key: str) -> str:
    value = one.get(key)
    return " ".join(str(value).split()) if value is not None else ""


def _date(one: Any) -> str:
    match = re.match(r"D?:?(\d{4})(\d\d)(\d\d)", str(one.get("/M", one.get("/CreationDate", ""))))
    return "-".join(match.groups()) if match else ""


def _box(one: Any) -> tuple[float, float, float, float] | None:
    try:
        a, b, c, d = (float(side) for side in one.get("/Rect"))
    except (TypeError, ValueError):
        return None
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _marked(one: Any, words: Any) -> str:
    """The words under the marks of an annotation."""
    try:
        points = [float(point) for point in one.get("/QuadPoints")]
    except (TypeError, ValueError):
        points = []
    boxes = [
        (min(quad[0::2]), min(quad[1::2]), max(quad[0::2]), max(quad[1::2]))
        for start in range(0, len(points) - 7, 8)
        for quad in [points[start : start + 8]]
    ]
    box = _box(one)
    boxes = boxes or ([box] if box else [])
    texts = []
    for left, bottom, right, top in boxes[:200]:
        middle = (bottom + top) / 2  # a mark reaches into the lines above and below
        half = max((top - bottom) / 4, 1.0)
        texts.append(words.get_text_bounded(left, middle - half, right, middle + half))
    return _joined(" ".join(texts))


def _around(one: Any, words: Any) -> str:
    """The words of the lines on which an annotation stands, or that are beside it."""
    box = _box(one)
    if box is None:
        return ""
    left, bottom, right, top = box
    if str(one.get("/Subtype")) in ("/Text", "/FileAttachment", "/Sound"):  # a sign, at its corner
        bottom = top - _LINE
    for lines in (1, 2, 4):
        for reach in (60.0, 150.0, 2000.0):  # from one column to the whole width
            text = words.get_text_bounded(
                left - reach, bottom - _LINE * (lines - 1), right + reach, top + _LINE * (lines - 1)
            )
            if len(re.findall(r"\w+", text)) >= 5:
                return _joined(text)
    return _joined(words.get_text_bounded(left - 2000, bottom, right + 2000, top))


def _below(one: Any, words: Any) -> tuple[str, ...]:
    """The words at and below the head of an annotation, in steps of a line, twice each."""
    box = _box(one)
    if box is None:
        return ()
    left, _, right, top = box
    texts = []
    for step in range(_BELOW):
        for reach in (60.0, 150.0):
            over = top - _LINE * step
            text = words.get_text_bounded(left - reach, over - _LINE, right + reach, over)
            if text := _joined(text):
                texts.append(text)
    return tuple(dict.fromkeys(texts))


def _joined(text: str) -> str:
    """Join the lines of a page; a word that is divided at the end of one is one word."""
    text = re.sub(r"[\u00ad\ufffe\u2010-]\s*[\r\n]+\s*(?=[^\W\d])", "", text.replace("\u2060", ""))
    return " ".join(re.sub("[\ufffe\u00ad]", "", text).split())
