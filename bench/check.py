"""Measure reading over and copyfitting: `python bench/check.py [--rounds N]`.

What is compared takes turns in one process, its press warm; a ratio is one of medians. The first
round makes ready and is not counted.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from distribute import a_house, show, take_turns  # noqa: E402

from briefpress.cache.freshness import BuildState  # noqa: E402
from briefpress.checks.evidence.printed_page import PrintedPage  # noqa: E402
from briefpress.checks.table import load  # noqa: E402
from briefpress.editions.files import read_ledger_file  # noqa: E402
from briefpress.model.geometry import Fit  # noqa: E402
from briefpress.model.page import Html  # noqa: E402
from briefpress.model.problems import Problems  # noqa: E402
from briefpress.press.executors import InProcess  # noqa: E402
from briefpress.press.workers import print_page  # noqa: E402
from briefpress.workflows.build import build  # noqa: E402
from briefpress.workflows.lay_out import lay_out_brief, open_house  # noqa: E402

SLUG = "dprk"
DAY = date(2024, 12, 2)


def measure(rounds: int) -> None:
    """All checks on a built brief, and copyfitting, against a render in the setting it has.

    A render is read, parsed, laid out once and painted on both papers: without copyfitting, which
    would make it longer, and the checks look better.
    """
    worker = InProcess()
    with a_house(SLUG) as house:

        def remember() -> BuildState:
            return BuildState(house, read_ledger_file(house, Problems()))

        def lay_out() -> Sequence[Html]:
            problems = Problems()
            theme = open_house(house, problems)
            return lay_out_brief(house, theme, SLUG, None, worker, problems).pages

        def render() -> None:
            for page in lay_out():
                assert page.fit
                fit = Fit(page.fit.pages, (settings[page.paper],))
                assert print_page(replace(page, fit=fit)).pages == fit.pages

        def fitted() -> None:
            for page in lay_out():
                assert print_page(page).fitted

        def read() -> None:
            (done,) = build(house, [SLUG], None, worker, remember(), DAY, writes=False)
            assert len(done.proofs) == 2, [*map(str, done.problems)]
            assert len(done.current) == 2, "it was printed again"

        (done,) = build(house, [SLUG], None, worker, remember(), DAY)
        pdfs = [one.pdf for one in done.written]
        settings = {pdf.paper: pdf.fitted.setting for pdf in pdfs if pdf.fitted}
        assert len(settings) == 2, [*map(str, done.problems)]
        overlap = load("overlap").find_on_page
        assert overlap

        def look() -> None:
            for pdf in pdfs:
                assert not [*overlap(PrintedPage(laid.brief, pdf))]

        laid = lay_out_brief(house, open_house(house, Problems()), SLUG, None, worker, Problems())
        turns = {"render": render, "fitted": fitted, "read": read, "look": look}
        took = take_turns(turns, rounds)
        render_ = median(took["render"])
        show("check of a built brief, all checks : one render", median(took["read"]), render_,
             "≤ 0.5")  # fmt: skip
        show("the check `overlap` : one render", median(took["look"]), render_, "≤ 0.05")
        show("copyfitting and printing : one render", median(took["fitted"]), render_, "≤ 4")


def again(rounds: int) -> None:
    """The command with nothing to check again, against the first time."""
    with a_house(SLUG) as house:
        program = house / "build.py"
        program.write_bytes((ROOT / "build.py").read_bytes())

        def run() -> None:
            subprocess.run(
                [sys.executable, str(program), "check"], cwd=house, check=True, capture_output=True
            )

        def first() -> None:
            for path in (house / "output/.built").glob("*"):
                path.unlink()
            run()

        took = take_turns({"first": first, "again": run}, rounds)
        show("the command, nothing new : the first time", median(took["again"]),
             median(took["first"]), "no heavy import")  # fmt: skip


def main() -> int:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    for part in (measure, again):
        part(rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
