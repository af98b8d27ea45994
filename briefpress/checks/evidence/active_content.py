"""Find what a PDF holds besides pages to be read: sound and film, forms, scripts."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Literal

Held = Literal["media", "forms", "scripts"]
"""Things that a PDF may hold, and ours do not."""
_MEDIA = {"/Screen", "/Movie", "/Sound", "/RichMedia", "/3D"}
_SCRIPTED = {"/JavaScript", "/Launch", "/Rendition", "/Movie", "/Sound"}
"""Actions that are more than a way to a page or an address."""


def find_held(data: bytes) -> set[Held]:
    """Find what the PDF *data* holds that can be worked, heard or seen to move."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        root: Any = pdf.Root
        names = root.get("/Names", {})
        held: set[Held] = set()
        if root.get("/AcroForm", {}).get("/Fields"):
            held.add("forms")
        if "/JavaScript" in names or "/AA" in root or _is_scripted(root.get("/OpenAction")):
            held.add("scripts")
        for page in pdf.pages:
            held |= {*_find_on_page(page.obj)}
        return held


def _find_on_page(page: Any) -> Iterator[Held]:
    if "/AA" in page:
        yield "scripts"
    for one in page.get("/Annots", []):
        kind = str(one.get("/Subtype"))
        if kind in _MEDIA:
            yield "media"
        if kind == "/Widget":
            yield "forms"
        if "/AA" in one or _is_scripted(one.get("/A")):
            yield "scripts"


def _is_scripted(action: Any) -> bool:
    """Whether *action*, an action or a place to go to, runs something."""
    return hasattr(action, "get") and str(action.get("/S", "")) in _SCRIPTED
