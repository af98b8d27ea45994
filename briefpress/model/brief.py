"""Sources and what is made of them: the texts of a brief, the house's theme, the brief itself.

contract.py has what an author writes, field by field; text.py has what a text is made of.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .cells import Column, DataTable
from .identifiers import Identifier
from .map_shapes import Outline
from .problems import Place, nearest_place
from .sections import Section, find_sections
from .text import MARK, Block, Citation, Fragment, Mark, Reference
from .walk import walk

if TYPE_CHECKING:
    from .boundaries import HouseBoundaries
    from .brand import Brand
    from .contract import BriefFields, Institute


# ---------------------------------------------------------------------------------------------
# Sources: what stands in content/


@dataclass(frozen=True)
class TextFile:
    """A text of an author: *name* as the author calls it (`content/dprk/brief.md`), *text*."""

    name: str
    text: str
    data: bytes = b""
    """Its bytes as they lie on the disk, line ends and byte order mark among them."""

    @property
    def base(self) -> str:
        """Its name in its folder: `brief.md`."""
        return self.name.rpartition("/")[2]


@dataclass(frozen=True)
class Sources:
    """Everything that one brief is made from, read once."""

    slug: str
    """Name of its PDF: that of the brief's folder in content/, with the tag of the language behind
    it where that is not its main one: `dprk`, `dprk.fr`."""
    folder: str
    """The folder as its author calls it: `content/dprk`."""
    institute: TextFile
    fields: TextFile
    """brief.yaml"""
    prose: TextFile
    """brief.md, brief.fr.md"""
    files: Mapping[str, bytes]
    """The pictures and data of the folder, by name, as they lie on the disk."""
    house: Mapping[str, bytes] = field(default_factory=dict)
    """The files that lie beside institute.yaml, for all briefs, by name."""
    refused: frozenset[str] = frozenset()
    """Names of files that lie there and cannot be read: each was told."""
    saved: Mapping[str, bytes] = field(default_factory=dict)
    """Copies of sources in the folder `sources/`, by name: `coi-2014.pdf`. Checks look quotations
    up in them; they go no further."""
    tag: str = ""
    """The language, where it is not the main one of the brief."""
    words: TextFile | None = None
    """fr.yaml: what brief.yaml says, in that language; None where it is the main one, or where
    there is no such file."""

    @property
    def content(self) -> dict[str, bytes]:
        """Every file by its path in content/: `institute.yaml`, `dprk/brief.md`, …"""
        below = self.folder.rpartition("/")[2]
        texts = {file.base: file.data for file in (self.fields, self.prose, self.words) if file}
        folder = {f"{below}/{name}": data for name, data in {**texts, **self.files}.items()}
        return {"institute.yaml": self.institute.data, **self.house, **folder}


# ---------------------------------------------------------------------------------------------
# Theme: templates/ and styles/


NUMBER = "{}"
"""Where the number stands in the name of a part of a source, if not behind it: `第{}段`."""


@dataclass(frozen=True)
class Vocabulary:
    """The words of a language by which the checks understand a text: the table `[checks]`.

    Letters count in either case, except in *abbreviations* and *short_forms*.
    """

    abbreviations: tuple[str, ...]
    """Words with a full stop that ends no sentence, without the stop: `Mr`, `paras`. A single
    letter always is one."""
    months: tuple[str, ...]
    """The months and their short forms: a number beside one is a date."""
    numbered: tuple[str, ...]
    """The number after one of these is a name and counts nothing: `article`, `para.`, `§`."""
    between_numbers: tuple[str, ...]
    """Words that join two such numbers, or two days: `and`, `to`."""
    people: tuple[str, ...]
    """A number that looks like a year counts something before one of these: `1951 people`."""
    powers: Mapping[str, int]
    """Powers of ten by the word that stands for them: 6 by `million`."""
    short_forms: tuple[str, ...]
    """Short forms that every reader of a brief knows: `UN`, `GDP`."""
    doubled: tuple[str, ...]
    """Words that may stand twice in a row: `had had`."""
    vague_links: tuple[str, ...]
    """Texts of a link that do not say where it leads: `read more`."""
    of_others: str
    """Regular expression for what stands behind the number of a figure of another publication,
    `figure 3 of the report`; empty where the file has none."""
    by_others: str
    """The same for what stands before it: `its figure 3`."""
    figure_typed: str
    """Regular expression for words before the number of a figure that is typed, besides those that
    the page prints: `chart`, `рисунке`; empty where the file has none."""
    table_typed: str
    """The same of a table."""
    picture_of: str
    """Regular expression for the beginning of an alt text that says nothing, `An image of`; empty
    where there is none."""
    doubled_where: str = ""
    """Regular expression for a word twice with the words around it, where that is right: `were in
    in 2019`; empty where the file has none."""
    misspelt: tuple[tuple[str, str], ...] = ()
    """Regular expressions for words in small letters that are often misspelt, and the right word:
    `teh`, `the`; none where the file has none."""
    year_stands: str = ""
    """Regular expression for where a number is a year, with `{}` for it: `in {} it`; empty where
    the file has none."""
    weekdays: tuple[str, ...] = ()
    """Days of the week and their short forms: between two of them a hyphen is a dash."""
    ages: tuple[str, ...] = ()
    """Words behind which two numbers with a hyphen are a range: `ages 5-17`."""
    no_marks: tuple[str, ...] = ()
    """Marks of what is to come that are words of this language: `TODO` in Spanish, `XX` where it
    counts what follows it."""
    has_nouns_in_capitals: bool = False
    """Whether each noun has a capital, which then makes no name of it."""

    # A phrase of another language may stand in any text, so these hold the words of every language
    # of the house, this one's first.
    not_halves: tuple[str, ...] = ()
    """Before one of these, a hyphen and a space do not break a word: `pre- and post-war`."""
    to_come: tuple[str, ...] = ()
    """How a text in brackets begins that stands for what is to come: `[insert the figure]`."""
    to_come_in_cells: tuple[str, ...] = ()
    """Texts of a whole cell that is to come: `pending`."""
    no_names: tuple[str, ...] = ()
    """Words that have a capital at the start of a sentence, and are no name before `XX`."""
    before_numeral: tuple[str, ...] = ()
    """Regular expressions for words before a Roman numeral: `siglo` of `siglo XX`."""
    after_numeral: tuple[str, ...] = ()
    """The same for words behind one: `century`."""
    plain_capitals: tuple[str, ...] = ()
    """Words in capitals, of a cell or a text that shouts, that are no short form: `TOTAL`."""
    ratios: tuple[str, ...] = ()
    """Words between the two numbers of a share: `out of`."""
    common_words: tuple[str, ...] = ()
    """Words of more than three letters that say nothing of what a number counts: `about`."""
    untitled: tuple[str, ...] = ()
    """Titles that a program gives to a text without one: `untitled`."""
    stands_for: tuple[str, ...] = ()
    """Words between a short form and its meaning: `is`, `stands for`."""
    totals: tuple[str, ...] = ()
    """Labels of a row that adds up the others: `total`, `subtotal`."""
    parts_of_others: tuple[str, ...] = ()
    """How the label of a row begins that is a part of another one: `of which`."""
    sums_explained: tuple[str, ...] = ()
    """Regular expressions for words of a note that says why numbers do not add up: `rounding`."""
    not_added: tuple[str, ...] = ()
    """Regular expressions for the head of a column whose numbers nobody adds up: `prices?`."""
    rises: tuple[str, ...] = ()
    """Regular expressions for a number that rose to another one, with `{}` for each of the two:
    `rose from {} to {}`."""
    falls: tuple[str, ...] = ()
    """The same for one that fell."""
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Regular expressions for words behind a number, by the unit for which they stand: `per ?cent`
    by `%`."""

    def is_total(self, label: str) -> bool:
        """Whether a row adds up others, and its label says nothing else: `Total`, `TOTAL (US$):`"""
        return self._total.fullmatch(label) is not None

    @cached_property
    def _total(self) -> re.Pattern[str]:
        totals = "|".join(map(re.escape, sorted(self.totals, key=len, reverse=True)))
        return re.compile(rf"(?:{totals or '(?!)'})(?:\s*\([^()]*\))?\s*:?", re.IGNORECASE)


@dataclass(frozen=True)
class ShortFormWords:
    """How a language spells out the short forms that do not stand alone: `NGOs`, `OCHA’s`."""

    plurals: tuple[tuple[str, str], ...] = ()
    """Regular expressions, and what stands for what they find where a meaning is of several: the
    first that is found. Without one, a meaning stays as its author wrote it."""
    noun_ends: str = ""
    """Regular expression: where the noun of a meaning ends, ` of …`; without one, at its end."""
    several: str = ""
    """Regular expression: words before a short form that stands for several and has no ending,
    `les ONG`. Where there is one, each word of a noun has its plural, and a name has none."""
    article: str = ""
    """The article before a name whose short form has none: `the` Office, of `OCHA’s`."""
    takes_article: str = ""
    """Regular expression: which names have it."""


@dataclass(frozen=True)
class Language:
    """Everything that the house knows of one language: templates/languages/<tag>.toml."""

    tag: str
    locale: str
    """The locale of dates, numbers and citations: `en-GB`."""
    quotes: tuple[str, str, str, str]
    """Opening and closing, double and single, as they are set."""
    spaces: tuple[tuple[str, str], ...]
    """Regular expressions, and the space that stands where they match."""
    spelled_out: str
    """Regular expression: after which words a short form is spelled out in its own place; it is
    searched for in these words and the meaning, with a bar between the two."""
    short_forms: ShortFormWords
    votes: str
    """Regular expression: a result of a vote, `11 in favour`; empty where the file has none."""
    leans: tuple[str, ...]
    """Words that no line of a heading ends with, in small letters: `the`, `of`; one with a hyphen
    before it is the end of such words, `-의`."""
    joins: tuple[str, ...]
    """Words that a line of a heading begins with rather than another: `and`, `because`."""
    charts: str
    """Locale of the dates in charts, as d3 calls it: `en-GB`."""
    chart_numbers: str
    """The same of their numbers: another one where d3 has other digits than the page."""
    dates: Mapping[str, str]
    """Patterns of Unicode's CLDR for `day`, `month`, `year` and their `short` forms;
    `first` is how the first day of a month is written: `1er`."""
    words: Mapping[str, str]
    """The words that a template prints, by name: `Key messages` by `key_messages`."""
    redline: Mapping[str, str]
    """The words of a redline about itself, those for listeners among them."""
    parts: Mapping[str, str]
    """Names of the parts of a page in a redline: `key_messages`, `boxes`: blocks by their field."""
    pack: Mapping[str, str]
    """The words of a pack about itself."""
    locators: Mapping[str, tuple[str, ...]]
    """How an author names the part of a source before its number, by CSL's term for it: `p.`,
    `pp.`, `page` and `pages` by `page`. The first is printed before one, the second before several;
    `第{}页` around the number.
    """
    checks: Vocabulary
    own_locators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same for parts that CSL does not know; the first two words are printed, for one part and
    for several: `annex` and `annexes`."""
    site: Mapping[str, str] = field(default_factory=dict)
    """The words of the publications page, where the institute speaks this language."""
    check_page: Mapping[str, str] = field(default_factory=dict)
    """The words of the page behind the QR code, about itself and an edition in this language."""
    review: Mapping[str, str] = field(default_factory=dict)
    """The words of a file for reviewers, and of the table of what was done with their remarks."""
    common: tuple[str, ...] = ()
    """Words by which a text is known to be in this language, in small letters: `the`, `of`."""
    recipients: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """How a list of recipients calls its columns, by what is in them: `name`, `copies`."""
    vote_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """How a table of votes calls its columns and outcomes, by what is meant: `for`, `vetoed`;
    what the page prints itself counts besides."""
    terms: Mapping[str, str] = field(default_factory=dict)
    """Terms of CSL for which pandoc has other words than it prints: `accessed`."""
    code_page: str = ""
    """The encoding of Windows before UTF-8, in which a spreadsheet saves CSV: `cp1252`."""
    letters: str = ""
    """The letters that it writes besides a to z, with those of foreign names that are common."""
    countries: Mapping[str, str] = field(default_factory=dict)
    """Names of countries on maps, by their codes of two letters, where Unicode's is another."""
    months: tuple[str, ...] = ()
    """The months as dates name them, where CLDR has other names: `أيار/مايو`; empty elsewhere."""
    short_months: tuple[str, ...] = ()
    """The same where there is little room: the second of two names, `مايو`."""
    latin_months: Mapping[str, str] = field(default_factory=dict)
    """The same names, and how a note in Latin letters writes them, in a language from the right."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """How it writes marks that templates print between words: `،` for `,` in Arabic."""
    direction: str = "ltr"
    """In which direction it is read: `ltr` or `rtl`."""
    dash: str = "–"
    """The dash with spaces around it, as its authors are told to write it."""
    style_sheet: str = ""
    """The style sheet of styles/ that its pages have besides: `cjk`; empty where they need none."""
    regions: Mapping[str, str] = field(default_factory=dict)
    """The locales of regions that write numbers otherwise, by their tags: `pt-BR`."""
    region_words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The words that a page prints otherwise in one of them, by its tag: `Tabela`."""
    region_dates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Patterns of dates that are others there: `1º` for the first day of a month."""
    region_spaces: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """The same of `spaces`, after those of the language: no space before `;` in Canada."""
    full_width: str = ""
    """Marks that Latin fonts have as well, which it sets in the font of its own letters: `“”…`."""
    capitals: Mapping[str, str] = field(default_factory=dict)
    """Letters whose capital is another one than Unicode's: `{i = "İ"}` in Turkish."""
    titles: tuple[str, ...] = ()
    """Marks around the titles of works in letters of its own, other than a to z: opening and
    closing, of a book and of what is part of one, `《》《》`; empty where these slant."""
    calls_before: str = ""
    """Marks before which the call of a note stands, also where an author writes it behind them:
    `.,;:` in French; empty where it stands behind them."""
    digits: str = ""
    """The ten digits of its own script, from nought; empty where it has none but 0 to 9."""
    digit_signs: Mapping[str, str] = field(default_factory=dict)
    """The signs that stand among these digits: `thousands`, `decimal` and `percent`."""

    def capitalise(self, words: str) -> str:
        """Write *words* with a capital, as they begin a sentence."""
        first = words[:1]
        return self.capitals.get(first, first.upper()) + words[1:]

    @property
    def arrow(self) -> str:
        """The arrow from what was to what is."""
        return "←" if self.direction == "rtl" else "→"

    def punctuate(self, text: str) -> str:
        """Write the marks between the words of *text*, which a template has put together."""
        for mark, own in self.marks.items():
            text = re.sub(rf"{re.escape(mark)}(?=\s|\Z)", own, text)
        return self.close_up(text)

    def close_up(self, text: str) -> str:
        """Take the space away behind marks that fill a square: they have it within them."""
        return re.sub(r"(?<=[：，；。、]) +(?=\S)", "", text) if self.style_sheet else text

    def part_words(self, label: str) -> tuple[str, str]:
        """Give the words before the number of one part of a source, and before those of several.

        *label*: CSL's term for the part, or one of the language's own.
        """
        one, *more = self.locators.get(label) or self.own_locators.get(label) or (label,)
        return one, next(iter(more), one)

    def plural(self, meaning: str) -> str:
        """Put *meaning*, the words that a short form stands for, into the plural."""
        words = self.short_forms
        if not words.plurals:
            return meaning
        end = re.search(words.noun_ends, meaning) if words.noun_ends else None
        noun, rest = (meaning[: end.start()], meaning[end.start() :]) if end else (meaning, "")
        if words.several:
            is_noun = re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+){,3}", noun)
            if not is_noun or meaning[1:] != meaning[1:].lower():
                return meaning
            words_of_noun = re.split(r"([ -])", noun)
            plurals = [one if one in " -" else self._plural_of(one) for one in words_of_noun]
            return "".join(plurals) + rest if all(plurals) else meaning
        return (self._plural_of(noun) or noun) + rest

    def _plural_of(self, noun: str) -> str:
        """Put *noun* into the plural; empty where the language has no rule for it."""
        for pattern, replacement in self.short_forms.plurals:
            if re.search(pattern, noun):
                return re.sub(pattern, replacement, noun, count=1)
        return ""

    def around_number(self, label: str) -> str:
        """How the part *label* of a source stands around its number, `第{}段`; empty in a language
        that writes a word before it.
        """
        word = self.part_words(label)[0]
        return word if NUMBER in word else ""

    def space(self, html: str) -> str:
        """Set the spaces of this language in the texts of *html*."""
        for pattern, space in self._spaces_of_texts:
            html = pattern.sub(space, html)
        return html

    @cached_property
    def _spaces_of_texts(self) -> list[tuple[re.Pattern[str], str]]:
        pairs = (_HYPHEN, *self.spaces)
        return [(re.compile(f"{one}(?![^<]*>)"), space) for one, space in pairs]

    @property
    def spaced_colon(self) -> str:
        """The colon within a line, with the blanks that this language sets beside it."""
        colon = self.words["colon"]
        return colon if colon == "：" else f"{colon} "

    @property
    def semicolon(self) -> str:
        """The mark between two sources, with the blank before it that this language sets."""
        if self.full_width:
            return "；"
        spaced = self.space(" ; ")
        return "; " if spaced == " ; " else spaced


_HYPHEN = ("\u2011", "\u2060-\u2060")
"""The hyphen of a word processor at which no line ends, which few fonts have, and how it is set."""


def find_language(languages: Mapping[str, Language], tag: str) -> Language | None:
    """Find the words of `fr-CA` among *languages*, or those of `fr`, with the numbers and
    words of the region where they are others; None where there are none.
    """
    if tag in languages:
        return languages[tag]
    language = languages.get(tag.split("-")[0])
    locale = language.regions.get(tag) if language else None
    if language and locale:  # the terms correct what CSL has for the locale of the language
        words = {**language.words, **language.region_words.get(tag, {})}
        return replace(
            language,
            locale=locale,
            chart_numbers=locale,
            terms={},
            words=words,
            dates={**language.dates, **language.region_dates.get(tag, {})},
            spaces=(*language.spaces, *language.region_spaces.get(tag, ())),
        )
    return language


def say_unknown_language(tag: str, known: Collection[str]) -> tuple[str, str]:
    """Say that nobody has words for the language *tag*, and what to do about it."""
    message, names = f"no words for the language `{tag}`", ", ".join(sorted(known))
    if len(tag) != 2 and "-" not in tag:
        return message, f"known: {names}; write one of these"
    if tag.lower().split("-")[0] in known:
        return message, f"did you mean `{tag.lower().split('-')[0]}`?"
    code = tag.lower().split("-")[0]
    return message, (
        f"known: {names}; to add it, `briefpress theme copy templates/languages/en.toml`, "
        f"rename it to {code}.toml, and translate it"
    )


@dataclass(frozen=True)
class Theme:
    """How briefs look: everything in templates/ and styles/, and the fonts that they name."""

    templates: Mapping[str, str]
    """Jinja2 templates by their path in templates/."""
    styles: Mapping[str, str]
    """Style sheets by their name in styles/."""
    languages: Mapping[str, Language]
    tokens: Mapping[str, str]
    """Custom properties of styles/tokens.css, without the dashes: the brand."""
    font_faces: str = ""
    """`@font-face` rules of the families that the tokens name."""
    fonts: Mapping[str, bytes] = field(default_factory=dict)
    """Font files by the path at which *font_faces* names them."""
    origins: Mapping[str, Place] = field(default_factory=dict)
    """Where the house says a token: in its brand file or its own tokens.css; not the defaults."""
    brand: Brand | None = None
    """Its brand file, read; None where it has none."""
    chart_fonts: Path | None = None
    """The folder of this machine in which a chart finds its type."""

    def language(self, tag: str) -> Language:
        """The words of `fr-CA`, or of `fr` where it has none of its own."""
        return find_language(self.languages, tag) or self.languages[tag]


# ---------------------------------------------------------------------------------------------
# Brief: what the content means


@dataclass(frozen=True)
class Brief:
    """A brief as its author means it: every field checked, every name known, prose set.

    One with errors is a brief as well, which can be printed as a draft and never be published: a
    `Missing` stands in it for each name that nobody defined, a fallback for each value that cannot
    be read; a source that it cites, a file that it names may be unknown.
    """

    slug: str
    institute: Institute
    fields: BriefFields
    words: Language
    """Everything that the house knows of the language in which it is written."""
    prose: Fragment
    marks: tuple[Mark, ...]
    """The meaning of each mark in its fragments, by number."""
    data: Mapping[str, DataTable]
    """The CSV files that its tables and charts name."""
    files: Mapping[str, bytes]
    """The pictures that its figures name, as they are printed, by their names on the page."""
    places: Mapping[tuple[str | int, ...], Place]
    """Where each value of brief.yaml stands, by its path."""
    written: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    """The columns of the tables whose rows stand in brief.yaml, typed as those of a file are."""
    shapes: Mapping[str, tuple[Outline, ...]] = field(default_factory=dict)
    """The shapes of each map that is drawn of the brief's own, by the name of its figure."""
    boundaries: HouseBoundaries | None = None
    """How its maps show what is disputed; None where it has no map, or the house says nothing."""
    house_facts: tuple[str, ...] = ()
    """Names of the facts of content/facts.yaml; those that it prints are among its `facts`."""
    logo: bytes = b""
    """The picture in place of the wordmark, as it is printed; empty where there is none."""
    texts: tuple[TextFile, ...] = ()
    """The texts that it was read from, to find again what the press stumbles over."""
    saved: Mapping[str, bytes] = field(default_factory=dict)
    """Copies of what it cites, by the names of their files, `coi-2014.pdf`: neither printed nor
    carried."""
    content: Mapping[str, bytes] = field(default_factory=dict)
    """The files that it is made of, without comments, by path in content/: its PDF carries them."""

    @property
    def language(self) -> str:
        """BCP 47 tag."""
        return self.fields.language or self.institute.language

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers on which it is printed, the main one first."""
        return tuple(self.fields.paper or self.institute.papers)

    @property
    def series(self) -> str:
        """The name of its series, in its language."""
        named = self.institute.series
        short = self.language.split("-")[0]
        return (
            self.fields.series
            or named.get(self.language)
            or named.get(short)
            or next(iter(named.values()))
        )

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """The numbers by which registers know it; the imprint has the last one first."""
        fields = self.fields
        known = (
            Identifier("DOI", fields.doi or "", "doi", "https://doi.org/"),
            Identifier("ISBN", fields.isbn or "", "urn:ISBN"),
            Identifier("ISSN", fields.issn or self.institute.issn or "", "urn:ISSN"),
        )
        return tuple(one for one in known if one.number)

    def citations(self) -> Iterator[Citation]:
        """Every citation: those of its texts, and the source of each value."""
        yield from (mark for mark in self.marks if isinstance(mark, Citation))
        for leaf in walk(self.fields):
            if isinstance(leaf.value, Citation):
                yield leaf.value

    def value(self, path: tuple[str, ...]) -> Any:
        """Find the value of `{{ title }}`, `{{ facts.returned }}`, `{{ facts.returned.big }}`."""
        head, *rest = path
        if head == "series":  # which has a value where the brief names none
            return self.series
        value = getattr(self.fields, head)
        if not rest:
            return value
        entry = value[rest[0]]
        return getattr(entry, rest[1]) if rest[1:] else entry.in_sentence

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of its prose, in order."""
        return tuple(find_sections(self.prose.html))

    @cached_property
    def numbers(self) -> Mapping[tuple[str, str], int]:
        """The number of each figure and table that is placed, by its kind and name.

        They are counted in the order of the text; what stands in a box counts where the box does.
        """
        counts: dict[str, int] = {}
        numbers: dict[tuple[str, str], int] = {}

        def count(html: str) -> None:
            for match in MARK.finditer(html):
                mark = self.marks[int(match[1])]
                if not isinstance(mark, Block) or mark.name is None:
                    continue
                path = (mark.kind, mark.name)
                block = getattr(self.fields, mark.kind).get(mark.name)
                if block is None or path in numbers:
                    continue
                numbers[path] = 0
                if block.numbered:
                    numbers[path] = counts[block.numbered] = counts.get(block.numbered, 0) + 1
                for leaf in walk(block):
                    if isinstance(leaf.value, Fragment):
                        count(leaf.value.html)

        count(self.prose.html)
        return {path: number for path, number in numbers.items() if number}

    def find_section(self, reference: Reference) -> Section | None:
        """The section that *reference* names; None where there is none."""
        return next((one for one in self.sections if one.name == reference.name), None)

    def is_printed(self, path: tuple[str | int, ...]) -> bool:
        """Whether the field *path* is printed: one of a block is where prose places that, and
        nothing is wrong with it.
        """
        from .fields import find_blocks  # pydantic, for which `--help` should not wait

        is_of_block = bool(path) and path[0] in find_blocks(type(self.fields))
        return not is_of_block or path[:2] in self._printed_blocks

    @cached_property
    def _printed_blocks(self) -> frozenset[tuple[str | int, ...]]:
        from .fields import find_blocks, walk_blocks

        placed = {(mark.kind, mark.name) for mark in self.marks if isinstance(mark, Block)}
        kinds = find_blocks(type(self.fields))
        return frozenset(
            path
            for path, block in walk_blocks(self.fields)
            if (path[0], path[1] if kinds[path[0]].has_names else None) in placed
            and not any(block.faults(path[1], self.data))
        )

    def place(self, *path: str | int) -> Place:
        """Where the value of *path* stands, or the nearest one that holds it."""
        return nearest_place(path, self.places)
