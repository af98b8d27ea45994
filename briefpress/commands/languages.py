"""Say which language of a brief is behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .shared import (
    BRIEFS_IN_ALL_LANGUAGES,
    FORMAT,
    NamedBriefs,
    choose_languages,
    count,
    find_house,
    print_json,
    read_build_state,
    show,
)

if TYPE_CHECKING:
    from ..workflows.languages import LanguageStanding


@click.command()
@BRIEFS_IN_ALL_LANGUAGES
@FORMAT
def languages(briefs: NamedBriefs, form: str) -> int:
    """Say what each language of BRIEFS lacks beside the main one: sections, notes, numbers, words.

    An edition that another language has outrun is told as well. Exits with 1 where one is behind.
    """
    house = find_house()
    slugs = choose_languages(briefs, house)
    state = read_build_state(house)
    if state is None:
        return 1
    from ..model.problems import Problems, Stopped
    from ..workflows.languages import compare_all
    from ..workflows.lay_out import open_house

    problems = Problems()
    try:
        theme = open_house(house, problems)
    except Stopped:
        show(problems)
        return 1
    standings = compare_all(house, slugs, theme, state)
    if form == "json":
        print_json([one.as_json() for one in standings])
    else:
        _table(standings)
        told = Problems()
        for one in standings:
            told.extend(one.behind)
        show(told)
    return 1 if any(one.behind for one in standings) else 0


def _table(standings: list[LanguageStanding]) -> None:
    """Show standings, a line each."""
    rows = [
        (
            one.slug,
            one.language,
            f"edition {one.edition}" if one.edition else "–",
            count(len(one.behind), "thing", "to mend", "to mend") if one.behind else "level",
        )
        for one in standings
    ]
    heads = ("brief", "language", "published", "state")
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads) - 1)]
    for row in [heads, *rows]:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, row[-1]]))
