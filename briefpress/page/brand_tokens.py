"""Turn what a brand file says into the values of tokens, and put them into tokens.css.

A line of the house's own styles/tokens.css that differs from the default wins: who wrote it meant
it. Everything else is the brand's, and what the brand does not say follows from what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..model.brand import Brand
from ..model.colour import contrast
from ..model.css import Edit, Property, find_properties, rewrite
from ..model.problems import Place, Problems
from .plots.palette import darkened, lightness, mixed, series_colours

LEAST = 4.5
"""The contrast that WCAG 2 asks of text at level AA."""
MUTED = 6.4
"""The contrast of captions and folios on white."""
WHITE = "#ffffff"


@dataclass(frozen=True)
class BrandedTokens:
    """A tokens.css with the brand's values in it."""

    css: str
    origins: Mapping[str, Place]
    """Where each token is said; those of the defaults are not among them."""


def put_brand(
    css: str, default: str, brand: Brand | None, may_lack: tuple[str, ...], problems: Problems
) -> BrandedTokens:
    """Put the values of *brand* into *css*, the tokens.css that counts; *default* is the default's.

    *may_lack*: tokens that *css* may be without, as it was written for an older briefpress.

    Problems: a colour of the brand in which words would be too pale; it is darkened.
    """
    own = _first(css)
    usual = _first(default) if css != default else own
    is_own = css != default
    values = find_values(brand, usual, problems) if brand else Values()
    origins = {
        name: Place("styles/tokens.css", one.line)
        for name, one in own.items()
        if is_own and (name not in usual or one.value != usual[name].value)
    }
    edits = []
    added = []
    for name, value in values.tokens.items():
        if name in origins:
            continue
        if brand:
            origins[name] = brand.places.get(name, values.origins.get(name, Place(brand.file)))
        if name in own:
            edits.append(Edit(own[name].start, own[name].end, value))
        else:
            added.append(f"--{name}: {value};")
    lacking = [name for name in may_lack if name not in own and name not in values.tokens]
    added += [f"--{name}: {usual[name].value};" for name in lacking if name in usual]
    text = rewrite(css, edits)
    return BrandedTokens(f"{text}\n:root {{ {' '.join(added)} }}\n" if added else text, origins)


def _first(css: str) -> dict[str, Property]:
    properties: dict[str, Property] = {}
    for one in find_properties(css):
        properties.setdefault(one.name, one)
    return properties


@dataclass(frozen=True)
class Values:
    """Values of tokens, and where those come from that follow from another one."""

    tokens: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, Place] = field(default_factory=dict)


def find_values(brand: Brand, usual: Mapping[str, Property], problems: Problems) -> Values:
    """Work out every token that *brand* decides; *usual*: what the default says."""
    given = dict(brand.tokens)
    tokens: dict[str, str] = {}
    origins: dict[str, Place] = {}

    def follow(name: str, value: str, source: str) -> None:
        tokens[name] = value
        if source in brand.places:
            origins[name] = brand.places[source]

    ink = given.get("ink") or given.get("accent") or given.get("text")
    if ink:
        text = given.get("text", usual["text"].value)
        pale = given.get("pale") or mixed(ink, 0.91)
        follow("pale", pale, "ink")
        follow("field", given.get("field", ink), "ink")
        wanted = {
            "ink": ink,
            "accent": given.get("accent", ink),
            "text": text,
            "muted": given.get("muted") or _muted(text),
        }
        if "heading-colour" in given:
            wanted["heading"] = given["heading-colour"]
        for name, colour in wanted.items():
            source = "heading-colour" if name == "heading" else name
            place = brand.places.get(source)
            follow(name, _dark_enough(colour, pale, place, problems), source)
        follow("hairline", given.get("hairline") or mixed(ink, 0.62), "ink")
        follow("on-field", _on(tokens["field"], tokens["text"]), "field")
        six = series_colours(tokens["ink"], tokens["accent"], brand.palette)
        follow("series", " ".join(six), "ink")
    for name in ("font-text", "font-display", "font-headings", "font-title"):
        if name in given:
            tokens[name] = f'"{given[name]}"'
    for name in ("title-weight", "heading-weight", "masthead", "messages", "headings"):
        if name in given:
            tokens[name] = given[name]
    return Values(tokens, origins)


def _dark_enough(colour: str, pale: str, place: Place | None, problems: Problems) -> str:
    """*colour*, or one of its hue in which words are read on paper and on *pale*."""

    def ratio(one: str) -> float:
        return min(contrast(one, WHITE), contrast(one, pale))

    darker, light = colour, lightness(colour)
    while ratio(darker) < LEAST and light > 0:
        light -= 1
        darker = darkened(colour, light)
    if darker != colour and place:
        problems.warning(
            place,
            f"words in {colour} have a contrast of {ratio(colour):.1f}:1, {LEAST}:1 is the least; "
            f"{darker} is printed in its place",
            f'write "{darker}", or a darker one; a field of colour keeps {colour}',
        )
    return darker


def _muted(text: str) -> str:
    """A lighter *text*, as light as is still read well."""
    shares = (share / 100 for share in range(60, 0, -2))
    return next((one for one in (mixed(text, share) for share in shares)
                 if contrast(one, WHITE) >= MUTED), text)  # fmt: skip


def _on(ground: str, text: str) -> str:
    """White or *text*, whichever is read better on *ground*."""
    return max((WHITE, text), key=lambda colour: contrast(colour, ground))
