"""The ledger → what the publications page shows of it: each publication with its editions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..editions.ledger import Edition, Ledger, PublishedPdf, Withdrawal, changed_facts
from ..model.changes import Change, in_order
from ..model.problems import Place, Problems
from ..model.text import is_file_name


@dataclass(frozen=True)
class Download:
    """A PDF that the site gives away."""

    paper: str
    """As a reader calls it: A4."""
    path: str
    """In the site."""
    printed: PublishedPdf


@dataclass(frozen=True)
class Shown:
    """An edition as the site shows it."""

    edition: Edition
    downloads: tuple[Download, ...]
    """Empty where it was withdrawn, or a picture in it may not be on the web."""
    changes: tuple[Change, ...]
    withdrawal: Withdrawal | None
    replaced_by: int | None


@dataclass(frozen=True)
class Publication:
    """Every edition of one brief, the last one first."""

    slug: str
    path: str
    """The path of its page, in the site."""
    editions: tuple[Shown, ...]
    old_paths: tuple[str, ...] = ()
    """The paths of its page under the names that it had before; readers have kept them."""
    facts: tuple[str, ...] = ()
    """Names of its facts in the order of the brief, where it has several editions."""

    @property
    def last(self) -> Shown:
        """The last edition, withdrawn or not."""
        return self.editions[0]

    @property
    def brief(self) -> str:
        """The name that all languages of the brief share: `dprk` of `dprk.fr`."""
        return self.slug.removesuffix(f".{self.last.edition.language}")

    @property
    def folder(self) -> str:
        """The name of its folder in the site."""
        return self.path.split("/")[-2]


def publications(
    ledger: Ledger,
    embargoed: Sequence[Edition],
    barred: Sequence[Edition],
    papers: Mapping[str, str],
    list_facts: Callable[[str], Sequence[str]],
    problems: Problems,
) -> Iterator[Publication]:
    """Give each publication of *ledger*, the newest first, without those that are *embargoed*.

    *barred*: those that are shown without their files. *papers*: how a reader calls them.
    *list_facts*: gives the names of the facts of a brief in its order, which the ledger lacks.
    """
    public = Ledger(tuple(one for one in ledger.events if one not in embargoed))
    order = {
        public.name_now(one.slug): (one.date, number) for number, one in enumerate(public.editions)
    }
    for slug in sorted(order, key=lambda slug: order[slug], reverse=True):
        if not is_file_name(slug):
            problems.error(Place("editions"), f"`{slug}` is no name of a brief", "see the ledger")
            continue
        shown: list[Shown] = []
        mine = public.published(slug)
        names = list_facts(slug) if len(mine) > 1 else ()
        for edition, after in zip(mine, [*mine[1:], None], strict=True):
            gone = ledger.withdrawal(edition)
            downloads = tuple(
                Download(
                    papers.get(paper) or paper,
                    f"papers/{edition.slug}/{download_name(edition, paper)}",
                    printed,
                )
                for paper, printed in edition.papers.items()
            )
            before = public.before(slug, edition.number)
            changed = changed_facts(before.facts, edition.facts) if before else ()
            changes = in_order((one for one in changed if one.label), names)
            shown.append(
                Shown(
                    edition,
                    () if gone or edition in barred else downloads,
                    changes,
                    gone,
                    after.number if after else None,
                )
            )
        old_names = sorted({one.slug for one in mine} - {slug})
        yield Publication(
            slug,
            page_path(slug),
            tuple(reversed(shown)),
            tuple(page_path(name) for name in old_names if is_file_name(name)),
            tuple(names),
        )


def page_path(slug: str) -> str:
    """The path of the page of *slug*, in the site."""
    return f"papers/{slug}/index.html"


def download_name(edition: Edition, paper: str) -> str:
    """Name a file for a reader's folder of downloads, so the edition is in it."""
    main = next(iter(edition.papers))
    return f"{edition.slug}.edition-{edition.number}{'' if paper == main else f'.{paper}'}.pdf"
