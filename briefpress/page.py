"""Turn a Brief and a Look into Html: templates filled, marks resolved, every asset inside.

    template ─► blocks ─► values ─► notes and short forms, in reading order ─► Html ─► stamped

A template sees the values of the brief and the words of its language, nothing else; it has no
clock and no file. What depends on the order of reading (which note is the first to name a source,
where a short form is spelled out) is done last, on the whole page.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from .citations import find_style, link, short, shown_address, write_citations
from .contract import Name, Source, TimeZone
from .look import fit_for
from .model import (
    Brief,
    Changes,
    Citations,
    Correction,
    DataTable,
    Html,
    Language,
    Look,
    Stamp,
    TextFile,
)
from .problems import NOWHERE, Place, Problems, Stopped, nearest
from .text import MARK, PAPERS, Block, Citation, Cited, Fragment, Mark, PartialDate, Value, plain

if TYPE_CHECKING:
    from jinja2 import Environment

    from .contract import Institute

_ALONE = re.compile(f"<p>{MARK.pattern}</p>")
REFERENCES = "\ue002"
"""Where the list of references will stand, if the citation style has one."""
STAMPS = dict(
    zip(("folio", "seal", "code", "version", "day"), map(chr, range(0xE003, 0xE008)), strict=True)
)
"""Where a page will say what it is: in its folio line, in its imprint, and to a machine."""
NESTING = 8
"""How often a value may hold a value: two facts that name each other would never end."""
FILLED = 1_000_000
"""Characters of all values: ten facts that each hold ten would fill the memory."""


def lay_out(
    brief: Brief,
    look: Look,
    paper: str,
    charts: Mapping[str, bytes],
    problems: Problems,
    correction: Correction | None = None,
) -> Html:
    """Turn *brief* into a page for *paper*, with its drawn *charts* by the name of their figure.

    The page has no stamp yet, so that its digest tells what is on it and nothing else.

    Problems: an unknown template or citation style, an error in a template with its line, facts
    that name each other without end. Raises `Stopped`.
    """
    return _Page(brief, look, paper, charts, problems).html(correction)


def stamp_page(html: Html, stamp: Stamp, brief: Brief, look: Look, problems: Problems) -> Html:
    """Stamp *html*, a page of *brief* without a stamp. Raises `Stopped` where a template fails."""
    page = _Page(brief, look, html.paper, {}, problems)
    day = stamp.date or brief.fields.updated or brief.fields.published
    said = {
        "folio": escape(plain(page.render("parts/folio.html", stamp=stamp))),
        "seal": page.render("parts/seal.html", stamp=stamp),
        "code": escape(stamp.code),
        "version": f"edition {stamp.edition}" if stamp.edition else "draft",
        "day": day.isoformat(),
    }
    text = html.text
    for name, mark in STAMPS.items():
        text = text.replace(mark, said[name])
    assets = {**html.assets, "edition/code.svg": stamp.qr} if stamp.qr else html.assets
    return replace(html, text=text, assets=assets)


def frame_redline(
    html: Html, changes: Changes, brief: Brief, look: Look, problems: Problems
) -> Html:
    """Make a redline of *html*, a page of *brief* with its marks: the box that sums up its
    *changes*, what it says of itself, and its style. Raises `Stopped` where the template fails.
    """
    page = _Page(brief, look, html.paper, {}, problems)
    words = page.language.redline
    title = f"{words['redline']}{page.language.words['colon']}"
    day = brief.fields.updated or brief.fields.published
    said = {
        "folio": escape(f"{title} {changes.old} → {changes.new}"),
        "seal": "",
        "code": "",
        "version": "redline",
        "day": day.isoformat(),
    }
    text = html.text
    for name, mark in STAMPS.items():
        text = text.replace(mark, said[name])
    quotes = page.language.quotes
    box = page.render("parts/redline.html", changes=changes, quote=lambda it: it.join(quotes[:2]))
    text = text.replace("<title>", f"<title>{escape(title)} ", 1)
    text = re.sub(r"<main\b|\Z", lambda match: box + match[0], text, count=1)
    style = TextFile("styles/redline.css", look.styles.get("redline", ""))
    # It carries no content: it is no brief, and the PDFs that it compares carry theirs. Nor does
    # it have to keep its pages, which hold what is gone as well.
    return replace(html, text=text, styles=(*html.styles, style), attachments={}, fit=None)


def lay_out_sheets(
    template: str,
    slug: str,
    look: Look,
    paper: str,
    values: Mapping[str, Any],
    language: str,
    styles: Sequence[str],
    problems: Problems,
) -> Html:
    """Fill the template *template* with *values*, which are no brief's: a page of the house's own.

    It sees the words, dates and numbers of *language* as a brief's page does. *styles*: sheets of
    styles/ that it is set with, after the house's. Raises `Stopped` where the template fails.
    """
    sheets = _Sheets(look, paper, language, values, problems)
    text = sheets.render(template)
    return Html(slug, paper, text, tuple(_styles(look, paper, *styles)), dict(look.fonts))


def name_standing(brief: Brief, look: Look, stamp: Stamp, problems: Problems) -> str:
    """What *stamp* makes of *brief*, in a sentence: `edition 2, 26 November 2024`."""
    page = _Page(brief, look, brief.papers[0], {}, problems)
    words = page.language.redline
    if stamp.edition is None or stamp.date is None:
        return f"{words['this_draft']} {stamp.code}"
    return f"{words['this_edition']} {stamp.edition}, {page.date(stamp.date)}"


def show_head(brief: Brief, look: Look, problems: Problems) -> tuple[str, str]:
    """Title and standfirst as they read, as plain text."""
    page = _Page(brief, look, brief.papers[0], {}, problems)
    return page.text(brief.fields.title), page.text(brief.fields.standfirst)


def show_facts(brief: Brief, look: Look, problems: Problems) -> dict[str, tuple[str, str]]:
    """How each fact reads: its label, or its name in words, and its value, as plain text."""
    page = _Page(brief, look, brief.papers[0], {}, problems)
    return {
        name: (
            page.text(fact.label) if fact.label else re.sub("[-_]", " ", name),
            page.text(fact.show or fact.value),
        )
        for name, fact in brief.fields.facts.items()
    }


def show_sources(brief: Brief, look: Look, problems: Problems) -> dict[str, str]:
    """How each source reads in a line, as plain text: who, when, what."""
    page = _Page(brief, look, brief.papers[0], {}, problems)
    return {
        key: f"{name}. {source.title}" if source.author or source.editor else name
        for key, source in brief.fields.sources.items()
        if (name := short(source, page.short_forms))
    }


def show_rows(
    brief: Brief, look: Look, problems: Problems
) -> dict[str, dict[str, tuple[str, str]]]:
    """What each chart shows, by the path of its picture: each row of its data by its first cell.

    Of a row: what the chart prints as text, and all that it has; the same where it prints none.
    """
    page = _Page(brief, look, brief.papers[0], {}, problems)
    shown = {}
    for name, figure in brief.fields.figures.items():
        table = brief.data.get(figure.data or "")
        if figure.chart is None or table is None:
            continue
        printed = [*_text_fields(figure.chart)]
        columns = [n for n, head in enumerate(table.heads) if n and printed == [head]]
        rest = [*range(1, len(table.heads))]
        rows: dict[str, tuple[str, str]] = {}
        for row in table.rows:
            said = [", ".join(row[n] for n in which) for which in (columns or rest, rest)]
            before = rows.get(first := page.cell(row[0]))
            if before:  # one row for each series of a chart
                said = [f"{one}, {other}" for one, other in zip(before, said, strict=True)]
            rows[first] = (said[0], said[1])
        shown[f"charts/{name}.svg"] = rows
    return shown


def _text_fields(chart: Any) -> Iterator[str]:
    """The columns that *chart* prints as text, wherever in its layers that is said."""
    if isinstance(chart, dict):
        text = chart.get("text")
        if isinstance(text, dict) and isinstance(text.get("field"), str):
            yield text["field"]
    parts = chart.values() if isinstance(chart, dict) else chart
    for part in parts if isinstance(chart, dict | list) else ():
        yield from _text_fields(part)


def make_ready_sheet(look: Look) -> Html:
    """Make an empty page in the type and the styles of the house, to make a press ready with."""
    text = '<!DOCTYPE html><html lang="en"><title>Make-ready</title><body><p>Make-ready'
    apart = ("tokens", "base", "copies", "pack", "packnumbers", "proof", "redline", "site")
    names = [name for name in look.styles if name not in apart]
    return Html("make-ready", "a4", text, tuple(_styles(look, "a4", *names)), look.fonts)


def _styles(look: Look, paper: str, *templates: str) -> Iterator[TextFile]:
    """Style sheets of a page, in the order of the cascade: type, paper, brand, house, template."""
    width, height = PAPERS[paper]
    yield TextFile("fonts.css", look.font_faces)
    yield TextFile(f"{paper}.css", f"@page {{ size: {width} {height} }}\n")
    for style in ("tokens", "base", *templates):
        if style in look.styles:
            yield TextFile(f"styles/{style}.css", look.styles[style])


class Filler:
    """Fills templates that belong to no brief, in the language of the institute."""

    def __init__(self, institute: Institute, look: Look, problems: Problems) -> None:
        """Take the words and dates of the language in which *institute* speaks of itself."""
        self.languages = look.languages
        self.language = look.language(institute.language)
        self.zones = institute.time_zones
        self.colon = self.language.words["colon"]
        self._page = _Plain(look, self.language, problems)
        self._page.names = {
            "institute": institute,
            "language": self.language.tag,
            "word": self.word,
            "colon": self.colon,
            "date": self.date,
            "size": self.size,
            "spaced": self.spaced,
            "language_name": self.language_name,
            "print": self._page.print,
        }

    def fill(self, name: str, /, **values: Any) -> str:
        """Fill the template *name*. Raises `Stopped` where it fails; a problem says why."""
        return self._page.render(name, **values)

    def word(self, name: str) -> str:
        """A word of the table `[site]`."""
        if name not in self.language.site:
            file = f"templates/languages/{self.language.tag}.toml"
            raise LookupError(f"no word `{name}` under [site] in {file}")
        return self.language.site[name]

    def date(self, day: datetime.date) -> str:
        """A day, as text."""
        return self._page.date(day)

    def moment(self, moment: datetime.datetime) -> str:
        """A time as it is in each time zone of the institute's readers."""
        return self._page.moment(moment, self.zones)

    def size(self, octets: int) -> str:
        """A size in bytes, in words: `74 KB`, `1.2 MB`."""
        small = octets < 1_000_000
        number = Decimal(-(-octets // 1000)) if small else Decimal(f"{octets / 1e6:.1f}")
        return f"{self._page.decimal(number)}\u00a0{self.word('kb' if small else 'mb')}"

    def spaced(self, text: str, tag: str) -> str:
        """A text in the language *tag*, with its hard spaces."""
        known = {tag, tag.split("-")[0]} & self.languages.keys()
        return self.languages[max(known)].space(text) if known else text

    def language_name(self, tag: str) -> str:
        """What the language *tag* is called, with a capital: it stands alone."""
        from babel import Locale, UnknownLocaleError

        try:
            name = Locale.parse(tag, sep="-").get_display_name(self._page._locale)
        except (UnknownLocaleError, ValueError):
            name = None
        return name[:1].upper() + name[1:] if name else tag


class _Page:
    """One page while it is laid out."""

    def __init__(
        self,
        brief: Brief,
        look: Look,
        paper: str,
        charts: Mapping[str, bytes],
        problems: Problems,
    ) -> None:
        self.brief, self.look, self.paper, self.problems = brief, look, paper, problems
        self.language = look.language(brief.language)
        self.marks: list[Mark] = list(brief.marks)
        self.numbers: dict[str, int] = {}
        self.filled = 0
        self.assets = {f"charts/{name}.svg": svg for name, svg in charts.items()}
        self.assets |= {f"files/{name}": data for name, data in brief.files.items()}
        self.environment = _environment(tuple(look.templates.items()))
        self.names = self._names()

    def html(self, correction: Correction | None) -> Html:
        name = self.brief.fields.template
        if "/" in name or f"{name}.html" not in self.look.templates:
            known = [t.removesuffix(".html") for t in self.look.templates if "/" not in t]
            self.problems.error(
                self.brief.place("template"),
                f"no template `{name}`",
                nearest(name, known, "templates"),
            )
            raise Stopped
        text = self.render(f"{name}.html", correction=correction)
        text = self.fill(text)
        text = _ReadingOrder(self).resolve(text)
        if (until := self.embargo()) and escape(until) not in text.partition("<body")[2]:
            self.problems.error(
                self.brief.place("embargo"),
                f"the template `{name}` does not print the embargo",
                "have it extend parts/base.html, which does",
            )
        self.problems.stop_on_errors()
        return Html(
            slug=self.brief.slug,
            paper=self.paper,
            text=text,
            styles=tuple(_styles(self.look, self.paper, name)),
            assets={**self.look.fonts, **self.assets},
            attachments=self.brief.content,
            is_read=True,
            fit=fit_for(self.brief.fields.pages, self.look.tokens),
        )

    # Templates

    def _names(self) -> dict[str, Any]:
        """What a template can name."""
        from markupsafe import Markup

        return {
            "brief": self.brief.fields,
            "institute": self.brief.institute,
            "language": self.brief.language,
            "paper": self.paper,
            "prose": self.brief.prose,
            "series": self.brief.series,
            "embargo": self.embargo(),
            "word": self.word,
            "redline": self.language.redline,
            "plain": self.text,
            "print": self.print,
            "show": self.show,
            "number": self.number_of,
            "cite": lambda citation: Markup(self.mark(citation)) if citation else "",  # noqa: S704
            "cite_brief": lambda: Markup(self.mark(Citation((), NOWHERE))),  # noqa: S704
            "references": lambda: Markup(REFERENCES),  # noqa: S704 - a character
            "source_line": self.source_line,
            **{name: Markup(mark) for name, mark in STAMPS.items()},  # noqa: S704 - characters
        }

    def word(self, name: str) -> str:
        """What a page prints of itself, in its language."""
        if name not in self.language.words:
            file = f"templates/languages/{self.language.tag}.toml"
            raise LookupError(f"no word `{name}` in {file}")
        return self.language.words[name]

    def render(self, name: str, /, **values: Any) -> str:
        """Fill the template *name*; its errors are problems, with their line."""
        from jinja2 import TemplateError, TemplateSyntaxError

        failures = (ArithmeticError, AttributeError, LookupError, RecursionError, TemplateError,
                    TypeError, ValueError)  # fmt: skip

        try:
            return self.environment.get_template(name).render(self.names, **values)
        except TemplateSyntaxError as error:
            self.problems.error(
                Place(f"templates/{error.name or name}", error.lineno),
                f"the template is broken: {error.message}",
                "see the line, and the tag that opens above it",
            )
        except failures as error:
            self.problems.error(
                _template_place(error, name, self.look.templates),
                f"the template fails: {error}",
                "see which values a template has in templates/README.md",
            )
        raise Stopped

    def print(self, value: Any) -> Any:
        """Print a value as a template names it: set prose, dates and numbers of the language."""
        from markupsafe import Markup

        if isinstance(value, Fragment):
            return Markup(value.html)  # noqa: S704 - cleaned by prose
        if isinstance(value, PartialDate | datetime.date):
            return self.date(value)
        if isinstance(value, Decimal):
            return self.decimal(value)
        return "" if value is None else value

    def text(self, value: Any) -> str:
        """Print a value as plain text."""
        printed = self.print(value)
        return plain(self.fill(str(printed))) if hasattr(printed, "__html__") else str(printed)

    def date(self, value: PartialDate | datetime.date, form: str = "") -> str:
        from babel.dates import format_date

        exact = "day"
        if isinstance(value, PartialDate):
            exact = ("year", "month", "day")[len(value.parts) - 1]
            value = value.first
        pattern = self.language.dates.get(exact + form, self.language.dates[exact])
        text = format_date(value, pattern, locale=self._locale)
        # In French the first day of a month is the only one with an ordinal.
        if self.language.tag == "fr" and text.startswith("1 "):
            text = f"1er{text[1:]}"
        return self.language.space(text)

    def cell(self, text: str) -> str:
        """A cell of a chart's data as it reads: a day as a short date, all else as it stands."""
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):  # 20240101 would be a day as well
            return text
        try:
            return self.date(datetime.date.fromisoformat(text), "_short")
        except ValueError:
            return text

    def decimal(self, value: Decimal) -> str:
        from babel.numbers import format_decimal

        # As many decimals as its author wrote, `1.10` is not 1.1; and a minus, not a hyphen.
        decimals = max(0, -int(value.as_tuple().exponent))
        pattern = "#,##0" + "." * bool(decimals) + "0" * decimals
        return format_decimal(value, pattern, locale=self._locale).replace("-", "−")

    def embargo(self) -> str:
        """Until when the brief is under embargo, where its readers are; empty where it is not.

        No clock is asked: what is printed stays what it was when the hour has passed.
        """
        moment = self.brief.fields.embargo
        return self.moment(moment, self.brief.institute.time_zones) if moment else ""

    def moment(self, moment: datetime.datetime, zones: Sequence[TimeZone]) -> str:
        """A time as it is in each of *zones*; where there is none, as it was written."""
        if not zones:
            offset = moment.strftime("%z")
            greenwich = f"UTC{offset[:3]}:{offset[3:]}".replace("-", "−")
            return f"{self.date(moment.date())}, {moment:%H:%M} {greenwich}"
        first, *others = zones
        here = moment.astimezone(ZoneInfo(first.zone))
        said = f"{self.date(here.date())}, {here:%H:%M} {first.name}"
        elsewhere = []
        for zone in others:
            there = moment.astimezone(ZoneInfo(zone.zone))
            day = "" if there.date() == here.date() else f"{self.date(there.date())}, "
            elsewhere.append(f"{day}{there:%H:%M} {zone.name}")
        return f"{said} ({'; '.join(elsewhere)})" if elsewhere else said

    @property
    def _locale(self) -> str:
        return self.language.csl.replace("-", "_")

    def show(self, fact: Any) -> Any:
        """How a fact reads in a sentence."""
        return self.print(fact.show or fact.value)

    def number_of(self, kind: str) -> int:
        """Count the figures, tables and boxes in the order in which they are placed."""
        self.numbers[kind] = self.numbers.get(kind, 0) + 1
        return self.numbers[kind]

    # Marks

    def mark(self, mark: Mark) -> str:
        """Number a mark of the page's own."""
        self.marks.append(mark)
        return f"\ue000{len(self.marks) - 1}\ue001"

    def fill(self, text: str) -> str:
        """Put blocks and values for their marks; those of citations stay."""
        for _ in range(NESTING):
            filled = MARK.sub(self._fill_one, _ALONE.sub(self._fill_block, text))
            if filled == text:
                break
            text = filled
        for found in MARK.finditer(text):
            mark = self.marks[int(found[1])]
            if not isinstance(mark, Citation):
                self.problems.error(
                    mark.place, "this value names itself", "write the number out in one of the two"
                )
                raise Stopped
        return text

    def _fill_block(self, match: re.Match[str]) -> str:
        mark = self.marks[int(match[1])]
        return self._block(mark) if isinstance(mark, Block) else match[0]

    def _fill_one(self, match: re.Match[str]) -> str:
        mark = self.marks[int(match[1])]
        if not isinstance(mark, Value):
            return match[0]
        head, *rest = mark.path
        if head == "facts":
            fact = self.brief.fields.facts[rest[0]]
            value = getattr(fact, rest[1]) if rest[1:] else fact.show or fact.value
        else:
            value = self.brief.series if head == "series" else getattr(self.brief.fields, head)
        printed = self.print(value)
        html = str(printed) if hasattr(printed, "__html__") else escape(str(printed))
        self.filled += len(html)
        if self.filled > FILLED:
            self.problems.error(
                mark.place, f"values of more than {FILLED} characters", "name fewer of them"
            )
            raise Stopped
        return html

    def _block(self, block: Block) -> str:
        values: dict[str, Any] = {"name": block.name}
        fields = self.brief.fields
        if block.name is not None:
            values["it"] = getattr(fields, block.kind)[block.name]
        template = block.kind
        if block.kind == "figures":
            image = values["it"].image
            values["path"] = f"files/{image}" if image else f"charts/{block.name}.svg"
        if block.kind == "tables":
            values["heads"], values["rows"] = heads, rows = self._rows(values["it"])
            values["numeric"] = [
                all(isinstance(row[n], Decimal) for row in rows) for n in range(len(heads))
            ]
            if values["it"].kind == "votes":
                template = "votes"
        return self.render(f"blocks/{template}.html", **values)

    def _rows(self, table: Any) -> tuple[list[Any], list[list[Any]]]:
        """Heads and cells of a table, dates and numbers in the language of the brief."""
        if table.rows is not None:
            return table.columns, table.rows
        data: DataTable = self.brief.data[table.data]
        columns = [[self._cell(cell) for cell in column] for column in zip(*data.rows, strict=True)]
        for number, column in enumerate(columns):
            if all(isinstance(cell, Decimal) and 1500 <= cell < 2200 for cell in column):
                columns[number] = [str(cell) for cell in column]  # years are names, not numbers
        return table.columns or list(data.heads), [list(row) for row in zip(*columns, strict=True)]

    def _cell(self, cell: str) -> Any:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
            return self.date(datetime.date.fromisoformat(cell), "_short")
        if re.fullmatch(r"-?[1-9]\d{0,14}(\.\d+)?|0(\.\d+)?", cell):
            return Decimal(cell)
        return cell

    # Citations

    def write_citations(self, citations: Sequence[tuple[Cited, ...]]) -> Citations:
        """Write *citations*, in the style of the institute."""
        style = find_style(
            self.brief.institute.citation_style, Place("content/institute.yaml"), self.problems
        )
        self.problems.stop_on_errors()
        return write_citations(
            str(style), self.language.csl, self.brief.fields.sources, self._as_source(), citations
        )

    def _as_source(self) -> Source:
        fields, institute = self.brief.fields, self.brief.institute
        return Source(
            type="report",
            title=plain(self.fill(fields.title.html)),
            author=[Name(literal=a.name) for a in fields.authors] or [Name(literal=institute.name)],
            genre=self.brief.series,
            number=fields.number,
            publisher=institute.name if fields.authors else None,
            **{"publisher-place": institute.city},  # type: ignore[arg-type]
            issued=PartialDate(*fields.published.timetuple()[:3]),
        )

    @property
    def short_forms(self) -> dict[str, str]:
        """How the names of authors read where there is little room."""
        institute = self.brief.institute
        short_forms = {meaning: form for form, meaning in self.brief.fields.acronyms.items()}
        return short_forms | {institute.name: institute.wordmark[0]}

    def source_line(self, *citations: Citation | None) -> Any:
        """Name the sources of a figure or a list, each once, with a note where none is yet."""
        from markupsafe import Markup

        cited = {one.key: one for citation in citations if citation for one in citation.items}
        names = []
        for one in cited.values():
            mark = self.mark(Citation((one,), Place(""), once=True))
            names.append(escape(short(self.brief.fields.sources[one.key], self.short_forms)) + mark)
        return Markup("; ".join(names))  # noqa: S704 - escaped


class _Plain(_Page):
    """A page without a brief: it knows how to fill a template, and how its language writes."""

    def __init__(self, look: Look, language: Language, problems: Problems) -> None:
        self.look, self.language, self.problems = look, language, problems
        self.environment = _environment(tuple(look.templates.items()))
        self.names = {}


class _Sheets(_Page):
    """A page that is no brief's: no prose, no marks; its values are given."""

    def __init__(
        self,
        look: Look,
        paper: str,
        language: str,
        values: Mapping[str, Any],
        problems: Problems,
    ) -> None:
        self.look, self.paper, self.problems = look, paper, problems
        self.language = look.language(language)
        self.marks, self.filled = [], 0
        self.environment = _environment(tuple(look.templates.items()))
        own = {"language": language, "paper": paper, "word": self.word, "plain": self.text}
        own |= {"pack": self.language.pack}
        self.names = {**values, **own, "print": self.print, "date": self.date,
                      "dates": self.dates, "moment": self.moment}

    def dates(self, first: datetime.date, last: datetime.date) -> str:
        """From *first* to *last*; what both end with is said once: `8–12 September 2025`."""
        until = self.date(last)
        words, others = self.date(first).split(), until.split()
        while words and words[-1] == others[-1]:
            words.pop()
            others.pop()
        dash = "–" if len(words) == 1 else " – "
        return self.language.space(f"{' '.join(words)}{dash}{until}") if words else until


# Compiled once for all pages of a house, and kept in Jinja's own cache between commands (0.04 s).
@lru_cache(maxsize=2)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader, StrictUndefined
    from jinja2 import pass_context as with_names

    @with_names
    def finalize(names: Mapping[str, Any], value: Any) -> Any:
        return names["print"](value)

    texts = dict(templates)
    try:
        cache = FileSystemBytecodeCache()
    except (OSError, RuntimeError):  # no folder for it that is this user's alone
        cache = None
    return Environment(
        # With its name as its file an error says in which template it happened.
        loader=FunctionLoader(lambda name: (texts[name], name, None) if name in texts else None),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
        bytecode_cache=cache,
    )


def _template_place(error: BaseException, name: str, templates: Collection[str]) -> Place:
    """The last line of a template in the error's traceback: Jinja says no line itself."""
    place = Place(f"templates/{name}")
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename in templates:
            place = Place(f"templates/{code.co_filename}", trace.tb_lineno)
        trace = trace.tb_next
    return place


# ---------------------------------------------------------------------------------------------
# Reading order

_TOKEN = re.compile(
    r"(?P<tag><(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)|(?P<mark>\ue000[0-9]+\ue001)|(?P<text>[^<\ue000]+)"
)
_VOID = {"br", "hr", "img", "link", "meta", "wbr"}
_APART = {"h1", "h2", "h3", "h4", "title", "style", "abbr", "th", "figcaption", "caption", "a"}
"""Elements in which a short form stays short."""


def _as_printed(words: str) -> str:
    """Pattern of *words* in a text of HTML, with a space of any kind between them."""
    return re.escape(escape(words, quote=False)).replace(r"\ ", r"\s")


class _ReadingOrder:
    """Goes through a page as its reader does: sets notes, spells short forms out once."""

    def __init__(self, page: _Page) -> None:
        self.page = page
        self.acronyms = page.brief.fields.acronyms
        names = sorted(self.acronyms, key=len, reverse=True)
        meanings = "|".join(map(_as_printed, self.acronyms.values()))
        self.acronym = re.compile(
            rf"(?P<spelled>\b(?:{meanings})\s)?(?P<open>\()?"
            rf"(?<![\w-])(?P<short>{'|'.join(map(_as_printed, names))})(?=s?(?![\w-]))"
        ) if names else None  # fmt: skip
        self.met: set[str] = set()
        self.met_beside: set[str] = set()
        self.cited: set[str] = set()
        self.told_in_text: set[str] = set()
        self.out: list[str] = []
        self.stack: list[str] = []
        self.note_ended = False
        self.address = ""

    def resolve(self, text: str) -> str:
        head, body, rest = text.partition("<body")
        body += rest
        self.citations = self.page.write_citations([*self.told(body)])
        self.written = iter(self.citations.written)
        self.cited.clear()
        for token in _TOKEN.finditer(body):
            if token["mark"]:
                self.citation(self.page.marks[int(token["mark"][1:-1])])
            elif token["tag"]:
                self.tag(token["tag"])
            else:
                self.text(token["text"])
        page = head + "".join(self.out)
        return page.replace(REFERENCES, self.references()) if REFERENCES in page else page

    def told(self, text: str) -> Iterator[tuple[Cited, ...]]:
        """The citations of *text* that will be written, in order."""
        marks = [self.page.marks[int(found[1])] for found in MARK.finditer(text)]
        cites = [mark for mark in marks if isinstance(mark, Citation)]
        self.told_in_text = {one.key for cite in cites if not cite.once for one in cite.items}
        yield from (cite.items for cite in cites if self.tells(cite))

    def tells(self, mark: Citation) -> bool:
        """Whether *mark* is written; under a figure, only what nothing else tells."""
        keys = {cited.key for cited in mark.items}
        known = mark.once and keys <= self.cited | self.told_in_text
        self.cited |= keys
        return bool(keys) and not known

    def references(self) -> str:
        from markupsafe import Markup

        entries = [Markup(entry) for entry in self.citations.references]  # noqa: S704 - cleaned
        return self.page.render("parts/references.html", entries=entries) if entries else ""

    def tag(self, tag: str) -> None:
        name = re.match(r"</?([\w-]*)", tag)[1]  # type: ignore[index]
        if name == "brief-note":
            if tag[1] != "/":
                self.open_note()
            else:
                self.close_note()
            return
        self.note_ended = False
        self.out.append(tag)
        if tag[1] == "/":
            while self.stack and self.stack.pop() != name:
                pass
            if name == "a":
                self.end_link()
        elif name not in _VOID and not tag.endswith("/>"):
            self.stack.append(name)
            if name == "a":
                found = re.search(r'href="((?:https?|mailto):[^"]*)"', tag)
                self.address = found[1] if found else ""
                self.link_start = len(self.out)

    def text(self, text: str) -> None:
        if text.strip():
            self.note_ended = False
        if self.acronym and not _APART.intersection(self.stack):
            text = self.acronym.sub(self.spell, text)
        elif self.acronym and not {"abbr", "title", "style"}.intersection(self.stack):
            text = self.acronym.sub(self.mark_up, text)
        self.out.append(text)

    def mark_up(self, match: re.Match[str]) -> str:
        before = match[0][: match.start("short") - match.start()]
        return f'{before}<abbr title="{self.meaning(match)}">{match["short"]}</abbr>'

    def meaning(self, match: re.Match[str]) -> str:
        """What the short form of *match* means."""
        return escape(self.acronyms[" ".join(unescape(match["short"]).split())])

    def spell(self, match: re.Match[str]) -> str:
        """Spell a short form out where it is first used: `Commission of Inquiry (CoI)`.

        Nobody reads the margin before the text, so what it has spelled out counts there alone.
        """
        meaning = self.meaning(match)
        known = meaning in self.met
        if "aside" in self.stack:
            known |= meaning in self.met_beside
            self.met_beside.add(meaning)
        else:
            self.met.add(meaning)
        if known or match["spelled"]:
            return self.mark_up(match)
        abbr = f'<abbr title="{meaning}">{match["short"]}</abbr>'
        return f"{match['open'] or ''}{meaning} ({abbr})"

    def open_note(self) -> None:
        while self.out and not self.out[-1].strip():
            self.out.pop()
        if self.out and not self.out[-1].startswith("<"):
            self.out[-1] = self.out[-1].rstrip()
        if self.note_ended:
            self.out.append('<span class="between-notes">, </span>')
        self.out.append('\u2060<span class="footnote">')
        self.stack.append("brief-note")

    def close_note(self) -> None:
        self.out.append("</span>")
        while self.stack and self.stack.pop() != "brief-note":
            pass
        self.note_ended = True

    def citation(self, mark: Mark) -> None:
        assert isinstance(mark, Citation)
        if not mark.items:
            self.out.append(re.sub(r" (?=\S+\Z)", "\u00a0", self.citations.suggestion))
        elif self.tells(mark):
            html = next(self.written)
            if "brief-note" in self.stack:
                self.out.append(html.removesuffix("."))
            elif self.citations.in_notes:
                self.open_note()
                self.out.append(html)
                self.close_note()
            elif not mark.once:
                spaced = not self.out or self.out[-1][-1:].isspace()
                self.out.append(html if spaced else f" {html}")

    def end_link(self) -> None:
        """Show the address of a link on paper too, in a note, where its text does not."""
        text = "".join(self.out[self.link_start : -1])
        address, self.address = self.address, ""
        shown = shown_address(address)
        known = {plain(address), plain(shown).replace("\u2060", "")}
        if not address or "brief-note" in self.stack or plain(text) in known:
            return
        self.open_note()
        self.out.append(link(address))
        self.close_note()
