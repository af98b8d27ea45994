"""The tag tree of a PDF that is not written yet: elements found, made, moved, joined, left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_PARTS_OF_TABLES = {"/TD", "/TH", "/TR"}
"""Tags that may be empty: a table without them has rows of unequal length."""


class StructTree:
    """The tag tree of *pdf*, a `pydyf.PDF`."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        root = self.at(pdf.catalog["StructTreeRoot"])
        self.document = self.at(root["K"][0])
        self._owners = self.at(root["ParentTree"])["Nums"]
        self._joined: dict[bytes, bytes] = {}

    def at(self, reference: bytes) -> Any:
        """The object that *reference* leads to."""
        return self.pdf.objects[int(reference.split()[0])]

    def children(self, element: Any) -> list[Any]:
        """Elements below *element*; marked content, which is a bare number, is left out."""
        kids = (self.at(kid) for kid in element["K"] if isinstance(kid, bytes))
        return [kid for kid in kids if kid.get("Type") == "/StructElem"]

    def owner(self, page: int, mark: int) -> Any:
        """The element that has the marked content *mark* of *page*, which counts from 0."""
        return self.at(self._owners[2 * page + 1][mark])

    def move(self, element: Any, old: Any, new: Any) -> None:
        """Move *element* from *old* to the end of *new*."""
        old["K"].remove(element.reference)
        new["K"].append(element.reference)
        element["P"] = new.reference

    def make(self, kind: str, above: Any, before: Any) -> Any:
        """Make an element of *kind* in *above*, *before* one of its children."""
        import pydyf

        made = pydyf.Dictionary({"Type": "/StructElem", "S": kind, "K": pydyf.Array([])})
        made |= {"Pg": before["Pg"], "P": above.reference}
        self.pdf.add_object(made)
        above["K"].insert(above["K"].index(before.reference), made.reference)
        return made

    def wrap(self, page: int, mark: int) -> Any:
        """Give the marked content *mark* of *page* a Span of its own in the element that has it."""
        import pydyf

        above = self.owner(page, mark)
        span = pydyf.Dictionary({"Type": "/StructElem", "S": "/Span", "K": pydyf.Array([mark])})
        span |= {"Pg": above["Pg"], "P": above.reference}
        self.pdf.add_object(span)
        above["K"][above["K"].index(mark)] = span.reference
        self._owners[2 * page + 1][mark] = span.reference
        return span

    def join(self, first: Any, rest: Any) -> None:
        """Put what *rest* holds at the end of *first*, and take *rest* out of the tree."""
        import pydyf

        for kid in rest["K"]:
            if isinstance(kid, int) and first["Pg"] != rest["Pg"]:
                kid = pydyf.Dictionary({"Type": "/MCR", "Pg": rest["Pg"], "MCID": kid})
            first["K"].append(kid)
        for kid in self.children(rest):
            kid["P"] = first.reference
        self._take_out(rest)
        self._joined[rest.reference] = first.reference

    def leave_out(self, element: Any) -> None:
        """Take *element* out of the tree, and say on the page that it is none of its text."""
        pages = {reference: number for number, reference in enumerate(self.pdf.page_references)}
        for one in self.below(element):
            for mark in (kid for kid in one["K"] if isinstance(kid, int)):
                page = pages[one["Pg"]]
                self._owners[2 * page + 1][mark] = b"null"
                stream = self.at(self.at(one["Pg"])["Contents"]).stream
                at = next(n for n, item in enumerate(stream) if _is_mark(item, mark))
                stream[at - 1 : at + 2] = [b"/Artifact", b"BMC"]
        self._take_out(element)

    def below(self, element: Any) -> Iterator[Any]:
        """Give *element* and every element below it."""
        yield element
        for kid in self.children(element):
            yield from self.below(kid)

    def prune(self) -> None:
        """Take out what holds nothing, and say of marked content which element has it now."""
        self._prune(self.document)
        for number, owner in enumerate(self._owners):
            if isinstance(owner, bytes):  # of an annotation
                self._owners[number] = self._now(owner)
            elif isinstance(owner, list):
                owner[:] = [self._now(one) for one in owner]

    def _prune(self, element: Any) -> None:
        for kid in self.children(element):
            self._prune(kid)
            if not kid["K"] and kid["S"] not in _PARTS_OF_TABLES:
                element["K"].remove(kid.reference)

    def _now(self, reference: bytes) -> bytes:
        while reference in self._joined:
            reference = self._joined[reference]
        return reference

    def _take_out(self, element: Any) -> None:
        above = self.at(self._now(element["P"]))
        above["K"].remove(element.reference)


def _is_mark(item: Any, mark: int) -> bool:
    """Whether *item* of a page's content begins the marked content *mark*."""
    return isinstance(item, dict) and item.get("MCID") == mark
