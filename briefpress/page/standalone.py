"""A template of the house's own → a page that is no brief's: in a pack, or of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..model.brief import Theme
from ..model.page import Html
from ..model.problems import Problems
from .edition_notes import set_note
from .fill_templates import Writer
from .right_to_left import isolate, mirror_page
from .scripts import add_script_fonts
from .theme import styles_of

if TYPE_CHECKING:
    from ..model.contract import Institute


@dataclass(frozen=True)
class StandalonePage:
    """A page of the house's own, which is no brief's: an erratum, the sheets of a pack."""

    template: str
    slug: str
    paper: str
    language: str
    """Whose words, dates and numbers it has."""
    style: str
    """The file of styles/ that it is set with, after those of the house, without its ending."""


def lay_out_standalone(
    page: StandalonePage, values: Mapping[str, Any], theme: Theme, problems: Problems
) -> Html:
    """Fill the template of *page* with *values*. Raises `Stopped` where the template fails."""
    spoken = theme.language(page.language)
    text = fill_standalone(
        page.template, theme, {**values, "paper": page.paper}, page.language, problems
    )
    style_sheets = tuple(styles_of(theme, page.paper, page.style, spoken.style_sheet))
    html = Html(page.slug, page.paper, text, style_sheets, dict(theme.fonts))
    if spoken.direction == "rtl":
        html = mirror_page(html, theme)
    return add_script_fonts(html, theme, spoken)


def fill_standalone(
    template: str, theme: Theme, values: Mapping[str, Any], language: str, problems: Problems
) -> str:
    """Fill the template *template* with *values*, in *language*: the text of a page. Raises
    `Stopped` where it fails.
    """
    writer = Writer(theme, language, problems)
    writer.names |= {
        **values,
        "language": language,
        "direction": writer.language.direction,
        "word": writer.word,
        "pack": writer.language.pack,
        "plain": writer.text,
        "date": writer.date,
        "dates": writer.dates,
        "moment": writer.moment,
    }
    text = writer.render(template)
    is_turned = writer.language.direction == "rtl"
    return isolate(text, writer.language.marks) if is_turned else text


class SiteWriter(Writer):
    """Fills templates that belong to no brief."""

    def __init__(
        self, institute: Institute, theme: Theme, problems: Problems, language: str | None = None
    ) -> None:
        """Take the words and dates of *language*; None: in which *institute* speaks of itself."""
        super().__init__(theme, language or institute.language, problems)
        self.zones = institute.time_zones
        self.colon = self.language.words["colon"]
        self.names |= {
            "institute": institute,
            "language": self.language.tag,
            "locale": self.locale,
            "direction": self.language.direction,
            "word": self.word,
            "say": self.say,
            "colon": self.colon,
            "redline": self.language.redline,
            "date": self.date,
            "also_in": self.language.words["also_in"],
            "size": self.size,
            "spaced": self.spaced,
            "noted": self.noted,
            "begin": self.begin,
            "language_name": self.language_name,
            "lang": self.lang,
            "own_name": self.own_name,
        }

    def render(self, name: str, /, **values: Any) -> str:
        """Fill the template *name*; in a language from the right, isolate what is not of it."""
        text = super().render(name, **values)
        is_turned = self.language.direction == "rtl"
        return isolate(text, self.language.marks) if is_turned else text

    def word(self, name: str) -> str:
        """A word of the table `[site]`."""
        if name not in self.language.site:
            file = f"templates/languages/{self.language.tag}.toml"
            raise LookupError(f"no word `{name}` under [site] in {file}")
        return self.language.site[name]

    def say(self, name: str, **values: object) -> str:
        """A sentence of the table `[check_page]`, with *values* where it names them: `{date}`."""
        if name not in self.language.check_page:
            file = f"templates/languages/{self.language.tag}.toml"
            raise LookupError(f"no word `{name}` under [check_page] in {file}")
        text = self.language.check_page[name]
        for key, value in values.items():
            text = text.replace(f"{{{key}}}", str(value))
        return text

    def size(self, octets: int) -> str:
        """A size in bytes, in words: `74 KB`, `1.2 MB`."""
        small = octets < 1_000_000
        number = Decimal(-(-octets // 1000)) if small else Decimal(f"{octets / 1e6:.1f}")
        return f"{self.decimal(number)}\u00a0{self.word('kb' if small else 'mb')}"

    def spaced(self, text: str, tag: str) -> str:
        """A text in the language *tag*, with its hard spaces."""
        known = {tag, tag.split("-")[0]} & self.theme.languages.keys()
        return self.theme.languages[max(known)].space(text) if known else text

    def begin(self, text: str, tag: str = "") -> str:
        """Write *text* with a capital, as the language *tag* does; "" is that of this page."""
        known = {tag, tag.split("-")[0]} & self.theme.languages.keys()
        return (self.theme.languages[max(known)] if known else self.language).capitalise(text)

    def noted(self, text: str, tag: str) -> str:
        """Set a note of an edition in the language *tag*; "" is the language of this page."""
        known = {tag, tag.split("-")[0]} & self.theme.languages.keys()
        return set_note(text, self.theme.languages[max(known)] if known else self.language)
