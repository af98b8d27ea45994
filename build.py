"""Build the institute's briefs: `python build.py --help`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    try:
        from briefpress.__main__ import main

        sys.exit(main(program="python build.py", folder=Path(__file__).resolve().parent))
    except ModuleNotFoundError as error:
        print(f"error: this Python has no package `{error.name}`", file=sys.stderr)
        sys.exit("  hint: run `make`, then `. .venv/bin/activate` once in each new terminal")
