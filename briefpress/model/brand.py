"""The brand of a house: the contract of `_brand.yml`, and what is understood of it.

The format is brand.yml, which Quarto, Shiny and others read as well; what only they use is accepted
here and does nothing. Source: https://posit-dev.github.io/brand-yml/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from .fields import Contract, hyphens
from .problems import Place


def _of_light(value: object) -> object:
    """Take the value for light grounds where there is one for dark grounds too: paper is light."""
    if (
        isinstance(value, dict)
        and {*value} & {"light", "dark"}
        and not {*value} - {"light", "dark"}
    ):
        return value.get("light", value.get("dark"))
    return value


def _is_family(value: object) -> object:
    return {"family": value} if isinstance(value, str) else value


def _is_logo(value: object) -> object:
    """Read `logo.svg`, `{light: …, dark: …}` and `{path: …, alt: …}` alike."""
    if isinstance(value, dict) and value and {*value} <= {"light", "dark"}:
        return {"path": value.get("light", value.get("dark")), "dark": value.get("dark")}
    if isinstance(value, dict) and isinstance(value.get("path"), dict):
        return {**value, **_is_logo(value["path"])}  # type: ignore[dict-item]
    return _is_path(value)


def _is_path(value: object) -> object:
    return {"path": value} if isinstance(value, str) else value


_TEXT_OR_FIELDS = {"type": ["string", "object"]}
Unused = Annotated[Any, WithJsonSchema({})]
"""A value that other programs read, and briefpress does not."""
Colour = Annotated[str, BeforeValidator(_of_light), WithJsonSchema(_TEXT_OR_FIELDS)]
"""`"#14355e"`, a name of CSS, or a name of the palette."""
Weight = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]


class _BrandPart(Contract):
    model_config = ConfigDict(alias_generator=hyphens, validate_by_name=True)


class BrandLogo(_BrandPart):
    """A picture that stands for the house."""

    path: str
    """From the folder of the brand file: `logo.svg`."""
    dark: str | None = None
    """The same for a dark ground, a field of colour."""
    alt: str | None = None
    """The words for those who do not see it."""


LogoFile = Annotated[
    BrandLogo,
    BeforeValidator(_is_logo),
    WithJsonSchema(_TEXT_OR_FIELDS),
]


class BrandLogos(_BrandPart):
    """The logo in its sizes."""

    images: dict[str, LogoFile] = {}
    """Pictures by a name, for the sizes to name."""
    small: LogoFile | None = None
    """Taken for the head of a brief where there is no other."""
    medium: LogoFile | None = None
    """Taken for the head of a brief."""
    large: LogoFile | None = None
    """Taken for the head of a brief where there is no medium one."""


class BrandColours(_BrandPart):
    """The colours of the house."""

    palette: dict[str, Colour] = {}
    """Colours by a name. Six of them that part in grey are those of the charts."""
    foreground: Colour | None = None
    """The text."""
    background: Unused = None
    """The ground of a screen: a brief is printed on white paper."""
    primary: Colour | None = None
    """Headings, rules, bars."""
    secondary: Colour | None = None
    """Labels, numbers, notes: the eye should meet them first."""
    tertiary: Unused = None
    """Not used."""
    success: Unused = None
    """Not used."""
    info: Unused = None
    """Not used."""
    warning: Unused = None
    """Not used."""
    danger: Unused = None
    """Not used."""
    light: Colour | None = None
    """The ground of key messages and boxes."""
    dark: Unused = None
    """Not used."""
    link: Unused = None
    """Not used: links are printed in the colour of the text."""


class FontFile(_BrandPart):
    """A face of a font."""

    path: str
    """From the folder of the brand file: `fonts/Spectral-Regular.ttf`."""
    weight: Unused = None
    """Not used: the file says it."""
    style: Unused = None
    """Not used: the file says it."""


class BrandFont(_BrandPart):
    """A font: its files, or its name alone where a package or styles/fonts/ has them."""

    family: str
    """As its files call it: `Spectral`."""
    source: Literal["file", "google", "bunny", "system"] = "google"
    """Where it is from; nothing is fetched, so one that is no `file` is an installed package."""
    files: list[
        Annotated[FontFile, BeforeValidator(_is_path), WithJsonSchema(_TEXT_OR_FIELDS)]
    ] = []
    """Its faces, of a `source: file`."""
    weight: Unused = None
    """Not used: a brief takes the faces that it needs."""
    style: Unused = None
    """Not used."""
    display: Unused = None
    """Not used."""


class BaseType(_BrandPart):
    """How text is set."""

    family: str | None = None
    """The font of the text."""
    size: Unused = None
    """Not used: copyfitting chooses it, between the sizes of tokens.css."""
    weight: Unused = None
    """Not used."""
    line_height: Unused = None
    """Not used."""


class HeadingType(_BrandPart):
    """How headings are set."""

    family: str | None = None
    """The font of title and headings."""
    weight: Weight | None = None
    """How bold title and headings are: `400`, `bold`."""
    style: Unused = None
    """Not used."""
    color: Colour | None = None
    """The colour of title and headings, where that is not `primary`."""
    line_height: Unused = None
    """Not used."""


class Typography(_BrandPart):
    """The fonts of the house."""

    fonts: list[BrandFont] = []
    """Where each font is found."""
    base: Annotated[
        BaseType | None, BeforeValidator(_is_family), WithJsonSchema(_TEXT_OR_FIELDS)
    ] = None
    """The text."""
    headings: Annotated[
        HeadingType | None, BeforeValidator(_is_family), WithJsonSchema(_TEXT_OR_FIELDS)
    ] = None
    """Title and headings."""
    monospace: Unused = None
    """Not used."""
    monospace_inline: Unused = None
    """Not used."""
    monospace_block: Unused = None
    """Not used."""
    link: Unused = None
    """Not used."""


class BriefColours(_BrandPart):
    """The tokens by their own names, where the format has no name for them."""

    ink: Colour | None = None
    """In place of `primary`."""
    accent: Colour | None = None
    """In place of `secondary`."""
    muted: Colour | None = None
    """Captions, folios, labels; without it, a lighter text."""
    pale: Colour | None = None
    """In place of `light`; without both, a tint of `primary`."""
    text: Colour | None = None
    """In place of `foreground`."""
    hairline: Colour | None = None
    """Thin rules; without it, a tint of `primary`."""
    field: Colour | None = None
    """A field of colour, with words on it: a masthead, key messages; without it, `primary`."""


class BriefDefaults(_BrandPart):
    """Settings that briefs alone have; every name that stands here is ours."""

    masthead: str | None = None
    """The head of a brief: `rule`, `band`, `bar` or `centred`."""
    messages: str | None = None
    """Key messages: on a `ground`, on a `field` of colour, or between `rules`."""
    headings: str | None = None
    """Headings: `plain`, `ruled` or `label`."""
    labels: Literal["base", "headings"] = "headings"
    """The font of tables, notes, captions and key messages."""
    colors: BriefColours = Field(default_factory=BriefColours)
    """Tokens by their own names."""


class Defaults(Contract):
    """Settings of programs, by their names; those of others are left alone."""

    model_config = ConfigDict(extra="ignore")

    briefpress: BriefDefaults = Field(default_factory=BriefDefaults)
    """Ours."""


class BrandFile(Contract):
    """_brand.yml, beside content/ or in it."""

    meta: Unused = None
    """Not used: institute.yaml says who publishes."""
    logo: Annotated[
        BrandLogos | None,
        BeforeValidator(lambda value: {"medium": value} if isinstance(value, str) else value),
        WithJsonSchema(_TEXT_OR_FIELDS),
    ] = None
    """The logo, in place of the wordmark."""
    color: BrandColours = Field(default_factory=BrandColours)
    """Colours."""
    typography: Typography = Field(default_factory=Typography)
    """Fonts."""
    defaults: Defaults = Field(default_factory=Defaults)
    """Settings of programs, ours under `briefpress`."""


@dataclass(frozen=True)
class Brand:
    """The look of a brief, as a brand file has it."""

    file: str
    """Its name from the house: `_brand.yml`."""
    tokens: Mapping[str, str]
    """The tokens that it sets, by their names; colours as `#rrggbb`."""
    places: Mapping[str, Place]
    """Where it says each."""
    palette: tuple[str, ...] = ()
    """The colours of the palette, in their order, each once."""
    fonts: tuple[Path, ...] = ()
    """The font files that it names."""
    logo: bytes = b""
    """The picture for the head of a brief, as it is printed; empty where there is none."""
    logo_alt: str = ""
