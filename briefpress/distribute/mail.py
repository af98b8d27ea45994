"""Recipients and an edition → a mail for each, which somebody looks at and sends; nothing is sent.

recipients.csv ─► language ─► edition ─► its text ─┐
register ─► the recipient's copy, or its PDF ──────┴─► output/mail/…/001-name.eml
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path

from ..editions.books import open_books
from ..editions.files import read_published, write_whole
from ..editions.ledger import Edition, Ledger
from ..editions.register import Copy, Register
from ..model.page import Mail
from ..model.problems import NOWHERE, Place, Problems, Stopped, nearest
from ..press.executors import Executor
from ..workflows.languages import names_of
from ..workflows.lay_out import OpenHouse, lay_out_sources, open_house
from ..workflows.restore import open_pdf
from ..workflows.rights import bar_edition
from ..workflows.screen_editions import ToShow
from ..workflows.web import make_mail
from .copies import file_name
from .recipients import Recipient, read_recipients
from .wishes import MailWish

FOLDER = "output/mail"
MOST = 102_000
"""Bytes of HTML that Gmail shows; of more it shows the beginning."""
HOUR = time(12, tzinfo=UTC)
"""The hour of each mail: it is the same day then almost everywhere."""


@dataclass
class Mailed:
    """The mails that were written for a list of recipients."""

    files: list[str] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)


@dataclass(frozen=True)
class _Letter:
    """An edition as a mail, without its recipient."""

    edition: Edition
    mail: Mail
    sender: Address | None
    pdf: bytes
    words: Mapping[str, str]


@dataclass(frozen=True)
class _Order:
    """The edition that a recipient gets, and the copies that were made for them."""

    name: str
    """The name of the brief, or of its language."""
    copies: tuple[tuple[Copy, bytes], ...] = ()


def write_mails(
    house: Path,
    slug: str,
    list_file: Path,
    executor: Executor,
    wish: MailWish,
    *,
    now: datetime,
) -> Mailed:
    """Write a mail for each recipient of *list_file*, a CSV, with the current edition of *slug* in
    the language of the recipient, where it is published in that; otherwise as *slug* is.

    *now*: against which an embargo is held, unless the *wish* is to send it all the same.

    Problems: every row that is wrong, on its line; nobody to write from; an edition that is not
    there, or is under embargo still; a copy that was not made, or is not what was made. Nothing is
    written where there is an error.
    """
    written = Mailed()
    problems = written.problems
    try:
        theme = open_house(house, problems)
        recipients = read_recipients(list_file, theme.languages.values(), problems)
        ledger, register = open_books(house, problems)
        problems.stop_on_errors()
        opened = OpenHouse(house, theme, ledger)
        published = _find_published(house, slug, ledger, problems)
        orders = [
            _choose(house, slug, one, published, register if wish.copies else None, problems)
            for one in recipients
        ]
        problems.stop_on_errors()
        letters = {
            name: _write_letter(opened, published[name], executor, wish, now, problems)
            for name in dict.fromkeys(order.name for order in orders)
        }
        problems.stop_on_errors()
        folder = f"{FOLDER}/{slug}/{published[slug].number}"
        files = {}
        for number, (one, order) in enumerate(zip(recipients, orders, strict=True), 1):
            if data := _write(letters[order.name], one, order.copies, problems):
                files[f"{folder}/{number:03}-{file_name(one)}.eml"] = data
        problems.stop_on_errors()
        for label, data in files.items():
            if write_whole(house / label, data, Place(label), problems, durable=False):
                written.files.append(label)
    except Stopped:
        pass
    return written


def _find_published(
    house: Path, slug: str, ledger: Ledger, problems: Problems
) -> dict[str, Edition]:
    """Find the current edition of *slug* in each of its languages. Raises `Stopped` where *slug*
    itself has none.
    """
    editions = {
        name: ledger.current(name) for name in dict.fromkeys([slug, *names_of(house, slug)])
    }
    published = {name: edition for name, edition in editions.items() if edition}
    if slug not in published:
        known = sorted({ledger.name_now(one.slug) for one in ledger.editions})
        hint = f"`briefpress publish {slug} --note …` first" if slug in editions else ""
        problems.error(
            Place(f"editions/{slug}"),
            "nothing is published that could be sent",
            nearest(slug, known, "publications") if known else hint,
        )
        raise Stopped
    return published


def _choose(
    house: Path,
    slug: str,
    recipient: Recipient,
    published: Mapping[str, Edition],
    register: Register | None,
    problems: Problems,
) -> _Order:
    """Choose what *recipient* gets of the *published*: the language of the row, where there is one.

    *register*: where the copies for *recipient* are found; None: nobody asked for them.
    """
    if not recipient.email:
        head = recipient.email_head
        hint = (
            f"write it under `{head}`" if head else "write it into a column with the head `email`"
        )
        problems.error(recipient.place, f"no mail address for {recipient.name}", hint)
    wanted = recipient.language.split("-")[0].lower()
    ours = [
        name
        for name, edition in published.items()
        if recipient.language == edition.language or wanted == edition.language.split("-")[0]
    ]
    ours = [*dict.fromkeys([*ours, slug, *published])]
    if register is None:
        return _Order(ours[0])
    for name in ours:
        if copies := _find_copies(house, published[name], recipient, register, problems):
            return _Order(name, tuple(copies))
    problems.error(
        recipient.place,
        f"no copy of `{slug}` was made for {recipient.name}",
        f"make it: `briefpress copies {slug} --to {recipient.place.file}`",
    )
    return _Order(slug)


def _write_letter(
    house: OpenHouse,
    edition: Edition,
    executor: Executor,
    wish: MailWish,
    now: datetime,
    problems: Problems,
) -> _Letter:
    """Write the mail of *edition*, of what its PDF carries. Raises `Stopped`.

    *now*: against which the rights to its pictures are held, and its embargo, unless the *wish* is
    to send it all the same.
    """
    place = Place(f"editions/{edition.slug}")
    if edition.embargo and not wish.embargoed and now < datetime.fromisoformat(edition.embargo):
        problems.error(place, f"under embargo until {edition.embargo}", "wait, or say --embargoed")
        raise Stopped
    bar_edition(edition, "mail", now.date(), problems)
    problems.stop_on_errors()
    published = next(iter(edition.papers.values()))
    data = read_published(house.folder, published, problems)
    lost = Problems()
    sources = open_pdf(data, Place(published.file), executor, lost) if data else None
    if data is None or sources is None:
        problems.stop_on_errors()
        problems.error(
            Place(published.file),
            "it carries no content that can be read, so there is no text to write",
            "attach it to a mail of your own",
        )
        raise Stopped
    laid = lay_out_sources(house.folder, house.theme, sources, None, executor, lost)
    mail = make_mail(ToShow(house, laid, edition), lost)
    if (size := len(mail.html.encode())) > MOST:
        problems.warning(
            place,
            f"its text has {size // 1000} KB, and Gmail shows the first {MOST // 1000} of a mail",
            "name the attachment where you write to readers of Gmail",
        )
    asked = laid.brief.fields.contact or laid.brief.institute.contact
    address = wish.sender or (asked.email if asked else "") or ""
    if not address:
        problems.error(
            Place("content/institute.yaml"),
            "nobody to write from: `contact` has no `email`",
            "add it, or say --from name@example.org",
        )
        raise Stopped
    writer = _address(laid.brief.institute.name, address, NOWHERE, problems)
    return _Letter(edition, mail, writer, data, house.theme.language(edition.language).words)


def _address(name: str, address: str, place: Place, problems: Problems) -> Address | None:
    """Take *address* as mail has it. Problems: one that a server might not take."""
    try:
        if not address.isascii():
            raise ValueError
        return Address(name, addr_spec=address)
    except (ValueError, IndexError):
        hint = "write the part behind @ as servers know it: xn--…"
        problems.error(place, f"`{address}` is no address that every server takes", hint)
    return None


def _find_copies(
    house: Path, edition: Edition, recipient: Recipient, register: Register, problems: Problems
) -> list[tuple[Copy, bytes]]:
    """Find the copies of *edition* that were made together last for *recipient*, with their
    bytes.
    """
    again = f"`briefpress copies {edition.slug} --to {recipient.place.file}`"
    mine = [
        copy
        for copy in register.copies
        if (copy.slug, copy.edition) == (edition.slug, edition.number)
        and (copy.name, copy.organisation) == (recipient.name, recipient.organisation)
        and not register.recall(copy)
    ]
    files = []
    for copy in mine:
        if (copy.date, copy.total, copy.file.rpartition("/")[0]) == (
            mine[-1].date, mine[-1].total, mine[-1].file.rpartition("/")[0]
        ):  # fmt: skip
            data = b""
            with suppress(OSError):
                data = (house / copy.file).read_bytes()
            if sha256(data).hexdigest() != copy.sha256:
                problems.error(
                    recipient.place,
                    f"{copy.file} is {'not the file that was made' if data else 'gone'}",
                    f"make it again: {again}",
                )
            files.append((copy, data))
    return files


def _write(
    letter: _Letter, one: Recipient, copies: Sequence[tuple[Copy, bytes]], problems: Problems
) -> bytes:
    """Write *letter* to *one*, as a file that a mail program opens to be sent."""
    to = _address(one.name, one.email, one.place, problems)
    if to is None or letter.sender is None:
        return b""
    edition, mail = letter.edition, letter.mail
    attached = letter.words["mail_copy" if copies else "mail_edition"]
    codes = " ".join(copy.code for copy, _ in copies) or edition.code
    # The same mail has the same name each time, so that no program shows it twice.
    named = sha256(f"{codes} {one.name} {one.email}".encode()).hexdigest()[:32]
    message = EmailMessage(policy=SMTP)
    message["From"] = letter.sender
    message["To"] = to
    message["Subject"] = mail.subject
    message["Date"] = datetime.combine(edition.date, HOUR)
    message["Message-ID"] = f"<{named}@{letter.sender.domain}>"
    message["X-Unsent"] = "1"  # has Outlook open it as a mail that is still to be sent
    message.set_content(f"{attached}\n\n{mail.plain}", cte="quoted-printable")
    message.add_alternative(mail.with_line(attached), subtype="html", cte="quoted-printable")
    stem = f"{edition.slug}.edition-{edition.number}"
    files = {f"{stem}.copy-{copy.number:03}.pdf": data for copy, data in copies}
    for name, data in (files or {f"{stem}.pdf": letter.pdf}).items():
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    # Last: the library takes a header of this kind away with each content that it sets.
    message["Content-Language"] = edition.language
    for number, part in enumerate(one for one in message.walk() if one.is_multipart()):
        part.set_boundary(f"=={named}-{number}")  # the library would draw lots
    return message.as_bytes()
