"""Turn a Brief and a Theme into Html: templates filled, marks resolved, every asset inside.

    template ─► blocks ─► values ─► notes and short forms, in reading order ─► Html ─► stamped

A template sees the values of the brief and the words of its language, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from ..model.boundaries import in_language
from ..model.brief import Brief, TextFile, Theme
from ..model.cells import NUMERIC, Column, DataTable, are_amounts, group_alike
from ..model.changes import Changes
from ..model.contract import BLOCKS, PAGE_BLOCKS, BriefFields, Contents, Name, Source
from ..model.page import Citations, Correction, Html, Stamp
from ..model.papers import PAPERS
from ..model.pictures import COVERS, printed_name
from ..model.problems import NOWHERE, Place, Problems, Stopped, nearest
from ..model.sections import HEADING, Section
from ..model.text import (
    MARK,
    NO_DAY,
    Block,
    Citation,
    Cited,
    CitedTogether,
    Fragment,
    Mark,
    Missing,
    PartialDate,
    Reference,
    Value,
    plain,
    write_mark,
)
from ..model.walk import Drawn, InFolder, Leaf, leaf_types, walk
from .chart_widths import find_width, find_widths, is_slim
from .citations import find_style, name_part, set_marks, short, write_citations
from .citeproc import CitationsFailed, RunProcessor, run_pandoc
from .fill_templates import Writer
from .footnotes import set_notes
from .full_width_marks import draw_marks_together
from .kept_together import keep_together, mark_votes
from .missing_pictures import draw_gap
from .numerals import count_natively, write_native, write_native_drawing
from .right_to_left import isolate, isolate_citation, isolate_part, mirror_page
from .scripts import add_script_fonts, has_fonts
from .sentences import BEGINNING, SENTENCE, capitalise
from .shared_units import share_units
from .strips import stands_in_row
from .tables import has_many_zeros, has_total, mark_groups, mark_rows
from .theme import chosen_styles, fit_for, styles_of, tokens_of

if TYPE_CHECKING:
    from ..model.fields import PrintedTable
    from .cell_bars import Bar

_ALONE = re.compile(f"<p>{MARK.pattern}</p>")
_BEGINS_ITEM = re.compile(r"(?:\A|<(?:li|dd|dt|td|th|figcaption|caption|div)\b[^<>]*>)\s*\Z")
"""The tags before the first word of an item, a cell or a caption."""
_FIRST_TAG = re.compile(r"<[a-z]+(?![^>]*\sid=)")
REFERENCES = "\ue002"
"""Where the list of references will stand, if the citation style has one."""
STAMPS = dict(
    zip(("folio", "seal", "code", "version", "day"), map(chr, range(0xE003, 0xE008)), strict=True)
)
"""Where a page will say what it is: in its folio line, in its imprint, and to a machine."""
NESTING = 8
"""How often a value may hold a value: two facts that name each other would never end."""
DARK = 50.0
"""Lightness, CIE L*, under which white letters on a ground have a contrast of 4.5:1."""
SPOKEN = 12
"""Values of a trend that are read out; of more, the first and the last."""
FILLED = 1_000_000
"""Characters of all values: ten facts that each hold ten would fill the memory."""


def lay_out(
    brief: Brief,
    theme: Theme,
    paper: str,
    charts: Mapping[str, bytes],
    problems: Problems,
    correction: Correction | None = None,
    run_processor: RunProcessor = run_pandoc,
) -> Html:
    """Turn *brief* into a page for *paper*, with its drawn *charts* as `draw_charts` gives them.

    The page has no stamp yet, so that its digest tells what is on it and nothing else. Where an
    error leaves nothing to print, a mark or a box says so.

    Problems: an unknown template or citation style, an error in a template with its line, facts
    that name each other without end. Raises `Stopped` where no template can be filled.
    """
    return PageWriter(brief, theme, paper, charts, problems).html(correction, run_processor)


def stamp_page(html: Html, stamp: Stamp, brief: Brief, theme: Theme, problems: Problems) -> Html:
    """Stamp *html*, a page of *brief* without a stamp. Raises `Stopped` where a template fails."""
    text = PageWriter(brief, theme, html.paper, {}, problems).stamp(html.text, stamp)
    assets = {**html.assets, "edition/code.svg": stamp.qr} if stamp.qr else html.assets
    return replace(html, text=text, assets=assets)


def _fill_stamps(text: str, values: Mapping[str, str]) -> str:
    """Put *values*, one for each name of `STAMPS`, where the page waits for them."""
    for name, mark in STAMPS.items():
        text = text.replace(mark, values[name])
    return text


def frame_redline(
    html: Html, changes: Changes, brief: Brief, theme: Theme, problems: Problems
) -> Html:
    """Make a redline of *html*, a page of *brief* with its marks: the box that sums up its
    *changes*, what it says of itself, and its style. Raises `Stopped` where the template fails.
    """
    page = PageWriter(brief, theme, html.paper, {}, problems)
    words = page.language.redline
    title = f"{words['redline']}{page.language.words['colon']}"
    day = brief.fields.updated or brief.fields.published
    values = {
        "folio": escape(f"{title} {changes.old} {page.language.arrow} {changes.new}"),
        "seal": "",
        "code": "",
        "version": "redline",
        "day": day.isoformat(),
    }
    text = _fill_stamps(html.text, values)
    quotes = page.language.quotes
    box = page.render("parts/redline.html", changes=changes, quote=lambda it: it.join(quotes[:2]))
    if page.language.direction == "rtl":
        box = isolate_part(box, page.language.marks)
    box = page.in_numerals(box)
    text = text.replace("<title>", f"<title>{escape(title)} ", 1)
    text = re.sub(r"<main\b|\Z", lambda match: box + match[0], text, count=1)
    style = TextFile("styles/redline.css", theme.styles.get("redline", ""))
    # It carries no content: it is no brief, and the PDFs that it compares carry theirs. Nor does
    # it have to keep its pages, which hold what is gone as well.
    # What was struck out has letters that this page had not.
    html = add_script_fonts(replace(html, text=text), theme, page.language)
    return replace(html, styles=(*html.styles, style), attachments={}, fit=None)


def _words_of(source: str) -> str:
    """The words of *source*, Markdown, without citations and marks, a space around each."""
    words = re.findall(r"\w+", re.sub(r"\[[@^][^\]]*\]", "", source))
    return f" {' '.join(words)} "


def _percent(point: tuple[float, float]) -> str:
    """Write a place in a picture as CSS does: `60% 30%`."""
    return " ".join(f"{100 * part:g}%" for part in point)


def _is_picture(notes: tuple[Any, ...]) -> bool:
    """Whether a field with these *notes* is shown as a picture."""
    return InFolder("picture") in notes or Drawn() in notes


def make_dummy_page(theme: Theme) -> Html:
    """Make a page that nobody sees, in the type and the styles that all briefs of a house share.

    A press that has printed it has loaded them before the first brief comes.
    """
    text = '<!DOCTYPE html><html lang="en"><title>Dummy</title><body><p>Dummy'
    paper = next(iter(PAPERS))
    styles = styles_of(theme, paper, *chosen_styles(theme))
    return Html("dummy", paper, text, tuple(styles), theme.fonts)


class PageWriter(Writer):
    """One page while it is laid out; `page/web.py` lays out the same for a screen."""

    def __init__(
        self,
        brief: Brief,
        theme: Theme,
        paper: str,
        charts: Mapping[str, bytes],
        problems: Problems,
    ) -> None:
        super().__init__(theme, brief.language, problems)
        self.brief, self.paper = brief, paper
        self.marks: list[Mark] = list(brief.marks)
        self.numbers: dict[str, int] = {}
        self.filled = 0
        self.under_way: list[tuple[str, str | None]] = []
        """Blocks that are being set, the outermost first."""
        numerals = brief.fields.numerals or brief.institute.numerals
        self.is_native = bool(self.language.digits) and numerals == "native"
        """Whether its numbers have the digits of its own script."""
        self.assets = {
            f"charts/{name}.svg": write_native_drawing(svg, self.language)
            if self.is_native
            else svg
            for name, svg in charts.items()
        }
        self.assets |= {f"files/{name}": data for name, data in brief.files.items()}
        if brief.institute.logo:
            name = brief.institute.logo.file
            gap = draw_gap(self.word("unprintable"), name, theme.tokens)
            self.assets["house/logo"] = brief.logo or gap
        elif theme.brand and theme.brand.logo:
            self.assets["house/logo"] = theme.brand.logo
        self.names |= self._names()

    def html(self, correction: Correction | None, run_processor: RunProcessor) -> Html:
        """Fill the page, with its *correction*, if any; *run_processor* writes citations."""
        name = self.find_template()
        html = Html(
            slug=self.brief.slug,
            paper=self.paper,
            text=self.typeset(name, correction, run_processor),
            styles=tuple(
                styles_of(
                    self.theme,
                    self.paper,
                    *chosen_styles(self.theme),
                    name,
                    self.language.style_sheet,
                )
            ),
            assets={**self.theme.fonts, **self.assets},
            attachments=self.brief.content,
            is_read=True,
            fit=fit_for(self.brief.fields.pages, tokens_of(self.theme, name)),
        )
        if self.language.direction == "rtl":
            html = mirror_page(html, self.theme)
        if self.is_native:
            html = count_natively(html, self.language)
        return add_script_fonts(html, self.theme, self.language)

    def typeset(self, name: str, correction: Correction | None, run_processor: RunProcessor) -> str:
        """Fill the template *name*, and set its notes: the text of the page, without a stamp."""
        text = self.render(f"{name}.html", correction=correction)
        text = _drop_ids(mark_rows(self.fill(text), self.language.checks.is_total))
        text = text.replace("： ", "：")  # which is as wide as a sign, with its space in it
        text, citations = set_notes(
            text,
            self.marks,
            self.brief.fields.acronyms,
            self.language,
            partial(self.write_citations, run_processor),
        )
        text = mark_votes(text, self.language.votes)
        if self.language.direction == "rtl":
            text = isolate(text, self.language.marks)
        if REFERENCES in text:
            text = text.replace(REFERENCES, self._references(citations))
        text = keep_together(text)
        if self.language.style_sheet == "cjk":
            text = draw_marks_together(text)
        if (until := self.embargo()) and escape(until) not in text.partition("<body")[2]:
            self.problems.error(
                self.brief.place("embargo"),
                f"the template `{name}` does not print the embargo",
                "have it extend parts/base.html, which does",
            )
            raise Stopped  # a paper that hides it must not lie about, not even as a draft
        return self.in_numerals(text)

    def in_numerals(self, text: str) -> str:
        """Write the numbers of *text*, a page or a part of one, in the digits of the page."""
        return write_native(text, self.language) if self.is_native else text

    def stamp(self, text: str, stamp: Stamp) -> str:
        """Say in *text*, where the page waits for it, what *stamp* says."""
        fields = self.brief.fields
        day = stamp.date or fields.updated or fields.published
        values = {
            "folio": self.in_numerals(
                escape(self.language.punctuate(plain(self.render("parts/folio.html", stamp=stamp))))
            ),
            "seal": self.in_numerals(self.render("parts/seal.html", stamp=stamp)),
            "code": escape(stamp.code),
            "version": f"edition {stamp.edition}" if stamp.edition else "draft",
            "day": day.isoformat(),
        }
        return _fill_stamps(text, values)

    def find_template(self) -> str:
        """The name of the template; of a draft that names an unknown one, the one that is usual."""
        name = self.brief.fields.template
        known = [t.removesuffix(".html") for t in self.theme.templates if "/" not in t]
        if name not in known:
            self.problems.error(
                self.brief.place("template"),
                f"no template `{name}`",
                nearest(name, known, "templates"),
            )
            name = BriefFields.model_fields["template"].default
        kinds = (*BLOCKS, *PAGE_BLOCKS)
        blocks = [kind for kind in kinds if f"blocks/{kind}.html" not in self.theme.templates]
        for kind in blocks:
            self.problems.error(
                Place(f"templates/blocks/{kind}.html"),
                f"no template prints the block `{kind}`",
                "write it, or take its field out of the contract",
            )
        if blocks or name not in known:
            raise Stopped
        return name

    # Templates

    @property
    def logo(self) -> str:
        """The words of the logo at the head; empty where the wordmark stands there."""
        institute, brand = self.brief.institute, self.theme.brand
        if institute.logo:
            return institute.logo.alt
        return (brand.logo_alt or institute.name) if brand and brand.logo else ""

    def _fields(self) -> BriefFields:
        """The fields of the brief; names of authors have the quotation marks of its language."""
        fields = self.brief.fields
        authors = [
            one.model_copy(
                update={
                    name: set_marks(getattr(one, name), self.language)
                    for name in ("name", "role", "affiliation")
                }
            )
            for one in fields.authors
        ]
        return fields.model_copy(update={"authors": authors}) if authors else fields

    def _names(self) -> dict[str, Any]:
        """The names that a template can use."""
        from markupsafe import Markup

        about = self.brief.institute.about
        return {
            "brief": self._fields(),
            "institute": self.brief.institute,
            "logo": self.logo,
            "language": self.brief.language,
            "direction": self.language.direction,
            "leans": self.language.leans,
            "joins": self.language.joins,
            "paper": self.paper,
            "prose": self._prose(),
            "series": self.brief.series,
            "identifiers": self.brief.identifiers,
            "embargo": self.embargo(),
            "lang": self.lang,
            "other_languages": self.other_languages,
            "about": in_language(about, self.brief.language) if about else "",
            "word": self.word,
            "count": self.count,
            "redline": self.language.redline,
            "plain": self.text,
            "begin": lambda text: Markup(capitalise(escape(text), self.language)),  # noqa: S704 - escaped
            "show": self.show,
            "quoted": self.quoted,
            "stands_in_prose": self.stands_in_prose,
            "picture": self.picture,
            "publications": self.list_publications(),
            "percent": _percent,
            "ground": self.ground,
            "number": self.next_number,
            "cite": lambda citation: Markup(self.mark(citation)) if citation else "",  # noqa: S704
            "cite_brief": lambda: Markup(self.mark(Citation((), NOWHERE))),  # noqa: S704
            "has_contents": self.has_contents,
            "stands_in_row": partial(stands_in_row, self.brief),
            "sections": self.list_sections,
            "numbered": self.list_numbered,
            "references": lambda: Markup(REFERENCES),  # noqa: S704 - a character
            "source_line": self.source_line,
            "map_notes": self.map_notes,
            "trend": self.trend,
            **{name: Markup(mark) for name, mark in STAMPS.items()},  # noqa: S704 - characters
        }

    def text(self, value: Any) -> str:
        """Print a value as plain text."""
        printed = self.print(value)
        return plain(self.fill(str(printed))) if hasattr(printed, "__html__") else str(printed)

    def embargo(self) -> str:
        """Until when the brief is under embargo, where its readers are; empty where it is not.

        No clock is asked: what is printed stays what it was when the hour has passed.
        """
        moment = self.brief.fields.embargo
        return self.moment(moment, self.brief.institute.time_zones) if moment else ""

    def other_languages(self) -> list[tuple[str, str]]:
        """The other languages in which the brief is published: their tags, and what those who speak
        them call them; where no font has the letters of that, what this language calls them.
        """
        tags = (one for one in self.brief.fields.languages if one != self.brief.language)
        names = ((tag, self.own_name(tag)) for tag in tags)
        return [
            (tag, name) if has_fonts(name) else (self.language.tag, self.language_name(tag))
            for tag, name in names
        ]

    def quoted(self, text: Fragment) -> Any:
        """A text between the quotation marks of the language, unless it has some of its own."""
        from markupsafe import Markup

        opening, closing, *_ = self.language.quotes
        is_marked = text.html.lstrip().startswith(opening.strip())
        html = text.html if is_marked else f"{opening}{text.html}{closing}"
        return Markup(html)  # noqa: S704 - cleaned by prose

    def stands_in_prose(self, text: Fragment) -> bool:
        """Whether the words of *text*, as their author typed them, stand in the prose as well."""
        return _words_of(text.source) in _words_of(self.brief.prose.source)

    def show(self, fact: Any) -> Any:
        """How a fact reads in a sentence."""
        if fact.in_sentence is not None:
            return self.print(fact.in_sentence)
        return self.missing(next(n for n, one in self.brief.fields.facts.items() if one is fact))

    def next_number(self, kind: str) -> int:
        """Count the figures, tables and boxes in the order in which they are placed."""
        self.numbers[kind] = self.numbers.get(kind, 0) + 1
        return self.numbers[kind]

    # Marks

    def mark(self, mark: Mark) -> str:
        """Number a mark of the page's own."""
        self.marks.append(mark)
        return write_mark(len(self.marks) - 1)

    def missing(self, name: str, *, alone: bool = False) -> Any:
        """Fill the place of *name*, which a draft cannot print, by a mark, or by a box *alone*."""
        from markupsafe import Markup

        return Markup(self.render("parts/missing.html", missing=name, alone=alone))  # noqa: S704

    def fill(self, text: str) -> str:
        """Put blocks and values for their marks; those of citations stay."""
        text = _ALONE.sub(self._fill_block, text)
        for _ in range(NESTING):
            filled = MARK.sub(self._fill_one, text)
            if filled == text:
                break
            text = filled
        return MARK.sub(self._fill_endless, text)

    def _fill_block(self, match: re.Match[str]) -> str:
        mark = self.marks[int(match[1])]
        if isinstance(mark, Missing):
            return str(self.missing(mark.text, alone=True))
        if not isinstance(mark, Block):
            return match[0]
        if (mark.kind, mark.name) in self.under_way:  # told where it was read
            return str(self.missing(".".join(filter(None, (mark.kind, mark.name))), alone=True))
        self.under_way.append((mark.kind, mark.name))
        html = self._block(mark)
        if self.under_way[1:]:
            self._count(html, mark.place)
        html = _ALONE.sub(self._fill_block, html)  # in their order: each gets its number then
        self.under_way.pop()
        return html

    def _count(self, html: str, place: Place) -> str:
        """Give *html* back; Problems: more of it than a page can hold."""
        self.filled += len(html)
        if self.filled > FILLED:
            self.problems.error(
                place, f"values of more than {FILLED} characters", "name fewer of them"
            )
            raise Stopped
        return html

    def _fill_endless(self, match: re.Match[str]) -> str:
        mark = self.marks[int(match[1])]
        if not isinstance(mark, Value):
            return match[0]
        self.problems.error(
            mark.place, "this value names itself", "write the number out in one of the two"
        )
        return str(self.missing(".".join(mark.path)))

    def _fill_one(self, match: re.Match[str]) -> str:
        mark = self.marks[int(match[1])]
        if isinstance(mark, Missing):
            return str(self.missing(mark.text))
        if isinstance(mark, Block):  # in a sentence, where it cannot stand
            return str(self.missing(".".join(filter(None, (mark.kind, mark.name)))))
        if isinstance(mark, Reference):
            before = match.string[max(0, match.start() - SENTENCE) : match.start()]
            begins = bool(_BEGINS_ITEM.search(before)) or self._begins_sentence(match)
            return self._once_quoted(self.refer(mark, is_first_word=begins), match)
        if not isinstance(mark, Value):
            return match[0]
        printed = self.print(self.brief.value(mark.path))
        html = str(printed) if hasattr(printed, "__html__") else escape(str(printed))
        if self._begins_sentence(match):
            html = capitalise(html, self.language)
        return self._count(html, mark.place)

    # References

    def has_contents(self, by_default: bool = False) -> bool:
        """Whether a template prints the list of the headings: no text places it, and the brief
        wants it, or says nothing, and has three chapters, and the template prints it *by_default*.
        """
        if any(isinstance(mark, Block) and mark.kind == "contents" for mark in self.brief.marks):
            return False
        chosen = self.brief.fields.contents
        chapters = sum(section.level == 2 for section in self.brief.sections)
        return isinstance(chosen, Contents) or (chosen is None and by_default and chapters > 2)

    def list_sections(self) -> list[dict[str, Any]]:
        """List the headings, each with its level, its words and its id."""
        chosen = self.brief.fields.contents
        levels = chosen.levels if isinstance(chosen, Contents) else Contents().levels
        return [
            {
                "level": section.level - 1,
                "label": f"{self.word('annex')}\u00a0{section.letter}." if section.letter else "",
                "text": self.text(Fragment(section.html)),
                "anchor": section.anchor,
            }
            for section in self.brief.sections
            if section.level <= 1 + levels
        ]

    def list_numbered(self, noun: str) -> list[dict[str, Any]]:
        """List the figures, or the blocks of another *noun*: number, caption and id."""
        return [
            {
                "level": 1,
                "label": f"{self.word(noun)}\u00a0{number}.",
                "text": self.text(block.caption),
                "anchor": f"{kind}-{name}",
            }
            for (kind, name), number in self.brief.numbers.items()
            if (block := getattr(self.brief.fields, kind)[name]).numbered == noun
        ]

    def _anchor(self, reference: Any) -> str:
        """The id of what *reference* leads to."""
        section = None if reference.kind in BLOCKS else self.brief.find_section(reference)
        return section.anchor if section else f"{reference.kind}-{reference.name}"

    def refer(self, reference: Reference, *, is_first_word: bool) -> str:
        """Write *reference* as a link: `figure 3`, `annex B`, the heading in quotation marks."""
        words = self.language.words
        section, noun, name = None, "", ""
        if reference.kind in BLOCKS:
            block = getattr(self.brief.fields, reference.kind)[reference.name]
            noun = block.numbered or BLOCKS[reference.kind].noun
            if number := self.brief.numbers.get((reference.kind, reference.name)):
                name = str(number)
            elif title := getattr(block, "title", None):
                name = self._in_quotes(_unlinked(self.fill(title.html)))
        elif section := self.brief.find_section(reference):
            noun = "annex" if section.letter else ""
            name = section.letter or self._in_quotes(_unlinked(self.fill(section.html)))
        anchor = self._anchor(reference)
        if reference.is_page:
            noun, name = "page", f'<span class="page-of" data-at="#{anchor}"></span>'
        noun = words.get(f"{noun}_in_text", "")
        noun = self.language.capitalise(noun) if is_first_word else noun
        text = f"{escape(noun)}\u00a0{name}" if noun else name
        return f'<a class="ref" href="#{anchor}">{text}</a>'

    def _in_quotes(self, title: str) -> str:
        """Put *title* into quotation marks; those within it are the inner ones then."""
        outer, inner = self.language.quotes[:2], self.language.quotes[2:4]
        opening, closing = outer
        if title.startswith(opening) and title.endswith(closing) and title.count(opening) == 1:
            return title
        for one, other in zip(outer, inner, strict=False):
            title = title.replace(one, other)
        return f"{opening}{title}{closing}"

    def _once_quoted(self, link: str, match: re.Match[str]) -> str:
        """Take the quotation marks off *link* where its author put it into some."""
        opening, closing = self.language.quotes[:2]
        before, behind = match.string[: match.start()], match.string[match.end() :]
        if before.endswith(opening) and behind.startswith(closing) and link.count(opening) == 1:
            return link.replace(opening, "").replace(closing, "")
        return link

    def _prose(self) -> Fragment:
        """The prose with its headings as a page has them."""
        sections = iter(self.brief.sections)
        html = HEADING.sub(lambda _: self._heading(next(sections)), self.brief.prose.html)
        return replace(self.brief.prose, html=html)

    def _heading(self, section: Section) -> str:
        """A heading: with the letter of an annex, and an id where a link leads to it."""
        kind, label = "", ""
        if section.letter:
            kind = ' class="annex"'
            label = f'<span class="label">{self.word("annex")}&nbsp;{section.letter}.</span> '
        level = section.level
        return f'<h{level}{kind} id="{section.anchor}">{label}{section.html}</h{level}>'

    def _begins_sentence(self, match: re.Match[str]) -> bool:
        """Whether the mark of *match* stands where a sentence begins."""
        before = match.string[max(0, match.start() - SENTENCE) : match.start()]
        begun = BEGINNING.search(before)
        if begun is None:
            return False
        if begun["item"]:  # one that is a sentence, and ends as one
            rest = re.sub(
                "<[^>]*>", "", match.string[match.end() :].partition(f"</{begun['item']}>")[0]
            )
            return MARK.sub("", rest).rstrip().endswith((".", "!", "?"))
        word = begun["word"]
        return word is None or not (len(word) == 1 or word in self.language.checks.abbreviations)

    def _block(self, block: Block) -> str:
        """Print *block*; one with a name has an id."""
        html, anchor = self._print_block(block), f"{block.kind}-{block.name}"
        if block.name is None:
            return html
        return _FIRST_TAG.sub(lambda tag: f'{tag[0]} id="{anchor}"', html, count=1)

    def _print_block(self, block: Block) -> str:
        values: dict[str, Any] = {
            "name": block.name, "has_total": False, "has_many_zeros": False,
        }  # fmt: skip
        template = block.kind
        if block.name is not None:
            it = values["it"] = getattr(self.brief.fields, block.kind)[block.name]
            if number := self.brief.numbers.get((block.kind, block.name)):
                values["number"] = lambda _: number
            leaves = [*walk(it)]
            data = [leaf.value for leaf in leaves if InFolder("data") in leaf.metadata]
            is_sound = not any(it.faults(block.name, self.brief.data)) and all(
                name in self.brief.data for name in data
            )
            table = it.table(self.brief.data) if is_sound else None
            template = it.template if is_sound and it.template else template
            values |= self._cells(*table) if table else self._no_cells(block.name)
            values["bars"] = self._bars(getattr(it, "bars", ()), table)
            if any(map(_is_picture, (notes for *_, notes in leaf_types(type(it).model_fields)))):
                values["path"] = self._path(block.name, leaves, it.part)
            if block.kind == "figures":
                values["pictures"] = self._pictures(block.name, values["path"])
                values["is_slim"] = is_slim(self.brief, block.name)
        return self.render(f"blocks/{template}.html", **values)

    def _bars(
        self, heads: Sequence[str], table: PrintedTable | None
    ) -> dict[int, list[Bar | None]]:
        """The bars in the cells of a table, by the number of their column."""
        if not heads or table is None or not isinstance(table[1], DataTable):
            return {}
        from .cell_bars import draw_bars

        return draw_bars(table[1], heads, self.theme.tokens)

    def trend(self, name: str) -> tuple[str, str] | None:
        """The picture of what became of the fact *name*, and its values in words; None where it
        cannot be drawn.
        """
        from .cell_bars import draw_trend

        fact = self.brief.fields.facts[name]
        table = self.brief.data.get(fact.trend.data) if fact.trend else None
        if fact.trend is None or table is None or any(fact.faults(name, self.brief.data)):
            return None
        column = table.column(fact.trend.column)
        assert column is not None
        cells = zip(*map(self.print_column, (table.columns[0], column)), strict=True)
        spoken_cells = [f"{first} {cell}" for first, cell in cells]
        if len(spoken_cells) > SPOKEN:
            spoken_cells = [*spoken_cells[:1], "…", *spoken_cells[-1:]]
        alt = f"{column.head}{self.word('colon')} {'; '.join(spoken_cells)}"
        path = f"trends/{name}.svg"
        self.assets[path] = draw_trend(table, fact.trend.column, alt, self.theme.tokens)
        return path, alt

    def _path(self, name: str, leaves: Sequence[Leaf], part: Any) -> str:
        """Give the path of the picture or chart among *leaves*, which the block *name* holds; of a
        box that says so where it is missing. *part*: the part of the picture that is printed.
        """
        path = f"gaps/{name}.svg"
        shown = name
        for leaf in leaves:
            if InFolder("picture") in leaf.metadata:
                path, shown = f"files/{printed_name(leaf.value, part)}", leaf.value
            elif leaf.annotation(Drawn):
                path, shown = f"charts/{name}.svg", name
        return self._or_gap(path, name, shown)

    def _pictures(self, name: str, path: str) -> str:
        """The drawings of the figure *name*, each with its width in CSS pixels, as `srcset` has
        them; nothing where it has but that at *path*.
        """
        found = [
            f"{drawing} {find_width(self.brief, name, widths)}w"
            for before, widths in find_widths(self.brief, name).items()
            if (drawing := f"charts/{before}{name}.svg") in self.assets
        ]
        return ", ".join(found) if path == f"charts/{name}.svg" and len(found) > 1 else ""

    def picture(self, file: str) -> str:
        """The path of *file*, the picture of no block; that of a box where it cannot be printed."""
        return self._or_gap(f"files/{printed_name(file, None)}", file, file)

    def list_publications(self) -> list[dict[str, Any]]:
        """List the publications of the back page, without this brief itself: each with the path of
        its cover, empty where that is drawn, and its address as it is printed.
        """
        own = self.brief.fields.title.source.strip()
        return [
            {
                "it": one,
                "cover": one.cover
                and self._or_gap(f"files/{COVERS}{one.cover}", one.cover, one.cover),
                "address": re.sub(r"\Ahttps?://(?:www\.)?|/\Z", "", one.url or ""),
            }
            for one in self.brief.fields.publications or ()
            if one.title.strip() != own
        ]

    def ground(self, colour: str) -> str:
        """Say how a *colour* of the brand is as a ground: `dark`, of white letters, or `light`."""
        from .plots.palette import lightness

        return "dark" if lightness(self.theme.tokens[colour]) < DARK else "light"

    def _or_gap(self, path: str, name: str, shown: str) -> str:
        """*path* where it has something; else that of a box that says what should be *shown*."""
        if path not in self.assets:
            path = f"gaps/{name}.svg"
            self.assets[path] = draw_gap(self.word("unprintable"), shown, self.theme.tokens)
        return path

    def _no_cells(self, name: str) -> dict[str, Any]:
        """Fill the place of the rows of the block *name*, where there are none."""
        gap = self.missing(self.word("unprintable"))
        return {"heads": [name], "rows": [[gap]], "numeric": [False], "groups": [""]}

    def _cells(
        self, heads: Sequence[Any], rows: DataTable | Sequence[Sequence[Fragment]]
    ) -> dict[str, Any]:
        """Heads and rows as a template has them, dates and numbers in the language of the brief."""
        if not isinstance(rows, DataTable):
            texts = zip_longest(*([plain(cell.html) for cell in row] for row in rows), fillvalue="")
            typed = [*texts]
            numeric = [n > 0 and are_amounts(column) for n, column in enumerate(typed)]
            alike: Iterator[Sequence[str]] = zip(*map(group_alike, typed), strict=True)
            written = [
                [
                    replace(cell, html=cell.html.replace(plain(cell.html), text, 1))
                    if text != plain(cell.html)
                    else cell
                    for cell, text in zip(row, texts_, strict=False)
                ]
                for row, texts_ in zip_longest(rows, alike, fillvalue=())
            ]
            return {
                "heads": heads,
                "rows": written,
                "numeric": numeric + [False for _ in heads],
                "groups": mark_groups(["" for _ in rows] if not typed or numeric[0] else typed[0]),
            }
        columns = [self.print_column(column) for column in rows.columns]
        for n, column in enumerate(rows.columns):
            if column.kind == "date":  # 15 Mar 2025 stays in one line
                columns[n] = [text.replace(" ", "\u00a0") for text in columns[n]]
        heads, columns = share_units(rows.columns, heads, columns)
        return {
            "heads": heads,
            "rows": [list(row) for row in zip(*columns, strict=True)],
            "numeric": [*map(_counts, rows.columns)],
            "has_total": has_total(rows),
            "has_many_zeros": has_many_zeros(rows),
            "groups": mark_groups(
                ["" for _ in columns[0]] if _counts(rows.columns[0]) else columns[0]
            ),
        }

    # Maps

    def map_notes(self, name: str) -> list[str]:
        """The notes of the house on the disputed areas that the map *name* shows."""
        svg = self.assets.get(f"charts/{name}.svg", b"")
        drawn = re.search(rb'data-areas="([^"]*)"', svg)
        house = self.brief.boundaries
        if drawn is None or house is None:
            return []
        notes = [house.fields.areas[key].note for key in drawn[1].decode().split()]
        return [in_language(note, self.brief.language) for note in notes if note]

    # Citations

    @cached_property
    def citation_style(self) -> str:
        """The file of the institute's style; of an unknown one, of the one that is usual."""
        institute, place = self.brief.institute, Place("content/institute.yaml")
        usual = type(institute).model_fields["citation_style"].default
        return str(
            find_style(institute.citation_style, place, self.problems)
            or find_style(usual, place, self.problems)
        )

    def write_citations(
        self, run_processor: RunProcessor, citations: Sequence[CitedTogether]
    ) -> Citations:
        """Write *citations*, in the style of the institute; marks stand for them where it fails."""
        sources = self.brief.fields.sources
        known = [
            one._replace(items=tuple(cited for cited in one.items if cited.key in sources))
            for one in citations
        ]
        written = [one for one in known if one.items]
        try:
            made = write_citations(
                self.citation_style,
                self.language,
                sources,
                self._as_source(),
                written,
                run_processor,
            )
        except CitationsFailed as error:
            self.problems.error(
                self.brief.place("sources"),
                f"the notes were not written: {error}",
                "`briefpress doctor` says what is missing; else shorten the sources named last",
            )
            marks = [str(self.missing(f"@{one.items[0].key}")) for one in written]
            made = Citations(True, tuple(marks), (), str(self.missing("suggestion")))
        texts_of_known = iter(made.written)
        texts = []
        for cites, those in zip(citations, known, strict=True):
            unknown = [
                str(self.missing(f"@{one.key}")) for one in cites.items if one not in those.items
            ]
            text = next(texts_of_known) if those.items else ""
            texts.append(
                self.language.semicolon.join(filter(None, [text.removesuffix("."), *unknown]))
                if unknown
                else text
            )
        return replace(
            made,
            written=tuple(map(self._hold, texts)),
            references=tuple(map(self._hold, made.references)),
            suggestion=self._hold(made.suggestion),
        )

    def _hold(self, entry: str) -> str:
        """Set the spaces of a citation: parts stay with their numbers, no year is a last line."""
        entry = self._parts_of_sources.sub("\\1\u00a0", entry)
        entry = re.sub(r" (?=[^\s<>]{1,6}\Z)", "\u00a0", self.language.space(entry))
        if self.language.direction != "rtl":
            return entry
        return isolate_citation(entry, self.language.latin_months)

    @cached_property
    def _parts_of_sources(self) -> re.Pattern[str]:
        """Finds the name of a part of a source, and the space before its number."""
        words = (*self.language.locators.values(), *self.language.own_locators.values())
        parts = "|".join(map(re.escape, sorted({name for one in words for name in one})))
        return re.compile(rf"(?<![^\s(,;])({parts}) (?=\d)")

    def _references(self, citations: Citations) -> str:
        from markupsafe import Markup

        entries = [Markup(entry) for entry in citations.references]  # noqa: S704 - cleaned
        return self.render("parts/references.html", entries=entries) if entries else ""

    def _as_source(self) -> Source:
        fields, institute = self.brief.fields, self.brief.institute
        return Source(
            type="report",
            title=plain(self.fill(fields.title.html)),
            author=[Name(literal=a.name) for a in fields.authors] or [Name(literal=institute.name)],
            genre=self.brief.series,
            number=fields.number,
            publisher=institute.name if fields.authors else None,
            **{"publisher-place": institute.city.replace(" ", "\u00a0")},  # type: ignore[arg-type]
            issued=PartialDate(*fields.published.timetuple()[:3])
            if fields.published != NO_DAY
            else None,
        )

    @property
    def short_forms(self) -> dict[str, str]:
        """How the names of authors read where there is little room."""
        institute = self.brief.institute
        short_forms = {meaning: form for form, meaning in self.brief.fields.acronyms.items()}
        return short_forms | {institute.name: institute.wordmark[0]}

    def source_line(self, *citations: Citation | None) -> Any:
        """Name the sources of a figure or a list: each once, and two that read alike as one.

        A source that no note tells of has one here; behind any other stands the part that is meant.
        """
        from markupsafe import Markup

        parts: dict[str, dict[str | None, list[str]]] = {}
        for one in (one for citation in citations if citation for one in citation.items):
            numbers = parts.setdefault(one.key, {}).setdefault(one.label, [])
            if one.locator and one.locator not in numbers:
                numbers.append(one.locator)
        marks: dict[str, str] = {}
        for key, by_label in parts.items():
            source = self.brief.fields.sources.get(key)
            if source is None:
                marks[str(self.missing(f"@{key}"))] = ""
                continue
            cites = [Cited(key, label, ", ".join(it)) for label, it in by_label.items() if it]
            style = self.citation_style
            names = [name_part(one, source.type, style, self.language) for one in cites]
            mark = self.mark(
                Citation(
                    (*cites,) or (Cited(key),),
                    Place(""),
                    only_if_new=True,
                    without_note="".join(f", {escape(name)}" for name in names),
                )
            )
            name = str(escape(set_marks(self.name_in_short(source), self.language)))
            marks[name] = marks.get(name, "") + mark
        named = map("".join, marks.items())
        return Markup(self.language.semicolon.join(named))  # noqa: S704 - escaped

    def name_in_short(self, source: Source) -> str:
        """Name *source* as the line under a figure does."""
        between = self.language.words.get("between_authors", " & ")
        name = short(source, self.short_forms, self.word("and_others"), between)
        return self.language.space(name)


def _drop_ids(html: str) -> str:
    """Leave of the ids of headings and blocks those that a link leads to."""
    linked = {*re.findall(r'href="#([^"]*)"', html)}
    ours = "|".join(("section", *BLOCKS))
    return re.sub(
        rf' id="((?:{ours})-[^"]*)"', lambda one: one[0] if one[1] in linked else "", html
    )


def _unlinked(html: str) -> str:
    """Leave of *html* the words that can stand in a link: no note, no other link."""
    html = re.sub(r"<brief-note>.*?</brief-note>", "", MARK.sub("", html), flags=re.DOTALL)
    return re.sub(r"</?a\b[^>]*>", "", html)


def _counts(column: Column) -> bool:
    """Whether the cells of *column* are numbers, with units of their own or without."""
    if column.kind in NUMERIC:
        return True
    is_code = any(map(str.isdecimal, column.texts))  # a telephone number, a postal code
    return column.kind == "label" and not is_code and are_amounts(column.texts)
