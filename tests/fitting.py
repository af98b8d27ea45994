"""Prove copyfitting on briefs that differ in length and order of their blocks.

    python tests/fitting.py                  1,002 pages: 167 briefs, two papers, three budgets
    python tests/fitting.py --only 17        those of one of them

Each brief is laid out in every setting, to its end; so it is known which of them fit. Then it is
printed in one page less, in as many and in one more than it would take by itself, by a press that
has printed all those before it. What is chosen must fit, and the next larger must not; where that
is true of several settings, a press that has printed nothing must choose the same.

`make fitting` does the first; `tests/test_fitting.py` two of them, with every other test.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from overlaps import write_brief
from support.printed import PAPERS, house_theme, new_house

from briefpress.model.brief import Theme
from briefpress.model.geometry import Fit, Fitted, Setting, find_cut
from briefpress.model.page import Html, Pdf
from briefpress.model.problems import Problems
from briefpress.page.theme import fit_for
from briefpress.press.copyfitting import FURTHER, count_faults, is_crammed
from briefpress.press.executors import InProcess
from briefpress.press.render import Press
from briefpress.workflows.lay_out import lay_out_brief
from briefpress.workflows.stamps import stamp_draft

BRIEFS = 167


@dataclass(frozen=True)
class Tried:
    """A brief as it is laid out in one setting."""

    pages: int
    is_whole: bool
    is_crammed: bool
    """Whether it ends right above its last notes: it does not fit then."""
    faults: int


@dataclass(frozen=True)
class Proof:
    """The setting that copyfitting chose, and the one that it should have chosen."""

    page: Html
    table: Sequence[Tried]
    fitted: Fitted

    @property
    def fits(self) -> Sequence[bool]:
        """Which settings fit, the largest first."""
        pages = self.fitted.pages
        return [one.is_whole and one.pages + one.is_crammed <= pages for one in self.table]

    @property
    def chosen(self) -> int:
        """The number of the setting that was chosen."""
        assert self.page.fit
        return self.page.fit.settings.index(self.fitted.setting)

    @property
    def has_several(self) -> bool:
        """Whether more than one setting fits while the next larger does not."""
        return sum(map(self._is_largest, range(len(self.table)))) > 1

    @property
    def is_right(self) -> bool:
        """Whether it is the largest that fits, or a smaller one with fewer faults beside it."""
        if not any(self.fits):
            return self.chosen == len(self.table) - 1
        largest = filter(self._is_largest, range(len(self.table)))
        return self.chosen in map(self._choose, largest) and (
            not self.has_several or _print(Press(), self.page).fitted == self.fitted
        )

    def _is_largest(self, number: int) -> bool:
        return self.fits[number] and not (number and self.fits[number - 1])

    def _choose(self, largest: int) -> int:
        """The first with the fewest faults, of those that copyfitting looks at."""
        near = range(largest, min(largest + FURTHER + 1, len(self.table)))
        fitting = [number for number in near if self.fits[number]]
        return min(fitting, key=lambda number: (self.table[number].faults, number))


def prove(press: Press, page: Html, theme: Theme, step: int = 1) -> Iterator[Proof]:
    """Lay *page* out in every setting, or every third with *step* 3; print it in three budgets."""
    every = fit_for(1, theme.tokens)
    assert every
    every = replace(every, settings=every.settings[::step])
    table = [_try(press, page, setting) for setting in every.settings]
    natural = table[len(table) // 2].pages
    for pages in (natural - 1, natural, natural + 1):
        fitting = replace(page, fit=replace(every, pages=pages))
        if pages:
            fitted = _print(press, fitting).fitted
            assert fitted
            yield Proof(fitting, table, fitted)


def _try(press: Press, page: Html, setting: Setting) -> Tried:
    """Lay *page* out in *setting*, on as many pages as it needs."""
    pdf = _print(press, replace(page, fit=Fit(1, (setting,))))
    is_whole = not any(any(find_cut(one)) for one in pdf.layout.pages)
    return Tried(
        pdf.pages, is_whole, is_crammed(pdf.layout, setting), count_faults(pdf.layout, setting)
    )


def _print(press: Press, page: Html) -> Pdf:
    """Print *page*, but for the painting."""
    return press.print_pdf(page, lambda _: b"")


def generated_page(house: Path, theme: Theme, number: int, paper: str) -> Html:
    """The closed page of the generated brief *number*, to be read over."""
    problems = Problems()
    slug = write_brief(house, number)
    laid = lay_out_brief(house, theme, slug, [paper], InProcess(), problems)
    return replace(stamp_draft(laid.pages[0], laid.brief, theme, problems), is_read=True)


def _prove_all(numbers: Iterable[int]) -> Iterator[tuple[int, str, Proof]]:
    press = Press()
    with tempfile.TemporaryDirectory() as folder:
        house = new_house(Path(folder) / "house")
        theme = house_theme(house)
        for number in numbers:
            for paper in PAPERS:
                page = generated_page(house, theme, number, paper)
                yield from ((number, paper, proof) for proof in prove(press, page, theme))


def main() -> int:
    """Prove it for many, or one; 1 where a setting is not the right one."""
    raw = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--briefs", type=int, default=BRIEFS)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", type=int)
    asked = parser.parse_args()
    numbers = range(asked.first, asked.first + asked.briefs) if asked.only is None else [asked.only]
    proofs: list[Proof] = []
    with suppress(KeyboardInterrupt):  # after Ctrl-C it says what it has seen
        for number, paper, proof in _prove_all(numbers):
            proofs.append(proof)
            if not proof.is_right or asked.only is not None:
                print(number, paper, proof.fitted, proof.fits, *proof.table, flush=True)
    wrong = sum(not one.is_right for one in proofs)
    several = sum(one.has_several for one in proofs)
    kept = [one for one in proofs if any(one.fits)]
    print(f"{len(proofs)} pages, {wrong} of them in a setting that is not right")
    print(f"{several} in one of several that are; {len(kept)} keep their pages")
    print(f"{mean(one.fitted.tried for one in proofs):.2f} layouts each")
    print(f"{sum(one.table[one.chosen].faults for one in kept)} faults in those that keep theirs")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
