"""pandoc writes the same citations once for all tests of a run: a test house keeps none."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from briefpress.page.citeproc import PandocRequest, run_pandoc

_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", os.getpid())
KEPT = Path(tempfile.gettempdir()) / f"briefpress-tests-{_RUN}"
"""Shared by the workers of a run."""


def run_once(request: PandocRequest) -> bytes:
    """Run pandoc, unless it has written the same in this run."""
    file = KEPT / sha256(repr(request).encode()).hexdigest()
    try:
        return file.read_bytes()
    except OSError:
        document = run_pandoc(request)
    KEPT.mkdir(exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(document)
    unfinished.replace(file)
    return document
