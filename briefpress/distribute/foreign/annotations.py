"""The annotations of a PDF → those that are printed with its pages, and those that stay behind.

A form is filled in, a stamp is set, a note is stuck on beside a page and not in it. Marks that
were meant for the paper are drawn into the page; remarks of colleagues are taken away, and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

_REMARKS = {
    "/Text": "note",
    "/Highlight": "highlight",
    "/Underline": "underlining",
    "/Squiggly": "underlining",
    "/StrikeOut": "striking out",
    "/Caret": "insertion",
}
"""Kinds of annotations with which somebody reviews a text, and what we call them."""
_DRAWN = {
    "/FreeText": "text box",
    "/Stamp": "stamp",
    "/Ink": "drawing",
    "/Line": "line",
    "/Square": "box",
    "/Circle": "circle",
    "/Polygon": "shape",
    "/PolyLine": "shape",
}
"""Kinds with which somebody writes onto a page."""
_POSTERS = {"/Watermark", "/RichMedia", "/3D", "/Screen", "/Movie"}
"""Kinds of which a page shows a picture."""
_KEPT = {"/Link"}
"""Kinds that lead somewhere."""
_CHARACTERS = 40
"""How many characters of a remark are quoted."""
_BUTTON = 1 << 16
"""Flag of a field that does something when it is pressed, and holds nothing."""
_PRINT, _HIDDEN, _INVISIBLE = 4, 2, 1
"""Flags of an annotation."""


@dataclass(frozen=True)
class Settled:
    """A PDF of which nothing stands beside a page any more but links."""

    data: bytes
    """As it was, to the byte, where nothing had to be done."""
    remarks: tuple[str, ...] = ()
    """`page 3 (highlight of Jane Doe: “check this”)`"""
    drawn: tuple[str, ...] = ()
    """`page 1 (stamp, text box)`: what was written onto pages, and is printed."""
    unredacted: tuple[int, ...] = ()
    """Numbers of the pages on which something is marked to be blacked out, and is still there."""
    signers: tuple[str, ...] = ()
    """Who has signed it; an empty name where that is not said."""
    undrawn: tuple[int, ...] = ()
    """Numbers of the pages beside which something stands that nobody can draw."""


def settle(data: bytes) -> Settled:
    """Draw what stands beside the pages of *data* into them, and take remarks away."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        form: Any = pdf.Root.get("/AcroForm")
        has_form = isinstance(form, pikepdf.Dictionary)
        beside = [[*annotations_of(page.obj)] for page in pdf.pages]
        if not has_form and not any(str(one.get("/Subtype")) not in _KEPT
                                    for all_ in beside for one in all_):  # fmt: skip
            return Settled(data)
        signers = tuple(_signers(form)) if has_form else ()
        unredacted = tuple(
            number for number, all_ in enumerate(beside, 1)
            if any(one.get("/Subtype") == "/Redact" for one in all_)
        )  # fmt: skip
        remarks = tuple(_tell(beside, _REMARKS, quoted=True))
        drawn = tuple(_tell(beside, _DRAWN, quoted=False))
        for page in pdf.pages:
            _sort_out(pdf, page.obj)
        stale = has_form and bool(form.get("/NeedAppearances", False))
        if stale:
            _forget_appearances(pdf)
        needs_drawing = stale or any(
            "/AP" not in one and str(one.get("/Subtype")) not in _KEPT
            for page in pdf.pages for one in annotations_of(page.obj)
        )  # fmt: skip
        if needs_drawing and not has_form:
            _name_a_font(pdf)
        cleaned = _saved(pdf)
    if needs_drawing:
        cleaned = _with_appearances(cleaned)
    with pikepdf.open(BytesIO(cleaned)) as pdf:
        if "/AcroForm" in pdf.Root:
            pdf.Root.AcroForm.NeedAppearances = False
        undrawn = tuple(
            number for number, page in enumerate(pdf.pages, 1)
            if any(_is_meant(one) and "/AP" not in one for one in annotations_of(page.obj))
        )  # fmt: skip
        pdf.flatten_annotations("all")
        for page in pdf.pages:
            _keep_links(pdf, page.obj)
        for key in ("/AcroForm", "/Perms"):
            if key in pdf.Root:
                del pdf.Root[key]
        return Settled(_saved(pdf), remarks, drawn, unredacted, signers, undrawn)


def _keep_links(pdf: Any, page: Any) -> None:
    """Keep of what stands beside *page* the links alone: all else is drawn into it by now."""
    import pikepdf

    if "/Annots" not in page:
        return
    links = [one for one in annotations_of(page) if str(one.get("/Subtype")) in _KEPT]
    if links:
        page.Annots = pdf.make_indirect(pikepdf.Array(links))
    else:
        del page.Annots


def _saved(pdf: Any) -> bytes:
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def annotations_of(page: Any) -> Iterator[Any]:
    """Give what stands beside *page*, and is what it should be."""
    import pikepdf

    held = page.get("/Annots")
    for one in held if isinstance(held, pikepdf.Array) else ():
        if isinstance(one, pikepdf.Dictionary):
            yield one


def _flags(annotation: Any) -> int:
    value = annotation.get("/F", 0)
    return value if isinstance(value, int) else 0


def _field(annotation: Any, name: str) -> Any:
    """The value of a field of a form, its own or that of the one that it is a part of."""
    for _ in range(20):
        if name in annotation:
            return annotation[name]
        if "/Parent" not in annotation:
            return None
        annotation = annotation.Parent
    return None


def _is_entry(annotation: Any) -> bool:
    """Whether it is a field in which something is written or chosen."""
    if annotation.get("/Subtype") != "/Widget" or _flags(annotation) & (_HIDDEN | _INVISIBLE):
        return False
    if str(_field(annotation, "/FT")) not in ("/Tx", "/Ch"):
        return False
    value = _field(annotation, "/V")
    return value is not None and bool(str(value).strip())


def _is_meant(annotation: Any) -> bool:
    """Whether somebody expects to see it on paper."""
    return _is_entry(annotation) or str(annotation.get("/Subtype")) in _DRAWN


def _sort_out(pdf: Any, page: Any) -> None:
    """Leave what is printed and what leads somewhere: no remark, no button, nothing hidden."""
    import pikepdf

    if "/Annots" not in page:
        return
    kept = []
    for one in annotations_of(page):
        kind = str(one.get("/Subtype"))
        if kind in _KEPT:
            kept.append(one)
        elif kind == "/Widget":
            flags = _field(one, "/Ff")
            is_button = _field(one, "/FT") == "/Btn" and isinstance(flags, int) and flags & _BUTTON
            if not (is_button and not _flags(one) & _PRINT):
                kept.append(one)
        elif (kind in _DRAWN and "/IRT" not in one) or (kind in _POSTERS and "/AP" in one):
            kept.append(one)
    page.Annots = pdf.make_indirect(pikepdf.Array(kept))


def _forget_appearances(pdf: Any) -> None:
    """Take away how entries look, where the form says that it may not be what they say."""
    for page in pdf.pages:
        for one in annotations_of(page.obj):
            if _is_entry(one) and "/AP" in one:
                del one.AP


def _name_a_font(pdf: Any) -> None:
    """Give a form with the font that text boxes name, which a PDF without a form does not have."""
    import pikepdf

    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    fonts = pikepdf.Dictionary({name: pdf.make_indirect(font) for name in ("/Helv", "/HeBo")})
    pdf.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array(), DR=pikepdf.Dictionary(Font=fonts)
    )


def _with_appearances(data: bytes) -> bytes:
    """Have PDFium draw what has no appearance: unlike qpdf it breaks lines, and has all letters."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        pages = [document[number] for number in range(len(document))]
        out = BytesIO()
        document.save(out)
        for page in pages:
            page.close()
    return out.getvalue()


def _signers(form: Any) -> Iterator[str]:
    """Give the names of those who have signed a form."""
    import pikepdf

    fields = form.get("/Fields")
    stack = [*fields] if isinstance(fields, pikepdf.Array) else []
    seen: set[Any] = set()
    while stack:
        one = stack.pop(0)
        if not isinstance(one, pikepdf.Dictionary) or (one.is_indirect and one.objgen in seen):
            continue
        seen.add(one.objgen)
        kids = one.get("/Kids")
        stack += [*kids] if isinstance(kids, pikepdf.Array) else []
        signature = one.get("/V")
        if _field(one, "/FT") == "/Sig" and isinstance(signature, pikepdf.Dictionary):
            yield str(signature.get("/Name", ""))


def _tell(beside: Sequence[Sequence[Any]], kinds: dict[str, str], *, quoted: bool) -> Iterator[str]:
    """Say page by page which *kinds* of annotations there are; *quoted*: whose, with what words."""
    for number, on_page in enumerate(beside, 1):
        parts: list[str] = []
        for one in on_page:
            name = kinds.get(str(one.get("/Subtype")))
            if name is None or _flags(one) & _HIDDEN:
                continue
            author, text = (" ".join(str(one.get(key, "")).split()) for key in ("/T", "/Contents"))
            if quoted and author:
                name += f" of {author}"
            if quoted and text:
                cut = text if len(text) <= _CHARACTERS else f"{text[: _CHARACTERS - 1]}…"
                name += f": “{cut}”"
            if name not in parts:
                parts.append(name)
        if parts:
            shown = [*parts[:3], f"{len(parts) - 3} more"] if len(parts) > 4 else parts
            yield f"page {number} ({', '.join(shown)})"
