"""Turn a Brief and a Theme into Html: templates filled, marks resolved, every asset inside.

    template ─► blocks ─► values ─► notes and short forms, in reading order ─► Html ─► stamped

A template sees the values of the brief and the words of its language, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from ..model.boundaries import in_language
from ..model.brief import Brief, Theme
from ..model.cells import DataTable
from ..model.contract import BLOCKS, PAGE_BLOCKS, BriefFields
from ..model.page import Correction, Html, Stamp
from ..model.papers import PAPERS
from ..model.problems import NOWHERE, Place, Problems, Stopped, nearest
from ..model.text import (
    MARK,
    Block,
    Citation,
    Fragment,
    Mark,
    Missing,
    Reference,
    Value,
    plain,
    write_mark,
)
from ..model.walk import InFolder, leaf_types, walk
from .chart_widths import is_slim
from .citations import set_marks
from .cited_sources import SourceWriter
from .citeproc import RunProcessor, run_pandoc
from .cross_references import CrossReferences
from .edition_notes import set_note
from .fill_templates import Writer
from .footnotes import set_notes
from .full_width_marks import draw_marks_together
from .italic_paragraphs import mark_italic_paragraphs
from .kept_together import keep_together, mark_votes
from .numerals import count_natively, write_native, write_native_drawing
from .page_pictures import PagePictures, is_picture
from .right_to_left import isolate, mirror_page
from .scripts import add_script_fonts, has_fonts
from .sentences import begins_item, begins_sentence, capitalise
from .stamp_marks import STAMPS, fill_stamps
from .strips import stands_in_row
from .tables import mark_rows, write_cells
from .theme import chosen_styles, fit_for, styles_of, tokens_of

if TYPE_CHECKING:
    from ..model.fields import PrintedTable
    from .cell_bars import Bar

_ALONE = re.compile(f"<p>{MARK.pattern}</p>")
_FIRST_TAG = re.compile(r"<[a-z]+(?![^>]*\sid=)")
REFERENCES = "\ue002"
"""Where the list of references will stand, if the citation style has one."""
NESTING = 8
"""How often a value may hold a value: two facts that name each other would never end."""
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


def _words_of(source: str) -> str:
    """The words of *source*, Markdown, without citations and marks, a space around each."""
    words = re.findall(r"\w+", re.sub(r"\[[@^][^\]]*\]", "", source))
    return f" {' '.join(words)} "


def _percent(point: tuple[float, float]) -> str:
    """Write a place in a picture as CSS does: `60% 30%`."""
    return " ".join(f"{100 * part:g}%" for part in point)


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
        if self.is_native:
            charts = {
                name: write_native_drawing(svg, self.language) for name, svg in charts.items()
            }
        self.pictures = PagePictures(brief, self, charts, theme)
        self.references = CrossReferences(brief, self, self.fill)
        self.sources = SourceWriter(brief, self, self.fill, self.mark)
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
            assets={**self.theme.fonts, **self.pictures.assets},
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
        if correction:
            correction = replace(correction, note=set_note(correction.note, self.language))
        text = self.render(f"{name}.html", correction=correction)
        text = _drop_ids(mark_rows(self.fill(text), self.language.checks.is_total))
        text = text.replace("： ", "：")  # which is as wide as a sign, with its space in it
        text, citations = set_notes(
            text,
            self.marks,
            self.brief.fields.acronyms,
            self.language,
            partial(self.sources.write, run_processor),
        )
        text = mark_italic_paragraphs(mark_votes(text, self.language.votes))
        if self.language.direction == "rtl":
            text = isolate(text, self.language.marks)
        if REFERENCES in text:
            text = text.replace(REFERENCES, self.sources.list_references(citations))
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
        return fill_stamps(text, values)

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

        about, fields = self.brief.institute.about, self._fields()
        return {
            "brief": fields,
            "institute": self.brief.institute,
            "logo": self.logo,
            "language": self.brief.language,
            "direction": self.language.direction,
            "leans": self.language.leans,
            "joins": self.language.joins,
            "names": [*fields.keywords, *fields.acronyms.values()],
            "paper": self.paper,
            "prose": self.references.head_prose(),
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
            "picture": self.pictures.picture,
            "publications": self.pictures.list_publications(),
            "percent": _percent,
            "ground": self.pictures.ground,
            "number": self.next_number,
            "cite": lambda citation: Markup(self.mark(citation)) if citation else "",  # noqa: S704
            "cite_brief": lambda: Markup(self.mark(Citation((), NOWHERE))),  # noqa: S704
            "has_contents": self.references.has_contents,
            "stands_in_row": partial(stands_in_row, self.brief),
            "sections": self.references.list_sections,
            "numbered": self.references.list_numbered,
            "references": lambda: Markup(REFERENCES),  # noqa: S704 - a character
            "source_line": self.sources.source_line,
            "map_notes": self.pictures.map_notes,
            "trend": self.pictures.trend,
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
            begins = begins_item(match) or begins_sentence(match, self.language)
            return self.references.once_quoted(self.refer(mark, is_first_word=begins), match)
        if not isinstance(mark, Value):
            return match[0]
        printed = self.print(self.brief.value(mark.path))
        html = str(printed) if hasattr(printed, "__html__") else escape(str(printed))
        if begins_sentence(match, self.language):
            html = capitalise(html, self.language)
        if html.endswith(".") and re.match(r"\.(?!\.)", match.string[match.end() :]):
            html = html[:-1]  # 30,4 Mio. ends the sentence
        return self._count(html, mark.place)

    # Blocks

    def refer(self, reference: Reference, *, is_first_word: bool) -> str:
        """Write *reference* as a link, with a capital where it *is the first word*."""
        return self.references.refer(reference, is_first_word=is_first_word)

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
            typed = self.brief.written.get(block.name, ()) if block.kind == "tables" else ()
            values |= write_cells(table, self, typed) if table else self._no_cells(block.name)
            values["bars"] = self._bars(getattr(it, "bars", ()), table)
            if any(map(is_picture, (notes for *_, notes in leaf_types(type(it).model_fields)))):
                values["path"] = self.pictures.find_path(block.name, leaves, it.part)
            if block.kind == "figures":
                values["pictures"] = self.pictures.list_drawings(block.name, values["path"])
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

    def _no_cells(self, name: str) -> dict[str, Any]:
        """Fill the place of the rows of the block *name*, where there are none."""
        gap = self.missing(self.word("unprintable"))
        return {"heads": [name], "rows": [[gap]], "numeric": [False], "groups": [""]}


def _drop_ids(html: str) -> str:
    """Leave of the ids of headings and blocks those that a link leads to."""
    linked = {*re.findall(r'href="#([^"]*)"', html)}
    ours = "|".join(("section", *BLOCKS))
    return re.sub(
        rf' id="((?:{ours})-[^"]*)"', lambda one: one[0] if one[1] in linked else "", html
    )
