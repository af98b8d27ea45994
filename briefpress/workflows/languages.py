"""Say of each language of a brief what it lacks beside the others: texts, and editions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..cache.freshness import BuildState
from ..checks.parity import compare_languages
from ..content.parse import parse_brief
from ..content.sources import read_sources
from ..model.brief import Brief, Theme
from ..model.house import find_briefs, locate_brief, main_language
from ..model.problems import Place, Problem, Problems, Stopped


@dataclass(frozen=True)
class LanguageStanding:
    """How a brief stands in one language."""

    slug: str
    language: str
    is_main: bool
    edition: int | None
    """The number of its last edition; None: never published."""
    behind: tuple[Problem, ...] = ()
    """The texts that it lacks or that differ, each with its file and line."""

    def as_json(self) -> dict[str, Any]:
        """For `--format json`."""
        behind = [
            {"file": one.place.file, "line": one.place.line, "message": one.message}
            | ({"hint": one.hint} if one.hint else {})
            for one in self.behind
        ]
        return {
            "slug": self.slug,
            "language": self.language,
            "is_main": self.is_main,
            "edition": self.edition,
            "behind": behind,
        }


def choose_ready(house: Path, slug: str, theme: Theme, problems: Problems) -> list[str]:
    """Choose the languages of the brief *slug* that can be published with it, the main one first.

    Problems: a warning for each that is behind, and for each that the imprint names in vain.
    """
    ready = [slug]
    main, told = read_language(house, slug, theme)
    for one in names_of(house, slug)[1:]:
        behind = [*find_behind(house, one, theme, main, told)]
        if not behind:
            ready.append(one)
            continue
        place, more = behind[0].place, len(behind) - 1
        problems.warning(
            place,
            f"`{one}` is behind and was left out: {behind[0].message}"
            + (f", and {more} more" if more else ""),
            f"mend it (`briefpress languages {slug}`), then `briefpress publish {one}`: it follows "
            "under the same number",
        )
    if main:
        content = house / "content"
        published = {locate_brief(content, one).tag or main.language for one in ready}
        for tag in dict.fromkeys(main.fields.languages):
            if tag not in published:
                problems.warning(
                    main.place("languages"),
                    f"the imprint names `{tag}`, which is not published with it",
                    "take it out of `languages:`, or publish it soon",
                )
    return ready


def names_of(house: Path, slug: str) -> list[str]:
    """List the brief *slug* in all of its languages, the main one first."""
    content = house / "content"
    folder = locate_brief(content, slug).folder
    briefs = (one for one in find_briefs(content) if locate_brief(content, one).folder == folder)
    return sorted(briefs, key=len)


def compare_all(
    house: Path, slugs: Sequence[str], theme: Theme, state: BuildState
) -> list[LanguageStanding]:
    """Compare the languages of each brief; *slugs*: all of its names, the main language first."""
    content = house / "content"
    standings: list[LanguageStanding] = []
    folders: dict[str, list[str]] = {}
    for slug in slugs:
        folders.setdefault(locate_brief(content, slug).folder, []).append(slug)
    for folder, names in folders.items():
        language = main_language(content, content / folder)
        main, told = read_language(house, folder, theme)
        for slug in names:
            tag = locate_brief(content, slug).tag
            behind = [*_outrun(slug, names, state)]
            if slug != folder:
                behind += find_behind(house, slug, theme, main, told)
            last = state.ledger.last(slug)
            standings.append(
                LanguageStanding(
                    slug, tag or language, not tag, last.number if last else None, tuple(behind)
                )
            )
    return standings


def read_language(house: Path, slug: str, theme: Theme) -> tuple[Brief | None, Problems]:
    """Read the brief *slug*, None where it cannot be read at all; and what its author is told."""
    problems = Problems()
    brief = None
    with suppress(Stopped):
        sources = read_sources(house / "content", slug, problems)
        brief = parse_brief(sources, theme.languages, problems)
    return brief, problems


def find_behind(
    house: Path, slug: str, theme: Theme, main: Brief | None, told: Problems
) -> Iterator[Problem]:
    """Find what the language *slug* of a brief lacks beside *main*.

    *told*: what is wrong in *main*, which is no fault of this language.
    """
    brief, problems = read_language(house, slug, theme)
    known = {*told}
    yield from (one for one in problems if one not in known)
    if main and brief:
        yield from compare_languages(main, brief)


def _outrun(slug: str, names: Sequence[str], state: BuildState) -> Iterator[Problem]:
    """Say so where another language has a newer edition, and this one has something to say."""
    ledger = state.ledger
    editions = [last for one in names if (last := ledger.last(one))]
    newest = max(editions, key=lambda one: one.number, default=None)
    own = ledger.last(slug)
    if newest is None or newest.slug == slug or (own and own.number >= newest.number):
        return
    if own and all(one.state == "current" and one.edition for one in state.compare(slug)):
        return  # what is printed is the edition: there is nothing new to publish
    has = f"edition {own.number}" if own else "no edition"
    yield Problem(
        "warning",
        Place(f"content/{locate_brief(state.house / 'content', slug).folder}"),
        f"{has} of `{slug}`, and edition {newest.number} of `{newest.slug}`",
        f"`briefpress publish {slug}` gives it number {ledger.next_number(slug, names)}",
    )
