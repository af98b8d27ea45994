"""Draw the first page of a PDF, small, as a JPEG.

It is drawn in a process of its own, which runs this file: PDFium is one library for the whole
process and not made for two threads, of which `watch` has some; and a page without end ends there.
"""

from __future__ import annotations

import subprocess
import sys

HEIGHT = 700
"""Pixels: 300 an inch and more, for a cover on a back page."""
SECONDS = 20.0
"""How long it may take; most take 0.2."""


def draw_first_page(data: bytes) -> bytes:
    """Draw the first page of the PDF *data*; empty where that cannot be done."""
    command = [sys.executable, "-P", __file__]
    try:
        done = subprocess.run(  # noqa: S603 - this file, and the PDF on its standard input
            command, input=data, capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout


def _draw() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(sys.stdin.buffer.read()) as pdf:
        page = pdf[0]
        picture = page.render(scale=HEIGHT / page.get_height()).to_pil()
        picture.convert("RGB").save(sys.stdout.buffer, "JPEG", quality=90, subsampling=0)


if __name__ == "__main__":
    _draw()
