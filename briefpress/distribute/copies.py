"""Recipients and an edition → named copies, and a line of the register for each.

    recipients.csv ─► lines ─► sheet ─ press ─► cut ─► register.jsonl ─► output/copies/…

Everything that can be wrong is told before the first copy is made. The register is written before
the copies are: after a kill there may be a line whose copy was never made, and never a copy without
a line. The same command makes it then, to the byte, and its line stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from ..editions.books import open_books
from ..editions.files import add_to_chain, read_published, sweep, write_whole
from ..editions.ledger import Ledger
from ..editions.locks import alone_with_ledger
from ..editions.pades import PadesSigner, find_pdf_signer
from ..editions.register import (
    FILE,
    Copy,
    Recall,
    Register,
    make_copy_code,
    make_key,
)
from ..editions.truncation import word_last, write_register_end
from ..model.brief import Theme
from ..model.house import find_briefs, locate_brief, main_language
from ..model.page import Pdf
from ..model.problems import Place, Problems, Stopped, nearest
from ..model.scripts import name_missing
from ..model.text import is_from_right
from ..press.executors import Executor, give, result
from ..press.workers import print_page
from ..workflows.lay_out import lay_out_brief, open_house
from ..workflows.rights import bar_edition
from ..workflows.stamps import check_embargo, compare_with_content, read_as_it_stands, stamp_draft
from .copy_overlay import CopyLine, CopyTemplate, Cut, cut_copy_lines, lay_out_copy_lines
from .recipients import Recipient, read_recipients
from .wishes import CopyWish

_MARK = 48
"""Characters of a watermark."""


@dataclass
class Made:
    """The copies that were made for a list of recipients."""

    copies: list[Copy] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    """The files that were written, in order."""
    new: int = 0
    """Lines that the register did not have."""
    problems: Problems = field(default_factory=Problems)


@dataclass(frozen=True)
class _Original:
    """The edition, or the draft, that the copies are made of."""

    data: bytes
    paper: str
    suffix: str
    """The end of the name of a file before `.pdf`: nothing on the main paper."""
    code: str
    edition: int | None
    """None: it is a draft, which the register does not know."""
    language: str
    slug: str
    """The name of the brief when its edition was published."""


def make_copies(
    house: Path,
    slug: str,
    list_file: Path,
    executor: Executor,
    wish: CopyWish,
    *,
    day: date,
    now: datetime,
) -> Made:
    """Make a copy of the current edition of *slug* for each recipient of *list_file*, a CSV.

    *day*: when they are handed out, for the register. *now*: against which an embargo is held.

    Problems: every row that is wrong, on its line; an edition that is not there, is withdrawn, is
    not what was published, or is under embargo still. Nothing is made where there is an error.
    """
    made = Made()
    problems = made.problems
    try:
        theme = open_house(house, problems)
        recipients = read_recipients(list_file, theme.languages.values(), problems)
        with alone_with_ledger(house, problems):
            sweep(house, ("output/copies/*/*", "editions"))
            ledger, register = open_books(house, problems)
            problems.stop_on_errors()
            if wish.draft:
                original = _take_draft(house, theme, slug, wish, executor, now, problems)
            else:
                original = _take_edition(house, theme, slug, wish, ledger, now, problems)
            problems.stop_on_errors()
            signer = None if wish.draft else find_pdf_signer(house, now.date(), problems)
            problems.stop_on_errors()
            last = word_last(ledger)

            def seal(name: str, copy: bytes) -> bytes:
                return _signature_behind(copy, house / name, register, signer)

            run = _Run(
                house=house, slug=slug, theme=theme, original=original, wish=wish, day=day,
                ledger_end=last, register=register, seal=seal, executor=executor, problems=problems,
            )  # fmt: skip
            all_planned = run.plan(recipients)
            planned = run.leave_made(all_planned)
            files = run.make_files(planned)
            made.copies = run.list_copies(planned, files)
            if original.edition is not None:
                made.new = run.enter(made.copies, original.edition)
            for name in run.write(files):
                made.files.append(name)
            if not wish.one_file:
                _tell_others(house, run.folder, map(run.name, all_planned), problems)
    except Stopped:
        pass
    return made


def recall_copies(
    house: Path, slug: str, codes: Sequence[str], why: str, day: date, problems: Problems
) -> tuple[Copy, ...]:
    """Note in the register that copies of *slug* were a mistake, and *why*; returns them.

    *codes*: of the copies; of none, those that were made together last. Nothing is deleted.

    Problems: a brief of which no copy was made, or none that is not recalled; a code that no copy
    of it has, or a recalled one; a *day* before that of a copy.
    """
    try:
        with alone_with_ledger(house, problems):
            ledger, register = open_books(house, problems)
            problems.stop_on_errors()
            copies = _find_copies(register, slug, ledger.names_of(slug), codes, problems)
            if late := [one for one in copies if one.date > day]:
                problems.error(
                    Place(FILE),
                    f"{day} is before the day on which {late[0].code} was made, {late[0].date}",
                    "give a later --date, or none for today",
                )
            problems.stop_on_errors()
            codes = tuple(dict.fromkeys(one.code for one in copies))
            longer = register.with_recall(Recall(slug, codes, day, why, word_last(ledger)))
            if add_to_chain(house, FILE, register.lines, longer.lines, problems):
                editions = ((one.slug, one.edition) for one in copies)
                write_register_end(house, longer, editions, problems)
                return copies
    except Stopped:
        pass
    return ()


def _find_copies(
    register: Register,
    slug: str,
    names: Collection[str],
    codes: Sequence[str],
    problems: Problems,
) -> tuple[Copy, ...]:
    place = Place(FILE)
    made = [one for one in register.copies if one.slug in names]
    if not made:
        known = register.slugs
        problems.error(place, f"no copy of `{slug}` was made", nearest(slug, known, "copies of"))
        return ()
    if not codes:
        run = register.last_run(names)
        if not run:
            problems.error(
                place,
                f"every copy of `{slug}` is recalled already",
                f"see `briefpress register {slug}`",
            )
        return run
    by_code = {one.code: one for one in made}
    for code in codes:
        if code not in by_code:
            problems.error(
                place, f"no copy of `{slug}` has the code {code}", nearest(code, by_code, "codes")
            )
        elif recall := register.recall(by_code[code]):
            problems.error(
                place,
                f"{code} was recalled on {recall.date} already: {recall.why}",
                f"see `briefpress register {slug}`",
            )
    return tuple(by_code[code] for code in codes if code in by_code)


# ---------------------------------------------------------------------------------------------
# What is copied


def _take_edition(
    house: Path,
    theme: Theme,
    slug: str,
    wish: CopyWish,
    ledger: Ledger,
    now: datetime,
    problems: Problems,
) -> _Original:
    place = Place(f"editions/{slug}")
    edition = ledger.current(slug)
    if edition is None:
        last = ledger.last(slug)
        problems.error(
            place,
            f"edition {last.number} was withdrawn" if last else "nothing is published",
            f"`briefpress publish {slug} --note …` first, or say --draft",
        )
        raise Stopped
    _hold_embargo(edition.embargo, wish, now, place, problems)
    bar_edition(edition, "paper", now.date(), problems)
    paper = wish.paper or next(iter(edition.papers))
    if paper not in edition.papers:
        known = ", ".join(edition.papers)
        problems.error(place, f"edition {edition.number} is not on {paper}", f"it is on: {known}")
        raise Stopped
    data = read_published(house, edition.papers[paper], problems)
    if data is None:
        raise Stopped
    if brief := read_as_it_stands(house, theme, slug):
        check_embargo(edition, brief, now, place, problems)
        compare_with_content(edition, data, brief, place, problems)
    suffix = "" if paper == next(iter(edition.papers)) else f".{paper}"
    number, tag = edition.number, edition.language
    return _Original(data, paper, suffix, edition.code, number, tag, edition.slug)


def _take_draft(
    house: Path,
    theme: Theme,
    slug: str,
    wish: CopyWish,
    executor: Executor,
    now: datetime,
    problems: Problems,
) -> _Original:
    papers = [wish.paper] if wish.paper else None
    laid = lay_out_brief(house, theme, slug, papers, executor, problems)
    problems.stop_on_errors()
    if until := laid.brief.fields.embargo:
        place = laid.brief.place("embargo")
        _hold_embargo(until.isoformat(timespec="minutes"), wish, now, place, problems)
    page = laid.pages[0]
    stamped = stamp_draft(page, laid.brief, theme, problems)
    task = give(executor, print_page, stamped)
    pdf = result(executor, task, Place(f"output/{slug}"), problems)
    if pdf is None:
        raise Stopped
    problems.extend(pdf.problems)
    problems.stop_on_errors()
    suffix = "" if page.paper == laid.brief.papers[0] else f".{page.paper}"
    code = f"DRAFT-{page.digest[:8].upper()}"
    return _Original(pdf.data, page.paper, suffix, code, None, laid.brief.language, slug)


def _hold_embargo(
    until: str, wish: CopyWish, now: datetime, place: Place, problems: Problems
) -> None:
    if until and not wish.embargoed and now < datetime.fromisoformat(until):
        problems.error(
            place,
            f"under embargo until {until}",
            "wait, or say --embargoed: each copy says on every page that it is",
        )


# ---------------------------------------------------------------------------------------------
# Copies


@dataclass(frozen=True)
class _Planned:
    """A copy that is to be made."""

    number: int
    total: int
    """How many there are of the edition, with those that were made before."""
    holder: Recipient
    line: CopyLine


@dataclass(frozen=True)
class _Files:
    """The files of a run: of each copy the name and the digest of its file; then their bytes."""

    names: Sequence[str]
    digests: Sequence[str]
    data: Iterable[tuple[str, bytes]]


@dataclass(frozen=True)
class _Run:
    """Copies that are made together, for one list of recipients."""

    house: Path
    slug: str
    theme: Theme
    original: _Original
    wish: CopyWish
    day: date
    ledger_end: str
    """Where the ledger ends, for the register."""
    register: Register
    seal: Callable[[str, bytes], bytes]
    """Gives the signature behind a copy, by the name of its file and its bytes."""
    executor: Executor
    problems: Problems

    @cached_property
    def key(self) -> str:
        """The key of the codes: that of the register, a new one where it has none."""
        return self.register.key or ("" if self.wish.draft else make_key())

    @property
    def folder(self) -> str:
        """The folder of the copies, from that of the house."""
        return f"output/copies/{self.slug}/{self.original.edition or 'draft'}"

    def name(self, one: _Planned) -> str:
        """The file of a copy."""
        whose = f"{one.number:03}-{file_name(one.holder)}"
        return f"{self.folder}/{whose}{self.original.suffix}.pdf"

    def plan(self, recipients: Sequence[Recipient]) -> list[_Planned]:
        """Say which copies there are to be, each with its line. Raises `Stopped`."""
        in_languages = _in_languages(self.house / "content", self.slug)
        _tell_languages(recipients, self.original, in_languages, self.problems)
        planned = [
            _Planned(number, total, one, self._write_line(one, number, total))
            for one, number, total in self._number(recipients)
        ]
        for one in planned:
            if one.line.size(self.original.paper) is None:
                self.problems.error(one.holder.place, _TOO_LONG, _SHORTEN)
        self.problems.stop_on_errors()
        return planned

    def _number(self, recipients: Sequence[Recipient]) -> Iterator[tuple[Recipient, int, int]]:
        """Give each copy with its number and how many there are.

        Who has copies of this edition already keeps theirs; all others go on behind the last one,
        so that no two lists have the same number. What was recalled does not count.
        """
        before = self.register.copies_of(self.original.slug, self.original.edition or 0)
        known: dict[tuple[str, str], dict[int, int]] = {}
        for copy in before:
            known.setdefault((copy.name, copy.organisation), {})[copy.number] = copy.total
        waiting = {who: iter(numbers.items()) for who, numbers in known.items()}
        holders = [one for one in recipients for _ in range(one.copies)]
        kept = [next(waiting.get((one.name, one.organisation), iter(())), None) for one in holders]
        last = max((copy.number for copy in before), default=0)
        total = last + kept.count(None)
        for one, number in zip(holders, kept, strict=True):
            if number:
                yield one, *number
            else:
                last += 1
                yield one, last, total

    def leave_made(self, planned: Sequence[_Planned]) -> Sequence[_Planned]:
        """Give those of *planned* that are to be made, where some are new: printed beside others
        the bytes of a copy would be others, so one that was made stays as it is.
        """
        others = [one for one in planned if not self._is_made(one)]
        return planned if self.wish.one_file or not any(map(self._is_new, others)) else others

    def _is_new(self, one: _Planned) -> bool:
        """Whether the register has no copy with its code."""
        return not self.register.copies_with_code(one.line.code)

    def _is_made(self, one: _Planned) -> bool:
        """Whether the file of a copy that the register has is there, as it was made."""
        for copy in self.register.copies_with_code(one.line.code):
            with suppress(OSError):
                data = (self.house / copy.file).read_bytes()
                if sha256(data).hexdigest() == copy.sha256 and not self.register.recall(copy):
                    return copy.paper == self.original.paper
        return False

    def make_files(self, planned: Sequence[_Planned]) -> _Files:
        """Print the lines of all copies at once, and put each behind the edition."""
        original, lines = self.original, [one.line for one in planned]
        direction = self.theme.language(original.language).direction
        sheet = lay_out_copy_lines(lines, original.paper, self.theme, direction)
        task = give(self.executor, print_page, sheet)
        pdf = result(self.executor, task, Place(planned[0].holder.place.file), self.problems)
        if pdf is None:
            raise Stopped
        self.problems.extend(one for one in pdf.problems if one.severity == "error")
        self.problems.stop_on_errors()
        cuts = _cut(pdf, planned, self.problems)
        base = CopyTemplate(original.data, pdf, original.paper, marked=self.wish.watermark)
        if self.wish.one_file:
            return self._in_one_file(f"{self.folder}/all{original.suffix}.pdf", base, cuts)
        return self._in_files([*map(self.name, planned)], base, cuts)

    def _in_one_file(self, name: str, base: CopyTemplate, cuts: Sequence[Cut]) -> _Files:
        data = base.gather(cuts)
        data += self.seal(name, data)
        digest = sha256(data).hexdigest()
        return _Files([name] * len(cuts), [digest] * len(cuts), [(name, data)])

    def _in_files(self, names: Sequence[str], base: CopyTemplate, cuts: Sequence[Cut]) -> _Files:
        # Made twice, 0.1 ms each, so that thousands of copies need not be in memory at once; their
        # signatures, which take longer and may differ from one time to the next, are kept.
        signatures, digests = [], []
        for name, cut in zip(names, cuts, strict=True):
            copy = base.copy(cut)
            signatures.append(self.seal(name, copy))
            digests.append(sha256(copy + signatures[-1]).hexdigest())
        data = (
            (name, base.copy(cut) + signature)
            for name, cut, signature in zip(names, cuts, signatures, strict=True)
        )
        return _Files(names, digests, data)

    def list_copies(self, planned: Sequence[_Planned], files: _Files) -> list[Copy]:
        """The copies as the register keeps them."""
        return [
            Copy(
                slug=self.original.slug,
                edition=self.original.edition or 0,  # no draft is entered
                code=one.line.code,
                number=one.number,
                total=one.total,
                name=one.holder.name,
                date=self.day,
                paper=self.original.paper,
                file=name,
                sha256=digest,
                organisation=one.holder.organisation,
                language=one.holder.language,
                distribution=self.wish.distribution or "",
                ledger=self.ledger_end,
                email=one.holder.email,
            )
            for one, name, digest in zip(planned, files.names, files.digests, strict=True)
        ]

    def enter(self, copies: Sequence[Copy], edition: int) -> int:
        """Enter *copies* of *edition* in the register, before the first of them is written; how
        many it did not have. Raises `Stopped`.
        """
        longer = self.register.with_copies(copies, self.key)
        new = len(longer.lines) - len(self.register.lines)
        if new:
            add_to_chain(self.house, FILE, self.register.lines, longer.lines, self.problems)
            self.problems.stop_on_errors()
        write_register_end(self.house, longer, [(self.original.slug, edition)], self.problems)
        return new

    def write(self, files: _Files) -> Iterator[str]:
        """Write the files, and give the name of each that is written. Raises `Stopped`."""
        for name, data in files.data:
            # They can be made again, so nobody waits for the disk: 193 waits are longer than all
            # else.
            if write_whole(self.house / name, data, Place(name), self.problems, durable=False):
                yield name
            self.problems.stop_on_errors()

    def _write_line(self, recipient: Recipient, number: int, total: int) -> CopyLine:
        name, organisation = recipient.name, recipient.organisation
        tag = _language(recipient.language, self.theme) or self.original.language
        language, distribution = self.theme.language(tag), self.wish.distribution or ""
        words = language.words
        code = make_copy_code(
            self.original.code, number, total, name, organisation, distribution, self.key
        )
        head = words[f"class_{distribution.replace('-', '_')}"] if distribution else ""
        mark = ""
        if self.wish.watermark:
            short = organisation or name
            short = short if len(short) <= _MARK else f"{short[: _MARK - 1].rstrip()}…"
            mark = f"{short} · {number}"
        count = words["copy"].format(number, total)
        if "{" not in words["copy"]:  # in a file of a house that is older
            count = f"{words['copy']} {number} {words['copy_of']} {total}"
        whom = _comma(name).join(filter(None, (name, organisation)))
        return CopyLine(head, count, whom, code, tag, language.direction, mark)


def _comma(name: str) -> str:
    """The comma behind *name*, as its script has it."""
    if is_from_right(name) and re.search("[\u0600-\u06ff]", name):
        return "، "
    is_chinese = re.search("[\u4e00-\u9fff]", name) and not re.search("[\uac00-\ud7ff]", name)
    return "，" if is_chinese else ", "


def _signature_behind(
    copy: bytes, file: Path, register: Register, signer: PadesSigner | None
) -> bytes:
    """Give the signature that stands behind *copy*: that of its *file*, where that is the same copy
    and the register knows it, so that the same list gives the same files; otherwise a new one.
    Nothing where nobody signs.
    """
    if signer is None:
        return b""
    with suppress(OSError):
        kept = file.read_bytes()
        digest = sha256(kept).hexdigest()
        if kept.startswith(copy) and register.copies_with_digest(digest):
            return kept[len(copy) :]
    return signer.sign(copy, "Copy")[len(copy) :]


def _in_languages(content: Path, slug: str) -> dict[str, str]:
    """The brief *slug* in each of its languages, by the language."""
    if not content.is_dir():
        return {}
    folder = locate_brief(content, slug).folder
    briefs = (one for one in find_briefs(content) if locate_brief(content, one).folder == folder)
    return {
        locate_brief(content, one).tag or main_language(content, content / folder): one
        for one in briefs
    }


def _tell_languages(
    recipients: Sequence[Recipient],
    original: _Original,
    in_languages: Mapping[str, str],
    problems: Problems,
) -> None:
    """Warn of recipients who read another language than *original*, once for each language.

    *in_languages*: the names of the brief, by its languages.
    """
    given = original.language.partition("-")[0]
    by_language: dict[str, list[Recipient]] = {}
    for one in recipients:
        tag = one.language.partition("-")[0].lower()
        if tag and tag != given:
            by_language.setdefault(tag, []).append(one)
    for tag, readers in by_language.items():
        other = next(
            (in_languages[one] for one in in_languages if one.partition("-")[0] == tag), ""
        )
        rows = "this row" if len(readers) == 1 else f"these {len(readers)} rows"
        hint = f"there is no edition in `{tag}` to hand out; ask whether they read this one"
        if other:
            hint = f"put {rows} into a list of their own, for `briefpress copies {other}`"
        lines = ", ".join(str(one.place.line) for one in readers[1:5])
        problems.warning(
            readers[0].place,
            f"`{readers[0].name}` reads `{tag}`, and gets `{original.slug}` in "
            f"`{original.language}`" + (f"; likewise in line {lines}" if lines else ""),
            hint,
        )


def _tell_others(house: Path, folder: str, names: Iterable[str], problems: Problems) -> None:
    """Warn of copies of another list, which would be printed with those of this one."""
    ours = {name.rpartition("/")[2].partition(".")[0] for name in names}
    copies = {path.name for path in (house / folder).glob("[0-9][0-9][0-9]*-*.pdf")}
    others = [name for name in sorted(copies) if name.partition(".")[0] not in ours]
    if others:
        problems.warning(
            Place(folder),
            f"it holds copies of another list as well, such as {others[0]}",
            "delete those, or print the files of this list alone",
        )


_TOO_LONG = "name and organisation are too long for the foot of a page"
_SHORTEN = "shorten them: some 200 characters have room"


def _language(tag: str, theme: Theme) -> str:
    """The language of *tag*, where the house has its words; otherwise nothing."""
    short = tag.split("-")[0].lower()
    return tag if tag in theme.languages else short if short in theme.languages else ""


def _cut(pdf: Pdf, planned: Sequence[_Planned], problems: Problems) -> list[Cut]:
    """Cut the sheet; a character that no font has, a line that has no room, stop everything."""
    for one in planned:
        unknown = (c for c in dict.fromkeys(one.line.text + one.line.mark) if c in pdf.missing)
        for missing in name_missing(unknown):
            hint = f"write the name in Latin letters, or {missing.hint}"
            hint = hint.replace("write it otherwise, or ", "")
            problems.error(one.holder.place, missing.message, hint)
    problems.stop_on_errors()
    problems.extend(pdf.problems)
    problems.stop_on_errors()
    cuts = cut_copy_lines(pdf, [one.line for one in planned])
    for one, cut in zip(planned, cuts, strict=True):
        if not cut.fits:
            problems.error(one.holder.place, _TOO_LONG, _SHORTEN)
    problems.stop_on_errors()
    return cuts


_LATIN = str.maketrans({
    "Æ": "Ae", "æ": "ae", "Ð": "D", "ð": "d", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i",
    "Ł": "L", "ł": "l", "Ŋ": "N", "ŋ": "n", "Ø": "O", "ø": "o", "Œ": "Oe", "œ": "oe", "ß": "ss",
    "ẞ": "SS", "Þ": "Th", "þ": "th", "Ŧ": "T", "ŧ": "t", "Ə": "A", "ə": "a",
})  # fmt: skip
"""Latin letters that Unicode does not take for another one with an accent."""


def file_name(recipient: Recipient) -> str:
    """Name a copy behind its number: the recipient, in letters that any system writes."""
    written = f"{recipient.name} {recipient.organisation}".translate(_LATIN)
    latin = normalize("NFKD", written).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", latin.lower()).strip("-")[:80].rstrip("-")
    return name or "recipient"
