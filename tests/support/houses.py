"""A small real house in a temporary folder, with one tiny brief in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import lxml.html

from briefpress.content.parse import parse_brief
from briefpress.content.sources import read_sources
from briefpress.model.brief import Brief, Theme
from briefpress.model.house import own_theme_files
from briefpress.model.page import Html, Stamp
from briefpress.model.problems import Problems, Stopped
from briefpress.page.compose import lay_out, stamp_page
from briefpress.page.fonts import find_faces
from briefpress.page.theme import read_theme

from . import pandoc

ROOT = Path(__file__).parents[2]
"""The real house, which no test writes to."""

INSTITUTE = """\
name: Institute of Tests
wordmark: [Institute, of Tests]
address: [1 Test Street]
city: Testville
series: {en: Policy brief, fr: Note de synthèse, es: Informe, pt: Nota, ru: R, ar: A, zh: Z, ko: K}
"""
HEAD = """\
title: A tiny brief
standfirst: Two lines under it.
published: 2024-11-26
"""
"""Every brief needs these three lines, so what a test adds begins in line 4 of brief.yaml."""
PROSE = "## Background\n\nOne sentence.\n"


def build_house(root: Path) -> House:
    """Lay a house in *root*: one institute, one brief; its templates and styles are the default."""
    (root / "content/tiny").mkdir(parents=True)
    house = House(root)
    house.put("../institute.yaml", INSTITUTE)
    house.put("brief.yaml", HEAD)
    house.put("brief.md", PROSE)
    return house


@dataclass
class House:
    """A house with one brief, `tiny`, whose files a test replaces."""

    root: Path

    def put(self, name: str, data: str | bytes) -> Path:
        """Write a file of the brief, or by `../` another one of content/; returns its path."""
        path = self.root / "content/tiny" / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def restyle(self, name: str, data: str) -> None:
        """Write a file of templates/ or styles/."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data, "utf-8")

    def parse(
        self, fields: str = "", prose: str = PROSE, *, head: str = HEAD
    ) -> tuple[Brief | None, Problems]:
        """Write *head* and *fields* to brief.yaml, *prose* to brief.md; read and parse them.

        Gives the brief, or None where there are errors, and the problems.
        """
        self.put("brief.yaml", head + fields)
        self.put("brief.md", prose)
        problems = Problems()
        try:
            sources = read_sources(self.root / "content", "tiny", problems)
            brief = parse_brief(sources, self.theme.languages, problems)
        except Stopped:
            assert problems.errors, "stopped without a word"
            return None, problems
        return (None if problems.errors else brief), problems

    def draft(self) -> tuple[Brief, Problems]:
        """Read and parse the brief as its files are, whatever is wrong in them."""
        problems = Problems()
        sources = read_sources(self.root / "content", "tiny", problems)
        return parse_brief(sources, self.theme.languages, problems), problems

    def complaints(self, fields: str = "", prose: str = PROSE, *, head: str = HEAD) -> str:
        """Give the problems that an author reads after these fields and this prose were parsed."""
        return said(self.parse(fields, prose, head=head)[1])

    def brief(self, fields: str = "", prose: str = PROSE) -> Brief:
        """Parse a brief that has no problem."""
        brief, problems = self.parse(fields, prose)
        assert brief is not None, said(problems)
        assert not problems.found, said(problems)
        return brief

    @cached_property
    def theme(self) -> Theme:
        """Templates and styles as they are when it is first asked for; without fonts."""
        return theme_of(self.root)

    def page(
        self, fields: str = "", prose: str = PROSE, *, head: str = HEAD, paper: str = "a4"
    ) -> tuple[Html | None, Problems]:
        """Parse a brief and lay it out; None where there are errors, and the problems.

        A chart is not drawn: where one stands there is an empty picture.
        """
        brief, problems = self.parse(fields, prose, head=head)
        assert brief is not None, said(problems)
        return self.lay_out(brief, paper, problems)

    def lay_out(self, brief: Brief, paper: str, problems: Problems) -> tuple[Html | None, Problems]:
        """Lay *brief* out as a draft; None where no template can be filled."""
        charts = {
            name: b"<svg/>"
            for name, one in brief.fields.figures.items()
            if one.chart and one.data in brief.data
        }
        try:
            page = lay_out(
                brief, self.theme, paper, charts, problems, run_processor=pandoc.run_once
            )
            draft = Stamp(page.digest[:8], errors=problems.errors)
            return stamp_page(page, draft, brief, self.theme, problems), problems
        except Stopped:
            assert problems.errors, "stopped without a word"
            return None, problems

    def draft_page(self, fields: str = "", prose: str = PROSE, *, head: str = HEAD) -> str:
        """Lay out a brief whatever is wrong in it; its text."""
        self.put("brief.yaml", head + fields)
        self.put("brief.md", prose)
        brief, problems = self.draft()
        page, problems = self.lay_out(brief, "a4", problems)
        assert page is not None, said(problems)
        return page.text

    def html(self, fields: str = "", prose: str = PROSE, *, head: str = HEAD) -> str:
        """Lay out a brief that has no problem; its text."""
        page, problems = self.page(fields, prose, head=head)
        assert page is not None, said(problems)
        assert not problems.found, said(problems)
        return page.text


@cache
def default_theme() -> Theme:
    """Read the default once: 5 ms, which a thousand tests ask for."""
    return read_theme(ROOT, Problems())


@cache
def default_faces(
    families: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[str, dict[str, bytes]]:
    """Find the fonts of the default once: 1.9 MB."""
    problems = Problems()
    found = find_faces(dict(families), ROOT, {}, problems, {})
    assert not problems.found, said(problems)
    return found


def theme_of(root: Path) -> Theme:
    """Read the look of the house *root*, once for each state of its own files; without fonts."""
    stats = {name: path.stat() for name, path in own_theme_files(root).items()}
    state = {(name, one.st_mtime_ns, one.st_size) for name, one in stats.items()}
    return _read_theme(root, frozenset(state)) if state else default_theme()


@cache
def _read_theme(root: Path, _: frozenset[tuple[str, int, int]]) -> Theme:
    return read_theme(root, Problems())


def main_of(html: str) -> str:
    """Give the HTML between the head and the foot of a page, without empty lines."""
    inner = html.partition("<main>")[2].partition("</main>")[0]
    return re.sub(r"\n\s*\n*", "\n", inner).strip()


def text_of(html: str) -> str:
    """The text of *html*, each note in brackets; hard spaces are spaces, joiners nothing."""
    tree = lxml.html.fromstring(f"<div>{html}</div>")
    for note in tree.find_class("footnote"):
        note.text = f"[{note.text or ''}"
        note.tail = f"]{note.tail or ''}"
    return " ".join(tree.text_content().replace("\u2060", "").split())


def said(problems: Problems) -> str:
    """Everything that an author would read."""
    return "\n".join(map(str, problems))


# ---------------------------------------------------------------------------------------------
# A French brief that holds everything a page can print

FRENCH_HEAD = """\
title: Les renvois continuent à la frontière
short_title: Les renvois
standfirst: Deux lignes sous le titre.
published: 2024-08-01
"""
FRENCH = """\
language: fr
number: 12
updated: 2024-11-26
next_update: 2025-02-03
risk_level: current crisis
keywords: [droits, asile]
authors: [{name: Aline Roy, role: directrice, bio: Dirige l’institut.}, Paul Petit]
contact: {name: Aline Roy, email: a.roy@example.org, phone: +41 22 000, web: example.org}
key_messages: ['Plus de {{ facts.renvois }} personnes.', Le CoI a conclu.]
acronyms: {CoI: Comité des inspecteurs}
facts:
  renvois: {value: 10000, label: personnes renvoyées, as_of: 2024-04, source: rapport}
  part: {value: 1.50, show: '1,50 %', big: '1,5'}
timeline:
  - {date: 2014-02-07, event: Le CoI publie., source: rapport}
  - {date: 2023-05, event: Rien., source: livre}
  - {date: 2024, event: Encore rien.}
figures:
  carte:
    {image: carte.svg, caption: Une carte, alt: La frontière, source: rapport, note: À main levée.}
  cours: {chart: {mark: bar}, data: votes.csv, caption: Un diagramme, alt: Des barres}
tables:
  votes: {kind: votes, data: votes.csv, caption: Trois scrutins, source: rapport; livre}
  etats: {columns: [État, Nombre], rows: [[Chine, 5], [Russie, 7]], caption: Deux nombres}
  mois: {data: mois.csv, caption: Des mois, note: Chiffres arrondis.}
recommendations:
  - {to: Aux États, actions: [Agir., Aider.]}
funding: Le conseil a payé.
licence: CC BY 4.0
questions: {new: Il pleut., why: Le toit fuit., do: Le réparer.}
quotes: {exergue: {text: Il pleut., speaker: Aline Roy}}
boxes:
  droit: {title: Le droit, text: "Un texte.[@livre, p. 3]"}
sources:
  rapport:
    {type: report, author: [{literal: Conseil}], title: Rapport, issued: 2014,
     URL: 'https://example.org/r'}
  livre:
    {type: book, author: [{family: Roy, given: Aline}, {family: Petit, given: Paul}],
     title: Le livre, publisher: Presses, issued: 2023-05}
"""
FRENCH_PROSE = """\
{{ contents }}

{{ list_of_figures }}

{{ list_of_tables }}

{{ glossary }}

## Contexte

La frontière est fermée : « pourquoi ? »[@rapport, p. 5] Le 7 février, le CoI a conclu.[^1]
Le CoI l’a répété, voir [le site](https://example.org/site).[@livre, chap. 2]
Voir {{ figures.carte.ref }}, {{ tables.etats.ref }}, {{ boxes.droit.ref }} et
{{ annexes.donnees.ref }},
{{ annexes.donnees.page }}.

[^1]: Une note de bas de page.

{{ facts }}

{{ timeline }}

{{ figures.carte }}

{{ figures.cours }}

{{ tables.votes }}

{{ tables.etats }}

{{ tables.mois }}

{{ boxes.droit }}

{{ quotes.exergue }}

{{ recommendations }}

## Annexe : les données {: .annex #donnees }

Elles sont incomplètes.
"""
FRENCH_FILES = {
    "carte.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>',
    "mois.csv": "jour;nombre\n2024-08-01;10000\n2024-12-24;2,5\n",
    "votes.csv": "date,question,for,against,abstaining,outcome\n"
    "2014-12-22,Premier,11,2,2,adopted\n"
    "2024-03-28,Deuxième,13,1,1,vetoed\n"
    "2024-06-12,Troisième,6,7,2,not adopted\n",
}


def french_page(house: House) -> Html:
    """Lay out the French brief that holds everything; it has no problem."""
    for name, data in FRENCH_FILES.items():
        house.put(name, data)
    page, problems = house.page(FRENCH, FRENCH_PROSE, head=FRENCH_HEAD)
    assert page is not None, said(problems)
    assert not problems.found, said(problems)
    return page
