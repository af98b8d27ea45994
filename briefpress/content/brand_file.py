"""Turn `_brand.yml`, Quarto's brand file, into a Brand: fields checked, colours and files found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..model.brand import Brand, BrandFile, BrandLogo
from ..model.brief import TextFile
from ..model.house import brand_files
from ..model.problems import Place, Problems, nearest, nearest_place
from .read_fields import validate_fields
from .refusal import Refused
from .sources import read_text
from .yaml_text import Path as Steps
from .yaml_text import read_yaml

_CUT = re.compile(r"^\s*[\w.-]+:\s+#[0-9a-fA-F]{3,8}\s*$")
"""A colour that stands without quotation marks: YAML takes it for a comment."""
_FIELDS = ("band",)
"""Mastheads that stand on a field of colour: the logo for dark grounds is taken."""
NAMES = 8
"""How often a colour may be the name of another one."""
_MASTHEAD = ("medium", "large", "small")
"""The logo that stands at the head of a brief: the first of these that there is."""
_SAID: Mapping[str, tuple[Steps, ...]] = {
    "ink": (("defaults", "briefpress", "colors", "ink"), ("color", "primary")),
    "accent": (("defaults", "briefpress", "colors", "accent"), ("color", "secondary")),
    "muted": (("defaults", "briefpress", "colors", "muted"),),
    "pale": (("defaults", "briefpress", "colors", "pale"), ("color", "light")),
    "text": (("defaults", "briefpress", "colors", "text"), ("color", "foreground")),
    "hairline": (("defaults", "briefpress", "colors", "hairline"),),
    "field": (("defaults", "briefpress", "colors", "field"), ("color", "primary")),
    "heading-colour": (("typography", "headings", "color"),),
    "font-text": (("typography", "base", "family"),),
    "font-headings": (("typography", "headings", "family"),),
    "font-title": (("typography", "headings", "family"),),
    "heading-weight": (("typography", "headings", "weight"),),
    "masthead": (("defaults", "briefpress", "masthead"),),
    "messages": (("defaults", "briefpress", "messages"),),
    "headings": (("defaults", "briefpress", "headings"),),
}
"""Where a brand file says what a token is: the first of these that is there."""
_WEIGHTS = {
    "thin": "100", "extra-light": "200", "ultra-light": "200", "light": "300", "normal": "400",
    "regular": "400", "medium": "500", "semi-bold": "600", "demi-bold": "600", "bold": "700",
    "extra-bold": "800", "ultra-bold": "800", "black": "900",
}  # fmt: skip
_COLOURED = {*list(_SAID)[:8]}


def read_brand(house: Path, problems: Problems) -> Brand | None:
    """Read the brand file of *house*; None where it has none, or that has errors.

    Problems: two of them; no YAML, unknown and ill-typed fields; a colour that is none, or that
    YAML takes for a comment; a name that the palette has not; a file that is not there, leads out
    of the house or does not print.
    """
    files = brand_files(house)
    brands = [name for name in files if name.rpartition("/")[2].startswith("_brand.")]
    if not brands:
        return None
    file = brands[0]
    for other in brands[1:]:
        problems.error(Place(other), f"`{file}` is there as well", "keep one of the two")
    before = problems.errors
    data = files[file].read_bytes()
    text = TextFile(file, read_text(data, file, problems), data)
    for number, line in enumerate(text.text.splitlines(), 1):
        if _CUT.match(line):
            colour = line.partition("#")[2].strip()
            problems.error(
                Place(file, number),
                "a colour without quotation marks is a comment",
                f'write "#{colour}"',
            )
    tree, places = read_yaml(text, problems)
    fields = validate_fields(BrandFile, tree or {}, places, problems)
    if fields is None or problems.errors > before:
        return None
    return _Reader(house, file, fields, places, problems).brand(before)


class _Reader:
    """A brand file that is read, and what is found in it."""

    def __init__(
        self,
        house: Path,
        file: str,
        fields: BrandFile,
        places: Mapping[Steps, Place],
        problems: Problems,
    ) -> None:
        self.house, self.file, self.fields = house, file, fields
        self.places, self.problems = places, problems
        self.folder = (house / file).parent

    def brand(self, before: int) -> Brand | None:
        """The brand; None where there are more errors than *before*."""
        tokens: dict[str, str] = {}
        places: dict[str, Place] = {}
        for token, value, path in self._said():
            place = nearest_place(path, self.places)
            if token in _COLOURED:
                colour = self._colour(value, place)
                if colour is None:
                    continue
                value = colour
            elif path[-1] == "weight":
                value = _WEIGHTS.get(value, value)
                if not re.fullmatch(r"[1-9]00", value):
                    self.problems.error(place, f"`{value}` is no weight", "write it as 400 or bold")
                    continue
            tokens[token], places[token] = value, place
        if "heading-weight" in tokens:
            tokens["title-weight"] = tokens["heading-weight"]
            places["title-weight"] = places["heading-weight"]
        for role in ("text", "headings"):
            if f"font-{role}" in tokens:
                source = "font-headings" if role == "headings" else "font-text"
                if self.fields.defaults.briefpress.labels == _LABELS[role]:
                    tokens["font-display"] = tokens[source]
                    places["font-display"] = places[source]
        palette = self.fields.color.palette
        colours = [
            self._colour(value, nearest_place(("color", "palette", name), self.places))
            for name, value in palette.items()
        ]
        fonts = tuple(self._font_files())
        logo, alt = self._logo()
        if self.problems.errors > before:
            return None
        return Brand(
            self.file, tokens, places, tuple(dict.fromkeys(filter(None, colours))), fonts, logo, alt
        )

    def _said(self) -> Iterator[tuple[str, str, Steps]]:
        """Give what the file says of tokens: token, value, the path at which it stands."""
        for token, paths in _SAID.items():
            for path in paths:
                value: object = self.fields
                for step in path:
                    value = getattr(value, str(step), None)
                if value is not None:
                    yield token, str(value), path
                    break

    def _colour(self, value: str, place: Place) -> str | None:
        """`#rrggbb` of a colour as it is written: with its digits, or by a name."""
        from PIL import ImageColor

        named = {**vars(self.fields.color), **self.fields.color.palette}
        written = value
        for _ in range(NAMES):
            if not isinstance(named.get(written), str):
                break
            written = named[written]
        else:
            self.problems.error(
                place, f"the colour `{value}` names itself", 'write it as "#14355e"'
            )
            return None
        try:
            red, green, blue = ImageColor.getrgb(written)[:3]
        except ValueError:
            known = nearest(written, self.fields.color.palette, "the palette has")
            hint = known if self.fields.color.palette else 'write it as "#14355e"'
            self.problems.error(place, f"`{written}` is no colour", hint)
            return None
        return f"#{red:02x}{green:02x}{blue:02x}"

    def _find(self, name: str, place: Place) -> Path | None:
        path = self.folder / name
        if name.startswith(("http://", "https://")):
            self.problems.error(
                place, "nothing is fetched from the network", f"save the file beside {self.file}"
            )
        elif not path.resolve().is_relative_to(self.house.resolve()):
            self.problems.error(
                place, "the path leads out of the house", f"copy the file beside {self.file}"
            )
        elif not path.is_file():
            there = [
                one.relative_to(self.folder).as_posix()
                for one in path.parent.glob("*") if one.is_file()
            ]  # fmt: skip
            self.problems.error(place, f"no file `{name}`", nearest(name, there, "files there"))
        else:
            return path
        return None

    def _font_files(self) -> Iterator[Path]:
        """The font files that it names."""
        for n, font in enumerate(self.fields.typography.fonts):
            path: Steps = ("typography", "fonts", n)
            if font.source == "file" and not font.files:
                self.problems.error(
                    nearest_place(path, self.places),
                    f"the font `{font.family}` names no files",
                    "add `files: [fonts/…-Regular.ttf]`",
                )
            for m, one in enumerate(font.files):
                place = nearest_place((*path, "files", m), self.places)
                if not one.path.lower().endswith((".ttf", ".otf")):
                    self.problems.error(
                        place, f"`{one.path}` is no TTF and no OTF", "take the font’s .ttf files"
                    )
                elif file := self._find(one.path, place):
                    yield file

    def _logo(self) -> tuple[bytes, str]:
        """The logo as it is printed, and what it says."""
        logos = self.fields.logo
        size = next((one for one in _MASTHEAD if logos and getattr(logos, one)), None)
        if logos is None or size is None:
            return b"", ""
        chosen: BrandLogo = getattr(logos, size)
        place = nearest_place(("logo", size), self.places)
        on_field = self.fields.defaults.briefpress.masthead in _FIELDS
        name = (on_field and chosen.dark) or chosen.path
        image = logos.images.get(name, chosen if name == chosen.path else BrandLogo(path=name))
        shown = (on_field and image.dark) or image.path
        file = self._find(shown, place)
        alt = chosen.alt or image.alt or ""
        if file is None:
            return b"", alt
        from .pictures import prepare_picture

        try:
            return prepare_picture(file.read_bytes(), {}).data, alt
        except Refused as refused:
            self.problems.error(place, f"`{shown}` {refused.fault}", refused.hint)
            return b"", alt


_LABELS = {"text": "base", "headings": "headings"}
