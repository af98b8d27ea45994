"""Compare two checkouts of briefpress: what the same commands cost in each, in turns.

    python bench/compare.py ../before            # against this checkout
    python bench/compare.py ../before ../after --rounds 21 --brief dprk

Each checkout has a .venv of its own (`make setup`). It counts processor time, of a command and all
that it starts: on a machine that does other things as well, less depends on those than of seconds.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROUNDS = 11


def commands(brief: str) -> dict[str, Sequence[str]]:
    """What is run in each checkout, by what it is called in the table."""
    return {
        "`--help`": ["--help"],
        "a cold build, one paper": [brief, "--paper", "a4", "--force"],
        "nothing to do": [brief, "--paper", "a4"],
        "`check`": ["check", brief],
    }


def cost(checkout: Path, arguments: Sequence[str]) -> tuple[float, float]:
    """Run build.py of *checkout*; its processor time and the time it took, both in seconds."""
    python = checkout / ".venv/bin/python"
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python compiles once
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ran = subprocess.run(
        [python, "build.py", *arguments], cwd=checkout, env=environment, capture_output=True
    )
    took, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode:
        sys.exit(f"{checkout}: build.py {' '.join(arguments)}: {ran.stderr.decode()[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, took


def compare(
    checkouts: Sequence[Path], commands: Mapping[str, Sequence[str]], rounds: int
) -> dict[str, list[tuple[float, float]]]:
    """Run each of *commands* in each of *checkouts* in turns; the medians of its two times."""
    for checkout in checkouts:  # the first time compiles
        for arguments in commands.values():
            cost(checkout, arguments)
    medians = {}
    for name, arguments in commands.items():
        costs = [[cost(checkout, arguments) for checkout in checkouts] for _ in range(rounds)]
        medians[name] = [
            (statistics.median(cpu for cpu, _ in of_one), statistics.median(t for _, t in of_one))
            for of_one in zip(*costs, strict=True)
        ]
    return medians


def main() -> None:
    """Print a table of the medians, and of the second checkout's ratio to the first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("before", type=Path, help="a checkout with its .venv")
    parser.add_argument("after", type=Path, nargs="?", default=Path(__file__).parents[1])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default: {ROUNDS}")
    parser.add_argument("--brief", default="dprk", help="default: dprk")
    options = parser.parse_args()
    checkouts = [options.before.resolve(), options.after.resolve()]
    print("| processor time | before | after | ratio | ratio of the time it took |")
    print("| --- | --: | --: | --: | --: |")
    medians = compare(checkouts, commands(options.brief), options.rounds)
    for name, ((cpu, took), (cpu_after, took_after)) in medians.items():
        ratios = f"{cpu_after / cpu:.2f} | {took_after / took:.2f}"
        print(f"| {name} | {cpu:.2f} s | {cpu_after:.2f} s | {ratios} |")


if __name__ == "__main__":
    main()
