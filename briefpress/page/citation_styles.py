"""Read a style of CSL, and give it what the house and its language want otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ..model.brief import NUMBER, Language
from ..model.months import read_months
from ..model.scripts import SQUARE

Style = ElementTree.Element
"""The whole of a style."""
NOTE_NUMBER_MARKS = "\ue010", "\ue011"
"""Around the number of the note that named a source first."""
_CSL = "{http://purl.org/net/xbiblio/csl}"
_BEFORE_DATE = "\ue012"
"""Between a court and the day of its judgment; English alone has no comma there."""
_QUOTES = ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote")


@lru_cache(maxsize=4)
def read_style(path: str) -> Style:
    """Read the CSL style at *path*, and of one that names another that one, with its language."""
    style = ElementTree.parse(path).getroot()  # noqa: S314 - a file of the package
    parent = style.find(f"{_CSL}info/{_CSL}link[@rel='independent-parent']")
    if parent is not None:
        file = Path(path).parents[1] / f"{parent.get('href', '').rpartition('/')[2]}.csl"
        locale = style.get("default-locale")
        style = ElementTree.parse(file).getroot()  # noqa: S314
        if locale:
            style.set("default-locale", locale)
    for text in style.iterfind(f".//{_CSL}text[@variable='first-reference-note-number']"):
        text.set("prefix", text.get("prefix", "") + NOTE_NUMBER_MARKS[0])
        text.set("suffix", NOTE_NUMBER_MARKS[1] + text.get("suffix", ""))
    for label in style.iterfind(f".//{_CSL}label[@variable='version']"):
        label.set("plural", "never")  # `October 2026` is one
    if "chicago-" in Path(path).name:
        _spell_paragraphs(style)
    _name_laws(style)
    return style


def _spell_paragraphs(style: Style) -> None:
    """Have *style*, one of Chicago's, write `paras 4–6` whatever kind of source they are of.

    For laws, treaties and cases it takes the signs of American courts, `¶¶ 4–6`. Those who read
    resolutions know `paras`, which it writes for reports; and in French its sign is `§`, which is
    that of a section.
    """
    for condition in _signs(style):
        kinds = condition.get("locator", "").split()
        condition.set("locator", " ".join(one for one in kinds if one != "paragraph"))


def _signs(style: Style) -> list[Style]:
    """The conditions of *style* under which the part of a source has a sign for its name."""
    conditions = style.iterfind(".//{*}if[@locator]")
    return [one for one in conditions if one.find("{*}label[@form='symbol']") is not None]


def has_signs(style: Style, part: str, kind: str) -> bool:
    """Whether *style* writes a sign, `§`, for *part* of a source of this *kind*."""
    return any(
        part in sign.get("locator", "").split()
        for one in style.iterfind(".//{*}*[@type]")
        if kind in one.get("type", "").split()
        for sign in _signs(one)
    )


def _name_laws(style: Style) -> None:
    """Have *style* print a law of any country, where it knows American ones alone.

    Styles that follow the Bluebook write `Pub. L. Nos` before the number of any law, leave out
    whose law it is, and have a witness at each hearing. `fit_source` writes the number.
    """
    for number in style.iterfind(".//{*}text[@variable='number']"):
        if number.get("prefix", "") in ("No. ", "Pub. L. No. "):
            del number.attrib["prefix"]
    above = {child: parent for parent in style.iter() for child in parent}
    for kind in ("legislation", "regulation", "treaty"):
        labels = _macro(style, f"legal-source-{kind}", "text[@macro='label-number-capitalized']")
        for label in labels:
            del label.attrib["macro"]
            label.set("variable", "number")
    for term in _macro(style, "legal-source-legislation", "text[@term='legislation']"):
        above[term].remove(term)
    for group in _macro(style, "legal-date", "group[@prefix='(']"):
        group.insert(0, ElementTree.Element(f"{_CSL}text", variable="jurisdiction"))
    for group in _macro(style, "legal-date-case", "group[@prefix='(']"):
        group.set("delimiter", _BEFORE_DATE)
    for names in _macro(style, "legal-identifier", "names[@variable='author']"):
        condition = above[above[names]].find("{*}if")
        if condition is not None:
            condition.set("variable", "author")


def _macro(style: Style, name: str, path: str) -> list[Style]:
    """The elements at *path* in the macro *name* of *style*."""
    return list(style.iterfind(f"{{*}}macro[@name='{name}']//{{*}}{path}"))


def adapt_style(style: Style, parts: Mapping[str, tuple[str, str]], language: Language) -> str:
    """Give the text of *style* with the words of *language*: its quotation marks, the blank before
    a semicolon, the order of a date where it names one, and *parts*.

    *parts*: for each part of a source that pandoc knows the word by which a citation names it, and
    the part in whose word it is printed: itself, one that pandoc does not know, or none.
    """
    locale = ElementTree.Element(f"{_CSL}locale")
    if names := language.dates.get("in_notes", "").split():
        date = ElementTree.SubElement(locale, f"{_CSL}date", form="text")
        for name in names:
            suffix = "" if name == names[-1] else " "
            ElementTree.SubElement(date, f"{_CSL}date-part", name=name, suffix=suffix)
    terms = ElementTree.SubElement(locale, f"{_CSL}terms")
    for name, mark in zip(_QUOTES, language.quotes, strict=False):
        ElementTree.SubElement(terms, f"{_CSL}term", name=name).text = mark
    for key, words in language.terms.items():
        name, _, form = key.partition(" ")
        ElementTree.SubElement(terms, f"{_CSL}term", name=name, form=form or "long").text = words
    for number, month in enumerate(language.months, 1):
        ElementTree.SubElement(terms, f"{_CSL}term", name=f"month-{number:02}").text = month
    for known, (code, part) in parts.items():
        _add_term(terms, known, "verb-short", (code, code))
        printed = language.part_words(part) if part else ("", "")
        if part != known:
            for form in ("long", "short", "symbol"):
                _add_term(terms, known, form, printed)
        elif language.tag != "en":  # locales of CSL lack the plural of most
            _add_term(terms, known, "short", printed)
    if "number" not in parts and language.tag != "en":  # pandoc writes `no.` in any language
        _add_term(terms, "number", "short", language.part_words("issue"))
    text = ElementTree.tostring(locale, encoding="unicode").join(_around_words(style))
    text = text.replace('delimiter="; "', f'delimiter="{language.semicolon}"')
    is_english = language.tag == "en"
    if not is_english:  # others write a range in full, 201–205
        text = re.sub(r'page-range-format="chicago[^"]*"', 'page-range-format="expanded"', text)
    return text.replace(_BEFORE_DATE, " " if is_english else ", ")


@lru_cache(maxsize=4)
def _around_words(style: Style) -> tuple[str, str]:
    """Give the text of *style* before the words of a language, and after them; it takes 8 ms."""
    children = [*style]
    first = next(n for n, one in enumerate(children) if one.tag.endswith(("}macro", "}citation")))
    place = ElementTree.Comment("words")
    whole = ElementTree.Element(style.tag, style.attrib)
    whole.extend([*children[:first], place, *children[first:]])
    before, _, after = ElementTree.tostring(whole, encoding="unicode").partition("<!--words-->")
    return before, after


def _add_term(terms: Style, name: str, form: str, words: tuple[str, str]) -> None:
    term = ElementTree.SubElement(terms, f"{_CSL}term", name=name, form=form)
    for number, word in zip(("single", "multiple"), words, strict=True):
        ElementTree.SubElement(term, f"{_CSL}{number}").text = word


# Known from the data, and to no style

_LAWS = ("bill", "legal_case", "legislation", "regulation", "treaty")
_BARE = re.compile(r"\d[\d./–-]*(?:,? (?:of|de|du|von|vom) \d{4})?")
"""A number without a word before it: `108-333`, `31/2025`, `7 of 2025`."""
_SMALL = re.compile(r"(?<=[^\s:.?!] )(?:amid|per|than|upon|vs\.?)(?= \w)")
"""Short words that pandoc gives a capital within a title, and English styles do not."""
_BEHIND_STOP = re.compile(r"(?<=[^\W\d_]\. )(?:and|for|in|of|on|the|to)(?= )")
"""The same behind the full stop of an abbreviation: `J. of Aid`. In a title it ends a sentence."""
_PARTICLE = re.compile(
    r"(?<=[a-z] )(?:about|at|by|down|for|from|in|of|off|on|out|over|through|to|under|up|with)"
    r"(?=[,;:.?!]|\Z)"
)
"""One behind which the sentence ends or pauses: no preposition but part of a verb, `Let In`."""
_NO_CASE = r'<span class="nocase">\g<0></span>'
_AMERICA = ("US", "U.S.", "USA", "United States", "United States of America")


def fit_source(source: Mapping[str, Any], style: Style, language: Language) -> dict[str, Any]:
    """Write the fields of *source*, as CSL-JSON has them, as *style* prints them right.

    The bare number of a law, a treaty or a case says that it is one, `No. 7 of 2025`, and is left
    out where the title says it, `Lei n.º 12/2024`; a
    jurisdiction is not repeated; the number of a hearing is not taken for that of its bill; a
    kind that *style* does not know becomes one that it knows; an interview and a message that were
    never published have no title in quotation marks; `forthcoming` and `c. 1987` are the
    date where *style* has no way of its own to write them.
    """
    source = _keep_marks_of_title(dict(source), language)
    kind, number = source["type"], source.get("number", "")
    sign = language.words.get("law_number") or language.part_words("issue")[0]
    sign = sign if NUMBER in sign else f"{sign} {NUMBER}"
    if (
        kind == "hearing"
        and {"authority"} == {"authority", "section"} & {*source}
        and _macro(style, "legal-title", "text")
    ):
        source["section"] = source.pop("authority").removeprefix("The ").removeprefix("the ")
        if number[:1].isdigit():
            source["authority"] = sign.replace(NUMBER, source.pop("number"))
    elif kind == "legal_case" and _counts_judgments(style):
        pass
    elif kind in _LAWS and _is_said(number, str(source.get("title", ""))):
        del source["number"]
    elif kind in _LAWS and _BARE.fullmatch(number):
        is_public_law = kind == "legislation" and source.get("jurisdiction") in _AMERICA
        source["number"] = f"{'Pub. L. ' * is_public_law}{sign.replace(NUMBER, number)}"
    if jurisdiction := source.get("jurisdiction") if kind in _LAWS else None:
        named = f"{source.get('authority', '')} {source.get('title')}"
        if jurisdiction in named or source.get("number", "").startswith("Pub. L."):
            del source["jurisdiction"]
        elif kind == "legal_case" and "authority" in source:
            source["authority"] += f", {jurisdiction}"
    if kind == "legal_case" and _says_v(style):
        for name in {"title", "title-short"} & {*source}:
            source[name] = re.sub(r"(?<= )v\. ", "v ", source[name])
    if (
        str(source.get("language", "")).lower().startswith("en")  # also `English`
        and style.find(".//{*}text[@text-case='title']") is not None
    ):
        for name in ("title", "title-short", "container-title"):
            if name in source:
                source[name] = _SMALL.sub(_NO_CASE, source[name])
                source[name] = _PARTICLE.sub(
                    lambda word: f'<span class="nocase">{word[0].capitalize()}</span>', source[name]
                )
        if "container-title" in source:
            source["container-title"] = _BEHIND_STOP.sub(_NO_CASE, source["container-title"])
    if "status" in source and "issued" not in source and not _replaces_date(style):
        source["issued"] = {"literal": source.pop("status")}
    issued = source.get("issued", {})
    if (
        issued.get("circa") is True
        and len(issued["date-parts"]) == 1
        and style.find(".//{*}*[@is-uncertain-date='issued']") is None
    ):
        source["issued"] = {"literal": f"c. {issued['date-parts'][0][0]}"}
    for name in ("collection-number", "issue", "volume"):
        if name in source:
            source[name] = re.sub(r"(?<=\d)\s*--?\s*(?=\d)", "–", str(source[name]))
    if kind == "regulation" and not _knows(style, kind):
        source["type"] = "legislation"
    if kind in ("interview", "personal_communication") and not _PUBLISHED.intersection(source):
        return _describe(source)
    return source


def _keep_marks_of_title(source: dict[str, Any], language: Language) -> dict[str, Any]:
    """Keep the marks of a title in another language close to its words: no `DPRK : a guide` in a
    French note, whose own marks have a space before them.
    """
    own = str(source.get("language", ""))[:2].lower()
    if not own or own == language.tag[:2] or language.space("a: b") == "a: b":
        return source
    for name in ("title", "title-short", "container-title", "collection-title"):
        if name in source:
            source[name] = re.sub(r"(?<=\S)(?=[:;!?])", JOINER, source[name])
    return source


JOINER = "\u2060"
"""Joins what stands beside it, and is not seen."""


def _is_said(number: str, title: str) -> bool:
    """Whether *title* says *number*, which is too long to stand there for anything else."""
    return (
        len(number) > 3 and re.search(rf"(?<![\w/]){re.escape(number)}(?![\w/])", title) is not None
    )


_PUBLISHED = {"container-title", "publisher", "URL", "DOI", "archive"}
"""Fields of an interview that can be read or heard somewhere."""


def _describe(source: dict[str, Any]) -> dict[str, Any]:
    """Name an unpublished interview or message as what it is: `Ada Roy, e-mail to the authors`.

    Its title says that; without an author, the title says whose it is. A source that has an author
    and a genre says both: its title, which tells the subject, stays.
    """
    if "author" in source and "genre" in source:
        return source
    title = source.pop("title")
    source.pop("title-short", None)
    if "author" not in source:
        source["author"] = [{"literal": title}]
    else:
        is_name = title[1:2].isupper()  # `SMS to the authors`
        source["genre"] = title if is_name else title[:1].lower() + title[1:]
    return source


def _counts_judgments(style: Style) -> bool:
    """Whether the number of a case stands behind its court in *style*: `[2012] UKSC 4`."""
    return style.find(".//{*}*[@variable='authority number']") is not None


def _says_v(style: Style) -> bool:
    """Whether *style* wants `A v B` of a case; it says so of full titles alone."""
    titles = style.iterfind(".//{*}*[@type='legal_case']/{*}text[@variable='title']")
    return any(one.get("strip-periods") == "true" for one in titles)


def _replaces_date(style: Style) -> bool:
    """Whether *style* writes or sorts by what a source is, `forthcoming`, where it has no date."""
    return any(
        style.find(f".//{{*}}{tag}[@variable='status']") is not None for tag in ("else-if", "key")
    )


def _knows(style: Style, kind: str) -> bool:
    """Whether *style* says anywhere how it prints a source of this *kind*."""
    return any(kind in one.get("type", "").split() for one in style.iterfind(".//{*}*[@type]"))


def set_days(html: str, language: Language) -> str:
    """Write the days of dates as *language* does, where pandoc has one form for all of them: the
    name of the month has the case that CLDR gives it beside a day, `14 октября` for `14 октябрь`,
    and the first day its own word, `1er mai` for `1 mai`.
    """
    alone = read_months(language.locale, "stand-alone", "wide")
    beside = read_months(language.locale, "format", "wide")
    beside_day = {name: other for name, other in zip(alone, beside, strict=True) if name != other}
    if beside_day:
        names = "|".join(map(re.escape, beside_day))
        html = re.sub(
            rf"(?<=\d)(\.?[ \u00a0])({names})\b", lambda date: date[1] + beside_day[date[2]], html
        )
    if not (first := language.dates.get("first")):
        return html
    months = "|".join(map(re.escape, language.checks.months))
    return re.sub(rf"(?<![\w.,/-])1 (?=(?:{months})\b)", f"{first} ", html)


_GAP = re.compile(r"([»”]|\s\([^()<>]*\d\))(?=[^\W\d_])")
"""The end of a title or of a date in brackets, right before a word."""


def fill_gaps(html: str, language: Language) -> str:
    """Put a comma where a style has nothing between two parts: `« Title »consulté le`."""
    opening = language.quotes[0]  # in some languages the mark that closes in others
    return _GAP.sub(lambda end: end[0] if end[1] == opening else f"{end[1]}, ", html)


def mark_titles(html: str, language: Language) -> str:
    """Put titles in the letters of *language* into the marks that it has for them, where the style
    slants them or has quotation marks; Latin ones stay as they are.
    """
    if not language.titles:
        return html
    opens, closes, opens_part, closes_part = language.titles
    own = f"[{SQUARE}{language.letters}{language.letters.upper()}]"
    opening, closing, inner_opening, inner_closing = language.quotes

    def mark(title: re.Match[str]) -> str:
        inside = title[1]
        if opens == opening:
            inside = inside.replace(opening, inner_opening).replace(closing, inner_closing)
        return f"{opens}{inside}{closes}"

    html = re.sub(rf"<i>((?:(?!</i>).)*{own}(?:(?!</i>).)*)</i>", mark, html)
    inside = rf"[^{opening}{closing}]*"
    if opens == opening != closing:  # marks within a title that the style itself has marked
        nested = rf"{opening}({inside}(?:{opening}{inside}{closing}{inside})+){closing}"
        html = re.sub(nested, mark, html)
    return re.sub(
        rf"{opening}({inside}{own}{inside}){closing}", rf"{opens_part}\1{closes_part}", html
    )


def drop_repeats(html: str, sources: Iterable[Mapping[str, Any]]) -> str:
    """Leave out of a citation what it says twice of one of *sources*: the year of a law whose title
    ends with it, `Act 2015, 2015`, and of a symbol, `S/RES/1718 (2006) (2006)`; the title of one
    without an author before its short form.
    """
    html = re.sub(r"(\((\d{4})\)),? \(\2\)", r"\1", html)
    for source in sources:
        years = re.findall(r"\b(\d{4})$", source["title"]) if source["type"] in _LAWS else ()
        for year in years:
            again = rf"(?:{year}\b|\({year}\))"
            html = re.sub(rf"\b({year}(?:</i>)?),? {again}", r"\1", html)
        if short := source.get("title-short"):
            whole, short = (re.escape(escape(one, quote=False)) for one in (source["title"], short))
            html = re.sub(rf"(?i)(?:<i>)?{whole}(?:</i>)?,? (?=(?:<i>)?{short}\b)", "", html)
    return html
