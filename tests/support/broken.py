"""Take a printed PDF apart, break one thing in it, and put it together again."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf

from briefpress.checks.evidence.printed_page import PrintedPage
from briefpress.model.house import theme_files
from support.printed import add_everything, new_house, own_file, temporary
from support.printed_pages import proof_in, proof_of


@cache
def whole() -> PrintedPage:
    """The brief that holds everything, printed once: nothing in it is broken."""
    house = new_house(temporary("whole"))
    add_everything(house)
    return proof_in(house, "everything")


def with_template(
    house: Path, old: str, new: str, prose: str = "## One\n\nText.\n", **fields: Any
) -> PrintedPage:
    """Print a brief in *house* with a template of its own, in which *new* stands for *old*."""
    texts = {
        name: file.read_text("utf-8")
        for name, file in theme_files(house).items()
        if re.fullmatch(r"templates/(\w+/)?[\w-]+\.html", name)
    }
    changed = {name: text.replace(old, new) for name, text in texts.items() if old in text}
    assert changed, f"no template says {old}"
    for name, text in changed.items():
        own_file(house, name).write_text(text, "utf-8")
    return proof_of(house, prose, **fields)


def broken(proof: PrintedPage, breaks: Callable[[Any], object]) -> PrintedPage:
    """Give *proof* with a PDF in which *breaks*, given it opened, has broken a thing."""
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(proof.pdf.data)) as pdf:
        breaks(pdf)
        pdf.save(data)
    return PrintedPage(proof.brief, replace(proof.pdf, data=data.getvalue()))


def elements(pdf: Any, *kinds: str) -> list[Any]:
    """Every element of the tag tree of *pdf* that is of *kinds*, in reading order."""

    def walk(element: Any) -> Iterator[Any]:
        if isinstance(element, pikepdf.Array):
            for one in element:
                yield from walk(one)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if str(element.S)[1:] in kinds:
                yield element
            if "/K" in element:
                yield from walk(element.K)

    return [*walk(pdf.Root.StructTreeRoot.K)]


def is_a(element: Any, kind: str) -> None:
    """Make *element* of the tag tree one of *kind*."""
    element.S = pikepdf.Name("/" + kind)


def take_out(element: Any) -> None:
    """Take *element* out of the tag tree; what it marks is in no tag then."""
    kids = element.P.K
    for number, kid in enumerate(kids):
        if isinstance(kid, pikepdf.Dictionary) and kid.objgen == element.objgen:
            del kids[number]
            return
    raise AssertionError("no kid of its parent")


def move(element: Any, to: int) -> None:
    """Read *element* as the kid number *to* of its parent."""
    above = element.P
    take_out(element)
    above.K.insert(to, element)
