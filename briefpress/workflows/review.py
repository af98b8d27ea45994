"""Lay a brief out for reviewers: its page as a draft, and the pictures that Word can show."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..model.brief import Brief, Theme
from ..model.house import DEFAULT_LANGUAGE
from ..model.page import Html
from ..model.problems import Place, Problems
from ..page.charts import picture_of
from ..page.compose import show_head
from ..page.templates import Writer
from ..press.executors import Executor, give, result
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
