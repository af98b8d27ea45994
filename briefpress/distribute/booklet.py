"""An edition, or any PDF → sheets for the printer in output/, to be folded or 2 and 4 pages a side.

Which page stands where is decided in `imposition`; this room takes the PDF, and writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..content.parse import parse_institute, parse_meeting
from ..content.sources import read_institute, read_meeting
from ..editions.books import open_ledger
from ..editions.files import read_published, write_whole
from ..model.papers import PAPER_SIZES
from ..model.problems import Place, Problems, Stopped
from ..press.executors import Executor, give, result
from ..press.workers import print_page
from ..workflows.lay_out import open_house
from ..workflows.rights import bar_edition
from .imposition import Imposed, Imposition, impose, leave
from .proof_sheet import lay_out_proof

if TYPE_CHECKING:
    from ..cache.freshness import BuildState

_HAND_OUT = 0.75
"""How large pages are on the sheet, of their size: notes of 7.3 pt are of 5.5 pt then, which a
reader with good eyes still reads."""
BYTES = 256 * 1024 * 1024
"""Size of a PDF that is imposed."""


@dataclass(frozen=True)
class Sheaf:
    """A PDF to be printed on both sides; an imposed one was written into output/."""

    file: str
    digest: str
    """SHA-256 of the file."""
    imposed: Imposed
    proof: str = ""
    """The proof sheet, where one was asked for."""

    @property
    def in_words(self) -> str:
        """Say which file was made, and how it is printed."""
        made = self.imposed
        pages = _count(made.pages, "page") + f", {made.blanks} blank" * bool(made.blanks)
        sheet = PAPER_SIZES[made.sheet].label
        folded = self.file.endswith(".booklet.pdf")
        size = f"{len(made.data) / 1024:.0f} KB"
        flipped = f", on both sides, flipped on the {made.flip} edge" * (made.sides > 1)
        least, usual = (f"{scale * 100:.0f}" for scale in (made.least, made.scale))
        scale = usual if least == usual else f"{least} to {usual}"
        lines = [
            f"{self.file}  {_count(made.sheets, 'sheet')} of {sheet}, {pages}, "
            f"at {scale} % of their size, {size}",
            f"Print it on {sheet}{flipped}, at actual size{'; fold it in the middle' * folded}.",
        ]
        if made.scale < _HAND_OUT:
            lines.append("Its notes are very small at that size: read it over, do not hand it out.")
        if self.proof:
            lines.insert(1, f"{self.proof}  1 sheet: print it first, it says what to look for")
        return "\n".join(lines)


# ---------------------------------------------------------------------------------------------
# Which pages


@dataclass(frozen=True)
class Taken:
    """A PDF that is to be imposed: its bytes, what it is called, and what its sheets will be."""

    data: bytes
    label: str
    name: str
    """`dprk`, `dprk.letter`"""


def take_edition(
    house: Path,
    slug: str,
    number: int | None,
    paper: str | None,
    day: date,
    problems: Problems,
) -> Taken:
    """Take the current edition of *slug*, or edition *number*. Raises `Stopped`.

    Problems: a picture in it that may not be printed on *day*; a brief that was not published, or
    not on *paper*; an edition that is withdrawn; a file that is gone or is not the one that was
    published. A superseded edition is a warning.
    """
    ledger = open_ledger(house, problems)
    problems.stop_on_errors()
    place = Place(f"content/{slug}")
    known = ledger.published(slug)
    last = ledger.last(slug)
    if last is None:
        problems.error(
            place,
            "it was never published",
            f"run `briefpress publish {slug} --note …`, or take the draft with --draft",
        )
        raise Stopped
    edition = ledger.edition(slug, number) if number else last
    if edition is None:
        numbers = ", ".join(str(one.number) for one in known)
        problems.error(place, f"no edition {number}", f"published: {numbers}")
        raise Stopped
    if gone := ledger.withdrawal(edition):
        problems.error(
            place,
            f"edition {edition.number} was withdrawn on {gone.date}: {gone.why}",
            f"publish a new one: `briefpress publish {slug} --note …`",
        )
        raise Stopped
    if edition.number != last.number:
        problems.warning(
            place,
            f"edition {edition.number} is superseded: edition {last.number} of {last.date} took "
            "its place",
            "leave out --edition to print what is current",
        )
    main = next(iter(edition.papers))
    printed = edition.papers.get(paper or main)
    if printed is None:
        problems.error(
            place,
            f"edition {edition.number} was not published on {paper}",
            f"papers: {', '.join(edition.papers)}",
        )
        raise Stopped
    bar_edition(edition, "paper", day, problems)
    data = read_published(house, printed, problems)
    if data is None or problems.errors:
        raise Stopped
    return Taken(data, printed.file, slug if paper in (None, main) else f"{slug}.{paper}")


def take_draft(
    house: Path, slug: str, paper: str | None, state: BuildState, problems: Problems
) -> Taken:
    """Take what was built of *slug* last, edition or draft. Raises `Stopped`.

    Problems: a brief that was not built, or that has changed since.
    """
    known = state.compare(slug)
    chosen = state.compare(slug, [paper])[0] if paper else known[0]
    if chosen.state != "current":
        on_paper = f" on {paper}" if paper else ""
        because = f": {'; '.join(chosen.reasons)}" if chosen.reasons else ""
        never = chosen.state == "never built"
        problems.error(
            Place(f"content/{slug}"),
            f"{f'it was never built{on_paper}' if never else 'its PDF is out of date'}{because}",
            f"run `briefpress {slug}{f' --paper {paper}' if paper else ''}` first",
        )
        raise Stopped
    data = read_pdf(house / chosen.file, chosen.file, problems)
    main = chosen.paper == known[0].paper
    return Taken(data, chosen.file, slug if main else f"{slug}.{chosen.paper}")


def take_file(path: Path, problems: Problems) -> Taken:
    """Take any PDF. Raises `Stopped` where it cannot be read."""
    name = "".join(one if one.isprintable() else "-" for one in path.stem)
    return Taken(read_pdf(path, str(path), problems), str(path), name)


def take_pack(house: Path, meeting: str, paper: str | None, problems: Problems) -> Taken:
    """Take the pack of *meeting* that was made last. Raises `Stopped` where none was."""
    content = house / "content"
    of_house = read_institute(content, problems)
    fields, _ = parse_meeting(read_meeting(content, meeting, problems), of_house, problems)
    institute = parse_institute(of_house, problems)
    problems.stop_on_errors()
    assert institute is not None
    is_main = paper in (None, fields.paper or institute.papers[0])
    name = f"{meeting}.pack" if is_main else f"{meeting}.pack.{paper}"
    file = f"output/{name}.pdf"
    if not (house / file).is_file():
        on = "" if is_main else f" --paper {paper}"
        problems.error(Place(file), "is not made yet", f"make it: `briefpress pack {meeting}{on}`")
        raise Stopped
    return Taken(read_pdf(house / file, file, problems), file, name)


def read_pdf(path: Path, label: str, problems: Problems) -> bytes:
    """Read a PDF from the disk. Raises `Stopped` where that fails."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(Place(label), f"cannot be read: {reason}", "check the name and your rights")
        raise Stopped from None


# ---------------------------------------------------------------------------------------------
# Onto the sheets


def set_plain(
    taken: Taken, executor: Executor, problems: Problems, *, sheet: str | None = None
) -> Sheaf | None:
    """Take the pages of *taken* as they are, each on a side of *sheet*; None where that fails.

    Nothing is written: the sheaf is the PDF itself. Problems: those of `leave`.
    """
    place = Place(taken.label)
    if _is_too_large(taken, problems):
        return None
    task = give(executor, leave, taken.data, taken.label, sheet)
    imposed = result(executor, task, place, problems)
    if imposed is None:
        return None
    problems.extend(imposed.problems)
    if problems.errors:
        return None
    return Sheaf(taken.label, sha256(imposed.data).hexdigest(), imposed)


def _is_too_large(taken: Taken, problems: Problems) -> bool:
    is_large = len(taken.data) > BYTES
    if is_large:
        size = f"more than {BYTES // 1024**2} MB"
        problems.error(Place(taken.label), size, "take out what is not to be printed")
    return is_large


def make_sheaf(
    house: Path,
    taken: Taken,
    executor: Executor,
    problems: Problems,
    imposition: Imposition,
    *,
    proof: bool = False,
) -> Sheaf | None:
    """Impose *taken* as *imposition* says and write it into output/; None where there is an error.

    *proof*: write the proof sheet as well. A PDF may come out of a mailbox, so it is opened in a
    worker, which a stream without end cannot hurt.

    Problems: those of `impose`, of the house's look and of the disk. Nothing is written then.
    """
    place = Place(taken.label)
    if _is_too_large(taken, problems):
        return None
    layout = imposition.layout
    imposing = give(executor, impose, taken.data, taken.label, taken.name, imposition)
    imposed = result(executor, imposing, place, problems)
    if imposed is None:
        return None
    problems.extend(imposed.problems)
    files = {f"output/{taken.name}.{layout}.pdf": imposed.data}
    try:
        problems.stop_on_errors()
        if proof:
            page = lay_out_proof(open_house(house, problems), taken.name, layout, imposed)
            task = give(executor, print_page, page)
            printed = result(executor, task, Place(page.slug), problems)
            if printed is None:
                raise Stopped
            problems.extend(printed.problems)
            files[f"output/{taken.name}.{layout}.proof.pdf"] = printed.data
        problems.stop_on_errors()
    except Stopped:
        return None
    for label, data in files.items():
        if not write_whole(house / label, data, Place(label), problems):
            return None
    first, *others = files
    return Sheaf(first, sha256(imposed.data).hexdigest(), imposed, *others)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
