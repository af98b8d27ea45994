"""Say which pages are out of date, and why, without reading more than has to be.

    sizes and times of files ─ same ─► current          this module, without a heavy import
    their hashes ───────────── same ─► current
    the closed page ────────── same ─► current          workflows/, which lay the brief out

output/.built/ keeps what output/ was made from. Lost or damaged, it costs a build.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from ..editions.ledger import Ledger
from ..model.approvals import PARTS, PartState, PartStates
from ..model.house import FIELDS, locate_brief
from ..model.problems import Place, Problem
from ..press.libraries import PRESS, PRESS_FILES, find_libraries
from .field_hashes import DATA, hash_fields, name_fields
from .file_states import (
    DEFAULT,
    HOUSE_FILES,
    Hashes,
    digest_of,
    find_changes,
    find_defaults,
    is_house_data,
    is_of_engine,
    list_folder,
    look_at,
    read_if_there,
    shared_files,
)
from .hashed_json import FileState, read_sealed, seal

VERSION = 5
"""The version of the files in output/.built/."""


@dataclass
class PaperRecord:
    """A PDF of output/, and what it was printed from."""

    file: str
    size: int
    time: int
    sha256: str
    pages: int
    html: str
    """Digest of its page, before it was stamped."""
    press: str
    stamp: str
    """Code of the edition that it says it is; empty on a draft."""
    errors: int = 0
    """How many the foot of a draft tells of."""
    budget: int | None = None
    """How many pages it may have, where that was said."""
    source: str = ""
    """Digest of every file and part that the page was made from."""

    @property
    def code(self) -> str:
        """The code that stands on its pages."""
        return self.stamp or self.html[:8]


@dataclass(frozen=True)
class CheckRecord:
    """The findings of all checks in a brief, on all of its papers."""

    source: str
    """Digest of every file and part that it was made from then."""
    day: str
    """On which it was read over: `2024-11-26`."""
    problems: list[dict[str, Any]]
    """Each with the fields of `Problem`."""
    edition: str = ""
    """Code of the last edition then: what is new was compared with it."""


@dataclass
class BriefRecord:
    """A brief as it was read last."""

    files: dict[str, FileState] = field(default_factory=dict)
    """Each file of its folder."""
    language: str = ""
    papers: list[str] = field(default_factory=list)
    """Those that it asks for, the main one first."""
    printed: dict[str, PaperRecord] = field(default_factory=dict)
    checked: CheckRecord | None = None
    """None where it was not read over since it was printed."""
    parts: dict[str, Any] = field(default_factory=dict)
    """The parts that colleagues approve, as they were when that was asked last: `source`, the
    digest of every file and part that it was made from, and `states`, digest and pieces by part."""


@dataclass(frozen=True)
class Freshness:
    """How what lies in output/ of one brief, on one paper, compares with its sources."""

    slug: str
    paper: str
    state: Literal["current", "out of date", "never built"]
    reasons: tuple[str, ...] = ()
    language: str = ""
    edition: int | None = None
    """The number of the edition that the PDF is; None: a draft."""
    pages: int | None = None
    file: str = ""
    errors: int = 0
    """How many the foot of a draft tells of."""
    published: str = ""
    """Which edition is out: `edition 2`, or `edition 2, withdrawn`."""

    def as_json(self) -> dict[str, Any]:
        """For `--format json`."""
        return asdict(self)


class BuildState:
    """The files that output/ of a house was made from, compared with those of now."""

    def __init__(self, house: Path, ledger: Ledger) -> None:
        """Read what is remembered, and look at what all briefs share."""
        self.house, self.ledger = house, ledger
        self._now = time.time_ns()
        self._known = _read(house / _INDEX)
        self._records: dict[str, BriefRecord] = {}
        self._files: dict[str, dict[str, FileState]] = {}
        self._touched: set[str] = set()
        """Briefs of which something is to be remembered."""
        self._printed: set[str] = set()
        """Those of them of which a PDF is new."""
        self._fields: dict[str, dict[str, Hashes]] = {}
        """The fields of briefs that are being printed."""
        known = self._known.get("files", {})
        shared = [*shared_files(house)]
        self._shared_files = dict(look_at(shared, known, self._now))
        self.libraries = find_libraries()
        defaults = find_defaults(house, shared)
        self._shared: Hashes = {
            **{
                name: DEFAULT * (name in defaults) + file["sha256"]
                for name, file in self._shared_files.items()
            },
            **{f"part:{name}": version for name, version in self.libraries.items()},
        }
        self._output = list_folder(f"{house}/output")

    # Known

    @cached_property
    def shared(self) -> str:
        """Digest of what briefs share: the look of the house, its engine and the engine's parts."""
        return digest_of(self._shared)

    @cached_property
    def press(self) -> str:
        """Digest of what comes after the closed page."""
        libraries = {name: self.libraries.get(name, "") for name in PRESS}
        return digest_of(libraries | {name: self._shared.get(name, "") for name in PRESS_FILES})

    def source(self, slug: str) -> str:
        """Digest of everything that *slug* is made from."""
        files = self.files(slug)
        return digest_of({name: file["sha256"] for name, file in files.items()} | {"": self.shared})

    def record(self, slug: str) -> BriefRecord:
        """The record of *slug*; an empty one where none is kept."""
        if slug not in self._records:
            kept = self._known.get("briefs", {}).get(slug)
            try:
                self._records[slug] = _record(kept) if kept else BriefRecord()
            except (AttributeError, KeyError, TypeError):  # of another shape: as if it were lost
                self._records[slug] = BriefRecord()
        return self._records[slug]

    def files(self, slug: str) -> dict[str, FileState]:
        """The files of the folder of *slug* as they are now."""
        if slug not in self._files:
            where = locate_brief(self.house / "content", slug)
            folder = f"{self.house}/content/{where.folder}"
            stats = [one for one in list_folder(folder).items() if one[0] not in where.others]
            listed = ((name, f"{folder}/{name}", size, when) for name, (size, when) in stats)
            record = self.record(slug)
            files = dict(look_at(listed, record.files, self._now))
            if files != record.files and record.files:
                record.files = files
                self._touched.add(slug)
            self._files[slug] = files
        return self._files[slug]

    def read_fields(self, slug: str) -> None:
        """Read the fields of *slug* while it is being printed; they are written afterwards."""
        self._fields[slug] = hash_fields(self.house, slug)

    def forget(self, slugs: Sequence[str]) -> None:
        """Forget what *slugs* were printed from, so that they are printed again."""
        for slug in slugs:
            self.record(slug).printed.clear()

    def findings(self, slug: str, day: date) -> list[Problem] | None:
        """The problems that all checks find in *slug* as it is now, on *day*; None where they have
        not run."""
        checked = self.record(slug).checked
        now = self.source(slug), day.isoformat(), self._last_code(slug)
        if checked is None or (checked.source, checked.day, checked.edition) != now:
            return None
        return [Problem(**{**one, "place": Place(**one["place"])}) for one in checked.problems]

    def record_findings(self, slug: str, day: date, problems: Iterable[Problem]) -> None:
        """Note the *problems* that all checks found in *slug* on *day*, on all of its papers."""
        self.record(slug).checked = CheckRecord(
            self.source(slug),
            day.isoformat(),
            [asdict(one) for one in problems],
            self._last_code(slug),
        )
        self._touched.add(slug)

    def known_parts(self, slug: str) -> PartStates | None:
        """The parts of *slug* that colleagues approve, as they are; None where nobody knows yet."""
        kept = self.record(slug).parts
        if kept.get("source") != self.source(slug):
            return None
        return {part: PartState(*kept["states"][part]) for part in PARTS}

    def record_parts(self, slug: str, parts: PartStates) -> None:
        """Note the parts of *slug* as they are."""
        states = {part: (one.digest, {**one.pieces}) for part, one in parts.items()}
        self.record(slug).parts = {"source": self.source(slug), "states": states}
        self._touched.add(slug)

    def _last_code(self, slug: str) -> str:
        last = self.ledger.last(slug)
        return last.code if last else ""

    # Out of date

    def compare(self, slug: str, papers: Sequence[str] = ()) -> list[Freshness]:
        """Compare *slug* on each of its papers, or on *papers*, as far as files can tell.

        Where files changed, and the PDF is current all the same, their new digests are recorded.
        """
        record = self.record(slug)
        return [self._compare(slug, record, paper) for paper in papers or record.papers or ("",)]

    def _compare(self, slug: str, record: BriefRecord, paper: str) -> Freshness:
        printed = record.printed.get(paper)
        if printed is None or printed.file not in self._output:
            gone = (f"output/{printed.file} is gone",) if printed else ()
            return Freshness(slug, paper, "never built", gone, record.language)
        reasons = [*self._source_reasons(slug, printed)]
        is_newer = any(one.startswith("briefpress ") for one in reasons)  # and the press with it
        own_reasons = self._own_reasons(slug, paper, printed)
        reasons += [one for one in own_reasons if not (is_newer and one == "the press changed")]
        if not reasons and printed.source != self.source(slug):
            # Facts of the house have changed that it does not print, or their files.
            self.record_printed(slug, paper, printed)
        editions = {one.code: one.number for one in self.ledger.published(slug)}
        last = self.ledger.last(slug)
        withdrawn = ", withdrawn" if last and self.ledger.withdrawal(last) else ""
        return Freshness(
            slug,
            paper,
            "out of date" if reasons else "current",
            tuple(reasons),
            record.language,
            editions.get(printed.stamp),
            printed.pages,
            f"output/{printed.file}",
            printed.errors,
            f"edition {last.number}{withdrawn}" if last else "",
        )

    def is_current(self, slug: str, papers: Sequence[str] = ()) -> bool:
        """Whether every PDF of *slug* is what a build would print; notes what `compare` does."""
        return all(one.state == "current" for one in self.compare(slug, papers))

    def record_if_current(self, slug: str, paper: str, html: str) -> bool:
        """Whether the PDF on *paper* was printed from the page *html*, a digest before its stamp.

        Where it was, its sources are noted as they are now: they have changed, the page has not.
        """
        printed = self.record(slug).printed.get(paper)
        if (
            printed is None
            or printed.html != html
            or printed.file not in self._output
            or any(self._own_reasons(slug, paper, printed))
        ):
            return False
        self.record_printed(slug, paper, printed)
        return True

    def stamp(self, slug: str, paper: str, html: str) -> str:
        """The code of the edition that the page *html* is, empty where it is a draft."""
        edition = self.ledger.edition_of(slug, paper, html)
        return edition.code if edition else ""

    def _source_reasons(self, slug: str, printed: PaperRecord) -> Iterator[str]:
        if printed.source == self.source(slug):
            return
        before = _read(self.house / _detail(slug)).get("sources", {}).get(printed.source)
        if before is None:
            yield "what it was printed from is forgotten"
            return
        files = {name: file["sha256"] for name, file in self.files(slug).items()}
        changed = find_changes(before["shared"], self._shared)
        ours = [one for one in changed if is_of_engine(one[0], before["shared"], self._shared)]
        changed = [
            one for one in changed if one not in ours and self._is_printed_with(slug, one[0])
        ]
        data = [(name, how) for name, how in changed if is_house_data(name)]
        changed = find_changes(before["files"], files) + [one for one in changed if one not in data]
        fields = None
        if data:
            fields = hash_fields(self.house, slug)
            named = {*before["fields"].get(DATA, {}), *fields[DATA]}
            yield from (f"content/{name} {how}" for name, how in data if name in named)
        for name, how in changed:
            part = name.removeprefix("part:")
            if part != name:
                old, new = before["shared"].get(name, "none"), self._shared.get(name, "none")
                yield f"{part} {old} → {new}"
            elif name == "facts.yaml":
                fields = fields or hash_fields(self.house, slug)
                if before["fields"].get(name, {}) != fields[name]:
                    yield from name_fields(name, before["fields"].get(name, {}), fields[name])
            elif how == "changed" and name in before["fields"]:
                fields = fields or hash_fields(self.house, slug)
                yield from name_fields(name, before["fields"][name], fields[name])
            else:
                yield f"{name} {how}"
        if ours and "part:briefpress" not in dict(changed):  # whose versions say it
            yield "briefpress itself changed"

    def _is_printed_with(self, slug: str, name: str) -> bool:
        """Whether the brief *slug* has what the shared file *name* is for: a map."""
        content, named = self.house / "content", name.encode()
        boundaries = read_if_there(content / "boundaries.yaml")
        if name != "boundaries.yaml" and named not in boundaries:
            return True
        if name in HOUSE_FILES[:2] or named in read_if_there(content / "institute.yaml"):
            return True
        fields = content / locate_brief(content, slug).folder / FIELDS
        return bool(_MAP.search(read_if_there(fields)))

    def _own_reasons(self, slug: str, paper: str, printed: PaperRecord) -> Iterator[str]:
        """Give the reasons that no source shows: the press, the PDF itself, the ledger."""
        if printed.press != self.press:
            yield "the press changed"
        if self._output[printed.file] != (printed.size, printed.time):
            data = (self.house / "output" / printed.file).read_bytes()
            if sha256(data).hexdigest() != printed.sha256:
                yield f"somebody changed output/{printed.file}"
        wanted = self.stamp(slug, paper, printed.html)
        if wanted != printed.stamp:
            current = self.ledger.current(slug)
            gone = next(
                (one for one in self.ledger.published(slug) if one.code == printed.stamp), None
            )
            if wanted and current:
                yield f"edition {current.number} was published"
            elif gone and self.ledger.withdrawal(gone):
                yield f"edition {gone.number} was withdrawn"
            else:
                yield f"{printed.stamp} is not the current edition any more"

    # Remembered from now on

    def record_read(self, slug: str, language: str, papers: Sequence[str]) -> None:
        """Note in which language and for which papers *slug* is written."""
        record = self.record(slug)
        record.files, record.language, record.papers = self.files(slug), language, [*papers]
        self._touched.add(slug)

    def record_printed(self, slug: str, paper: str, printed: PaperRecord) -> None:
        """Note a PDF that was printed, or that is what would be printed."""
        self.record(slug).printed[paper] = replace(printed, source=self.source(slug))
        self._output[printed.file] = printed.size, printed.time
        self._touched.add(slug)
        self._printed.add(slug)

    def to_keep(self) -> Iterator[tuple[str, bytes]]:
        """The files that keep what is new in it: name and bytes; none where nothing is new."""
        if not self._touched:
            return
        for slug in sorted(self._printed):
            known = _read(self.house / _detail(slug)).get("sources", {})
            now = {
                "files": {name: file["sha256"] for name, file in self.files(slug).items()},
                "shared": self._shared,
                "fields": self._fields.pop(slug, None) or hash_fields(self.house, slug),
            }
            used = {one.source for one in self.record(slug).printed.values()}
            sources = known | {self.source(slug): now}
            sources = {digest: one for digest, one in sources.items() if digest in used}
            yield _detail(slug), seal(VERSION, {"sources": sources})
        # Notes that another command has made in the meantime stay.
        briefs = _read(self.house / _INDEX).get("briefs", {})
        briefs |= {slug: asdict(self.record(slug)) for slug in self._touched}
        yield _INDEX, seal(VERSION, {"files": self._shared_files, "briefs": briefs})
        self._touched.clear()
        self._printed.clear()


_INDEX = "output/.built/index"
"""Without an ending, for a brief may be called `index`."""


def _detail(slug: str) -> str:
    return f"output/.built/{slug}.json"


_MAP = re.compile(rb"""\bkind["']?\s*:\s*["']?map\b""")


def _read(path: Path) -> dict[str, dict[str, Any]]:
    """Read a file of output/.built/; a part of another shape is left out, as if it were lost."""
    fields = read_sealed(path, VERSION)
    return {name: part for name, part in fields.items() if isinstance(part, dict)}


def _record(kept: dict[str, Any]) -> BriefRecord:
    """Read what `to_keep` wrote of a brief. Raises KeyError and the like where it is no record."""
    printed = {paper: PaperRecord(**one) for paper, one in kept["printed"].items()}
    checked = CheckRecord(**kept["checked"]) if kept["checked"] else None
    return BriefRecord(**{**kept, "printed": printed, "checked": checked})
