"""Write an equation of Word in a line: its XML → words, some of them raised or lowered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .inline import WordPiece, without_hidden
from .package import W

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
EQUATION = (f"{M}oMath", f"{M}oMathPara")
_RAISED, _LOWERED = frozenset({"superscript"}), frozenset({"subscript"})
DEPTH = 30


def read_equation(
    node: Any, looks: frozenset[str] = frozenset(), depth: int = 0
) -> Iterator[WordPiece]:
    """Write *node* as a sentence has it: `a/b`, `√(x)`, `∑`; what is above in superscript.

    What a line cannot show, a matrix, comes with its words alone.
    """
    if depth > DEPTH or not isinstance(node.tag, str):
        return
    tag = node.tag.removeprefix(M)

    def part(name: str, of: frozenset[str] = looks) -> list[WordPiece]:
        inside = node.find(f"{M}{name}")
        return [] if inside is None else [*read_equation(inside, of, depth + 1)]

    def plain(text: str) -> WordPiece:
        return WordPiece(text, looks)

    if tag in ("t", f"{W}t"):  # words of the text may stand among signs
        yield plain(without_hidden(node.text or ""))
    elif tag in ("sSup", "sSub", "sSubSup"):
        yield from part("e")
        yield from (*part("sub", looks or _LOWERED), *part("sup", looks or _RAISED))
    elif tag == "f":
        yield from (*_in_brackets(part("num"), looks), plain("/"))
        yield from _in_brackets(part("den"), looks)
    elif tag == "rad":
        yield from (*part("deg", looks or _RAISED), plain("√("), *part("e"), plain(")"))
    elif tag == "nary":
        yield plain(_sign_of(node, "chr", "∫"))
        yield from (*part("sub", looks or _LOWERED), *part("sup", looks or _RAISED))
        yield from (plain(" "), *part("e"))
    elif tag == "d":
        yield plain(_sign_of(node, "begChr", "("))
        for number, inside in enumerate(node.findall(f"{M}e")):
            if number:
                yield plain(", ")
            yield from read_equation(inside, looks, depth + 1)
        yield plain(_sign_of(node, "endChr", ")"))
    elif tag == "func":
        yield from (*part("fName"), plain(" "), *part("e"))
    else:
        stands_apart = tag in ("oMathPara", "eqArr", "m", "mr")
        for inside in node:
            yield from read_equation(inside, looks, depth + 1)
            if stands_apart:
                yield plain(" ")


def _sign_of(node: Any, name: str, default: str) -> str:
    value = next(iter(node.iterfind(f"{node.tag}Pr/{M}{name}")), None)
    return default if value is None else str(value.get(f"{M}val", ""))


def _in_brackets(pieces: list[WordPiece], looks: frozenset[str]) -> list[WordPiece]:
    """*pieces* as they are where they are one word, else in brackets."""
    if len(pieces) == 1 and pieces[0].text.strip().isalnum():
        return pieces
    return [WordPiece("(", looks), *pieces, WordPiece(")", looks)]
