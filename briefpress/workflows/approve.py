"""Approve: read a brief, and write down that somebody has approved it as it is.

lay out ─► the digest of each part ─► a line in editions/approvals.jsonl
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..cache.freshness import BuildState
from ..content.parse import parse_institute
from ..content.sources import read_institute
from ..editions.approvals import (
    FILE,
    Approval,
    Approvals,
    Entry,
    RoleState,
    TakenBack,
    judge_role,
    word_parts,
    word_state,
)
from ..editions.books import open_approvals
from ..editions.files import add_to_chain, read_ledger_file, write_cache, write_whole
from ..editions.hash_chain import end_of
from ..editions.ledger import Edition
from ..editions.locks import alone_with_ledger
from ..editions.truncation import APPROVED, word_end
from ..model.approvals import PARTS, Part, PartState, PartStates
from ..model.brief import Brief, Theme
from ..model.contract import Approver, BriefFields, Institute
from ..model.problems import Place, Problems, Stopped, nearest
from ..model.sections import HEADING
from ..model.text import (
    MARK,
    Block,
    Citation,
    Fragment,
    Mark,
    Reference,
    Value,
    plain,
    without_hidden,
)
from ..model.walk import Approved, find_annotated, walk
from ..press.executors import Executor
from .lay_out import Laid, lay_out_brief, open_house

INSTITUTE = "content/institute.yaml"


# ---------------------------------------------------------------------------------------------
# The parts of a brief


def read_parts(laid: Laid) -> PartStates:
    """Say how each part of a brief is. Its meaning counts: how its YAML is written does not."""
    brief = laid.brief
    return {
        "prose": PartState.of(_prose_pieces(brief)),
        "facts": PartState.of(_fact_pieces(brief)),
        "page": PartState.of(_page_pieces(laid)),
    }


def _fields_of(part: Part, brief: Brief) -> Iterator[tuple[str, str]]:
    """Give the fields of brief.yaml that are of *part*, each with its name."""
    parts = find_annotated(BriefFields, Approved)
    for leaf in walk(brief.fields):
        approved = parts.get(str(leaf.path[0]))
        if part == (approved.part if approved else "prose"):
            yield _name(leaf.path), f"{leaf.path} {_write(leaf.value, brief)}"


def _prose_pieces(brief: Brief) -> Iterator[tuple[str, str]]:
    yield from _fields_of("prose", brief)
    html = brief.prose.html
    headings = [*HEADING.finditer(html)]
    yield (
        "the text before the first heading",
        _write_html(html[: headings[0].start() if headings else None], brief),
    )
    ends = [*(one.start() for one in headings[1:]), len(html)]
    for heading, end in zip(headings, ends, strict=True) if headings else ():
        yield f"“{plain(heading[3])}”", _write_html(html[heading.start() : end], brief)


def _fact_pieces(brief: Brief) -> Iterator[tuple[str, str]]:
    yield from _fields_of("facts", brief)
    for name, table in sorted(brief.data.items()):
        yield name, repr((table.heads, table.rows))


def _page_pieces(laid: Laid) -> Iterator[tuple[str, str]]:
    """Give the pieces that are printed, without the content that travels in the PDF."""
    for page in laid.pages:
        yield page.paper, f"{page.text}\0{page.fit!r}"
    files = {style.name: style.text.encode() for page in laid.pages for style in page.styles}
    for page in laid.pages:
        files |= page.assets
    for name, data in sorted(files.items()):
        yield name, sha256(data).hexdigest()


def _name(path: Sequence[str | int]) -> str:
    """How an author calls the value at *path*: `title`, `facts.returned`."""
    named = [str(step) for step in path[:2] if isinstance(step, str)]
    return ".".join(named if path[1:2] != () and isinstance(path[1], str) else named[:1])


def _write(value: Any, brief: Brief) -> str:
    """Write *value*, wherever it stands in its file."""
    if isinstance(value, Fragment):
        return _write_html(value.html, brief)
    if isinstance(value, Citation):
        return _write_mark(value)
    return repr(value)


def _write_html(html: str, brief: Brief) -> str:
    """Write set prose with its marks by name, in one line."""
    named = MARK.sub(lambda match: _write_mark(brief.marks[int(match[1])]), html)
    return " ".join(named.split())


def _write_mark(mark: Mark) -> str:
    if isinstance(mark, Citation):
        return repr((*map(tuple, mark.items), mark.only_if_new))
    if isinstance(mark, Value):
        return repr(mark.path)
    if isinstance(mark, Block):
        return repr((mark.kind, mark.name))
    if isinstance(mark, Reference):
        return repr((mark.path, mark.is_page))
    return repr(mark.text)


# ---------------------------------------------------------------------------------------------
# To approve


@dataclass(frozen=True)
class SignOff:
    """Who signs a brief off, or takes an approval of it back, and when."""

    slug: str
    role: str
    by: str
    """The name of whoever does; empty where it is not known."""
    day: date


def approve(
    house: Path,
    signed: SignOff,
    executor: Executor,
    state: BuildState,
    problems: Problems,
    *,
    note: str = "",
    draft: str = "",
) -> Approval | None:
    """Note that a brief is *signed* off as it stands in content/; returns what was approved.

    *draft*: the code at the foot of what was read; empty where nobody says it. An approval that
    holds already gets no second line.

    Problems: those of `build`; a role that institute.yaml does not name; a draft that is not what
    stands there. Errors of the brief are warnings here: whoever mends them may change what was
    approved.
    """
    try:
        with alone_with_ledger(house, problems):
            institute = read_who_approves(house, problems)
            one = _find_approver(institute, signed.role, problems)
            approvals = open_approvals(house, problems)
            problems.stop_on_errors()
            theme = open_house(house, problems)
            of_brief, slug = Problems(), signed.slug
            state.files(slug)  # before it is read: what is saved from now on is noticed
            try:
                laid = lay_out_brief(house, theme, slug, None, executor, of_brief)
            except Stopped:
                problems.extend(of_brief)
                raise
            if draft:
                _check_draft(laid, draft, problems)
            if number := of_brief.errors:
                problems.warning(
                    Place(f"content/{slug}"),
                    f"{number} error{'s' * (number > 1)} in it: whoever mends "
                    f"{'them' if number > 1 else 'it'} may change what is approved here",
                    f"`briefpress check {slug}` lists what is wrong",
                )
            parts = read_parts(laid)
            state.record_parts(slug, parts)
            judged = judge_role(one.role, one.of, state.ledger.names_of(slug), approvals, parts)
            given = Approval(
                slug, one.role, signed.by, signed.day, note, {p: parts[p] for p in one.of}
            )
            if judged.holds and not note and isinstance(judged.entry, Approval):
                given = judged.entry
            else:
                _add(house, approvals, given, problems)
        write_cache(house, state.to_keep())
    except Stopped:
        return None
    return given


def take_back(house: Path, signed: SignOff, why: str, problems: Problems) -> TakenBack | None:
    """Note that what was *signed* off is approved no longer, and *why*; returns the line.

    Problems: a role that institute.yaml does not name, one that has approved nothing.
    """
    try:
        with alone_with_ledger(house, problems):
            institute = read_who_approves(house, problems)
            slug = signed.slug
            names = read_ledger_file(house, problems).names_of(slug)
            approvals = open_approvals(house, problems)
            one = _find_approver(institute, signed.role, problems, {
                entry.role for entry in approvals.entries if entry.slug in names
            })  # fmt: skip
            last = approvals.last(names, one.role)
            if not isinstance(last, Approval):
                problems.error(
                    Place(f"content/{slug}"),
                    f"{one.role} has no approval of it that could be taken back",
                    "`briefpress status` says who has approved what",
                )
            problems.stop_on_errors()
            taken = TakenBack(slug, one.role, signed.by, signed.day, why)
            _add(house, approvals, taken, problems)
    except Stopped:
        return None
    return taken


def read_who_approves(house: Path, problems: Problems) -> Institute:
    """Read the institute of *house*, which says who approves. Raises `Stopped`."""
    institute = parse_institute(read_institute(house / "content", problems), problems)
    problems.stop_on_errors()
    if institute is None:
        raise Stopped
    return institute


def _find_approver(
    institute: Institute, role: str, problems: Problems, others: set[str] | None = None
) -> Approver:
    """Who *role* is, capitals aside. *others*: roles of before. Raises `Stopped`."""
    known = {one.role.casefold(): one for one in institute.approvals}
    for name in others or ():
        known.setdefault(name.casefold(), Approver(role=name))
    if one := known.get(role.strip().casefold()):
        return one
    if institute.approvals:
        hint = nearest(role, [one.role for one in institute.approvals], "who approves")
        problems.error(Place(INSTITUTE), f"no `{role}` among its `approvals:`", hint)
    else:
        problems.error(
            Place(INSTITUTE),
            "nobody has to approve a brief",
            f"write `approvals: [{role}]` into it",
        )
    raise Stopped


def _check_draft(laid: Laid, draft: str, problems: Problems) -> None:
    """See that *draft* is the code of what stands in content/. Raises `Stopped`."""
    codes = [page.digest[:8] for page in laid.pages]
    if draft.strip().lower() not in codes:
        slug = laid.brief.slug
        problems.error(
            Place(f"content/{slug}"),
            f"what stands there is the draft {' or '.join(codes)}, not {draft}: it has changed "
            "since that was printed",
            f"build it, read output/{slug}.pdf, and give the code at its foot",
        )
        raise Stopped


def _add(house: Path, approvals: Approvals, entry: Entry, problems: Problems) -> None:
    longer = approvals.with_entry(entry)
    if not add_to_chain(house, FILE, approvals.lines, longer.lines, problems):
        raise Stopped


def find_user(house: Path) -> str:
    """The name of whoever works here, as git or the system knows it; empty where nobody does."""
    name = ""
    if git := shutil.which("git"):
        with suppress(OSError, subprocess.SubprocessError):
            done = subprocess.run(  # noqa: S603
                [git, "-C", str(house), "config", "user.name"],
                capture_output=True, timeout=5, check=False,
            )  # fmt: skip
            name = done.stdout.decode(errors="replace")
    if not name.strip():
        with suppress(ImportError, KeyError, AttributeError):
            import pwd

            name = pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0]
    if not name.strip():
        name = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    return re.sub(r"\s+", " ", without_hidden(name.replace("\ufffd", ""))).strip()[:100]


# ---------------------------------------------------------------------------------------------
# To publish


def find_missing(
    house: Path, laid: Laid, names: Collection[str], problems: Problems
) -> tuple[list[tuple[Place, str, str]], str]:
    """Find who has to look (again) at a brief before it is published: place, what and hint of each.

    *names*: all that the brief has had.
    Gives as well what its edition says of those that have approved it, to be written when nobody
    is missing; neither where nobody has to approve.

    Problems: those of `open_approvals`.
    """
    brief = laid.brief
    if not brief.institute.approvals:
        return [], ""
    approvals = open_approvals(house, problems)
    states = judge_roles(brief.institute, names, approvals, read_parts(laid))
    faults = [_word_fault(one, brief.slug) for one in states if not one.holds]
    end = word_end(end_of(approvals.lines), FILE) if approvals.lines else ""
    lines = [f"{one.role}, of {word_parts(one.of)}: {word_state(one)}\n" for one in states]
    return faults, f"{''.join(lines)}\n{end}\n"


def judge_roles(
    institute: Institute, names: Collection[str], approvals: Approvals, parts: PartStates
) -> tuple[RoleState, ...]:
    """Say how it stands with each approval that the institute asks for of the brief that has had
    these *names*.
    """
    return tuple(
        judge_role(one.role, one.of, names, approvals, parts) for one in institute.approvals
    )


def _word_fault(role_state: RoleState, slug: str) -> tuple[Place, str, str]:
    then = f"`briefpress approve {slug} --as {_in_shell(role_state.role)}`"
    if role_state.state == "not yet":
        message = f"{role_state.role} has not approved it yet: {word_parts(role_state.of)}"
        hint = f"have them read output/{slug}.pdf, then {then}"
    elif role_state.state == "taken back":
        message = f"{role_state.role} must look again: {word_state(role_state)}"
        hint = f"settle that with them, then {then}"
    else:
        message = f"{role_state.role} {word_state(role_state)}"
        hint = f"have them read output/{slug}.pdf, then {then}; or undo the change"
    return Place(f"content/{slug}"), message, hint


def _in_shell(role: str) -> str:
    return role if re.fullmatch(r"[\w-]+", role) else f'"{role}"'


def write_approvals(house: Path, edition: Edition, approved: str, problems: Problems) -> None:
    """Write into the folder of *edition* who has approved it. Raises `Stopped`."""
    name = f"editions/{edition.slug}/{edition.number}/{APPROVED}"
    head = f"Edition {edition.number} of {edition.slug}, code {edition.code}, was approved:\n\n"
    if not write_whole(house / name, f"{head}{approved}".encode(), Place(name), problems):
        raise Stopped


# ---------------------------------------------------------------------------------------------
# To see how it stands


def list_approvals(
    house: Path, slugs: Sequence[str], executor: Executor, state: BuildState, problems: Problems
) -> Mapping[str, tuple[RoleState, ...]]:
    """Say how it stands with the approvals of each of *slugs*; nothing where nobody has to approve.

    Only a brief that somebody has approved, and that has changed since that was asked, is laid out.

    Problems: those of the institute and of `open_approvals`. A brief that cannot be laid out
    is left out: `build` says why.
    """
    try:
        institute = read_who_approves(house, problems)
    except Stopped:
        return {}
    if not institute.approvals:
        return {}
    approvals = open_approvals(house, problems)
    if problems.errors:
        return {}
    theme: Theme | None = None
    listed = {}
    nothing: PartStates = dict.fromkeys(PARTS, PartState.of(()))
    for slug in slugs:
        names = state.ledger.names_of(slug)
        parts = state.known_parts(slug) if approvals.knows(names) else nothing
        if parts is None:
            try:
                theme = theme or open_house(house, Problems())
                state.files(slug)
                parts = read_parts(lay_out_brief(house, theme, slug, None, executor, Problems()))
            except Stopped:
                continue
            state.record_parts(slug, parts)
        listed[slug] = judge_roles(institute, names, approvals, parts)
    return listed
