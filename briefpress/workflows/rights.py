"""An edition or a brief, a way out and a day → an error for each picture that may not go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..editions.ledger import Edition
from ..model.brief import Brief
from ..model.problems import Place, Problems
from ..model.rights import Channel, find_barred, find_run_out

_PUBLISH = "take the picture out and publish anew: `briefpress publish {} --note …`"


def bar_edition(edition: Edition, channel: Channel, day: date, problems: Problems) -> None:
    """Note an error for each picture of *edition* that may not go out by *channel* on *day*."""
    published = next(iter(edition.papers.values()), None)
    place = Place(published.file if published else f"editions/{edition.slug}/{edition.number}")
    for _, why, _ in find_barred(edition.rights, channel, day):
        problems.error(place, f"{why}, in edition {edition.number}", _PUBLISH.format(edition.slug))


def bar_brief(brief: Brief, channel: Channel, day: date, problems: Problems) -> None:
    """Note an error for each picture of *brief* that may not go out by *channel* on *day*."""
    for name, why, at in find_barred(brief.fields.rights, channel, day):
        problems.error(
            brief.place(*name.split("."), at),
            why,
            f"ask for the right and write it at `{at}:`, or take another picture",
        )


def say_run_out(editions: Iterable[Edition], day: date, problems: Problems) -> None:
    """Warn of each edition in use whose pictures have run out by *day*: it is to be taken back."""
    for edition in editions:
        for name, until in find_run_out(edition.rights, day):
            problems.warning(
                Place(f"editions/{edition.slug}/{edition.number}"),
                f"to be recalled: the rights to `{name}` in it have run out on {until}",
                f"`briefpress withdraw {edition.slug} {edition.number} --why …`, and write to who "
                f"holds one: `briefpress register {edition.slug} --outdated`",
            )
