"""Write the styles of an SVG so that the press reads them as a browser does.

WeasyPrint prints `font: 700 12px Arial` 700 pixels high, leaves out a text whose `font:` begins
with a word or whose size is one, paints in black what `var()` says, and draws the outline of
letters over them, and sets raised and lowered figures on their line, so that 10 with a raised 6
is 106. A gradient whose colours have classes is left out, blanks that are kept are one, and words
that a style sets in capitals stay small. It logs none of it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .drawing_rules import SVG, Rules
from .drawing_strokes import scale_strokes
from .refusal import Refused

_SIZES = {
    "xx-small": "9px", "x-small": "10px", "small": "13px", "medium": "16px", "large": "18px",
    "x-large": "24px", "xx-large": "32px", "smaller": "0.83em", "larger": "1.2em",
}  # fmt: skip
"""Sizes that CSS has words for, as browsers have them."""
_WORDS = "|".join(sorted(_SIZES, key=len, reverse=True))
_FONT = re.compile(
    r"(?<![\w-])font\s*:\s*(?P<before>(?:(?:normal|italic|oblique|small-caps|bold|bolder|lighter|"
    r"[1-9]\d\d|(?:ultra-|extra-|semi-)?(?:condensed|expanded))\s+)*)"
    rf"(?P<size>[\d.]+(?:[a-zA-Z]+|%)?|{_WORDS})(?:\s*/\s*[\w.%]+)?\s+(?P<family>[^;}}!]+)"
)
_SIZE = re.compile(rf"(?<=font-size)(\s*:\s*)({_WORDS})(?![\w-])")
_INNER = r"(?:[^(),]|\([^()]*\))"
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
_LIGHT = re.compile(rf"light-dark\(\s*({_INNER}+),(?:[^()]|\([^()]*\))*\)")
_DEFINED = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+)")
_STROKE_FIRST = re.compile(r"paint-order\s*:\s*(?:stroke|markers\s+stroke)")
_SHIFT = re.compile(r"(super|sub|[-+.\d]+(?:em|px|%)?)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([\w-]*)((?:\.[\w-]+)*)")


def plain_styles(root: Any) -> None:
    """Rewrite the styles of *root*.

    Raises `Refused` where a page would show something else.
    """
    styles = [one for one in root.iter(f"{SVG}style") if one.text]
    texts = [*(one.text for one in styles), root.get("style") or ""]
    known = {match[1]: match[2] for text in texts for match in _DEFINED.finditer(text)}
    for style in styles:
        style.text = _plain(style.text, known)
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for key, value in element.attrib.items():
            if key == "style" or "var(" in value or "light-dark(" in value:
                element.set(key, _plain(value, known))
            elif key == "font-size" and value.strip() in _SIZES:
                element.set(key, _SIZES[value.strip()])
        if element.tag == f"{SVG}textPath":
            raise Refused("has words along a line, which no page prints", "export text as paths")
        if element.tag == f"{SVG}clipPath" and any(map(_has_a_hole, element)):
            raise Refused(
                "is cut by a shape with a hole in it, which a page would fill",
                "export it as PNG, or without the clip",
            )
    rules = Rules([style.text for style in styles])
    scale_strokes(root, rules)
    for element in [*root.iter()]:
        if isinstance(element.tag, str):
            _write_out(element, rules)
    for element in [*root.iter(f"{SVG}tspan")]:
        _shift(element, rules.value(element, "baseline-shift"))
    for element in [*_stroked_first(root, styles)]:
        _outline_below(element)


def _write_out(element: Any, rules: Rules) -> None:
    """Write into *element* what a rule or a style says that the press does not look for there.

    Raises `Refused` where a page would show something else, or nothing.
    """
    if element.tag == f"{SVG}flowRoot" and "".join(element.itertext()).strip():
        raise Refused(
            "has words in a frame of Inkscape's, which no page prints",
            "export it with text as paths (Inkscape: Text, Convert to Text)",
        )
    if any("calc(" in value for value in element.attrib.values()):
        raise Refused("has a length that is to be calculated (`calc`)", "export it as PNG or PDF")
    if element.tag == f"{SVG}stop":
        for name in ("stop-color", "stop-opacity"):
            if value := rules.value(element, name):
                element.set(name, value)
    if element.tag != f"{SVG}text":
        return
    if rules.inherited(element, "white-space").startswith("pre"):
        element.set(_SPACE, "preserve")
    if rules.inherited(element, "text-transform") == "uppercase":
        for one in element.iter():
            one.text = (one.text or "").upper()
            one.tail = (one.tail or "").upper() if one is not element else one.tail


_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def _plain(style: str, known: Mapping[str, str]) -> str:
    for _ in range(_DEPTH):  # one variable may stand for another
        style, times = _VARIABLE.subn(
            lambda match: (known.get(match[1]) or match[2] or "initial").strip(), style
        )
        if not times:
            break
    style = _LIGHT.sub(lambda match: match[1].strip(), style)
    style = _FONT.sub(_longhands, style)
    return _SIZE.sub(lambda match: match[1] + _SIZES[match[2]], style)


_DEPTH = 5


def _longhands(font: re.Match[str]) -> str:
    parts = [f"font-size:{_SIZES.get(font['size'], font['size'])}", f"font-family:{font['family']}"]
    for word in font["before"].split():
        if word in ("italic", "oblique"):
            parts.append(f"font-style:{word}")
        elif word in ("bold", "bolder", "lighter") or word.isdecimal():
            parts.append(f"font-weight:{word}")
    return ";".join(parts)


def _shift(element: Any, shift: str) -> None:
    """Raise or lower *element* by `dy`, and set the words behind it on their line again.

    Its own size is not the one that a shift is told in, so a `tspan` around it is shifted.
    """
    parent = element.getparent()
    match = _SHIFT.match(shift)
    if match is None or parent is None:
        return
    amount = {"super": "0.35em", "sub": "-0.2em"}.get(match[1].lower(), match[1])
    if amount.endswith("%"):
        amount = f"{float(amount[:-1]) / 100:g}em"
    back, there = (amount, amount[1:]) if amount.startswith("-") else (amount, f"-{amount}")
    around, behind = (element.makeelement(f"{SVG}tspan", {"dy": way}) for way in (there, back))
    for key in {"x", "y"} & set(element.keys()):
        around.set(key, element.attrib.pop(key))
    behind.text, element.tail = element.tail, None
    follower = element.getnext()
    parent.replace(element, around)
    around.append(element)
    if behind.text or follower is None:
        around.addnext(behind)
    elif "y" not in follower.attrib:
        behind.append(follower)
        around.addnext(behind)


def _has_a_hole(shape: Any) -> bool:
    """Whether a path of two parts cuts, and says that one is a hole in the other."""
    style = f"{shape.get('style') or ''};clip-rule:{shape.get('clip-rule') or ''}"
    is_even = re.search(r"clip-rule\s*:\s*evenodd", style) is not None
    return is_even and len(re.findall("[mM]", shape.get("d") or "")) > 1


def _stroked_first(root: Any, styles: list[Any]) -> Iterator[Any]:
    """The elements that paint their outline below themselves, outermost first.

    Raises `Refused` where a rule says so of elements that cannot be told.
    """
    chosen: list[tuple[str, set[str]]] = []
    for style in styles:
        for selectors, body in _RULE.findall(re.sub(r"/\*.*?\*/", "", style.text, flags=re.DOTALL)):
            for selector in selectors.split(",") if _STROKE_FIRST.search(body) else ():
                match = _SELECTOR.fullmatch(selector.strip())
                if match is None:
                    raise Refused(
                        "paints the outlines of letters below them, where a page paints them above",
                        "export it with text as paths, or without `paint-order`",
                    )
                chosen.append((match[1], set(match[2].split(".")) - {""}))
    taken: set[Any] = set()
    for element in root.iter():
        if not isinstance(element.tag, str) or taken.intersection(element.iterancestors()):
            continue
        classes = set((element.get("class") or "").split())
        name = element.tag.removeprefix(SVG)
        says = f"paint-order:{element.get('paint-order') or ''};{element.get('style') or ''}"
        if _STROKE_FIRST.search(says) or any(
            tag in ("", name) and wanted <= classes for tag, wanted in chosen
        ):
            taken.add(element)
            yield element


def _outline_below(element: Any) -> None:
    """Put a copy of *element* below it, and take its own outline off."""
    parent = element.getparent()
    if parent is None:
        return
    below = copy.deepcopy(element)
    below.tail = None
    for one in below.iter():
        one.attrib.pop("id", None)
    parent.insert(parent.index(element), below)
    for one in element.iter():
        if isinstance(one.tag, str) and one.tag != f"{SVG}title":
            one.set("style", f"{one.get('style') or ''};stroke:none".lstrip(";"))
