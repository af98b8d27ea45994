"""Brief + Theme → its web edition: one HTML file for a screen of any width, all of it inside.

    templates/web/, else templates/ ─► a page's text ─► notes at its end ─► drawings, data, fonts

It is set as a page of paper is, by the same templates but for those that web/ has of its own, so
that a house's own templates hold for it as well. It needs no script, and asks nobody for a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from ..model.brief import Brief, Theme
from ..model.css import for_classes, strip_comments
from ..model.page import Correction, Stamp, WebLinks
from ..model.pictures import picture_kind
from ..model.problems import Problems
from ..model.text import Reference, plain
from .citeproc import RunProcessor, run_pandoc
from .compose import PageWriter
from .footnotes import find_blocks
from .plots import WIDTHS
from .single_texts import show_facts, show_sources
from .tables import write_cells
from .web_fonts import embed_fonts
from .web_notes import gather_notes

FOLDER = "web/"
"""The folder of templates/ whose files are used on the web in place of those of the same name."""
NARROW = {**WIDTHS, "text": 280, "page": 280}
"""The widths of figures, by their `width:`, on a telephone: the type is as large there as in a
caption."""
IN_NARROW = "narrow/"
"""The folder of figures that are drawn for a telephone: it stands before their names."""
_END = re.compile(r'<section class="(?:about-authors|back-page)|<footer class="imprint')
"""The elements that close a brief: its notes stand before them."""
_PICTURE = re.compile(r'<img src="(?P<path>[^"]*)"(?: srcset="[^"]*")?(?P<rest>[^>]*)>')
_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_PAPER_ONLY = re.compile(r' data-(?:name|folio|running|short|said|continued|label|embargo)="[^"]*"')
"""Attributes that tell the press something, and that no browser asks for."""
_SMALL_COVER = re.compile(r'<span class="cover.*?</span>\s*', re.DOTALL)
_ALIGNED = re.compile(r' align="(\w+)"')
_COVER = re.compile(r'\A<section class="front-cover')
_EMPTY_HEAD = re.compile(r"<th\b[^>]*>\s*</th>")
_HEAD_OF_NOTHING = re.compile(r"<th(?=[\s>])(?![^>]*\bscope=)")
"""The head of a column in a table of Markdown, which does not say so."""
_ASIDE = re.compile(r"<aside\b[^>]*>(?:\s*<h[23][^>]*>(?P<heading>.*?)</h[23]>)?", re.DOTALL)
_CLASSES = re.compile(r"\bclass=\"([^\"]*)\"")
_DIGITS = re.compile(r"(\d\.\d\d)\d+")
_ANY_TAG = re.compile(r"<[^<>]*>")
_OF_VEGA = re.compile(r' (?:role|aria-\w+|class|pointer-events|version|xmlns:xlink)="[^"]*"')


@dataclass(frozen=True)
class OnScreen:
    """A page for screens, as it is shown: a web edition, a chapter of an EPUB, a mail."""

    brief: Brief
    theme: Theme
    drawings: Mapping[str, bytes]
    """An SVG by the name of its figure, and one more by `narrow/` and that name."""
    stamp: Stamp
    """How the brief stands: as an edition, or as a draft."""
    links: WebLinks
    correction: Correction | None = None
    run_processor: RunProcessor = run_pandoc


def lay_out_web(shown: OnScreen, problems: Problems) -> str:
    """Turn what is *shown* into the web edition.

    Problems: those of `lay_out`. Raises `Stopped` where no template can be filled.
    """
    page, text = set_for_screens(shown, problems)
    text = page.put_pictures_in(_TABLE.sub(_scroll, text))
    classes = {name for one in _CLASSES.findall(text) for name in one.split()}
    styles = [
        embed_fonts(shown.theme, text),
        *(
            for_classes(strip_comments(shown.theme.styles.get(name, "")), classes)
            for name in ("tokens", "web")
        ),
    ]
    return text.replace("</head>", f"<style>\n{''.join(styles)}</style>\n</head>", 1)


def set_for_screens(shown: OnScreen, problems: Problems) -> tuple[WebWriter, str]:
    """Set what is *shown*: who wrote the page, and its text, whose pictures are still files.

    Problems and `Stopped`: as of `lay_out_web`.
    """
    brief = shown.brief
    own = {
        name.removeprefix(FOLDER): text
        for name, text in shown.theme.templates.items()
        if name.startswith(FOLDER)
    }
    theme = replace(shown.theme, templates={**shown.theme.templates, **own})
    page = WebWriter(brief, theme, brief.papers[0], shown.drawings, problems)
    page.names |= {"stamp": shown.stamp, "links": shown.links, "site": page.language.site}
    page.names |= {"locale": page.locale, "report": page.describe(shown.stamp, shown.links)}
    text = page.typeset(page.find_template(), shown.correction, shown.run_processor)
    text, notes = gather_notes(page.stamp(text, shown.stamp))
    return page, page.in_numerals(page.add_data(page.add_notes(_for_screens(text), notes)))


class WebWriter(PageWriter):
    """One web edition while it is made."""

    def refer(self, reference: Reference, *, is_first_word: bool) -> str:
        """Write *reference* as a link; one to a page is one to what stands there."""
        return super().refer(replace(reference, is_page=False), is_first_word=is_first_word)

    def describe(self, stamp: Stamp, links: WebLinks) -> Any:
        """Say what the brief is as schema.org has it, a `Report`, for those who search."""
        import json

        from markupsafe import Markup

        fields, institute = self.brief.fields, self.brief.institute
        publisher = {"@type": "Organization", "name": institute.name}
        authors = [{"@type": "Person", "name": one.name} for one in fields.authors]
        report = {
            "@context": "https://schema.org",
            "@type": "Report",
            "headline": self.text(fields.title),
            "description": self.text(fields.standfirst),
            "author": authors or [publisher],
            "publisher": publisher,
            "inLanguage": self.brief.language,
            "datePublished": fields.published.isoformat(),
            "dateModified": (stamp.date or fields.updated or fields.published).isoformat(),
            "reportNumber": fields.report_number or fields.number,
            "isPartOf": {"@type": "CreativeWorkSeries", "name": str(self.brief.series)},
            "identifier": [*[stamp.code] * bool(stamp.edition), *map(str, self.brief.identifiers)],
            "isbn": fields.isbn,
            "issn": fields.issn or institute.issn,
            "version": stamp.edition,
            "keywords": [*fields.keywords],
            "url": links.site and f"{links.site}{links.path}",
            "encoding": links.site
            and {
                "@type": "MediaObject",
                "encodingFormat": "application/pdf",
                "contentUrl": f"{links.site}{links.pdf}",
            },
        }
        described = {name: value for name, value in report.items() if value}
        # `<` could end the element that holds it.
        text = json.dumps(described, ensure_ascii=False).replace("<", "\\u003c")
        return Markup(text)  # noqa: S704 - JSON

    def add_notes(self, text: str, notes: Sequence[str]) -> str:
        """Put the *notes* before what closes the brief, and behind them its figures."""
        from markupsafe import Markup

        end = _END.search(text)
        at = end.start() if end else text.rindex("</main>")
        marked = [Markup(note) for note in notes]  # noqa: S704 - set by the page
        behind = self.render("parts/notes.html", notes=marked) if notes else ""
        if facts := [*self.list_facts()]:
            behind += self.render("parts/figures_used.html", facts=facts)
        return text[:at] + behind + text[at:]

    def list_facts(self) -> Iterator[dict[str, str]]:
        """Say of each fact what a reader may ask: what it counts, of which day, and who says so."""
        sources = show_sources(self.brief, self.theme, self.problems)
        for name, (label, value) in show_facts(self.brief, self.theme, self.problems).items():
            fact = self.brief.fields.facts[name]
            cited = fact.source.items if fact.source else ()
            given = (sources.get(one.key, "") for one in cited)
            if label:
                yield {
                    "label": label,
                    "value": value,
                    "date": self.text(fact.as_of) if fact.as_of else "",
                    "source": self.language.semicolon.join(filter(None, given)),
                }

    def add_data(self, text: str) -> str:
        """Put under each figure that was drawn from a file what is in the file."""

        def add(match: re.Match[str]) -> str:
            drawn = re.search(r'src="charts/([^"]*)\.svg"', match[0])
            figure = self.brief.fields.figures.get(drawn[1]) if drawn else None
            table = self.brief.data.get(figure.data or "") if figure else None
            if figure is None or table is None:
                return match[0]
            cells = write_cells((table.heads, table), self)
            data = self.render("parts/data.html", caption=self.text(figure.caption), **cells)
            return match[0].replace("</figure>", f"{data}</figure>")

        return _FIGURE.sub(add, text)

    def put_pictures_in(self, text: str) -> str:
        """Put each picture into *text*: a drawing as it is, any other as its bytes."""
        import base64

        def put(match: re.Match[str]) -> str:
            path, rest = match["path"], match["rest"]
            data = self.pictures.assets.get(path)
            if data is None:
                return match[0]
            folder, _, name = path.partition("/")
            if folder in ("charts", "trends") and data:
                alt = re.search(r'alt="([^"]*)"', rest)
                return self.draw(data, folder, name, alt[1] if alt else "")
            written = base64.b64encode(data).decode()
            return f'<img src="data:{picture_kind(data)};base64,{written}"{rest}>'

        return _PICTURE.sub(put, text)

    def draw(self, svg: bytes, folder: str, name: str, alt: str) -> str:
        """Write a drawing, *alt* in words; one that is not drawn for a telephone scrolls there."""
        if folder == "trends":
            return write_drawing(svg, f"trend-{name}", "trend", alt)
        if narrow := self.pictures.assets.get(f"charts/{IN_NARROW}{name}"):
            wide = write_drawing(svg, f"wide-{name}", "chart for-wide", alt)
            return wide + write_drawing(narrow, f"narrow-{name}", "chart for-narrow", alt)
        if self.brief.fields.figures[name.removesuffix(".svg")].width == "side":
            return write_drawing(svg, f"chart-{name}", "chart", alt)
        return _in_scroll(write_drawing(svg, f"chart-{name}", "chart unbroken", alt), alt)


def _for_screens(text: str) -> str:
    """Take out of *text* what only paper has; its text is one part of the page, not the whole."""
    for cover in find_blocks(text, _COVER):  # its heading may stand below it
        inside = text[cover.start + len("<section") : cover.stop - len("</section>")]
        text = f"{text[: cover.start]}<div{inside}</div>{text[cover.stop :]}"
        break
    head, body, rest = text.partition("<body")
    before, main, inside = (body + rest).partition("<main>")
    inside = re.sub(r"<main\b([^>]*)>(.*?)</main>", r'<div class="text"\1>\2</div>', inside,
                    flags=re.DOTALL)  # fmt: skip
    text = _PAPER_ONLY.sub("", _SMALL_COVER.sub("", before + main + inside))
    text = _EMPTY_HEAD.sub("<td></td>", _ALIGNED.sub(r' style="text-align: \1"', text))
    text = _HEAD_OF_NOTHING.sub('<th scope="col"', text)
    return head + _ASIDE.sub(_name_aside, text)


def _name_aside(match: re.Match[str]) -> str:
    """Say what stands beside the text by its heading; one without a heading is a remark."""
    heading = match["heading"]
    own = f'aria-label="{escape(plain(heading))}"' if heading else 'role="note"'
    return match[0].replace("<aside", f"<aside {own}", 1)


def _scroll(match: re.Match[str]) -> str:
    """Let a table that is wider than the screen scroll by itself, with the keyboard as well."""
    caption = re.search(r"<caption\b[^>]*>(.*?)</caption>", match[0], re.DOTALL)
    head = re.search(r"<thead\b.*?</thead>", match[0], re.DOTALL)
    calls = r"<a class=\"call\".*?</a>"
    name = plain(re.sub(calls, "", caption[1] if caption else head[0] if head else ""))
    label = escape(" ".join(name.split()))
    table = re.sub(r"(<caption>)(.*?)(</caption>)", r'\1<span class="held">\2</span>\3', match[0],
                   count=1, flags=re.DOTALL)  # fmt: skip
    return _in_scroll(table, label)


def _in_scroll(inside: str, label: str) -> str:
    return f'<div class="scroll" role="group" tabindex="0" aria-label="{label}">{inside}</div>'


def write_drawing(svg: bytes, name: str, kind: str, alt: str) -> str:
    """Write a drawing into a page: its names are its own there, and *alt*, as HTML, tells of it."""
    text = svg.decode()
    text = re.sub(r"<\?xml.*?\?>|<(title|desc)\b.*?</\1>", "", text, flags=re.DOTALL)
    opening, _, inside = text.partition(">")
    own = re.sub(r"\W+", "-", name)
    inside = re.sub(r'((?:\bid="|href="#|url\(["\']?#))', rf"\g<1>{own}-", _OF_VEGA.sub("", inside))
    text = f"{_OF_VEGA.sub('', opening)}>{inside}"
    text = _ANY_TAG.sub(lambda tag: _DIGITS.sub(r"\1", tag[0]), text)  # its words stay as they are
    opening, _, inside = text.partition(">")
    return f'{opening} class="{kind}" role="img" aria-label="{alt}">{inside}'.strip()
