"""Say how each brief stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import (
    FORMAT,
    LANGUAGES,
    choose_languages,
    find_house,
    hire,
    print_json,
    remember,
    show,
    worded,
)

if TYPE_CHECKING:
    from ..cache.freshness import BuildState, Standing
    from ..editions.approvals import RoleState
    from ..model.problems import Problems


@click.command()
@click.argument("briefs", nargs=-1)
@LANGUAGES
@FORMAT
def status(briefs: tuple[str, ...], languages: tuple[str, ...], form: str) -> int:
    """Say how BRIEFS stand: current, out of date and because of what, or never built.

    Where institute.yaml says who has to approve a brief, it says who has, and who must look again.
    """
    from ..editions.files import write_cache

    house = find_house()
    slugs = choose_languages(briefs, languages, house)
    state = remember(house)
    if state is None:
        return 1
    stale = [
        slug for slug in slugs if any(one.state == "out of date" for one in state.standings(slug))
    ]
    show(_find_run_out(state))
    failed: dict[str, Problems] = {}
    if stale:
        from ..workflows.build import recheck

        failed = {one.slug: one.problems for one in recheck(house, stale, state)}
    approvals = _approvals(house, slugs, state)
    write_cache(house, state.to_keep())
    standings = [one for slug in slugs for one in state.standings(slug)]
    if form == "json":
        rows = [
            one.as_json()
            | {"problems": [str(worded(problem)) for problem in failed.get(one.slug, ())]}
            | (
                {"approvals": [role.as_json() for role in approvals.get(one.slug, ())]}
                if approvals
                else {}
            )
            for one in standings
        ]
        print_json(rows)
    else:
        _table(standings)
        _list(approvals, {one.slug for one in standings if one.edition})
        for problems in failed.values():
            show(problems)
    return 1 if any(problems.errors for problems in failed.values()) else 0


def _find_run_out(state: BuildState) -> Problems:
    """Find the editions to be recalled: the rights to a picture in them have run out."""
    from datetime import date

    from ..model.problems import Problems
    from ..workflows.rights import say_run_out

    problems = Problems()
    ledger = state.ledger
    if any('"rights"' in line for line in ledger.lines):
        in_use = (one for one in ledger.editions if not ledger.withdrawal(one))
        say_run_out(in_use, date.today(), problems)
    return problems


def _approvals(
    house: Path, slugs: Sequence[str], state: BuildState
) -> Mapping[str, tuple[RoleState, ...]]:
    """How it stands with the approvals of *slugs*; none where nobody has to approve."""
    try:  # most houses have none, and then nothing is imported nor read for it
        if b"approvals" not in (house / "content/institute.yaml").read_bytes():
            return {}
    except OSError:
        return {}
    from ..model.problems import Problems
    from ..workflows.approve import list_approvals

    problems = Problems()
    with hire(1, 60, 2, 1, warm=False) as workers:  # it starts none where no chart is to be drawn
        listed = list_approvals(house, slugs, workers, state, problems)
    show(problems)
    return listed


def _list(approvals: Mapping[str, tuple[RoleState, ...]], published: set[str]) -> None:
    """Show approvals, a line each; not of a brief that is out and that nobody has approved."""
    colours = {"approved": "green", "not yet": "yellow"}
    for slug, roles in approvals.items():
        if slug in published and not any(one.entry for one in roles):
            continue
        from ..editions.approvals import word_state

        click.echo(f"\n{slug}")
        width = max(len(one.role) for one in roles)
        for one in roles:
            state = click.style(word_state(one), fg=colours.get(one.state, "red"))
            click.echo(f"  {one.role.ljust(width)}  {state}")


def _standing(standing: Standing) -> str:
    """Name the standing that the PDF prints: `edition 2`, `draft, 3 errors`."""
    if standing.edition or not standing.pages:
        return f"edition {standing.edition}" if standing.edition else "–"
    return (
        f"draft, {standing.errors} error{'s' * (standing.errors != 1)}"
        if standing.errors
        else "draft"
    )


def news_of(standing: Standing) -> list[str]:
    """Say why the PDF is not what would be printed, or that it is not the edition that is out."""
    is_out = bool(standing.published) and not standing.published.endswith("withdrawn")
    differs = standing.state == "current" and standing.edition is None and is_out
    return [
        *standing.reasons,
        *[f"draft printed, not published: readers hold {standing.published}"] * differs,
    ]


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
            "; ".join(news_of(one)),
        )
        for one in standings
    ]
    heads = ("brief", "language", "paper", "state", "PDF", "published", "pages", "what is new")
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads) - 1)]
    for row in [heads, *rows]:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        cells[3] = click.style(cells[3], fg=colours.get(row[3]), bold=row is heads)
        click.echo("  ".join([*cells, row[-1]]).rstrip())
