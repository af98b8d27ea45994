"""Write briefs for screens, a file each: the house is opened once, and each brief is laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..editions.files import write_whole
from ..editions.ledger import Edition
from ..model.problems import Place, Problems, Stopped
from ..press.executors import Executor
from .lay_out import Laid, OpenHouse, lay_out_brief, open_house_and_ledger
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

    house: OpenHouse
    laid: Laid
    edition: Edition | None
    """The one that it is as it stands; None where it is a draft."""


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
    opened = open_house_and_ledger(house, shared)
    if shared.found:
        yield WrittenFile("", shared)
    if opened is None:
        return
    for slug in slugs:
        problems = Problems()
        file = ""
        try:
            laid = lay_out_brief(house, opened.theme, slug, None, executor, problems)
            page = laid.pages[0]
            edition = opened.ledger.edition_of(slug, page.paper, page.digest)
            bar_brief(laid.brief, "web", day, problems)
            if edition:
                problems.stop_on_errors()
            data = make(ToShow(opened, laid, edition), problems)
            label = name.format(slug)
            if write_whole(house / label, data, Place(label), problems):
                file = label
        except Stopped:
            pass
        yield WrittenFile(slug, problems, file)
