"""Have the files of languages parsed once: what was parsed is kept in output/.languages.json."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..cache.hashed_json import read_sealed, seal
from ..editions.files import write_cache
from ..page.languages import ParsedFile, Texts, parse_all

VERSION = 1
FILE = "output/.languages.json"


@dataclass(frozen=True)
class KeepLanguages:
    """Parses the files of languages where *house* has not kept it, and keeps it."""

    house: Path

    def __call__(self, texts: Texts) -> dict[str, ParsedFile]:
        """Parse *texts*, or give what they were parsed to before."""
        # Which regular expressions compile, Python decides.
        digest = sha256(repr((sys.version, texts)).encode()).hexdigest()
        kept = read_sealed(self.house / FILE, VERSION)
        if kept.get("digest") == digest:
            parsed: dict[str, ParsedFile] = kept["parsed"]
            return parsed
        parsed = parse_all(texts)
        with suppress(TypeError):  # TOML has dates, and JSON has not
            fields = {"digest": digest, "parsed": parsed}
            write_cache(self.house, [(FILE, seal(VERSION, fields))])
        return parsed
