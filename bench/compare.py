"""Compare two checkouts of briefpress: what the same commands cost in each, in turns.

    python bench/compare.py ../before            # against this checkout
    python bench/compare.py ../before ../after --rounds 21 --brief dprk
    python bench/compare.py ../before --citations 12 300   # new ones, and known ones

Each checkout has a .venv of its own (`make setup`). It counts processor time, of a command and all
that it starts: on a machine that does other things as well, less depends on those than of seconds.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROUNDS = 11
NEW, KNOWN = " citations, new", " citations, known"


def commands(brief: str) -> dict[str, Sequence[str]]:
    """The commands that are run in each checkout, by their names in the table."""
    return {
        "`--help`": ["--help"],
        "a cold build, one paper": [brief, "--paper", "a4", "--force"],
        "nothing to do": [brief, "--paper", "a4"],
        "`check`": ["check", brief],
    }


def cited_slug(count: int) -> str:
    """The name of the brief that has *count* citations."""
    return f"bench-{count}-citations"


def write_cited(checkout: Path, count: int) -> None:
    """Write a brief with *count* citations of half as many sources into *checkout*."""
    folder = checkout / "content" / cited_slug(count)
    folder.mkdir(exist_ok=True)
    keys = [f"source{number}" for number in range(max(1, count // 2))]
    sources = "".join(
        f"  {key}: {{type: report, author: [{{literal: Body {key}}}], title: On the {key}, "
        f"number: A/{key}, issued: 20{number % 24 + 1:02}}}\n"
        for number, key in enumerate(keys)
    )
    head = "template: policy-brief\ntitle: A brief that cites\nstandfirst: It cites.\n"
    (folder / "brief.yaml").write_text(
        f"{head}number: 1\npublished: 2024-11-26\nsources:\n{sources}", "utf-8"
    )
    prose = (
        f"Sentence {number} says what the source says.[@{keys[number % len(keys)]}, para. {number}]"
        for number in range(count)
    )
    (folder / "brief.md").write_text("## Text\n\n" + "\n\n".join(prose) + "\n", "utf-8")


def forget_notes(checkout: Path) -> None:
    """Delete the citations that *checkout* has kept: its next build writes them."""
    shutil.rmtree(checkout / "output/.notes", ignore_errors=True)


def cost(
    checkout: Path, arguments: Sequence[str], *, new_citations: bool = False
) -> tuple[float, float]:
    """Run build.py of *checkout*; its processor time and the time it took, both in seconds.

    *new_citations*: whether it forgets first those that it has kept.
    """
    python = checkout / ".venv/bin/python"
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python compiles once
    environment["BRIEFPRESS_RESIDENT"] = "0"
    # Jinja keeps compiled templates there by their names, which are the same in both checkouts.
    temporary = checkout / "output/.bench"
    temporary.mkdir(parents=True, exist_ok=True)
    environment["TMPDIR"] = str(temporary)
    if new_citations:
        forget_notes(checkout)
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
        is_new = name.endswith(NEW)
        costs = [
            [cost(checkout, arguments, new_citations=is_new) for checkout in checkouts]
            for _ in range(rounds)
        ]
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
    parser.add_argument(
        "--citations", type=int, nargs="+", default=[], help="build briefs with so many instead"
    )
    options = parser.parse_args()
    checkouts = [options.before.resolve(), options.after.resolve()]
    compared = commands(options.brief)
    if options.citations:
        compared = {}
        for count in options.citations:
            for checkout in checkouts:
                write_cited(checkout, count)
            build = [cited_slug(count), "--paper", "a4", "--force"]
            compared |= {f"a cold build, {count}{kind}": build for kind in (NEW, KNOWN)}
    print("| processor time | before | after | ratio | ratio of the time it took |")
    print("| --- | --: | --: | --: | --: |")
    try:
        medians = compare(checkouts, compared, options.rounds)
    finally:
        for checkout in checkouts:
            shutil.rmtree(checkout / "output/.bench", ignore_errors=True)
            for count in options.citations:
                shutil.rmtree(checkout / "content" / cited_slug(count), ignore_errors=True)
    for name, ((cpu, took), (cpu_after, took_after)) in medians.items():
        ratios = f"{cpu_after / cpu:.2f} | {took_after / took:.2f}"
        print(f"| {name} | {cpu:.2f} s | {cpu_after:.2f} s | {ratios} |")


if __name__ == "__main__":
    main()
