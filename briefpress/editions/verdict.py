"""The verdict on a copy: whether it is the current edition, an older one, or none at all.

The copy and the ledger are all that is asked: no content, no network, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Literal

from ..model.problems import nearest
from .ledger import Edition, Ledger

State = Literal["CURRENT", "SUPERSEDED", "WITHDRAWN", "RECALLED", "ALTERED", "UNKNOWN"]
"""`RECALLED` is a named copy that was a mistake, whatever became of its edition."""


@dataclass(frozen=True)
class Verdict:
    """The standing of a copy, and the reason."""

    copy: str
    """The file, or the code."""
    state: State
    why: str
    slug: str = ""
    edition: int | None = None
    code: str = ""
    date: str = ""
    title: str = ""
    """The title of that edition, to compare with what stands on the paper."""
    figures: tuple[tuple[str, str], ...] = ()
    """Label and value of each fact that the edition prints."""
    sha256: str = ""
    """The SHA-256 of the file; empty where a code was asked for."""
    signature: str = ""
    """Which signature of a PDF was looked at, and what came of it; empty where it has none."""


@dataclass(frozen=True)
class PageText:
    """The text on the pages of a PDF, as far as it can be read."""

    text: bytes = b""
    fault: str = ""
    """Why it cannot be read."""


PAGES = 2_000
"""How many pages of a PDF are read."""


def judge_digest(name: str, digest: str, ledger: Ledger) -> Verdict | None:
    """Say what the file with the SHA-256 *digest* is; None where it is no published file."""
    edition = ledger.edition_with_digest(digest)
    return judge_edition(name, edition, ledger) if edition else None


def read_text(data: bytes) -> PageText:
    """Read the text of the PDF *data*, for a worker: somebody else has made it."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > PAGES:
                return PageText(fault=f"it has {len(document):,} pages, the most is {PAGES:,}")
            pages: Sequence[Any] = document
            text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        return PageText(fault="it asks for a password" if locked else "")
    except (MemoryError, OSError, RecursionError):  # press/executors.py says so
        raise
    except Exception:  # a file can be broken in more ways than there are names for
        return PageText(fault="it is damaged in a way that nobody knows")
    return PageText(text.encode(errors="replace"))


def judge_file(
    name: str, data: bytes, ledger: Ledger, read: Callable[[bytes], PageText] = read_text
) -> Verdict:
    """Say what the PDF *data* is.

    Its digest finds it. Where that is unknown, the code that it carries, in its metadata or on its
    pages, tells what it was made from; it is then never the published file, whatever it shows.
    *read*: who reads its pages, where they must be read.
    """
    if stands := judge_digest(name, sha256(data).hexdigest(), ledger):
        return stands
    if pack := _PACK.search(data):
        return _judge_pack(name, pack[1].decode(errors="replace"), read(data), ledger)
    made_from = next(_codes_in(data, ledger), None)
    pages = PageText()
    if made_from is None and _PDF in data[:1024]:
        pages = read(data)
        made_from = next(_codes_in(pages.text, ledger), None)
    if made_from:
        stands = judge_edition(name, made_from, ledger)
        why = (
            f"it carries the code of edition {made_from.number} of {made_from.slug}, but is not "
            f"the file that was published; that edition is {stands.state}: {stands.why}"
        )
        return _verdict(name, "ALTERED", why, made_from)
    if pages.fault:
        return Verdict(name, "UNKNOWN", pages.fault)
    if _PDF not in data[:1024]:
        return Verdict(name, "UNKNOWN", "it is no PDF" if data else "it is empty")
    if not data.startswith(_PDF) or not data.rstrip().endswith(b"%%EOF"):
        return Verdict(name, "UNKNOWN", "no whole PDF: it may have been cut off on its way")
    if b"<xmpMM:VersionID>redline<" in data:
        return Verdict(name, "UNKNOWN", "a redline: it was never published")
    if b"<xmpMM:VersionID>draft<" in data:
        return Verdict(name, "UNKNOWN", "a draft: it was never published")
    return Verdict(name, "UNKNOWN", "no edition in this ledger has its digest or its code")


_PDF = b"%PDF-"
_PACK = re.compile(rb"<dc:identifier>([^<]{1,200})</dc:identifier><xmpMM:VersionID>pack<")


def _judge_pack(name: str, code: str, pages: PageText, ledger: Ledger) -> Verdict:
    """Say of the pack *code* whose editions stand on its *pages*, and how those stand.

    No ledger has the digest of a pack: whoever wants to know more compares a paper in it.
    """
    held = {edition.code: edition for edition in _codes_in(pages.text, ledger)}
    standings = [(one, judge_edition(name, one, ledger)) for one in held.values()]
    why = f"the pack {code}, which no ledger notes; "
    if pages.fault:
        why += f"what it holds cannot be read: {pages.fault}"
    elif standings:
        why += "it carries the codes of " + "; ".join(
            f"edition {one.number} of {one.slug}, which is {stands.state}: {stands.why}"
            for one, stands in standings
        )
    else:
        why += "no code of an edition stands on its pages"
    return Verdict(name, "UNKNOWN", why)


def read_code(code: str) -> str:
    """Write a code as it was printed, which may have been typed from paper.

    The check of an edition, and the number and the check of a copy, have no O, I or L: what was
    typed so is 0, 1 and 1.
    """
    typed = re.sub(r"[\s\u00ad\u2010-\u2015\u2212-]+", "-", code.strip().upper())
    if parts := _OF_DIGITS.fullmatch(typed):
        return parts[1] + parts[2].translate(str.maketrans("OIL", "011"))
    return typed


_OF_DIGITS = re.compile(r"(.*-[0-9]+)(-[0-9A-FOIL]{6}(?:-[0-9OIL]{3,}-[0-9A-FOIL]{2,})?)")
"""The code of an edition or a copy: what stands before its check, and the rest."""


def judge_code(code: str, ledger: Ledger) -> Verdict:
    """Say what the edition with *code* is, as it may have been typed from paper."""
    typed = read_code(code)
    if edition := ledger.edition_with_code(typed):
        return judge_edition(code, edition, ledger)
    codes: Sequence[str] = [*ledger.codes]
    if len(codes) > _MANY:  # looking at each letter of all of them takes seconds
        start, _, end = typed.rpartition("-")
        codes = [one for one in codes if one.startswith(f"{start}-") or one.endswith(f"-{end}")]
    close = nearest(typed, codes)
    hint = f"; {close}" if close.startswith("did you") else ""
    return Verdict(code, "UNKNOWN", f"no edition in this ledger has this code{hint}")


_MANY = 1_000
"""Codes among which the nearest one is looked for."""


def judge_edition(name: str, edition: Edition, ledger: Ledger) -> Verdict:
    """Say how *edition* stands, of which *name* is a copy."""
    ours = f"edition {edition.number} of {edition.slug}, of {edition.date}"
    if (now := ledger.name_now(edition.slug)) != edition.slug:
        ours = f"{ours}, which is called {now} now"
    if edition.was and edition.printed_number != edition.number:
        on_branch = f"published as edition {edition.printed_number} on a branch"
        ours = f"{ours}, {on_branch}, now edition {edition.number}"
    if gone := ledger.withdrawal(edition):
        why = f"{ours}; withdrawn on {gone.date}: {gone.why}"
        return _verdict(name, "WITHDRAWN", why, edition)
    last = ledger.last(edition.slug)
    assert last is not None
    if last.number != edition.number:
        withdrawn = ", which was withdrawn" if ledger.withdrawal(last) else ""
        why = f"{ours}; edition {last.number} of {last.date} took its place{withdrawn}"
        return _verdict(name, "SUPERSEDED", why, edition)
    return _verdict(name, "CURRENT", ours, edition)


def find_edition(data: bytes, ledger: Ledger) -> Edition | None:
    """Find the edition of *ledger* whose code stands in *data*, the first that does."""
    return next(_codes_in(data, ledger), None)


def judge_words(name: str, edition: Edition, ledger: Ledger, differs: str) -> Verdict:
    """Say how a page of the web, or an EPUB, stands that carries the code of *edition*.

    *differs*: where it says something else than that edition; empty where it says the same.
    """
    stands = judge_edition(name, edition, ledger)
    if not differs:
        return replace(stands, why=f"{stands.why}; it says what that edition says, word by word")
    why = (
        f"it carries the code of edition {edition.number} of {edition.slug}, and {differs}; that "
        f"edition is {stands.state}: {stands.why}"
    )
    return _verdict(name, "ALTERED", why, edition)


def _verdict(name: str, state: State, why: str, edition: Edition) -> Verdict:
    day = edition.date.isoformat()
    figures = tuple((label, value) for label, value in edition.facts.values() if label)
    return Verdict(
        name, state, why, edition.slug, edition.number, edition.code, day, edition.title, figures
    )


def _codes_in(data: bytes, ledger: Ledger) -> Iterator[Edition]:
    """Give the editions of *ledger* whose code stands in *data*.

    Looked for by their ends: a pattern for the whole of a code takes hours over a file that is
    nothing but hyphens and capitals.
    """
    for match in re.finditer(rb"(?<=-)[0-9]+-[0-9A-F]{6}(?![0-9A-Z])", data):
        for code in ledger.codes_by_end.get(match[0], ()):
            start = match.end() - len(code)
            whole = start >= 0 and data[start : match.end()] == code.encode()
            if whole and not re.match(rb"[0-9A-Z-]", data[max(start - 1, 0) : start]):
                edition = ledger.edition_with_code(code)
                assert edition
                yield edition
