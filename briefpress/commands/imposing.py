"""The options that `booklet` and `print` share, and the PDF that is meant by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ..model.papers import PAPER_SIZES, PAPERS, PAPERS_IN_WORDS
from .shared import check_papers, choose, day_of, options_as

if TYPE_CHECKING:
    from ..distribute.booklet import Taken
    from ..distribute.imposition import Imposition
    from ..model.problems import Problems

Origin = Literal["file", "pack", "draft", "edition"]
"""Where the pages come from: any PDF, a pack, what was built last, what was published."""
_PAPERS = " or ".join(paper.label for paper in PAPERS.values())
_LARGER = " or ".join(PAPER_SIZES[paper.twice].label for paper in PAPERS.values() if paper.twice)


@dataclass(frozen=True)
class Wanted:
    """The pages that somebody wants on sheets, and how they are to stand there."""

    what: str
    """A brief, a meeting, or the path of a PDF."""
    layout: str
    paper: str | None
    sheet: str | None
    edition: int | None
    draft: bool
    creep: float

    @property
    def imposition(self) -> Imposition:
        """How they are to stand."""
        from ..distribute.imposition import Imposition

        return Imposition(self.layout, self.paper, self.sheet, self.creep)


def asks_what_to_impose(
    argument: str, layouts: Sequence[str], layouts_in_words: str
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command the options of `Wanted`, which it gets as one value, *wanted*.

    *argument*: how `--help` calls the pages. *layouts*: those that it knows, the usual one first.
    """
    return options_as(
        Wanted,
        "wanted",
        click.argument("what", metavar=argument),
        click.option(
            "--layout",
            type=click.Choice(layouts),
            default=layouts[0],
            show_default=True,
            help=layouts_in_words,
        ),
        click.option(
            "--paper",
            type=str.lower,
            metavar="PAPER",
            help=f"What the pages are on: {PAPERS_IN_WORDS}.",
        ),
        click.option(
            "--sheet",
            type=click.Choice(sorted(PAPER_SIZES), case_sensitive=False),
            help="What the printer has (default: what suits the pages; for a booklet of "
            f"{_PAPERS} pages {_LARGER}).",
        ),
        click.option(
            "--edition", type=click.IntRange(1), help="An older edition (default: the current)."
        ),
        click.option("--draft", is_flag=True, help="Take what was built last, published or not."),
        click.option(
            "--creep",
            type=click.FloatRange(0, 5),
            default=0,
            metavar="MM",
            help="How far the pages of each sheet of a booklet move towards the spine; office "
            "paper needs 0.1.",
        ),
    )


def find_origin(wanted: Wanted, house: Path, *, packs: bool = False) -> Origin:
    """Say where the pages of *wanted* come from; *packs*: a meeting may be named, for its pack.

    Raises `click.UsageError` where the options contradict each other or nothing has that name.
    """
    from ..model.house import find_briefs

    check_papers([wanted.paper] if wanted.paper else ())
    if wanted.edition and wanted.draft:
        raise click.UsageError("a draft is no edition: choose --edition or --draft")
    is_file = wanted.what.lower().endswith(".pdf")
    is_pack = (
        packs
        and not is_file
        and (house / f"content/meetings/{wanted.what}.yaml").is_file()
        and wanted.what not in find_briefs(house / "content")
    )
    if not is_file and not is_pack:
        choose((wanted.what,), house)
        return "draft" if wanted.draft else "edition"
    if wanted.edition or wanted.draft:
        kind = "a PDF" if is_file else "a pack"
        raise click.UsageError(f"{kind} is taken as it is, without --edition and --draft")
    return "file" if is_file else "pack"


def take(wanted: Wanted, origin: Origin, house: Path, problems: Problems) -> Taken:
    """Take the PDF that *wanted* names. Raises `Stopped` where there is none to be taken."""
    from ..cache.freshness import BuildState
    from ..distribute import booklet
    from ..editions.files import read_ledger_file

    what, paper = wanted.what, wanted.paper
    if origin == "file":
        return booklet.take_file(Path(what), problems)
    if origin == "pack":
        return booklet.take_pack(house, what, paper, problems)
    if origin == "edition":
        return booklet.take_edition(house, what, wanted.edition, paper, day_of(None), problems)
    ledger = read_ledger_file(house, problems)
    problems.stop_on_errors()
    return booklet.take_draft(house, what, paper, BuildState(house, ledger), problems)
