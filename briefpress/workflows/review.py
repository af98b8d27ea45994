"""Lay a brief out for reviewers: its page as a draft, and the pictures that Word can show."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..model.brief import Brief, Theme
from ..model.house import DEFAULT_LANGUAGE
from ..model.page import Html
from ..model.problems import Place, Problems
from ..model.text import is_from_right
from ..page.charts import picture_of
from ..page.fill_templates import Writer
from ..page.single_texts import show_head
from ..page.standalone import StandalonePage, lay_out_standalone
from ..press.executors import Executor, give, result
from ..press.workers import print_page
from .lay_out import lay_out_brief, open_house
from .stamps import stamp_draft


@dataclass(frozen=True)
class ReviewPage:
    """A brief as its reviewers read it."""

    brief: Brief
    theme: Theme
    page: Html
    title: str
    """As plain text."""


def lay_out_review(
    house: Path, slug: str, executor: Executor | None, problems: Problems
) -> ReviewPage:
    """Lay the brief *slug* out on its main paper. Raises `Stopped` where it cannot be.

    *executor*: who draws its charts; without one, a chart that was never drawn is left empty.
    """
    theme = open_house(house, problems)
    laid = lay_out_brief(house, theme, slug, None, executor, problems)
    page = stamp_draft(laid.pages[0], laid.brief, theme, problems)
    title, _ = show_head(laid.brief, theme, problems)
    return ReviewPage(laid.brief, theme, page, title)


def draw_for_word(
    review: ReviewPage, names: Collection[str], executor: Executor, problems: Problems
) -> dict[str, bytes]:
    """Give those of the pictures of a page that are called one of *names*, as PNG or JPEG.

    Problems: one that takes more time or memory than it may.
    """
    folder = str(review.theme.chart_fonts or "")
    assets = {name: review.page.assets[name] for name in names if name in review.page.assets}
    drawings = {name: data for name, data in assets.items() if b"<svg" in data[:1000]}
    artist = executor.on_this_machine()
    drawn = {
        name: give(artist, picture_of, data, [folder] if folder else [])
        for name, data in drawings.items()
    }
    pictures = {name: data for name, data in assets.items() if name not in drawings}
    for name, task in drawn.items():
        picture = result(artist, task, Place(f"content/{review.brief.slug}"), problems)
        if picture:
            pictures[name] = picture
    return pictures


def review_words(review: ReviewPage, day: date, problems: Problems) -> Mapping[str, str]:
    """Give what a file for reviewers says of itself, with *day* as the day of the draft.

    It is English where the house's file of the language has no table `[review]`.
    """
    language = review.theme.language(review.brief.language)
    english = review.theme.languages.get(DEFAULT_LANGUAGE, language).review
    words = {**english, **language.review}
    written = Writer(review.theme, review.brief.language, problems).date(day)
    return {**words, "for_review": words.get("for_review", "{day}").replace("{day}", written)}


def write_remark_date(review: ReviewPage, text: str, problems: Problems) -> str:
    """Write the day of a remark, `2026-11-29`, as the language of the brief does in a table."""
    try:
        day = date.fromisoformat(text)
    except ValueError:  # an editor may have written anything
        return text
    return Writer(review.theme, review.brief.language, problems).date(day, "_short")


def print_answers(
    review: ReviewPage,
    heading: tuple[str, str],
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    day: date,
    executor: Executor,
    problems: Problems,
) -> bytes | None:
    """Print the table of what was done with each remark, on the main paper of the brief.

    *heading*: what it is, and how many there are. None where it cannot be printed.

    Problems: those of its template, and of the press. Raises `Stopped` where the template fails.
    """
    values = {
        "institute": review.brief.institute,
        "title": review.title,
        "heading": heading[0],
        "summed": heading[1],
        "heads": heads,
        "rows": rows,
        "is_from_right": is_from_right,
        "day": day,
    }
    slug, language = f"{review.brief.slug}-answers", review.brief.language
    sheet = StandalonePage("pack/answers.html", slug, review.page.paper, language, "answers")
    page = lay_out_standalone(sheet, values, review.theme, problems)
    place = Place(f"content/{review.brief.slug}")
    pdf = result(executor, give(executor, print_page, page), place, problems)
    if pdf is None:
        return None
    problems.extend(pdf.problems)
    return pdf.data
