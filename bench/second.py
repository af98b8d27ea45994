"""The second command of a house, which a resident press answers, against a cold build before.

    python bench/second.py ../before

*before* is another checkout with a .venv of its own (`make setup`). A sentence of the brief is
edited before each command; the contenders take turns. What a resident does is no child of the
command, so it is the time that counts: `chrt -r 1` puts the bench before other work, for root.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from contenders import copy_house

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
SLUG = "dprk"
PAPERS = {"A4": ["--paper", "a4"], "both papers": []}
BEFORE, COLD, SECOND = "cold, before", "cold", "second command"


def build(python: Path, house: Path, arguments: Sequence[str], turn: int) -> float:
    """Edit a sentence in *house* and print the brief; the seconds that this takes."""
    prose = house / f"content/{SLUG}/brief.md"
    plain = prose.with_suffix(".plain")
    if not plain.exists():
        shutil.copy(prose, plain)
    head, _, rest = plain.read_text("utf-8").partition(".\n")
    prose.write_text(f"{head}, as of day {turn}.\n{rest}", "utf-8")
    start = time.perf_counter()
    ran = subprocess.run(
        [python, "build.py", SLUG, "--force", *arguments], cwd=house, capture_output=True, text=True
    )
    took = time.perf_counter() - start
    if ran.returncode:
        sys.exit(f"{house}: {ran.stderr[-500:]}")
    return took


def wait_for_resident(folder: Path) -> None:
    """Wait until the resident listens that the last command has started."""
    from briefpress.resident.sockets import SUFFIX, call

    for _ in range(600):
        for path in folder.glob(f"briefpress/*{SUFFIX}"):
            if line := call(str(path), 1):
                line.close()
                return
        time.sleep(0.1)
    sys.exit("no resident listens")


def measure(before: Path, folder: Path, rounds: int) -> dict[str, dict[str, float]]:
    """The medians of each contender, in seconds, by papers; *folder* is for the copies."""
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    houses = {}
    for name, root in (("before", before), ("ours", ROOT)):
        (folder / name).mkdir()
        houses[name] = copy_house(root, folder / name)
    python = ROOT / ".venv/bin/python"
    medians = {}
    for papers, arguments in PAPERS.items():
        resident, alone = [*arguments, "--resident"], [*arguments, "--no-resident"]
        build(
            before / ".venv/bin/python", houses["before"], arguments, 0
        )  # what compiles, compiles
        build(python, houses["ours"], resident, 0)  # a resident rehearses what was saved last
        wait_for_resident(folder)
        times: dict[str, list[float]] = {BEFORE: [], COLD: [], SECOND: []}
        for turn in range(1, rounds + 1):
            times[BEFORE].append(
                build(before / ".venv/bin/python", houses["before"], arguments, turn)
            )
            times[COLD].append(build(python, houses["ours"], alone, turn))
            times[SECOND].append(build(python, houses["ours"], resident, turn + rounds))
        medians[papers] = {name: statistics.median(one) for name, one in times.items()}
    subprocess.run([python, "build.py", "stop"], cwd=houses["ours"], check=True)
    return medians


def main() -> None:
    """Print a table of the medians, and of their ratios to the cold build before."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("before", type=Path, help="a checkout with its .venv")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default: {ROUNDS}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        medians = measure(options.before.resolve(), Path(folder), options.rounds)
    print("| | cold, before | cold | ratio | second command | ratio |")
    print("| --- | --: | --: | --: | --: | --: |")
    for papers, one in medians.items():
        before = one[BEFORE]
        cells = [f"{one[name]:.2f} s | {one[name] / before:.2f}" for name in (COLD, SECOND)]
        print(f"| {papers} | {before:.2f} s | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
