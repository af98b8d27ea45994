"""Find pandoc and run it: options and text → what it writes.

pandoc comes with the package pypandoc-binary. It runs in a sandbox: it may open the files alone
that its options name.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

SECONDS = 30
"""For all citations of a brief, which take a fifth of a second; a library of 3,000 sources takes
two seconds."""


class PandocFailed(RuntimeError):
    """pandoc is missing, or has not done its work. Says what it said."""


def find_pandoc() -> Path | None:
    """Find the program that pypandoc-binary brings; None where it is missing."""
    from importlib.util import find_spec

    package = find_spec("pypandoc")  # importing it takes 0.1 s
    if package is None or package.origin is None:
        return None
    folder = Path(package.origin).parent / "files"
    return next((one for one in (folder / "pandoc", folder / "pandoc.exe") if one.is_file()), None)


def run_program(options: Sequence[str], text: str) -> bytes:
    """Give pandoc *text* on its standard input; returns what it wrote. Raises `PandocFailed`."""
    program = find_pandoc()
    if program is None:
        raise PandocFailed("pandoc is missing")
    try:
        ran = subprocess.run(  # noqa: S603 - the program of a package, and options of ours
            [program, "--sandbox", *options],
            input=text.encode(), capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PandocFailed(reason.lower()) from None
    if ran.returncode:
        raise PandocFailed(ran.stderr.decode(errors="replace").strip())
    return ran.stdout
