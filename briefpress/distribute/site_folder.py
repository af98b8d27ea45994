"""The folder output/site/: which files lie there as they were written, and which are to be written.

output/.site remembers size, time and digest of each, and of each file that they were made with.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..cache.file_states import look_at_theme
from ..cache.hashed_json import FileState, read_sealed, seal
from ..editions.files import SITE, write_whole
from ..editions.hash_chain import End
from ..editions.ledger import Edition, Ledger
from ..editions.minisign import PublicKey, SecretKey
from ..model.problems import Place, Problems
from ..press.libraries import find_libraries

INDEX = "output/.site"
"""Cache: size, time and hash of each file of the site, and what covers say."""
INDEX_VERSION = 6
WIDTHS = (320, 640)
"""Pixels of a cover: twice what the list shows, twice what a publication's page shows."""
QUALITY = 82
"""The quality of WebP, of 100: letters stay clean."""
METHOD = 2
"""How hard WebP tries: 4, its own choice, takes twice as long and saves 2 %."""
CARD = (1200, 630)
"""Pixels of the picture that Open Graph shows, as those who show it ask for."""
CARD_PAGE = 1040
"""Pixels of the page on it: its head is read, and its ground is seen on three sides."""


@dataclass(frozen=True)
class SiteSources:
    """All that a site is made of besides the look of the house: what its ledger gives away now."""

    ledger: Ledger
    embargoed: Sequence[Edition]
    """The editions that are left out."""
    barred: Sequence[Edition]
    """Those without their files."""
    base: str | None
    """Where the site is found; None: where institute.yaml says."""
    further: Mapping[str, bytes]
    """Files from the folders of editions, which tell of them, and the key, by paths in the site."""
    end: End
    """Where the ledger ends, as far as it may be told."""
    key: PublicKey | None
    """That of the house."""
    signer: SecretKey | None
    """Its secret half, where it is on this machine."""

    def digest(self, look: str) -> str:
        """Digest of all this and of the *look* of the house."""
        return digest_of(
            [
                look,
                sha256(bytes(self.ledger)).hexdigest(),
                {path: sha256(data).hexdigest() for path, data in self.further.items()},
                *([one.code for one in some] for some in (self.embargoed, self.barred)),
                self.base,
                bool(self.signer),
            ]
        )


class SiteFolder:
    """The folder of the site: which files lie there as they should, and which came now.

    A file that has the size and the time that are remembered is the file that was written.
    """

    def __init__(self, house: Path, problems: Problems) -> None:
        self.house, self.problems = house, problems
        self._folder = f"{house / SITE}/"
        self.files: dict[str, FileState] = {}
        """Each file of the new site."""
        self.written = 0
        self._covers: dict[str, dict[str, Any]] = {}
        self._texts: dict[str, list[str]] = {}
        self._engine = _engine()
        known = read_sealed(house / INDEX, INDEX_VERSION)
        self._known: dict[str, FileState] = known.get("files", {})
        drawn_alike = known.get("engine") == self._engine
        self.covers: dict[str, dict[str, Any]] = known.get("covers", {}) if drawn_alike else {}
        """The record of each cover, by the digest of its PDF."""
        self.texts: dict[str, list[str]] = known.get("texts", {})
        """The paths of the texts of each edition by their digest; none where its PDF carries no
        content."""
        self.publications: int = known.get("publications", 0)
        self.editions: int = known.get("editions", 0)
        """How many of each the site that lies there shows."""
        self.has_address: bool = known.get("has_address", False)
        self._made_of: str = known.get("made_of", "")
        self._made_with = look_at_theme(house, known.get("made_with", {}))

    @cached_property
    def look(self) -> str:
        """Digest of what every page is made with, whatever it says: the look of the house, and the
        engine and the fonts that this machine has.
        """
        fonts = {name: one for name, one in find_libraries().items() if name.startswith("font")}
        files = {name: one["sha256"] for name, one in self._made_with.items()}
        return digest_of([files, fonts, self._engine])

    def is_whole(self, made_of: str) -> bool:
        """Whether all of the site that was *made_of* that lies there, and nothing else."""
        if made_of != self._made_of or not all(map(self.has, self._known)):
            return False
        number = sum(len(files) for _, _, files in os.walk(self.house / SITE))
        return number == len(self._known)

    def has(self, path: str, digest: str | None = None) -> bool:
        """Whether *path* lies there as it was written, with *digest* if there is one to have."""
        known = self._known.get(path)
        if not known or digest not in (None, known["sha256"]):
            return False
        try:
            stat = os.lstat(f"{self._folder}{path}")  # 2,500 paths that are joined take 0.05 s
        except OSError:
            return False
        return (stat.st_size, stat.st_mtime_ns) == (known["size"], known["time"])

    def keep(self, path: str) -> None:
        """Leave *path* as it is."""
        self.files[path] = self._known[path]

    def put(self, path: str, data: bytes) -> None:
        """Have *data* at *path*; it is written where something else is there."""
        digest = sha256(data).hexdigest()
        if self.has(path, digest):
            self.keep(path)
            return
        target = self.house / SITE / path
        label = Place(f"{SITE}/{path}")
        if write_whole(target, data, label, self.problems, durable=False):
            stat = target.stat()
            self.files[path] = {
                "size": stat.st_size, "time": stat.st_mtime_ns, "sha256": digest,
            }  # fmt: skip
            self.written += 1

    def keep_cover(self, digest: str, cover: dict[str, Any]) -> dict[str, Any]:
        """Remember what a cover says."""
        self._covers[digest] = cover
        return cover

    def keep_texts(self, digest: str, paths: list[str]) -> None:
        """Remember where the texts of an edition lie, or that there are none."""
        self._texts[digest] = paths

    def remember(self, made_of: str) -> None:
        """Write down what lies there, and what it is *made_of*; lost, it costs the time to make it
        all again.
        """
        fields = {
            "engine": self._engine,
            "made_of": made_of,
            "made_with": self._made_with,
            "publications": self.publications,
            "editions": self.editions,
            "has_address": self.has_address,
            "files": self.files,
            "covers": self._covers,
            "texts": self._texts,
        }
        data = seal(INDEX_VERSION, fields)
        write_whole(self.house / INDEX, data, Place(INDEX), self.problems, durable=False)


def digest_of(value: object) -> str:
    """Digest of *value*, which JSON can write."""
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _engine() -> str:
    """Who draws covers and fills pages: what another one has drawn is drawn again."""
    from importlib.metadata import version

    parts = [f"{name} {version(name)}" for name in ("pypdfium2", "pillow", "babel", "jinja2")]
    return ", ".join([*parts, f"WebP {QUALITY} {METHOD}", *map(str, (*WIDTHS, *CARD, CARD_PAGE))])
