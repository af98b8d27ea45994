"""Build one brief as build.py does, and say how long each step took, as JSON.

python bench/steps.py HOUSE SLUG PAPER
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path


def main() -> int:
    """Build, and print the seconds of each step."""
    folder, slug, paper = sys.argv[1:]
    sys.path.insert(0, folder)
    start = time.perf_counter()
    import click  # noqa: F401 - what build.py imports before it knows what to do
    from briefpress.workflow import House, Workers, build

    seconds = {"imports": time.perf_counter() - start}
    start = time.perf_counter()
    with Workers(os.cpu_count() or 1) as workers:
        outcomes = list(build(House(Path(folder)), [slug], [paper], workers))
        built = time.perf_counter()
    seconds |= {"build": built - start, "workers go": time.perf_counter() - built}
    if any(outcome.problems.errors for outcome in outcomes):
        print(*(problem for outcome in outcomes for problem in outcome.problems), file=sys.stderr)
        return 1
    for outcome in outcomes:
        seconds |= outcome.seconds
    print(json.dumps(seconds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
