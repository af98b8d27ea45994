"""Say how each brief stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import (
    BRIEFS,
    FORMAT,
    NamedBriefs,
    WorkerOptions,
    choose_languages,
    find_house,
    print_json,
    read_build_state,
    show,
    start_workers,
    worded,
)

if TYPE_CHECKING:
    from ..cache.freshness import BuildState, Freshness
    from ..editions.approvals import RoleState
    from ..model.problems import Problems


@click.command()
@BRIEFS
@FORMAT
def status(briefs: NamedBriefs, form: str) -> int:
    """Say how BRIEFS stand: current, out of date and because of what, or never built.

    Where institute.yaml says who has to approve a brief, it says who has, and who must look again.
    """
    from ..editions.files import write_cache

    house = find_house()
    slugs = choose_languages(briefs, house)
    state = read_build_state(house)
    if state is None:
        return 1
    stale = [
        slug for slug in slugs if any(one.state == "out of date" for one in state.compare(slug))
    ]
    show(_find_run_out(state))
    failed: dict[str, Problems] = {}
    if stale:
        from ..workflows.build import recheck

        failed = {one.slug: one.problems for one in recheck(house, stale, state)}
    approvals = _approvals(house, slugs, state)
    write_cache(house, state.to_keep())
    compared = [one for slug in slugs for one in state.compare(slug)]
    if form == "json":
        rows = [
            one.as_json()
            | {"problems": [str(worded(problem)) for problem in failed.get(one.slug, ())]}
            | (
                {"approvals": [role.as_json() for role in approvals.get(one.slug, ())]}
                if approvals
                else {}
            )
            for one in compared
        ]
        print_json(rows)
    else:
        _table(compared)
        _list(approvals, {one.slug for one in compared if one.edition})
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
    # It starts none where no chart is to be drawn.
    with start_workers(WorkerOptions(), 1, warm=False) as workers:
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


def _name_standing(one: Freshness) -> str:
    """Name the standing that the PDF prints: `edition 2`, `draft, 3 errors`."""
    if one.edition or not one.pages:
        return f"edition {one.edition}" if one.edition else "–"
    return f"draft, {one.errors} error{'s' * (one.errors != 1)}" if one.errors else "draft"


def news_of(one: Freshness) -> list[str]:
    """Say why the PDF is not what would be printed, or that it is not the edition that is out."""
    is_out = bool(one.published) and not one.published.endswith("withdrawn")
    differs = one.state == "current" and one.edition is None and is_out
    return [
        *one.reasons,
        *[f"draft printed, not published: readers hold {one.published}"] * differs,
    ]


def _table(compared: Sequence[Freshness]) -> None:
    """Show how each PDF compares, in a line whose colour says nothing that its words do not."""
    colours = {"current": "green", "out of date": "yellow", "never built": "red"}
    rows = [
        (
            one.slug,
            one.language or "–",
            one.paper or "–",
            one.state,
            _name_standing(one),
            one.published or "–",
            str(one.pages or "–"),
            "; ".join(news_of(one)),
        )
        for one in compared
    ]
    heads = ("brief", "language", "paper", "state", "PDF", "published", "pages", "what is new")
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads) - 1)]
    for row in [heads, *rows]:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        cells[3] = click.style(cells[3], fg=colours.get(row[3]), bold=row is heads)
        click.echo("  ".join([*cells, row[-1]]).rstrip())
