"""Run `build.py SLUG --paper PAPER` of HOUSE, and say how long each step took, as JSON.

python bench/steps.py HOUSE SLUG PAPER
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

STEPS = ("read", "parse", "charts", "page", "press", "write")
"""The steps of the parent, one after the other; `press` is waiting for the worker."""


def main() -> int:
    """Build, and print the seconds of each step; the exit code of the build."""
    folder, slug, paper = sys.argv[1:]
    sys.path.insert(0, folder)
    sys.argv[0] = str(Path(folder) / "build.py")
    start = time.perf_counter()
    from briefpress import cli
    from briefpress.commands import build as building

    ended = start
    seconds: dict[str, float] = {}

    def outcome(_: Any, outcome: Any) -> None:
        nonlocal ended
        ended = time.perf_counter()
        seconds.update(outcome.seconds)

    setattr(building.Screen, "outcome", outcome)  # noqa: B010
    code = cli.main([slug, "--paper", paper, "--quiet", "--force"])
    seconds["open"] = ended - start - sum(seconds.get(step, 0) for step in STEPS)
    seconds["close"] = time.perf_counter() - ended
    print(json.dumps(seconds))
    return code


if __name__ == "__main__":
    sys.exit(main())
