"""Say how each brief stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from .shared import (
    FORMAT,
    choose,
    find_house,
    print_json,
    remember,
    show,
    worded,
)

if TYPE_CHECKING:
    from ..cache.freshness import Standing
    from ..model.problems import Problems


@click.command()
@click.argument("briefs", nargs=-1)
@FORMAT
def status(briefs: tuple[str, ...], form: str) -> int:
    """Say how BRIEFS stand: current, out of date and because of what, or never built."""
    from ..editions.files import write_cache

    house = find_house()
    slugs = choose(briefs, house)
    state = remember(house)
    if state is None:
        return 1
    stale = [
        slug for slug in slugs if any(one.state == "out of date" for one in state.standings(slug))
    ]
    failed: dict[str, Problems] = {}
    if stale:
        from ..workflows.build import recheck

        failed = {one.slug: one.problems for one in recheck(house, stale, state)}
    write_cache(house, state.to_keep())
    standings = [one for slug in slugs for one in state.standings(slug)]
    if form == "json":
        rows = [
            one.as_json()
            | {"problems": [str(worded(problem)) for problem in failed.get(one.slug, ())]}
            for one in standings
        ]
        print_json(rows)
    else:
        _table(standings)
        for problems in failed.values():
            show(problems)
    return 1 if any(problems.errors for problems in failed.values()) else 0


def _standing(one: Standing) -> str:
    """What the PDF says it is: `edition 2`, `draft, 3 errors`."""
    if one.edition or not one.pages:
        return f"edition {one.edition}" if one.edition else "–"
    return f"draft, {one.errors} error{'s' * (one.errors != 1)}" if one.errors else "draft"


def _table(standings: Sequence[Standing]) -> None:
    """Show standings, a line each; their colour says nothing that the words do not say."""
    colours = {"current": "green", "out of date": "yellow", "never built": "red"}
    rows = [
        (
            one.slug,
            one.language or "–",
            one.paper or "–",
            one.state,
            _standing(one),
            one.published or "–",
            str(one.pages or "–"),
            "; ".join(one.reasons),
        )
        for one in standings
    ]
    heads = ("brief", "language", "paper", "state", "PDF", "published", "pages", "because of")
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads) - 1)]
    for row in [heads, *rows]:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        cells[3] = click.style(cells[3], fg=colours.get(row[3]), bold=row is heads)
        click.echo("  ".join([*cells, row[-1]]).rstrip())
