"""The brief in each of its languages beside the English one, and all of them beside one.

    python bench/languages.py

Each is a cold build on A4, `--force`, without a resident press; contenders take turns. What is
printed are ratios of medians to English, of the time that passed and of the processor's: where the
machine does other work, the second says what a language costs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from measure import Failed, run

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
SLUG, MAIN, ALL = "dprk", "en", "all"
MOST, MOST_OF_ALL = 1.25, 3.8
"""The most that a language may take of English, and all of them on two cores."""


def find_languages(house: Path) -> list[str]:
    """List the languages of the brief, the main one first."""
    prose = sorted((house / "content" / SLUG).glob("brief.*.md"))
    return [MAIN, *(file.name.split(".")[1] for file in prose)]


def build(house: Path, language: str) -> tuple[float, float]:
    """Print the brief in *language*, or in all of them; the seconds that pass, and those of the
    processor."""
    chosen = [] if language == ALL else ["--language", language]
    command = [sys.executable, "build.py", SLUG, "--force", "--paper", "a4", "--jobs", "2", *chosen]
    ran = run(command, house, os.environ | {"CI": "true"})
    return ran.seconds, ran.cpu


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each language, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args(arguments).rounds
    with tempfile.TemporaryDirectory(prefix="briefpress-bench-") as folder:
        house = Path(folder)
        for part in ("briefpress", "content", "styles", "templates"):
            shutil.copytree(ROOT / part, house / part)
        shutil.copy2(ROOT / "build.py", house)
        languages = find_languages(house)
        contenders = [*languages, ALL]
        took: dict[str, list[tuple[float, float]]] = {one: [] for one in contenders}
        try:
            build(house, ALL)  # what is drawn once, and kept
            for turn in range(rounds):
                for one in (
                    contenders[turn % len(contenders) :] + contenders[: turn % len(contenders)]
                ):
                    took[one].append(build(house, one))
        except Failed as failure:
            sys.exit(str(failure))
    medians = {
        one: [statistics.median(times) for times in zip(*found, strict=True)]
        for one, found in took.items()
    }
    for one in contenders[1:]:
        most = MOST_OF_ALL if one == ALL else MOST
        name = f"all {len(languages)} on two cores" if one == ALL else one
        passed, cpu = (own / main for own, main in zip(medians[one], medians[MAIN], strict=True))
        print(f"{name:20} {passed:5.2f} of {MAIN}, {cpu:5.2f} of its CPU (goal {most})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
