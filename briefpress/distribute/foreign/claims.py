"""The claims of a PDF → those that hold in a pack, as far as it is cheap to see.

veraPDF would take a second for each paper; what is looked at here takes a millisecond, and is what
those programs leave out that write the claim into every PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_PLAIN = rb"(?:^|[\s\]>)])(?:rg|RG|g|G|k|K)(?=[\s\[</(]|$)"
"""Operators of colours that mean nothing without an output intent."""


@dataclass(frozen=True)
class Claims:
    """The claims that a PDF can keep in a pack."""

    level: str = ""
    """The level of PDF/A, parts 2 and 3: `A`, `B`, `U`; empty where it claims none, or breaks it.
    """
    is_accessible: bool = False
    """Whether it claims PDF/UA-1, and has tags."""
    broken: tuple[str, ...] = ()
    """The claims that it does not keep: `it says PDF/A-2b, but Arial is not embedded (page 3)`."""


def xmp_of(pdf: Any) -> bytes:
    """The metadata of *pdf*, in XML; empty where there are none."""
    import pikepdf

    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return b""
    try:
        return metadata.read_bytes()
    except pikepdf.PdfError:
        return b""


def claims_of(pdf: Any, *, was_encrypted: bool = False) -> Claims:
    """Read what *pdf* claims; *was_encrypted*: before it was opened."""
    xmp = xmp_of(pdf)
    part = re.search(rb"pdfaid:part\s*(?:>|=\s*[\"'])\s*([1-4])", xmp)
    level = re.search(rb"pdfaid:conformance\s*(?:>|=\s*[\"'])\s*([ABUabu])", xmp)
    tagged = "/StructTreeRoot" in pdf.Root
    says_accessible = bool(re.search(rb"pdfuaid:part\s*(?:>|=\s*[\"'])\s*1", xmp))
    # A pack has one output intent, that of the house: colours of another press are others there.
    foreign = any(
        one.get("/DestOutputProfile", {}).get("/N", 3) != 3
        for one in pdf.Root.get("/OutputIntents", [])
    )
    broken = []
    if part:
        name = f"PDF/A-{part[1].decode()}{level[1].decode().lower() if level else ''}"
        reasons = [*_breaks(pdf, part[1] == b"1", was_encrypted)]
        broken += [f"it says {name}, but {reason}" for reason in reasons[:1]]
    if says_accessible and not tagged:
        broken.append("it says PDF/UA-1, but has no tags")
    accessible = says_accessible and tagged
    if "/AcroForm" in pdf.Root or "/OCProperties" in pdf.Root:
        return Claims(broken=tuple(broken))
    if not part or not level or foreign or broken or part[1] not in (b"2", b"3"):
        return Claims("", accessible, tuple(broken))
    return Claims(level[1].decode().upper(), accessible)


def _breaks(pdf: Any, is_first_part: bool, was_encrypted: bool) -> Iterator[str]:
    """Say why *pdf* is no PDF/A; *is_first_part*: nor PDF/A-1, which knows no transparency."""
    if was_encrypted or pdf.is_encrypted:
        yield "is encrypted"
    action = pdf.Root.get("/OpenAction", {})
    names = pdf.Root.get("/Names", {})
    if "/JavaScript" in names or (hasattr(action, "get") and action.get("/S") == "/JavaScript"):
        yield "runs JavaScript"
    has_intent = any(
        str(one.get("/S")) == "/GTS_PDFA1" and "/DestOutputProfile" in one
        for one in pdf.Root.get("/OutputIntents", [])
    )
    seen: set[Any] = set()
    for number, page in enumerate(pdf.pages, 1):
        for resources in _resources(page, seen):
            for font in resources.get("/Font", {}).values():
                if not _is_embedded(font):
                    name = str(font.get("/BaseFont", "/a font"))[1:]
                    yield f"{name} is not embedded (page {number})"
            states = resources.get("/ExtGState", {}).values()
            if is_first_part and any(_lets_through(one) for one in states):
                yield f"something is transparent (page {number})"
        if is_first_part and page.obj.get("/Group", {}).get("/S") == "/Transparency":
            yield f"something is transparent (page {number})"
        if not has_intent and _uses_plain_colours(page):
            yield f"has no output intent for its colours (page {number})"


def _resources(page: Any, seen: set[Any]) -> Iterator[Any]:
    """Give the resources of *page* and of the forms that it draws, each once."""
    import pikepdf

    stack: list[Any] = [page.resources]
    while stack:
        resources = stack.pop()
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        if resources.is_indirect:
            if resources.objgen in seen:
                continue
            seen.add(resources.objgen)
        yield resources
        for one in resources.get("/XObject", {}).values():
            if isinstance(one, pikepdf.Stream) and one.objgen not in seen:
                seen.add(one.objgen)
                if "/Resources" in one:
                    stack.append(one.Resources)


def _is_embedded(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    if font.get("/Subtype") == "/Type0":
        (font, *_) = font.get("/DescendantFonts", [{}])
    held = font.get("/FontDescriptor", {})
    return any(name in held for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def _lets_through(state: Any) -> bool:
    """Whether a graphics state lets what lies below shine through."""
    opacities = [state.get(name, 1) for name in ("/ca", "/CA")]
    return any(float(one) < 1 for one in opacities) or state.get("/SMask", "/None") != "/None"


def _uses_plain_colours(page: Any) -> bool:
    import pikepdf

    try:
        contents = page.obj.get("/Contents")
        held = [*contents] if isinstance(contents, pikepdf.Array) else [contents]
        return any(re.search(_PLAIN, one.read_bytes()) for one in held if one is not None)
    except pikepdf.PdfError:
        return False
