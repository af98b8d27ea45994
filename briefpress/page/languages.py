"""Turn templates/languages/<tag>.toml into a Language: whatever the house knows of one language.

All that a page prints in a language, and most of what checks know of it, stands in such a file: a
house adds one to print in another language. Words by which files of others are known stand in code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypedDict

from ..model.brief import Language, ShortFormWords, Vocabulary
from ..model.problems import Place, Problems

DATES = ("day", "month", "year", "first")
"""How a language writes dates, at least."""
RENAMED = {"locale": "csl"}
"""Each key that was renamed, and its name in files that were written for an older briefpress."""
_KINDS: dict[type, str] = {str: "a text", list: "a list", dict: "a table", bool: "true or false"}
_SHARED_LISTS = (
    *("not_halves", "to_come", "to_come_in_cells", "no_names", "plain_capitals", "ratios"),
    *("common_words", "untitled", "totals", "parts_of_others", "stands_for"),
)
_SHARED_PATTERNS = (
    "before_numeral",
    "after_numeral",
    "sums_explained",
    "not_added",
    "rises",
    "falls",
)
"""Words under `[checks]` that count in the texts of every language, as `units` do."""


_SYMBOLS = (
    r"[kcmµμnd]?m[²³23]?|ha|[kmµμ]?g|[kMG]?t(?:CO2e?|CO₂e?)?|[kMGT]?W|[kMGT]?Wh|k?V|[kMGT]?J|[hk]?Pa|"
    r"[kMGT]?Hz|[kMGT]B|°[CF]?|K|[cmhµμ]?[lL]|dB|h|min|s|ppm|ppb|%|‰|k|M|Mio|Mrd|"
    r"USD|EUR|GBP|CHF|JPY|CNY|INR|BRL|RUB|XAF|XOF|(?:US|R)?\$|€|£|₽"
)
UNITS = (
    (rf"(?<=\d) (?=(?:{_SYMBOLS})(?![\w’]))", "\u00a0"),
    (r"(?<=\d) (?=[^\W\d][^\W\d_]{0,8}[.²³]?/[^\W\d])", "\u00a0"),  # 120 people/km²
    (r"\b([kMG]?t|k?g|[km]?[mst]²?³?) (?=CO(?:2|₂|<sub>)|[kms]?[mst](?:⁻|<sup>[-−]))", "\\1\u00a0"),
    (rf"(?<=\d)([ \u00a0\u202f](?:k|M|Md|Mio|Mrd|bn|tn)) (?=(?:{_SYMBOLS})(?![\w’]))", "\\1\u00a0"),
    (r"(?<=\d) (?=[×±] ?\d)", "\u00a0"),
    (r"(?:(?<=/RES/\d{3})|(?<=/RES/\d{4})) (?=\(\d{4}\))", "\u00a0"),
    (r"(?<=\d\u00a0[×±]) (?=\d)", "\u00a0"),
)
"""Where a space does not break in any language, and the space that stands there: between a number
and the symbol of its unit, within a unit, before the year of a resolution. The file of a language
has its words."""


LOOSE = ((r"(?<=\d[.,\u00a0\u202f’]\d{3})\u00a0(?=[^\W\d_]{6})", " "),)
"""Where a space breaks all the same: between a number of thousands and a word of six letters and
more, which as one would leave a gap at the end of the line above: 190,000 dollars.
"""


class ParsedFile(TypedDict):
    """The file of a language, parsed, as JSON can have it."""

    data: dict[str, Any]
    """Empty where it is no TOML."""
    fault: str
    """Why it is no TOML; empty where it is."""
    patterns: list[str]
    """Its regular expressions that compile."""


Texts = tuple[tuple[str, str], ...]
"""Tags of languages, and the texts of their files."""
ParseAll = Callable[[Texts], dict[str, ParsedFile]]
"""Parses the files of languages; the same function gives the same for the same texts."""


def parse_all(texts: Texts) -> dict[str, ParsedFile]:
    """Parse the files of languages; twelve of them take 0.04 s."""
    return {tag: _parse(tag, text) for tag, text in texts}


@lru_cache(maxsize=32)
def _parse(tag: str, text: str) -> ParsedFile:
    """Parse *text*, the file of the language *tag*, and compile its regular expressions."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return ParsedFile(data={}, fault=str(error), patterns=[])
    file = _File(data)
    _read(tag, file)
    return ParsedFile(data=data, fault="", patterns=sorted(file.sound))


_AT_LINE = re.compile(r" \(at line (\d+), column (\d+)\)")


def read_languages(
    texts: Mapping[str, str], problems: Problems, parse: ParseAll = parse_all
) -> dict[str, Language]:
    """Read *texts*, the files of languages by their tags, without those that cannot be used.

    Problems: a file that is no TOML; all that it lacks, and all that is not of its kind, in one
    error. Whether its tables have every word is asked when all languages are known.
    """
    languages = {}
    for tag, (language, faults) in _read_all((*texts.items(),), parse).items():
        if faults:
            message = f"the words cannot be read: {'; '.join(faults)}"
            place, hint = Place(f"templates/languages/{tag}.toml"), "compare it with en.toml"
            if at := _AT_LINE.search(message):  # it is no TOML at all
                place = Place(place.file, int(at[1]), int(at[2]))
                message, hint = message[: at.start()], "see how the lines around it are written"
                if "overwrite" in message:
                    message, hint = "the words cannot be read: this name stands twice", "delete one"
            problems.error(place, message, hint)
        else:
            languages[tag] = language
    return languages


@lru_cache(maxsize=4)
def _read_all(texts: Texts, parse: ParseAll) -> dict[str, tuple[Language, list[str]]]:
    """Read languages, and what is wrong in their files."""
    read = {}
    for tag, parsed in parse(texts).items():
        file = _File(parsed["data"], frozenset(parsed["patterns"]))
        language = _read(tag, file)
        read[tag] = language, [parsed["fault"]] if parsed["fault"] else file.faults
    return read


def share_words(languages: Mapping[str, Language]) -> dict[str, Language]:
    """Give each of *languages* the words of the others that count in any text, behind its own.

    A language that lists none of its own, as one of an older house, has those of the others.
    """
    shared = {}
    for tag, language in languages.items():
        own_first = [language.checks, *(one.checks for one in languages.values())]
        units = dict.fromkeys(unit for words in own_first for unit in words.units)
        words: dict[str, Any] = {
            name: _join(getattr(words, name) for words in own_first)
            for name in (*_SHARED_LISTS, *_SHARED_PATTERNS)
        }
        words["units"] = {
            unit: _join(words.units.get(unit, ()) for words in own_first) for unit in units
        }
        shared[tag] = replace(language, checks=replace(language.checks, **words))
    return shared


def _join(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Join *lists* into one in which each text stands once."""
    return tuple(dict.fromkeys(text for texts in lists for text in texts))


def _read(tag: str, file: _File) -> Language:
    """Read each field of a language; one that is missing is empty, and noted in *file*."""
    return Language(
        tag=tag,
        locale=file.text("locale"),
        charts=file.text("charts"),
        regions={tag: file.text(f"regions.{tag}") for tag in file.optional_table("regions")},
        region_words={
            region: file.words(f"region_words.{region}", ())
            for region in file.optional_table("region_words")
        },
        region_dates={
            region: file.words(f"region_dates.{region}", ())
            for region in file.optional_table("region_dates")
        },
        region_spaces={
            region: file.pairs(f"region_spaces.{region}")
            for region in file.optional_table("region_spaces")
        },
        chart_numbers=file.text("chart_numbers" if "chart_numbers" in file.data else "charts"),
        quotes=file.quotes("quotes"),
        spaces=(*UNITS, *file.pairs("spaces"), *LOOSE),
        spelled_out=file.pattern("spelled_out"),
        short_forms=ShortFormWords(
            plurals=file.pairs("short_forms.plurals"),
            noun_ends=file.pattern("short_forms.noun_ends"),
            article=str(file.optional_table("short_forms").get("article", "")),
            takes_article=file.optional_pattern("short_forms.takes_article"),
            several=file.optional_pattern("short_forms.several"),
        )
        if "short_forms" in file.data
        else ShortFormWords(),
        votes=file.optional_pattern("votes"),
        leans=file.optional_texts("leans"),
        joins=file.optional_texts("joins"),
        dates=file.words("dates", DATES),
        words=file.words("words", ("colon", "and_others")),
        redline=file.words("redline", ()),
        parts=file.words("parts", ()),
        pack=file.words("pack", ()),
        locators={part: file.texts(f"locators.{part}") for part in file.value("locators", dict)},
        own_locators={
            part: file.texts(f"own_locators.{part}") for part in file.data.get("own_locators", {})
        },
        checks=Vocabulary(
            abbreviations=file.texts("checks.abbreviations"),
            months=file.texts("checks.months"),
            numbered=file.texts("checks.numbered"),
            between_numbers=file.texts("checks.between_numbers"),
            people=file.texts("checks.people"),
            powers=file.powers("checks.powers"),
            short_forms=file.texts("checks.short_forms"),
            doubled=file.texts("checks.doubled"),
            doubled_where=file.optional_pattern("checks.doubled_where"),
            misspelt=file.pairs("checks.misspelt") if file.has("checks.misspelt") else (),
            vague_links=file.texts("checks.vague_links"),
            of_others=file.optional_pattern("checks.of_others"),
            by_others=file.optional_pattern("checks.by_others"),
            figure_typed=file.optional_pattern("checks.figure_typed"),
            table_typed=file.optional_pattern("checks.table_typed"),
            picture_of=file.pattern("checks.picture_of"),
            year_stands=file.optional_pattern("checks.year_stands"),
            weekdays=file.optional_texts("checks.weekdays"),
            ages=file.optional_texts("checks.ages"),
            no_marks=file.optional_texts("checks.no_marks"),
            has_nouns_in_capitals=file.flag("checks.has_nouns_in_capitals"),
            **{name: file.optional_texts(f"checks.{name}") for name in _SHARED_LISTS},
            **{name: file.optional_patterns(f"checks.{name}") for name in _SHARED_PATTERNS},
            units={
                unit: file.optional_patterns(f"checks.units.{unit}")
                for unit in file.optional_table("checks.units")
            },
        ),
        site=file.words("site", ()) if "site" in file.data else {},
        check_page=file.words("check_page", ()) if "check_page" in file.data else {},
        common=file.optional_texts("common"),
        review=file.words("review", ()) if "review" in file.data else {},
        recipients={
            column: file.texts(f"recipients.{column}")
            for column in file.optional_table("recipients")
        },
        vote_words={
            word: file.texts(f"vote_words.{word}") for word in file.optional_table("vote_words")
        },
        terms=file.words("terms", ()) if "terms" in file.data else {},
        code_page=file.text("code_page") if "code_page" in file.data else "",
        letters=file.text("letters") if "letters" in file.data else "",
        countries=file.words("countries", ()) if "countries" in file.data else {},
        months=file.months("months") if "months" in file.data else (),
        short_months=file.short_months(),
        latin_months=file.words("latin_months", ()) if "latin_months" in file.data else {},
        marks=file.words("marks", ()) if "marks" in file.data else {},
        direction=file.direction("direction") if "direction" in file.data else "ltr",
        style_sheet=file.text("sheet") if "sheet" in file.data else "",
        full_width=file.text("full_width") if "full_width" in file.data else "",
        dash=file.text("dash") if "dash" in file.data else "–",
        titles=file.quotes("titles") if "titles" in file.data else (),
        calls_before=file.text("calls_before") if "calls_before" in file.data else "",
        capitals=file.words("capitals", ()) if "capitals" in file.data else {},
        digits=file.digits("digits") if "digits" in file.data else "",
        digit_signs=file.words("digit_signs", ()) if "digit_signs" in file.data else {},
    )


class _File:
    """The file of a language: gives its values by `key` or `table.key`, and notes what is wrong."""

    def __init__(self, data: dict[str, Any], sound: Collection[str] = ()) -> None:
        """*sound*: regular expressions that are known to compile."""
        self.data = data
        self.sound = {*sound}
        self.missing: list[str] = []
        self.broken: list[str] = []

    @property
    def faults(self) -> list[str]:
        """All that is wrong with what was asked for: what is missing first."""
        if not self.missing:
            return self.broken
        names = ", ".join(f"`{name}`" for name in self.missing)
        return [f"{names} {'are' if self.missing[1:] else 'is'} missing", *self.broken]

    def value(self, name: str, kind: type) -> Any:
        """The value of *name*, a *kind*; an empty one where there is none, or another kind."""
        table, _, key = name.rpartition(".")
        values = self.value(table, dict) if table else self.data
        if isinstance(values.get(key), kind):
            return values[key]
        if key in values:
            self.tell(name, f"should be {_KINDS[kind]}")
        elif RENAMED.get(name) in values:
            self.tell(RENAMED[name], f"is called `{name}` now: write that in its place")
        elif name not in self.missing and table not in self.missing:
            self.missing.append(name)
        return kind()

    def tell(self, name: str, fault: str) -> None:
        """Note once that the value of *name* has a *fault*."""
        if f"`{name}` {fault}" not in self.broken:
            self.broken.append(f"`{name}` {fault}")

    def text(self, name: str) -> str:
        """A text."""
        return str(self.value(name, str))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        texts = self.value(name, list)
        if not all(isinstance(text, str) and text for text in texts):
            self.tell(name, "should hold texts")
            return ()
        return tuple(texts)

    def words(self, name: str, required: Collection[str]) -> dict[str, str]:
        """A table of texts, with those that are *required*."""
        words = self.value(name, dict)
        return {key: self.text(f"{name}.{key}") for key in dict.fromkeys([*words, *required])}

    def powers(self, name: str) -> dict[str, int]:
        """A table of whole numbers, by words in small letters."""
        powers = self.value(name, dict)
        if not all(isinstance(power, int) for power in powers.values()):
            self.tell(name, "should hold powers of ten: million = 6")
            return {}
        return {word.casefold(): power for word, power in powers.items()}

    def pattern(self, name: str) -> str:
        """A regular expression."""
        pattern = self.text(name)
        return pattern if self.compiles(name, pattern) else ""

    def has(self, name: str) -> bool:
        """Whether the file holds *name*, which it may leave away."""
        table, _, key = name.rpartition(".")
        return key in (self.value(table, dict) if table else self.data)

    def optional_pattern(self, name: str) -> str:
        """A regular expression that a file may leave away."""
        return self.pattern(name) if self.has(name) else ""

    def optional_patterns(self, name: str) -> tuple[str, ...]:
        """The same, as a list that is empty without it."""
        return (pattern,) if (pattern := self.optional_pattern(name)) else ()

    def optional_texts(self, name: str) -> tuple[str, ...]:
        """A list of texts that a file may leave away."""
        return self.texts(name) if self.has(name) else ()

    def optional_table(self, name: str) -> dict[str, Any]:
        """A table that a file may leave away."""
        return dict(self.value(name, dict)) if self.has(name) else {}

    def flag(self, name: str) -> bool:
        """Whether a file says `true` of *name*."""
        return bool(self.has(name) and self.value(name, bool))

    def compiles(self, name: str, pattern: str) -> bool:
        """Whether *pattern* is a regular expression; if not, that is noted of *name*."""
        if pattern not in self.sound:
            try:
                re.compile(pattern)
            except re.error as error:
                self.tell(name, f"holds a broken pattern: {error}")
                return False
            self.sound.add(pattern)
        return True

    def months(self, name: str) -> tuple[str, ...]:
        """The names of the twelve months."""
        months = self.texts(name)
        if len(months) in (0, 12):
            return months
        self.tell(name, "should hold twelve months")
        return ()

    def short_months(self) -> tuple[str, ...]:
        """The same where there is little room; of two names the second."""
        if "short_months" in self.data:
            return self.months("short_months")
        return tuple(one.rpartition("/")[2] for one in self.data.get("months", ()))

    def direction(self, name: str) -> str:
        """In which direction a language is read."""
        direction = self.text(name)
        if direction not in ("ltr", "rtl"):
            self.tell(name, "should be `ltr` or `rtl`")
        return direction

    def digits(self, name: str) -> str:
        """The ten digits of a script."""
        digits = self.text(name)
        if len(digits) != 10:
            self.tell(name, "should hold ten digits, from nought")
            return ""
        return digits

    def quotes(self, name: str) -> tuple[str, str, str, str]:
        """Four quotation marks: opening and closing, double and single."""
        quotes = self.texts(name)
        if len(quotes) == 4:
            return quotes[0], quotes[1], quotes[2], quotes[3]
        if quotes:
            self.tell(name, "should hold four marks: opening and closing, double and single")
        return "", "", "", ""

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Pairs of a regular expression and the text that stands where it matches."""
        pairs = []
        for pair in self.value(name, list):
            if not (isinstance(pair, list) and [type(one) for one in pair] == [str, str]):
                self.tell(name, "should hold pairs of a pattern and a text")
            elif self.compiles(name, pair[0]):
                pairs.append((pair[0], pair[1]))
        return tuple(pairs)
