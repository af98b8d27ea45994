"""Have the citations of a brief written once: what pandoc wrote is kept in output/.notes/."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from ..cache.hashed_json import read_sealed, seal
from ..editions.files import write_cache
from ..page.citeproc import PandocRequest, RunProcessor, run_pandoc
from ..pandoc.program import find_pandoc

VERSION = 1
"""Version of the files of output/.notes/."""


def keep_citations(house: Path) -> RunProcessor:
    """Give a function that runs pandoc for what *house* has not kept, and keeps it."""

    def run(request: PandocRequest) -> bytes:
        program = find_pandoc()
        state = program.stat() if program else None
        made_by = [state.st_size, state.st_mtime_ns] if state else []
        digest = sha256(json.dumps([made_by, *request]).encode()).hexdigest()
        label = f"output/.notes/{digest}.json"
        kept = read_sealed(house / label, VERSION).get("document")
        if isinstance(kept, str):
            return kept.encode()
        document = run_pandoc(request)
        write_cache(house, [(label, seal(VERSION, {"document": document.decode()}))])
        return document

    return run
