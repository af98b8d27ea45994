"""The command as it is called: by the resident press of the house, or in this process.

Nothing heavy is imported before it is known that there is no resident.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

STOPPED = 130
"""The exit code of a command that Ctrl-C has ended."""


def main(
    arguments: Sequence[str] | None = None,
    program: str = "briefpress",
    folder: Path | None = None,
) -> int:
    """Run the command as `cli.main` does, which says what it is given and what it gives."""
    from .resident.client import Resident, find_resident_house, split_resident_option

    wish, arguments = split_resident_option(sys.argv[1:] if arguments is None else arguments)
    beside = str(folder) if folder else None
    resident, code = None, None
    try:
        if house := find_resident_house(arguments, wish, beside):
            resident = Resident(house)
            code = resident.run(arguments, program, beside)
    except KeyboardInterrupt:  # nothing has begun
        return STOPPED
    if code is not None:
        return code

    from .model.kept_patterns import keep_patterns

    write_patterns = keep_patterns()
    from .cli import main as run

    # At its end Python would look for garbage in all that was loaded, three times: 0.09 s.
    atexit.register(gc.freeze)
    code = run(arguments, program, folder)
    if resident:
        resident.start()
    if code != STOPPED:
        write_patterns()
    return code


if __name__ == "__main__":
    sys.exit(main())
