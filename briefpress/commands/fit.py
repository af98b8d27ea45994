"""Say how much room a brief has left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .shared import (
    BRIEFS,
    FORMAT,
    WORKERS_OR_CLUSTER,
    NamedBriefs,
    WorkerOptions,
    choose_languages,
    find_house,
    moment_of,
    print_json,
    read_build_state,
    show,
)

if TYPE_CHECKING:
    from ..checks.evidence.printed_page import PrintedPage
from .check import proofread


@click.command()
@BRIEFS
@FORMAT
@WORKERS_OR_CLUSTER
def fit(
    briefs: NamedBriefs,
    form: str,
    worker_options: WorkerOptions,
) -> int:
    """Say how copyfitting set BRIEFS, or all of content/, and how much room each paper has left."""
    house = find_house()
    slugs = choose_languages(briefs, house)
    state = read_build_state(house)
    if state is None:
        return 1
    day = moment_of(None).date()
    rows = []
    failed = False
    for outcome in proofread(house, slugs, state, day, worker_options):
        failed |= not outcome.proofs
        if not outcome.proofs:
            show(outcome.problems)
        for proof in outcome.proofs:
            rows.append(_fit_row(proof))
    if form == "json":
        print_json(rows)
    else:
        for row in rows:
            click.echo(_fit_line(row))
    return 1 if failed else 0


def _fit_row(proof: PrintedPage) -> dict[str, Any]:
    """How a brief is set on one paper; points, and lines of what stands beside the text."""
    from ..checks.evidence.places import heights_beside

    pdf, fitted = proof.pdf, proof.pdf.fitted
    row: dict[str, Any] = {"brief": pdf.slug, "paper": pdf.paper, "pages": pdf.pages}
    if beside := heights_beside(proof):
        row["beside"] = beside
    if fitted:
        row |= {"budget": fitted.pages, **vars(fitted.setting)}
        row |= {"room": fitted.room, "lines": fitted.lines, "layouts": fitted.tried}
    return row


def _fit_line(row: dict[str, Any]) -> str:
    head = f"{row['brief']} on {row['paper']}: {row['pages']} page{'s' * (row['pages'] != 1)}"
    if "budget" not in row:
        return f"{head}; no `pages:`, so nothing is fitted"
    lines = abs(row["lines"])
    amount = f"{lines} line{'s' * (lines != 1)}"
    room = (
        f"{amount} too many"
        if row["lines"] < 0
        else f"room for {amount} more at the end of the text"
    )
    setting = f"text {row['size']:g}/{row['leading']:g} pt, {row['space']:g} pt between blocks"
    beside = ", ".join(f"{name} {lines}" for name, lines in row.get("beside", {}).items())
    beside = f"; lines beside the text: {beside}" if beside else ""
    return f"{head} of {row['budget']}; {setting}; {room}{beside}"
