"""Write briefs for screens, a file each: the house is opened once, and each brief is laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..editions.files import read_ledger_file, write_whole
from ..editions.ledger import Edition, Ledger
from ..model.brief import Theme
from ..model.problems import Place, Problems, Stopped
from ..press.executors import Executor
from .lay_out import Laid, lay_out_brief, open_house
from .rights import bar_brief


@dataclass(frozen=True)
class WrittenFile:
    """The file of one brief, or why there is none."""

    slug: str
    """Empty where the house itself has problems."""
    problems: Problems = field(default_factory=Problems)
    file: str = ""
    """From the folder of the house; empty where none was written."""


@dataclass(frozen=True)
class ToShow:
    """A brief that is to be shown on a screen."""

    laid: Laid
    edition: Edition | None
    """The one that it is as it stands; None where it is a draft."""
    theme: Theme
    ledger: Ledger


def write_screen_editions(
    house: Path,
    slugs: Sequence[str],
    name: str,
    make: Callable[[ToShow, Problems], bytes],
    executor: Executor,
    day: date,
) -> Iterator[WrittenFile]:
    """Write the file that *make* makes of each of *slugs*, one outcome after another.

    *name*: of the files, `output/web/{}.html`. *make* may raise `Stopped`.

    Problems: those of the texts are told by a build; here what stops one, and each picture that may
    not be on the web on *day*: an edition with one is not written.
    """
    shared = Problems()
    try:
        theme = open_house(house, shared)
        ledger = read_ledger_file(house, shared)
        shared.stop_on_errors()
    except Stopped:
        slugs = ()
    if shared.found:
        yield WrittenFile("", shared)
    for slug in slugs:
        problems = Problems()
        file = ""
        try:
            laid = lay_out_brief(house, theme, slug, None, executor, problems)
            page = laid.pages[0]
            edition = ledger.edition_of(slug, page.paper, page.digest)
            bar_brief(laid.brief, "web", day, problems)
            if edition:
                problems.stop_on_errors()
            data = make(ToShow(laid, edition, theme, ledger), problems)
            label = name.format(slug)
            if write_whole(house / label, data, Place(label), problems):
                file = label
        except Stopped:
            pass
        yield WrittenFile(slug, problems, file)
