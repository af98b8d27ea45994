"""Measure named copies against full renders: `python bench/copies.py [COPIES] [ROUNDS]`.

Both begin with what lies on the disk and end with PDFs on the disk, in one process that has its
press ready; they take turns, and a ratio is one of medians.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from briefpress.distribute.copies import Wish, make_copies  # noqa: E402
from briefpress.editions import read_ledger_file  # noqa: E402
from briefpress.freshness import Memory  # noqa: E402
from briefpress.problems import Problems  # noqa: E402
from briefpress.publish import publish  # noqa: E402
from briefpress.workers import InProcess  # noqa: E402
from briefpress.workflow import build  # noqa: E402

SLUG = "dprk"


def main(copies: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder)
        for name in ("content", "templates", "styles"):
            shutil.copytree(ROOT / name, house / name)
        worker = InProcess()
        memory = Memory(house, read_ledger_file(house, Problems()))
        publish(house, SLUG, worker, memory, note="For the bench", kind=None, day=date(2024, 12, 2))
        rows = "".join(f"Permanent Mission of State {n},Geneva\n" for n in range(1, copies + 1))
        listed = house / "recipients.csv"
        listed.write_text(f"name,organisation\n{rows}", "utf-8")
        took: dict[str, list[float]] = {}
        for number in range(rounds + 1):
            for name, run in (
                ("render", lambda: [*build(house, [SLUG], ["a4"], worker)]),
                ("copies", lambda: _copies(house, listed, worker, Wish())),
                ("one file", lambda: _copies(house, listed, worker, Wish(one_file=True))),
                ("watermark", lambda: _copies(house, listed, worker, Wish(watermark=True))),
            ):
                (house / "editions/register.jsonl").unlink(missing_ok=True)
                start = time.perf_counter()
                run()
                if number:  # the first round makes ready
                    took.setdefault(name, []).append(time.perf_counter() - start)
        renders = median(took["render"]) * copies
        print(f"a render {median(took['render']):.3f} s, {copies} of them {renders:.1f} s")
        for name in ("copies", "one file", "watermark"):
            seconds = median(took[name])
            print(f"{name:<10} {copies} in {seconds:.2f} s, {renders / seconds:.0f} times faster")


def _copies(house: Path, listed: Path, worker: InProcess, wish: Wish) -> None:
    day, now = date(2024, 12, 3), datetime(2024, 12, 3, tzinfo=UTC)
    made = make_copies(house, SLUG, listed, worker, wish, day=day, now=now)
    assert made.files and not made.problems.found, [*map(str, made.problems)]


if __name__ == "__main__":
    main(*(int(one) for one in [*sys.argv[1:], *("193", "5")[len(sys.argv) - 1 :]]))
