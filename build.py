"""Build the institute's briefs: `python build.py --help`."""

from __future__ import annotations

import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent


def main() -> int | str:
    """Run the command; where this Python cannot, say which one can. Gives the exit code."""
    if sys.version_info[:2] < (3, 11):  # noqa: UP036 - whoever reads this has one
        return f"error: this is Python {sys.version.split()[0]}, 3.11 is needed\n{_hint()}"
    try:
        from briefpress.__main__ import main as run

        return run(program="python build.py", folder=HOUSE)
    except ImportError as error:
        library = (error.name or "").partition(".")[0]
        if library in ("", "briefpress"):
            raise
        return f"error: this Python has no package `{library}`, or an old one\n{_hint()}"


def _hint() -> str:
    activate = "`. .venv/bin/activate` once in each new terminal"
    if (HOUSE / ".venv").is_dir():
        return f"  hint: run {activate}; where you did, run `make`"
    return f"  hint: run `make`, then {activate}"


if __name__ == "__main__":
    sys.exit(main())
