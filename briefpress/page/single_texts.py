"""Give single texts of a Brief as they read on its page, to those who show them elsewhere.

A mail, a redline, the publications page and a screen reader say title, facts and sources as the
page does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ..model.blocks.facts import Fact
from ..model.brief import Brief, Theme
from ..model.page import Chart, Stamp
from ..model.problems import Problems
from ..model.text import MARK
from .charts import shown_rows
from .compose import PageWriter
from .fact_labels import words_around

if TYPE_CHECKING:
    from .maps.order import MapOrder


def writer_of(brief: Brief, theme: Theme, problems: Problems) -> PageWriter:
    """Give the writer of *brief* on its main paper, for single texts of it."""
    return PageWriter(brief, theme, brief.papers[0], {}, problems)


def name_standing(brief: Brief, theme: Theme, stamp: Stamp, problems: Problems) -> str:
    """Name the standing that *stamp* gives to *brief*: `edition 2, 26 November 2024`."""
    page = writer_of(brief, theme, problems)
    words = page.language.redline
    if stamp.edition is None or stamp.date is None:
        return f"{words['this_draft']} {stamp.code}"
    named = f"{words['this_edition']} {stamp.edition}, {page.date(stamp.date)}"
    return page.language.punctuate(named)


def show_head(brief: Brief, theme: Theme, problems: Problems) -> tuple[str, str]:
    """Title and standfirst as they read, as plain text."""
    page = writer_of(brief, theme, problems)
    return page.text(brief.fields.title), page.text(brief.fields.standfirst)


def show_messages(brief: Brief, theme: Theme, problems: Problems) -> tuple[str, ...]:
    """Give the key messages as they read, as plain text."""
    page = writer_of(brief, theme, problems)
    return tuple(page.text(message) for message in brief.fields.key_messages)


def show_facts(brief: Brief, theme: Theme, problems: Problems) -> dict[str, tuple[str, str]]:
    """How each fact reads: its label and its value, as plain text.

    One without a label is called by the words around it, “and in October …”. Its name is for its
    authors: where nothing else can be said, the label is empty.
    """
    page = writer_of(brief, theme, problems)
    unnamed = any(fact.label is None for fact in brief.fields.facts.values())
    around = words_around(brief, page.fill) if unnamed else {}
    opening, closing = page.language.quotes[:2]

    def label(name: str, fact: Fact) -> str:
        if fact.label:
            return page.text(fact.label)
        return f"{opening}{around[name]}{closing}" if around.get(name) else ""

    return {
        name: (label(name, fact), page.text(fact.in_sentence))
        for name, fact in brief.fields.facts.items()
    }


def show_sources(brief: Brief, theme: Theme, problems: Problems) -> dict[str, str]:
    """How each source reads in a line, as plain text: who, when, what."""
    page = writer_of(brief, theme, problems)
    return {
        key: f"{name}. {source.title}" if source.author or source.editor else name
        for key, source in brief.fields.sources.items()
        if (name := page.sources.name_in_short(source))
    }


def show_rows(
    brief: Brief, theme: Theme, problems: Problems
) -> dict[str, dict[str, tuple[str, str]]]:
    """Give the rows that each chart shows, by the path of its picture: each by its first cell.

    For each row a pair: the text that the chart prints, and that of all its cells; the same where
    it prints none.
    """
    page = writer_of(brief, theme, problems)
    return {
        f"charts/{name}.svg": shown_rows(figure.chart, table, page.print_column)
        for name, figure in brief.fields.figures.items()
        if figure.chart is not None and (table := brief.data.get(figure.data or ""))
    }


Drawing = TypeVar("Drawing", Chart, "MapOrder")


def name_values(
    chart: Drawing, name: str, brief: Brief, theme: Theme, problems: Problems
) -> Drawing:
    """Fill the values that title and description of *chart*, the figure *name*, hold."""
    figure = brief.fields.figures[name]
    if not MARK.search(figure.caption.html + figure.alt.html):
        return chart
    page = writer_of(brief, theme, problems)
    return replace(chart, title=page.text(figure.caption), description=page.text(figure.alt))
